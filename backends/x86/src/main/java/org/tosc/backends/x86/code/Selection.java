package org.tosc.backends.x86.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.tosc.backends.x86.asm.Assembler;
import org.tosc.backends.x86.asm.Base;
import org.tosc.backends.x86.asm.Label;
import org.tosc.backends.x86.code.Routine.Sequence;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.SlotType;
import org.tosc.tir.ir.Value;

/// Chooses instructions for a function of loops over vectors ([org.tosc.passes.lower.Lower]).
final class Selection {
  /// What is not arithmetic.
  private static final Map<CoreOp, BiConsumer<Selection, Operation>> FORMS =
      Map.of(
          CoreOp.RETURN, (_, _) -> {},
          CoreOp.YIELD, (_, _) -> {},
          CoreOp.SLOT, Selection::slot,
          CoreOp.SLOT_GET, Selection::get,
          CoreOp.SLOT_SET, Selection::set,
          CoreOp.LOOP, Selection::loop,
          CoreOp.CALL, Selection::call);

  private final Function function;
  private final Map<String, Label> callees;
  private final Draft draft;
  private final Numbering numbering;
  private final Positions positions;
  private final Values values;
  private final Arithmetic arithmetic;
  private final Accesses accesses;
  private final Map<Value, Linear> initial = new HashMap<>();

  private int loops;

  private Selection(
      Function function, Map<String, Label> callees, InstructionSet set, Assembler asm) {
    this.function = function;
    this.callees = callees;
    this.draft = new Draft(set, asm);
    this.numbering = new Numbering(function);
    this.positions = new Positions(draft);
    this.values = new Values(draft, numbering, positions);
    Masks masks = Masks.of(draft, values);
    Idioms idioms = Idioms.of(draft, masks);
    this.arithmetic = new Arithmetic(draft, numbering, values, masks, idioms);
    this.accesses = new Accesses(draft, numbering, positions, values, masks, idioms);
  }

  /// The instructions of a function.
  ///
  /// @param callees where each function of the kernel begins
  /// @throws NoCode where an operation has none
  static Routine routine(
      Function function,
      Map<String, Label> callees,
      boolean isExported,
      InstructionSet set,
      Assembler asm) {
    Selection selection = new Selection(function, callees, set, asm);
    selection.draft.from(function.span());
    List<Virtual> params = selection.params();
    selection.region(function.body());
    Label entry = Objects.requireNonNull(callees.get(function.symbol()));
    return selection.draft.finish(entry, isExported, params);
  }

  private List<Virtual> params() {
    List<Virtual> params = new ArrayList<>();
    for (Value p : function.params()) {
      Virtual register = draft.fresh(Bank.GENERAL);
      params.add(register);
      if (p.type() instanceof BufferType) {
        values.put(p, register);
      } else if (p.type() == Scalar.I32) {
        values.put(p, positions.parameter(register));
      } else {
        throw new NoCode("a parameter of type " + p.type() + " has no register");
      }
    }
    return params;
  }

  private void region(Region region) {
    for (Operation o : region.ops()) {
      draft.from(o.span());
      operation(o);
    }
    values.settle();
  }

  private void operation(Operation o) {
    if (o.op() instanceof KernelOp op) {
      accesses.access(op, o);
    } else if (o.op() instanceof CoreOp op) {
      BiConsumer<Selection, Operation> form = FORMS.get(op);
      if (form != null) {
        form.accept(this, o);
      } else {
        arithmetic.compute(op, o);
      }
    } else {
      throw new NoCode("@" + function.symbol() + ": " + o.op().mnemonic());
    }
  }

  private void slot(Operation o) {
    Value slot = o.result();
    if (((SlotType) slot.type()).content() == Scalar.I32) {
      initial.put(slot, values.position(o.operand(0)));
      return;
    }
    Virtual register = draft.fresh(values.bank(slot));
    values.put(slot, register);
    int bits = values.bits(slot);
    Virtual first = o.operands().isEmpty() ? draft.splat(0, bits) : values.register(o.operand(0));
    draft.move(register, first, bits);
  }

  private void get(Operation o) {
    Value slot = o.operand(0);
    if (initial.containsKey(slot)) {
      values.put(o.result(), values.position(slot));
      return;
    }
    Virtual register = values.register(slot);
    if (numbering.isUnchanged(o)) {
      values.put(o.result(), register);
    } else {
      Virtual copy = draft.fresh(values.bank(slot));
      draft.move(copy, register, values.bits(slot));
      values.put(o.result(), copy);
    }
  }

  private void set(Operation o) {
    Value slot = o.operand(0);
    if (initial.containsKey(slot)) {
      throw new NoCode("a slot of i32 that is no counter of a loop");
    }
    draft.move(values.register(slot), values.register(o.operand(1)), values.bits(slot));
  }

  private void loop(Operation o) {
    Counted counted = Counted.of(o, numbering);
    Linear from = counted == null ? null : initial.get(counted.slot());
    if (counted == null || from == null) {
      throw new NoCode("a loop that does not count");
    }
    values.settle();
    Sequence before = draft.at().place();
    Linear to = values.position(counted.to());
    Virtual counter = draft.fresh(Bank.GENERAL);
    Arg end =
        to.isConstant() ? new Arg.Immediate(to.constant()) : Draft.general(positions.value(to));
    Label done = draft.label();
    if (from.isConstant()) {
      draft.number(counter, from.constant());
    } else {
      draft.move(counter, positions.value(from), 64);
    }
    boolean runs = from.isConstant() && to.isConstant() && from.constant() < to.constant();
    if (!runs) {
      draft.read(Base.CMP, Draft.general(counter), end);
      draft.add(new Line.Jump(Base.JGE, done));
    }
    int number = loops++;
    Label head = draft.label();
    draft.add(new Line.LoopStart(number));
    draft.add(new Line.Bind(head));
    Sequence behind = new Sequence();
    values.put(counted.slot(), positions.enter(before, behind, counter, from, counted.step()));
    region(o.region(1));
    draft.from(o.span());
    draft.at().add(behind);
    draft.change(Base.ADD, Draft.general(counter), new Arg.Immediate(counted.step()));
    draft.read(Base.CMP, Draft.general(counter), end);
    draft.add(new Line.Jump(Base.JL, head));
    positions.leave();
    draft.add(new Line.LoopEnd(number));
    draft.add(new Line.Bind(done));
  }

  private void call(Operation o) {
    values.settle();
    List<Virtual> arguments = new ArrayList<>();
    for (Value v : o.operands()) {
      arguments.add(
          v.type() instanceof BufferType
              ? values.register(v)
              : positions.value(values.position(v)));
    }
    Label target = callees.get(o.attributes().symbol("callee"));
    if (target == null) {
      throw new NoCode("a call of a function that is not part of the kernel");
    }
    draft.add(new Line.Call(target, arguments));
  }
}
