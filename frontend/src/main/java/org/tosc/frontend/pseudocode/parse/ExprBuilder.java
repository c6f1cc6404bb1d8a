package org.tosc.frontend.pseudocode.parse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.Arg;
import org.tosc.frontend.pseudocode.ast.BinaryOp;
import org.tosc.frontend.pseudocode.ast.CompareOp;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.grammar.PseudocodeLexer;
import org.tosc.grammar.PseudocodeParser.AndExprContext;
import org.tosc.grammar.PseudocodeParser.ArgumentsContext;
import org.tosc.grammar.PseudocodeParser.BitAndExprContext;
import org.tosc.grammar.PseudocodeParser.BitOrExprContext;
import org.tosc.grammar.PseudocodeParser.BitXorExprContext;
import org.tosc.grammar.PseudocodeParser.CallExprContext;
import org.tosc.grammar.PseudocodeParser.CompareExprContext;
import org.tosc.grammar.PseudocodeParser.ExprContext;
import org.tosc.grammar.PseudocodeParser.IndexExprContext;
import org.tosc.grammar.PseudocodeParser.IndexItemContext;
import org.tosc.grammar.PseudocodeParser.MemberExprContext;
import org.tosc.grammar.PseudocodeParser.NamedArgumentContext;
import org.tosc.grammar.PseudocodeParser.OrExprContext;
import org.tosc.grammar.PseudocodeParser.PositionalArgumentContext;
import org.tosc.grammar.PseudocodeParser.PowerExprContext;
import org.tosc.grammar.PseudocodeParser.ProductExprContext;
import org.tosc.grammar.PseudocodeParser.RangeExprContext;
import org.tosc.grammar.PseudocodeParser.ShiftExprContext;
import org.tosc.grammar.PseudocodeParser.SliceTailContext;
import org.tosc.grammar.PseudocodeParser.SumExprContext;
import org.tosc.grammar.PseudocodeParser.SuperExprContext;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Span;

/// Expressions that begin with an expression: operators, calls, indexes. They lean left as far as
/// the source is long, so they are built in a loop, from the innermost outwards.
final class ExprBuilder {
  private final Builders with;

  ExprBuilder(Builders with) {
    this.with = with;
  }

  /// An expression, or [Expr.Malformed] at the end of `parent` if there is none.
  Expr of(@Nullable ExprContext tree, ParserRuleContext parent) {
    return tree == null ? missing(parent) : of(tree);
  }

  @Nullable Expr maybe(@Nullable ExprContext tree) {
    return tree == null ? null : of(tree);
  }

  Expr missing(ParserRuleContext parent) {
    return new Expr.Malformed(List.of(), with.spans.after(parent));
  }

  Expr of(ExprContext tree) {
    Deque<ExprContext> spine = new ArrayDeque<>();
    ExprContext innermost = tree;
    for (ExprContext left = left(tree); left != null; left = left(left)) {
      spine.push(innermost);
      innermost = left;
    }
    Expr expr =
        innermost instanceof SuperExprContext s ? ofSuper(s, spine) : with.atoms.of(innermost);
    while (!spine.isEmpty()) {
      boolean compares = spine.peek() instanceof CompareExprContext;
      expr = compares ? comparison(spine, expr) : extend(spine.pop(), expr);
    }
    return expr;
  }

  private static @Nullable ExprContext left(ExprContext tree) {
    return tree.getChildCount() > 0 && tree.getChild(0) instanceof ExprContext left ? left : null;
  }

  private Expr ofSuper(SuperExprContext tree, Deque<ExprContext> spine) {
    if (spine.peek() instanceof MemberExprContext member) {
      spine.pop();
      return new Expr.Super(with.name(member.name(), member), with.span(member));
    }
    Span span = with.span(tree);
    with.problems.add(
        Code.E0187, span, "`super` stands only before a method: `super.name(…)` was expected");
    return new Expr.Malformed(List.of(), span);
  }

  private Expr extend(ExprContext tree, Expr left) {
    Span span = with.span(tree);
    return switch (tree) {
      case MemberExprContext e -> new Expr.Member(left, with.name(e.name(), e), span);
      case CallExprContext e -> new Expr.Call(left, arguments(e.arguments()), span);
      case IndexExprContext e -> index(e, left, span);
      case RangeExprContext e -> new Expr.RangeLit(left, right(e), false, null, span);
      case AndExprContext e -> new Expr.Logical(true, left, right(e), span);
      case OrExprContext e -> new Expr.Logical(false, left, right(e), span);
      case ExprContext e -> {
        BinaryOp op = operator(e);
        yield op == null
            ? new Expr.Malformed(List.of(left), span)
            : new Expr.Binary(op, left, right(e), span);
      }
    };
  }

  private static @Nullable BinaryOp operator(ExprContext tree) {
    return switch (tree) {
      case PowerExprContext _ -> BinaryOp.POW;
      case ProductExprContext e -> operator(e.op);
      case SumExprContext e -> operator(e.op);
      case ShiftExprContext e -> operator(e.op);
      case BitAndExprContext _ -> BinaryOp.BIT_AND;
      case BitXorExprContext _ -> BinaryOp.BIT_XOR;
      case BitOrExprContext _ -> BinaryOp.BIT_OR;
      default -> null;
    };
  }

