package org.tosc.frontend.pseudocode.resolve;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.ClassMember;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.ModelMember;
import org.tosc.frontend.pseudocode.ast.Param;
import org.tosc.frontend.pseudocode.ast.Stmt;

/// Declarations with bodies of their own. A body is resolved when the routine around it is done, so
/// it sees all the names of that routine.
final class RoutineNames {
  private final Names names;
  private final Resolution resolution;
  private final StatementNames statements;
  private final ExpressionNames expressions;
  private final Deque<Runnable> later = new ArrayDeque<>();

  RoutineNames(Names names, StatementNames statements) {
    this.names = names;
    this.resolution = names.resolution();
    this.statements = statements;
    this.expressions = new ExpressionNames(names, statements, this);
  }

  ExpressionNames expressions() {
    return expressions;
  }

  /// Resolves the bodies that wait, and those in them.
  void finish() {
    while (!later.isEmpty()) {
      later.poll().run();
    }
  }

  void function(Stmt.FunctionDecl f, Routine.Kind kind, Scope scope, @Nullable Variable variable) {
    Routine routine = declared(f, kind, scope);
    f.attributes()
        .forEach(a -> a.args().forEach(arg -> expressions.expression(arg.value(), scope)));
    if (variable != null) {
      names.assign(variable, scope, f.name().span());
    }
    nested(routine, scope, Set.of());
  }

  private static Routine declared(Stmt.FunctionDecl f, Routine.Kind kind, Scope scope) {
    return new Routine(
        kind,
        f.name().text(),
        scope.routine,
        f,
        f.span(),
        f.params(),
        f.result(),
        f.body().statements());
  }

  void lambda(Expr.Lambda l, Scope scope) {
    nested(
        new Routine(
            Routine.Kind.LAMBDA,
            "",
            scope.routine,
            l,
            l.span(),
            l.params(),
            l.result(),
            l.body().statements()),
        scope,
        Set.of());
  }

  /// A pipeline without parameters, which runs where it stands.
  void pipeline(Stmt.Pipeline p, Scope scope) {
    Routine routine =
        new Routine(
            Routine.Kind.PIPELINE,
            p.name().text(),
            scope.routine,
            p,
            p.span(),
            List.of(),
            null,
            p.body().statements());
    nested(routine, scope, Set.of());
    names.assignName(p.name(), p.name().text(), p.name().span(), scope);
  }

  void test(Stmt.TestDecl t, Scope scope) {
    Routine routine =
        new Routine(
            Routine.Kind.TEST,
            t.name(),
            scope.routine,
            t,
            t.span(),
            List.of(),
            null,
            t.body().statements());
    nested(routine, scope, Set.of());
  }

  // Classes and models.

  void classDecl(Stmt.ClassDecl c, Scope scope) {
    Variable variable = resolution.declared(c.name());
    expressions.optional(c.superclass(), scope);
    List<Stmt> none = List.of();
    Routine fields =
        new Routine(
            Routine.Kind.FIELDS,
            c.name().text(),
            scope.routine,
            c,
            c.span(),
            List.of(),
            null,
            none);
    method(
        fields,
        variable,
        scope,
        Set.of(),
        inner -> {
          for (ClassMember member : c.members()) {
            if (member instanceof ClassMember.Field field && !field.isStatic()) {
              expressions.optional(field.value(), inner);
            }
          }
        });
    for (ClassMember member : c.members()) {
      switch (member) {
        case ClassMember.Field field -> {
          if (field.isStatic()) {
            expressions.optional(field.value(), scope);
          }
        }
        case ClassMember.Method(var f, boolean isStatic, _) -> {
          method(f, isStatic, variable, scope, Set.of());
        }
      }
    }
    names.assign(variable, scope, c.name().span());
  }

  private void method(
      Stmt.FunctionDecl f, boolean isStatic, Variable owner, Scope scope, Set<String> members) {
    Routine.Kind kind = isStatic ? Routine.Kind.STATIC_METHOD : Routine.Kind.METHOD;
    Routine routine = declared(f, kind, scope);
    if (isStatic) {
      routine.owningClass(owner);
      nested(routine, scope, members);
    } else {
      method(routine, owner, scope, members, inner -> {});
    }
  }

  private void method(
      Routine routine, Variable owner, Scope scope, Set<String> members, Consumer<Scope> rest) {
    routine.owningClass(owner);
    routine.self(new Variable("self", Variable.Kind.SELF, routine, routine.span(), null, false));
    resolution.routine(routine.node(), routine);
    later.add(() -> rest.accept(body(routine, scope, members)));
  }

  void modelDecl(Stmt.ModelDecl m, Scope scope) {
    Variable variable = resolution.declared(m.name());
    Set<String> members = new LinkedHashSet<>();
    for (ModelMember member : m.members()) {
      members.add(memberName(member).text());
    }
    Routine fields =
        new Routine(
            Routine.Kind.FIELDS,
            m.name().text(),
            scope.routine,
            m,
            m.span(),
            m.params(),
            null,
            List.of());
    method(
        fields,
        variable,
        scope,
        members,
        inner -> {
          for (ModelMember member : m.members()) {
            switch (member) {
              case ModelMember.Parameter(_, _, var value, _) ->
                  expressions.expression(value, inner);
              case ModelMember.Configured(_, var settings, _) ->
                  settings.forEach(s -> expressions.setting(s.value(), inner));
              case ModelMember.Layer _, ModelMember.Method _ -> {}
            }
          }
        });
    for (ModelMember member : m.members()) {
      switch (member) {
        case ModelMember.Layer(var f, _) -> method(f, false, variable, scope, members);
        case ModelMember.Method(var f, _) -> method(f, false, variable, scope, members);
        case ModelMember.Parameter _, ModelMember.Configured _ -> {}
      }
    }
    names.assign(variable, scope, m.name().span());
  }

  private static Ident memberName(ModelMember member) {
    return switch (member) {
      case ModelMember.Parameter p -> p.name();
      case ModelMember.Layer l -> l.function().name();
      case ModelMember.Configured c -> c.name();
      case ModelMember.Method m -> m.function().name();
    };
  }

  // Bodies.

  private void nested(Routine routine, Scope scope, Set<String> members) {
    resolution.routine(routine.node(), routine);
    later.add(() -> body(routine, scope, members));
  }

  private Scope body(Routine routine, Scope outer, Set<String> members) {
    Scope around = new Scope(outer, Scope.Kind.MODEL, outer.routine, members);
    Scope scope = new Scope(around, Scope.Kind.ROUTINE, routine, Set.of());
    for (Param param : routine.params()) {
      Variable variable = names.declare(param.name(), Variable.Kind.PARAMETER, null, scope);
      names.assign(variable, scope, param.name().span());
      routine.parameters().add(variable);
    }
    routine.params().forEach(p -> expressions.optional(p.defaultValue(), scope));
    statements.statements(routine.body(), scope);
    return scope;
  }
}
