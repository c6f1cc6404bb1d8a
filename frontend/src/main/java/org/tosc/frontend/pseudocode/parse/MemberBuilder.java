package org.tosc.frontend.pseudocode.parse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.ClassMember;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.ModelMember;
import org.tosc.frontend.pseudocode.ast.Pattern;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.ast.TypeExpr;
import org.tosc.grammar.PseudocodeParser.AnnotationTailContext;
import org.tosc.grammar.PseudocodeParser.BlockContext;
import org.tosc.grammar.PseudocodeParser.ConfiguredLayerContext;
import org.tosc.grammar.PseudocodeParser.DeclarationStatementContext;
import org.tosc.grammar.PseudocodeParser.ExpressionStatementContext;
import org.tosc.grammar.PseudocodeParser.FunctionLayerContext;
import org.tosc.grammar.PseudocodeParser.LayerDeclarationContext;
import org.tosc.grammar.PseudocodeParser.StatementContext;
import org.tosc.grammar.PseudocodeParser.StaticStatementContext;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Span;

/// The bodies of classes and models. The grammar reads them as statements.
final class MemberBuilder {
  private final Builders with;

  MemberBuilder(Builders with) {
    this.with = with;
  }

  // Classes.

  List<ClassMember> ofClass(List<StatementContext> trees) {
    List<ClassMember> members = new ArrayList<>();
    for (StatementContext tree : trees) {
      Span span = with.span(tree);
      if (tree instanceof StaticStatementContext s) {
        if (s.statement() != null) {
          classMember(s.statement(), true, span, members);
        }
      } else {
        classMember(tree, false, span, members);
      }
    }
    return members;
  }

  private void classMember(
      StatementContext tree, boolean isStatic, Span span, List<ClassMember> members) {
    Annotated field = annotated(tree);
    if (field != null) {
      members.add(
          new ClassMember.Field(field.name, field.type, field.value, isStatic, false, span));
      return;
    }
    if (tree instanceof DeclarationStatementContext d && d.STATIC() != null) {
      classStatement(with.declarations.declaration(d, span), true, span, members);
      return;
    }
    for (Stmt stmt : with.stmts.of(tree)) {
      classStatement(stmt, isStatic, span, members);
    }
  }

  private void classStatement(Stmt stmt, boolean isStatic, Span span, List<ClassMember> members) {
    switch (stmt) {
      case Stmt.FunctionDecl f -> members.add(new ClassMember.Method(f, isStatic, span));
      case Stmt.Let(var kind, Pattern.Binding(var name, _), var type, var value, _)
          when kind != Stmt.Let.Kind.TENSOR ->
          members.add(
              new ClassMember.Field(
                  name, type, value, isStatic, kind == Stmt.Let.Kind.CONST, span));
      case Stmt.Assign(Expr.Name(var name, var at), var op, var value, _) when op == null ->
          members.add(
              new ClassMember.Field(new Ident(name, at), null, value, isStatic, false, span));
      case Stmt.ExprStmt(Expr.Name(var name, var at), _) ->
          members.add(
              new ClassMember.Field(new Ident(name, at), null, null, isStatic, false, span));
      case Stmt.Pass _, Stmt.Malformed _ -> {}
      case Stmt other ->
          with.problems.add(
              Code.E0180, other.span(), "a class body holds fields and functions only");
    }
  }

  private record Annotated(Ident name, TypeExpr type, @Nullable Expr value) {}

  /// `x: T` or `x: T = e`, which outside such a body would be a fault.
  private @Nullable Annotated annotated(StatementContext tree) {
    if (!(tree instanceof ExpressionStatementContext s) || s.annotationTail() == null) {
      return null;
    }
    List<Expr> values = with.atoms.values(s.values());
    AnnotationTailContext tail = s.annotationTail();
    return values.size() == 1 && values.getFirst() instanceof Expr.Name(String name, Span at)
        ? new Annotated(
            new Ident(name, at), with.types.of(tail.type(), tail), with.exprs.maybe(tail.expr()))
        : null;
  }

  // Models.

  List<ModelMember> ofModel(List<StatementContext> trees) {
    List<ModelMember> members = new ArrayList<>();
    for (StatementContext tree : trees) {
      Span span = with.span(tree);
      if (tree instanceof DeclarationStatementContext d
          && d.declaration() instanceof LayerDeclarationContext layer) {
        members.add(layer(layer, with.declarations.attributes(d.decorator()), span));
      } else {
        modelMember(tree, span, members);
      }
    }
    return members;
  }

  ModelMember layer(LayerDeclarationContext tree, List<Stmt.Attribute> attributes, Span span) {
    Ident name = with.name(tree.name(), tree);
    if (tree.layerBody() instanceof ConfiguredLayerContext body) {
      return new ModelMember.Configured(name, with.trains.options(body.optionList()), span);
    }
    BlockContext block =
        tree.layerBody() instanceof FunctionLayerContext body ? body.block() : null;
    return new ModelMember.Layer(
        new Stmt.FunctionDecl(
            attributes,
            name,
            with.functions.parameters(tree.parameterList()),
            with.functions.result(tree.returnType()),
            with.blocks.of(block, tree),
            span),
        span);
  }

  private void modelMember(StatementContext tree, Span span, List<ModelMember> members) {
    Annotated field = annotated(tree);
    if (field != null && field.value != null) {
      members.add(new ModelMember.Parameter(field.name, field.type, field.value, span));
      return;
    }
    for (Stmt stmt : with.stmts.of(tree)) {
      switch (stmt) {
        case Stmt.FunctionDecl f -> members.add(new ModelMember.Method(f, span));
        case Stmt.Assign(Expr.Name(var name, var at), var op, var value, _) when op == null ->
            members.add(new ModelMember.Parameter(new Ident(name, at), null, value, span));
        case Stmt.Let(_, Pattern.Binding(var name, _), var type, var value, _) when value != null ->
            members.add(new ModelMember.Parameter(name, type, value, span));
        case Stmt.Pass _, Stmt.Malformed _ -> {}
        case Stmt other ->
            with.problems.add(
                Code.E0181,
                other.span(),
                "a model body holds parameters `name = value`, layers and functions only");
      }
    }
  }
}
