package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.driver.fuzz.KernelScope.Memory;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.NestBuilder;
import org.tosc.tir.ir.Nests;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TileType;
import org.tosc.tir.ir.Value;

/// Nests of all forms: maps that broadcast, transpose, slide and turn around; reductions; several
/// bodies; bounds; tiles, views and scalars.
final class KernelNests {
  private static final long[] EXTENTS = {3, 2, 1, 4, 5, 8, 7, 0, 16, 17, 9};
  private static final int MOST_POINTS = 400;
  private static final List<Scalar> PRODUCTS =
      List.of(
          Scalar.F32,
          Scalar.F64,
          Scalar.F16,
          Scalar.BF16,
          Scalar.I8,
          Scalar.F8E4M3,
          Scalar.F8E5M2,
          Scalar.I32);

  private final KernelScope scope;
  private final KernelTiles tiles;
  private final Choices c;

  KernelNests(KernelScope scope, KernelTiles tiles) {
    this.scope = scope;
    this.tiles = tiles;
    this.c = scope.c;
  }

  /// One nest under construction.
  private final class Making {
    final List<Long> extents = extents();
    final int dims = extents.size();
    final NestBuilder nest = new NestBuilder(scope.f, scope.context.places.get(), extents);
    final Set<Integer> roots = new HashSet<>();
    final List<List<Long>> writes = new ArrayList<>();
    long outs;

    private List<Long> extents() {
      List<Long> all = new ArrayList<>();
      long points = 1;
      int count = 1 + c.below(c.rarely(8) ? 4 : 3);
      for (int i = 0; i < count; i++) {
        long extent = EXTENTS[c.below(EXTENTS.length)];
        all.add(points * extent > MOST_POINTS ? 2 : extent);
        points *= Math.max(1, all.getLast());
      }
      return all;
    }

    /// The extents that a map reaches, each one larger now and then.
    List<Long> reach(AffineMap map) {
      long[] ends = extents.stream().mapToLong(n -> Math.max(1, n)).toArray();
      List<Long> shape = new ArrayList<>();
      for (AffineExpr result : map.results()) {
        shape.add(result.most(ends) + 1 + (c.rarely(6) ? 1 : 0));
      }
      return shape;
    }

    void in() {
      if (c.rarely(6)) {
        List<Value> known = scope.scalars;
        Value scalar =
            known.isEmpty() || c.coin()
                ? new KernelScalars(scope, known).constant(c.pick(KernelScalars.TYPES))
                : c.pick(known);
        nest.in(scalar);
        return;
      }
      AffineMap map = readMap();
      Memory memory = c.rarely(4) ? view(map, false) : null;
      if (memory != null) {
        scope.context.count("nest reads a view");
        nest.in(memory.value(), map);
        return;
      }
      Scalar element = c.rarely(20) ? Scalar.I4 : elementOfWhatIsThere();
      nest.in(tiles.tile(new TileType(reach(map), element, TileType.ROW)), map);
    }

    private Scalar elementOfWhatIsThere() {
      return !scope.tiles.isEmpty() && c.coin()
          ? ((TileType) c.pick(scope.tiles).type()).element()
          : c.pick(KernelScalars.TYPES);
    }

    private AffineMap readMap() {
      List<AffineExpr> results = new ArrayList<>();
      int rank = c.below(4);
      for (int axis = 0; axis < rank; axis++) {
        results.add(read());
      }
      return new AffineMap(dims, results);
    }

    private AffineExpr read() {
      int dim = c.below(dims);
      AffineExpr plain = AffineExpr.dim(dims, dim);
      return switch (c.below(10)) {
        case 5 -> AffineExpr.of(dims, c.below(3));
        case 6 -> plain.plus(c.below(dims), 1);
        case 7 -> AffineExpr.of(dims, c.below(2)).plus(dim, 2).plus(c.below(dims), 1);
        case 8 -> AffineExpr.of(dims, Math.max(1, extents.get(dim)) - 1).plus(dim, -1);
        case 9 -> plain.plus(1);
        default -> plain;
      };
    }

