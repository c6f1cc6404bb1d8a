package org.tosc.driver.mlir;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.tosc.backends.api.KernelSequence;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Module;

/// Functions that are not what one kernel is.
enum SampleFunctions {
  /// What a kernel made is read in another shape, that of a softmax by two kernels.
  SOFTMAX_BETWEEN(
      "%0: tensor<[4, 8, 16] x f32>, %1: tensor<[16, 24] x f32>, %2: tensor<[24, 10] x f32>,"
          + " %3: tensor<[8, 96] x f32>",
      "tensor<[32, 10] x f32>, tensor<[8, 96] x f32>",
      "%4 = tensor.matmul(%0, %1); %5 = tensor.softmax(%4);"
          + "%6 = tensor.reshape(%5) {shape = [32, 24]}; %7 = tensor.matmul(%6, %2);"
          + "%8 = tensor.reshape(%5) {shape = [8, 96]}; %9 = tensor.softmax(%8);"
          + "%10 = tensor.add(%9, %3); core.return(%7, %10)"),
  /// A parameter in another shape, one that nobody reads, and a result that another kernel reads
  /// and that comes behind what that makes.
  RESULT_READ(
      "%0: tensor<[6, 20] x f32>, %1: tensor<[20, 12] x f32>, %2: tensor<[3] x f32>,"
          + " %3: tensor<[4, 3, 5] x f32>",
      "tensor<[6, 5] x f32>, tensor<[6, 12] x f32>",
      "%4 = tensor.matmul(%0, %1); %5 = tensor.softmax(%4);"
          + "%6 = tensor.reshape(%3) {shape = [12, 5]}; %7 = tensor.matmul(%5, %6);"
          + "core.return(%7, %5)"),
  /// One kernel, which does not read a parameter, and reads another in another shape.
  UNREAD(
      "%0: tensor<[3] x f32>, %1: tensor<[6, 20] x f32>, %2: tensor<[4, 5, 12] x f32>",
      "tensor<[6, 12] x f32>",
      "%4 = tensor.reshape(%2) {shape = [20, 12]}; %5 = tensor.matmul(%1, %4); core.return(%5)"),
  /// A block of a transformer: attention of two heads and a layer, norms before both, and what goes
  /// past them.
  TRANSFORMER(
      "%0: tensor<[12, 16] x f32>, %1: tensor<[16] x f32>, %2: tensor<[16] x f32>,"
          + " %3: tensor<[16, 16] x f32>, %4: tensor<[16, 16] x f32>, %5: tensor<[16, 16] x f32>,"
          + " %6: tensor<[16, 16] x f32>, %7: tensor<[16, 40] x f32>, %8: tensor<[40, 16] x f32>",
      "tensor<[12, 16] x f32>",
      "%10 = tensor.layernorm(%0, %1, %2); %11 = tensor.matmul(%10, %3);"
          + "%12 = tensor.matmul(%10, %4); %13 = tensor.matmul(%10, %5);"
          + "%14 = tensor.reshape(%11) {shape = [12, 2, 8]};"
          + "%15 = tensor.transpose(%14) {perm = [1, 0, 2]};"
          + "%16 = tensor.reshape(%12) {shape = [12, 2, 8]};"
          + "%17 = tensor.transpose(%16) {perm = [1, 0, 2]};"
          + "%18 = tensor.reshape(%13) {shape = [12, 2, 8]};"
          + "%19 = tensor.transpose(%18) {perm = [1, 0, 2]};"
          + "%20 = tensor.attention(%15, %17, %19) {causal = true};"
          + "%21 = tensor.transpose(%20) {perm = [1, 0, 2]};"
          + "%22 = tensor.reshape(%21) {shape = [12, 16]};"
          + "%23 = tensor.matmul(%22, %6); %24 = tensor.add(%0, %23);"
          + "%25 = tensor.layernorm(%24, %1, %2); %26 = tensor.matmul(%25, %7);"
          + "%27 = tensor.gelu(%26); %28 = tensor.matmul(%27, %8); %29 = tensor.add(%24, %28);"
          + "core.return(%29)");

  private final SampleText text;

  SampleFunctions(String parameters, String results, String body) {
    text = new SampleText(parameters, results, body);
  }

  KernelSequence sequence() {
    return text.sequence(name().toLowerCase(Locale.ROOT));
  }

  /// Numbers to work on.
  List<OracleTensor> operands(long seed) {
    return Kernels.operands(Objects.requireNonNull(text.module().function("f")), seed);
  }

  /// What the operations mean.
  List<OracleTensor> interpreted(List<OracleTensor> operands) {
    Module module = text.module();
    return Kernels.run(module, "f", operands);
  }
}
