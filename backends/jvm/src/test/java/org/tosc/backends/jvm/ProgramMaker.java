package org.tosc.backends.jvm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.Global;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.SlotType;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Makes programs `@main(x)` that leave a trace: each step folds a number of its own into the
/// trace, which is the result.
final class ProgramMaker {
  private final FunctionBuilder f = new FunctionBuilder("main");
  private final Random random;
  private final Value x;
  private final Value trace;
  private int marks;
  private int loops;

  private ProgramMaker(Random random) {
    this.random = random;
    this.x = f.param(Scalar.I64);
    this.trace =
        f.opOf(
                CoreOp.SLOT,
                List.of(new SlotType(Scalar.I64)),
                Attributes.NONE,
                Span.NONE,
                List.of(x))
            .result();
  }

  /// Constructs from the outermost in, then the exit at the heart.
  static Module shape(List<String> words) {
    ProgramMaker maker = new ProgramMaker(new Random(1));
    maker.nest(new ArrayDeque<>(words));
    return maker.finish();
  }

  static Module random(Random random) {
    ProgramMaker maker = new ProgramMaker(random);
    maker.block(4);
    return maker.finish();
  }

  private Module finish() {
    if (!f.isTerminated()) {
      f.op(CoreOp.RETURN, Span.NONE, read());
    }
    Function main = f.finish(List.of(Scalar.I64), Attributes.NONE, Span.NONE);
    return new Module(List.of(new Global("g", Scalar.I64, Span.NONE)), List.of(main));
  }

  private Value constant(long value) {
    return f.opOf(
            CoreOp.CONST,
            List.of(Scalar.I64),
            Attributes.of("value", Attribute.of(value)),
            Span.NONE,
            List.of())
        .result();
  }

  private Value read() {
    return f.op(CoreOp.SLOT_GET, Span.NONE, trace).result();
  }

  private Value op(CoreOp op, Value... operands) {
    return f.op(op, Span.NONE, operands).result();
  }

  private void mark() {
    Value scaled = op(CoreOp.WRAPPING_MUL, read(), constant(31));
    Value next = op(CoreOp.WRAPPING_ADD, scaled, constant(++marks));
    f.op(CoreOp.SLOT_SET, Span.NONE, trace, next);
  }

  /// Whether the trace has a remainder; sometimes as a short-circuit `and` of two conditions.
  private Value condition() {
    Value first = remainder();
    if (random.nextInt(3) > 0) {
      return first;
    }
    Region both = f.region(List.of(), _ -> f.op(CoreOp.YIELD, Span.NONE, remainder()));
    Region no =
        f.region(
            List.of(),
            _ -> f.op(CoreOp.YIELD, Span.NONE, random.nextBoolean() ? falsehood() : remainder()));
    return f.opWith(
            CoreOp.IF,
            List.of(Scalar.I1),
            Attributes.NONE,
            Span.NONE,
            List.of(first),
            List.of(both, no))
        .result();
  }

  private Value falsehood() {
    return f.opOf(
            CoreOp.CONST,
            List.of(Scalar.I1),
            Attributes.of("value", Attribute.of(false)),
            Span.NONE,
            List.of())
        .result();
  }

  private Value remainder() {
    long modulus = 2L + random.nextInt(3);
    return op(CoreOp.EQ, op(CoreOp.MOD, read(), constant(modulus)), constant(0));
  }

  private void own(CoreOp op, Region... regions) {
    f.opWith(op, List.of(), Attributes.NONE, Span.NONE, List.of(), List.of(regions));
  }

  private Region block(Runnable body) {
    return f.block(Span.NONE, body);
  }

  private void loop(Runnable body) {
    Value i =
        f.opOf(
                CoreOp.SLOT,
                List.of(new SlotType(Scalar.I64)),
                Attributes.NONE,
                Span.NONE,
                List.of())
            .result();
    Region condition =
        f.region(
            List.of(),
            _ ->
                f.op(
                    CoreOp.YIELD,
                    Span.NONE,
                    op(CoreOp.LT, f.op(CoreOp.SLOT_GET, Span.NONE, i).result(), constant(3))));
    loops++;
    Region inner = block(body);
    loops--;
    Region step =
        block(
            () -> {
              mark();
              Value next =
                  op(CoreOp.ADD, f.op(CoreOp.SLOT_GET, Span.NONE, i).result(), constant(1));
              f.op(CoreOp.SLOT_SET, Span.NONE, i, next);
            });
    own(CoreOp.LOOP, condition, inner, step);
  }

