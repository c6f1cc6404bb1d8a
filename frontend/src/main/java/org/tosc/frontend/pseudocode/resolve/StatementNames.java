package org.tosc.frontend.pseudocode.resolve;

import java.util.List;
import java.util.Objects;
import org.tosc.frontend.pseudocode.ast.Block;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.Node;
import org.tosc.frontend.pseudocode.ast.Pattern;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.ast.Target;

/// The names in statements. `let` and `const` declare in their block, from there on; functions,
/// classes, models and enumerations are known in the whole block that declares them.
final class StatementNames {
  private final Names names;
  private final Resolution resolution;
  private final RoutineNames routines;
  private final ExpressionNames expressions;
  private final ModuleNames modules;

  StatementNames(Names names, ModuleNames modules) {
    this.names = names;
    this.resolution = names.resolution();
    this.modules = modules;
    this.routines = new RoutineNames(names, this);
    this.expressions = routines.expressions();
  }

  /// Resolves a file's statements and all bodies in them.
  void file(List<Stmt> statements, Scope scope) {
    statements(statements, scope);
    routines.finish();
  }

  void block(Block block, Scope outer, Scope.Kind kind) {
    statements(block.statements(), outer.inner(kind));
  }

  void statements(List<Stmt> statements, Scope scope) {
    statements.forEach(s -> predeclare(s, scope));
    statements.forEach(s -> statement(s, scope));
  }

  /// Declares what is known in the whole block.
  private void predeclare(Stmt statement, Scope scope) {
    if (!(statement.exported() instanceof Stmt.Declaration declaration)) {
      return;
    }
    switch (declaration) {
      case Stmt.FunctionDecl f -> names.declare(f.name(), Variable.Kind.FUNCTION, f, scope);
      case Stmt.ClassDecl c -> names.declare(c.name(), Variable.Kind.CLASS, c, scope);
      case Stmt.ModelDecl m -> names.declare(m.name(), Variable.Kind.MODEL, m, scope);
      case Stmt.EnumDecl e -> predeclareEnum(e, scope);
    }
  }

  /// `E` and, for the older dialect, `E_A`, `E_values` and `E_names`.
  private void predeclareEnum(Stmt.EnumDecl declaration, Scope scope) {
    names.declare(declaration.name(), Variable.Kind.ENUM, declaration, scope);
    String prefix = declaration.name().text() + "_";
    for (Stmt.EnumEntry entry : declaration.entries()) {
      Variable member =
          new Variable(
              prefix + entry.name().text(),
              Variable.Kind.ENUM_GLOBAL,
              scope.routine,
              entry.span(),
              entry,
              scope.isFileScope());
      scope.names.putIfAbsent(member.name(), member);
      resolution.variable(entry, scope.names.get(member.name()));
    }
    for (Ident list : resolution.enumLists(declaration)) {
      Variable variable =
          new Variable(
              list.text(),
              Variable.Kind.ENUM_GLOBAL,
              scope.routine,
              list.span(),
              null,
              scope.isFileScope());
      scope.names.putIfAbsent(list.text(), variable);
      resolution.variable(list, scope.names.get(list.text()));
    }
  }

