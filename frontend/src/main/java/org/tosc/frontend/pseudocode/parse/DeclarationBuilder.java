package org.tosc.frontend.pseudocode.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.ast.Target;
import org.tosc.grammar.PseudocodeParser.ClassDeclarationContext;
import org.tosc.grammar.PseudocodeParser.DeclarationContext;
import org.tosc.grammar.PseudocodeParser.DeclarationStatementContext;
import org.tosc.grammar.PseudocodeParser.DecoratorContext;
import org.tosc.grammar.PseudocodeParser.EnumDeclarationContext;
import org.tosc.grammar.PseudocodeParser.EnumLineContext;
import org.tosc.grammar.PseudocodeParser.EnumMemberContext;
import org.tosc.grammar.PseudocodeParser.ExportStatementContext;
import org.tosc.grammar.PseudocodeParser.FromImportStatementContext;
import org.tosc.grammar.PseudocodeParser.FunctionDeclarationContext;
import org.tosc.grammar.PseudocodeParser.FunctionLayerContext;
import org.tosc.grammar.PseudocodeParser.ImportStatementContext;
import org.tosc.grammar.PseudocodeParser.ImportedNameContext;
import org.tosc.grammar.PseudocodeParser.LayerDeclarationContext;
import org.tosc.grammar.PseudocodeParser.ModelDeclarationContext;
import org.tosc.grammar.PseudocodeParser.ModulePathContext;
import org.tosc.grammar.PseudocodeParser.ModuleStatementContext;
import org.tosc.grammar.PseudocodeParser.PipelineStatementContext;
import org.tosc.grammar.PseudocodeParser.StatementContext;
import org.tosc.grammar.PseudocodeParser.StaticStatementContext;
import org.tosc.grammar.PseudocodeParser.StepStatementContext;
import org.tosc.grammar.PseudocodeParser.TestStatementContext;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Functions, classes, enumerations, models, tests, pipelines, imports and exports.
final class DeclarationBuilder {
  private final Builders with;

  DeclarationBuilder(Builders with) {
    this.with = with;
  }

  List<Stmt> of(StatementContext tree, Span span) {
    return switch (tree) {
      case DeclarationStatementContext s -> List.of(ofFile(s, span));
      case ExportStatementContext s -> export(s, span);
      case StaticStatementContext s -> List.of(strayStatic(s, span));
      case ImportStatementContext s -> List.of(importStmt(s, span));
      case FromImportStatementContext s -> List.of(fromImport(s, span));
      case ModuleStatementContext s -> List.of(module(s, span));
      case PipelineStatementContext s ->
          List.of(
              new Stmt.Pipeline(
                  new Stmt.FunctionDecl(
                      List.of(),
                      with.name(s.name(), s),
                      with.functions.parameters(s.parameterList()),
                      null,
                      with.blocks.of(s.block(), s),
                      span),
                  span));
      case StepStatementContext s ->
          List.of(new Stmt.Step(label(s), with.blocks.of(s.block(), s), span));
      case TestStatementContext s ->
          List.of(new Stmt.TestDecl(testName(s), with.blocks.of(s.block(), s), span));
      default -> List.of(new Stmt.Malformed(with.parts(tree), span));
    };
  }

  private Ident label(StepStatementContext tree) {
    Token label = tree.label;
    if (label == null) {
      return new Ident("", with.spans.after(tree));
    }
    Ident written = with.name(label);
    String quote = written.text().startsWith("'") ? "'" : "\"";
    return new Ident(written.text().replace(quote, ""), written.span());
  }

  private String testName(TestStatementContext tree) {
    if (tree.STRING() == null) {
      return "";
    }
    String text = with.literals.plain(tree.STRING().getSymbol()).constant();
    return text == null ? "" : text;
  }

  /// A declaration outside of a class.
  private Stmt ofFile(DeclarationStatementContext tree, Span span) {
    if (tree.STATIC() != null) {
      strayStatic(with.spans.of(tree.STATIC().getSymbol()));
    }
    Stmt declaration = declaration(tree, span);
    return tree.EXPORT() == null ? declaration : new Stmt.ExportDecl(declaration, span);
  }

  Stmt declaration(DeclarationStatementContext tree, Span span) {
    List<Stmt.Attribute> attributes = attributes(tree.decorator());
    DeclarationContext declaration = tree.declaration();
    if (declaration instanceof FunctionDeclarationContext function) {
      return function(function, attributes, span);
    }
    boolean complete = declaration != null && declaration.exception == null;
    for (Stmt.Attribute attribute : complete ? attributes : List.<Stmt.Attribute>of()) {
      with.problems.add(
          Code.E0159,
          attribute.span(),
          "`@" + attribute.name().text() + "` stands before a function");
    }
    return switch (declaration) {
      case ClassDeclarationContext d -> classDecl(d, span);
      case EnumDeclarationContext d -> enumDecl(d, span);
      case ModelDeclarationContext d -> model(d, span);
      case LayerDeclarationContext d -> strayLayer(d, span);
      case null, default -> new Stmt.Malformed(with.parts(tree), span);
    };
  }

  List<Stmt.Attribute> attributes(List<DecoratorContext> trees) {
    List<Stmt.Attribute> attributes = new ArrayList<>();
    for (DecoratorContext tree : trees) {
      Span at =
          tree.qualifiedName() == null ? with.spans.after(tree) : with.span(tree.qualifiedName());
      attributes.add(
          new Stmt.Attribute(
              new Ident(at.text(), at), with.exprs.arguments(tree.arguments()), with.span(tree)));
    }
    return attributes;
  }

