package org.tosc.frontend.neuro.typed;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.types.Bindings;
import org.tosc.frontend.neuro.types.Extent;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.source.Span;

/// An expression with its type.
public sealed interface TExpr {
  Ty type();

  Span span();

  /// A number (`Long` with its 64 bits, `Double`), truth value or text.
  record Const(Object value, Ty type, Span span) implements TExpr {}

  record Unit(Span span) implements TExpr {
    @Override
    public Ty type() {
      return Ty.Basic.UNIT;
    }
  }

  record Local(Variable variable, Span span) implements TExpr {
    @Override
    public Ty type() {
      return variable.type();
    }
  }

  /// A generic parameter, or arithmetic of them, as a value of type `index`.
  record ExtentValue(Extent extent, Span span) implements TExpr {
    @Override
    public Ty type() {
      return Ty.Prim.INDEX;
    }
  }

  /// A tuple, or a struct with all its fields in order.
  record Items(List<TExpr> items, Ty type, Span span) implements TExpr {
    public Items {
      items = List.copyOf(items);
    }
  }

  /// A struct whose fields come from `base` but for those given (null where taken from the base).
  record Updated(List<@Nullable TExpr> fields, TExpr base, Ty type, Span span) implements TExpr {
    public Updated {
      fields = java.util.Collections.unmodifiableList(new java.util.ArrayList<>(fields));
    }
  }

  record ArrayOf(List<TExpr> items, Ty type, Span span) implements TExpr {
    public ArrayOf {
      items = List.copyOf(items);
    }
  }

  record Fill(TExpr value, Ty type, Span span) implements TExpr {}

  record Variant(int index, List<TExpr> fields, Ty type, Span span) implements TExpr {
    public Variant {
      fields = List.copyOf(fields);
    }
  }

  /// A field of a struct or an item of a tuple.
  record Item(TExpr object, int index, Ty type, Span span) implements TExpr {}

  /// An element of an array, a tile or a view.
  record Element(TExpr object, List<TExpr> indexes, Ty type, Span span) implements TExpr {
    public Element {
      indexes = List.copyOf(indexes);
    }
  }

  /// A function of scalars; where the type is a tile, element by element, and scalar operands and
  /// extents of 1 are repeated.
  record Apply(ScalarFn fn, List<TExpr> args, Ty type, Span span) implements TExpr {
    public Apply {
      args = List.copyOf(args);
    }
  }

  /// `&&` or `||`.
  record Lazy(boolean isAnd, TExpr left, TExpr right, Span span) implements TExpr {
    @Override
    public Ty type() {
      return Ty.Prim.BOOL;
    }
  }

  /// An operation on tiles and views. `numbers` are its constant parameters: axes.
  record Tiles(TileFn fn, List<TExpr> args, List<Long> numbers, boolean padded, Ty type, Span span)
      implements TExpr {
    public Tiles {
      args = List.copyOf(args);
      numbers = List.copyOf(numbers);
    }
  }

  /// A function of the standard library.
  record Library(LibraryFn fn, List<@Nullable TExpr> args, Ty type, Span span) implements TExpr {
    public Library {
      args = java.util.Collections.unmodifiableList(new java.util.ArrayList<>(args));
    }

    /// An argument that is there.
    public TExpr arg(int i) {
      return Objects.requireNonNull(args.get(i));
    }
  }

  record Call(TFunction function, Bindings bindings, List<TExpr> args, Ty type, Span span)
      implements TExpr {
    public Call {
      args = List.copyOf(args);
    }
  }

  /// The call of a function value.
  record CallValue(TExpr callee, List<TExpr> args, Ty type, Span span) implements TExpr {
    public CallValue {
      args = List.copyOf(args);
    }
  }

  /// A function as a value.
  record Reference(TFunction function, Bindings bindings, Ty type, Span span) implements TExpr {}

  /// A kernel on tiles called with views: a new tensor.
  record Lift(TFunction kernel, Bindings bindings, List<TExpr> args, Ty type, Span span)
      implements TExpr {
    public Lift {
      args = List.copyOf(args);
    }
  }

  /// `kernel[grid(…)](…)`.
  record Launch(TFunction kernel, Bindings bindings, List<TExpr> grid, List<TExpr> args, Span span)
      implements TExpr {
    public Launch {
      grid = List.copyOf(grid);
      args = List.copyOf(args);
    }

    @Override
    public Ty type() {
      return Ty.Basic.UNIT;
    }
  }

  record Range(TExpr from, TExpr to, boolean inclusive, Ty type, Span span) implements TExpr {}

  record If(TExpr condition, TBlock then, @Nullable TExpr otherwise, Ty type, Span span)
      implements TExpr {}

  record Match(TExpr subject, List<Arm> arms, Ty type, Span span) implements TExpr {
    public Match {
      arms = List.copyOf(arms);
    }
  }

  record Arm(TPattern pattern, @Nullable TExpr guard, TExpr body) {}

  record Scoped(TBlock block) implements TExpr {
    @Override
    public Ty type() {
      return block.type();
    }

    @Override
    public Span span() {
      return block.span();
    }
  }

  record While(TExpr condition, TBlock body, Span span) implements TExpr {
    @Override
    public Ty type() {
      return Ty.Basic.UNIT;
    }
  }

  /// Over a range or an array.
  record For(TPattern pattern, TExpr iterable, TBlock body, Span span) implements TExpr {
    @Override
    public Ty type() {
      return Ty.Basic.UNIT;
    }
  }

  /// An endless loop; it is left by `break` (then the type is unit) or never.
  record Loop(TBlock body, Ty type, Span span) implements TExpr {}

  record Return(@Nullable TExpr value, Span span) implements TExpr {
    @Override
    public Ty type() {
      return Ty.Basic.NEVER;
    }
  }

  record Break(Span span) implements TExpr {
    @Override
    public Ty type() {
      return Ty.Basic.NEVER;
    }
  }

  record Continue(Span span) implements TExpr {
    @Override
    public Ty type() {
      return Ty.Basic.NEVER;
    }
  }

  /// Stands where an error was reported.
  record Broken(Span span) implements TExpr {
    @Override
    public Ty type() {
      return Ty.Basic.ERROR;
    }
  }
}
