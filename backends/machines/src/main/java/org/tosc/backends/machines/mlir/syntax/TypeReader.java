package org.tosc.backends.machines.mlir.syntax;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.FloatKind;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.backends.machines.mlir.syntax.Token.Kind;

/// Reads types: builtin's in full, those of other dialects as text.
final class TypeReader {
  /// Types by the names that other languages give them.
  private static final Map<String, String> FAMILIAR =
      Map.of(
          "half", "f16", "float", "f32", "double", "f64", "bool", "i1", "char", "i8", "short",
          "i16", "int", "i32", "long", "i64", "size_t", "index");

  private static final int WIDEST = 1 << 24;

  private final Cursor in;
  private final Parser parser;
  private final Map<String, Type> aliases = new HashMap<>();

  TypeReader(Parser parser) {
    this.parser = parser;
    this.in = parser.cursor();
  }

  void alias(String name, Type type) {
    aliases.put(name, type);
  }

  Type type() {
    in.enter();
    Type type = in.at("(") ? function() : nonFunction();
    in.leave();
    return type;
  }

  Type.Function function() {
    List<Type> inputs = parenthesised();
    in.expect("->");
    List<Type> results = in.at("(") ? parenthesised() : List.of(type());
    return new Type.Function(inputs, results);
  }

  /// `(f32, index)`, also empty.
  List<Type> parenthesised() {
    List<Type> types = new ArrayList<>();
    in.expect("(");
    while (!in.at(")")) {
      types.add(type());
      if (!in.accept(",")) {
        break;
      }
    }
    in.expect(")");
    return types;
  }

  boolean isAtType() {
    return in.at("(") || in.at(Kind.BANG) || (in.atWord() && isBuiltin(in.peek()));
  }

  private static boolean isBuiltin(String word) {
    return switch (word) {
      case "tensor", "vector", "memref", "complex", "tuple", "index", "none" -> true;
      default -> FloatKind.of(word) != null || integer(word) != null;
    };
  }

  private Type nonFunction() {
    if (in.at(Kind.BANG)) {
      return dialect();
    }
    if (!in.atWord()) {
      throw in.fail("a type is expected, not " + in.found());
    }
    String word = in.peek();
    FloatKind kind = FloatKind.of(word);
    Type integer = kind == null ? integer(word) : null;
    if (kind != null || integer != null) {
      in.next();
      return kind != null ? new Type.Floating(kind) : Objects.requireNonNull(integer);
    }
    return switch (word) {
      case "index" -> word(new Type.Index());
      case "none" -> word(new Type.None());
      case "tensor" -> tensor();
      case "vector" -> vector();
      case "memref" -> memref();
      case "complex" -> complex();
      case "tuple" -> tuple();
      default -> {
        String meant = FAMILIAR.get(word);
        String hint = meant == null ? "" : "; write `" + meant + "`";
        throw in.fail("a type is expected, not " + in.found() + hint);
      }
    };
  }

  private Type word(Type type) {
    in.next();
    return type;
  }

  private static @Nullable Type integer(String word) {
    for (Type.Sign sign : Type.Sign.values()) {
      String digits = word.startsWith(sign.prefix()) ? word.substring(sign.prefix().length()) : "";
      if (!digits.isEmpty() && digits.length() < 9 && digits.chars().allMatch(Character::isDigit)) {
        int width = Integer.parseInt(digits);
        return width > 0 && width < WIDEST ? new Type.Int(width, sign) : null;
      }
    }
    return null;
  }

  private Type dialect() {
    String name = in.next().substring(1);
    Type alias = aliases.get(name);
    if (alias != null) {
      return alias;
    }
    if (name.indexOf('.') < 0 && !in.at("<")) {
      throw in.fail("the type `!" + name + "` is not defined before it is used");
    }
    return new Type.Dialect(name, in.at("<") ? parser.body() : null);
  }

  private Type complex() {
    in.next();
    in.expect("<");
    Type element = type();
    in.expect(">");
    return new Type.Complex(element);
  }

  private Type tuple() {
    in.next();
    in.expect("<");
    List<Type> elements = new ArrayList<>();
    while (!in.at(">")) {
      elements.add(type());
      if (!in.accept(",")) {
        break;
      }
    }
    in.expect(">");
    return new Type.Tuple(elements);
  }

  private Type tensor() {
    in.next();
    in.expect("<");
    if (in.accept("*")) {
      cutX();
      Type element = type();
      in.expect(">");
      return new Type.UnrankedTensor(element);
    }
    List<Long> shape = shape();
    Type element = type();
    Attribute encoding = in.accept(",") ? parser.attribute() : null;
    in.expect(">");
    return new Type.Tensor(shape, element, encoding);
  }

  private Type memref() {
    in.next();
    in.expect("<");
    if (in.accept("*")) {
      cutX();
      Type element = type();
      Attribute space = in.accept(",") ? parser.attribute() : null;
      in.expect(">");
      return new Type.UnrankedMemRef(element, space);
    }
    List<Long> shape = shape();
    Type element = type();
    Attribute layout = null;
    Attribute space = null;
    while (in.accept(",")) {
      Attribute next = parser.attribute();
      boolean isLayout = next instanceof Attribute.Strided || next instanceof Attribute.Affine;
      layout = isLayout ? next : layout;
      space = isLayout ? space : next;
    }
    in.expect(">");
    return new Type.MemRef(shape, element, layout, space);
  }

  private Type vector() {
    in.next();
    in.expect("<");
    List<Long> shape = new ArrayList<>();
    List<Boolean> scalable = new ArrayList<>();
    while (in.atInteger() || in.at("[")) {
      boolean isScalable = in.accept("[");
      shape.add(extent());
      scalable.add(isScalable);
      if (isScalable) {
        in.expect("]");
      }
      cutX();
    }
    checkSize(shape);
    Type element = type();
    in.expect(">");
    return new Type.Vector(shape, scalable, element);
  }

  /// `4x?x`, up to the element type.
  private List<Long> shape() {
    List<Long> shape = new ArrayList<>();
    while (in.atInteger() || in.at("?")) {
      shape.add(in.accept("?") ? Type.DYNAMIC : extent());
      cutX();
    }
    checkSize(shape);
    return shape;
  }

  private long extent() {
    // `0x8xf32` has an extent of 0, and is no number in base 16.
    if (in.peek().startsWith("0x")) {
      in.jump(in.offset() + 1);
      return 0;
    }
    return Numbers.integer(in, false);
  }

  /// Takes the `x` of a shape, which a word such as `x8xf32` begins with.
  private void cutX() {
    if (!in.peek().startsWith("x")) {
      throw in.fail("`x` and a further extent or the element type are expected, not " + in.found());
    }
    in.jump(in.offset() + 1);
  }

  private void checkSize(List<Long> shape) {
    long size = 1;
    for (long extent : shape) {
      boolean isTooMuch =
          extent > Integer.MAX_VALUE || size * Math.max(extent, 1) > Integer.MAX_VALUE;
      if (isTooMuch) {
        throw in.fail("a shape has up to 2147483647 elements here");
      }
      size = extent == Type.DYNAMIC ? size : size * Math.max(extent, 1);
    }
  }
}
