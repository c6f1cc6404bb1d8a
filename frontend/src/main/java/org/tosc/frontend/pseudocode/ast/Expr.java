package org.tosc.frontend.pseudocode.ast;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.Span;

/// What has a value.
public sealed interface Expr extends Node {
  // Literals.

  record IntLit(long value, Span span) implements Expr {}

  record FloatLit(double value, Span span) implements Expr {}

  record BoolLit(boolean value, Span span) implements Expr {}

  record NilLit(Span span) implements Expr {}

  /// `"n = ${n}"`. Adjacent parts are never both text; the empty string has no parts.
  record StringLit(List<Part> parts, Span span) implements Expr {
    public StringLit {
      parts = List.copyOf(parts);
    }

    /// The text, if nothing is interpolated.
    public @Nullable String constant() {
      if (parts.isEmpty()) {
        return "";
      }
      return parts.size() == 1 && parts.getFirst() instanceof Part.Text text ? text.text() : null;
    }
  }

  record ListLit(List<Expr> items, Span span) implements Expr {
    public ListLit {
      items = List.copyOf(items);
    }
  }

  record DictLit(List<Entry> entries, Span span) implements Expr {
    public DictLit {
      entries = List.copyOf(entries);
    }
  }

  /// `from..to` without the end, `from to to` with it.
  record RangeLit(Expr from, Expr to, boolean inclusive, @Nullable Expr step, Span span)
      implements Expr {}

  // Names and parts of values.

  record Name(String text, Span span) implements Expr, Target {}

  record Self(Span span) implements Expr {}

  record Member(Expr object, Ident name, Span span) implements Expr, Target {}

  /// `super.name`.
  record Super(Ident name, Span span) implements Expr {}

  record Index(Expr object, Expr index, Span span) implements Expr, Target {}

  /// `object[from:to:step]`.
  record Slice(Expr object, @Nullable Expr from, @Nullable Expr to, @Nullable Expr step, Span span)
      implements Expr, Target {}

  /// `t[i, :, None]`: two or more subscripts, one for each axis, or a single `…`.
  record TensorIndex(Expr object, List<Axis> axes, Span span) implements Expr, Target {
    public TensorIndex {
      axes = List.copyOf(axes);
    }
  }

  record Call(Expr callee, List<Arg> args, Span span) implements Expr {
    public Call {
      args = List.copyOf(args);
    }
  }

  // Operators.

  record Unary(UnaryOp op, Expr operand, Span span) implements Expr {}

  record Not(Expr operand, Span span) implements Expr {}

  record Binary(BinaryOp op, Expr left, Expr right, Span span) implements Expr {}

  /// `and` or `or`.
  record Logical(boolean isAnd, Expr left, Expr right, Span span) implements Expr {}

  /// `a < b <= c`: `ops.get(i)` stands between operands `i` and `i + 1`; each operand is evaluated
  /// at most once.
  record Compare(List<Expr> operands, List<CompareOp> ops, Span span) implements Expr {
    public Compare {
      operands = List.copyOf(operands);
      ops = List.copyOf(ops);
    }
  }

  /// `xs…` among the arguments of a call or the items of a list: each item of `xs` in its place.
  record Spread(Expr value, Span span) implements Expr {}

  // Functions.

  /// `fn(x) … end`, `x => e`, `(a, b) => e`.
  record Lambda(List<Param> params, @Nullable TypeExpr result, Block body, Span span)
      implements Expr {
    public Lambda {
      params = List.copyOf(params);
    }
  }

  // Run-time statements that have a value. As statements they stand in a Stmt.ExprStmt.

  /// `load "x"`.
  record Load(Expr path, Span span) implements Expr {}

  /// `infer m with x: max_tokens = 64`.
  record Infer(Expr model, @Nullable Expr input, List<Arg> settings, Span span) implements Expr {
    public Infer {
      settings = List.copyOf(settings);
    }
  }

  /// `train m on data for 3 epochs: …`. Epochs and steps of the header are here; those of the body
  /// are settings.
  record Train(
      Expr model,
      @Nullable Expr data,
      @Nullable Expr epochs,
      @Nullable Expr steps,
      List<Arg> settings,
      List<Periodic> actions,
      Span span)
      implements Expr {
    public Train {
      settings = List.copyOf(settings);
      actions = List.copyOf(actions);
    }
  }

  /// `monitor`.
  record Monitor(Span span) implements Expr {}

  /// Text that is no expression, with the parts of it that parse.
  record Malformed(List<Node> parts, Span span) implements Expr, Target {
    public Malformed {
      parts = List.copyOf(parts);
    }
  }

  // Parts of expressions.

  /// A part of a string literal.
  sealed interface Part extends Node {
    /// The text after escapes.
    record Text(String text, Span span) implements Part {}

    /// `${value}`.
    record Hole(Expr value, Span span) implements Part {}
  }

  /// What a dictionary literal is made of.
  sealed interface Entry extends Node {
    /// `key: value`; a bare name as key is a [StringLit].
    record Pair(Expr key, Expr value, Span span) implements Entry {}

    /// `dict…`: all entries of another dictionary.
    record Spread(Expr dict, Span span) implements Entry {}
  }

  /// One subscript of a [TensorIndex].
  sealed interface Axis extends Node {
    /// `i`, or `nil` (also spelled `None`) for a new axis of size 1.
    record At(Expr index, Span span) implements Axis {}

    /// `from:to:step`.
    record Part(@Nullable Expr from, @Nullable Expr to, @Nullable Expr step, Span span)
        implements Axis {}

    /// `…`: all axes that the other subscripts leave.
    record Rest(Span span) implements Axis {}
  }

  /// `save every 100 steps`, `eval every 2 epochs`.
  record Periodic(Ident action, Expr every, boolean epochs, Span span) implements Node {}

  /// The operand that this expression extends to the right, if its source begins with one.
  default @Nullable Expr leftmost() {
    return switch (this) {
      case Binary e -> e.left();
      case Logical e -> e.left();
      case Call e -> e.callee();
      case Member e -> e.object();
      case Index e -> e.object();
      case Slice e -> e.object();
      case TensorIndex e -> e.object();
      case Compare e -> e.operands().getFirst();
      case RangeLit e -> e.from();
      case IntLit _, FloatLit _, BoolLit _, NilLit _, StringLit _, ListLit _, DictLit _ -> null;
      case Name _, Self _, Super _, Unary _, Not _, Spread _, Lambda _ -> null;
      case Load _, Infer _, Train _, Monitor _, Malformed _ -> null;
    };
  }

  /// This expression and its leftmost operands, from the innermost to this one: what a walk must do
  /// in a loop, because it can be as long as the source.
  default List<Expr> spine() {
    List<Expr> outerFirst = new ArrayList<>();
    for (Expr e = this; e != null; e = e.leftmost()) {
      outerFirst.add(e);
    }
    return outerFirst.reversed();
  }
}
