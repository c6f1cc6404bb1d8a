package org.tosc.backends.jvm;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.NestBuilder;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Contractions of random form, with extents around the sizes at which code is emitted in another
/// way: any number of parallel dimensions and reductions in any order, operands that use some of
/// them, windows, strides, bounds.
class RandomNestTest {
  /// Nests per seed; `-Dtosc.nests=10000` for a long run.
  private static final int NESTS = Integer.getInteger("tosc.nests", 25);

  private static final List<Scalar> SUMS =
      List.of(Scalar.F32, Scalar.F32, Scalar.F64, Scalar.I32, Scalar.I32);

  private static final long[] EXTENTS = {1, 2, 3, 4, 5, 8, 9, 16, 17};

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void contractions(long seed) {
    for (int i = 0; i < NESTS; i++) {
      contraction(new SplittableRandom(seed * 1_000_003 + i));
    }
  }

  private static void contraction(SplittableRandom random) {
    int dims = 1 + random.nextInt(4);
    List<Long> extents = new ArrayList<>();
    long points = 1;
    for (int dim = 0; dim < dims; dim++) {
      long extent = EXTENTS[random.nextInt(EXTENTS.length)];
      extents.add(points * extent > 3000 ? 2 : extent);
      points *= extents.get(dim);
    }
    Scalar element = SUMS.get(random.nextInt(SUMS.size()));
    Scalar narrow = element.isFloat() ? Scalar.F16 : random.nextBoolean() ? Scalar.I8 : Scalar.I16;
    boolean large = random.nextInt(3) == 0;
    List<AffineMap> maps = new ArrayList<>();
    List<OracleTensor> tensors = new ArrayList<>();
    int ins = 1 + random.nextInt(3);
    for (int k = 0; k < ins; k++) {
      AffineMap map = read(random, dims);
      maps.add(map);
      tensors.add(
          tensor(
              random,
              random.nextInt(2) == 0 ? narrow : element,
              map,
              extents,
              k + (large ? 0.5 : 0)));
    }
    AffineMap out = written(random, dims);
    tensors.add(tensor(random, element, out, extents, ins + (large ? 0.5 : 0)));
    int form = random.nextInt(4);
    Tiles.agree(
        tensors,
        (f, t) -> {
          NestBuilder nest = new NestBuilder(f, Span.NONE, extents);
          for (int k = 0; k < maps.size(); k++) {
            nest.in(t.get(k), maps.get(k));
          }
          nest.out(t.getLast(), out);
          for (int dim = 0; dim < dims; dim++) {
            if (form == 1 && dim % 2 == 0) {
              nest.bound(dim, Tiles.constant(f, Scalar.I64, extents.get(dim) - 1.0));
            }
          }
          return nest.body(p -> List.of(body(f, p, element, form))).finish();
        });
  }

  private static Value body(FunctionBuilder f, List<Value> p, Scalar element, int form) {
    Value product = Tiles.cast(f, p.getFirst(), element);
    for (int k = 1; k < p.size() - 1; k++) {
      product = Tiles.op(f, CoreOp.MUL, product, Tiles.cast(f, p.get(k), element));
    }
    if (form == 2) {
      return Tiles.op(f, CoreOp.MAX, product, p.getLast());
    }
    Value sum = Tiles.op(f, CoreOp.ADD, p.getLast(), product);
    return form == 3
        ? Tiles.op(f, CoreOp.MUL, sum, Tiles.constant(f, element, element.isFloat() ? 0.75 : 3))
        : sum;
  }

  /// Some dimensions in some order, sums of two among them, strides, constants.
  private static AffineMap read(SplittableRandom random, int dims) {
    List<AffineExpr> results = new ArrayList<>();
    for (int dim : shuffled(random, dims)) {
      if (random.nextInt(4) > 0) {
        AffineExpr at = AffineExpr.of(dims, random.nextInt(2)).plus(dim, 1 + random.nextInt(8) / 6);
        results.add(random.nextInt(4) == 0 ? at.plus(random.nextInt(dims), 1) : at);
      }
    }
    return new AffineMap(dims, results);
  }

  /// Some dimensions in some order: the parallel ones.
  private static AffineMap written(SplittableRandom random, int dims) {
    List<AffineExpr> results = new ArrayList<>();
    for (int dim : random.nextBoolean() ? ordered(dims) : shuffled(random, dims)) {
      if (random.nextInt(3) > 0) {
        results.add(AffineExpr.dim(dims, dim));
      }
    }
    return new AffineMap(dims, results);
  }

  private static int[] ordered(int count) {
    int[] order = new int[count];
    java.util.Arrays.setAll(order, i -> i);
    return order;
  }

  private static int[] shuffled(SplittableRandom random, int count) {
    int[] order = ordered(count);
    for (int i = count - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
    return order;
  }

  /// A tensor that holds every point of a map, and sometimes a little more.
  private static OracleTensor tensor(
      SplittableRandom random, Scalar element, AffineMap map, List<Long> extents, double salt) {
    long[] ends = extents.stream().mapToLong(n -> n).toArray();
    long[] shape =
        map.results().stream().mapToLong(r -> r.most(ends) + 1 + random.nextInt(2)).toArray();
    // Large integers overflow now and then.
    double scale =
        element.isFloat()
            ? 1
            : salt == Math.rint(salt) ? 3 : 0.49 * Math.pow(2, element.bits() - 1);
    return Tiles.tensor(element, i -> scale * Tiles.mixed(i + salt * 0.37), shape);
  }
}
