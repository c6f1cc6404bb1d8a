package org.tosc.passes.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.tir.ir.Function;

/// Threads share a step of a kernel only where it has some microseconds of work, at a rate of 32
/// multiply-adds or 16 simple operations in a nanosecond, or four elements that are copied.
class ForksTest {
  /// The parts of a kernel's phases; none where one thread does all of it at once.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        // 0.5 µs, 12 µs, 31 µs
        "a small product | 2 | 32x16 16x32 | 32x32 | matmul(%0, %1) |",
        "long rows by a small matrix | 2 | 4000x10 10x10 | 4000x10 | matmul(%0, %1) |",
        "100 by 100 | 2 | 100x100 100x100 | 100x100 | matmul(%0, %1) |",
        "a sum of rows | 2 | 100x2000 | 100 | reduce_sum(%0) {axis = [1]} |",
        // 12 µs of computing each, and 52 for keys or values that come from memory.
        "a row by a text's keys | 2 | 32x1x96 32x96x64 | 32x1x64 | matmul(%0, %1) | 2",
        "a row by fewer keys | 2 | 32x1x96 32x96x32 | 32x1x32 | matmul(%0, %1) |",
        // Each part copies what it needs; then all share 0.5 µs and 8 µs of copying.
        "512 by 512 | 2 | 512x512 512x512 | 512x512 | matmul(%0, %1) | 2",
        "few keys | 2 | 4000x64 16x64 16x64 | 4000x64 | attention(%0, %1, %2) | 1 2",
        "more keys | 2 | 4000x64 256x64 256x64 | 4000x64 | attention(%0, %1, %2) | 2 2",
        "softmax of many rows | 2 | 512x3072 | 512x3072 | softmax(%0) | 2",
        // Behind a large product 3 µs and 33 µs.
        "a small sum behind | 2 | 256x512 512x100 | 256 | matmul(%0, %1); reduce_sum(%2) {axis = [1]} | 2 1",
        "a large sum behind | 2 | 256x512 512x999 | 256 | matmul(%0, %1); reduce_sum(%2) {axis = [1]} | 2 2",
      })
  void shareWhatIsLarge(
      String name, int threads, String operands, String results, String operations, String phases) {
    List<String> found =
        lowered(operands, results, operations, Machine.AVX512.withThreads(threads)).stream()
            .filter(f -> f.attributes().has("phase"))
            .map(f -> "" + f.attributes().integer("phase"))
            .toList();
    assertEquals(phases == null ? "" : phases, String.join(" ", found));
  }

  private static List<Function> lowered(
      String operands, String results, String operations, Machine machine) {
    List<String> parameters = new ArrayList<>();
    for (String operand : operands.split(" ", -1)) {
      parameters.add("%" + parameters.size() + ": " + type(operand));
    }
    StringBuilder text = new StringBuilder("func @f(" + String.join(", ", parameters) + ") -> (");
    text.append(type(results)).append(") {\n");
    int values = parameters.size();
    for (String operation : operations.split(";", -1)) {
      text.append("  %" + values++ + " = tensor." + operation.trim() + "\n");
    }
    text.append("  core.return(%" + (values - 1) + ")\n}\n");
    return switch (Kernelize.kernel("k", Kernels.function(text.toString()))) {
      case Kernelize.Outcome.Made(Function kernel) ->
          Objects.requireNonNull(Lower.lower(kernel, machine));
      case Kernelize.Outcome.Refused(String why) -> throw new AssertionError(why);
    };
  }

  private static String type(String shape) {
    return "tensor<[" + shape.replace("x", ", ") + "] x f32>";
  }
}
