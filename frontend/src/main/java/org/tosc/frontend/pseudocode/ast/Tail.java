package org.tosc.frontend.pseudocode.ast;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The statements that may be the last of a block to make a value: what a `step` of a pipeline
/// gives.
///
/// ```text
/// x = e   let x = e   e   load … as x   pipeline p: …     a value: e, what was loaded, p
/// if   match   try   with device                         the last statement of the branch taken
/// anything else                                          none
/// ```
///
/// @param makers statements of the first row, one for each way through the block
/// @param isWhole whether every way ends in one of them; otherwise the value may be `nil`
public record Tail(List<Stmt> makers, boolean isWhole) {
  private static final Tail NOTHING = new Tail(List.of(), false);
  private static final Tail NOT_REACHED = new Tail(List.of(), true);

  public Tail {
    makers = List.copyOf(makers);
  }

  public static Tail of(@Nullable Block block) {
    return block == null || block.statements().isEmpty()
        ? NOTHING
        : of(block.statements().getLast());
  }

  private static Tail of(Stmt last) {
    return switch (last) {
      case Stmt.ExprStmt _, Stmt.Assign _, Stmt.Let _, Stmt.Load _, Stmt.Pipeline _ ->
          new Tail(List.of(last), true);
      case Stmt.If(var arms, var otherwise, _) ->
          all(arms.stream().map(Stmt.Arm::body).toList(), otherwise);
      case Stmt.Match(_, var cases, var otherwise, _) ->
          all(cases.stream().map(Stmt.Case::body).toList(), otherwise);
      case Stmt.Try(var body, var handler, _, _) ->
          handler == null ? of(body) : all(List.of(body), handler.body());
      case Stmt.WithDevice(_, _, var body, _) -> of(body);
      case Stmt.Return _, Stmt.Throw _, Stmt.Break _, Stmt.Continue _ -> NOT_REACHED;
      case Stmt.Print _,
          Stmt.Input _,
          Stmt.While _,
          Stmt.RepeatUntil _,
          Stmt.Loop _,
          Stmt.ForIn _,
          Stmt.ForRange _,
          Stmt.Pass _,
          Stmt.FunctionDecl _,
          Stmt.ClassDecl _,
          Stmt.EnumDecl _,
          Stmt.ModelDecl _,
          Stmt.TestDecl _,
          Stmt.Import _,
          Stmt.FromImport _,
          Stmt.Export _,
          Stmt.ExportDecl _,
          Stmt.Save _,
          Stmt.Deploy _,
          Stmt.Step _,
          Stmt.Git _,
          Stmt.Malformed _ ->
          NOTHING;
    };
  }

  private static Tail all(List<Block> blocks, @Nullable Block otherwise) {
    List<Stmt> makers = new ArrayList<>();
    boolean isWhole = otherwise != null;
    List<@Nullable Block> branches = new ArrayList<>(blocks);
    branches.add(otherwise);
    for (Block block : branches) {
      Tail tail = of(block);
      makers.addAll(tail.makers);
      isWhole &= tail.isWhole;
    }
    return new Tail(makers, isWhole);
  }
}
