package org.tosc.backends.snitch.loops;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.code.Unsupported;
import org.tosc.backends.snitch.isa.Base;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// Writes the operations of a function as lines: control here, the others by their kind.
final class Selection {
  private final Values values;
  private final Draft draft;
  private final Floats floats;
  private final Wholes wholes;
  private final Pairs pairs;
  private final Casts casts;
  private final Variables variables;
  private final Accesses accesses;
  private final Label end;

  /// Where `break` and `continue` go to.
  private final Deque<Exits> loops = new ArrayDeque<>();

  private int depth;

  /// The operations among which the one is that is written now, and where.
  private List<Operation> here = List.of();

  private int at;

  /// What ends the condition of the loop that is written now.
  private @Nullable Operation condition;

  /// How operations are written; those that are not here are arithmetic.
  private final Map<Op, Writer> writers;

  private interface Writer {
    void write(Operation o) throws Unsupported;
  }

  private record Exits(Label end, Label next) {}

  /// @param end where the function ends
  Selection(Values values, Label end) {
    this.values = values;
    this.draft = values.draft;
    this.floats = new Floats(values);
    this.wholes = new Wholes(values);
    this.pairs = new Pairs(values);
    this.casts = new Casts(values);
    this.variables = new Variables(values);
    this.accesses = new Accesses(values);
    this.end = end;
    this.writers =
        Map.ofEntries(
            Map.entry(KernelOp.LOAD, accesses::load),
            Map.entry(KernelOp.STORE, accesses::store),
            Map.entry(KernelOp.ALLOC, accesses::alloc),
            Map.entry(KernelOp.FREE, Selection::nothing),
            Map.entry(CoreOp.CONST, variables::constant),
            Map.entry(CoreOp.ZERO, variables::constant),
            Map.entry(CoreOp.SLOT, variables::slot),
            Map.entry(CoreOp.SLOT_GET, variables::get),
            Map.entry(CoreOp.SLOT_SET, variables::set),
            Map.entry(CoreOp.SELECT, this::select),
            Map.entry(CoreOp.CAST, casts::cast),
            Map.entry(CoreOp.BITCAST, casts::bitcast),
            Map.entry(CoreOp.LDEXP, casts::ldexp),
            Map.entry(CoreOp.LOOP, this::loop),
            Map.entry(CoreOp.IF, this::conditional),
            Map.entry(CoreOp.BREAK, _ -> draft.jump(loops.getLast().end())),
            Map.entry(CoreOp.CONTINUE, _ -> draft.jump(loops.getLast().next())),
            Map.entry(CoreOp.RETURN, this::leave),
            Map.entry(CoreOp.YIELD, Selection::nothing));
  }

  /// The frame goes with the call, and whose region it is takes what is yielded.
  private static void nothing(Operation o) {}

  Calls calls() {
    return floats.calls();
  }

  int arrays() {
    return accesses.arrays();
  }

  void body(Region region) throws Unsupported {
    List<Operation> ops = region.ops();
    for (int i = 0; i < ops.size(); i++) {
      operation(region, i);
    }
  }

  /// A region inside an operation; its last operation.
  private Operation inner(Region region) throws Unsupported {
    depth++;
    Map<?, ?> known = accesses.enter();
    body(region);
    accesses.leave(known);
    depth--;
    return region.terminator();
  }

  private void operation(Region region, int index) throws Unsupported {
    Operation o = region.ops().get(index);
    boolean isOuter = depth == 0 && !o.regions().isEmpty();
    if (isOuter) {
      values.constants.begin();
    }
    here = region.ops();
    at = index;
    Writer writer = writers.get(o.op());
    if (writer == null) {
      arithmetic(o);
    } else {
      writer.write(o);
    }
    if (isOuter) {
      values.constants.begin();
    }
  }

  private void arithmetic(Operation o) throws Unsupported {
    if (!(o.op() instanceof CoreOp op) || o.operands().isEmpty()) {
      throw new Unsupported(o.span(), o.op().mnemonic());
    }
    Type type = o.operand(0).type();
    if (Precision.of(type) != null) {
      floats.operation(op, o);
    } else if (type == Scalar.I64) {
      pairs.operation(op, o);
    } else if (!Values.isWhole(type)) {
      throw new Unsupported(o.span(), op.mnemonic() + " of " + type);
    } else if (isBranchedOn(o)) {
      values.put(o.result(), wholes.comparison(op, o));
    } else {
      wholes.operation(op, o);
    }
  }

  /// Whether this is a comparison that only the next operation reads, which branches on it.
  private boolean isBranchedOn(Operation o) {
    if (!Wholes.isComparison(o.op())) {
      return false;
    }
    Operation next = here.get(at + 1);
    boolean isOnlyUse =
        values.uses.count(o.result()) == 1
            && !next.operands().isEmpty()
            && next.operand(0).equals(o.result());
    boolean branches = next.op() == CoreOp.SELECT || next.op() == CoreOp.IF || next == condition;
    return isOnlyUse && branches;
  }

  // Control.

  private void select(Operation o) throws Unsupported {
    Held to = values.fresh(o, o.result().type());
    Label isThen = new Label();
    values.copy(to, o.operand(1));
    branch(o.operand(0), isThen);
    values.copy(to, o.operand(2));
    draft.mark(isThen);
    values.put(o.result(), to);
  }

  /// Jumps where a condition holds.
  private void branch(Value condition, Label to) {
    if (values.find(condition) instanceof Held.Comparison(Base comparison, Arg a, Arg b)) {
      draft.branch(comparison, a, b, to);
    } else {
      draft.branch(Base.BNE, values.register(condition), Arg.ZERO, to);
    }
  }

  private void loop(Operation o) throws Unsupported {
    Label body = new Label();
    Label check = new Label();
    Exits exits = new Exits(new Label(), new Label());
    Induction induction = new Induction(values, o, here);
    List<Pointers.Move> moves = accesses.pointers().begin(o, induction);
    Long rounds = induction.rounds();
    draft.add(new Line.LoopStart(induction.expectedRounds()));
    if (rounds == null || rounds < 1) {
      draft.jump(check);
    }
    draft.mark(body);
    loops.addLast(exits);
    inner(o.region(1));
    loops.removeLast();
    draft.mark(exits.next());
    inner(o.region(2));
    accesses.pointers().move(moves);
    draft.mark(check);
    condition = o.region(0).terminator();
    Operation yield = inner(o.region(0));
    branch(yield.operand(0), body);
    draft.add(new Line.LoopEnd());
    draft.mark(exits.end());
  }

  private void conditional(Operation o) throws Unsupported {
    Label isThen = new Label();
    Label isDone = new Label();
    Held[] results = new Held[o.results().size()];
    for (int i = 0; i < results.length; i++) {
      results[i] = values.fresh(o, o.results().get(i).type());
      values.put(o.results().get(i), results[i]);
    }
    branch(o.operand(0), isThen);
    give(inner(o.region(1)), results);
    draft.jump(isDone);
    draft.mark(isThen);
    give(inner(o.region(0)), results);
    draft.mark(isDone);
  }

  private void give(Operation terminator, Held[] results) {
    if (terminator.op() == CoreOp.YIELD) {
      for (int i = 0; i < results.length; i++) {
        values.copy(results[i], terminator.operand(i));
      }
    }
  }

  private void leave(Operation o) throws Unsupported {
    if (!o.operands().isEmpty()) {
      throw new Unsupported(o.span(), "a function with results");
    }
    if (depth > 0) {
      draft.jump(end);
    }
  }
}
