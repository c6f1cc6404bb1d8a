package org.tosc.frontend.neuro.own;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.typed.LibraryFn;
import org.tosc.frontend.neuro.typed.Parts;
import org.tosc.frontend.neuro.typed.TBlock;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.frontend.neuro.typed.TPattern;
import org.tosc.frontend.neuro.typed.Variable;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Checks the views of one function: which tensors each one looks at, that views in use do not
/// contradict each other, and that none outlives its tensor.
///
/// A borrow lasts until the last use of the variable that holds the view ([LastUses]). A tensor
/// that no variable names belongs to the block in which it is made, and has a name without letters
/// here.
final class Loans {
  /// A view in a variable, and what it looks at.
  record Held(Variable holder, Loan loan) {}

  private final Reports reports;
  private final TFunction function;
  private final LastUses uses;
  private final Map<Variable, List<Loan>> loans = new HashMap<>();
  private final Map<Variable, Integer> depths = new HashMap<>();
  private final Map<Variable, Variable> elements = new HashMap<>();
  private final Map<TExpr, Variable> unnamed = new IdentityHashMap<>();
  private int depth;

  Loans(TFunction function, LastUses uses, Reports reports) {
    this.function = function;
    this.uses = uses;
    this.reports = reports;
  }

  /// What is known from before.
  void restore(Map<Variable, List<Loan>> earlier) {
    loans.putAll(earlier);
  }

  Map<Variable, List<Loan>> all() {
    return loans;
  }

  // Blocks and variables.

  void enter() {
    depth++;
  }

  void leave() {
    depth--;
  }

  void declare(Variable variable) {
    depths.put(variable, depth);
  }

  /// A variable of a loop is an element of the array that the loop goes through.
  void element(Variable variable, TExpr array) {
    declare(variable);
    loans.put(variable, of(array));
    Variable owner = root(array);
    if (owner != null) {
      elements.put(variable, owner);
    }
  }

  /// The variable that a place is a part of, or null for other values.
  @Nullable Variable root(TExpr expr) {
    return switch (expr) {
      case TExpr.Local(var variable, _) -> elements.getOrDefault(variable, variable);
      case TExpr.Item(var object, _, _, _) -> root(object);
      case TExpr.Element(var object, _, _, _) -> root(object);
      case TExpr _ -> null;
    };
  }

  /// The variable that owns what is looked at; a value without a name gets one.
  private Variable owner(TExpr looked) {
    Variable root = root(looked);
    if (root != null) {
      return root;
    }
    return unnamed.computeIfAbsent(
        looked,
        value -> {
          Variable made = new Variable("", value.type(), true, value.span());
          declare(made);
          return made;
        });
  }

  /// A method gives a view: its receiver is looked at from here on.
  void called(TExpr.Call call) {
    if (call.function().isMethod() && Owning.borrows(call.type())) {
      ofReceiver(call, new ArrayList<>());
    }
  }

  // What views look at.

  /// The tensors that the views in a value look at.
  List<Loan> of(TExpr expr) {
    if (!Owning.borrows(expr.type())) {
      return List.of();
    }
    return switch (expr) {
      case TExpr.Local(var variable, _) -> loans.getOrDefault(variable, List.of());
      case TExpr.Library call when isView(call) ->
          List.of(new Loan(owner(call.arg(0)), call.fn() == LibraryFn.VIEW_MUT, call.span()));
      case TExpr.Scoped(var block) -> ofBlock(block);
      case TExpr.If(_, var then, var otherwise, _, _) -> {
        List<Loan> all = new ArrayList<>(ofBlock(then));
        all.addAll(otherwise == null ? List.of() : of(otherwise));
        yield all;
      }
      case TExpr.Match(_, var arms, _, _) ->
          arms.stream().flatMap(a -> of(a.body()).stream()).toList();
      case TExpr other -> {
        List<Loan> all = new ArrayList<>();
        Parts.forEach(other, p -> all.addAll(of(p)));
        if (other instanceof TExpr.Call call && call.function().isMethod()) {
          ofReceiver(call, all);
        }
        yield all;
      }
    };
  }

  private List<Loan> ofBlock(TBlock block) {
    return block.value() == null ? List.of() : of(block.value());
  }

  private static boolean isView(TExpr.Library call) {
    return call.fn() == LibraryFn.VIEW || call.fn() == LibraryFn.VIEW_MUT;
  }

  /// A view that a method gives may look at what its receiver owns.
  private void ofReceiver(TExpr.Call call, List<Loan> into) {
    TExpr receiver = call.args().getFirst();
    if (Owning.owns(receiver.type())) {
      into.add(new Loan(owner(receiver), isMutable(call), call.span()));
    }
  }

  /// The views in variables that are used after `at` and look at a tensor.
  List<Held> live(Variable owner, int at, @Nullable Variable except) {
    List<Held> live = new ArrayList<>();
    loans.forEach(
        (holder, held) -> {
          if (holder != except && uses.isUsedAfter(holder, at)) {
            held.stream()
                .filter(l -> l.owner() == owner)
                .forEach(l -> live.add(new Held(holder, l)));
          }
        });
    return live;
  }

