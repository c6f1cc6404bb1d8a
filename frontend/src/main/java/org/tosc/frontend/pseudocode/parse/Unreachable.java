package org.tosc.frontend.pseudocode.parse;

import java.util.List;
import org.tosc.frontend.form.Problems;
import org.tosc.frontend.pseudocode.ast.Pattern;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;

/// Finds what can never run.
final class Unreachable {
  private Unreachable() {}

  static void check(List<Stmt> statements, Problems problems) {
    for (int i = 0; i + 1 < statements.size(); i++) {
      if (leaves(statements.get(i))) {
        problems.add(
            Diagnostic.of(Code.W0103, statements.get(i + 1).span(), "this can never run")
                .label(statements.get(i).span(), "always leaves the block"));
        return;
      }
    }
  }

  private static boolean leaves(Stmt stmt) {
    return stmt instanceof Stmt.Return
        || stmt instanceof Stmt.Throw
        || stmt instanceof Stmt.Break
        || stmt instanceof Stmt.Continue;
  }

  static void cases(Stmt.Match match, Problems problems) {
    Stmt.Case catchAll = null;
    for (Stmt.Case each : match.cases()) {
      if (catchAll != null) {
        problems.add(
            Diagnostic.of(Code.W0102, each.pattern().span(), "this case can never match")
                .label(catchAll.pattern().span(), "matches everything"));
        return;
      }
      catchAll = each.guard() == null && matchesAll(each.pattern()) ? each : null;
    }
    if (catchAll != null && match.otherwise() != null) {
      problems.add(
          Diagnostic.of(Code.W0102, match.otherwise().span(), "this `else` can never run")
              .label(catchAll.pattern().span(), "matches everything"));
    }
  }

  private static boolean matchesAll(Pattern pattern) {
    return pattern instanceof Pattern.Wildcard || pattern instanceof Pattern.Binding;
  }
}
