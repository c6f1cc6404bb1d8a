package org.tosc.backends.triton.block;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Scalar;

/// Writes the steps of a program. What is computed twice is written once, and in front of the loops
/// that it does not depend on.
///
/// ```java
/// Tile row = b.program("row");
/// Tile x = b.load("x", pointer, null, offset, mask, zero);
/// b.store(out, null, offset, b.apply(Fn.MUL, x, x), mask);
/// ```
public final class Builder {
  /// Statements of one loop, or of none.
  private static final class Scope {
    private final List<Statement> statements = new ArrayList<>();
    private final Map<Op, Tile> known = new HashMap<>();
  }

  private final List<Scope> scopes = new ArrayList<>(List.of(new Scope()));
  private final Map<Integer, Integer> depths = new HashMap<>();
  private final Map<Integer, Op> made = new HashMap<>();
  private final Set<Pointer> stored = new HashSet<>();
  private int ids;

  /// The statements so far.
  public List<Statement> statements() {
    return scopes.getFirst().statements;
  }

  /// The statements, when all are written.
  public List<Statement> finish() {
    return Unused.without(statements());
  }

  private Tile fresh(String hint, Scalar element, List<Size> shape, int depth) {
    depths.put(ids, depth);
    return new Tile(ids++, hint, element, shape);
  }

  /// The tile that an operation makes.
  ///
  /// @param hint what it may be called; empty where what makes it says it best
  public Tile let(String hint, Op op) {
    int depth =
        op.operands().stream().mapToInt(t -> depths.getOrDefault(t.id(), 0)).max().orElse(0);
    if (op instanceof Op.Load load && stored.contains(load.pointer())) {
      return append(hint, op, scopes.size() - 1);
    }
    Tile known = scopes.get(depth).known.get(op);
    if (known != null) {
      return known;
    }
    Tile fresh = append(hint, op, depth);
    scopes.get(depth).known.put(op, fresh);
    return fresh;
  }

  private Tile append(String hint, Op op, int depth) {
    String name = hint.isEmpty() ? Hints.of(op) : hint;
    Tile tile = fresh(name, op.element(), op.shape(), depth);
    scopes.get(depth).statements.add(new Statement.Let(tile, op));
    made.put(tile.id(), op);
    return tile;
  }

  /// The number of the program.
  public Tile program(String hint) {
    return let(hint, new Op.ProgramId());
  }

  public Tile real(Scalar element, double value) {
    return let("", new Op.Real(element, value));
  }

  public Tile whole(long value) {
    return let("", new Op.Whole(Scalar.I32, value));
  }

  public Tile size(Size size) {
    return size.isNamed() ? let(size.name(), new Op.SizeOf(size)) : whole(size.value());
  }

  public Tile apply(String hint, Fn fn, Tile... args) {
    return let(hint, new Op.Elementwise(fn, List.of(args)));
  }

  public Tile apply(Fn fn, Tile... args) {
    return apply("", fn, args);
  }

  /// What made a tile; null of what a loop hands on.
  public @Nullable Op made(Tile tile) {
    return made.get(tile.id());
  }

  /// A tile as another element type. What was only widened before becomes what it was.
  public Tile cast(Tile x, Scalar to) {
    if (x.element() == to) {
      return x;
    }
    boolean isBack =
        made(x) instanceof Op.Cast(Tile before, Scalar wide)
            && before.element() == to
            && to.isFloat()
            && wide.isFloat()
            && wide.bits() > to.bits();
    if (isBack && made(x) instanceof Op.Cast(Tile before, _)) {
      return before;
    }
    return let(x.hint(), new Op.Cast(x, to));
  }

  public Tile full(List<Size> shape, Tile scalar) {
    return let("", new Op.Full(shape, scalar));
  }

  /// A tile of exactly a shape.
  public Tile broadcast(Tile x, List<Size> shape) {
    return x.shape().equals(shape)
        ? x
        : x.isScalar() ? full(shape, x) : let(x.hint(), new Op.Broadcast(x, shape));
  }

  /// `0 … size - 1` along one of some axes, of which all others are 1.
  public Tile range(Size size, int axis, int rank) {
    Tile range = let("", new Op.Range(size));
    for (int i = 0; i < rank; i++) {
      if (i != axis) {
        range = let("", new Op.Expand(range, i));
      }
    }
    return range;
  }

  public Tile load(
      String hint, Pointer pointer, @Nullable Tile base, Tile offset, @Nullable Tile mask) {
    Tile other = null;
    if (mask != null) {
      boolean isReal = pointer.element().isFloat();
      other = isReal ? real(pointer.element(), 0) : let("", new Op.Whole(pointer.element(), 0));
    }
    return load(hint, pointer, base, offset, mask, other);
  }

  public Tile load(
      String hint,
      Pointer pointer,
      @Nullable Tile base,
      Tile offset,
      @Nullable Tile mask,
      @Nullable Tile other) {
    return let(hint, new Op.Load(pointer, base, offset, mask, other));
  }

  public void store(
      Pointer pointer, @Nullable Tile base, Tile offset, Tile value, @Nullable Tile mask) {
    stored.add(pointer);
    scopes.getLast().statements.add(new Statement.Store(pointer, base, offset, value, mask));
  }

  /// Says that memory behind a pointer is written by the program, before the first store is.
  public void writes(Pointer pointer) {
    stored.add(pointer);
  }

  public void barrier() {
    scopes.getLast().statements.add(new Statement.Barrier());
  }

  /// What a turn of a loop gets.
  public record Turn(Tile index, List<Tile> carried) {}

  /// A loop.
  ///
  /// @param hints what the tiles may be called that turns hand on
  /// @param body gives what a turn hands on
  /// @return what the last turn handed on
  public List<Tile> loop(
      String hint,
      Tile from,
      Tile to,
      Size step,
      List<String> hints,
      List<Tile> initial,
      Function<Turn, List<Tile>> body) {
    int depth = scopes.size();
    Tile index = fresh(hint, Scalar.I32, List.of(), depth);
    List<Tile> carried = new ArrayList<>();
    for (int i = 0; i < initial.size(); i++) {
      carried.add(fresh(hints.get(i), initial.get(i).element(), initial.get(i).shape(), depth));
    }
    scopes.add(new Scope());
    List<Tile> yields = body.apply(new Turn(index, carried));
    Scope scope = scopes.removeLast();
    List<Tile> results = new ArrayList<>();
    for (int i = 0; i < initial.size(); i++) {
      Tile tile = initial.get(i);
      if (!yields.get(i).shape().equals(tile.shape())
          || yields.get(i).element() != tile.element()) {
        throw new IllegalStateException(yields.get(i) + " is handed on as " + tile);
      }
      results.add(fresh(hints.get(i), tile.element(), tile.shape(), depth - 1));
    }
    scopes
        .getLast()
        .statements
        .add(
            new Statement.For(
                index, from, to, step, initial, carried, scope.statements, yields, results));
    return results;
  }
}
