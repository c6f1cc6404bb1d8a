package org.tosc.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One group of operations that is measured.
///
/// @param flops of one call
/// @param text a module whose function `@f` has the operations
record KernelRow(String name, double flops, String text, Check check) {
  /// How far the first result is from a computation in `double`.
  @FunctionalInterface
  interface Check {
    double error(List<float[]> operands);
  }

  private static final Pattern PRODUCT =
      Pattern.compile(
          "(plain|relu|gelu|turned|linear)(\\.(?:bf16|f16|i8|q8_0|q4_0))?-(\\d+)x(\\d+)x(\\d+)");

  static List<KernelRow> all() {
    List<KernelRow> rows = new ArrayList<>();
    for (int n : new int[] {128, 256, 512, 1024, 100, 127, 333, 511, 1000}) {
      rows.add(matmul("matmul-" + n, n, n, n, ""));
    }
    rows.add(matmul("plain-128x512x512", 128, 512, 512, ""));
    rows.add(matmul("gelu-128x512x512", 128, 512, 512, "gelu"));
    rows.add(matmul("relu-128x512x512", 128, 512, 512, "relu"));
    rows.add(matmul("plain-32x256x256", 32, 256, 256, ""));
    rows.add(matmul("gelu-32x256x256", 32, 256, 256, "gelu"));
    rows.add(matmul("plain-1x8192x3072", 1, 8192, 3072, ""));
    for (int m : new int[] {1, 32, 128}) {
      rows.add(linear("linear-" + m + "x4096x3072", "f32", m, 4096, 3072));
    }
    for (int m : new int[] {1, 32, 512}) {
      rows.add(row("softmax-" + m + "x3072", m, 3072, 14, "%1 = tensor.softmax(%0)"));
      rows.add(row("rmsnorm-" + m + "x3072", m, 3072, 4, "%1 = tensor.rmsnorm(%0)"));
      rows.add(row("rope-" + m + "x3072", m, 3072, 3, "%1 = tensor.rope(%0)"));
      rows.add(row("layernorm-" + m + "x3072", m, 3072, 8, "%1 = tensor.layernorm(%0)"));
    }
    rows.add(attention("attention-32x512x96", 32, 512, 96, ""));
    rows.add(attention("causal-32x512x96", 32, 512, 96, " {causal = true}"));
    rows.add(conv("conv-64x56x64k3", 64, 56, 64, 3, 1));
    rows.add(conv("conv-3x224x64k7s2", 3, 224, 64, 7, 2));
    rows.add(conv("conv-64x56x256k1", 64, 56, 256, 1, 1));
    rows.add(row("gelu-1x8192", 1, 8192, 20, "%1 = tensor.gelu(%0)"));
    rows.add(row("silu-512x8192", 512, 8192, 13, "%1 = tensor.silu(%0)"));
    return rows;
  }

  /// The rows that begin with one of these names, or all; `plain-12x128x32`, `relu-…`, `gelu-…`,
  /// `turned-…` and `linear-…` are products of any size (`linear.q8_0-…` with weights in fewer
  /// bits: `bf16 f16 i8 q8_0 q4_0`), and `FILE.tir` is the function `@f` of a file, whose
  /// operations are not counted.
  static List<KernelRow> chosen(List<String> names) throws IOException {
    List<KernelRow> rows = new ArrayList<>(all());
    rows.removeIf(row -> !names.isEmpty() && names.stream().noneMatch(row.name::startsWith));
    for (String name : names) {
      if (name.endsWith(".tir")) {
        Path file = Path.of(name);
        String text = Files.readString(file);
        rows.add(new KernelRow(file.getFileName().toString(), 0, text, operands -> Double.NaN));
      }
      Matcher product = PRODUCT.matcher(name);
      if (product.matches() && rows.stream().noneMatch(row -> row.name.equals(name))) {
        String held = product.group(2) == null ? "f32" : product.group(2).substring(1);
        int m = Integer.parseInt(product.group(3));
        int n = Integer.parseInt(product.group(4));
        int k = Integer.parseInt(product.group(5));
        rows.add(
            switch (product.group(1)) {
              case "turned" -> turned(name, m, n, k);
              case "linear" -> linear(name, held, m, n, k);
              case "plain" -> matmul(name, m, n, k, "");
              default -> matmul(name, m, n, k, product.group(1));
            });
      }
    }
    return rows;
  }

