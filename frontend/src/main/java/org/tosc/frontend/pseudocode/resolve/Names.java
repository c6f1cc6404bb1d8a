package org.tosc.frontend.pseudocode.resolve;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.Node;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// What a name means where it stands: declarations, assignments and uses of variables.
///
/// A bare assignment rebinds the name where an enclosing scope has it and otherwise declares it in
/// the nearest routine.
final class Names {
  private final Resolution resolution;
  private final Set<String> builtins;
  private final Consumer<Diagnostic> report;
  private final Map<Routine, Set<String>> assignedNames = new LinkedHashMap<>();
  private final Deque<Loop> loops = new ArrayDeque<>();
  private final Set<String> reported = new HashSet<>();

  /// A loop that is being walked and the variables it has assigned so far.
  private record Loop(Node node, Routine routine, Set<Variable> assigned) {}

  Names(Resolution resolution, Set<String> builtins, Consumer<Diagnostic> report) {
    this.resolution = resolution;
    this.builtins = builtins;
    this.report = report;
  }

  Resolution resolution() {
    return resolution;
  }

  void report(Diagnostic diagnostic) {
    report.accept(diagnostic);
  }

  // Declarations.

  Variable declare(Ident name, Variable.Kind kind, @Nullable Node declaration, Scope scope) {
    Variable variable =
        new Variable(
            name.text(), kind, scope.routine, name.span(), declaration, scope.isFileScope());
    Variable before = scope.names.put(name.text(), variable);
    if (before != null
        && before.declaration() != null
        && declaration != null
        && before.owner() == scope.routine
        && !name.isMissing()) {
      report.accept(
          Diagnostic.of(
                  Code.E0209, name.span(), "`" + name.text() + "` is declared twice in this block")
              .label(before.declared(), "declared here first"));
    }
    resolution.variable(name, variable);
    return variable;
  }

  Variable again(Ident name, Variable before) {
    resolution.variable(name, before);
    return before;
  }

  // Assignments.

  void assignName(Node node, String text, Span span, Scope scope) {
    String member = scope.member(text);
    if (member != null) {
      resolution.memberAssigned(member);
      resolution.member(node, member);
      noteSelf(scope);
      return;
    }
    Variable variable = scope.find(text);
    if (variable == null || variable.kind() == Variable.Kind.SELF) {
      variable =
          new Variable(
              text,
              Variable.Kind.ASSIGNED,
              scope.routine,
              span,
              null,
              scope.routineScope().isFileScope());
      scope.routineScope().names.put(text, variable);
    }
    resolution.variable(node, variable);
    boolean isStep = variable.kind() == Variable.Kind.STEP;
    if (isStep || variable.kind() == Variable.Kind.CONST) {
      String what = isStep ? "result of the step `" : "constant `";
      Diagnostic diagnostic =
          Diagnostic.of(Code.E0202, span, "cannot assign to the " + what + text + "`");
      boolean here = resolution.knownSymbol(variable) == null;
      String label = isStep ? "the step is here" : "declared as a constant here";
      report.accept(here ? diagnostic.label(variable.declared(), label) : diagnostic);
    }
    assign(variable, scope, span);
  }

  void assign(Variable variable, Scope scope, Span span) {
    variable.noteAssignment(scope.routine, span.start());
    if (variable.owner() != scope.routine) {
      capture(variable, scope.routine);
    }
    for (Loop loop : loops) {
      if (loop.routine() == scope.routine) {
        loop.assigned().add(variable);
      }
    }
  }

  /// Walks a loop and notes the variables that it assigns.
  void loop(Node node, Scope scope, Consumer<Scope> body) {
    loops.push(new Loop(node, scope.routine, new LinkedHashSet<>()));
    body.accept(scope.inner(Scope.Kind.LOOP));
    Loop done = loops.pop();
    resolution.assignedIn(node, List.copyOf(done.assigned()));
  }

  // Uses.

  void name(Expr.Name name, Scope scope) {
    String member = scope.member(name.text());
    if (member != null) {
      resolution.member(name, member);
      noteSelf(scope);
      return;
    }
    Variable variable = scope.find(name.text());
    if (variable == null && assignsLater(name.text(), scope)) {
      variable =
          new Variable(
              name.text(),
              Variable.Kind.ASSIGNED,
              scope.routine,
              name.span(),
              null,
              scope.routineScope().isFileScope());
      scope.routineScope().names.put(name.text(), variable);
    }
    if (variable != null) {
      resolution.variable(name, variable);
      variable.noteRead();
      noteUse(variable, scope);
    } else if (!builtins.contains(name.text())) {
      undefined(name.text(), name.span(), scope);
    }
  }

  private void noteSelf(Scope scope) {
    for (Routine r = scope.routine; r != null; r = r.parent()) {
      if (r.self() != null) {
        r.self().noteRead();
        noteUse(r.self(), scope);
        return;
      }
    }
  }

  /// Whether the routine assigns the name somewhere: then an earlier read may follow it in a loop.
  private boolean assignsLater(String name, Scope scope) {
    return assignedNames
        .computeIfAbsent(scope.routine, r -> AssignedNames.of(r.body()))
        .contains(name);
  }

  void self(Node node, Span span, Scope scope) {
    for (Routine r = scope.routine; r != null; r = r.parent()) {
      if (r.self() != null) {
        resolution.variable(node, r.self());
        r.self().noteRead();
        noteUse(r.self(), scope);
        if (node instanceof Expr.Super && r.owningClass() != null) {
          r.owningClass().noteRead();
          noteUse(r.owningClass(), scope);
          requireParent(r.owningClass(), span);
        }
        return;
      }
    }
    String word = node instanceof Expr.Super ? "super" : "self";
    report.accept(Diagnostic.of(Code.E0208, span, "`" + word + "` outside a method"));
  }

  private void requireParent(Variable owner, Span span) {
    if (owner.declaration() instanceof Stmt.ClassDecl c && c.superclass() == null) {
      report.accept(
          Diagnostic.of(
              Code.E0208,
              span,
              "`super` in class " + c.name().text() + ", which extends no other"));
    }
  }

  private void noteUse(Variable variable, Scope scope) {
    boolean itself =
        variable.declaration() != null && variable.declaration() == scope.routine.node();
    if (variable.owner() != scope.routine && !itself) {
      capture(variable, scope.routine);
    }
  }

  /// Marks the variable as captured by the routine and those between it and the owner.
  private static void capture(Variable variable, Routine user) {
    int offset = Integer.MAX_VALUE;
    for (Routine r = user; r != null && r != variable.owner(); r = r.parent()) {
      r.capture(variable);
      offset = r.span().start();
    }
    variable.noteCapture(offset);
  }

  void undefined(String name, Span span, Scope scope) {
    if (name.isEmpty() || !reported.add(name + "@" + scope.routine.span().start())) {
      return;
    }
    Diagnostic diagnostic =
        Diagnostic.of(Code.E0201, span, "nothing named `" + name + "` is defined here");
    report.accept(
        Suggestion.nearest(name, scope.visibleNames())
            .or(() -> Suggestion.nearest(name, builtins.stream()))
            .map(
                near ->
                    diagnostic.fix("use `" + near + "`", List.of(new Diagnostic.Edit(span, near))))
            .orElse(diagnostic));
  }
}
