package org.tosc.backends.machines.mlir.syntax;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tosc.backends.machines.mlir.ir.AffineExpr;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Operation.Definition;
import org.tosc.backends.machines.mlir.ir.Operation.Region;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.backends.machines.mlir.syntax.Token.Kind;
import org.tosc.tir.source.Source;
import org.tosc.tir.source.Span;

/// What pretty forms read with: words and signs, types, attributes, names of values, regions. Every
/// method takes what it names and ends the operation by a [SyntaxFault] where something else
/// stands.
public final class Parser {
  private final Cursor in;
  private final TypeReader types;
  private final AttributeReader attributes;
  private final AffineReader affine;
  private final OperationReader operations;

  Parser(Source source, PrettyForms forms) {
    in = new Cursor(source);
    types = new TypeReader(this);
    attributes = new AttributeReader(this);
    affine = new AffineReader(in);
    operations = new OperationReader(this, forms);
  }

  /// A value's name as an operand; its type comes later.
  ///
  /// @param name without `%`
  public record Name(String name, int number, Span span) {
    public Operation.Use as(Type type) {
      return new Operation.Use(name, number, type, span);
    }

    public Definition defines(Type type) {
      return new Definition(name, number, type, span);
    }
  }

  public Cursor cursor() {
    return in;
  }

  TypeReader types() {
    return types;
  }

  AttributeReader attributes() {
    return attributes;
  }

  AffineReader affine() {
    return affine;
  }

  OperationReader operations() {
    return operations;
  }

  public boolean at(String word) {
    return in.at(word);
  }

  public boolean accept(String word) {
    return in.accept(word);
  }

  public void expect(String word) {
    in.expect(word);
  }

  /// Something else was expected here.
  ///
  /// @throws SyntaxFault always
  public SyntaxFault fail(String message) {
    return in.fail(message);
  }

  public Type type() {
    return types.type();
  }

  /// `(f32, index)`, also empty.
  public List<Type> parenthesisedTypes() {
    return types.parenthesised();
  }

  /// `(f32) -> f32`.
  public Type.Function functionType() {
    return types.function();
  }

  /// One type, or some in parentheses: what stands behind `->`.
  public List<Type> resultTypes() {
    return at("(") ? parenthesisedTypes() : List.of(type());
  }

  /// `f32, index`.
  public List<Type> typeList() {
    List<Type> all = new ArrayList<>();
    do {
      all.add(type());
    } while (accept(","));
    return all;
  }

  public boolean isAtType() {
    return types.isAtType();
  }

  public Attribute attribute() {
    return attributes.attribute();
  }

  /// Elements whose type is known: `dense<…>` without one behind it.
  public Attribute elementsOf(Type type) {
    return attributes.elementsOf(type);
  }

  /// `{…}`, or nothing.
  public Attribute.Dict optionalAttributes() {
    return at("{") ? attributes.dictionary() : Attribute.Dict.EMPTY;
  }

  /// A signed integer.
  public long integer() {
    return Numbers.integer(in, accept("-"));
  }

  /// `%x` or `%x#1`.
  public Name value() {
    int start = in.offset();
    String name = in.expect(Kind.VALUE, "a value").substring(1);
    int number = 0;
    if (in.at(Kind.HASH) && in.offset() == in.previousEnd()) {
      number = number(in.peek().substring(1));
      in.next();
    }
    return new Name(name, number, in.spanFrom(start));
  }

  private int number(String digits) {
    if (digits.length() > 6 || !digits.chars().allMatch(Character::isDigit)) {
      throw in.fail("the number of a result is expected, not " + in.found());
    }
    return Integer.parseInt(digits);
  }

  /// `%a, %b`, also empty.
  public List<Name> values() {
    List<Name> all = new ArrayList<>();
    // A line that begins with `%x =` is the next operation, not a value of this one.
    while (in.atValue() && !(in.beginsLine() && in.peekSecond().equals("="))) {
      all.add(value());
      if (!in.accept(",")) {
        break;
      }
    }
    return all;
  }

  /// `@a` or `@a::@b`.
  public Attribute.Symbol symbol() {
    List<String> path = new ArrayList<>();
    do {
      path.add(symbolName());
    } while (accept("::"));
    return new Attribute.Symbol(path);
  }

