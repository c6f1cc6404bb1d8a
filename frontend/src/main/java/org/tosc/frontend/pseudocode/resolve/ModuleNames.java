package org.tosc.frontend.pseudocode.resolve;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.Pattern;
import org.tosc.frontend.pseudocode.ast.SourceFile;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;

/// The names that files give to each other.
final class ModuleNames {
  private final Names names;
  private final Resolution resolution;

  ModuleNames(Names names) {
    this.names = names;
    this.resolution = names.resolution();
  }

  // Imports.

  void importAll(Stmt.Import i, Scope scope) {
    requireFile(i, "import", scope);
    Resolution.Unit unit = resolution.imported(i);
    Ident name = i.alias() != null ? i.alias() : new Ident(stem(i.path()), i.pathSpan());
    Variable module = names.declare(name, Variable.Kind.MODULE, i, scope);
    resolution.variable(i, module);
    names.assign(module, scope, name.span());
    if (unit != null) {
      unit.exports().values().forEach(ModuleNames::use);
    }
    if (unit != null && i.quoted() && i.alias() == null) {
      unit.exports()
          .forEach((exported, variable) -> scope.names.putIfAbsent(exported, use(variable)));
    }
  }

  void importNames(Stmt.FromImport i, Scope scope) {
    requireFile(i, "from", scope);
    Resolution.Unit unit = resolution.imported(i);
    if (unit == null) {
      // The file could not be read; a diagnostic has said so. The names exist, with unknown values.
      i.names()
          .forEach(
              n ->
                  names.assign(
                      names.declare(
                          n.alias() != null ? n.alias() : n.name(),
                          Variable.Kind.ASSIGNED,
                          null,
                          scope),
                      scope,
                      n.span()));
      return;
    }
    if (i.names().isEmpty()) {
      unit.exports()
          .forEach((exported, variable) -> scope.names.putIfAbsent(exported, use(variable)));
    }
    for (Stmt.ImportName wanted : i.names()) {
      Variable variable = unit.exports().get(wanted.name().text());
      Ident local = wanted.alias() != null ? wanted.alias() : wanted.name();
      if (variable == null) {
        notExported(wanted.name(), unit);
        names.assign(
            names.declare(local, Variable.Kind.ASSIGNED, null, scope), scope, local.span());
      } else {
        scope.names.put(local.text(), use(variable));
        resolution.variable(local, variable);
      }
    }
  }

  private void notExported(Ident name, Resolution.Unit unit) {
    Diagnostic diagnostic =
        Diagnostic.of(
            Code.E0602, name.span(), "`" + unit.name() + "` does not export `" + name.text() + "`");
    String reason = unit.withheld().get(name.text());
    if (reason != null) {
      names.report(diagnostic.note(reason));
      return;
    }
    names.report(
        Suggestion.nearest(name.text(), unit.exports().keySet().stream())
            .map(
                near ->
                    diagnostic.fix(
                        "import `" + near + "`", List.of(new Diagnostic.Edit(name.span(), near))))
            .orElse(diagnostic));
  }

  static Variable use(Variable variable) {
    variable.noteCapture(variable.declared().start());
    variable.noteExport();
    return variable;
  }

  private static String stem(String path) {
    String file = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    int dot = file.lastIndexOf('.');
    return dot > 0 ? file.substring(0, dot) : file;
  }

  void requireFile(Stmt statement, String word, Scope scope) {
    if (scope.routine.kind() != Routine.Kind.FILE || scope.kind != Scope.Kind.ROUTINE) {
      names.report(
          Diagnostic.of(
              Code.E0603,
              statement.span(),
              "`" + word + "` must stand at the top level of a file"));
    }
  }

  // Exports.

  /// What the importers of a file see: what it exports, or else all that it declares.
  Map<String, Variable> exports(SourceFile file, Scope scope) {
    Map<String, Variable> named = new LinkedHashMap<>();
    for (Stmt statement : file.statements()) {
      exportedNames(statement).forEach(n -> export(n, scope, named));
    }
    if (named.isEmpty()) {
      scope.names.forEach(
          (name, variable) -> {
            if (variable.kind() != Variable.Kind.MODULE && variable.owner() == scope.routine) {
              named.put(name, variable);
            }
          });
    }
    return named;
  }

  private void export(Ident name, Scope scope, Map<String, Variable> named) {
    Variable variable = scope.names.get(name.text());
    if (variable == null) {
      names.undefined(name.text(), name.span(), scope);
      return;
    }
    variable.noteExport();
    named.put(name.text(), variable);
  }

  private static List<Ident> exportedNames(Stmt statement) {
    if (statement instanceof Stmt.Export export) {
      return export.names();
    }
    Ident name =
        statement instanceof Stmt.ExportDecl(var declaration, _) ? declared(declaration) : null;
    return name == null ? List.of() : List.of(name);
  }

  /// The name that a statement behind `export` gives a value to.
  private static @Nullable Ident declared(Stmt statement) {
    if (statement instanceof Stmt.Declaration declaration) {
      return declaration.name();
    }
    if (statement instanceof Stmt.Pipeline p) {
      return p.name();
    }
    if (statement instanceof Stmt.Assign(Expr.Name name, _, _, _)) {
      return new Ident(name.text(), name.span());
    }
    return statement instanceof Stmt.Let(_, Pattern.Binding(var name, _), _, _, _) ? name : null;
  }
}
