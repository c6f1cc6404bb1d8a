package org.tosc.frontend.neuro.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.Attribute;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.ast.Generic;
import org.tosc.frontend.neuro.ast.Ident;
import org.tosc.frontend.neuro.ast.Item;
import org.tosc.frontend.neuro.ast.Param;
import org.tosc.grammar.NeuroLangParser.ConstItemContext;
import org.tosc.grammar.NeuroLangParser.DeclarationContext;
import org.tosc.grammar.NeuroLangParser.EnumItemContext;
import org.tosc.grammar.NeuroLangParser.FieldContext;
import org.tosc.grammar.NeuroLangParser.FnItemContext;
import org.tosc.grammar.NeuroLangParser.GenericContext;
import org.tosc.grammar.NeuroLangParser.GenericsContext;
import org.tosc.grammar.NeuroLangParser.ImplItemContext;
import org.tosc.grammar.NeuroLangParser.ImportItemContext;
import org.tosc.grammar.NeuroLangParser.MemberContext;
import org.tosc.grammar.NeuroLangParser.NameContext;
import org.tosc.grammar.NeuroLangParser.ParameterContext;
import org.tosc.grammar.NeuroLangParser.StructItemContext;
import org.tosc.grammar.NeuroLangParser.UseItemContext;
import org.tosc.grammar.NeuroLangParser.VariantContext;
import org.tosc.grammar.NeuroLangParser.WhereContext;
import org.tosc.tir.source.Span;

/// Functions, types, constants and imports. `parent` is the rule that begins with the attributes.
final class DeclarationBuilder {
  private final Builders with;

  DeclarationBuilder(Builders with) {
    this.with = with;
  }

  Item of(DeclarationContext tree, List<Attribute> attributes, ParserRuleContext parent) {
    Span span = with.span(parent);
    with.checks.attributes(tree, attributes);
    with.checks.end(tree);
    return switch (tree) {
      case FnItemContext t -> fn(t, attributes, parent);
      case StructItemContext t ->
          new Item.StructDecl(
              doc(t, parent),
              attributes,
              with.name(t.name(), t),
              generics(t.generics()),
              fields(t.field()),
              span);
      case EnumItemContext t ->
          new Item.EnumDecl(
              doc(t, parent),
              attributes,
              with.name(t.name(), t),
              generics(t.generics()),
              t.variant().stream().map(this::variant).toList(),
              span);
      case ImplItemContext t ->
          new Item.Impl(generics(t.generics()), with.types.of(t.type(), t), functions(t), span);
      case ConstItemContext t ->
          new Item.Const(
              doc(t, parent),
              with.name(t.name(), t),
              with.types.maybe(t.type()),
              with.checks.constant(t),
              span);
      case ImportItemContext t -> importItem(t, span);
      case UseItemContext t -> use(t, span);
      default -> new Item.Malformed(with.parts(tree), span);
    };
  }

  private Item.Fn fn(FnItemContext tree, List<Attribute> attributes, ParserRuleContext parent) {
    List<Param> params = tree.parameter().stream().map(this::parameter).toList();
    with.checks.parameters(params, tree.parameter());
    return new Item.Fn(
        doc(tree, parent),
        attributes,
        with.name(tree.name(), tree),
        generics(tree.generics()),
        params,
        with.types.maybe(tree.type()),
        where(tree.where()),
        with.stmts.block(tree.block(), tree),
        with.span(parent));
  }

  private @Nullable String doc(DeclarationContext tree, ParserRuleContext parent) {
    String doc = with.docs.before(parent.getStart());
    return doc != null ? doc : with.docs.before(tree.getStart());
  }

  private List<Generic> generics(@Nullable GenericsContext tree) {
    return tree == null ? List.of() : tree.generic().stream().map(this::generic).toList();
  }

  private Generic generic(GenericContext tree) {
    Ident bound = tree.bound == null ? null : with.name(tree.bound, tree);
    return new Generic(with.name(tree.name(0), tree), bound, with.span(tree));
  }

  private Param parameter(ParameterContext tree) {
    return new Param(
        with.name(tree.name(), tree),
        tree.VAR() != null,
        with.types.maybe(tree.type()),
        with.exprs.maybe(tree.expr()),
        with.span(tree));
  }

  private List<Expr> where(@Nullable WhereContext tree) {
    return tree == null ? List.of() : with.exprs.all(tree.expr());
  }

  private List<Item.Field> fields(List<FieldContext> trees) {
    return trees.stream().map(this::field).toList();
  }

  private Item.Field field(FieldContext tree) {
    return new Item.Field(
        with.docs.before(tree.getStart()),
        with.name(tree.name(), tree),
        with.types.of(tree.type(), tree),
        with.span(tree));
  }

  private Item.Variant variant(VariantContext tree) {
    return new Item.Variant(
        with.docs.before(tree.getStart()),
        with.name(tree.name(), tree),
        with.types.all(tree.type()),
        fields(tree.field()),
        with.span(tree));
  }

  private List<Item.Fn> functions(ImplItemContext tree) {
    List<Item.Fn> functions = new ArrayList<>();
    for (MemberContext member : tree.member()) {
      if (member.declaration() instanceof FnItemContext fn) {
        functions.add(fn(fn, with.items.attributes(member.attribute()), member));
      } else if (member.declaration() != null) {
        with.checks.member(member.declaration());
      }
    }
    return functions;
  }

  private Item importItem(ImportItemContext tree, Span span) {
    Ident alias = tree.alias == null ? null : with.name(tree.alias, tree);
    Token quoted = tree.quoted;
    if (quoted != null) {
      Expr.StrLit path = with.literals.text(quoted);
      return new Item.Import(path.value(), true, path.span(), alias, span);
    }
    List<Ident> names = names(tree.name(), tree.alias);
    Span place =
        names.isEmpty()
            ? with.spans.after(tree)
            : names.getFirst().span().to(names.getLast().span());
    String path = String.join(".", names.stream().map(Ident::text).toList());
    return new Item.Import(path, false, place, alias, span);
  }

  private Item use(UseItemContext tree, Span span) {
    Ident alias = tree.alias == null ? null : with.name(tree.alias, tree);
    return new Item.Use(names(tree.name(), tree.alias), alias, span);
  }

  /// The names of a path, without the one after `as`.
  private List<Ident> names(List<NameContext> trees, @Nullable NameContext alias) {
    return trees.stream().filter(t -> t != alias).map(t -> with.name(t, t)).toList();
  }
}
