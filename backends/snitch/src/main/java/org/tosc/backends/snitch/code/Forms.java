package org.tosc.backends.snitch.code;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
    row(FloatOp.ADD, DoubleFloat.FADD_D, VectorSingle.VFADD_S, VectorHalf.VFADD_H);
    row(FloatOp.SUB, DoubleFloat.FSUB_D, VectorSingle.VFSUB_S, VectorHalf.VFSUB_H);
    row(FloatOp.MUL, DoubleFloat.FMUL_D, VectorSingle.VFMUL_S, VectorHalf.VFMUL_H);
    row(FloatOp.FMA, DoubleFloat.FMADD_D, VectorSingle.VFMAC_S, VectorHalf.VFMAC_H);
    row(FloatOp.MIN, DoubleFloat.FMIN_D, VectorSingle.VFMIN_S, VectorHalf.VFMIN_H);
    row(FloatOp.MAX, DoubleFloat.FMAX_D, VectorSingle.VFMAX_S, VectorHalf.VFMAX_H);
    row(FloatOp.NEG, DoubleFloat.FSGNJN_D, VectorSingle.VFSGNJN_S, VectorHalf.VFSGNJN_H);
    row(FloatOp.ABS, DoubleFloat.FSGNJX_D, VectorSingle.VFSGNJX_S, VectorHalf.VFSGNJX_H);
    // A word is moved as one number.
    row(FloatOp.MOVE, DoubleFloat.FSGNJ_D, DoubleFloat.FSGNJ_D, DoubleFloat.FSGNJ_D);
    row(FloatOp.SUM, null, Widening.VFSUM_S, null);
    row(FloatOp.PACK, null, VectorPack.VFCPKA_S_S, null);
    row(FloatOp.HALVES, VectorPack.VFCPKA_S_S, null, null);
  }

  private static void row(
      FloatOp op, @Nullable Opcode f64, @Nullable Opcode f32, @Nullable Opcode f16) {
    put(Element.F64, op, f64);
    put(Element.F32, op, f32);
    put(Element.F16, op, f16);
  }

  private static void put(Element element, FloatOp op, @Nullable Opcode opcode) {
    if (opcode != null) {
      OPCODES.computeIfAbsent(element, _ -> new EnumMap<>(FloatOp.class)).put(op, opcode);
    }
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
      case MOVE, NEG, ABS -> Instruction.of(opcode, rd, a, a);
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
