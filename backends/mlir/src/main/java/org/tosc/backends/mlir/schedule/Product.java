package org.tosc.backends.mlir.schedule;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.mlir.linalg.BodyLoops;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// A body that is a product of matrices of `f32`, which may be summed up in any order.
///
/// @param m rows of the left operand and of the result
/// @param n columns of the result
/// @param k terms of a sum
/// @param left which of the body's reads is the left operand
/// @param isTurned whether the right operand is `n × k`
record Product(long m, long n, long k, int left, boolean isTurned) {
  int right() {
    return 1 - left;
  }

  static @Nullable Product of(BodyLoops loops) {
    boolean isOfThree =
        loops.order().size() == 3
            && loops.reads().size() == 2
            && loops.writes().size() == 1
            && loops.reassociates()
            && isSumOfProducts(loops);
    if (!isOfThree) {
      return null;
    }
    AffineMap out = loops.map(loops.writes().getFirst());
    int k = IntStream.range(0, 3).filter(loops::isReduction).findFirst().orElse(-1);
    if (out.rank() != 2 || k < 0) {
      return null;
    }
    int i = out.result(0).plainDim();
    int j = out.result(1).plainDim();
    for (int left = 0; left < 2 && i >= 0 && j >= 0; left++) {
      AffineMap a = loops.map(loops.reads().get(left));
      AffineMap b = loops.map(loops.reads().get(1 - left));
      boolean isTurned = b.equals(AffineMap.select(3, j, k));
      boolean fits = isTurned || b.equals(AffineMap.select(3, k, j));
      if (fits && a.equals(AffineMap.select(3, i, k))) {
        List<Long> extents = loops.extents();
        return new Product(extents.get(i), extents.get(j), extents.get(k), left, isTurned);
      }
    }
    return null;
  }

  /// `acc + x · y`, rounded once or twice.
  private static boolean isSumOfProducts(BodyLoops loops) {
    List<Operation> ops = loops.region().ops();
    List<Value> params = loops.region().params();
    Value x = params.get(loops.reads().get(0));
    Value y = params.get(loops.reads().get(1));
    Value acc = params.get(loops.writes().getFirst());
    boolean isSingle =
        List.of(x, y, acc).stream().allMatch(v -> v.type() == Scalar.F32) && ops.size() == 2;
    if (!isSingle) {
      return false;
    }
    Operation fma = ops.getFirst();
    return fma.op() == CoreOp.FMA
        && (fma.operands().equals(List.of(x, y, acc)) || fma.operands().equals(List.of(y, x, acc)))
        && loops.region().terminator().operands().equals(fma.results());
  }
}
