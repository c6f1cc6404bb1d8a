package org.tosc.backends.mlir.vector;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.mlir.scalar.Constants;
import org.tosc.backends.mlir.scalar.NoText;
import org.tosc.backends.mlir.scalar.Types;
import org.tosc.backends.mlir.text.BlockWriter;
import org.tosc.backends.mlir.text.FloatFormat;
import org.tosc.backends.mlir.text.IndexType;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirType;
import org.tosc.backends.mlir.text.MlirValue;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;

/// Reads and writes of memory, of single elements and of vectors. Elements of fewer bits become
/// what lanes hold, and are rounded on their way back.
final class MemoryWriter {
  private final BlockWriter out;
  private final Frame frame;

  MemoryWriter(BlockWriter out, Frame frame) {
    this.out = out;
    this.frame = frame;
  }

  /// Writes an access; null where it gives no value.
  @Nullable MlirValue write(Operation o) throws NoText {
    if (o.op() == KernelOp.LOAD) {
      List<MlirValue> operands = List.of(memory(o), index(o, 1));
      MlirType type = operands.getFirst().type().element();
      String hint = Flat.element(operands.getFirst());
      return out.emit(MlirOperation.named("memref.load").operands(operands), type, hint);
    }
    if (o.op() == KernelOp.STORE) {
      out.emit(
          MlirOperation.named("memref.store")
              .operands(frame.value(o.operand(1), o), memory(o), index(o, 2)));
      return null;
    }
    if (o.op() == KernelOp.VLOAD && !o.attributes().has("behind")) {
      return load(o);
    }
    if (o.op() == KernelOp.VSTORE) {
      store(o);
      return null;
    }
    throw new NoText(o.span(), "`" + o.op().mnemonic() + "`");
  }

  private MlirValue memory(Operation o) throws NoText {
    return frame.value(o.operand(0), o);
  }

  private MlirValue index(Operation o, int operand) throws NoText {
    return index(frame.value(o.operand(operand), o));
  }

  private MlirValue index(MlirValue at) {
    return out.emit(MlirOperation.named("arith.index_cast").operands(at), IndexType.INDEX, "");
  }

  /// The lanes below a number.
  MlirValue mask(Operation o, MlirValue below) throws NoText {
    return out.emit(
        MlirOperation.named("vector.create_mask").operands(index(below)),
        Types.of(o.result().type(), o.span()),
        "mask");
  }

  private MlirValue load(Operation o) throws NoText {
    MlirType.Shaped lanes = (MlirType.Shaped) Types.of(o.result().type(), o.span());
    MlirValue memory = memory(o);
    MlirType.Shaped stored = lanes.of(memory.type().element());
    String hint = Flat.element(memory);
    MlirValue read;
    if (o.operands().size() == 2) {
      read =
          out.emit(MlirOperation.named("vector.load").operands(memory, index(o, 1)), stored, hint);
    } else {
      MlirValue mask = frame.value(o.operand(2), o);
      MlirValue none = Constants.number(out, stored, 0);
      read =
          out.emit(
              MlirOperation.named("vector.maskedload").operands(memory, index(o, 1), mask, none),
              stored,
              hint);
    }
    return lanes.equals(stored) ? read : converted(read, lanes, true);
  }

  private void store(Operation o) throws NoText {
    MlirValue memory = memory(o);
    MlirValue vector = frame.value(o.operand(1), o);
    MlirType.Shaped lanes = (MlirType.Shaped) vector.type();
    MlirType.Shaped stored = lanes.of(memory.type().element());
    MlirValue written = lanes.equals(stored) ? vector : converted(vector, stored, false);
    List<MlirValue> operands = new ArrayList<>();
    if (o.operands().size() == 3) {
      operands.addAll(List.of(written, memory, index(o, 2)));
      out.emit(MlirOperation.named("vector.store").operands(operands));
    } else {
      MlirValue mask = frame.value(o.operand(3), o);
      operands.addAll(List.of(memory, index(o, 2), mask, written));
      out.emit(MlirOperation.named("vector.maskedstore").operands(operands));
    }
  }

  private MlirValue converted(MlirValue from, MlirType.Shaped to, boolean isWider) {
    boolean isToFloat = to.element() instanceof FloatFormat;
    boolean isFromFloat = from.type().element() instanceof FloatFormat;
    String name =
        isFromFloat
            ? (isWider ? "arith.extf" : "arith.truncf")
            : isToFloat ? "arith.sitofp" : isWider ? "arith.extsi" : "arith.trunci";
    return out.emit(MlirOperation.named(name).operands(from), to, "");
  }
}
