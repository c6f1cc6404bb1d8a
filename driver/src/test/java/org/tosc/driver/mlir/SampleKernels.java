package org.tosc.driver.mlir;

import java.util.Locale;
import org.tosc.backends.api.KernelSequence;

/// Kernels of the kinds that models are made of, at sizes that divide by vectors and at sizes that
/// do not.
enum SampleKernels {
  MLP(
      "%0: tensor<[64, 96] x f32>, %1: tensor<[96, 128] x f32>, %2: tensor<[128] x f32>",
      "tensor<[64, 128] x f32>",
      "%3 = tensor.matmul(%0, %1); %4 = tensor.add(%3, %2); %5 = tensor.relu(%4)"),
  RAGGED_MLP(
      "%0: tensor<[19, 45] x f32>, %1: tensor<[45, 37] x f32>, %2: tensor<[37] x f32>",
      "tensor<[19, 37] x f32>",
      "%3 = tensor.matmul(%0, %1); %4 = tensor.add(%3, %2); %5 = tensor.gelu(%4)"),
  LONG_SUMS(
      "%0: tensor<[13, 700] x f32>, %1: tensor<[700, 48] x f32>",
      "tensor<[13, 48] x f32>", "%2 = tensor.matmul(%0, %1)"),
  TURNED_RIGHT(
      "%0: tensor<[100, 64] x f32>, %1: tensor<[64, 64] x f32>",
      "tensor<[100, 64] x f32>", "%2 = tensor.transpose(%1); %3 = tensor.matmul(%0, %2)"),
  JACOBI(
      "%0: tensor<[18, 35] x f32>",
      "tensor<[16, 33] x f32>",
      "%1 = tensor.slice(%0) {starts = [0, 1], ends = [16, 34]};"
          + "%2 = tensor.slice(%0) {starts = [2, 1], ends = [18, 34]};"
          + "%3 = tensor.slice(%0) {starts = [1, 0], ends = [17, 33]};"
          + "%4 = tensor.slice(%0) {starts = [1, 2], ends = [17, 35]};"
          + "%5 = tensor.add(%1, %2); %6 = tensor.add(%3, %4); %7 = tensor.add(%5, %6)"),
  MATMUL_F16(
      "%0: tensor<[32, 48] x f16>, %1: tensor<[48, 64] x f16>",
      "tensor<[32, 64] x f16>", "%2 = tensor.matmul(%0, %1)"),
  MATMUL_BF16(
      "%0: tensor<[32, 48] x bf16>, %1: tensor<[48, 64] x bf16>",
      "tensor<[32, 64] x bf16>", "%2 = tensor.matmul(%0, %1)"),
  ROW_TIMES_MATRIX(
      "%0: tensor<[1, 300] x f32>, %1: tensor<[300, 170] x f32>",
      "tensor<[1, 170] x f32>", "%2 = tensor.matmul(%0, %1)"),
  SOFTMAX("%0: tensor<[32, 257] x f32>", "tensor<[32, 257] x f32>", "%1 = tensor.softmax(%0)"),
  LAYERNORM(
      "%0: tensor<[32, 100] x f32>, %1: tensor<[100] x f32>, %2: tensor<[100] x f32>",
      "tensor<[32, 100] x f32>", "%3 = tensor.layernorm(%0, %1, %2)"),
  RMSNORM(
      "%0: tensor<[8, 20] x f32>, %1: tensor<[20] x f32>",
      "tensor<[8, 20] x f32>", "%2 = tensor.rmsnorm(%0, %1)"),
  ATTENTION(
      "%0: tensor<[2, 48, 32] x f32>, %1: tensor<[2, 48, 32] x f32>, %2: tensor<[2, 48, 32] x f32>",
      "tensor<[2, 48, 32] x f32>", "%3 = tensor.attention(%0, %1, %2) {causal = true}"),
  CONV2D(
      "%0: tensor<[2, 17, 17, 3] x f32>, %1: tensor<[8, 3, 3, 3] x f32>",
      "tensor<[2, 9, 9, 8] x f32>",
      "%2 = tensor.conv2d(%0, %1) {padding = [1, 1], stride = [2, 2]}"),
  GELU("%0: tensor<[19, 45] x f32>", "tensor<[19, 45] x f32>", "%1 = tensor.gelu(%0)"),
  SILU_MUL(
      "%0: tensor<[16, 100] x f32>, %1: tensor<[16, 100] x f32>",
      "tensor<[16, 100] x f32>", "%2 = tensor.silu(%0); %3 = tensor.mul(%2, %1)"),
  ROPE("%0: tensor<[2, 16, 32] x f32>", "tensor<[2, 16, 32] x f32>", "%1 = tensor.rope(%0)"),
  ROW_SUMS(
      "%0: tensor<[33, 65] x f32>",
      "tensor<[33] x f32>", "%1 = tensor.reduce_sum(%0) {axis = [1]}"),
  COLUMN_MAXIMA(
      "%0: tensor<[33, 65] x f32>",
      "tensor<[65] x f32>", "%1 = tensor.reduce_max(%0) {axis = [0]}"),
  TRANSPOSED(
      "%0: tensor<[33, 65] x f32>",
      "tensor<[65, 33] x f32>", "%1 = tensor.transpose(%0); %2 = tensor.exp(%1)"),
  HALVES(
      "%0: tensor<[21, 33] x f16>, %1: tensor<[21, 33] x f16>",
      "tensor<[21, 33] x f16>", "%2 = tensor.mul(%0, %1); %3 = tensor.sigmoid(%2)");

  private final SampleText text;

  SampleKernels(String parameters, String result, String body) {
    String made = body.substring(body.lastIndexOf(';') + 1).strip();
    String last = made.substring(0, made.indexOf(' '));
    text = new SampleText(parameters, result, body + "; core.return(" + last + ")");
  }

  /// The function as kernels.
  KernelSequence sequence() {
    return text.sequence(name().toLowerCase(Locale.ROOT));
  }
}
