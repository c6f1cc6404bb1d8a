package org.tosc.frontend.pseudocode.types;

import org.tosc.frontend.pseudocode.ast.Param;
import org.tosc.frontend.pseudocode.resolve.Routine;
import org.tosc.frontend.pseudocode.resolve.Variable;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;

/// Follows the flow of one routine and gives every expression its type.
final class Flow {
  private final Program program;
  private final Instance instance;
  private final Annotations annotations;
  private final Variables variables;
  private final Expressions expressions;
  private final StatementFlow statements;

  Flow(Program program, Instance instance) {
    this.program = program;
    this.instance = instance;
    this.annotations = new Annotations(program::classNamed, program::isKnown, program::report);
    this.variables = new Variables(program, instance);
    this.expressions = new Expressions(program, instance, variables, annotations);
    this.statements = new StatementFlow(program, instance, variables, annotations, expressions);
  }

  Ty run() {
    Routine routine = instance.routine();
    parameters(routine);
    if (program.resolution().foreign(routine.node()) != null) {
      return routine.result() == null ? Ty.NIL : annotations.type(routine.result());
    }
    statements.body(routine);
    Ty result = statements.result();
    if (!variables.environment().isDead()) {
      result = Join.of(Ty.NIL, result);
    }
    instance.allNested().forEach(program::result);
    return result.widened();
  }

  private void parameters(Routine routine) {
    if (routine.self() != null) {
      Variable owner = routine.owningClass();
      variables
          .environment()
          .set(routine.self(), owner == null ? Ty.ANY : new Ty.InstanceOf(owner));
      instance.widenLocal(routine.self(), Ty.ANY);
    }
    for (int i = 0; i < routine.params().size(); i++) {
      Param param = routine.params().get(i);
      Ty given = i < instance.arguments().size() ? instance.arguments().get(i) : Ty.ANY;
      Ty ty = param.rest() ? Ty.LIST : parameter(param, given);
      variables.declare(routine.parameters().get(i), ty);
      if (param.type() != null) {
        expressions.shapes().parameter(annotations.type(param.type()), ty);
      }
    }
  }

  private Ty parameter(Param param, Ty given) {
    Ty standard = param.defaultValue() == null ? Ty.NEVER : expressions.type(param.defaultValue());
    Ty value =
        given == Ty.UNSET
            ? standard
            : given == Ty.ANY || param.defaultValue() == null ? given : Join.of(given, standard);
    if (given == Ty.UNSET) {
      value = standard;
    } else if (given != Ty.ANY) {
      value = given;
    }
    if (param.type() == null) {
      return value;
    }
    Ty wanted = annotations.type(param.type());
    if (param.defaultValue() != null && Annotations.refuses(wanted, standard)) {
      program.report(
          Diagnostic.of(
                  Code.E0307,
                  param.defaultValue().span(),
                  "parameter `"
                      + param.name().text()
                      + "` is "
                      + wanted
                      + ", its default is "
                      + standard.widened())
              .label(param.type().span(), "declared here"));
    }
    variables.promise(param.name(), wanted);
    return Annotations.narrowed(wanted, value);
  }
}
