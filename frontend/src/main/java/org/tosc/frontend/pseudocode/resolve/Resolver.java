package org.tosc.frontend.pseudocode.resolve;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.Node;
import org.tosc.frontend.pseudocode.ast.SourceFile;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Resolves the names of one file; imported files have been resolved before it.
///
/// A bare assignment rebinds the name where an enclosing scope has it and otherwise declares it in
/// the nearest routine. `let` and `const` declare in their block, from there on. Functions,
/// classes, models and enumerations are known in the whole block that declares them. The bodies of
/// nested routines are resolved after the routine around them, so they see all its names.
///
/// Expressions are walked with an explicit stack, statements by recursion that the grammar bounds.
public final class Resolver {
  private final Resolution resolution;
  private final ModuleNames modules;
  private final StatementNames statements;
  private boolean inConversation;

  public Resolver(Resolution resolution, Set<String> builtinNames, Consumer<Diagnostic> report) {
    this.resolution = resolution;
    Names names = new Names(resolution, builtinNames, report);
    this.modules = new ModuleNames(names);
    this.statements = new StatementNames(names, modules);
  }

  /// Resolves a file under a key that its importers use.
  public Resolution.Unit file(
      String key,
      String name,
      SourceFile file,
      Map<Node, Resolution.Unit> imports,
      Map<String, String> withheld) {
    Span span = file.source().span(0, 0);
    Routine routine =
        new Routine(
            Routine.Kind.FILE,
            name,
            null,
            new Ident(name, span),
            span,
            List.of(),
            null,
            file.statements());
    imports.forEach(resolution::imported);
    Scope scope = new Scope(null, Scope.Kind.ROUTINE, routine, Set.of());
    if (inConversation) {
      recall(Objects.requireNonNull(resolution.conversation()), span, scope);
    }
    statements.file(file.statements(), scope);
    ListUses.note(file, resolution);
    if (inConversation) {
      remember(file, scope);
    }
    Resolution.Unit unit =
        new Resolution.Unit(name, routine, modules.exports(file, scope), withheld);
    resolution.unit(key, unit);
    return unit;
  }

  /// Makes the file an entry of the resolution's conversation.
  public Resolver inConversation() {
    inConversation = true;
    return this;
  }

  private void recall(Conversation conversation, Span span, Scope scope) {
    for (Conversation.Known known : conversation.known()) {
      Variable variable =
          new Variable(
              known.name(),
              known.constant() ? Variable.Kind.CONST : Variable.Kind.ASSIGNED,
              scope.routine,
              span,
              null,
              true);
      variable.share();
      scope.names.put(known.name(), variable);
      resolution.variable(new Ident(known.name(), span), variable);
      resolution.known(variable, known.symbol());
    }
  }

  /// Shares the file's variables with later entries. Imported modules are values there.
  private void remember(SourceFile file, Scope scope) {
    for (Variable variable : scope.names.values()) {
      if (variable.owner() == scope.routine) {
        variable.share();
      }
    }
    for (Stmt statement : file.statements()) {
      Resolution.Unit unit = statement instanceof Stmt.Import i ? resolution.imported(i) : null;
      if (unit != null) {
        unit.exports().values().forEach(ModuleNames::use);
      }
    }
    resolution.names(scope.names);
  }
}
