package org.tosc.backends.machines.mlir.syntax;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Elements;
import org.tosc.backends.machines.mlir.ir.FloatKind;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.backends.machines.mlir.syntax.Numbers.Literal;
import org.tosc.backends.machines.mlir.syntax.Token.Kind;
import org.tosc.tir.source.Span;

/// Reads attributes: builtin's in full, those of other dialects as text.
final class AttributeReader {
  private static final Type I1 = Type.i(1);
  private static final Type I64 = Type.i(64);

  private final Parser parser;
  private final Cursor in;
  private final Map<String, Attribute> aliases = new HashMap<>();

  AttributeReader(Parser parser) {
    this.parser = parser;
    this.in = parser.cursor();
  }

  void alias(String name, Attribute value) {
    aliases.put(name, value);
  }

  Attribute attribute() {
    in.enter();
    Attribute read = read();
    in.leave();
    return read;
  }

  private Attribute read() {
    return switch (in.token().kind()) {
      case INTEGER, FLOAT -> number();
      case STRING -> text();
      case SYMBOL -> parser.symbol();
      case HASH -> hash();
      case BANG -> new Attribute.TypeValue(parser.type());
      case WORD -> word();
      case SIGN -> sign();
      case VALUE, LABEL, END -> throw expected();
    };
  }

  private SyntaxFault expected() {
    return in.fail("an attribute is expected, not " + in.found());
  }

  private Attribute sign() {
    return switch (in.peek()) {
      case "-" -> number();
      case "[" -> array();
      case "{" -> dictionary();
      case "(" -> new Attribute.TypeValue(parser.type());
      default -> throw expected();
    };
  }

  private Attribute text() {
    String value = parser.string();
    if (in.accept(":")) {
      parser.type();
    }
    return new Attribute.Text(value);
  }

  private Attribute array() {
    List<Attribute> items = new ArrayList<>();
    in.expect("[");
    while (!in.at("]")) {
      items.add(attribute());
      if (!in.accept(",")) {
        break;
      }
    }
    in.expect("]");
    return new Attribute.Array(items);
  }

  /// `{a = 1, b}`.
  Attribute.Dict dictionary() {
    Map<String, Attribute> entries = new LinkedHashMap<>();
    in.expect("{");
    while (!in.at("}")) {
      Span at = in.span();
      String key = in.atString() ? parser.string() : in.word("the name of an attribute");
      Attribute value = in.accept("=") ? attribute() : new Attribute.Unit();
      if (entries.putIfAbsent(key, value) != null) {
        throw in.failAt(at, "the attribute `" + key + "` stands here twice");
      }
      if (!in.accept(",")) {
        break;
      }
    }
    in.expect("}");
    return new Attribute.Dict(entries);
  }

  private Attribute hash() {
    Span at = in.span();
    String name = in.next().substring(1);
    Attribute alias = aliases.get(name);
    if (alias != null) {
      return alias;
    }
    if (in.at("<")) {
      return new Attribute.Dialect(name, parser.body(), null);
    }
    if (name.startsWith("loc")) {
      return new Attribute.Location("#" + name);
    }
    if (name.indexOf('.') < 0) {
      throw in.failAt(at, "the attribute `#" + name + "` is not defined before it is used");
    }
    return new Attribute.Dialect(name, null, null);
  }

  private Attribute word() {
    return switch (in.peek()) {
      case "true", "false" -> {
        boolean isTrue = in.next().equals("true");
        yield new Attribute.Int(isTrue ? 1 : 0, I1);
      }
      case "unit" -> {
        in.next();
        yield new Attribute.Unit();
      }
      case "dense" -> dense(null);
      case "dense_resource" -> resource();
      case "array" -> denseArray();
      case "strided" -> strided();
      case "affine_map" -> affineMap();
      case "affine_set" -> affineSet();
      case "loc" -> parser.location();
      default -> {
        if (!parser.isAtType()) {
          throw expected();
        }
        yield new Attribute.TypeValue(parser.type());
      }
    };
  }

  private Attribute affineMap() {
    in.next();
    in.expect("<");
    Attribute read = new Attribute.Affine(parser.affine().map());
    in.expect(">");
    return read;
  }

