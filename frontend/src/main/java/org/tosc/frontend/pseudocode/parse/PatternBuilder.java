package org.tosc.frontend.pseudocode.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.Pattern;
import org.tosc.grammar.PseudocodeParser.BindingTargetContext;
import org.tosc.grammar.PseudocodeParser.ConstantPatternContext;
import org.tosc.grammar.PseudocodeParser.GroupPatternContext;
import org.tosc.grammar.PseudocodeParser.ListPatternContext;
import org.tosc.grammar.PseudocodeParser.ListTargetContext;
import org.tosc.grammar.PseudocodeParser.NameContext;
import org.tosc.grammar.PseudocodeParser.NamePatternContext;
import org.tosc.grammar.PseudocodeParser.NameTargetContext;
import org.tosc.grammar.PseudocodeParser.NumberPatternContext;
import org.tosc.grammar.PseudocodeParser.PatternContext;
import org.tosc.grammar.PseudocodeParser.PatternElementContext;
import org.tosc.grammar.PseudocodeParser.SimplePatternContext;
import org.tosc.grammar.PseudocodeParser.StringPatternContext;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Span;

/// What stands after `case`, and the names that `let` declares.
final class PatternBuilder {
  private final Builders with;

  PatternBuilder(Builders with) {
    this.with = with;
  }

  Pattern of(@Nullable PatternContext tree, ParserRuleContext parent) {
    if (tree == null || tree.simplePattern().isEmpty()) {
      return new Pattern.Malformed(with.spans.after(parent));
    }
    List<Pattern> alternatives = new ArrayList<>();
    tree.simplePattern().forEach(p -> alternatives.add(of(p)));
    return alternatives.size() == 1
        ? alternatives.getFirst()
        : new Pattern.Or(alternatives, with.span(tree));
  }

  private Pattern of(SimplePatternContext tree) {
    Span span = with.span(tree);
    return switch (tree) {
      case NumberPatternContext p -> number(p, span);
      case StringPatternContext p -> new Pattern.Value(with.literals.text(p.string(), p), span);
      case ConstantPatternContext p ->
          new Pattern.Value(with.literals.constant(p.getStart(), span), span);
      case NamePatternContext p when p.name().size() == 1 -> binding(with.name(p.name(0), p));
      case NamePatternContext p when !p.name().isEmpty() ->
          new Pattern.Value(member(p.name()), span);
      case ListPatternContext p -> list(p, span);
      case GroupPatternContext p -> of(p.pattern(), p);
      default -> new Pattern.Malformed(span);
    };
  }

  private Pattern number(NumberPatternContext tree, Span span) {
    boolean negative = tree.MINUS() != null;
    Expr value = with.literals.number(tree.getStop(), negative, span);
    if (value instanceof Expr.IntLit || value instanceof Expr.FloatLit) {
      return new Pattern.Value(value, span);
    }
    return new Pattern.Malformed(span);
  }

  private static Pattern binding(Ident name) {
    return name.text().equals("_")
        ? new Pattern.Wildcard(name.span())
        : new Pattern.Binding(name, name.span());
  }

  private Expr member(List<NameContext> names) {
    Ident first = with.name(names.getFirst().getStart());
    Expr value = new Expr.Name(first.text(), first.span());
    for (NameContext name : names.subList(1, names.size())) {
      Ident member = with.name(name.getStart());
      value = new Expr.Member(value, member, first.span().to(member.span()));
    }
    return value;
  }

  private Pattern list(ListPatternContext tree, Span span) {
    List<Pattern> items = new ArrayList<>();
    Pattern.Rest rest = null;
    for (PatternElementContext element : tree.patternElement()) {
      if (rest != null && element.ELLIPSIS() == null) {
        misplaced(rest.span());
      }
      if (element.ELLIPSIS() == null) {
        items.add(of(element.pattern(), element));
      } else {
        rest = rest(element);
      }
    }
    return new Pattern.ListOf(items, rest, span);
  }

  private Pattern.Rest rest(PatternElementContext tree) {
    return switch (of(tree.pattern(), tree)) {
      case Pattern.Binding p -> new Pattern.Rest(p.name(), with.span(tree));
      case Pattern.Wildcard _, Pattern.Malformed _ -> new Pattern.Rest(null, with.span(tree));
      case Pattern p -> {
        with.problems.add(Code.E0183, p.span(), "only a name takes the rest of a list");
        yield new Pattern.Rest(null, with.span(tree));
      }
    };
  }

  private Pattern.Rest rest(@Nullable NameContext name, ParserRuleContext tree) {
    Ident ident = name == null ? null : with.name(name, tree);
    boolean ignored = ident == null || ident.text().equals("_");
    return new Pattern.Rest(ignored ? null : ident, with.span(tree));
  }

  private void misplaced(Span rest) {
    with.problems.add(Code.E0184, rest, "what takes the rest of a list must stand last");
  }

  /// The names that a `let` declares.
  Pattern targets(List<BindingTargetContext> trees, ParserRuleContext parent) {
    if (trees.isEmpty()) {
      return new Pattern.Malformed(with.spans.after(parent));
    }
    boolean single = trees.size() == 1 && !isRest(trees.getFirst());
    return single ? target(trees.getFirst()) : targetList(trees, span(trees));
  }

  private Span span(List<BindingTargetContext> trees) {
    return with.span(trees.getFirst()).to(with.span(trees.getLast()));
  }

  private static boolean isRest(BindingTargetContext tree) {
    return tree instanceof NameTargetContext t && t.ELLIPSIS() != null;
  }

  private Pattern target(BindingTargetContext tree) {
    return switch (tree) {
      case NameTargetContext t -> binding(with.name(t.name(), t));
      case ListTargetContext t -> targetList(t.bindingTarget(), with.span(t));
      default -> new Pattern.Malformed(with.span(tree));
    };
  }

  private Pattern targetList(List<BindingTargetContext> trees, Span span) {
    List<Pattern> items = new ArrayList<>();
    Pattern.Rest rest = null;
    for (BindingTargetContext tree : trees) {
      if (rest != null) {
        misplaced(rest.span());
      }
      if (isRest(tree)) {
        rest = rest(((NameTargetContext) tree).name(), tree);
      } else {
        items.add(target(tree));
      }
    }
    return new Pattern.ListOf(items, rest, span);
  }
}