  private static String tensor(long... shape) {
    return "tensor<" + java.util.Arrays.toString(shape) + " x f32>";
  }

  private static KernelRow row(String name, int m, int n, double flops, String op) {
    String type = tensor(m, n);
    String text =
        "func @f(%%0: %s) -> (%s) {%n  %s%n  core.return(%%1)%n}%n".formatted(type, type, op);
    return new KernelRow(name, flops * m * n, text, operands -> Double.NaN);
  }

  private static KernelRow attention(String name, int heads, int n, int size, String attributes) {
    String type = tensor(heads, n, size);
    String text =
        "func @f(%%0: %s, %%1: %s, %%2: %s) -> (%s) {%n".formatted(type, type, type, type)
            + "  %3 = tensor.attention(%0, %1, %2)"
            + attributes
            + "\n  core.return(%3)\n}\n";
    boolean causal = !attributes.isEmpty();
    double flops = (causal ? 2.0 : 4.0) * heads * n * n * size;
    return new KernelRow(name, flops, text, o -> attended(o, heads, n, size, causal));
  }

  private static double attended(
      List<float[]> operands, int heads, int n, int size, boolean causal) {
    Random random = new Random(3);
    double most = 0;
    for (int sample = 0; sample < 100; sample++) {
      int head = random.nextInt(heads) * n * size;
      int row = random.nextInt(n);
      int column = random.nextInt(size);
      double sum = 0;
      double wanted = 0;
      for (int j = 0; j < (causal ? row + 1 : n); j++) {
        double score = 0;
        for (int p = 0; p < size; p++) {
          score +=
              (double) operands.get(0)[head + row * size + p]
                  * operands.get(1)[head + j * size + p];
        }
        double weight = Math.exp(score / Math.sqrt(size));
        sum += weight;
        wanted += weight * operands.get(2)[head + j * size + column];
      }
      double found = operands.get(3)[head + row * size + column];
      most = Math.max(most, Math.abs(wanted / sum - found));
    }
    return most;
  }

  /// A square image, channels last, filtered with bias; padded so that with stride 1 its size
  /// stays.
  private static KernelRow conv(String name, int in, int side, int out, int window, int stride) {
    int result = (side + 2 * (window / 2) - window) / stride + 1;
    String text =
        "func @f(%%0: %s, %%1: %s, %%2: %s) -> (%s) {%n"
                .formatted(
                    tensor(1, side, side, in),
                    tensor(out, window, window, in),
                    tensor(out),
                    tensor(1, result, result, out))
            + "  %%3 = tensor.conv2d(%%0, %%1, %%2) {padding = [%d], stride = [%d]}%n"
                .formatted(window / 2, stride)
            + "  core.return(%3)\n}\n";
    double flops = 2.0 * result * result * out * window * window * in;
    return new KernelRow(name, flops, text, o -> filtered(o, in, side, out, window, stride));
  }

  private static double filtered(
      List<float[]> operands, int in, int side, int out, int window, int stride) {
    Random random = new Random(3);
    int result = (side + 2 * (window / 2) - window) / stride + 1;
    double most = 0;
    for (int sample = 0; sample < 200; sample++) {
      int top = random.nextInt(result);
      int left = random.nextInt(result);
      int filter = random.nextInt(out);
      double sum = operands.get(2)[filter];
      for (int at = 0; at < window * window * in; at++) {
        int row = top * stride - window / 2 + at / in / window;
        int column = left * stride - window / 2 + at / in % window;
        if (row >= 0 && row < side && column >= 0 && column < side) {
          sum +=
              (double) operands.get(0)[(row * side + column) * in + at % in]
                  * operands.get(1)[filter * window * window * in + at];
        }
      }
      most = Math.max(most, Math.abs(sum - operands.get(3)[(top * result + left) * out + filter]));
    }
    return most;
  }

