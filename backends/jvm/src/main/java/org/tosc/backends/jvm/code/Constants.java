package org.tosc.backends.jvm.code;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.tosc.rt.tensor.DType;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Type;

/// Pushes the values of `core.const`.
final class Constants {
  private static final String TEXT = "org/tosc/rt/value/Text";

  /// A class file holds strings of up to 65,535 bytes in modified UTF-8, up to three for a `char`.
  private static final int MAX_CHARS = 65_535 / 3;

  private Constants() {}

  static void push(MethodEmitter method, Operation op) {
    push(method, op.result().type(), op);
  }

  /// The value as one of this type, where the operation makes a vector of it.
  static void push(MethodEmitter method, Type type, Operation op) {
    Repr repr = Repr.of(type);
    Attribute value = op.attributes().get("value");
    switch (repr.carrier()) {
      case BOOLEAN -> method.code.pushInt(value instanceof Attribute.Bool(boolean b) && b ? 1 : 0);
      case INT -> method.code.pushInt(Math.toIntExact(integer(value)));
      case LONG -> method.code.pushLong(integer(value));
      case FLOAT -> method.code.pushFloat(rounded((Scalar) type, number(value)));
      case DOUBLE -> method.code.pushDouble(number(value));
      case REFERENCE -> pushReference(method, value);
    }
  }

  private static void pushReference(MethodEmitter method, @Nullable Attribute value) {
    switch (value) {
      case Attribute.Nil _ -> method.code.op(Opcodes.ACONST_NULL);
      case Attribute.Missing _ ->
          method.code.field(
              Opcodes.GETSTATIC,
              "org/tosc/rt/value/Missing",
              "VALUE",
              "Lorg/tosc/rt/value/Missing;");
      case Attribute.Str(String text) -> pushText(method, text);
      case Attribute.Int(long number) -> {
        method.code.pushLong(number);
        method.code.box(Repr.LONG);
      }
      case Attribute.Real(double number) -> {
        method.code.pushDouble(number);
        method.code.box(new Repr(Carrier.DOUBLE, "D"));
      }
      case Attribute.Bool(boolean bool) -> {
        method.code.pushInt(bool ? 1 : 0);
        method.code.box(Repr.BOOLEAN);
      }
      case Attribute.Symbol _, Attribute.OfType _, Attribute.OfMap _, Attribute.Array _ ->
          throw new IllegalStateException("a constant " + value);
      case null -> throw new IllegalStateException("a constant without a value");
    }
  }

  /// A text that is used once is made on the spot; elsewhere it is a constant of the class.
  private static void pushText(MethodEmitter method, String text) {
    String descriptor = "L" + TEXT + ";";
    if (text.isEmpty()) {
      method.code.field(Opcodes.GETSTATIC, TEXT, "EMPTY", descriptor);
    } else if (text.length() > MAX_CHARS) {
      pushLong(method, text);
    } else if (method.isCold() || text.length() > 1000) {
      method.code.constant(text);
      method.code.call(TEXT, "of", "(Ljava/lang/String;)" + descriptor);
    } else {
      method.code.constant(Program.text(text));
    }
  }

  private static void pushLong(MethodEmitter method, String text) {
    method.code.field(Opcodes.GETSTATIC, TEXT, "EMPTY", "L" + TEXT + ";");
    for (int from = 0; from < text.length(); ) {
      int to = Math.min(text.length(), from + MAX_CHARS);
      if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
        to--;
      }
      method.code.constant(text.substring(from, to));
      method.code.call(TEXT, "of", "(Ljava/lang/String;)L" + TEXT + ";");
      method.code.callVirtual(TEXT, "concat", "(L" + TEXT + ";)L" + TEXT + ";");
      from = to;
    }
  }

  private static float rounded(Scalar type, double value) {
    DType dtype = type == Scalar.F32 ? null : DType.find(type.text());
    return (float) (dtype == null ? value : dtype.round(value));
  }

  private static long integer(@Nullable Attribute value) {
    return value instanceof Attribute.Int(long i) ? i : 0;
  }

  private static double number(@Nullable Attribute value) {
    return value instanceof Attribute.Real(double x) ? x : integer(value);
  }
}
