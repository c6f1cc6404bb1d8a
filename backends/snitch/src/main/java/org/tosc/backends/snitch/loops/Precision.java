package org.tosc.backends.snitch.loops;

import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.isa.DoubleFloat;
import org.tosc.backends.snitch.isa.HalfFloat;
import org.tosc.backends.snitch.isa.Opcode;
import org.tosc.backends.snitch.isa.SingleFloat;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Type;

/// The instructions of a float format; those of `bf16` are those of `f16`, in another mode.
enum Precision {
  DOUBLE(
      53,
      DoubleFloat.FADD_D,
      DoubleFloat.FSUB_D,
      DoubleFloat.FMUL_D,
      DoubleFloat.FMADD_D,
      DoubleFloat.FSGNJ_D,
      DoubleFloat.FSGNJN_D,
      DoubleFloat.FSGNJX_D,
      DoubleFloat.FMIN_D,
      DoubleFloat.FMAX_D,
      DoubleFloat.FEQ_D,
      DoubleFloat.FLT_D,
      DoubleFloat.FLE_D,
      DoubleFloat.FLD,
      DoubleFloat.FSD),
  SINGLE(
      24,
      SingleFloat.FADD_S,
      SingleFloat.FSUB_S,
      SingleFloat.FMUL_S,
      SingleFloat.FMADD_S,
      SingleFloat.FSGNJ_S,
      SingleFloat.FSGNJN_S,
      SingleFloat.FSGNJX_S,
      SingleFloat.FMIN_S,
      SingleFloat.FMAX_S,
      SingleFloat.FEQ_S,
      SingleFloat.FLT_S,
      SingleFloat.FLE_S,
      SingleFloat.FLW,
      SingleFloat.FSW),
  HALF(
      11,
      HalfFloat.FADD_H,
      HalfFloat.FSUB_H,
      HalfFloat.FMUL_H,
      HalfFloat.FMADD_H,
      HalfFloat.FSGNJ_H,
      HalfFloat.FSGNJN_H,
      HalfFloat.FSGNJX_H,
      HalfFloat.FMIN_H,
      HalfFloat.FMAX_H,
      HalfFloat.FEQ_H,
      HalfFloat.FLT_H,
      HalfFloat.FLE_H,
      HalfFloat.FLH,
      HalfFloat.FSH),
  /// The same instructions, of which `fmode` says what they mean.
  BRAIN(8, HALF);

  /// Binary digits of a significand.
  final int digits;

  final Opcode add;
  final Opcode sub;
  final Opcode mul;
  final Opcode fma;
  final Opcode sign;
  final Opcode negated;
  final Opcode flipped;
  final Opcode min;
  final Opcode max;
  final Opcode equal;
  final Opcode less;
  final Opcode lessOrEqual;
  final Opcode load;
  final Opcode store;

  Precision(
      int digits,
      Opcode add,
      Opcode sub,
      Opcode mul,
      Opcode fma,
      Opcode sign,
      Opcode negated,
      Opcode flipped,
      Opcode min,
      Opcode max,
      Opcode equal,
      Opcode less,
      Opcode lessOrEqual,
      Opcode load,
      Opcode store) {
    this.digits = digits;
    this.add = add;
    this.sub = sub;
    this.mul = mul;
    this.fma = fma;
    this.sign = sign;
    this.negated = negated;
    this.flipped = flipped;
    this.min = min;
    this.max = max;
    this.equal = equal;
    this.less = less;
    this.lessOrEqual = lessOrEqual;
    this.load = load;
    this.store = store;
  }

  Precision(int digits, Precision like) {
    this(
        digits,
        like.add,
        like.sub,
        like.mul,
        like.fma,
        like.sign,
        like.negated,
        like.flipped,
        like.min,
        like.max,
        like.equal,
        like.less,
        like.lessOrEqual,
        like.load,
        like.store);
  }

  /// The one of a type, null for others.
  static @Nullable Precision of(Type type) {
    return type == Scalar.F64
        ? DOUBLE
        : type == Scalar.F32
            ? SINGLE
            : type == Scalar.F16 ? HALF : type == Scalar.BF16 ? BRAIN : null;
  }
}