  private void statement(Stmt statement, Scope scope) {
    switch (statement) {
      case Stmt.ExprStmt(var value, _) -> expressions.expression(value, scope);
      case Stmt.Assign(var target, var op, var value, _) -> {
        expressions.expression(value, scope);
        target(target, op != null, scope);
      }
      case Stmt.Let let -> let(let, scope);
      case Stmt.Print(var args, _) -> args.forEach(a -> expressions.expression(a, scope));
      case Stmt.Input(var target, _) -> target(target, false, scope);
      case Stmt.If(var arms, var otherwise, _) -> {
        for (Stmt.Arm arm : arms) {
          expressions.expression(arm.condition(), scope);
          block(arm.body(), scope, Scope.Kind.BLOCK);
        }
        expressions.optional(otherwise, scope);
      }
      case Stmt.While w ->
          names.loop(
              w,
              scope,
              inner -> {
                expressions.expression(w.condition(), scope);
                statements(w.body().statements(), inner);
              });
      case Stmt.RepeatUntil r ->
          names.loop(
              r,
              scope,
              inner -> {
                statements(r.body().statements(), inner);
                expressions.expression(r.condition(), inner);
              });
      case Stmt.Loop l -> names.loop(l, scope, inner -> statements(l.body().statements(), inner));
      case Stmt.ForIn f -> {
        expressions.expression(f.iterable(), scope);
        names.loop(
            f,
            scope,
            inner -> {
              f.names()
                  .forEach(
                      n ->
                          names.assign(
                              names.declare(n, Variable.Kind.LOOP, null, inner), inner, n.span()));
              statements(f.body().statements(), inner);
            });
      }
      case Stmt.ForRange f -> {
        expressions.expression(f.from(), scope);
        expressions.expression(f.to(), scope);
        expressions.optional(f.step(), scope);
        names.loop(
            f,
            scope,
            inner -> {
              names.assign(
                  names.declare(f.name(), Variable.Kind.LOOP, null, inner), inner, f.name().span());
              statements(f.body().statements(), inner);
            });
      }
      case Stmt.Break _, Stmt.Continue _, Stmt.Pass _ -> {}
      case Stmt.Return(var value, _) -> expressions.optional(value, scope);
      case Stmt.Throw(var value, _) -> expressions.expression(value, scope);
      case Stmt.Try(var body, var handler, var last, _) -> {
        block(body, scope, Scope.Kind.BLOCK);
        if (handler != null) {
          catches(handler, scope);
        }
        expressions.optional(last, scope);
      }
      case Stmt.Match(var subject, var cases, var otherwise, _) -> {
        expressions.expression(subject, scope);
        cases.forEach(c -> matchCase(c, scope));
        expressions.optional(otherwise, scope);
      }
      case Stmt.FunctionDecl f ->
          routines.function(f, Routine.Kind.FUNCTION, scope, resolution.declared(f.name()));
      case Stmt.ClassDecl c -> routines.classDecl(c, scope);
      case Stmt.EnumDecl e -> {
        e.entries().forEach(entry -> expressions.optional(entry.value(), scope));
        names.assign(resolution.declared(e.name()), scope, e.name().span());
        e.entries().forEach(entry -> names.assign(resolution.declared(entry), scope, entry.span()));
      }
      case Stmt.ModelDecl m -> routines.modelDecl(m, scope);
      case Stmt.TestDecl t -> routines.test(t, scope);
      case Stmt.Import i -> modules.importAll(i, scope);
      case Stmt.FromImport i -> modules.importNames(i, scope);
      case Stmt.Export _ -> modules.requireFile(statement, "export", scope);
      case Stmt.ExportDecl(var declaration, _) -> {
        modules.requireFile(statement, "export", scope);
        statement(declaration, scope);
      }
      case Stmt.Load(var path, var name, _) -> {
        expressions.expression(path, scope);
        names.assignName(name, name.text(), name.span(), scope);
      }
      case Stmt.Save(var value, var path, _) -> {
        expressions.expression(value, scope);
        expressions.expression(path, scope);
      }
      case Stmt.Deploy(var model, var port, var name, var settings, _) -> {
        expressions.expression(model, scope);
        expressions.optional(port, scope);
        settings.forEach(s -> expressions.setting(s.value(), scope));
        if (name != null) {
          names.assignName(name, name.text(), name.span(), scope);
        }
      }
      case Stmt.Pipeline p -> {
        if (p.isFunction()) {
          statement(p.function(), scope);
        } else {
          routines.pipeline(p, scope);
        }
      }
      case Stmt.Step step -> {
        block(step.body(), scope, Scope.Kind.BLOCK);
        expressions.steps().declare(step, scope);
      }
      case Stmt.WithDevice(var device, var options, var body, _) -> {
        expressions.expression(device, scope);
        options.forEach(o -> expressions.expression(o.value(), scope));
        block(body, scope, Scope.Kind.BLOCK);
      }
      case Stmt.Git(_, var args, _) -> args.forEach(a -> expressions.expression(a, scope));
      case Stmt.Malformed(var parts, _) -> parts.forEach(p -> part(p, scope));
    }
  }

