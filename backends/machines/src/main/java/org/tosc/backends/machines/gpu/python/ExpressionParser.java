package org.tosc.backends.machines.gpu.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.gpu.python.Expression.Argument;
import org.tosc.backends.machines.gpu.python.Expression.Parameter;
import org.tosc.backends.machines.gpu.python.Expression.Relation;
import org.tosc.backends.machines.gpu.python.Token.Kind;
import org.tosc.tir.source.Span;

/// Parses expressions, by the strength of their operators.
final class ExpressionParser {
  private static final int LONGEST_CHAIN = 1000;
  private static final Set<String> RELATIONS = Set.of("<", "<=", ">", ">=", "==", "!=", "is", "in");

  /// Operators from the weakest to the strongest.
  private static final List<Set<String>> LEVELS =
      List.of(
          Set.of("|"),
          Set.of("^"),
          Set.of("&"),
          Set.of("<<", ">>"),
          Set.of("+", "-"),
          Set.of("*", "/", "//", "%", "@"));

  private final Cursor cursor;
  private final AtomParser atoms;

  ExpressionParser(Cursor cursor) {
    this.cursor = cursor;
    this.atoms = new AtomParser(cursor, this);
  }

  /// An expression, or several with commas between them as a tuple.
  Expression tuple() {
    Token first = cursor.peek();
    Expression one = starred();
    if (!cursor.is(",")) {
      return one;
    }
    List<Expression> items = new ArrayList<>(List.of(one));
    while (cursor.take(",") && !endsList()) {
      items.add(starred());
    }
    return new Expression.Sequence(items, false, cursor.since(first));
  }

  private boolean endsList() {
    return cursor.is(Kind.NEWLINE)
        || cursor.is(Kind.END)
        || cursor.is("=")
        || cursor.is(")")
        || cursor.is("]")
        || cursor.is("}")
        || cursor.is(":")
        || cursor.is("in")
        || cursor.is(";");
  }

  private Expression starred() {
    Token first = cursor.peek();
    if (cursor.take("*")) {
      expression();
      return new Expression.Foreign("a value with `*`", cursor.since(first));
    }
    return expression();
  }

  Expression expression() {
    cursor.enter();
    Token first = cursor.peek();
    Expression value = first.is("lambda") ? lambda() : disjunction();
    if (cursor.take(":=")) {
      expression();
      value = new Expression.Foreign("an assignment `:=` in an expression", cursor.since(first));
    }
    if (cursor.take("if")) {
      Expression condition = disjunction();
      cursor.expect("else", "in `value if condition else value`");
      Expression otherwise = expression();
      value = new Expression.Choice(condition, value, otherwise, cursor.since(first));
    }
    cursor.leave();
    return value;
  }

  private Expression lambda() {
    Token first = cursor.next();
    List<Parameter> parameters = new ArrayList<>();
    while (!cursor.is(":")) {
      Token start = cursor.peek();
      int stars = cursor.take("*") ? 1 : cursor.take("**") ? 2 : 0;
      String name = cursor.name("a parameter").text();
      Expression initial = cursor.take("=") ? expression() : null;
      parameters.add(new Parameter(name, stars, null, initial, cursor.since(start)));
      if (!cursor.take(",")) {
        break;
      }
    }
    cursor.expect(":", "behind the parameters of `lambda`");
    return new Expression.Lambda(parameters, expression(), cursor.since(first));
  }

  private Expression disjunction() {
    return logic("or");
  }

  private Expression logic(String word) {
    boolean isAnd = "and".equals(word);
    Token first = cursor.peek();
    Expression left = isAnd ? negation() : logic("and");
    int count = 0;
    while (cursor.take(word)) {
      limit(++count);
      Expression right = isAnd ? negation() : logic("and");
      left = new Expression.Logic(isAnd, left, right, cursor.since(first));
    }
    return left;
  }

  private void limit(int count) {
    if (count > LONGEST_CHAIN) {
      throw cursor.broken("this expression has more than " + LONGEST_CHAIN + " operators in a row");
    }
  }

  private Expression negation() {
    Token first = cursor.peek();
    if (!cursor.take("not")) {
      return comparison();
    }
    cursor.enter();
    Expression operand = negation();
    cursor.leave();
    return new Expression.Unary("not", operand, cursor.since(first));
  }

