package org.tosc.backends.machines.mlir.syntax;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.machines.mlir.ir.Elements;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.backends.machines.mlir.syntax.Numbers.Literal;
import org.tosc.tir.source.Span;

/// Reads what stands in `dense<…>`: one element for all, nested lists, or bytes in base 16. The
/// type comes behind it, so that literals wait for it.
final class DenseReader {
  private final Cursor in;
  private final Parser parser;
  private final List<Literal> literals = new ArrayList<>();
  private final List<Long> shape = new ArrayList<>();
  private String bytes = "";
  private boolean isList;

  DenseReader(Cursor in, Parser parser) {
    this.in = in;
    this.parser = parser;
  }

  void read() {
    if (in.atString()) {
      bytes = parser.string();
    } else if (!in.at(">")) {
      isList = in.at("[");
      item(0);
    }
  }

  private void item(int axis) {
    if (!in.at("[")) {
      literals.add(literal());
      return;
    }
    in.enter();
    Span at = in.span();
    in.next();
    long count = 0;
    while (!in.at("]")) {
      item(axis + 1);
      count++;
      if (!in.accept(",")) {
        break;
      }
    }
    in.expect("]");
    // The innermost list is the first that ends.
    while (shape.size() <= axis) {
      shape.add(-1L);
    }
    long before = shape.set(axis, count);
    if (before >= 0 && before != count) {
      throw in.failAt(at, "this list has " + count + " items, the one before has " + before);
    }
    in.leave();
  }

  private Literal literal() {
    int start = in.offset();
    if (in.at("true") || in.at("false")) {
      String text = in.next().equals("true") ? "1" : "0";
      return new Literal(text, false, in.spanFrom(start));
    }
    boolean isNegative = in.accept("-");
    if (!in.atInteger() && !in.at(Token.Kind.FLOAT)) {
      throw in.fail("a number or a list is expected, not " + in.found());
    }
    String text = Numbers.check(in, in.next(), in.spanFrom(start));
    return new Literal(text, isNegative, in.spanFrom(start));
  }

  Elements as(Type.Shaped type, Span at) {
    int count = type.count();
    if (!bytes.isEmpty()) {
      return raw(type, count, at);
    }
    if (isList && !shape.equals(type.shape())) {
      throw in.failAt(
          at, "the elements have the shape " + shape + ", but the type is `" + type + "`");
    }
    if (!isList && literals.isEmpty() && count > 0) {
      throw in.failAt(at, "`" + type + "` has " + count + " elements, here is none");
    }
    long[] bits = literals.stream().mapToLong(l -> Numbers.bits(in, l, type.element())).toArray();
    return isList || literals.isEmpty() ? Elements.of(bits) : Elements.splat(bits[0], count);
  }

  /// `"0x0000803F"`: little endian, one element behind the other, or one for all.
  private Elements raw(Type.Shaped type, int count, Span at) {
    int width =
        switch (type.element()) {
          case Type.Floating(var kind) -> kind.width();
          case Type.Int(int w, Type.Sign s) -> w;
          case Type _ -> 64;
        };
    int size = 2 * Math.ceilDiv(width, 8);
    int digits = bytes.length() - 2;
    boolean isWhole = digits == (long) size * count;
    if (!bytes.startsWith("0x") || width % 8 != 0 || (!isWhole && digits != size)) {
      throw in.failAt(at, "`0x` and " + (long) size * count + " digits in base 16 are expected");
    }
    long[] bits = new long[isWhole ? count : 1];
    for (int i = 0; i < bits.length; i++) {
      for (int b = size - 2; b >= 0; b -= 2) {
        int from = 2 + i * size + b;
        int digit =
            Character.digit(bytes.charAt(from), 16) << 4
                | Character.digit(bytes.charAt(from + 1), 16);
        bits[i] = bits[i] << 8 | (digit & 0xFF);
      }
    }
    return isWhole ? Elements.of(bits) : Elements.splat(bits[0], count);
  }
}
