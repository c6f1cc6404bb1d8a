package org.tosc.frontend.pseudocode.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.UnaryOp;
import org.tosc.grammar.PseudocodeParser.ArrowLambdaContext;
import org.tosc.grammar.PseudocodeParser.AwaitExprContext;
import org.tosc.grammar.PseudocodeParser.BlockLambdaContext;
import org.tosc.grammar.PseudocodeParser.ConstantExprContext;
import org.tosc.grammar.PseudocodeParser.DictEntryContext;
import org.tosc.grammar.PseudocodeParser.DictExprContext;
import org.tosc.grammar.PseudocodeParser.ExprContext;
import org.tosc.grammar.PseudocodeParser.GroupExprContext;
import org.tosc.grammar.PseudocodeParser.InferExprContext;
import org.tosc.grammar.PseudocodeParser.ListExprContext;
import org.tosc.grammar.PseudocodeParser.LoadExprContext;
import org.tosc.grammar.PseudocodeParser.NameExprContext;
import org.tosc.grammar.PseudocodeParser.NegateExprContext;
import org.tosc.grammar.PseudocodeParser.NotExprContext;
import org.tosc.grammar.PseudocodeParser.NumberExprContext;
import org.tosc.grammar.PseudocodeParser.ParameterLambdaContext;
import org.tosc.grammar.PseudocodeParser.SelfExprContext;
import org.tosc.grammar.PseudocodeParser.StringExprContext;
import org.tosc.grammar.PseudocodeParser.TrainExprContext;
import org.tosc.grammar.PseudocodeParser.ValueContext;
import org.tosc.grammar.PseudocodeParser.ValuesContext;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Span;

/// Expressions that begin with a token: literals, names, prefix operators, lambdas, statements that
/// have a value.
final class AtomBuilder {
  private final Builders with;

  AtomBuilder(Builders with) {
    this.with = with;
  }

  Expr of(ExprContext tree) {
    Span span = with.span(tree);
    return switch (tree) {
      case NameExprContext e -> new Expr.Name(with.name(e.name(), e).text(), span);
      case NumberExprContext e -> with.literals.number(e.getStart(), false, span);
      case StringExprContext e -> with.literals.text(e.string(), e);
      case ConstantExprContext e -> with.literals.constant(e.getStart(), span);
      case SelfExprContext _ -> new Expr.Self(span);
      case NegateExprContext e -> negate(e, span);
      case NotExprContext e -> new Expr.Not(with.exprs.of(e.expr(), e), span);
      case GroupExprContext e -> with.exprs.of(e.expr(), e);
      case ListExprContext e -> new Expr.ListLit(values(e.value()), span);
      case DictExprContext e -> dict(e, span);
      case ArrowLambdaContext e -> with.functions.arrow(e);
      case ParameterLambdaContext e -> with.functions.arrow(e);
      case BlockLambdaContext e -> with.functions.block(e);
      case LoadExprContext e -> new Expr.Load(with.exprs.of(e.expr(), e), span);
      case InferExprContext e -> with.trains.infer(e);
      case TrainExprContext e -> with.trains.train(e);
      case AwaitExprContext e -> await(e);
      default -> new Expr.Malformed(with.parts(tree), span);
    };
  }

  private Expr negate(NegateExprContext tree, Span span) {
    return tree.expr() instanceof NumberExprContext number
            && with.literals.fitsOnlyNegative(number.getStart())
        ? with.literals.number(number.getStart(), true, span)
        : new Expr.Unary(UnaryOp.NEG, with.exprs.of(tree.expr(), tree), span);
  }

  private Expr await(AwaitExprContext tree) {
    with.problems.add(
        Code.E0178,
        with.spans.of(tree.getStart()),
        "`await` is not part of the language: every call is complete when it returns");
    return with.exprs.of(tree.expr(), tree);
  }

  List<Expr> values(@Nullable ValuesContext tree) {
    return tree == null ? List.of() : values(tree.value());
  }

  /// One value, or the list that several values with commas between them make.
  @Nullable Expr value(@Nullable ValuesContext tree) {
    if (tree == null) {
      return null;
    }
    List<Expr> values = values(tree);
    return values.size() == 1 && !(values.getFirst() instanceof Expr.Spread)
        ? values.getFirst()
        : new Expr.ListLit(values, with.span(tree));
  }

  private List<Expr> values(List<ValueContext> trees) {
    List<Expr> values = new ArrayList<>();
    for (ValueContext tree : trees) {
      values.add(maybeSpread(with.exprs.of(tree.expr(), tree), tree.ELLIPSIS(), tree));
    }
    return values;
  }

  Expr maybeSpread(Expr value, @Nullable TerminalNode dots, ParserRuleContext tree) {
    return dots == null ? value : new Expr.Spread(value, with.span(tree));
  }

  private Expr dict(DictExprContext tree, Span span) {
    List<Expr.Entry> entries = new ArrayList<>();
    for (DictEntryContext entry : tree.dictEntry()) {
      ExprContext key = entry.getRuleContext(ExprContext.class, 0);
      ExprContext value = entry.getRuleContext(ExprContext.class, 1);
      entries.add(
          entry.ELLIPSIS() == null
              ? new Expr.Entry.Pair(key(key, entry), with.exprs.of(value, entry), with.span(entry))
              : new Expr.Entry.Spread(with.exprs.of(key, entry), with.span(entry)));
    }
    return new Expr.DictLit(entries, span);
  }

  /// A bare name as key is the text of the name.
  private Expr key(@Nullable ExprContext tree, DictEntryContext entry) {
    Expr key = with.exprs.of(tree, entry);
    return tree instanceof NameExprContext && key instanceof Expr.Name(String text, Span span)
        ? new Expr.StringLit(List.of(new Expr.Part.Text(text, span)), span)
        : key;
  }
}
