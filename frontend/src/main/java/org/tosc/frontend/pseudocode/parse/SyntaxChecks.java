package org.tosc.frontend.pseudocode.parse;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tosc.frontend.form.Problems;
import org.tosc.frontend.pseudocode.ast.Block;
import org.tosc.frontend.pseudocode.ast.ClassMember;
import org.tosc.frontend.pseudocode.ast.CompareOp;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.ModelMember;
import org.tosc.frontend.pseudocode.ast.Node;
import org.tosc.frontend.pseudocode.ast.Param;
import org.tosc.frontend.pseudocode.ast.SourceFile;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// What can be said about a tree without knowing what its names mean: statements at places where
/// they have no meaning, things given twice, parts that can never run. One row per kind of node.
final class SyntaxChecks {
  private static final Map<Class<?>, Check<Node>> CHECKS =
      Map.ofEntries(
          check(Stmt.Break.class, (s, place, out) -> loop(s.span(), "break", place, out)),
          check(Stmt.Continue.class, (s, place, out) -> loop(s.span(), "continue", place, out)),
          check(Stmt.Return.class, SyntaxChecks::ofReturn),
          check(Stmt.Step.class, SyntaxChecks::ofStep),
          check(Stmt.ExprStmt.class, (s, _, out) -> unused(s.value(), out)),
          check(Block.class, (b, _, out) -> Unreachable.check(b.statements(), out)),
          check(Stmt.FunctionDecl.class, (s, _, out) -> parameters(s.params(), out)),
          check(Stmt.Pipeline.class, (s, _, out) -> pipeline(s.function(), out)),
          check(Expr.Lambda.class, (e, _, out) -> parameters(e.params(), out)),
          check(Stmt.ModelDecl.class, (s, _, out) -> model(s, out)),
          check(Stmt.ClassDecl.class, (s, _, out) -> classDecl(s, out)),
          check(Stmt.EnumDecl.class, (s, _, out) -> members(entries(s), out)),
          check(Expr.Call.class, (e, _, out) -> Twice.arguments(e.args(), out)),
          check(Expr.DictLit.class, (e, _, out) -> Twice.keys(e.entries(), out)),
          check(Stmt.Let.class, (s, _, out) -> PatternNames.check(s.pattern(), out)),
          check(Stmt.Case.class, (c, _, out) -> PatternNames.check(c.pattern(), out)),
          check(Stmt.Match.class, (s, _, out) -> Unreachable.cases(s, out)));

  private SyntaxChecks() {}

  private interface Check<N> {
    void run(N node, Place place, Problems out);
  }

  private static <N extends Node> Map.Entry<Class<?>, Check<Node>> check(
      Class<N> kind, Check<N> check) {
    return Map.entry(kind, (node, place, out) -> check.run(kind.cast(node), place, out));
  }

  private record Visit(Node node, Place place) {}

  /// A loop with its own stack, because expressions may be as deep as the source is long.
  static void run(SourceFile file, Problems out) {
    Unreachable.check(file.statements(), out);
    Deque<Visit> work = new ArrayDeque<>();
    file.statements().forEach(stmt -> work.push(new Visit(stmt, Place.FILE)));
    while (!work.isEmpty()) {
      Visit visit = work.pop();
      Check<Node> check = CHECKS.get(visit.node.getClass());
      if (check != null) {
        check.run(visit.node, visit.place, out);
      }
      Place inner = visit.place.within(visit.node);
      visit.node.children().forEach(child -> work.push(new Visit(child, inner)));
    }
  }

  private static void loop(Span span, String word, Place place, Problems out) {
    if (!place.inLoop()) {
      out.add(Code.E0175, span, "`" + word + "` has no loop around it");
    }
  }

  private static void ofReturn(Stmt.Return stmt, Place place, Problems out) {
    if (!place.inFunction()) {
      out.add(Code.E0176, stmt.span(), "`return` has no function around it");
    }
  }

  private static void ofStep(Stmt.Step stmt, Place place, Problems out) {
    if (!place.inPipelineBody()) {
      out.add(Code.E0177, stmt.span(), "`step` stands directly in the body of a `pipeline`");
    }
  }

  /// `x == 1` as a statement is an assignment with one `=` too many.
  private static void unused(Expr value, Problems out) {
    if (!(value instanceof Expr.Compare e) || !e.ops().equals(List.of(CompareOp.EQ))) {
      return;
    }
    Diagnostic diagnostic =
        Diagnostic.of(
            Code.E0152, e.span(), "`==` compares, and nothing uses the answer: `=` assigns");
    int from = e.operands().getFirst().span().end();
    int to = e.operands().getLast().span().start();
    Span sign = e.span().source().span(from, to);
    boolean bare = sign.text().strip().equals("==");
    List<Diagnostic.Edit> edits = List.of(new Diagnostic.Edit(sign, " = "));
    out.add(bare ? diagnostic.fix("replace `==` by `=`", edits) : diagnostic);
  }

  private static void parameters(List<Param> params, Problems out) {
    List<Ident> names = params.stream().map(Param::name).toList();
    Twice.names(names, Code.E0170, "two parameters have the name `%s`", out);
  }

  private static void pipeline(Stmt.FunctionDecl function, Problems out) {
    parameters(function.params(), out);
    List<Ident> labels =
        function.body().statements().stream()
            .flatMap(s -> s instanceof Stmt.Step step ? Stream.of(step.label()) : Stream.empty())
            .toList();
    Twice.names(labels, Code.E0211, "two steps have the label `%s`", out);
  }

  private static void members(List<Ident> names, Problems out) {
    Twice.names(names, Code.E0186, "two members have the name `%s`", out);
  }

  private static List<Ident> entries(Stmt.EnumDecl decl) {
    return decl.entries().stream().map(Stmt.EnumEntry::name).toList();
  }

  private static void model(Stmt.ModelDecl decl, Problems out) {
    parameters(decl.params(), out);
    members(decl.members().stream().map(SyntaxChecks::name).toList(), out);
  }

  private static void classDecl(Stmt.ClassDecl decl, Problems out) {
    members(names(decl, false), out);
    members(names(decl, true), out);
  }

  private static List<Ident> names(Stmt.ClassDecl decl, boolean isStatic) {
    return decl.members().stream()
        .filter(m -> m.isStatic() == isStatic)
        .map(
            m ->
                switch (m) {
                  case ClassMember.Field f -> f.name();
                  case ClassMember.Method f -> f.function().name();
                })
        .toList();
  }

  private static Ident name(ModelMember member) {
    return switch (member) {
      case ModelMember.Parameter m -> m.name();
      case ModelMember.Layer m -> m.function().name();
      case ModelMember.Configured m -> m.name();
      case ModelMember.Method m -> m.function().name();
    };
  }
}
