package org.tosc.frontend.neuro.parse;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.form.Problems;
import org.tosc.frontend.neuro.ast.BinaryOp;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.grammar.NeuroLangLexer;
import org.tosc.grammar.NeuroLangParser.OperatorContext;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Gives the operators of a flat list their precedence, that of Rust; all lean left. A loop with
/// two stacks (Dijkstra's shunting yard), so that a long list needs no deep recursion.
final class Precedence {
  /// An operand and the text it was made of, parentheses included.
  private record Operand(Expr expr, Span span) {}

  private record Operator(BinaryOp op, Span span) {}

  private static final int COMPARISON = 4;

  private final Problems problems;
  private final Deque<Operand> operands = new ArrayDeque<>();
  private final Deque<Operator> operators = new ArrayDeque<>();

  Precedence(Problems problems) {
    this.problems = problems;
  }

  void operand(Expr expr, Span span) {
    operands.push(new Operand(expr, span));
  }

  void operator(OperatorContext tree, Span span) {
    BinaryOp op = of(tree);
    if (op != null) {
      operator(op, span);
    }
  }

  void operator(BinaryOp op, Span span) {
    while (!operators.isEmpty() && binds(operators.getFirst().op) >= binds(op)) {
      if (binds(op) == COMPARISON && binds(operators.getFirst().op) == COMPARISON) {
        problems.add(chained(span));
      }
      reduce();
    }
    operators.push(new Operator(op, span));
  }

  private static Diagnostic chained(Span sign) {
    return Diagnostic.of(
            Code.E1102, sign, "comparisons do not chain: `a < b && b < c` was expected")
        .note("the first comparison gives a `bool`, which is neither smaller nor larger");
  }

  /// The expression, or null if there is no operand.
  @Nullable Expr result() {
    while (!operators.isEmpty()) {
      reduce();
    }
    return operands.isEmpty() ? null : operands.getFirst().expr;
  }

  private void reduce() {
    Operator operator = operators.pop();
    if (operands.size() <= operators.size() + 1) { // the right operand is missing
      Span end = operator.span.source().span(operator.span.end(), operator.span.end());
      operands.push(new Operand(new Expr.Malformed(List.of(), end), end));
    }
    Operand right = operands.pop();
    if (operands.isEmpty()) {
      operands.push(right);
      return;
    }
    Operand left = operands.pop();
    Span span = left.span.to(right.span);
    operands.push(
        new Operand(
            new Expr.Binary(operator.op, left.expr, right.expr, operator.span, span), span));
  }

  private static int binds(BinaryOp op) {
    return switch (op) {
      case MUL, DIV, REM -> 10;
      case ADD, SUB -> 9;
      case SHL, SHR -> 8;
      case BIT_AND -> 7;
      case BIT_XOR -> 6;
      case BIT_OR -> 5;
      case EQ, NE, LT, LE, GT, GE -> COMPARISON;
      case AND -> 3;
      case OR -> 2;
    };
  }

  private static @Nullable BinaryOp of(OperatorContext tree) {
    Token token = tree.getStart();
    if (token == null) {
      return null;
    }
    if (token.getType() == NeuroLangLexer.GT) {
      return tree.GT().size() > 1 ? BinaryOp.SHR : BinaryOp.GT;
    }
    return of(token.getType());
  }

  static @Nullable BinaryOp of(int type) {
    return switch (type) {
      case NeuroLangLexer.PLUS -> BinaryOp.ADD;
      case NeuroLangLexer.MINUS -> BinaryOp.SUB;
      case NeuroLangLexer.STAR -> BinaryOp.MUL;
      case NeuroLangLexer.SLASH -> BinaryOp.DIV;
      case NeuroLangLexer.PERCENT -> BinaryOp.REM;
      case NeuroLangLexer.AMP -> BinaryOp.BIT_AND;
      case NeuroLangLexer.PIPE -> BinaryOp.BIT_OR;
      case NeuroLangLexer.CARET -> BinaryOp.BIT_XOR;
      case NeuroLangLexer.SHIFT_LEFT -> BinaryOp.SHL;
      case NeuroLangLexer.AND_AND -> BinaryOp.AND;
      case NeuroLangLexer.OR_OR -> BinaryOp.OR;
      case NeuroLangLexer.EQ -> BinaryOp.EQ;
      case NeuroLangLexer.NE -> BinaryOp.NE;
      case NeuroLangLexer.LT -> BinaryOp.LT;
      case NeuroLangLexer.LE -> BinaryOp.LE;
      case NeuroLangLexer.GE -> BinaryOp.GE;
      default -> null;
    };
  }
}
