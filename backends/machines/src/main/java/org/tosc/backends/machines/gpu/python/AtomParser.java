package org.tosc.backends.machines.gpu.python;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tosc.backends.machines.gpu.python.Token.Kind;

/// Parses names, numbers, texts and what stands in brackets.
final class AtomParser {
  private static final int HEX = 16;

  private final Cursor cursor;
  private final ExpressionParser expressions;

  AtomParser(Cursor cursor, ExpressionParser expressions) {
    this.cursor = cursor;
    this.expressions = expressions;
  }

  Expression atom() {
    Token first = cursor.peek();
    return switch (first.kind()) {
      case NUMBER -> number(cursor.next());
      case TEXT -> text();
      case NAME -> word();
      case SIGN ->
          switch (first.text()) {
            case "(" -> parentheses();
            case "[" -> list();
            case "{" -> braces();
            case "..." -> {
              cursor.next();
              yield new Expression.Foreign("`...`", cursor.since(first));
            }
            case String _ -> throw cursor.broken("a value is expected, not " + first.describe());
          };
      case NEWLINE, INDENT, DEDENT, END ->
          throw cursor.broken("a value is expected, not " + first.describe());
    };
  }

  private Expression word() {
    Token word = cursor.next();
    return switch (word.text()) {
      case "True", "False" -> new Expression.Truth("True".equals(word.text()), cursor.since(word));
      case "None" -> new Expression.None(cursor.since(word));
      case "await", "yield" -> {
        expressions.expression();
        yield new Expression.Foreign("`" + word.text() + "`", cursor.since(word));
      }
      case String name when Words.RESERVED.contains(name) ->
          throw cursor.broken(word, "a value is expected, not `" + name + "`");
      case String name -> new Expression.Name(name, cursor.since(word));
    };
  }

  private Expression number(Token token) {
    String digits = token.text().replace("_", "").toLowerCase(Locale.ROOT);
    if (digits.startsWith("0x")) {
      return whole(token, digits.substring(2), HEX);
    }
    if (digits.startsWith("0b")) {
      return whole(token, digits.substring(2), 2);
    }
    if (digits.startsWith("0o")) {
      return whole(token, digits.substring(2), Byte.SIZE);
    }
    boolean isWhole = digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return isWhole
        ? whole(token, digits, 10)
        : new Expression.Real(Double.parseDouble(digits), cursor.since(token));
  }

  private Expression whole(Token token, String digits, int radix) {
    BigInteger value = digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits, radix);
    if (value.bitLength() >= Long.SIZE) {
      throw cursor.broken(token, "this number does not fit in 64 bits");
    }
    return new Expression.Whole(value.longValue(), cursor.since(token));
  }

  /// Texts that follow each other are one.
  private Expression text() {
    Token first = cursor.peek();
    StringBuilder all = new StringBuilder();
    boolean isFormatted = false;
    while (cursor.is(Kind.TEXT)) {
      String text = cursor.next().text();
      int quote = Math.min(indexOf(text, '"'), indexOf(text, '\''));
      isFormatted |= text.substring(0, quote).toLowerCase(Locale.ROOT).contains("f");
      int marks = text.startsWith(text.substring(quote, quote + 1).repeat(3), quote) ? 3 : 1;
      int end = Math.max(quote + marks, text.length() - marks);
      all.append(text, quote + marks, end);
    }
    return isFormatted
        ? new Expression.Foreign("a text with `f` before it", cursor.since(first))
        : new Expression.Text(all.toString(), cursor.since(first));
  }

  private static int indexOf(String text, char c) {
    int at = text.indexOf(c);
    return at < 0 ? text.length() : at;
  }

  private Expression parentheses() {
    Token first = cursor.next();
    cursor.enter();
    if (cursor.take(")")) {
      cursor.leave();
      return new Expression.Sequence(List.of(), false, cursor.since(first));
    }
    Expression value = comprehended(expressions.tuple());
    cursor.expect(")", "to close `(`");
    cursor.leave();
    return switch (value) {
      case Expression.Sequence(var items, boolean isList, var _) when !isList ->
          new Expression.Sequence(items, false, cursor.since(first));
      case Expression other -> other;
    };
  }

  private Expression list() {
    Token first = cursor.next();
    cursor.enter();
    List<Expression> items = new ArrayList<>();
    boolean isForeign = false;
    while (!cursor.is("]")) {
      isForeign |= cursor.take("*");
      Expression item = comprehended(expressions.expression());
      isForeign |= item instanceof Expression.Foreign;
      items.add(item);
      if (!cursor.take(",")) {
        break;
      }
    }
    cursor.expect("]", "to close `[`");
    cursor.leave();
    return isForeign
        ? new Expression.Foreign("a list that is computed", cursor.since(first))
        : new Expression.Sequence(items, true, cursor.since(first));
  }

  private Expression braces() {
    Token first = cursor.next();
    cursor.enter();
    List<Expression> keys = new ArrayList<>();
    List<Expression> values = new ArrayList<>();
    boolean isForeign = false;
    while (!cursor.is("}")) {
      isForeign |= cursor.take("**") || cursor.take("*");
      keys.add(expressions.expression());
      if (cursor.take(":")) {
        values.add(expressions.expression());
      }
      isForeign |= comprehended(keys.getLast()) instanceof Expression.Foreign;
      if (!cursor.take(",")) {
        break;
      }
    }
    cursor.expect("}", "to close `{`");
    cursor.leave();
    return isForeign || keys.size() != values.size()
        ? new Expression.Foreign("a set or a computed dictionary", cursor.since(first))
        : new Expression.Dictionary(keys, values, cursor.since(first));
  }

  /// An expression, or a comprehension that begins with it.
  Expression comprehended(Expression value) {
    if (!cursor.is("for") && !(cursor.is("async") && cursor.peek(1).is("for"))) {
      return value;
    }
    int start = value.span().start();
    while (cursor.take("for") || cursor.take("async") || cursor.take("if")) {
      if (cursor.is("for")) {
        continue;
      }
      skipClause();
    }
    int end = cursor.peek().start();
    return new Expression.Foreign("a comprehension with `for`", cursor.span(start, end));
  }

  private void skipClause() {
    int open = 0;
    while (!cursor.is(Kind.NEWLINE) && !cursor.is(Kind.END)) {
      boolean isClosing = cursor.is(")") || cursor.is("]") || cursor.is("}");
      if (open == 0 && (isClosing || cursor.is("for"))) {
        return;
      }
      boolean isOpening = cursor.is("(") || cursor.is("[") || cursor.is("{");
      open += isOpening ? 1 : isClosing ? -1 : 0;
      cursor.next();
    }
  }
}