  private Attribute affineSet() {
    in.next();
    in.expect("<");
    Attribute read = new Attribute.AffineSet(parser.affine().set());
    in.expect(">");
    return read;
  }

  private Attribute resource() {
    in.next();
    String body = parser.body();
    in.expect(":");
    return new Attribute.Dialect("builtin.dense_resource", body, parser.type());
  }

  private Attribute strided() {
    in.next();
    in.expect("<");
    in.expect("[");
    List<Long> strides = new ArrayList<>();
    while (!in.at("]")) {
      strides.add(stride());
      if (!in.accept(",")) {
        break;
      }
    }
    in.expect("]");
    long offset = 0;
    if (in.accept(",")) {
      in.expect("offset");
      in.expect(":");
      offset = stride();
    }
    in.expect(">");
    return new Attribute.Strided(strides, offset);
  }

  private long stride() {
    return in.accept("?") ? Type.DYNAMIC : Numbers.integer(in, in.accept("-"));
  }

  private Literal literal() {
    int start = in.offset();
    boolean isNegative = in.accept("-");
    if (!in.atInteger() && !in.at(Kind.FLOAT)) {
      throw in.fail("a number is expected, not " + in.found());
    }
    String text = Numbers.check(in, in.peek(), in.span());
    in.next();
    return new Literal(text, isNegative, in.spanFrom(start));
  }

  private Attribute number() {
    Literal literal = literal();
    Type type = in.accept(":") ? parser.type() : literal.isFloat() ? Type.f(FloatKind.F64) : I64;
    return number(literal, type);
  }

  /// A number of a type that the context tells.
  Attribute number(Literal literal, Type type) {
    if (type instanceof Type.Floating(FloatKind kind)) {
      if (!literal.isFloat() && !literal.isHex()) {
        throw in.failAt(
            literal.span(),
            "a float is written with its point: `" + literal.text() + ".0 : " + type + "`");
      }
      return new Attribute.Floating(Numbers.bits(in, literal, type), kind);
    }
    long bits = Numbers.bits(in, literal, type);
    boolean isSigned =
        type instanceof Type.Int(int w, Type.Sign s) && s != Type.Sign.UNSIGNED && w > 1;
    return new Attribute.Int(
        isSigned && type instanceof Type.Int(int width, Type.Sign sign)
            ? Numbers.signed(bits, width)
            : bits,
        type);
  }

  /// `dense<…>`, and its type behind it, or already known.
  Attribute elementsOf(Type type) {
    if (!in.at("dense")) {
      return attribute();
    }
    Type known =
        type instanceof Type.MemRef memref
            ? new Type.Tensor(memref.shape(), memref.element(), null)
            : type;
    return dense(known);
  }

  private Attribute dense(@Nullable Type known) {
    int start = in.offset();
    in.expect("dense");
    in.expect("<");
    DenseReader elements = new DenseReader(in, parser);
    elements.read();
    in.expect(">");
    Span span = in.spanFrom(start);
    boolean isSaid = known == null || in.at(":");
    if (isSaid) {
      in.expect(":");
    }
    Type type = known != null && !isSaid ? known : parser.type();
    if (!(type instanceof Type.Shaped shaped) || !shaped.isStatic()) {
      throw in.failAt(span, "constant elements need a static shape, not `" + type + "`");
    }
    return new Attribute.Dense(elements.as(shaped, span), shaped);
  }

  private Attribute denseArray() {
    in.next();
    in.expect("<");
    Type element = parser.type();
    List<Long> bits = new ArrayList<>();
    if (in.accept(":")) {
      do {
        bits.add(denseElement(element));
      } while (in.accept(","));
    }
    in.expect(">");
    Elements elements = Elements.of(bits.stream().mapToLong(Long::longValue).toArray());
    return new Attribute.DenseArray(elements, element);
  }

  private long denseElement(Type element) {
    if (in.at("true") || in.at("false")) {
      return in.next().equals("true") ? 1 : 0;
    }
    long bits = Numbers.bits(in, literal(), element);
    return element instanceof Type.Int(int width, Type.Sign sign)
            && sign != Type.Sign.UNSIGNED
            && width > 1
        ? Numbers.signed(bits, width)
        : bits;
  }
}