  // Making and keeping views.

  /// A view is made: what it looks at may be written, and no other view in use minds.
  void made(TExpr.Library call) {
    if (!isView(call)) {
      return;
    }
    Variable owner = owner(call.arg(0));
    boolean mutable = call.fn() == LibraryFn.VIEW_MUT;
    if (mutable && !owner.mutable()) {
      reports.once(
          call.span(),
          Diagnostic.of(
                  Code.E1505,
                  call.span(),
                  "`" + owner + "` is written here, but declared with `let`")
              .label(owner.span(), "declared here")
              .fix("declare it with `var`", Reports.declaredWithVar(owner)));
    }
    conflicts(List.of(new Loan(owner, mutable, call.span())), null, uses.at(call));
  }

  /// The views that `let pattern = value` keeps.
  void keep(TPattern pattern, TExpr value) {
    List<Loan> taken = of(value);
    if (taken.isEmpty()) {
      return;
    }
    for (Variable variable : Owning.bound(pattern)) {
      if (Owning.borrows(variable.type())) {
        conflicts(taken, variable, uses.at(value));
        loans.put(variable, taken);
      }
    }
  }

  /// The views that an assignment keeps; a part that gets a view leaves the others.
  void assign(Variable variable, boolean whole, TExpr value, Span span) {
    List<Loan> taken = new ArrayList<>(of(value));
    escape(variable, taken, span);
    if (!whole) {
      taken.addAll(loans.getOrDefault(variable, List.of()));
    }
    loans.put(variable, taken);
  }

  /// Reports new loans that contradict views in use.
  private void conflicts(List<Loan> taken, @Nullable Variable holder, int at) {
    for (Loan loan : taken) {
      for (Held live : live(loan.owner(), at, holder)) {
        if (loan.mutable() || live.loan().mutable()) {
          conflict(loan, live.holder(), live.loan());
          return;
        }
      }
    }
  }

  private void conflict(Loan loan, Variable holder, Loan earlier) {
    String how = loan.mutable() ? " for writing" : "";
    String kept = earlier.mutable() ? " for writing" : "";
    reports.once(
        loan.span(),
        Diagnostic.of(
                Code.E1502,
                loan.span(),
                loan.words()
                    + " cannot be borrowed"
                    + how
                    + ", it is borrowed"
                    + kept
                    + " by `"
                    + holder
                    + "`")
            .label(earlier.span(), "borrowed here")
            .label(holder.span(), "`" + holder + "` is used later")
            .note("one view that writes, or any number that read"));
  }

  /// Two views in one call, or in one value, must not contradict each other.
  void arguments(List<TExpr> args, String where) {
    List<Loan> seen = new ArrayList<>();
    for (TExpr arg : args) {
      for (Loan loan : of(arg)) {
        boolean writes = loan.mutable() && isMutable(arg);
        for (Loan before : seen) {
          if (before.owner() == loan.owner() && (writes || before.mutable())) {
            reports.once(
                arg.span(),
                Diagnostic.of(
                        Code.E1502,
                        arg.span(),
                        loan.words() + " is borrowed twice in this " + where + ", and written")
                    .label(before.span(), "the other view")
                    .note("one view that writes, or any number that read"));
          }
        }
        seen.add(new Loan(loan.owner(), writes, arg.span()));
      }
    }
  }

  private static boolean isMutable(TExpr arg) {
    return !(arg.type().settled() instanceof Ty.View view) || view.mutable();
  }

  // Views that live too long.

  /// A view that is kept in a variable which lives longer than the tensor.
  private void escape(Variable holder, List<Loan> taken, Span span) {
    for (Loan loan : taken) {
      if (depth(loan) > depths.getOrDefault(holder, 0)) {
        reports.once(
            span,
            Diagnostic.of(
                    Code.E1504,
                    span,
                    "`" + holder + "` lives longer than " + loan.words() + ", at which it looks")
                .label(loan.owner().span(), "freed at the end of its block")
                .label(holder.span(), "declared further out"));
      }
    }
  }

  /// A view that is the value of the block that frees its tensor.
  void leaves(TExpr value) {
    for (Loan loan : of(value)) {
      if (depth(loan) >= depth) {
        reports.once(value.span(), freed(value, loan, "at the end of this block"));
      }
    }
  }

  void returned(TExpr value) {
    Variable self = function.isMethod() ? function.params().getFirst().variable() : null;
    for (Loan loan : of(value)) {
      if (loan.owner() == self) {
        continue; // the caller's
      }
      String when = "when `" + function.name() + "` returns";
      reports.once(value.span(), freed(value, loan, when).note("return the tensor itself"));
    }
  }

  private static Diagnostic freed(TExpr value, Loan loan, String when) {
    String message = "this view looks at " + loan.words() + ", which is freed " + when;
    return Diagnostic.of(Code.E1504, value.span(), message)
        .label(loan.owner().span(), loan.isNamed() ? "declared here" : "made here");
  }

  private int depth(Loan loan) {
    return depths.getOrDefault(loan.owner(), 0);
  }
}
