package org.tosc.backends.mlir.scalar;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.mlir.text.BlockWriter;
import org.tosc.backends.mlir.text.FloatFormat;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirType;
import org.tosc.backends.mlir.text.MlirValue;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Type;

/// Casts that raise no errors: between floats, of integers to floats and to wider integers, from
/// and to truths.
final class Casts {
  /// Formats of 16 bits, whose exponents or fractions differ.
  private static final Set<FloatFormat> HALVES = Set.of(FloatFormat.F16, FloatFormat.BF16);

  private final BlockWriter out;
  private final MlirType to;

  private Casts(BlockWriter out, MlirType to) {
    this.out = out;
    this.to = to;
  }

  /// Writes a cast; null where it may raise an error.
  static @Nullable MlirValue write(BlockWriter out, Operation o, MlirValue in, MlirType to) {
    MlirType from = in.type();
    if (from.equals(to)) {
      return in;
    }
    Casts casts = new Casts(out, to);
    boolean isUnsigned = Types.isUnsigned(o.operand(0).type()) || Types.isTruth(from);
    if (Types.isTruth(to)) {
      Type given = o.operand(0).type();
      MlirValue zero = Constants.number(out, from, 0);
      return Comparison.write(out, CoreOp.NE, given, List.of(in, zero));
    }
    if (Types.isFloat(from)) {
      return Types.isFloat(to) ? casts.floats(in) : null;
    }
    if (Types.isFloat(to)) {
      return casts.toFloat(in, isUnsigned);
    }
    boolean isWider = Types.bits(to) > Types.bits(from);
    boolean keepsSign = isUnsigned || !Types.isUnsigned(o.result().type());
    return isWider && keepsSign ? casts.emit(isUnsigned ? "arith.extui" : "arith.extsi", in) : null;
  }

  private MlirValue floats(MlirValue in) {
    FloatFormat from = (FloatFormat) in.type().element();
    if (HALVES.contains(from) && HALVES.contains((FloatFormat) to.element())) {
      MlirType wide = to instanceof MlirType.Shaped s ? s.of(FloatFormat.F32) : FloatFormat.F32;
      return emit("arith.truncf", out.emit(named("arith.extf", in), wide, ""));
    }
    return emit(Types.bits(to) > from.bits() ? "arith.extf" : "arith.truncf", in);
  }

  private MlirValue toFloat(MlirValue in, boolean isUnsigned) {
    return emit(isUnsigned ? "arith.uitofp" : "arith.sitofp", in);
  }

  private MlirValue emit(String name, MlirValue in) {
    return out.emit(named(name, in), to, "");
  }

  private static MlirOperation.Draft named(String name, MlirValue in) {
    return MlirOperation.named(name).operands(in);
  }
}
