package org.tosc.passes.autodiff;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Function;

/// Functions of many operations: what programs differentiate.
final class Models {
  private Models() {}

  /// Two layers and softmax cross entropy of 4 rows in 3 classes.
  static final String PERCEPTRON =
      """
      func @f(%0: tensor<[5, 6] x f64>, %1: tensor<[6] x f64>, %2: tensor<[6, 3] x f64>, %3: tensor<[3] x f64>, %4: tensor<[4, 5] x f64>, %5: tensor<[4] x i64>) -> (tensor<[] x f64>) {
        %6 = tensor.matmul(%4, %0)
        %7 = tensor.add(%6, %1)
        %8 = tensor.gelu(%7)
        %9 = tensor.matmul(%8, %2)
        %10 = tensor.add(%9, %3)
        %11 = tensor.ce_loss(%10, %5)
        core.return(%11)
      }
      """;

  /// The same loss in small steps, with weight decay.
  static final String SPELLED =
      """
      func @f(%0: tensor<[5, 3] x f64>, %1: tensor<[4, 5] x f64>, %2: tensor<[4] x i64>) -> (tensor<[] x f64>) {
        %3 = tensor.matmul(%1, %0)
        %4 = tensor.reduce_max(%3) {axis = [1], keepdims = true}
        %5 = tensor.sub(%3, %4)
        %6 = tensor.exp(%5)
        %7 = tensor.reduce_sum(%6) {axis = [1], keepdims = true}
        %8 = tensor.log(%7)
        %9 = tensor.sub(%5, %8)
        %10 = tensor.one_hot(%2) {depth = 3, dtype = type f64}
        %11 = tensor.mul(%9, %10)
        %12 = tensor.reduce_sum(%11)
        %13 = core.const {value = -0.25} : f64
        %14 = tensor.splat(%13)
        %15 = tensor.mul(%12, %14)
        %16 = tensor.mul(%0, %0)
        %17 = tensor.reduce_sum(%16)
        %18 = core.const {value = 0.01} : f64
        %19 = tensor.splat(%18)
        %20 = tensor.mul(%17, %19)
        %21 = tensor.add(%15, %20)
        core.return(%21)
      }
      """;

  /// A block of a transformer: causal attention of two heads with rotary positions, a gated layer,
  /// norms before both, and what goes past them.
  static final String TRANSFORMER =
      """
      func @f(%0: tensor<[4, 8] x f64>, %1: tensor<[8] x f64>, %2: tensor<[8] x f64>, %3: tensor<[8, 8] x f64>, %4: tensor<[8, 8] x f64>, %5: tensor<[8, 8] x f64>, %6: tensor<[8, 8] x f64>, %7: tensor<[8] x f64>, %8: tensor<[8, 6] x f64>, %9: tensor<[8, 6] x f64>, %10: tensor<[6, 8] x f64>) -> (tensor<[4, 8] x f64>) {
        %11 = tensor.layernorm(%0, %1, %2)
        %12 = tensor.matmul(%11, %3)
        %13 = tensor.reshape(%12) {shape = [4, 2, 4]}
        %14 = tensor.transpose(%13) {perm = [1, 0, 2]}
        %15 = tensor.rope(%14)
        %16 = tensor.matmul(%11, %4)
        %17 = tensor.reshape(%16) {shape = [4, 2, 4]}
        %18 = tensor.transpose(%17) {perm = [1, 0, 2]}
        %19 = tensor.rope(%18)
        %20 = tensor.matmul(%11, %5)
        %21 = tensor.reshape(%20) {shape = [4, 2, 4]}
        %22 = tensor.transpose(%21) {perm = [1, 0, 2]}
        %23 = tensor.attention(%15, %19, %22) {causal = true}
        %24 = tensor.transpose(%23) {perm = [1, 0, 2]}
        %25 = tensor.reshape(%24) {shape = [4, 8]}
        %26 = tensor.matmul(%25, %6)
        %27 = tensor.add(%0, %26)
        %28 = tensor.rmsnorm(%27, %7)
        %29 = tensor.matmul(%28, %8)
        %30 = tensor.silu(%29)
        %31 = tensor.matmul(%28, %9)
        %32 = tensor.mul(%30, %31)
        %33 = tensor.matmul(%32, %10)
        %34 = tensor.add(%27, %33)
        core.return(%34)
      }
      """;

  /// A convolution, the largest of each window, and a linear layer.
  static final String CONVOLUTION =
      """
      func @f(%0: tensor<[3, 3, 3, 2] x f64>, %1: tensor<[3] x f64>, %2: tensor<[12, 3] x f64>, %3: tensor<[2, 6, 6, 2] x f64>, %4: tensor<[2] x i64>) -> (tensor<[] x f64>) {
        %5 = tensor.conv2d(%3, %0, %1)
        %6 = tensor.relu(%5)
        %7 = tensor.pool(%6) {window = [2]}
        %8 = tensor.reshape(%7) {shape = [2, 12]}
        %9 = tensor.matmul(%8, %2)
        %10 = tensor.ce_loss(%9, %4)
        core.return(%10)
      }
      """;

  /// Norms of norms.
  static final String NORMS =
      """
      func @f(%0: tensor<[3, 5] x f64>, %1: tensor<[5] x f64>, %2: tensor<[5] x f64>) -> (tensor<[3] x f64>) {
        %3 = tensor.layernorm(%0, %1, %2)
        %4 = tensor.tanh(%3)
        %5 = tensor.rmsnorm(%4, %2)
        %6 = tensor.layernorm(%5)
        %7 = tensor.softmax(%6)
        %8 = tensor.cumsum(%7)
        %9 = tensor.norm(%8) {axis = [1]}
        core.return(%9)
      }
      """;

  /// Several results that depend on each other.
  static final String SEVERAL =
      """
      func @f(%0: tensor<[2, 3] x f64>, %1: tensor<[3] x f64>) -> (tensor<[2, 3] x f64>, tensor<[2, 3] x f64>, tensor<[] x f64>, tensor<[2, 3] x f64>) {
        %2 = tensor.mul(%0, %1)
        %3 = tensor.sin(%2)
        %4 = tensor.mul(%3, %2)
        %5 = tensor.reduce_mean(%4)
        core.return(%3, %4, %5, %3)
      }
      """;

  static Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("two layers, gelu, cross entropy", PERCEPTRON);
    all.put("softmax cross entropy in small steps", SPELLED);
    all.put("block of a transformer", TRANSFORMER);
    all.put("convolution, pool, linear layer", CONVOLUTION);
    all.put("norms of norms", NORMS);
    all.put("several results", SEVERAL);
    return all;
  }

  /// Operands of a model; integers are classes below 3.
  static List<OracleTensor> operands(Function f, long seed) {
    return Elements.APART.of(f, Collections.nCopies(f.params().size(), 3L), new Random(seed));
  }

  /// How far its derivatives are from differences.
  static Differences.Found measured(String text, long seed) {
    Function f = Texts.function(text);
    return Differences.of(f, operands(f, seed), new Random(seed));
  }
}
