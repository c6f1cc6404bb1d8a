package org.tosc.driver.snitch.loops;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.SlotType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Makes functions of loops, branches and variables over a buffer of each type.
final class RandomLoops {
  static final int SIZE = 16;
  static final List<Scalar> TYPES = List.of(Scalar.F64, Scalar.F32, Scalar.I32, Scalar.I64);

  private static final Span SPAN = Span.NONE;
  private static final int MOST_DEPTH = 3;
  private static final List<CoreOp> REAL_OPS =
      List.of(
          CoreOp.ADD,
          CoreOp.SUB,
          CoreOp.MUL,
          CoreOp.MIN,
          CoreOp.MAX,
          CoreOp.FMA,
          CoreOp.NEG,
          CoreOp.ABS,
          CoreOp.FLOOR,
          CoreOp.DIV,
          CoreOp.SQRT);
  private static final List<CoreOp> WHOLE_OPS =
      List.of(
          CoreOp.WRAPPING_ADD,
          CoreOp.WRAPPING_SUB,
          CoreOp.WRAPPING_MUL,
          CoreOp.WRAPPING_SHL,
          CoreOp.WRAPPING_SHR,
          CoreOp.AND,
          CoreOp.OR,
          CoreOp.XOR,
          CoreOp.MIN,
          CoreOp.MAX);
  private static final List<CoreOp> COMPARISONS =
      List.of(CoreOp.EQ, CoreOp.NE, CoreOp.LT, CoreOp.LE, CoreOp.GT, CoreOp.GE);

  private final FunctionBuilder f = new FunctionBuilder("f");
  private final SplittableRandom random;
  private final List<Value> buffers = new ArrayList<>();

  /// What may be used where the next operation is.
  private final List<Value> values = new ArrayList<>();

  private final List<Value> slots = new ArrayList<>();

  /// What the loops around count in.
  private final List<Value> counters = new ArrayList<>();

  private final boolean divides;
  private int loops;

  private RandomLoops(long seed) {
    random = new SplittableRandom(seed);
    divides = random.nextInt(4) == 0;
  }

