package org.tosc.frontend.neuro.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// Matches the types of arguments with those of parameters and finds what the generic parameters
/// stand for.
///
/// Extents are solved where a parameter occurs linearly (`2 * N` against 64 gives N = 32); what
/// does not solve at once waits until the others are bound and is then compared.
public final class Unify {
  private record Waiting(Extent expected, Extent found, int depth) {}

  private final Set<GenericParam> free;
  private final Bindings bindings;
  private final List<Waiting> waiting = new ArrayList<>();

  /// How many types are around the one at hand. Inside of another type nothing can be converted, so
  /// there an extent that is known when the program runs is none that is known before.
  private int depth;

  /// `free` are the parameters that may be bound here.
  public Unify(Set<GenericParam> free, Bindings bindings) {
    this.free = free;
    this.bindings = bindings;
  }

  /// Without anything to bind: whether a value of type `found` may stand where `expected` is asked.
  public static boolean fits(Ty expected, Ty found) {
    Unify unify = new Unify(Set.of(), new Bindings());
    return unify.match(expected, found) && unify.finish();
  }

  /// Whether the two can be the same; binds what is free in `expected`.
  public boolean match(Ty expected, Ty found) {
    Ty a = expected.settled();
    Ty b = found.settled();
    if (a instanceof Ty.Param(GenericParam p) && free.contains(p)) {
      return bind(p, b);
    }
    if (a.isSilent() || b.isSilent()) {
      return true;
    }
    if (a instanceof Ty.Open(OpenType variable)) {
      return variable.solve(b);
    }
    if (b instanceof Ty.Open(OpenType variable)) {
      return variable.solve(a);
    }
    return switch (a) {
      case Ty.Prim _, Ty.Basic _, Ty.Param _, Ty.Open _ -> a.equals(b);
      case Ty.Tuple _, Ty.Array _, Ty.Fn _, Ty.Range _, Ty.Named _ -> {
        depth++;
        boolean fits = parts(a, b);
        depth--;
        yield fits;
      }
      case Ty.Tile(var shape, var element, var layout) ->
          b instanceof Ty.Tile t
              && match(element, t.element())
              && match(layout, t.layout())
              && all(shape, t.shape(), this::match);
      case Ty.Tensor(var shape, var element) ->
          b instanceof Ty.Tensor t
              && match(element, t.element())
              && all(shape, t.shape(), this::match);
      case Ty.View(var shape, var element, var layout, var mutable) ->
          b instanceof Ty.View t
              && (t.mutable() || !mutable)
              && match(element, t.element())
              && match(layout, t.layout())
              && all(shape, t.shape(), this::match);
    };
  }

  private boolean parts(Ty a, Ty b) {
    return switch (a) {
      case Ty.Tuple(var items) -> b instanceof Ty.Tuple t && all(items, t.items(), this::match);
      case Ty.Array(var element, var length) ->
          b instanceof Ty.Array t && match(element, t.element()) && length(length, t.length());
      case Ty.Fn(var params, var result) ->
          b instanceof Ty.Fn t && all(params, t.params(), this::match) && match(result, t.result());
      case Ty.Range(var element) -> b instanceof Ty.Range t && match(element, t.element());
      case Ty.Named(var declared, var args) ->
          b instanceof Ty.Named t
              && t.declared() == declared
              && all(args, t.args(), this::argument);
      case Ty.Prim _, Ty.Basic _, Ty.Param _, Ty.Open _, Ty.Tile _, Ty.Tensor _, Ty.View _ -> false;
    };
  }

  /// A length is always known; one that is not has an error already.
  private boolean length(Extent expected, Extent found) {
    return found.isUnknown() || bindings.apply(expected).isUnknown() || match(expected, found);
  }

  private boolean bind(GenericParam param, Ty type) {
    Object before = bindings.get(param);
    if (before != null) {
      return match((Ty) before, type);
    }
    boolean fits = type.isSilent() || param.allows(type);
    if (fits) {
      bindings.put(param, type);
    }
    return fits;
  }

  private <T> boolean all(List<T> expected, List<T> found, BiPredicate<T, T> match) {
    if (expected.size() != found.size()) {
      return false;
    }
    boolean fits = true;
    for (int i = 0; i < expected.size(); i++) {
      fits &= match.test(expected.get(i), found.get(i));
    }
    return fits;
  }

  private boolean argument(Object expected, Object found) {
    return switch (expected) {
      case Ty t -> found instanceof Ty other && match(t, other);
      case Extent e -> found instanceof Extent other && match(e, other);
      case TileLayout l -> found instanceof TileLayout other && match(l, other);
      default -> throw new IllegalStateException("a generic argument " + expected);
    };
  }

  public boolean match(TileLayout expected, TileLayout found) {
    if (expected instanceof TileLayout.Generic(GenericParam p) && free.contains(p)) {
      Object before = bindings.get(p);
      if (before == null) {
        bindings.put(p, found);
        return true;
      }
      return before.equals(found);
    }
    if (expected instanceof TileLayout.Blocked(var rows, var columns)) {
      return found instanceof TileLayout.Blocked b
          && match(rows, b.rows())
          && match(columns, b.columns());
    }
    return expected.equals(found);
  }

  /// Whether the extents can be equal. An unknown one is checked when the program runs.
  public boolean match(Extent expected, Extent found) {
    Extent pattern = bindings.apply(expected);
    GenericParam unbound = onlyUnbound(pattern);
    if (unbound != null) {
      Extent value = pattern.solve(unbound, found);
      if (value == null) {
        return false;
      }
      if (value.constant().isPresent() && value.constant().getAsLong() < 0) {
        return false;
      }
      bindings.put(unbound, value);
      return true;
    }
    if (pattern.params().stream().anyMatch(this::isUnbound)) {
      waiting.add(new Waiting(expected, found, depth));
      return true;
    }
    boolean isOpen =
        depth == 0
            ? pattern.isUnknown() || found.isUnknown()
            : pattern.isUnknown() && found.isUnknown();
    return isOpen || pattern.same(found);
  }

  private boolean isUnbound(GenericParam param) {
    return free.contains(param) && !bindings.has(param);
  }

  /// The one parameter that is still to be found, if there is exactly one.
  private @Nullable GenericParam onlyUnbound(Extent pattern) {
    List<GenericParam> unbound = pattern.params().stream().filter(this::isUnbound).toList();
    return unbound.size() == 1 ? unbound.getFirst() : null;
  }

  /// Compares what had to wait; false where it does not fit.
  public boolean finish() {
    boolean fits = true;
    boolean progress = true;
    while (progress && !waiting.isEmpty()) {
      List<Waiting> now = List.copyOf(waiting);
      waiting.clear();
      for (Waiting each : now) {
        depth = each.depth();
        fits &= match(each.expected(), each.found());
        depth = 0;
      }
      progress = waiting.size() < now.size();
    }
    return fits;
  }
}
