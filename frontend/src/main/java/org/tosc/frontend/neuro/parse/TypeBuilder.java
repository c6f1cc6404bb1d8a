package org.tosc.frontend.neuro.parse;

import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.GenericArg;
import org.tosc.frontend.neuro.ast.Ident;
import org.tosc.frontend.neuro.ast.TypeExpr;
import org.tosc.grammar.NeuroLangParser.ArrayTypeContext;
import org.tosc.grammar.NeuroLangParser.FnArgContext;
import org.tosc.grammar.NeuroLangParser.FnTypeContext;
import org.tosc.grammar.NeuroLangParser.NamedTypeContext;
import org.tosc.grammar.NeuroLangParser.TupleTypeContext;
import org.tosc.grammar.NeuroLangParser.TypeContext;
import org.tosc.grammar.NeuroLangParser.TypePathContext;
import org.tosc.tir.source.Span;

/// Types.
final class TypeBuilder {
  private final Builders with;

  TypeBuilder(Builders with) {
    this.with = with;
  }

  TypeExpr of(@Nullable TypeContext tree, ParserRuleContext parent) {
    return tree == null ? new TypeExpr.Malformed(with.spans.after(parent)) : of(tree);
  }

  @Nullable TypeExpr maybe(@Nullable TypeContext tree) {
    return tree == null ? null : of(tree);
  }

  List<TypeExpr> all(List<TypeContext> trees) {
    return trees.stream().map(this::of).toList();
  }

  private TypeExpr of(TypeContext tree) {
    Span span = with.span(tree);
    return switch (tree) {
      case NamedTypeContext t -> {
        List<GenericArg> args = t.typeArgs() == null ? List.of() : with.generics.args(t.typeArgs());
        yield new TypeExpr.Named(path(t.typePath(), t), args, span);
      }
      case TupleTypeContext t -> {
        List<TypeExpr> items = all(t.type());
        boolean group = items.size() == 1 && t.COMMA().isEmpty();
        yield group ? items.getFirst() : new TypeExpr.Tuple(items, span);
      }
      case ArrayTypeContext t ->
          new TypeExpr.Array(of(t.type(), t), with.exprs.of(t.expr(), t), span);
      case FnTypeContext t -> fn(t.type(), t.ARROW() != null, span);
      default -> new TypeExpr.Malformed(span);
    };
  }

  /// `fn(A) -> B` as a generic argument.
  TypeExpr ofArg(FnArgContext tree) {
    return fn(tree.type(), tree.ARROW() != null, with.span(tree));
  }

  private TypeExpr fn(List<TypeContext> trees, boolean arrow, Span span) {
    List<TypeExpr> types = all(trees);
    boolean result = arrow && !types.isEmpty();
    return result
        ? new TypeExpr.Fn(types.subList(0, types.size() - 1), types.getLast(), span)
        : new TypeExpr.Fn(types, null, span);
  }

  TypeExpr ofPath(@Nullable TypePathContext tree, ParserRuleContext parent) {
    return tree == null
        ? new TypeExpr.Malformed(with.spans.after(parent))
        : new TypeExpr.Named(path(tree, parent), List.of(), with.span(tree));
  }

  List<Ident> path(@Nullable TypePathContext tree, ParserRuleContext parent) {
    return tree == null
        ? List.of(with.name(null, parent))
        : tree.name().stream().map(name -> with.name(name, tree)).toList();
  }
}
