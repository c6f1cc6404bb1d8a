package org.tosc.frontend.pseudocode.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// The names of the results of a pipeline's steps: `step<label>.output`, from the end of the step
/// on.
final class StepNames {
  private static final String OUTPUT = "output";
  private static final String STEP = "step";

  private final Names names;

  StepNames(Names names) {
    this.names = names;
  }

  /// Declares the result of a step whose body has been resolved.
  void declare(Stmt.Step step, Scope scope) {
    Variable variable =
        names.declare(step.result(), Variable.Kind.STEP, null, scope.routineScope());
    names.resolution().variable(step.label(), variable);
    // Closures in the step itself see it before it has a value.
    Span end = step.span().source().span(step.span().end(), step.span().end());
    names.assign(variable, scope, end);
  }

  /// Whether `object.name` is the result of a step.
  boolean isResult(Expr.Member member, Scope scope) {
    return member.object() instanceof Expr.Name name
        && member.name().text().equals(OUTPUT)
        && isStep(name.text(), scope);
  }

  private static boolean isStep(String name, Scope scope) {
    Variable variable = scope.find(name);
    return variable != null && variable.kind() == Variable.Kind.STEP;
  }

  /// A name that stands somewhere else than in `step<label>.output`: a step's is only known there.
  void alone(Expr.Name name, Scope scope) {
    if (isStep(name.text(), scope)) {
      String result = name.text() + "." + OUTPUT;
      names.report(
          Diagnostic.of(Code.E0214, name.span(), "the result of a step is `" + result + "`")
              .fix("write `" + result + "`", List.of(new Diagnostic.Edit(name.span(), result))));
    }
  }

  /// Reports `step<label>.output` where there is no such result yet, or never.
  ///
  /// @return whether it did
  boolean isMissing(Expr.Member member, Scope scope) {
    if (!(member.object() instanceof Expr.Name(String name, Span at))
        || !member.name().text().equals(OUTPUT)
        || !name.startsWith(STEP)
        || scope.find(name) != null) {
      return false;
    }
    List<Stmt.Step> steps = steps(scope.routine);
    if (steps.isEmpty()) {
      return false;
    }
    names.report(
        steps.stream()
            .filter(s -> s.result().text().equals(name))
            .findFirst()
            .map(later -> tooEarly(later, at))
            .orElseGet(() -> unknown(name, at, steps)));
    return true;
  }

  private static Diagnostic tooEarly(Stmt.Step later, Span at) {
    return Diagnostic.of(
            Code.E0213, at, "step `" + later.label().text() + "` has not run where this stands")
        .label(later.label().span(), "it ends below");
  }

  private static Diagnostic unknown(String name, Span at, List<Stmt.Step> steps) {
    List<String> known = steps.stream().map(s -> s.result().text()).toList();
    Diagnostic diagnostic =
        Diagnostic.of(
                Code.E0212, at, "the pipeline has no step `" + name.substring(STEP.length()) + "`")
            .note("its steps are " + String.join(", ", labels(steps)));
    Optional<String> near = Suggestion.nearest(name, known.stream());
    return near.map(n -> diagnostic.fix("use `" + n + "`", List.of(new Diagnostic.Edit(at, n))))
        .orElse(diagnostic);
  }

  private static List<String> labels(List<Stmt.Step> steps) {
    return steps.stream().map(s -> s.label().text()).toList();
  }

  /// The steps of the pipelines around a place, the innermost first.
  private static List<Stmt.Step> steps(Routine place) {
    List<Stmt.Step> steps = new ArrayList<>();
    for (@Nullable Routine r = place; r != null; r = r.parent()) {
      for (Stmt statement : r.body()) {
        if (statement instanceof Stmt.Step step) {
          steps.add(step);
        }
      }
    }
    return steps;
  }
}