  static Function make(long seed) {
    RandomLoops maker = new RandomLoops(seed);
    TYPES.forEach(t -> maker.buffers.add(maker.f.param(LoopRun.buffer(t, SIZE))));
    for (Scalar type : TYPES) {
      maker.values.add(maker.constant(type));
      int several = maker.random.nextInt(1, 12);
      for (int i = 0; i < several; i++) {
        maker.slots.add(maker.slot(maker.any(type)));
      }
    }
    maker.statements(0, 12);
    for (Value slot : List.copyOf(maker.slots)) {
      maker.store(maker.f.op(CoreOp.SLOT_GET, SPAN, slot).result());
    }
    maker.f.op(CoreOp.RETURN, SPAN);
    return maker.f.finish(List.of(), Attributes.NONE, SPAN);
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private Value op(CoreOp op, Value... operands) {
    return f.op(op, SPAN, operands).result();
  }

  private Value slot(Value initial) {
    return f.opOf(
            CoreOp.SLOT,
            List.of(new SlotType(initial.type())),
            Attributes.NONE,
            SPAN,
            List.of(initial))
        .result();
  }

  private Value constant(Scalar type) {
    Attribute number =
        type.isFloat()
            ? Attribute.of(pick(List.of(0.0, 1.0, -2.5, 0.1, 3.0)))
            : Attribute.of((long) pick(List.of(0, 1, 3, -7, 40, 5000)));
    return f.opOf(CoreOp.CONST, List.of(type), Attributes.of("value", number), SPAN, List.of())
        .result();
  }

  /// A value of a type.
  private Value any(Scalar type) {
    List<Value> fitting = values.stream().filter(v -> v.type() == type).toList();
    if (fitting.isEmpty() || random.nextInt(10) == 0) {
      return constant(type);
    }
    boolean isRecent = random.nextBoolean();
    return isRecent ? fitting.getLast() : pick(fitting);
  }

  private Value truth() {
    Scalar type = pick(TYPES);
    return op(pick(COMPARISONS), any(type), any(type));
  }

  private Value position() {
    Value seven = Elementwise.whole(f, Scalar.I32, 7);
    Value inside = op(CoreOp.AND, any(Scalar.I32), seven);
    return switch (random.nextInt(6)) {
      case 0 -> inside;
      case 3, 4, 5 -> affine();
      case 1 -> Elementwise.whole(f, Scalar.I32, random.nextInt(SIZE));
      default ->
          op(CoreOp.WRAPPING_ADD, inside, Elementwise.whole(f, Scalar.I32, random.nextInt(9)));
    };
  }

  /// Twice the counters of two loops, which are at most 3, and a number, in some form.
  private Value affine() {
    Value sum = Elementwise.whole(f, Scalar.I32, random.nextInt(4));
    for (int i = 0; i < 2 && !counters.isEmpty(); i++) {
      Value counter = op(CoreOp.SLOT_GET, pick(counters));
      Value two = Elementwise.whole(f, Scalar.I32, 2);
      Value one = Elementwise.whole(f, Scalar.I32, 1);
      Value term =
          switch (random.nextInt(4)) {
            case 0 -> op(CoreOp.WRAPPING_MUL, counter, two);
            case 1 -> op(CoreOp.WRAPPING_SHL, counter, one);
            case 2 -> op(CoreOp.WRAPPING_SUB, op(CoreOp.WRAPPING_MUL, two, counter), counter);
            default -> counter;
          };
      sum =
          random.nextBoolean()
              ? op(CoreOp.WRAPPING_ADD, term, sum)
              : op(CoreOp.WRAPPING_ADD, sum, term);
    }
    return sum;
  }

  private static final Attributes PROVED = Attributes.of("bounds", Attribute.of("proved"));

  private void load() {
    values.add(f.op(KernelOp.LOAD, PROVED, SPAN, List.of(pick(buffers), position())).result());
  }

  private void store(Value value) {
    Value buffer = buffers.get(TYPES.indexOf((Scalar) value.type()));
    f.opOf(KernelOp.STORE, List.of(), PROVED, SPAN, List.of(buffer, value, position()));
  }

  private void statements(int depth, int most) {
    int count = random.nextInt(2, most);
    for (int i = 0; i < count; i++) {
      statement(depth);
    }
  }

  private void statement(int depth) {
    switch (random.nextInt(12)) {
      case 0, 1 -> arithmetic(pick(TYPES));
      case 2 -> load();
      case 3 -> store(any(pick(TYPES)));
      case 4, 5 -> values.add(f.op(CoreOp.SLOT_GET, SPAN, pick(slots)).result());
      case 6, 7 -> set();
      case 8 -> {
        Scalar type = pick(TYPES);
        values.add(op(CoreOp.SELECT, truth(), any(type), any(type)));
      }
      case 9 -> {
        Scalar to = pick(List.of(Scalar.F64, Scalar.F32));
        values.add(Elementwise.cast(f, to, any(pick(List.of(Scalar.I32, Scalar.F32, Scalar.F64)))));
      }
      case 10 -> branch(depth);
      default -> loop(depth);
    }
  }

  private void set() {
    Value slot = pick(slots);
    Scalar type = (Scalar) ((SlotType) slot.type()).content();
    if (random.nextBoolean()) {
      Value old = f.op(CoreOp.SLOT_GET, SPAN, slot).result();
      if (random.nextBoolean()) {
        values.add(old);
      }
      CoreOp op = type.isFloat() ? CoreOp.ADD : CoreOp.WRAPPING_ADD;
      Value sum = op(op, old, any(type));
      if (random.nextInt(3) == 0) {
        values.add(f.op(CoreOp.SLOT_GET, SPAN, pick(slots)).result());
      }
      f.op(CoreOp.SLOT_SET, SPAN, slot, sum);
    } else {
      f.op(CoreOp.SLOT_SET, SPAN, slot, any(type));
    }
  }

  private void arithmetic(Scalar type) {
    CoreOp op = pick(type.isFloat() ? REAL_OPS : WHOLE_OPS);
    if ((op == CoreOp.DIV || op == CoreOp.SQRT) && !divides) {
      op = CoreOp.MUL;
    }
    values.add(
        switch (op) {
          case FMA -> op(op, any(type), any(type), any(type));
          case NEG, ABS, FLOOR, SQRT -> op(op, any(type));
          default -> op(op, any(type), any(type));
        });
  }

  private Region region(Runnable body) {
    int known = values.size();
    int variables = slots.size();
    Region region = f.block(SPAN, body);
    values.subList(known, values.size()).clear();
    slots.subList(variables, slots.size()).clear();
    return region;
  }

  private void branch(int depth) {
    if (depth == MOST_DEPTH) {
      return;
    }
    Value condition = truth();
    Scalar type = pick(TYPES);
    boolean hasResult = random.nextBoolean();
    Runnable body =
        () -> {
          statements(depth + 1, 5);
          if (hasResult) {
            f.op(CoreOp.YIELD, SPAN, any(type));
          }
        };
    List<Type> results = hasResult ? List.of(type) : List.of();
    Region then = region(body);
    Region otherwise = region(body);
    Operation made =
        f.opWith(
            CoreOp.IF,
            results,
            Attributes.NONE,
            SPAN,
            List.of(condition),
            List.of(then, otherwise));
    values.addAll(made.results());
  }

  private void loop(int depth) {
    if (depth == MOST_DEPTH || loops++ > 6) {
      return;
    }
    Value i = slot(Elementwise.whole(f, Scalar.I32, 0));
    int rounds = random.nextInt(4);
    Region condition =
        region(
            () -> {
              Value at = op(CoreOp.SLOT_GET, i);
              Value isBelow = op(CoreOp.LT, at, Elementwise.whole(f, Scalar.I32, rounds));
              f.op(CoreOp.YIELD, SPAN, isBelow);
            });
    Region body =
        region(
            () -> {
              counters.add(i);
              values.add(op(CoreOp.SLOT_GET, i));
              if (random.nextInt(3) == 0) {
                slots.add(slot(any(pick(TYPES))));
              }
              statements(depth + 1, 9);
              if (random.nextInt(4) == 0) {
                leave();
                statements(depth + 1, 3);
              }
              counters.removeLast();
            });
    Region step =
        region(
            () -> {
              Value at = op(CoreOp.SLOT_GET, i);
              Value next = op(CoreOp.WRAPPING_ADD, at, Elementwise.whole(f, Scalar.I32, 1));
              f.op(CoreOp.SLOT_SET, SPAN, i, next);
            });
    f.opWith(
        CoreOp.LOOP, List.of(), Attributes.NONE, SPAN, List.of(), List.of(condition, body, step));
  }

  private void leave() {
    Value condition = truth();
    CoreOp exit = random.nextBoolean() ? CoreOp.BREAK : CoreOp.CONTINUE;
    Region then = region(() -> f.op(exit, SPAN));
    Region otherwise = region(() -> {});
    f.opWith(
        CoreOp.IF, List.of(), Attributes.NONE, SPAN, List.of(condition), List.of(then, otherwise));
  }
}