  private Expression comparison() {
    Token first = cursor.peek();
    Expression left = binary(0);
    List<Relation> relations = new ArrayList<>();
    while (true) {
      String relation = relation();
      if (relation == null) {
        break;
      }
      limit(relations.size());
      relations.add(new Relation(relation, binary(0)));
    }
    return relations.isEmpty()
        ? left
        : new Expression.Compare(left, relations, cursor.since(first));
  }

  private @Nullable String relation() {
    if (cursor.is("not") && cursor.peek(1).is("in")) {
      cursor.next();
      cursor.next();
      return "not in";
    }
    if (!RELATIONS.contains(cursor.peek().text()) || cursor.is(Kind.TEXT)) {
      return null;
    }
    String text = cursor.next().text();
    return "is".equals(text) && cursor.take("not") ? "is not" : text;
  }

  private Expression binary(int level) {
    if (level == LEVELS.size()) {
      return unary();
    }
    Token first = cursor.peek();
    Expression left = binary(level + 1);
    int count = 0;
    while (cursor.is(Kind.SIGN) && LEVELS.get(level).contains(cursor.peek().text())) {
      limit(++count);
      String operator = cursor.next().text();
      Expression right = binary(level + 1);
      left = new Expression.Binary(operator, left, right, cursor.since(first));
    }
    return left;
  }

  private Expression unary() {
    Token first = cursor.peek();
    if (cursor.is("-") || cursor.is("+") || cursor.is("~")) {
      String operator = cursor.next().text();
      cursor.enter();
      Expression operand = unary();
      cursor.leave();
      return new Expression.Unary(operator, operand, cursor.since(first));
    }
    Expression base = trailers();
    if (cursor.take("**")) {
      cursor.enter();
      Expression exponent = unary();
      cursor.leave();
      return new Expression.Binary("**", base, exponent, cursor.since(first));
    }
    return base;
  }

  private Expression trailers() {
    Token first = cursor.peek();
    Expression value = atoms.atom();
    int count = 0;
    while (true) {
      limit(++count);
      if (cursor.take(".")) {
        String name = cursor.name("a name behind `.`").text();
        value = new Expression.Attribute(value, name, cursor.since(first));
      } else if (cursor.is("(")) {
        value = new Expression.Call(value, arguments(), cursor.since(first));
      } else if (cursor.take("[")) {
        List<Expression> indices = indices();
        cursor.expect("]", "behind the indices");
        value = new Expression.Subscript(value, indices, cursor.since(first));
      } else {
        return value;
      }
    }
  }

  private List<Argument> arguments() {
    cursor.next();
    List<Argument> arguments = new ArrayList<>();
    while (!cursor.is(")")) {
      int stars = cursor.take("*") ? 1 : cursor.take("**") ? 2 : 0;
      boolean isKeyword = cursor.is(Kind.NAME) && cursor.peek(1).is("=");
      String keyword = null;
      if (isKeyword) {
        keyword = cursor.name("the name of an argument").text();
        cursor.next();
      }
      Expression value = atoms.comprehended(expression());
      arguments.add(new Argument(keyword, stars, value));
      if (!cursor.take(",")) {
        break;
      }
    }
    cursor.expect(")", "behind the arguments");
    return arguments;
  }

  private List<Expression> indices() {
    List<Expression> indices = new ArrayList<>();
    while (!cursor.is("]")) {
      indices.add(index());
      if (!cursor.take(",")) {
        break;
      }
    }
    if (indices.isEmpty()) {
      throw cursor.broken("an index is expected between `[` and `]`");
    }
    return indices;
  }

  private Expression index() {
    Token first = cursor.peek();
    Expression from = cursor.is(":") ? null : expression();
    if (!cursor.take(":")) {
      return from == null ? expression() : from;
    }
    Expression to = endsIndex() ? null : expression();
    Expression step = cursor.take(":") && !endsIndex() ? expression() : null;
    Span span = cursor.since(first);
    return new Expression.Slice(from, to, step, span);
  }

  private boolean endsIndex() {
    return cursor.is("]") || cursor.is(",") || cursor.is(":");
  }
}
