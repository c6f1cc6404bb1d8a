package org.tosc.frontend.pseudocode.lower;

import java.util.List;
import org.tosc.frontend.pseudocode.ast.Block;
import org.tosc.frontend.pseudocode.ast.Stmt;

/// Whether statements never reach their end: they return, throw, break or continue on every path.
final class Leaves {
  private Leaves() {}

  static boolean always(List<Stmt> statements) {
    return statements.stream().anyMatch(Leaves::always);
  }

  static boolean always(Stmt statement) {
    return switch (statement) {
      case Stmt.Return _, Stmt.Throw _, Stmt.Break _, Stmt.Continue _ -> true;
      case Stmt.If(var arms, Block otherwise, _) ->
          otherwise != null
              && always(otherwise.statements())
              && arms.stream().allMatch(a -> always(a.body().statements()));
      case Stmt.Try(var body, var handler, var last, _) ->
          (last != null && always(last.statements()))
              || (always(body.statements())
                  && (handler == null || always(handler.body().statements())));
      case Stmt.WithDevice(_, _, var body, _) -> always(body.statements());
      case Stmt.ExprStmt _,
          Stmt.Assign _,
          Stmt.Let _,
          Stmt.Print _,
          Stmt.Input _,
          Stmt.While _,
          Stmt.RepeatUntil _,
          Stmt.Loop _,
          Stmt.ForIn _,
          Stmt.ForRange _,
          Stmt.Pass _,
          Stmt.Match _,
          Stmt.FunctionDecl _,
          Stmt.ClassDecl _,
          Stmt.EnumDecl _,
          Stmt.ModelDecl _,
          Stmt.TestDecl _,
          Stmt.Import _,
          Stmt.FromImport _,
          Stmt.Export _,
          Stmt.ExportDecl _,
          Stmt.Load _,
          Stmt.Save _,
          Stmt.Deploy _,
          Stmt.Pipeline _,
          Stmt.Step _,
          Stmt.Git _,
          Stmt.Malformed _ ->
          false;
    };
  }
}