  void part(Node part, Scope scope) {
    switch (part) {
      case Expr e -> expressions.expression(e, scope);
      case Stmt s -> {
        predeclare(s, scope);
        statement(s, scope);
      }
      case Block b -> block(b, scope, Scope.Kind.BLOCK);
      default -> part.children().forEach(c -> part(c, scope));
    }
  }

  private void let(Stmt.Let let, Scope scope) {
    expressions.optional(let.value(), scope);
    Variable.Kind kind =
        let.kind() == Stmt.Let.Kind.CONST ? Variable.Kind.CONST : Variable.Kind.LET;
    if (let.kind() == Stmt.Let.Kind.TENSOR
        && let.pattern() instanceof Pattern.Binding(var name, _)) {
      names.assignName(name, name.text(), name.span(), scope);
      return;
    }
    Bindings.of(let.pattern())
        .forEach(
            n -> {
              Variable before = scope.names.get(n.text());
              boolean again =
                  before != null && kind == Variable.Kind.LET && before.kind() == Variable.Kind.LET;
              Variable variable =
                  again
                      ? names.again(n, Objects.requireNonNull(before))
                      : names.declare(n, kind, null, scope);
              names.assign(variable, scope, n.span());
            });
  }

  private void catches(Stmt.Catch handler, Scope scope) {
    Scope inner = scope.inner(Scope.Kind.BLOCK);
    if (handler.name() != null) {
      names.assign(
          names.declare(handler.name(), Variable.Kind.CATCH, null, inner),
          inner,
          handler.name().span());
    }
    statements(handler.body().statements(), inner);
  }

  private void matchCase(Stmt.Case matchCase, Scope scope) {
    Scope inner = scope.inner(Scope.Kind.BLOCK);
    pattern(matchCase.pattern(), inner);
    expressions.optional(matchCase.guard(), inner);
    statements(matchCase.body().statements(), inner);
  }

  private void pattern(Pattern pattern, Scope scope) {
    patternValues(pattern, scope);
    for (Ident name : Bindings.of(pattern)) {
      Variable known = scope.names.get(name.text());
      Variable variable =
          known != null
              ? names.again(name, known)
              : names.declare(name, Variable.Kind.PATTERN, null, scope);
      names.assign(variable, scope, name.span());
    }
  }

  private void patternValues(Pattern pattern, Scope scope) {
    switch (pattern) {
      case Pattern.Value(var value, _) -> expressions.expression(value, scope);
      case Pattern.Range(var from, var to, _, _) -> {
        expressions.expression(from, scope);
        expressions.expression(to, scope);
      }
      case Pattern.ListOf(var items, _, _) -> items.forEach(i -> patternValues(i, scope));
      case Pattern.Or(var alternatives, _) -> alternatives.forEach(a -> patternValues(a, scope));
      case Pattern.Wildcard _, Pattern.Binding _, Pattern.Rest _, Pattern.Malformed _ -> {}
    }
  }

  private void target(Target target, boolean alsoRead, Scope scope) {
    switch (target) {
      case Expr.Name name -> {
        if (alsoRead) {
          names.name(name, scope);
        }
        names.assignName(name, name.text(), name.span(), scope);
      }
      case Target.Several(var targets, var rest, _) -> {
        targets.forEach(t -> target(t, false, scope));
        if (rest != null) {
          target(rest, false, scope);
        }
      }
      case Expr.Index e -> expressions.expression(e, scope);
      case Expr.Slice e -> expressions.expression(e, scope);
      case Expr.TensorIndex e -> expressions.expression(e, scope);
      case Expr.Member e -> {
        resolution.memberAssigned(e.name().text());
        expressions.expression(e, scope);
      }
      case Expr.Malformed e -> expressions.expression(e, scope);
    }
  }
}
