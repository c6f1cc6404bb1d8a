package org.tosc.frontend.pseudocode.types;

import org.tosc.frontend.pseudocode.ast.ClassMember;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.ModelMember;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.ast.TypeExpr;
import org.tosc.frontend.pseudocode.resolve.Routine;
import org.tosc.frontend.pseudocode.resolve.Variable;

/// Follows declarations of functions, classes, enumerations and models, and imports.
final class DeclarationFlow {
  private final Program program;
  private final Instance instance;
  private final Variables variables;
  private final Annotations annotations;
  private final Expressions expressions;

  DeclarationFlow(
      Program program,
      Instance instance,
      Variables variables,
      Annotations annotations,
      Expressions expressions) {
    this.program = program;
    this.instance = instance;
    this.variables = variables;
    this.annotations = annotations;
    this.expressions = expressions;
  }

  void function(Stmt.FunctionDecl f) {
    Variable variable = program.resolution().declared(f.name());
    f.attributes().forEach(a -> a.args().forEach(arg -> expressions.type(arg.value())));
    variables.declare(variable, Ty.FN);
    Routine routine = program.resolution().routine(f);
    if (!routine.captures().isEmpty()
        || (routine.parent() != null && routine.parent().kind() != Routine.Kind.FILE)) {
      program.nested(instance, f);
    } else {
      program.noteDeclared(routine);
    }
  }

  void classDecl(Stmt.ClassDecl c) {
    if (c.superclass() != null) {
      expressions.superclass(c.superclass());
    }
    program.nested(instance, c);
    for (ClassMember member : c.members()) {
      switch (member) {
        case ClassMember.Method(var f, _, _) -> program.nested(instance, f);
        case ClassMember.Field field -> {
          TypeExpr type = field.type();
          Expr value = field.value();
          if (type != null) {
            annotations.type(type);
          }
          if (field.isStatic() && value != null) {
            expressions.type(value);
          }
        }
      }
    }
    Variable variable = program.resolution().declared(c.name());
    variables.declare(
        variable, variable.isConstantDeclaration() ? new Ty.ClassOf(variable) : Ty.ANY);
  }

  void fields(Stmt.ClassDecl c) {
    for (ClassMember member : c.members()) {
      if (member instanceof ClassMember.Field(_, _, Expr value, boolean isStatic, _, _)
          && !isStatic
          && value != null) {
        expressions.type(value);
      }
    }
  }

  void enumDecl(Stmt.EnumDecl e) {
    e.entries()
        .forEach(
            entry -> {
              if (entry.value() != null) {
                expressions.type(entry.value());
              }
            });
    Variable variable = program.resolution().declared(e.name());
    variables.declare(
        variable, variable.isConstantDeclaration() ? new Ty.ClassOf(variable) : Ty.ANY);
    e.entries().forEach(entry -> variables.declare(program.resolution().declared(entry), Ty.ANY));
    program
        .resolution()
        .enumLists(e)
        .forEach(list -> variables.declare(program.resolution().declared(list), Ty.LIST));
  }

  void modelDecl(Stmt.ModelDecl m) {
    program.nested(instance, m);
    for (ModelMember member : m.members()) {
      switch (member) {
        case ModelMember.Layer(var f, _) -> program.nested(instance, f);
        case ModelMember.Method(var f, _) -> program.nested(instance, f);
        case ModelMember.Parameter _, ModelMember.Configured _ -> {}
      }
    }
    Variable variable = program.resolution().declared(m.name());
    variables.declare(
        variable, variable.isConstantDeclaration() ? new Ty.ClassOf(variable) : Ty.ANY);
  }

  void parametersOfModel(Stmt.ModelDecl m) {
    for (ModelMember member : m.members()) {
      switch (member) {
        case ModelMember.Parameter(_, var type, var value, _) -> {
          if (type != null) {
            annotations.type(type);
          }
          expressions.type(value);
        }
        case ModelMember.Configured(_, var settings, _) ->
            settings.forEach(s -> expressions.setting(s.value()));
        case ModelMember.Layer _, ModelMember.Method _ -> {}
      }
    }
  }

  void importAll(Stmt.Import i) {
    Variable variable = program.resolution().declared(i);
    var unit = program.resolution().imported(i);
    variables.declare(
        variable, unit != null && variable.isAssignedOnce() ? new Ty.Module(unit) : Ty.ANY);
  }

  void importNames(Stmt.FromImport i) {
    if (program.resolution().imported(i) == null) {
      i.names()
          .forEach(
              n ->
                  variables.declare(
                      program.resolution().declared(n.alias() != null ? n.alias() : n.name()),
                      Ty.ANY));
    }
  }
}
