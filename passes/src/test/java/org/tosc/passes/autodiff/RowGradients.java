package org.tosc.passes.autodiff;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.TensorOp;

/// How far derivatives of single rows are from differences, on random shapes.
public final class RowGradients {
  private static final String ROWS =
      """
      add | [*s] [~s] | |
      sub | [*s] [~s] | |
      sub | [m, 1] [1, n] | |
      mul | [*s] [~s] | |
      div | [*s] [~s] | | positive
      pow | [*s] [~s] | | positive
      min | [*s] [~s] | |
      max | [*s] [~s] | |
      mod | [*s] [~s] | | quotient
      where | i1[*s] [*s] [~s] | |
      neg | [*s] | |
      abs | [*s] | |
      relu | [*s] | |
      clip | [*s] | max = 0.5, min = -0.5 |
      exp | [*s] | |
      log | [*s] | | positive
      sqrt | [*s] | | positive
      rsqrt | [*s] | | positive
      sin | [*s] | |
      cos | [*s] | |
      tanh | [*s] | |
      erf | [*s] | |
      sigmoid | [*s] | |
      silu | [*s] | |
      gelu | [*s] | |
      gelu | [*s] | approximate = "none" |
      cast | [*s] | dtype = type f64 |
      reduce_sum | [*s] | |
      reduce_sum | [m, n, k] | axis = [0, -1] |
      reduce_mean | [m, n, k] | axis = [1], keepdims = true |
      reduce_max | [m, n, k] | axis = [1] |
      reduce_max | [*s] | |
      reduce_min | [m, n, k] | axis = [0, 2], keepdims = true |
      reduce_prod | [m, n, k] | axis = [0] |
      norm | [m, n, k] | axis = [1] |
      norm | [*s] | |
      cumsum | [m, n] | axis = 0 |
      cumsum | [m, n] | |
      sort | [m, n] | |
      sort | [n, m] | axis = 0, descending = true |
      topk | [m, k+n] | k = <k> |
      topk | [k+n, m] | axis = 0, k = <k> |
      softmax | [m, n] | |
      softmax | [m, n, k] | axis = 1 |
      log_softmax | [m, n] | |
      log_softmax | [m, n] | axis = 0 |
      mse_loss | [m, n] [m, n] | |
      ce_loss | [m, n] ids:n[m] | |
      ce_loss | [m, n] [m, n] | | positive
      matmul | [m, k] [k, n] | |
      matmul | [k] [k, n] | |
      matmul | [m, k] [k] | |
      matmul | [k] [k] | |
      matmul | [b, 1, m, k] [h, k, n] | |
      matmul | [h, m, k] [k] | |
      matmul | [k] [h, k, n] | |
      qmatmul | [m, 32] q8[n, 32] | |
      dot | [n] [n] | |
      outer | [m] [n] | |
      det | [b, n, n] | | matrix
      inv | [n, n] | | matrix
      inv | [b, n, n] | | matrix
      trace | [b, n, n] | |
      solve | [n, n] [n] | | matrix
      solve | [b, n, n] [b, n, m] | | matrix
      tril | [m, n] | k = 1 |
      triu | [b, m, n] | k = -1 |
      transpose | [*s] | |
      transpose | [m, n, k] | perm = [2, 0, -2] |
      reshape | [m, n, k] | shape = [<m*k>, -1] |
      broadcast | [m, 1] | shape = [<k>, <m>, <n>] |
      concat | [m, a] [m, b] [m, c] | axis = 1 |
      stack | [m, n] [m, n] | axis = -1 |
      split | [m, a+b] | axis = 1, sizes = [<a>, <b>] |
      slice | [n+2, m] | ends = [0], starts = [<n+1>], steps = [-2] |
      slice | [n+2, m+1] | ends = [-1, <m>], starts = [1, 0] |
      select | [m, n] | axis = 1, index = -1 |
      gather | [m, n] ids:m[a, b] | |
      gather | [m, n] ids:n[a] | axis = 1 |
      scatter_add | [a, b, n] ids:m[a, b] | size = <m> |
      embedding | [m, n] ids:m[a, b] | |
      layernorm | [m, n] | | n=2..6
      layernorm | [m, n] [n] [n] | eps = 0.1 | n=2..6
      rmsnorm | [m, n] | | n=2..6
      rmsnorm | [m, n] [n] | | n=2..6
      rope | [m, 2*n] | offset = 2 |
      rope | [b, m, 2*n] | interleaved = true |
      attention | [m, k] [n, k] [n, a] | |
      attention | [b, h, m, k] [b, h, n, k] [b, h, n, a] | causal = true, scale = 0.7 |
      attention | [m, k] [n, k] [n, a] [m, n] | |
      attention | [m, k] [n, k] [n, a] i1[n] | |
      attention | [2*h, m, k] [h, n, k] [h, n, a] | |
      attention | [b, m, 4*k] [b, n, 2*k] [b, n, 2*a] | causal = true, heads = 4, kv_heads = 2 |
      conv2d | [b, y, x, c] [f, 2, 3, c] [f] | | y=2..4 x=3..5 b=1..2 c=1..2 f=1..3
      conv2d | [1, y, x, c] [f, 3, 3, c] | padding = "same", stride = [2] | y=3..5 x=3..5 c=1..2
      conv2d | [1, y, x, 4] [4, 2, 2, 2] | dilation = [2, 1], groups = 2, padding = [1, 0, 2, 1] | y=3..4 x=3..4
      conv2d | [1, c, y, x] [f, 2, 2, c] | layout = "nchw" | y=2..4 x=2..4 c=1..2
      pool | [b, y, x, c] | | y=2..5 x=2..5 b=1..2 c=1..2
      pool | [1, y, x, c] | kind = "avg", padding = [1], stride = [1, 2], window = [3, 2] | y=3..5 x=3..5
      pool | [1, c, y, x] | layout = "nchw", padding = "same", stride = [1], window = [3] | y=3..5 x=3..5
      dropout | [*s] | p = 0.5, seed = 3 |
      collective | [*s] | kind = "all_reduce" |
      """;

  private RowGradients() {}

  public static List<Pattern> patterns() {
    return ROWS.lines().map(Pattern::parse).toList();
  }

  /// The largest error of each row over so many shapes of each pattern.
  static Map<TensorOp, Differences.Found> measured(int shapes, long seed) {
    Map<TensorOp, Differences.Found> all = new EnumMap<>(TensorOp.class);
    for (Pattern pattern : patterns()) {
      Random random = new Random(seed ^ pattern.toString().hashCode());
      for (int i = 0; i < shapes; i++) {
        all.merge(pattern.op(), measured(pattern, random), Differences.Found::and);
      }
    }
    return all;
  }

  private static Differences.Found measured(Pattern pattern, Random random) {
    Pattern.Case made = pattern.with(random);
    List<OracleTensor> operands = made.elements().of(made.function(), made.bounds(), random);
    try {
      return Differences.of(made.function(), operands, random);
    } catch (RuntimeException | AssertionError fault) {
      throw new AssertionError(pattern + " on " + made.function().params(), fault);
    }
  }
}
