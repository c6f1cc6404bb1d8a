package org.tosc.bench;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.x86.asm.FusedMultiply;
import org.tosc.backends.x86.asm.Opcode;
import org.tosc.backends.x86.asm.VectorFloat;
import org.tosc.backends.x86.asm.VectorInteger;
import org.tosc.tir.ir.Scalar;

/// What both operands of a product of matrices are, and the instruction that does most with them.
enum Operands {
  F32(Scalar.F32, FusedMultiply.VFMADD231PS, 1),
  BF16(Scalar.BF16, VectorFloat.VDPBF16PS, 2),
  I8(Scalar.I8, VectorInteger.VPDPBUSD, 4);

  final Scalar element;
  final Opcode multiplyAdd;

  /// Products that the instruction does for each lane of 32 bits.
  final int products;

  Operands(Scalar element, Opcode multiplyAdd, int products) {
    this.element = element;
    this.multiplyAdd = multiplyAdd;
    this.products = products;
  }

  /// The operands of a type, such as `i8`; null for none.
  static @Nullable Operands of(String type) {
    return Arrays.stream(values())
        .filter(operands -> operands.element.text().equals(type))
        .findFirst()
        .orElse(null);
  }
}