    /// A view that a map stays inside, more often than not.
    private @Nullable Memory view(AffineMap map, boolean toWrite) {
      boolean mayLeave = c.rarely(30);
      List<Memory> fit =
          scope.memories.stream()
              .filter(m -> !toWrite || m.isWritable())
              .filter(m -> m.rank() == map.rank() && !roots.contains(m.root()))
              .filter(m -> !toWrite || m.element() == m.element().arithmetic())
              .filter(m -> mayLeave || isInside(map, m))
              .toList();
      if (fit.isEmpty()) {
        return null;
      }
      Memory memory = c.pick(fit);
      roots.add(memory.root());
      return memory;
    }

    private boolean isInside(AffineMap map, Memory memory) {
      long[] ends = extents.stream().mapToLong(n -> Math.max(1, n)).toArray();
      for (int axis = 0; axis < map.rank(); axis++) {
        if (map.result(axis).most(ends) >= memory.shape()[axis]) {
          return false;
        }
      }
      return true;
    }

    /// The outs that one body writes: all have the same dimensions as coordinates.
    void outsOfABody() {
      List<Integer> parallel = new ArrayList<>();
      for (int dim = 0; dim < dims; dim++) {
        if (c.below(3) > 0) {
          parallel.add(dim);
        }
      }
      List<Long> written = new ArrayList<>();
      int count = c.rarely(5) ? 2 : 1;
      for (int i = 0; i < count; i++) {
        out(writeMap(parallel));
        written.add(outs++);
      }
      writes.add(written);
    }

    private AffineMap writeMap(List<Integer> parallel) {
      List<Integer> left = new ArrayList<>(parallel);
      List<AffineExpr> results = new ArrayList<>();
      while (!left.isEmpty()) {
        if (c.rarely(10)) {
          results.add(AffineExpr.of(dims, c.below(2)));
        }
        int at = c.rarely(3) ? c.below(left.size()) : 0;
        Integer dim = left.get(at);
        left.remove((Object) dim);
        results.add(AffineExpr.dim(dims, dim));
      }
      if (c.rarely(6)) {
        results.add(AffineExpr.of(dims, 0));
      }
      return new AffineMap(dims, results);
    }

    private void out(AffineMap map) {
      Memory memory = c.rarely(4) ? view(map, true) : null;
      if (memory != null) {
        scope.context.count("nest writes a view");
        nest.out(memory.value(), map);
        return;
      }
      TileType type = new TileType(reach(map), elementOfAnOut(map.rank()), TileType.ROW);
      nest.out(tiles.tile(type), map);
    }

    /// That of memory to which the tile can be stored, more often than not.
    private Scalar elementOfAnOut(int rank) {
      List<Scalar> stored =
          scope
              .writable()
              .filter(m -> m.rank() == rank && m.element() == m.element().arithmetic())
              .map(Memory::element)
              .toList();
      return stored.isEmpty() || c.rarely(3) ? c.pick(KernelScalars.TYPES) : c.pick(stored);
    }

    void bounds() {
      for (int dim = 0; dim < dims; dim++) {
        if (c.rarely(5)) {
          List<Value> seen = scope.scalars(Scalar.I64);
          boolean old = !seen.isEmpty() && c.rarely(3);
          nest.bound(
              dim, old ? c.pick(seen) : scope.integer(c.below((int) (extents.get(dim) + 3)) - 1L));
          scope.context.count("nest with a bound");
        }
      }
    }

    void bodies() {
      for (List<Long> written : writes) {
        nest.body(written, params -> yields(written, params));
      }
    }

    private List<Value> yields(List<Long> written, List<Value> params) {
      List<Value> pool = new ArrayList<>(params);
      pool.addAll(scope.scalars);
      if (c.rarely(4)) {
        Attribute dim = Attribute.of((long) c.below(dims));
        pool.add(scope.op(KernelOp.INDEX, Attributes.of("dim", dim)));
      }
      KernelScalars scalars = new KernelScalars(scope, pool);
      int ins = params.size() - (int) outs;
      List<Value> results = new ArrayList<>();
      for (long out : written) {
        Value before = params.get(ins + (int) out);
        results.add(step(scalars, before));
      }
      return results;
    }

