package org.tosc.backends.mlir.scalar;

import org.tosc.backends.mlir.text.BlockWriter;
import org.tosc.backends.mlir.text.FloatFormat;
import org.tosc.backends.mlir.text.IndexType;
import org.tosc.backends.mlir.text.IntegerFormat;
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
        ? constant(
            out,
            type,
            new MlirAttribute.Real(value, (FloatFormat) type.element()),
            hint(type, value))
        : whole(out, type, (long) value);
  }

  /// A whole number in every place of a type of integers.
  public static MlirValue whole(BlockWriter out, MlirType type, long value) {
    return constant(out, type, new MlirAttribute.Int(value, type.element()), hint(type, value));
  }

  /// A place.
  public static MlirValue index(BlockWriter out, long value) {
    return whole(out, IndexType.INDEX, value);
  }

  /// A value for a number that says a place.
  public static MlirValue place(long number) {
    return MlirValue.of(IndexType.INDEX, hint(IndexType.INDEX, number));
  }

  /// What a whole number is called: `c8`, which is a place, `c8_i32`, `c8_i32_x16` in all lanes.
  private static String hint(MlirType type, long value) {
    return type.equals(IntegerFormat.I1) ? (value == 0 ? "false" : "true") : hint(type, "" + value);
  }

  /// What a number with a point is called: `c0.5`, `c0.5_f16`, `c-inf`.
  private static String hint(MlirType type, double value) {
    String digits = type.element() == FloatFormat.F32 ? "" + (float) value : "" + value;
    return hint(type, digits.replace("Infinity", "inf").replace("NaN", "nan"));
  }

  private static String hint(MlirType type, String digits) {
    MlirType element = type.element();
    boolean isUsual = element == FloatFormat.F32 || element == IndexType.INDEX;
    String lanes = type instanceof MlirType.Shaped shaped ? "_x" + shaped.shape().getLast() : "";
    return "c" + digits.replace("E", "e") + (isUsual ? "" : "_" + element) + lanes;
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
