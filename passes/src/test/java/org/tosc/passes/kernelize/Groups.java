package org.tosc.passes.kernelize;

import java.util.ArrayList;
import java.util.List;

/// Groups of operations that become kernels.
public final class Groups {
  /// A function whose operations are one group.
  ///
  /// @param units how far the kernel may be off, in units of `f32` precision of the largest element
  public record Case(String name, double units, String text) {
    @Override
    public String toString() {
      return name;
    }
  }

  private Groups() {}

  static Case group(String name, double units, String parameters, String result, String... ops) {
    return new Case(
        name,
        units,
        "func @f("
            + parameters
            + ") -> ("
            + result
            + ") {\n  "
            + String.join("\n  ", ops)
            + "\n}\n");
  }

  /// All of them; the names say what is special.
  public static final List<Case> ALL;

  private static final List<Case> SINGLE =
      List.of(
          group(
              "matmul",
              8,
              "%0: tensor<[13, 21] x f32>, %1: tensor<[21, 35] x f32>",
              "tensor<[13, 35] x f32>",
              "%2 = tensor.matmul(%0, %1)",
              "core.return(%2)"),
          group(
              "matmul, bias and gelu",
              8,
              "%0: tensor<[8, 16] x f32>, %1: tensor<[16, 48] x f32>, %2: tensor<[48] x f32>",
              "tensor<[8, 48] x f32>",
              "%3 = tensor.matmul(%0, %1)",
              "%4 = tensor.add(%3, %2)",
              "%5 = tensor.gelu(%4)",
              "core.return(%5)"),
          group(
              "batched matmul with a transposed right side",
              8,
              "%0: tensor<[2, 5, 7] x f32>, %1: tensor<[2, 9, 7] x f32>",
              "tensor<[2, 5, 9] x f32>",
              "%2 = tensor.transpose(%1) {perm = [0, 2, 1]}",
              "%3 = tensor.matmul(%0, %2)",
              "core.return(%3)"),
          group(
              "a chain of element-wise operations with broadcasts",
              4,
              "%0: tensor<[4, 1, 33] x f32>, %1: tensor<[5, 1] x f32>, %2: tensor<[33] x f32>",
              "tensor<[4, 5, 33] x f32>",
              "%3 = tensor.mul(%0, %1)",
              "%4 = tensor.sub(%3, %2)",
              "%5 = tensor.silu(%4)",
              "%6 = tensor.gt(%5, %2)",
              "%7 = tensor.where(%6, %5, %3)",
              "core.return(%7)"),
          group(
              "softmax",
              4,
              "%0: tensor<[3, 37] x f32>",
              "tensor<[3, 37] x f32>",
              "%1 = tensor.softmax(%0)",
              "core.return(%1)"),
          group(
              "softmax of columns",
              4,
              "%0: tensor<[17, 20] x f32>",
              "tensor<[17, 20] x f32>",
              "%1 = tensor.softmax(%0) {axis = 0}",
              "core.return(%1)"),
          group(
              "residual and layernorm",
              8,
              "%0: tensor<[4, 40] x f32>, %1: tensor<[4, 40] x f32>, %2: tensor<[40] x f32>, %3:"
                  + " tensor<[40] x f32>",
              "tensor<[4, 40] x f32>, tensor<[4, 40] x f32>",
              "%4 = tensor.add(%0, %1)",
              "%5 = tensor.layernorm(%4, %2, %3)",
              "core.return(%4, %5)"),
          group(
              "rmsnorm",
              8,
              "%0: tensor<[3, 64] x f32>, %1: tensor<[64] x f32>",
              "tensor<[3, 64] x f32>",
              "%2 = tensor.rmsnorm(%0, %1)",
              "core.return(%2)"),
          group(
              "heads: reshape, transpose and slice become accesses",
              8,
              "%0: tensor<[6, 24] x f32>, %1: tensor<[6, 24] x f32>",
              "tensor<[3, 6, 6] x f32>",
              "%2 = tensor.reshape(%0) {shape = [6, 3, 8]}",
              "%3 = tensor.transpose(%2) {perm = [1, 0, 2]}",
              "%4 = tensor.reshape(%1) {shape = [6, 3, 8]}",
              "%5 = tensor.transpose(%4) {perm = [1, 2, 0]}",
              "%6 = tensor.matmul(%3, %5)",
              "core.return(%6)"),
          group(
              "attention of one head",
              8,
              "%0: tensor<[10, 8] x f32>, %1: tensor<[18, 8] x f32>, %2: tensor<[18, 12] x f32>",
              "tensor<[10, 12] x f32>",
              "%3 = tensor.transpose(%1)",
              "%4 = tensor.matmul(%0, %3)",
              "%5 = tensor.full {dtype = type f32, shape = [], value = 0.35}",
              "%6 = tensor.mul(%4, %5)",
              "%7 = tensor.softmax(%6)",
              "%8 = tensor.matmul(%7, %2)",
              "core.return(%8)"),
          group(
              "attention of heads, keys as values",
              8,
              "%0: tensor<[2, 4, 4] x f32>, %1: tensor<[2, 4, 4] x f32>",
              "tensor<[2, 4, 4] x f32>",
              "%2 = tensor.transpose(%1) {perm = [0, 2, 1]}",
              "%3 = tensor.matmul(%0, %2)",
              "%4 = tensor.softmax(%3)",
              "%5 = tensor.matmul(%4, %1)",
              "core.return(%5)"),
          group(
              "attention",
              8,
              "%0: tensor<[2, 3, 21, 8] x f32>, %1: tensor<[2, 3, 37, 8] x f32>, %2: tensor<[2, 3,"
                  + " 37, 12] x f32>",
              "tensor<[2, 3, 21, 12] x f32>",
              "%3 = tensor.attention(%0, %1, %2)",
              "core.return(%3)"),
          group(
              "causal attention, more keys than queries",
              8,
              "%0: tensor<[2, 21, 8] x f32>, %1: tensor<[2, 37, 8] x f32>, %2: tensor<[2, 37, 8] x"
                  + " f32>",
              "tensor<[2, 21, 8] x f32>",
              "%3 = tensor.attention(%0, %1, %2) {causal = true}",
              "core.return(%3)"),
          group(
              "causal attention, queries that see nothing",
              8,
              "%0: tensor<[41, 5] x f32>, %1: tensor<[33, 5] x f32>, %2: tensor<[33, 5] x f32>",
              "tensor<[41, 5] x f32>",
              "%3 = tensor.attention(%0, %1, %2) {causal = true, scale = 0.7}",
              "core.return(%3)"),
          group(
              "attention with fewer heads of keys, and a mask",
              8,
              "%0: tensor<[6, 9, 8] x f32>, %1: tensor<[2, 11, 8] x f32>, %2: tensor<[2, 11, 8] x"
                  + " f32>, %3: tensor<[6, 1, 11] x f32>",
              "tensor<[6, 9, 8] x f32>",
              "%4 = tensor.attention(%0, %1, %2, %3) {scale = -0.5}",
              "core.return(%4)"),
          group(
              "attention with packed heads",
              8,
              "%0: tensor<[2, 9, 24] x f32>, %1: tensor<[2, 11, 12] x f32>, %2: tensor<[2, 11, 10]"
                  + " x f32>",
              "tensor<[2, 9, 20] x f32>",
              "%3 = tensor.attention(%0, %1, %2) {causal = true, heads = 4, kv_heads = 2}",
              "core.return(%3)"),
          group(
              "attention written out, its mask made of positions, packed and with a residual",
              8,
              "%0: tensor<[3, 13, 8] x f32>, %1: tensor<[3, 13, 8] x f32>, %2: tensor<[3, 13, 8] x"
                  + " f32>, %17: tensor<[13, 3, 8] x f32>",
              "tensor<[13, 3, 8] x f32>",
              "%3 = tensor.iota {dtype = type i64, n = 13}",
              "%4 = tensor.reshape(%3) {shape = [13, 1]}",
              "%6 = tensor.le(%3, %4)",
              "%7 = tensor.transpose(%1) {perm = [0, 2, 1]}",
              "%8 = tensor.matmul(%0, %7)",
              "%9 = tensor.full {dtype = type f32, shape = [], value = -1000000000.0}",
              "%10 = tensor.where(%6, %8, %9)",
              "%11 = tensor.reduce_max(%10) {axis = [-1], keepdims = true}",
              "%12 = tensor.sub(%10, %11)",
              "%13 = tensor.exp(%12)",
              "%14 = tensor.reduce_sum(%13) {axis = [-1], keepdims = true}",
              "%15 = tensor.div(%13, %14)",
              "%16 = tensor.matmul(%15, %2)",
              "%18 = tensor.transpose(%16) {perm = [1, 0, 2]}",
              "%19 = tensor.add(%18, %17)",
              "core.return(%19)"),
          group(
              "a convolution of 3 by 3 with padding, bias and relu",
              8,
              "%0: tensor<[2, 7, 9, 5] x f32>, %1: tensor<[6, 3, 3, 5] x f32>, %2: tensor<[6] x"
                  + " f32>",
              "tensor<[2, 7, 9, 6] x f32>",
              "%3 = tensor.conv2d(%0, %1, %2) {padding = \"same\"}",
              "%4 = tensor.relu(%3)",
              "core.return(%4)"),
          group(
              "a convolution of 7 by 7 with strides",
              8,
              "%0: tensor<[1, 15, 14, 3] x f32>, %1: tensor<[9, 7, 7, 3] x f32>",
              "tensor<[1, 8, 7, 9] x f32>",
              "%2 = tensor.conv2d(%0, %1) {padding = [3], stride = [2]}",
              "core.return(%2)"),
          group(
              "a convolution of 1 by 1",
              8,
              "%0: tensor<[2, 4, 5, 7] x f32>, %1: tensor<[20, 1, 1, 7] x f32>",
              "tensor<[2, 4, 5, 20] x f32>",
              "%2 = tensor.conv2d(%0, %1)",
              "%3 = tensor.gelu(%2)",
              "core.return(%3)"),
          group(
              "a convolution with channels first, dilation and uneven padding",
              8,
              "%0: tensor<[1, 4, 8, 9] x f32>, %1: tensor<[5, 3, 2, 4] x f32>, %2: tensor<[5] x"
                  + " f32>",
              "tensor<[1, 5, 3, 10] x f32>",
              "%3 = tensor.conv2d(%0, %1, %2) {dilation = [2, 1], layout = \"nchw\", padding ="
                  + " [1, 0, 2, 0], stride = [2, 1]}",
              "core.return(%3)"),
          group(
              "a convolution that leaves columns out",
              8,
              "%0: tensor<[1, 6, 8, 2] x f32>, %1: tensor<[3, 1, 3, 2] x f32>",
              "tensor<[1, 6, 3, 3] x f32>",
              "%2 = tensor.conv2d(%0, %1) {padding = [0, 0, 1, 0], stride = [1, 3]}",
              "core.return(%2)"),
          group(
              "rope of rows that go on",
              8,
              "%0: tensor<[2, 19, 38] x f32>, %1: tensor<[38] x f32>",
              "tensor<[2, 19, 38] x f32>",
              "%2 = tensor.rmsnorm(%0, %1)",
              "%3 = tensor.rope(%2) {base = 500.0, offset = 300}",
              "core.return(%3)"),
          group(
              "exact gelu and erf",
              4,
              "%0: tensor<[5, 21] x f32>",
              "tensor<[5, 21] x f32>, tensor<[5, 21] x f32>",
              "%1 = tensor.gelu(%0) {approximate = \"none\"}",
              "%2 = tensor.erf(%0)",
              "core.return(%1, %2)"),
          group(
              "sines and cosines",
              2,
              "%0: tensor<[5, 21] x f32>",
              "tensor<[5, 21] x f32>, tensor<[5, 21] x f32>",
              "%1 = tensor.sin(%0)",
              "%2 = tensor.cos(%0)",
              "core.return(%1, %2)"),
          group(
              "sines of sums and of large angles, in a chain",
              4,
              "%0: tensor<[5, 37] x f32>, %1: tensor<[37] x f32>",
              "tensor<[5, 37] x f32>, tensor<[5] x f32>",
              "%2 = tensor.add(%0, %1)",
              "%3 = tensor.sin(%2)",
              "%4 = tensor.full {dtype = type f32, shape = [], value = 1.0e15}",
              "%5 = tensor.mul(%1, %4)",
              "%6 = tensor.cos(%5)",
              "%7 = tensor.mul(%3, %6)",
              "%8 = tensor.reduce_sum(%7) {axis = [1]}",
              "core.return(%7, %8)"),
          group(
              "triangles",
              0,
              "%0: tensor<[2, 5, 7] x f32>",
              "tensor<[2, 5, 7] x f32>, tensor<[2, 5, 7] x f32>",
              "%1 = tensor.tril(%0) {k = 1}",
              "%2 = tensor.triu(%0)",
              "core.return(%1, %2)"),
          group(
              "a sum of columns, its mean and a largest of all",
              8,
              "%0: tensor<[9, 20] x f32>",
              "tensor<[20] x f32>, tensor<[] x f32>, tensor<[] x f32>",
              "%1 = tensor.reduce_sum(%0) {axis = [0]}",
              "%2 = tensor.reduce_mean(%1)",
              "%3 = tensor.reduce_max(%0)",
              "core.return(%1, %2, %3)"),
          group(
              "pieces side by side, one of them an input",
              1,
              "%0: tensor<[5, 2, 12] x f32>, %1: tensor<[5, 1, 6] x f32>, %2: tensor<[5, 2, 3] x"
                  + " f32>",
              "tensor<[5, 2, 15] x f32>",
              "%3 = tensor.slice(%0) {ends = [5, 2, 6], starts = [0, 0, 0]}",
              "%4 = tensor.slice(%0) {ends = [5, 2, 12], starts = [0, 0, 6]}",
              "%5 = tensor.mul(%3, %1)",
              "%6 = tensor.sub(%4, %5)",
              "%7 = tensor.concat(%6, %2, %5) {axis = 2}",
              "core.return(%7)"),
          group(
              "few rows by turned weights",
              37,
              "%0: tensor<[3, 37] x f32>, %1: tensor<[10, 37] x f32>, %2: tensor<[10] x f32>",
              "tensor<[3, 10] x f32>",
              "%3 = tensor.transpose(%1) {perm = [1, 0]}",
              "%4 = tensor.matmul(%0, %3)",
              "%5 = tensor.add(%4, %2)",
              "%6 = tensor.relu(%5)",
              "core.return(%6)"),
          group(
              "rows of two heights by turned weights, in batches",
              64,
              "%0: tensor<[2, 7, 64] x f32>, %1: tensor<[2, 5, 64] x f32>",
              "tensor<[2, 7, 5] x f32>",
              "%2 = tensor.transpose(%1) {perm = [0, 2, 1]}",
              "%3 = tensor.matmul(%0, %2)",
              "core.return(%3)"),
          group(
              "many rows by turned weights",
              50,
              "%0: tensor<[40, 50] x f32>, %1: tensor<[70, 50] x f32>, %2: tensor<[70] x f32>",
              "tensor<[40, 70] x f32>",
              "%3 = tensor.transpose(%1) {perm = [1, 0]}",
              "%4 = tensor.matmul(%0, %3)",
              "%5 = tensor.add(%4, %2)",
              "core.return(%5)"),
          group(
              "a matrix turned over",
              0,
              "%0: tensor<[70, 13] x f32>, %1: tensor<[13, 70] x f32>",
              "tensor<[13, 70] x f32>",
              "%2 = tensor.transpose(%0) {perm = [1, 0]}",
              "%3 = tensor.add(%2, %1)",
              "core.return(%3)"),
          group(
              "nothing but a matrix turned over",
              0,
              "%0: tensor<[13, 70] x f32>",
              "tensor<[70, 13] x f32>",
              "%1 = tensor.transpose(%0) {perm = [1, 0]}",
              "core.return(%1)"),
          group(
              "matrices turned over, in batches",
              0,
              "%0: tensor<[3, 10, 21] x f32>",
              "tensor<[3, 21, 10] x f32>",
              "%1 = tensor.transpose(%0) {perm = [0, 2, 1]}",
              "%2 = tensor.neg(%1)",
              "core.return(%2)"),
          group(
              "halves of short rows turned by angles",
              0,
              "%0: tensor<[3, 4, 64] x f32>, %1: tensor<[3, 1, 32] x f32>, %2: tensor<[3, 1, 32]"
                  + " x f32>",
              "tensor<[3, 4, 64] x f32>",
              "%3 = tensor.slice(%0) {ends = [3, 4, 32], starts = [0, 0, 0]}",
              "%4 = tensor.slice(%0) {ends = [3, 4, 64], starts = [0, 0, 32]}",
              "%5 = tensor.mul(%3, %1)",
              "%6 = tensor.mul(%4, %2)",
              "%7 = tensor.sub(%5, %6)",
              "%8 = tensor.mul(%3, %2)",
              "%9 = tensor.mul(%4, %1)",
              "%10 = tensor.add(%8, %9)",
              "%11 = tensor.concat(%7, %10) {axis = 2}",
              "core.return(%11)"),
          group(
              "one short row each of a sum and a multiple of a number",
              0,
              "%0: tensor<[7, 16] x f32>, %1: tensor<[7, 1] x f32>",
              "tensor<[7, 16] x f32>, tensor<[7, 16] x f32>",
              "%2 = tensor.add(%0, %1)",
              "%3 = tensor.mul(%0, %1)",
              "core.return(%2, %3)"),
          group(
              "scaled rows by a vector",
              8,
              "%0: tensor<[2, 4, 9] x f32>, %1: tensor<[9] x f32>",
              "tensor<[2, 4] x f32>",
              "%2 = tensor.exp(%0)",
              "%3 = tensor.reduce_sum(%2) {axis = [2], keepdims = true}",
              "%4 = tensor.div(%2, %3)",
              "%5 = tensor.matmul(%4, %1)",
              "core.return(%5)"),
          group(
              "a product below what is remembered",
              8,
              "%0: tensor<[5, 21] x f32>, %1: tensor<[3, 8] x f32>, %2: tensor<[8, 21] x f32>",
              "tensor<[8, 21] x f32>",
              "%3 = tensor.matmul(%1, %2)",
              "%4 = tensor.concat(%0, %3) {axis = 0}",
              "core.return(%4)"),
          group(
              "rows backwards, and an input as a result",
              0,
              "%0: tensor<[5, 6] x f32>",
              "tensor<[5, 3] x f32>, tensor<[5, 6] x f32>",
              "%1 = tensor.slice(%0) {ends = [-9223372036854775808, 6], starts = [4, 0], steps ="
                  + " [-1, 2]}",
              "core.return(%1, %0)"));

  static {
    List<Case> all = new ArrayList<>(SINGLE);
    all.addAll(NarrowGroups.ALL);
    ALL = List.copyOf(all);
  }
}