  /// `@a` without `@`.
  public String symbolName() {
    Span at = in.span();
    String text = in.expect(Kind.SYMBOL, "a symbol such as `@name`").substring(1);
    return text.startsWith("\"") ? unescape(text, at) : text;
  }

  /// A string without its quotes.
  public String string() {
    Span at = in.span();
    return unescape(in.expect(Kind.STRING, "a string"), at);
  }

  private String unescape(String quoted, Span at) {
    if (quoted.length() < 2 || !quoted.endsWith("\"")) {
      throw in.failAt(at, "the string has no closing quote");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String text = quoted.substring(1, quoted.length() - 1);
    int i = 0;
    while (i < text.length()) {
      int point = text.codePointAt(i);
      int first = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int second = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
      if (point == '\\' && first >= 0 && second >= 0) {
        bytes.write(first << 4 | second);
        i += 3;
      } else if (point == '\\' && i + 1 < text.length()) {
        char c = text.charAt(i + 1);
        bytes.write(c == 'n' ? '\n' : c == 't' ? '\t' : c);
        i += 2;
      } else {
        bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(point);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /// Affine expressions between two signs, with what names stand for.
  public List<AffineExpr> affineList(
      String open, String close, Function<String, AffineExpr> names) {
    return affine.list(open, close, names);
  }

  /// One affine expression.
  public AffineExpr affineExpression(Function<String, AffineExpr> names) {
    return affine.expression(names);
  }

  /// `{ … }` with operations; the first block takes the arguments.
  public Region region(List<Definition> arguments) {
    return operations.region(arguments);
  }

  /// The same; an operation without operands ends the last block where none like it does.
  ///
  /// @param terminator such as `scf.yield`
  public Region region(List<Definition> arguments, String terminator) {
    return operations.terminated(region(arguments), terminator);
  }

  /// `{ … }` with one operation, whose results the region gives; they need no names.
  ///
  /// @param terminator what gives them, such as `vector.yield`
  public Region yieldingRegion(String terminator) {
    return operations.yielding(region(List.of()), terminator);
  }

  /// A region without blocks, such as that of an `else` that is not there.
  public Region noRegion() {
    return new Region(List.of(), in.span());
  }

  /// `^bb1` without `^`.
  public String label() {
    return in.expect(Kind.LABEL, "a block such as `^bb1`").substring(1);
  }

  /// A body of one operation of all arguments, whose result is yielded: what `{ arith.addf }`
  /// stands for.
  ///
  /// @param arguments types of the arguments
  /// @param isLastFirst whether the last argument is the first operand
  public Region shortBody(String name, List<Type> arguments, boolean isLastFirst, Type result) {
    return operations.shortBody(name, arguments, isLastFirst, result);
  }

  /// `loc(…)`, or nothing.
  public void optionalLocation() {
    if (in.at("loc")) {
      location();
    }
  }

  /// `<…>` as text without the brackets: the body of what another dialect defines.
  public String body() {
    in.expect("<");
    int start = in.offset();
    int depth = 1;
    while (true) {
      boolean isRelation = in.at(">") && in.peekSecond().equals("=");
      if (in.isAtEnd()) {
        throw in.fail("`>` is expected, not the end of the file");
      }
      if (in.at("<") && in.peekSecond().equals("=")) {
        in.next();
      } else if (in.at("<") || in.at("(") || in.at("[") || in.at("{")) {
        depth++;
      } else if (!isRelation && (in.at(">") || in.at(")") || in.at("]") || in.at("}"))) {
        depth--;
      }
      if (depth == 0) {
        String text = in.textBetween(start, in.offset()).strip();
        in.expect(">");
        return text;
      }
      in.next();
    }
  }

  /// `loc(…)`.
  Attribute.Location location() {
    in.expect("loc");
    in.expect("(");
    int start = in.offset();
    int depth = 1;
    while (depth > 0) {
      if (in.isAtEnd()) {
        throw in.fail("`)` is expected, not the end of the file");
      }
      depth += in.at("(") ? 1 : in.at(")") ? -1 : 0;
      if (depth > 0) {
        in.next();
      }
    }
    String text = in.textBetween(start, in.offset()).strip();
    in.expect(")");
    return new Attribute.Location(text);
  }
}