  /// A product whose left operand is transposed, as in gradients of weights.
  private static KernelRow turned(String name, int m, int n, int k) {
    String text =
        "func @f(%%0: %s, %%1: %s) -> (%s) {%n".formatted(tensor(k, m), tensor(k, n), tensor(m, n))
            + "  %2 = tensor.transpose(%0)\n  %3 = tensor.matmul(%2, %1)\n  core.return(%3)\n}\n";
    return new KernelRow(name, 2.0 * m * n * k, text, operands -> Double.NaN);
  }

  /// A product with weights of the shape `[out, in]`, as linear layers of many libraries store
  /// them.
  ///
  /// @param held what the weights are
  private static KernelRow linear(String name, String held, int m, int n, int k) {
    String widened =
        switch (held) {
          case "f32" -> "  %2 = tensor.transpose(%1)\n";
          case "q8_0", "q4_0" -> "  %4 = tensor.dequantize(%1)\n  %2 = tensor.transpose(%4)\n";
          default -> "  %4 = tensor.cast(%1) {dtype = type f32}\n  %2 = tensor.transpose(%4)\n";
        };
    String weights = tensor(n, k).replace("f32", held);
    String text =
        "func @f(%%0: %s, %%1: %s) -> (%s) {%n".formatted(tensor(m, k), weights, tensor(m, n))
            + widened
            + "  %3 = tensor.matmul(%0, %2)\n  core.return(%3)\n}\n";
    return new KernelRow(name, 2.0 * m * n * k, text, o -> product(o, m, n, k, 1, k, ""));
  }

  private static KernelRow matmul(String name, int m, int n, int k, String activation) {
    String biased =
        activation.isEmpty()
            ? "  core.return(%2)\n"
            : "  %4 = tensor.add(%2, %3)\n  %5 = tensor."
                + activation
                + "(%4)\n  core.return(%5)\n";
    String text =
        "func @f(%0: "
            + tensor(m, k)
            + ", %1: "
            + tensor(k, n)
            + (activation.isEmpty() ? "" : ", %3: " + tensor(n))
            + ") -> ("
            + tensor(m, n)
            + ") {\n  %2 = tensor.matmul(%0, %1)\n"
            + biased
            + "}\n";
    return new KernelRow(name, 2.0 * m * n * k, text, o -> product(o, m, n, k, n, 1, activation));
  }

  /// @param term the right operand's step from term to term
  /// @param column from column to column
  private static double product(
      List<float[]> operands, int m, int n, int k, int term, int column, String activation) {
    Random random = new Random(3);
    float[] a = operands.get(0);
    float[] b = operands.get(1);
    float[] c = operands.get(activation.isEmpty() ? 2 : 3);
    double most = 0;
    for (int sample = 0; sample < 200; sample++) {
      int i = random.nextInt(m);
      int j = random.nextInt(n);
      double sum = activation.isEmpty() ? 0 : operands.get(2)[j];
      for (int p = 0; p < k; p++) {
        sum += (double) a[i * k + p] * b[p * term + j * column];
      }
      double u = Math.sqrt(2 / Math.PI) * (sum + 0.044715 * sum * sum * sum);
      double wanted =
          switch (activation) {
            case "gelu" -> sum / 2 * (1 + Math.tanh(u));
            case "relu" -> Math.max(sum, 0);
            default -> sum;
          };
      most = Math.max(most, Math.abs(wanted - c[i * n + j]));
    }
    return most;
  }
}
