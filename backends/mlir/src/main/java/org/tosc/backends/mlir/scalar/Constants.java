package org.tosc.backends.mlir.scalar;

import org.tosc.backends.mlir.text.BlockWriter;
import org.tosc.backends.mlir.text.FloatFormat;
import org.tosc.backends.mlir.text.IndexType;
import org.tosc.backends.mlir.text.MlirAttribute;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirType;
import org.tosc.backends.mlir.text.MlirValue;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;

/// Numbers that are known.
public final class Constants {
  private Constants() {}

  /// A number in every place of a type.
  public static MlirValue number(BlockWriter out, MlirType type, double value) {
    return Types.isFloat(type)
        ? constant(out, type, new MlirAttribute.Real(value, (FloatFormat) type.element()), "cst")
        : whole(out, type, (long) value);
  }

  /// A whole number in every place of a type of integers.
  public static MlirValue whole(BlockWriter out, MlirType type, long value) {
    return constant(out, type, new MlirAttribute.Int(value, type.element()), hint(value));
  }

  /// A place.
  public static MlirValue index(BlockWriter out, long value) {
    return whole(out, IndexType.INDEX, value);
  }

  private static String hint(long value) {
    return value < 0 ? "m" + Long.toString(value).substring(1) : "c" + value;
  }

  /// The result of `core.const` or `core.zero`.
  static MlirValue of(BlockWriter out, Operation o) throws NoText {
    MlirType type = Types.of(o.result().type(), o.span());
    Attribute value = o.op() == CoreOp.ZERO ? new Attribute.Int(0) : o.attributes().get("value");
    if (value instanceof Attribute.Int(long whole)) {
      return Types.isFloat(type) ? number(out, type, (double) whole) : whole(out, type, whole);
    }
    if (value instanceof Attribute.Real(double number) && Types.isFloat(type)) {
      return number(out, type, number);
    }
    if (value instanceof Attribute.Bool(boolean truth)) {
      return whole(out, type, truth ? 1 : 0);
    }
    throw new NoText(o.span(), "a constant that is no number");
  }

  private static MlirValue constant(
      BlockWriter out, MlirType type, MlirAttribute value, String hint) {
    MlirAttribute all =
        type instanceof MlirType.Shaped shaped ? MlirAttribute.splat(shaped, value) : value;
    return out.emit(MlirOperation.named("arith.constant").attribute("value", all), type, hint);
  }
}
