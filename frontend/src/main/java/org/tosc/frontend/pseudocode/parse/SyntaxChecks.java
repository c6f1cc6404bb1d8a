package org.tosc.frontend.pseudocode.parse;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.tosc.frontend.pseudocode.ast.Block;
import org.tosc.frontend.pseudocode.ast.ClassMember;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.ModelMember;
import org.tosc.frontend.pseudocode.ast.Node;
import org.tosc.frontend.pseudocode.ast.Param;
import org.tosc.frontend.pseudocode.ast.SourceFile;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.tir.source.Code;

/// What can be said about a tree without knowing what its names mean: statements at places where
/// they have no meaning, things given twice, parts that can never run.
final class SyntaxChecks {
  private final Problems problems;

  private SyntaxChecks(Problems problems) {
    this.problems = problems;
  }

  private record Visit(Node node, Place place) {}

  /// A loop with its own stack, because expressions may be as deep as the source is long.
  static void run(SourceFile file, Problems problems) {
    SyntaxChecks checks = new SyntaxChecks(problems);
    Unreachable.check(file.statements(), problems);
    Deque<Visit> work = new ArrayDeque<>();
    file.statements().forEach(stmt -> work.push(new Visit(stmt, Place.FILE)));
    while (!work.isEmpty()) {
      Visit visit = work.pop();
      checks.check(visit.node, visit.place);
      Place inner = visit.place.within(visit.node);
      visit.node.children().forEach(child -> work.push(new Visit(child, inner)));
    }
  }

  private void check(Node node, Place place) {
    switch (node) {
      case Stmt.Break s when !place.inLoop() ->
          problems.add(Code.E0175, s.span(), "`break` has no loop around it");
      case Stmt.Continue s when !place.inLoop() ->
          problems.add(Code.E0175, s.span(), "`continue` has no loop around it");
      case Stmt.Return s when !place.inFunction() ->
          problems.add(Code.E0176, s.span(), "`return` has no function around it");
      case Stmt.Step s when !place.inPipelineBody() ->
          problems.add(Code.E0177, s.span(), "`step` stands directly in the body of a `pipeline`");
      default -> checkParts(node);
    }
  }

  private void checkParts(Node node) {
    switch (node) {
      case Block b -> Unreachable.check(b.statements(), problems);
      case Stmt.FunctionDecl s -> parameters(s.params());
      case Stmt.Pipeline s -> parameters(s.params());
      case Stmt.ModelDecl s -> {
        parameters(s.params());
        members(s.members().stream().map(SyntaxChecks::name).toList());
      }
      case Expr.Lambda e -> parameters(e.params());
      case Expr.Call e -> Twice.arguments(e.args(), problems);
      case Expr.DictLit e -> Twice.keys(e.entries(), problems);
      case Stmt.EnumDecl s -> members(s.entries().stream().map(Stmt.EnumEntry::name).toList());
      case Stmt.ClassDecl s -> {
        members(names(s, false));
        members(names(s, true));
      }
      case Stmt.Let s -> PatternNames.check(s.pattern(), problems);
      case Stmt.Match s -> {
        s.cases().forEach(c -> PatternNames.check(c.pattern(), problems));
        Unreachable.cases(s, problems);
      }
      default -> {}
    }
  }

  private void parameters(List<Param> params) {
    List<Ident> names = params.stream().map(Param::name).toList();
    Twice.names(names, Code.E0170, "two parameters have the name `%s`", problems);
  }

  private void members(List<Ident> names) {
    Twice.names(names, Code.E0186, "two members have the name `%s`", problems);
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
