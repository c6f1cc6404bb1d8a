package org.tosc.bench.snitch;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The names of kernels, and what shapes of theirs look like.
final class KernelNames {
  /// All kernels, with how many numbers a shape of theirs has.
  private static final Map<String, Integer> RANKS =
      Map.ofEntries(
          Map.entry("fill", 2),
          Map.entry("relu", 2),
          Map.entry("exp", 2),
          Map.entry("gelu", 2),
          Map.entry("softmax", 2),
          Map.entry("rmsnorm", 2),
          Map.entry("layernorm", 2),
          Map.entry("sum", 2),
          Map.entry("axpy", 2),
          Map.entry("dot", 2),
          Map.entry("jacobi", 2),
          Map.entry("attention", 3),
          Map.entry("matmul", 3),
          Map.entry("matmul_transb", 3),
          Map.entry("conv2d_d1_s1_3x3", 2),
          Map.entry("pooling_nchw_max_d1_s2_3x3", 2),
          Map.entry("pooling_nchw_sum_d1_s2_3x3", 2));

  private static final Pattern SHAPE = Pattern.compile("([1-9][0-9]{0,6}x)+(f64|f32|f16)");

  private KernelNames() {}

  /// Why there is no such kernel, in words; null where there is.
  static @Nullable String obstacle(String name) {
    return RANKS.containsKey(name)
        ? null
        : "there is no kernel `" + name + "`; known are " + String.join(", ", sorted());
  }

  private static List<String> sorted() {
    return RANKS.keySet().stream().sorted().toList();
  }

  /// The same for a kernel at a shape.
  static @Nullable String obstacle(String name, String shape) {
    Integer rank = RANKS.get(name);
    if (rank == null) {
      return obstacle(name);
    }
    boolean isShape = SHAPE.matcher(shape).matches() && shape.split("x", -1).length == rank + 1;
    return isShape
        ? null
        : "`"
            + shape
            + "` is no shape of `"
            + name
            + "`: that has "
            + rank
            + " numbers and an element type, as in "
            + "64x".repeat(rank)
            + "f64";
  }
}
