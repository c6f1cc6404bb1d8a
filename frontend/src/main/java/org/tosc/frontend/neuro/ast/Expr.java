package org.tosc.frontend.neuro.ast;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.Span;

/// What has a value; loops and the like have the unit value.
public sealed interface Expr extends Node {
  // Literals.

  /// `42`, `0xff`, `1i32`: the 64 bits of the value (above 2^63 - 1 only `u64` holds it), and the
  /// suffix if one is written.
  record IntLit(long value, @Nullable String suffix, Span span) implements Expr {}

  /// `2.5`, `1e-3`, `2.5f16`, and `1f32`.
  record FloatLit(double value, @Nullable String suffix, Span span) implements Expr {}

  record BoolLit(boolean value, Span span) implements Expr {}

  /// A text after escapes.
  record StrLit(String value, Span span) implements Expr {}

  /// `(a, b)`; without items the unit value.
  record Tuple(List<Expr> items, Span span) implements Expr {
    public Tuple {
      items = List.copyOf(items);
    }
  }

  /// `[a, b, c]`.
  record ArrayLit(List<Expr> items, Span span) implements Expr {
    public ArrayLit {
      items = List.copyOf(items);
    }
  }

  /// `[value; count]`.
  record ArrayFill(Expr value, Expr count, Span span) implements Expr {}

  // Names and parts of values.

  /// `x`, `device::get`, `Shape::Circle`, `Buffer::<4>::new`.
  record Path(List<Segment> segments, Span span) implements Expr {
    public Path {
      segments = List.copyOf(segments);
    }

    /// The name of a path of one segment without arguments, or null.
    public @Nullable String simple() {
      return segments.size() == 1 && segments.getFirst().args().isEmpty()
          ? segments.getFirst().name().text()
          : null;
    }

    /// `a::b::c`, without arguments.
    public String text() {
      return segments.size() == 1
          ? segments.getFirst().name().text()
          : String.join("::", segments.stream().map(s -> s.name().text()).toList());
    }

    public List<Ident> names() {
      return segments.stream().map(Segment::name).toList();
    }
  }

  /// `object.name`; the items of a tuple are called `0`, `1`, ….
  record Field(Expr object, Ident name, Span span) implements Expr {}

  /// `object[i, j]`; also `kernel[grid(…)]` before the arguments of a launch.
  record Index(Expr object, List<Expr> indexes, Span span) implements Expr {
    public Index {
      indexes = List.copyOf(indexes);
    }
  }

  /// `callee(args)`; a method call has a [Field] as callee.
  record Call(Expr callee, List<Arg> args, Span span) implements Expr {
    public Call {
      args = List.copyOf(args);
    }
  }

  /// `Point { x: 1.0, y, ..base }`; `y` alone is `y: y`.
  record StructLit(Path path, List<FieldValue> fields, @Nullable Expr base, Span span)
      implements Expr {
    public StructLit {
      fields = List.copyOf(fields);
    }
  }

  // Operators.

  record Unary(UnaryOp op, Expr operand, Span span) implements Expr {}

  /// `opSpan` is the place of the operator's sign.
  record Binary(BinaryOp op, Expr left, Expr right, Span opSpan, Span span) implements Expr {}

  /// `value as type`.
  record Cast(Expr value, TypeExpr type, Span span) implements Expr {}

  /// `from..to` without the end, `from..=to` with it; in slices either may be missing.
  record Range(@Nullable Expr from, @Nullable Expr to, boolean inclusive, Span span)
      implements Expr {}

  // Control.

  /// `otherwise` is an [If] or a [BlockExpr].
  record If(Expr condition, Block then, @Nullable Expr otherwise, Span span) implements Expr {}

  record Match(Expr subject, List<Arm> arms, Span span) implements Expr {
    public Match {
      arms = List.copyOf(arms);
    }
  }

  record BlockExpr(Block block, Span span) implements Expr {}

  record While(Expr condition, Block body, Span span) implements Expr {}

  record For(Pattern pattern, Expr iterable, Block body, Span span) implements Expr {}

  record Loop(Block body, Span span) implements Expr {}

  record Return(@Nullable Expr value, Span span) implements Expr {}

  record Break(Span span) implements Expr {}

  record Continue(Span span) implements Expr {}

  /// Text that is no expression, with the parts of it that parse.
  record Malformed(List<Node> parts, Span span) implements Expr {
    public Malformed {
      parts = List.copyOf(parts);
    }
  }

  // Parts of expressions.

  /// A name in a path with its arguments `::<4, f32>`.
  record Segment(Ident name, List<GenericArg> args, Span span) implements Node {
    public Segment {
      args = List.copyOf(args);
    }
  }

  /// `name: value` in a [StructLit].
  record FieldValue(Ident name, Expr value, Span span) implements Node {}

  /// `pattern if guard => body`.
  record Arm(Pattern pattern, @Nullable Expr guard, Expr body, Span span) implements Node {}

  /// The operand that this expression extends to the right, if its source begins with one.
  default @Nullable Expr leftmost() {
    return switch (this) {
      case Binary e -> e.left();
      case Cast e -> e.value();
      case Call e -> e.callee();
      case Field e -> e.object();
      case Index e -> e.object();
      case Range e -> e.from();
      case IntLit _, FloatLit _, BoolLit _, StrLit _, Tuple _, ArrayLit _, ArrayFill _ -> null;
      case Path _, StructLit _, Unary _, If _, Match _, BlockExpr _, While _, For _, Loop _ -> null;
      case Return _, Break _, Continue _, Malformed _ -> null;
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