  Stmt.FunctionDecl function(
      FunctionDeclarationContext tree, List<Stmt.Attribute> attributes, Span span) {
    if (tree.ASYNC() != null) {
      with.problems.add(
          Code.E0178,
          with.spans.of(tree.ASYNC().getSymbol()),
          "`async` is not part of the language: every call is complete when it returns");
    }
    return new Stmt.FunctionDecl(
        attributes,
        with.name(tree.name(), tree),
        with.functions.parameters(tree.parameterList()),
        with.functions.result(tree.returnType()),
        with.blocks.of(tree.block(), tree),
        span);
  }

  private Stmt classDecl(ClassDeclarationContext tree, Span span) {
    return new Stmt.ClassDecl(
        with.name(tree.name(), tree),
        with.exprs.maybe(tree.expr()),
        with.members.ofClass(with.blocks.statements(tree.block())),
        span);
  }

  private Stmt model(ModelDeclarationContext tree, Span span) {
    if (tree.expr() != null) {
      with.problems.add(
          Code.E0193, with.span(tree.expr()), "a model extends nothing: use it as a field instead");
    }
    return new Stmt.ModelDecl(
        with.name(tree.name(), tree),
        with.functions.parameters(tree.parameterList()),
        with.members.ofModel(with.blocks.statements(tree.block())),
        span);
  }

  private Stmt enumDecl(EnumDeclarationContext tree, Span span) {
    List<Stmt.EnumEntry> entries = new ArrayList<>();
    for (EnumLineContext line : tree.enumLine()) {
      for (EnumMemberContext member : line.enumMember()) {
        entries.add(
            new Stmt.EnumEntry(
                with.name(member.name(), member),
                with.exprs.maybe(member.expr()),
                with.span(member)));
      }
    }
    return new Stmt.EnumDecl(with.name(tree.name(), tree), entries, span);
  }

  private Stmt strayLayer(LayerDeclarationContext tree, Span span) {
    with.problems.add(
        Code.E0182, with.spans.of(tree.getStart()), "`layer` stands in the body of a `model`");
    return tree.layerBody() instanceof FunctionLayerContext
        ? new Stmt.Malformed(List.of(with.members.layer(tree, List.of(), span)), span)
        : new Stmt.Malformed(with.parts(tree), span);
  }

  private Stmt strayStatic(StaticStatementContext tree, Span span) {
    strayStatic(with.spans.of(tree.getStart()));
    return new Stmt.Malformed(with.parts(tree), span);
  }

  private void strayStatic(Span at) {
    with.problems.add(Code.E0194, at, "`static` stands in the body of a `class`");
  }

  private Stmt module(ModuleStatementContext tree, Span span) {
    with.problems.add(
        Diagnostic.of(
                Code.E0179,
                with.spans.of(tree.getStart()),
                "a file is a module: `module` cannot open another one in it")
            .note("put the declarations into a file of their own and `import` it"));
    return new Stmt.Malformed(with.parts(tree), span);
  }

  // Modules.

  private List<Stmt> export(ExportStatementContext tree, Span span) {
    if (tree.statement() == null) {
      return List.of(new Stmt.Malformed(List.of(), span));
    }
    List<Stmt> exported = with.stmts.of(tree.statement());
    return exported.stream().map(stmt -> export(stmt, span)).toList();
  }

  private Stmt export(Stmt stmt, Span span) {
    return switch (stmt) {
      case Stmt.ExprStmt(Expr.Name(var name, var at), _) ->
          new Stmt.Export(List.of(new Ident(name, at)), span);
      case Stmt.ExprStmt(Expr.ListLit(var items, _), _)
          when items.stream().allMatch(Expr.Name.class::isInstance) ->
          new Stmt.Export(items.stream().map(DeclarationBuilder::name).toList(), span);
      case Stmt.Assign(Expr.Name _, var op, _, _) when op == null ->
          new Stmt.ExportDecl(stmt, span);
      case Stmt.Assign(Target.Several _, _, _, _) -> new Stmt.ExportDecl(stmt, span);
      case Stmt.FunctionDecl _, Stmt.ClassDecl _, Stmt.EnumDecl _, Stmt.ModelDecl _ ->
          new Stmt.ExportDecl(stmt, span);
      case Stmt.Let _, Stmt.Pipeline _ -> new Stmt.ExportDecl(stmt, span);
      case Stmt.Malformed _ -> stmt;
      case Stmt other -> {
        with.problems.add(
            Code.E0195, other.span(), "`export` stands before a declaration or names");
        yield new Stmt.Malformed(List.of(other), span);
      }
    };
  }

  private static Ident name(Expr name) {
    return new Ident(name.span().text(), name.span());
  }

  private record Path(String text, boolean quoted, Span span) {}

  private Path path(@Nullable ModulePathContext tree, ParserRuleContext parent) {
    if (tree == null) {
      return new Path("", true, with.spans.after(parent));
    }
    Span span = with.span(tree);
    if (tree.STRING() == null) {
      return new Path(span.text(), false, span);
    }
    String text = with.literals.plain(tree.STRING().getSymbol()).constant();
    return new Path(text == null ? "" : text, true, span);
  }

  private Stmt importStmt(ImportStatementContext tree, Span span) {
    Path path = path(tree.modulePath(), tree);
    Ident alias = tree.name() == null ? null : with.name(tree.name(), tree);
    return new Stmt.Import(path.text, path.quoted, path.span, alias, span);
  }

  private Stmt fromImport(FromImportStatementContext tree, Span span) {
    Path path = path(tree.modulePath(), tree);
    List<Stmt.ImportName> names = new ArrayList<>();
    for (ImportedNameContext name : tree.importedName()) {
      Ident alias = name.name(1) == null ? null : with.name(name.name(1), name);
      names.add(new Stmt.ImportName(with.name(name.name(0), name), alias, with.span(name)));
    }
    return new Stmt.FromImport(path.text, path.quoted, path.span, names, span);
  }
}
