package org.tosc.bench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Functions whose compilation is timed, by name.
final class CompileSubjects {
  /// Those that are like the file of kernels of `perf.md`, section 9.
  static final List<String> MODULE =
      List.of("matmul+bias+gelu", "softmax", "rmsnorm", "silu+mul", "rope");

  static final SequencedMap<String, String> KERNELS = kernels();

  private CompileSubjects() {}

  private static SequencedMap<String, String> kernels() {
    SequencedMap<String, String> all = new LinkedHashMap<>();
    all.put(
        "add",
        """
        func @f(%0: tensor<[8192] x f32>, %1: tensor<[8192] x f32>) -> (tensor<[8192] x f32>) {
          %2 = tensor.add(%0, %1)
          core.return(%2)
        }
        """);
    all.put(
        "bias+relu",
        """
        func @f(%0: tensor<[16, 512] x f32>, %1: tensor<[512] x f32>)
            -> (tensor<[16, 512] x f32>) {
          %2 = tensor.add(%0, %1)
          %3 = tensor.relu(%2)
          core.return(%3)
        }
        """);
    all.put(
        "silu+mul",
        """
        func @f(%0: tensor<[8192] x f32>, %1: tensor<[8192] x f32>) -> (tensor<[8192] x f32>) {
          %2 = tensor.silu(%0)
          %3 = tensor.mul(%2, %1)
          core.return(%3)
        }
        """);
    all.put(
        "rope",
        """
        func @f(%0: tensor<[32, 96] x f32>) -> (tensor<[32, 96] x f32>) {
          %1 = tensor.rope(%0)
          core.return(%1)
        }
        """);
    all.put(
        "softmax",
        """
        func @f(%0: tensor<[32, 3072] x f32>) -> (tensor<[32, 3072] x f32>) {
          %1 = tensor.softmax(%0)
          core.return(%1)
        }
        """);
    all.put(
        "rmsnorm",
        """
        func @f(%0: tensor<[1, 3072] x f32>, %1: tensor<[3072] x f32>)
            -> (tensor<[1, 3072] x f32>) {
          %2 = tensor.rmsnorm(%0, %1) {eps = 0.00001}
          core.return(%2)
        }
        """);
    all.put(
        "matmul",
        """
        func @f(%0: tensor<[256, 256] x f32>, %1: tensor<[256, 256] x f32>)
            -> (tensor<[256, 256] x f32>) {
          %2 = tensor.matmul(%0, %1)
          core.return(%2)
        }
        """);
    all.put(
        "matmul+bias+gelu",
        """
        func @f(%0: tensor<[128, 512] x f32>, %1: tensor<[512, 512] x f32>,
            %2: tensor<[512] x f32>) -> (tensor<[128, 512] x f32>) {
          %3 = tensor.matmul(%0, %1)
          %4 = tensor.add(%3, %2)
          %5 = tensor.gelu(%4)
          core.return(%5)
        }
        """);
    return Collections.unmodifiableSequencedMap(all);
  }
}
