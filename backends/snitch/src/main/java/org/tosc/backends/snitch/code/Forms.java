package org.tosc.backends.snitch.code;

import java.util.EnumMap;
import java.util.Map;
import org.tosc.backends.snitch.isa.DoubleFloat;
import org.tosc.backends.snitch.isa.FReg;
import org.tosc.backends.snitch.isa.Instruction;
import org.tosc.backends.snitch.isa.Opcode;
import org.tosc.backends.snitch.isa.VectorHalf;
import org.tosc.backends.snitch.isa.VectorPack;
import org.tosc.backends.snitch.isa.VectorSingle;
import org.tosc.backends.snitch.isa.Widening;

/// The instruction of an operation in a format: scalars of `f64`, words full of `f32` and `f16`.
final class Forms {
  private static final Map<Element, Map<FloatOp, Opcode>> OPCODES = new EnumMap<>(Element.class);

  static {
    OPCODES.put(
        Element.F64,
        Map.of(
            FloatOp.ADD, DoubleFloat.FADD_D,
            FloatOp.SUB, DoubleFloat.FSUB_D,
            FloatOp.MUL, DoubleFloat.FMUL_D,
            FloatOp.FMA, DoubleFloat.FMADD_D,
            FloatOp.MIN, DoubleFloat.FMIN_D,
            FloatOp.MAX, DoubleFloat.FMAX_D,
            FloatOp.MOVE, DoubleFloat.FSGNJ_D,
            FloatOp.HALVES, VectorPack.VFCPKA_S_S));
    OPCODES.put(
        Element.F32,
        Map.of(
            FloatOp.ADD, VectorSingle.VFADD_S,
            FloatOp.SUB, VectorSingle.VFSUB_S,
            FloatOp.MUL, VectorSingle.VFMUL_S,
            FloatOp.FMA, VectorSingle.VFMAC_S,
            FloatOp.MIN, VectorSingle.VFMIN_S,
            FloatOp.MAX, VectorSingle.VFMAX_S,
            FloatOp.MOVE, DoubleFloat.FSGNJ_D,
            FloatOp.SUM, Widening.VFSUM_S,
            FloatOp.PACK, VectorPack.VFCPKA_S_S));
    OPCODES.put(
        Element.F16,
        Map.of(
            FloatOp.ADD, VectorHalf.VFADD_H,
            FloatOp.SUB, VectorHalf.VFSUB_H,
            FloatOp.MUL, VectorHalf.VFMUL_H,
            FloatOp.FMA, VectorHalf.VFMAC_H,
            FloatOp.MIN, VectorHalf.VFMIN_H,
            FloatOp.MAX, VectorHalf.VFMAX_H,
            FloatOp.MOVE, DoubleFloat.FSGNJ_D));
  }

  private Forms() {}

  /// Whether the format has an instruction for an operation.
  static boolean has(Element element, FloatOp op) {
    return OPCODES.getOrDefault(element, Map.of()).containsKey(op);
  }

  /// The instruction. That of `FMA` on words adds to its target, which must be the last source.
  static Instruction of(Element element, FloatOp op, FReg target, FReg... sources) {
    Opcode opcode = OPCODES.getOrDefault(element, Map.of()).get(op);
    if (opcode == null) {
      throw new IllegalArgumentException("no " + op + " of " + element);
    }
    int rd = target.number();
    int a = sources[0].number();
    return switch (op) {
      case MOVE -> Instruction.of(opcode, rd, a, a);
      case SUM -> Instruction.of(opcode, rd, a);
      case ADD, SUB, MUL, MIN, MAX, PACK, HALVES ->
          Instruction.of(opcode, rd, a, sources[1].number());
      case FMA ->
          element == Element.F64
              ? Instruction.of(opcode, rd, a, sources[1].number(), sources[2].number())
              : Instruction.of(opcode, rd, a, sources[1].number());
    };
  }
}