  private void handled(Runnable body, Runnable handler) {
    Region inner = block(body);
    Region caught =
        f.region(
            List.of(HostType.ANY),
            _ -> {
              handler.run();
              if (!f.isTerminated()) {
                f.op(CoreOp.YIELD, Span.NONE);
              }
            });
    own(CoreOp.TRY, inner, caught);
  }

  private void nest(ArrayDeque<String> words) {
    mark();
    String word = words.pop();
    Runnable rest = () -> nest(words);
    switch (word) {
      case "loop" -> loop(rest);
      case "try" -> handled(rest, this::mark);
      case "handler" -> handled(() -> sometimes("throw"), rest);
      case "finally" -> own(CoreOp.FINALLY, block(rest), block(this::mark));
      case "cleanup" -> own(CoreOp.FINALLY, block(() -> sometimes("return")), block(rest));
      default -> sometimes(word);
    }
    if (!f.isTerminated()) {
      mark();
    }
  }

  /// An exit on some paths, so that what follows stays reachable.
  private void sometimes(String exit) {
    mark();
    Value condition = condition();
    Region then =
        block(
            () -> {
              mark();
              exit(exit);
            });
    Region otherwise = block(this::mark);
    f.opWith(
        CoreOp.IF,
        List.of(),
        Attributes.NONE,
        Span.NONE,
        List.of(condition),
        List.of(then, otherwise));
  }

  private void exit(String exit) {
    switch (exit) {
      case "break" -> leaveLoop(CoreOp.BREAK);
      case "continue" -> leaveLoop(CoreOp.CONTINUE);
      case "return" -> f.op(CoreOp.RETURN, Span.NONE, read());
      case "throw" -> f.op(CoreOp.THROW, Span.NONE, f.op(HostOp.BOX, Span.NONE, read()).result());
      case "raise" -> {
        Value raised = op(CoreOp.FLOORDIV, read(), constant(0));
        f.op(CoreOp.SLOT_SET, Span.NONE, trace, raised);
      }
      default -> {}
    }
  }

  private void leaveLoop(CoreOp op) {
    if (loops > 0) {
      f.op(op, Span.NONE);
    }
  }

  private void block(int depth) {
    List<String> exits = List.of("end", "break", "continue", "return", "throw", "raise");
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count && !f.isTerminated(); i++) {
      mark();
      Runnable rest = () -> block(depth - 1);
      switch (depth == 0 ? 5 + random.nextInt(3) : random.nextInt(8)) {
        case 0 -> {
          if (loops < 3) {
            loop(rest);
          }
        }
        case 1 -> handled(rest, () -> block(depth - 1));
        case 2 -> own(CoreOp.FINALLY, block(rest), block(() -> block(depth - 1)));
        case 3 -> choice(depth);
        case 4 -> value();
        case 5 -> sometimes(exits.get(random.nextInt(exits.size())));
        case 6 -> {
          if (random.nextInt(4) == 0) {
            exit(exits.get(random.nextInt(exits.size())));
          }
        }
        default -> mark();
      }
    }
  }

  private void choice(int depth) {
    Value condition = condition();
    Region then = block(() -> block(depth - 1));
    Region otherwise = block(() -> block(depth - 1));
    f.opWith(
        CoreOp.IF,
        List.of(),
        Attributes.NONE,
        Span.NONE,
        List.of(condition),
        List.of(then, otherwise));
  }

  /// An `if` with values, used twice or not at all.
  private void value() {
    Value condition = condition();
    List<Region> regions = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      regions.add(
          f.region(
              List.of(),
              _ -> {
                mark();
                Value first = read();
                f.op(CoreOp.YIELD, Span.NONE, first, op(CoreOp.WRAPPING_ADD, first, constant(7)));
              }));
    }
    List<Value> results =
        f.opWith(
                CoreOp.IF,
                List.of(Scalar.I64, Scalar.I64),
                Attributes.NONE,
                Span.NONE,
                List.of(condition),
                regions)
            .results();
    if (random.nextBoolean()) {
      Value sum = op(CoreOp.WRAPPING_ADD, results.get(0), results.get(1));
      f.op(CoreOp.SLOT_SET, Span.NONE, trace, op(CoreOp.WRAPPING_SUB, sum, results.get(0)));
    }
  }
}
