package org.tosc.frontend.neuro.parse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.Arg;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.ast.Ident;
import org.tosc.grammar.NeuroLangLexer;
import org.tosc.grammar.NeuroLangParser.ArgumentContext;
import org.tosc.grammar.NeuroLangParser.BackContext;
import org.tosc.grammar.NeuroLangParser.BreakExprContext;
import org.tosc.grammar.NeuroLangParser.BreakFirstContext;
import org.tosc.grammar.NeuroLangParser.ContinueExprContext;
import org.tosc.grammar.NeuroLangParser.ContinueFirstContext;
import org.tosc.grammar.NeuroLangParser.ExprContext;
import org.tosc.grammar.NeuroLangParser.FirstOperandContext;
import org.tosc.grammar.NeuroLangParser.JumpContext;
import org.tosc.grammar.NeuroLangParser.OperandContext;
import org.tosc.grammar.NeuroLangParser.OperatorContext;
import org.tosc.grammar.NeuroLangParser.RangeContext;
import org.tosc.grammar.NeuroLangParser.ReturnExprContext;
import org.tosc.grammar.NeuroLangParser.ReturnFirstContext;
import org.tosc.tir.source.Span;

/// Whole expressions: operators, ranges, jumps; and arguments.
final class ExprBuilder {
  private final Builders with;

  ExprBuilder(Builders with) {
    this.with = with;
  }

  /// An expression (a tree of `expr` or `first`), or [Expr.Malformed] at the end of `parent` if
  /// there is none.
  Expr of(@Nullable ParserRuleContext tree, ParserRuleContext parent) {
    return tree == null ? missing(parent) : of(tree);
  }

  @Nullable Expr maybe(@Nullable ParserRuleContext tree) {
    return tree == null ? null : of(tree);
  }

  List<Expr> all(List<? extends ParserRuleContext> trees) {
    return trees.stream().map(this::of).toList();
  }

  Expr missing(ParserRuleContext parent) {
    return new Expr.Malformed(List.of(), with.spans.after(parent));
  }

  Expr of(ParserRuleContext tree) {
    return switch (tree) {
      case ReturnExprContext e -> new Expr.Return(maybe(e.expr()), with.span(e));
      case ReturnFirstContext e -> new Expr.Return(maybe(e.expr()), with.span(e));
      case BreakExprContext e -> new Expr.Break(with.span(e));
      case BreakFirstContext e -> new Expr.Break(with.span(e));
      case ContinueExprContext e -> new Expr.Continue(with.span(e));
      case ContinueFirstContext e -> new Expr.Continue(with.span(e));
      default -> value(tree);
    };
  }

  /// Operands and operators, and perhaps a range of two such lists.
  private Expr value(ParserRuleContext tree) {
    if (tree.getChildCount() == 1 && tree.getChild(0) instanceof ParserRuleContext only) {
      Expr operand = operand(only);
      if (operand != null) {
        return operand;
      }
    }
    int operators = tree.getChildCount() / 2;
    if (!with.enter(operators, tree)) {
      return new Expr.Malformed(List.of(), with.span(tree));
    }
    Expr value = chain(tree);
    with.leave(operators);
    return value;
  }

  private Expr chain(ParserRuleContext tree) {
    Chain chain = new Chain();
    RangeContext range = null;
    Expr from = null;
    for (int i = 0; i < tree.getChildCount(); i++) {
      switch (tree.getChild(i)) {
        case RangeContext sign -> {
          range = sign;
          from = chain.result();
          chain = new Chain();
        }
        case OperatorContext operator -> chain.operator(operator);
        case JumpContext jump -> chain.operand(jump(jump), jump);
        case BackContext back -> chain.back(back, tree.getChild(i + 1) instanceof OperandContext);
        case ParserRuleContext part -> {
          Expr operand = operand(part);
          if (operand != null) {
            chain.operand(operand, part);
          }
        }
        default -> {}
      }
    }
    Expr last = chain.result();
    if (range != null) {
      boolean inclusive =
          range.getStart() != null && range.getStart().getType() == NeuroLangLexer.DOTDOT_EQ;
      return new Expr.Range(from, last, inclusive, with.span(tree));
    }
    return last != null ? last : new Expr.Malformed(with.parts(tree), with.span(tree));
  }

  private Expr jump(JumpContext tree) {
    Span span = with.span(tree);
    return tree.BREAK() != null ? new Expr.Break(span) : new Expr.Continue(span);
  }

  /// A list of operands and operators. What follows a `return` in it is the value of that.
  private final class Chain {
    private final Deque<Precedence> parts = new ArrayDeque<>();
    private final Deque<Span> returns = new ArrayDeque<>();

    Chain() {
      parts.push(new Precedence(with.problems));
    }

    void operator(OperatorContext sign) {
      parts.getFirst().operator(sign, with.span(sign));
    }

    void operand(Expr expr, ParserRuleContext tree) {
      parts.getFirst().operand(expr, with.span(tree));
    }

    void back(BackContext tree, boolean hasValue) {
      Span span = with.span(tree);
      if (hasValue) {
        returns.push(span);
        parts.push(new Precedence(with.problems));
      } else {
        parts.getFirst().operand(new Expr.Return(null, span), span);
      }
    }

    @Nullable Expr result() {
      while (!returns.isEmpty()) {
        Expr value = parts.pop().result();
        Span word = returns.pop();
        Span span = value == null ? word : word.to(value.span());
        parts.getFirst().operand(new Expr.Return(value, span), span);
      }
      return parts.getFirst().result();
    }
  }

  private @Nullable Expr operand(ParserRuleContext tree) {
    return switch (tree) {
      case OperandContext o -> with.atoms.operand(o);
      case FirstOperandContext o -> with.atoms.operand(o);
      default -> null;
    };
  }

  List<Arg> arguments(List<ArgumentContext> trees) {
    List<Arg> args = new ArrayList<>(trees.size());
    for (ArgumentContext tree : trees) {
      args.add(argument(tree));
    }
    with.checks.arguments(args);
    return args;
  }

  private Arg argument(ArgumentContext tree) {
    List<ExprContext> parts = tree.expr();
    Span span = with.span(tree);
    if (tree.ASSIGN() == null) {
      return new Arg(null, of(parts.isEmpty() ? null : parts.getFirst(), tree), span);
    }
    Expr name = of(parts.isEmpty() ? null : parts.getFirst(), tree);
    Expr value = of(parts.size() < 2 ? null : parts.get(1), tree);
    Ident label = argumentName(name);
    if (label == null && !(name instanceof Expr.Malformed)) {
      with.checks.assignmentInside(tree.ASSIGN().getSymbol());
    }
    return new Arg(label, value, span);
  }

  private static @Nullable Ident argumentName(Expr expr) {
    return expr instanceof Expr.Path path && path.simple() != null
        ? path.segments().getFirst().name()
        : null;
  }
}
