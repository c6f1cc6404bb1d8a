package org.tosc.backends.mlir.vector;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tosc.backends.mlir.scalar.Arithmetic;
import org.tosc.backends.mlir.scalar.NoText;
import org.tosc.backends.mlir.scalar.Types;
import org.tosc.backends.mlir.text.BlockWriter;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirType;
import org.tosc.backends.mlir.text.MlirValue;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Value;

/// Writes lowered functions as `scf` and `vector`, called ones where they are called.
final class LoopWriter {
  private final Map<String, Function> known;

  /// @param known functions by their symbols
  LoopWriter(Map<String, Function> known) {
    this.known = known;
  }

  /// Writes a function's body.
  ///
  /// @param operands what stands for its parameters
  void call(Function function, List<MlirValue> operands, BlockWriter out) throws NoText {
    Frame frame = new Frame();
    for (int i = 0; i < operands.size(); i++) {
      frame.define(function.params().get(i), operands.get(i));
    }
    operations(function.body(), frame, out);
  }

  private void operations(Region region, Frame frame, BlockWriter out) throws NoText {
    for (Operation o : region.ops()) {
      out.at(Types.location(o.span()));
      operation(o, frame, out);
    }
  }

  private void operation(Operation o, Frame frame, BlockWriter out) throws NoText {
    if (o.op() instanceof CoreOp core) {
      if (!control(core, o, frame, out)) {
        scalar(o, frame, out);
      }
    } else if (o.op() == KernelOp.ALLOC) {
      BufferType type = (BufferType) o.result().type();
      frame.define(o.result(), Zeros.of(out, Types.memref(type, o.span())));
    } else if (o.op() == KernelOp.FREE) {
      out.emit(MlirOperation.named("memref.dealloc").operands(frame.value(o.operand(0), o)));
    } else if (o.op() != KernelOp.PREFETCH) {
      MlirValue made = new MemoryWriter(out, frame).write(o);
      if (made != null) {
        frame.define(o.result(), made);
      }
    }
  }

  /// Whether an operation is one of control or of slots; then it is written.
  private boolean control(CoreOp op, Operation o, Frame frame, BlockWriter out) throws NoText {
    if (op == CoreOp.SLOT) {
      if (o.operands().isEmpty()) {
        throw new NoText(o.span(), "a slot that begins with nothing");
      }
      frame.set(o.result(), frame.value(o.operand(0), o));
    } else if (op == CoreOp.SLOT_GET) {
      frame.define(o.result(), frame.get(o.operand(0), o));
    } else if (op == CoreOp.SLOT_SET) {
      frame.set(o.operand(0), frame.value(o.operand(1), o));
    } else if (op == CoreOp.LOOP) {
      loop(o, frame, out);
    } else if (op == CoreOp.CALL) {
      call(o, frame, out);
    } else {
      return op == CoreOp.RETURN || op == CoreOp.YIELD;
    }
    return true;
  }

  private void call(Operation o, Frame frame, BlockWriter out) throws NoText {
    Function callee = known.get(o.attributes().symbol("callee"));
    if (callee == null || !o.results().isEmpty()) {
      throw new NoText(o.span(), "a call of what is not there");
    }
    call(callee, values(o, frame), out);
  }

  private static List<MlirValue> values(Operation o, Frame frame) throws NoText {
    List<MlirValue> values = new ArrayList<>();
    for (Value operand : o.operands()) {
      values.add(frame.value(operand, o));
    }
    return values;
  }

  private void scalar(Operation o, Frame frame, BlockWriter out) throws NoText {
    List<MlirValue> in = values(o, frame);
    MlirValue made =
        Reductions.covers(o)
            ? Reductions.write(out, (CoreOp) o.op(), in.getFirst())
            : o.op() == CoreOp.LANES_BELOW
                ? new MemoryWriter(out, frame).mask(o, in.getFirst())
                : Arithmetic.write(out, o, in, "", frame.divisors());
    frame.define(o.result(), made);
  }

  private void loop(Operation o, Frame frame, BlockWriter out) throws NoText {
    Counter counter = Counter.of(o);
    if (counter == null) {
      throw new NoText(o.span(), "a loop that does not count");
    }
    for (Operation bound : counter.bounds()) {
      scalar(bound, frame, out);
    }
    for (Operation bound : counter.step()) {
      scalar(bound, frame, out);
    }
    List<Value> carried = new ArrayList<>();
    for (Value slot : assigned(o.region(1))) {
      if (frame.hasSlot(slot) && !slot.equals(counter.slot())) {
        carried.add(slot);
      }
    }
    MlirValue from = frame.get(counter.slot(), o);
    List<MlirValue> operands = new ArrayList<>();
    operands.add(from);
    operands.add(frame.value(counter.end(), o));
    operands.add(frame.value(counter.by(), o));
    List<MlirValue> arguments = new ArrayList<>();
    MlirValue i = MlirValue.of(from.type(), "i");
    arguments.add(i);
    for (Value slot : carried) {
      MlirValue before = frame.get(slot, o);
      MlirValue argument = MlirValue.of(before.type(), "acc");
      operands.add(before);
      arguments.add(argument);
      frame.set(slot, argument);
    }
    frame.set(counter.slot(), i);
    BlockWriter body = new BlockWriter();
    operations(o.region(1), frame, body);
    List<MlirValue> yielded = new ArrayList<>();
    for (Value slot : carried) {
      yielded.add(frame.get(slot, o));
    }
    body.emit(MlirOperation.named("scf.yield").operands(yielded));
    List<MlirType> types = yielded.stream().map(MlirValue::type).toList();
    List<MlirValue> results =
        out.emit(
            MlirOperation.named("scf.for").operands(operands).region(body.region(arguments)),
            types,
            "acc");
    for (int k = 0; k < results.size(); k++) {
      frame.set(carried.get(k), results.get(k));
    }
    frame.forget(counter.slot());
  }

  /// The slots that a region writes, in the order in which it does.
  private static Set<Value> assigned(Region region) {
    Set<Value> found = new LinkedHashSet<>();
    for (Operation o : region.ops()) {
      if (o.op() == CoreOp.SLOT_SET) {
        found.add(o.operand(0));
      }
      o.regions().forEach(inner -> found.addAll(assigned(inner)));
    }
    return found;
  }
}