    /// What stands there before and something else, joined; or anything.
    private Value step(KernelScalars scalars, Value before) {
      Scalar type = (Scalar) before.type();
      if (type == Scalar.I1 || c.rarely(3)) {
        return scalars.make(type, 3);
      }
      List<CoreOp> joins =
          type.isFloat()
              ? List.of(CoreOp.ADD, CoreOp.MAX, CoreOp.MIN, CoreOp.MUL)
              : List.of(CoreOp.WRAPPING_ADD, CoreOp.MAX, CoreOp.MIN, CoreOp.ADD, CoreOp.XOR);
      Value more = scalars.make(type, 2);
      return scope.op(c.pick(joins), before, more);
    }
  }

  /// A product of matrices, one of them transposed now and then, with the element types that
  /// engines have fast loops for and others.
  private List<Value> product() {
    long rows = 1L + c.below(9);
    long columns = 1L + c.below(17);
    long inner = c.below(10);
    Scalar from = c.pick(PRODUCTS);
    Scalar to = from.isFloat() ? c.pick(List.of(Scalar.F32, Scalar.F64)) : Scalar.I32;
    boolean turned = c.rarely(3);
    boolean outer = c.rarely(4);
    TileType a = TileType.of(from, outer ? inner : rows, outer ? rows : inner);
    TileType b = TileType.of(from, turned ? columns : inner, turned ? inner : columns);
    NestBuilder nest =
        new NestBuilder(scope.f, scope.context.places.get(), List.of(rows, columns, inner))
            .in(tiles.tile(a), outer ? AffineMap.select(3, 2, 0) : AffineMap.select(3, 0, 2))
            .in(tiles.tile(b), turned ? AffineMap.select(3, 1, 2) : AffineMap.select(3, 2, 1))
            .out(tiles.tile(TileType.of(to, rows, columns)), AffineMap.select(3, 0, 1));
    if (c.rarely(4)) {
      nest.bound(2, scope.integer(c.below((int) inner + 1)));
    }
    CoreOp times = to.isFloat() ? CoreOp.MUL : CoreOp.WRAPPING_MUL;
    CoreOp plus = to.isFloat() ? CoreOp.ADD : CoreOp.WRAPPING_ADD;
    boolean castLast = c.rarely(3) && from != Scalar.I8;
    nest.body(
        p -> {
          Value x = castLast ? p.get(0) : cast(p.get(0), to);
          Value y = castLast ? p.get(1) : cast(p.get(1), to);
          Value product = scope.op(times, x, y);
          return List.of(scope.op(plus, p.get(2), cast(product, to)));
        });
    scope.context.count("nest of a product of " + from);
    return nest.finish();
  }

  private Value cast(Value value, Scalar to) {
    return Nests.cast(scope.f, scope.context.places.get(), value, to);
  }

  /// Makes a nest and sees the tiles that it gives.
  void make() {
    see(c.rarely(5) ? product() : any());
  }

  private List<Value> any() {
    Making making = new Making();
    int ins = 1 + c.below(3);
    for (int i = 0; i < ins; i++) {
      making.in();
    }
    int bodies = c.below(3) == 2 ? 2 + c.below(2) : 1;
    for (int i = 0; i < bodies; i++) {
      making.outsOfABody();
    }
    making.bounds();
    making.bodies();
    List<Value> results = making.nest.finish();
    scope.context.count("nest with " + bodies + (bodies == 1 ? " body" : " bodies"));
    return results;
  }

  private void see(List<Value> results) {
    scope.context.count("kernel.nest");
    scope.tiles.addAll(results);
    for (Value tile : results) {
      tiles.show(tile);
      TileType type = (TileType) tile.type();
      List<Memory> to =
          scope
              .writable()
              .filter(m -> m.rank() == type.rank() && m.element() == type.element())
              .toList();
      if (!to.isEmpty() && c.below(3) > 0) {
        tiles.store(c.pick(to), tile);
      }
    }
  }
}
