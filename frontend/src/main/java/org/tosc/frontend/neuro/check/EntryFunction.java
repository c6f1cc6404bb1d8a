package org.tosc.frontend.neuro.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.tosc.frontend.neuro.ast.Item;
import org.tosc.frontend.neuro.own.Loan;
import org.tosc.frontend.neuro.own.Ownership;
import org.tosc.frontend.neuro.own.Standing;
import org.tosc.frontend.neuro.typed.LibraryFn;
import org.tosc.frontend.neuro.typed.TBlock;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.frontend.neuro.typed.TParam;
import org.tosc.frontend.neuro.typed.TPattern;
import org.tosc.frontend.neuro.typed.TStmt;
import org.tosc.frontend.neuro.typed.Variable;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// The statements of an entry as a function: its parameters are the variables that have values
/// before, its result is the tuple of those that have values after. What it does not hand on is
/// freed at its end, as in any function: tensors that were declared again, unless a view that can
/// still be named looks at them.
final class EntryFunction {
  private final Program program;
  private final TFunction function;
  private final FunctionChecker checker;

  EntryFunction(Program program, Symbol.FileNames file, Item.Fn syntax, List<Variable> present) {
    this.program = program;
    this.function = made(syntax, present, Ty.Basic.UNIT);
    this.checker = new FunctionChecker(program, new Program.Body(function, file, Map.of(), null));
  }

  private static TFunction made(Item.Fn syntax, List<Variable> present, Ty result) {
    List<TParam> params = present.stream().map(v -> new TParam(v, null)).toList();
    return new TFunction("main.entry", syntax, List.of(), params, result, List.of());
  }

  /// What the entry leaves behind.
  record Left(TFunction function, List<Variable> present, Standing standing) {}

  /// Checks the statements, which see these variables; gives those that the next entry sees.
  List<Variable> check(List<Variable> known) {
    List<Variable> seen = checker.entry(known);
    TBlock body = body();
    TExpr value = body.value();
    if (value != null && !value.type().isSilent()) {
      List<TStmt> statements = new ArrayList<>(body.statements());
      statements.add(
          new TStmt.Run(
              new TExpr.Library(LibraryFn.SHOW, List.of(value), Ty.Basic.UNIT, value.span())));
      function.body(new TBlock(statements, null, Ty.Basic.UNIT, body.span()));
    }
    return seen;
  }

  private TBlock body() {
    return Objects.requireNonNull(function.body());
  }

  /// Follows what is moved and borrowed, in an entry without other errors.
  Left left(List<Variable> seen, Standing before) {
    StaticExtents.check(program, List.of(function));
    TBlock body = body();
    Standing after = Ownership.entry(function, body, before, new HashSet<>(seen), program::report);
    Set<Variable> present = new LinkedHashSet<>();
    for (Variable variable : seen) {
      if (after.unset().contains(variable)) {
        program.report(
            Diagnostic.of(
                    Code.E1311, variable.span(), "`" + variable + "` has no value after this entry")
                .note("the next entry could not use it"));
      } else if (!after.moved().containsKey(variable)) {
        present.add(variable);
      }
    }
    for (Variable variable : List.copyOf(present)) {
      for (Loan loan : after.loans().getOrDefault(variable, List.of())) {
        temporary(loan);
        present.add(loan.owner());
      }
    }
    return new Left(whole(body, before, present), List.copyOf(present), standing(after, seen));
  }

  private static Standing standing(Standing after, List<Variable> seen) {
    Map<Variable, Span> moved = new HashMap<>(after.moved());
    moved.keySet().retainAll(seen);
    Map<Variable, List<Loan>> loans = new HashMap<>(after.loans());
    loans.keySet().retainAll(seen);
    return new Standing(moved, Set.of(), loans);
  }

  /// The function with its parameters' places and its result.
  private TFunction whole(TBlock body, Standing before, Set<Variable> present) {
    Span span = body.span();
    List<TStmt> statements = new ArrayList<>();
    before
        .moved()
        .keySet()
        .forEach(v -> statements.add(new TStmt.Let(new TPattern.Bind(v, span), null, span)));
    statements.addAll(body.statements());
    List<TExpr> values = new ArrayList<>();
    present.forEach(v -> values.add(new TExpr.Local(v, span)));
    boolean ends = body.type() != Ty.Basic.NEVER && !values.isEmpty();
    Ty result = ends ? new Ty.Tuple(present.stream().map(Variable::type).toList()) : Ty.Basic.UNIT;
    List<Variable> params = function.params().stream().map(TParam::variable).toList();
    TFunction whole = made(function.syntax(), params, result);
    whole.body(
        ends
            ? new TBlock(statements, new TExpr.Items(values, result, span), result, span)
            : new TBlock(statements, null, body.type(), span));
    return whole;
  }

  /// A view that stays must look at a tensor that stays.
  private void temporary(Loan loan) {
    if (!loan.isNamed()) {
      program.report(
          Diagnostic.of(
                  Code.E1504,
                  loan.span(),
                  "this view looks at a tensor that has no name, which is freed at the end of the"
                      + " entry")
              .note("`let t = …` keeps it"));
    }
  }
}
