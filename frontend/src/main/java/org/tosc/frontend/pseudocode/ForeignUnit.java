package org.tosc.frontend.pseudocode;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.foreign.ForeignFile;
import org.tosc.frontend.foreign.ForeignFunction;
import org.tosc.frontend.pseudocode.ast.Arg;
import org.tosc.frontend.pseudocode.ast.Block;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.Node;
import org.tosc.frontend.pseudocode.ast.Param;
import org.tosc.frontend.pseudocode.ast.SourceFile;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.ast.TypeExpr;
import org.tosc.frontend.pseudocode.types.DTypes;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.source.Span;

/// A file of another language as a file of Pseudocode: annotated functions without bodies, whose
/// places are those of the other file.
public final class ForeignUnit {
  private final ForeignFile file;
  private final List<Stmt> statements = new ArrayList<>();
  private final Map<Node, String> imports = new IdentityHashMap<>();
  private final Map<Stmt.FunctionDecl, ForeignFunction> functions = new IdentityHashMap<>();

  private ForeignUnit(ForeignFile file) {
    this.file = file;
  }

  /// The file; `imported` are the keys of files that are evaluated before its functions run.
  public static PseudocodeFrontend.File library(ForeignFile file, List<String> imported) {
    return new ForeignUnit(file).read(imported);
  }

  /// The file as a program, which calls its function `main`.
  public static PseudocodeFrontend.File program(ForeignFile file, List<String> imported) {
    ForeignUnit unit = new ForeignUnit(file);
    Span start = file.source().span(0, 0);
    PseudocodeFrontend.File library = unit.read(imported);
    boolean hasMain = file.functions().stream().anyMatch(f -> f.name().equals("main"));
    if (!hasMain) {
      return library;
    }
    Expr main = new Expr.Call(new Expr.Name("main", start), List.<Arg>of(), start);
    unit.statements.add(new Stmt.ExprStmt(main, start));
    return unit.made();
  }

  private PseudocodeFrontend.File read(List<String> imported) {
    Span start = file.source().span(0, 0);
    for (int i = 0; i < imported.size(); i++) {
      Stmt statement = new Stmt.Import("", true, start, new Ident("$" + i, start), start);
      statements.add(statement);
      imports.put(statement, imported.get(i));
    }
    file.functions().forEach(this::declare);
    return made();
  }

  private PseudocodeFrontend.File made() {
    return new PseudocodeFrontend.File(
        file.key(),
        file.name(),
        new SourceFile(file.source(), statements),
        imports,
        functions,
        file.withheld());
  }

  private void declare(ForeignFunction function) {
    Span span = function.span();
    Type result = function.result();
    Stmt.FunctionDecl declaration =
        new Stmt.FunctionDecl(
            List.of(),
            new Ident(function.name(), span),
            function.parameters().stream().map(ForeignUnit::param).toList(),
            result == null
                ? new TypeExpr.Named(new Ident("nil", span), List.of(), span)
                : annotation(result, span),
            new Block(List.of(), Block.Style.KEYWORD, span),
            span);
    statements.add(declaration);
    functions.put(declaration, function);
  }

  private static Param param(ForeignFunction.Parameter p) {
    return new Param(
        new Ident(p.name(), p.span()),
        annotation(p.type(), p.typeSpan()),
        literal(p.standard(), p.span()),
        false,
        p.span());
  }

  private static @Nullable Expr literal(@Nullable Object value, Span span) {
    return switch (value) {
      case null -> null;
      case Long number -> new Expr.IntLit(number, span);
      case Double number -> new Expr.FloatLit(number, span);
      case Boolean truth -> new Expr.BoolLit(truth, span);
      case String text when text.isEmpty() -> new Expr.StringLit(List.of(), span);
      case String text -> new Expr.StringLit(List.of(new Expr.Part.Text(text, span)), span);
      default -> throw new IllegalStateException("a default value " + value);
    };
  }

  private static TypeExpr annotation(Type type, Span span) {
    if (type instanceof TensorType(var shape, var element)) {
      Ident dtype = new Ident(DTypes.name(element), span);
      return new TypeExpr.Tensor(shape.stream().map(d -> dim(d, span)).toList(), dtype, span);
    }
    return new TypeExpr.Named(new Ident(name(type), span), List.of(), span);
  }

  private static TypeExpr.Dim dim(Dim dim, Span span) {
    return switch (dim) {
      case Dim.Known(long size, _) -> new TypeExpr.Dim.Size(size, span);
      case Dim.Symbol(var name, _) -> new TypeExpr.Dim.Symbol(new Ident(name, span), span);
      case Dim.Unknown _ -> new TypeExpr.Dim.Unknown(span);
    };
  }

  private static String name(Type type) {
    if (type == HostType.STR) {
      return "string";
    }
    return type == Scalar.I64 ? "int" : type == Scalar.F64 ? "float" : "bool";
  }
}
