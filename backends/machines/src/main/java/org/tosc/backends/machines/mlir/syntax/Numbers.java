package org.tosc.backends.machines.mlir.syntax;

import java.math.BigInteger;
import org.tosc.backends.machines.mlir.ir.FloatKind;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.tir.source.Span;

/// Numbers as the text has them, and what bits they are in a type.
final class Numbers {
  private Numbers() {}

  /// A literal whose type comes behind it.
  record Literal(String text, boolean isNegative, Span span) {
    boolean isFloat() {
      return text.indexOf('.') >= 0;
    }

    boolean isHex() {
      return text.startsWith("0x");
    }

    BigInteger integer() {
      BigInteger magnitude = isHex() ? new BigInteger(text.substring(2), 16) : new BigInteger(text);
      return isNegative ? magnitude.negate() : magnitude;
    }
  }

  /// Takes an integer that has to fit in 64 bits.
  static long integer(Cursor in, boolean isNegative) {
    Span at = in.span();
    String text = in.expect(Token.Kind.INTEGER, "an integer");
    BigInteger value = new Literal(check(in, text, at), isNegative, at).integer();
    if (value.bitLength() > 63) {
      throw in.failAt(at, "`" + text + "` does not fit in 64 bits");
    }
    return value.longValue();
  }

  /// A literal's length is limited: numbers of a million digits take long to read.
  static String check(Cursor in, String text, Span at) {
    if (text.length() > 400) {
      throw in.failAt(at, "a number has up to 400 digits");
    }
    return text;
  }

  /// The bits of a literal in an element type.
  static long bits(Cursor in, Literal literal, Type type) {
    return switch (type) {
      case Type.Floating(FloatKind kind) -> floatBits(in, literal, kind);
      case Type.Int(int width, Type.Sign sign) -> integerBits(in, literal, width, sign);
      case Type.Index i -> integerBits(in, literal, 64, Type.Sign.NONE);
      case Type _ ->
          throw in.failAt(literal.span(), "`" + type + "` has no constants that are numbers");
    };
  }

  private static long floatBits(Cursor in, Literal literal, FloatKind kind) {
    if (literal.isHex()) {
      BigInteger bits = new BigInteger(literal.text().substring(2), 16);
      if (literal.isNegative() || bits.bitLength() > kind.width()) {
        throw in.failAt(
            literal.span(),
            "the bits of an `" + kind.text() + "` are " + kind.width() + " at most");
      }
      return bits.longValue();
    }
    double value = Double.parseDouble(literal.text());
    return kind.encode(literal.isNegative() ? -value : value);
  }

  private static long integerBits(Cursor in, Literal literal, int width, Type.Sign sign) {
    if (literal.isFloat()) {
      throw in.failAt(literal.span(), "an integer is expected, not `" + literal.text() + "`");
    }
    BigInteger value = literal.integer();
    int least = sign == Type.Sign.SIGNED || value.signum() < 0 ? width - 1 : width;
    boolean fits =
        value.bitLength() <= least && !(sign == Type.Sign.UNSIGNED && value.signum() < 0);
    if (!fits || width > 64) {
      throw in.failAt(literal.span(), "`" + value + "` does not fit in " + width + " bits");
    }
    return width == 64 ? value.longValue() : value.longValue() & ((1L << width) - 1);
  }

  /// A signed number of some bits.
  static long signed(long bits, int width) {
    return bits << (64 - width) >> (64 - width);
  }
}
