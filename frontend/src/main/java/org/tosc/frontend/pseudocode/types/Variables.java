package org.tosc.frontend.pseudocode.types;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.Node;
import org.tosc.frontend.pseudocode.resolve.Variable;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// The variables of one routine on its flow: what each holds now, what annotations promise, and
/// what a loop or `try` that is being followed has assigned so far.
final class Variables {
  private final Program program;
  private final Instance instance;
  private final Environment environment = new Environment();
  private final Map<Variable, Ty> promised = new HashMap<>();
  private final Deque<Map<Variable, Ty>> assignedLogs = new ArrayDeque<>();

  Variables(Program program, Instance instance) {
    this.program = program;
    this.instance = instance;
  }

  Environment environment() {
    return environment;
  }

  /// What the body assigns to variables of this routine.
  Map<Variable, Ty> assignedBy(Runnable body) {
    Map<Variable, Ty> log = new HashMap<>();
    assignedLogs.push(log);
    body.run();
    assignedLogs.pop();
    return log;
  }

  /// Gives a variable its value at its declaration or by an assignment.
  void declare(Variable variable, Ty given) {
    Ty ty = given.stable(variable.listDepth());
    Variable.Home home = variable.home();
    boolean own = variable.owner() == instance.routine();
    if (home == Variable.Home.GLOBAL) {
      program.assignGlobal(variable, ty);
    } else if (home != Variable.Home.CELL && own) {
      instance.widenLocal(variable, Join.assigned(ty).widened());
    }
    if (own
        && (home == Variable.Home.GLOBAL
            || home == Variable.Home.SLOT
            || home == Variable.Home.COPIED)) {
      environment.set(variable, ty);
      assignedLogs.forEach(log -> log.merge(variable, ty, Join::of));
    } else if (own) {
      environment.set(variable, Ty.ANY);
    }
  }

  /// The type of a variable that is read here.
  Ty read(Variable variable, Span at) {
    boolean own = variable.owner() == instance.routine();
    if (variable.isConstantDeclaration() && variable.kind() == Variable.Kind.FUNCTION) {
      return new Ty.Function(variable);
    }
    Ty ty;
    if (own && !(variable.home() == Variable.Home.GLOBAL && variable.isAssignedElsewhere())) {
      ty = environment.get(variable);
    } else if (variable.home() == Variable.Home.GLOBAL) {
      ty = program.readGlobal(variable);
      instance.globalsRead().add(variable);
      if (own && environment.get(variable) == Ty.UNSET) {
        ty = new Ty.Maybe(Join.assigned(ty));
      }
    } else {
      ty = captured(variable);
    }
    if (own && ty instanceof Ty.Maybe) {
      instance.noteMayBeUnset(variable);
      if (variable.home() == Variable.Home.GLOBAL) {
        program.mayBeUnset(variable);
      }
    }
    if (ty == Ty.UNSET && !environment.isDead()) {
      unset(variable, at);
      return Ty.ANY;
    }
    return ty;
  }

  private void unset(Variable variable, Span at) {
    Diagnostic diagnostic =
        Diagnostic.of(Code.E0210, at, "`" + variable.name() + "` is used before it is assigned");
    program.report(
        variable.declared().equals(at)
            ? diagnostic.note("a value was expected to be assigned to it above this line")
            : diagnostic.label(variable.declared(), "declared here"));
  }

  private Ty captured(Variable variable) {
    if (variable.home() == Variable.Home.CELL) {
      return Ty.ANY;
    }
    for (Instance i = instance.outer(); i != null; i = i.outer()) {
      if (i.routine() == variable.owner()) {
        return i.local(variable);
      }
    }
    return Ty.ANY;
  }

  private void assign(Variable variable, Ty ty, Span at) {
    Ty wanted = promised.get(variable);
    if (wanted != null && Annotations.refuses(wanted, ty)) {
      program.report(
          Code.E0306,
          at,
          "`" + variable.name() + "` is declared as " + wanted + ", found " + ty.widened());
    }
    declare(variable, wanted == null ? ty : Annotations.narrowed(wanted, ty));
  }

  void assignTo(Node name, Ty ty, Span at) {
    if (program.resolution().member(name) == null) {
      assign(program.resolution().declared(name), ty, at);
    }
  }

  /// Notes the type that an annotation promises for a variable.
  void promise(Ident name, Ty wanted) {
    promised.put(program.resolution().declared(name), wanted);
  }
}
