package org.tosc.frontend.neuro.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.ast.Ident;
import org.tosc.frontend.neuro.ast.Pattern;
import org.tosc.frontend.neuro.ast.UnaryOp;
import org.tosc.grammar.NeuroLangLexer;
import org.tosc.grammar.NeuroLangParser.BoolPatternContext;
import org.tosc.grammar.NeuroLangParser.FieldPatternContext;
import org.tosc.grammar.NeuroLangParser.NumberPatternContext;
import org.tosc.grammar.NeuroLangParser.PathPatternContext;
import org.tosc.grammar.NeuroLangParser.PatternContext;
import org.tosc.grammar.NeuroLangParser.PatternNumberContext;
import org.tosc.grammar.NeuroLangParser.SimplePatternContext;
import org.tosc.grammar.NeuroLangParser.StringPatternContext;
import org.tosc.grammar.NeuroLangParser.TuplePatternContext;
import org.tosc.grammar.NeuroLangParser.VarPatternContext;
import org.tosc.tir.source.Span;

/// Patterns.
final class PatternBuilder {
  private final Builders with;

  PatternBuilder(Builders with) {
    this.with = with;
  }

  Pattern of(@Nullable PatternContext tree, ParserRuleContext parent) {
    return tree == null ? new Pattern.Malformed(with.spans.after(parent)) : of(tree);
  }

  private Pattern of(PatternContext tree) {
    List<Pattern> alternatives = new ArrayList<>(1);
    for (SimplePatternContext simple : tree.simplePattern()) {
      alternatives.add(simple(simple));
    }
    return switch (alternatives.size()) {
      case 0 -> new Pattern.Malformed(with.span(tree));
      case 1 -> alternatives.getFirst();
      default -> new Pattern.Or(alternatives, with.span(tree));
    };
  }

  private Pattern simple(SimplePatternContext tree) {
    Span span = with.span(tree);
    return switch (tree) {
      case NumberPatternContext p -> number(p, span);
      case StringPatternContext p -> new Pattern.Literal(with.literals.text(p.getStart()), span);
      case BoolPatternContext p ->
          new Pattern.Literal(new Expr.BoolLit(p.TRUE() != null, span), span);
      case VarPatternContext p -> new Pattern.Binding(with.name(p.name(), p), true, span);
      case PathPatternContext p -> path(p, span);
      case TuplePatternContext p -> {
        List<Pattern> items = all(p.pattern());
        boolean group = items.size() == 1 && p.COMMA().isEmpty();
        yield group ? items.getFirst() : new Pattern.Tuple(items, span);
      }
      default -> new Pattern.Malformed(span);
    };
  }

  private List<Pattern> all(List<PatternContext> trees) {
    return trees.stream().map(this::of).toList();
  }

  private Pattern number(NumberPatternContext tree, Span span) {
    List<PatternNumberContext> ends = tree.patternNumber();
    if (tree.range() == null) {
      return new Pattern.Literal(number(ends.isEmpty() ? null : ends.getFirst(), tree), span);
    }
    Expr from = number(ends.isEmpty() ? null : ends.getFirst(), tree);
    Expr to = number(ends.size() < 2 ? null : ends.get(1), tree);
    boolean inclusive =
        tree.range().getStart() != null
            && tree.range().getStart().getType() == NeuroLangLexer.DOTDOT_EQ;
    return new Pattern.Range(from, to, inclusive, span);
  }

  private Expr number(@Nullable PatternNumberContext tree, ParserRuleContext parent) {
    if (tree == null || tree.getStop() == null) {
      return with.exprs.missing(parent);
    }
    Expr value = with.literals.number(tree.getStop(), with.spans.of(tree.getStop()));
    return tree.MINUS() == null ? value : new Expr.Unary(UnaryOp.NEG, value, with.span(tree));
  }

  private Pattern path(PathPatternContext tree, Span span) {
    Expr.Path path = with.paths.of(tree.path(), tree);
    if (tree.STRUCT_LBRACE() != null) {
      return struct(tree, path, span);
    }
    String simple = path.simple();
    if (simple != null && tree.LPAREN() == null) {
      Ident name = path.segments().getFirst().name();
      return simple.equals("_")
          ? new Pattern.Wildcard(span)
          : new Pattern.Binding(name, false, span);
    }
    return new Pattern.Variant(path, all(tree.pattern()), span);
  }

  private Pattern struct(PathPatternContext tree, Expr.Path path, Span span) {
    List<Pattern.FieldPattern> fields = new ArrayList<>();
    boolean rest = false;
    for (FieldPatternContext field : tree.fieldPattern()) {
      if (field.DOTDOT() != null) {
        rest = true;
      } else {
        Pattern pattern = field.COLON() == null ? null : of(field.pattern(), field);
        fields.add(
            new Pattern.FieldPattern(with.name(field.name(), field), pattern, with.span(field)));
      }
    }
    return new Pattern.Struct(path, fields, rest, span);
  }
}