  static @Nullable BinaryOp operator(@Nullable Token token) {
    return switch (token == null ? Token.INVALID_TYPE : token.getType()) {
      case PseudocodeLexer.PLUS, PseudocodeLexer.PLUS_ASSIGN -> BinaryOp.ADD;
      case PseudocodeLexer.MINUS, PseudocodeLexer.MINUS_ASSIGN -> BinaryOp.SUB;
      case PseudocodeLexer.STAR, PseudocodeLexer.STAR_ASSIGN -> BinaryOp.MUL;
      case PseudocodeLexer.SLASH, PseudocodeLexer.SLASH_ASSIGN -> BinaryOp.DIV;
      case PseudocodeLexer.PERCENT, PseudocodeLexer.MOD, PseudocodeLexer.PERCENT_ASSIGN ->
          BinaryOp.MOD;
      case PseudocodeLexer.DIV -> BinaryOp.FLOORDIV;
      case PseudocodeLexer.AT, PseudocodeLexer.AT_ASSIGN -> BinaryOp.MATMUL;
      case PseudocodeLexer.POWER, PseudocodeLexer.POWER_ASSIGN -> BinaryOp.POW;
      case PseudocodeLexer.AMP, PseudocodeLexer.AMP_ASSIGN -> BinaryOp.BIT_AND;
      case PseudocodeLexer.PIPE, PseudocodeLexer.PIPE_ASSIGN -> BinaryOp.BIT_OR;
      case PseudocodeLexer.CARET, PseudocodeLexer.CARET_ASSIGN -> BinaryOp.BIT_XOR;
      case PseudocodeLexer.SHIFT_LEFT, PseudocodeLexer.SHIFT_LEFT_ASSIGN -> BinaryOp.SHL;
      case PseudocodeLexer.SHIFT_RIGHT, PseudocodeLexer.SHIFT_RIGHT_ASSIGN -> BinaryOp.SHR;
      default -> null;
    };
  }

  /// The operand after the operator.
  private Expr right(ExprContext tree) {
    List<ExprContext> operands = tree.getRuleContexts(ExprContext.class);
    return operands.size() < 2 ? missing(tree) : of(operands.get(1));
  }

  /// All comparisons in a row are one chain.
  private Expr comparison(Deque<ExprContext> spine, Expr first) {
    List<Expr> operands = new ArrayList<>(List.of(first));
    List<CompareOp> ops = new ArrayList<>();
    ExprContext last = spine.getFirst();
    while (spine.peek() instanceof CompareExprContext comparison) {
      spine.pop();
      last = comparison;
      ops.add(comparison.negated == null ? comparison(comparison.op) : CompareOp.NOT_IN);
      operands.add(right(comparison));
    }
    return new Expr.Compare(operands, ops, with.span(last));
  }

  private static CompareOp comparison(@Nullable Token token) {
    return switch (token == null ? Token.INVALID_TYPE : token.getType()) {
      case PseudocodeLexer.NE -> CompareOp.NE;
      case PseudocodeLexer.LT -> CompareOp.LT;
      case PseudocodeLexer.LE -> CompareOp.LE;
      case PseudocodeLexer.GT -> CompareOp.GT;
      case PseudocodeLexer.GE -> CompareOp.GE;
      case PseudocodeLexer.IN -> CompareOp.IN;
      default -> CompareOp.EQ;
    };
  }

  List<Arg> arguments(@Nullable ArgumentsContext tree) {
    if (tree == null) {
      return List.of();
    }
    List<Arg> args = new ArrayList<>();
    for (var argument : tree.argument()) {
      switch (argument) {
        case NamedArgumentContext a -> {
          Expr value = of(a.expr(), a);
          args.add(new Arg(with.name(a.getStart()), value, with.span(a)));
        }
        case PositionalArgumentContext a -> {
          Expr value = with.atoms.maybeSpread(of(a.expr(), a), a.ELLIPSIS(), a);
          args.add(new Arg(null, value, with.span(a)));
        }
        default ->
            args.add(
                new Arg(
                    null,
                    new Expr.Malformed(with.parts(argument), with.span(argument)),
                    with.span(argument)));
      }
    }
    return args;
  }

  private Expr index(IndexExprContext tree, Expr object, Span span) {
    List<IndexItemContext> items = tree.indexItem();
    if (items.size() != 1 || items.getFirst().ELLIPSIS() != null) {
      return new Expr.TensorIndex(object, items.stream().map(this::axis).toList(), span);
    }
    return switch (axis(items.getFirst())) {
      case Expr.Axis.At at -> new Expr.Index(object, at.index(), span);
      case Expr.Axis.Part(var from, var to, var step, _) ->
          new Expr.Slice(object, from, to, step, span);
      case Expr.Axis.Rest rest -> new Expr.TensorIndex(object, List.of(rest), span);
    };
  }

  private Expr.Axis axis(IndexItemContext tree) {
    Span span = with.span(tree);
    if (tree.ELLIPSIS() != null) {
      return new Expr.Axis.Rest(span);
    }
    ExprContext from = tree.getRuleContext(ExprContext.class, 0);
    SliceTailContext tail = tree.sliceTail();
    if (tail == null) {
      return new Expr.Axis.At(of(from, tree), span);
    }
    return new Expr.Axis.Part(maybe(from), maybe(tail.stop), maybe(tail.stride), span);
  }
}
