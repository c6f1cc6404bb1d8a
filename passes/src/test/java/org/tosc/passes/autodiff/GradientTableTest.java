package org.tosc.passes.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tosc.tir.ir.TensorOp;

/// The table of errors that is committed as a measurement. With `-Dgradient-table=FILE` it is
/// written there, over more shapes than a test takes.
class GradientTableTest {
  private static final String HEAD =
      """
      # Derivatives against differences

      The largest error of derivatives in binary64, made by the pass `autodiff` and run by the interpreter, against central
      differences extrapolated to an error of order h⁶ (h = 0.002, 0.001, 0.0005). An error is the largest difference of two
      derivatives by one operand, over the largest of them. Shapes, elements and weights of the results are random.

      ```text
      mvn -o -q -pl passes -am test -Dtest=GradientTableTest -Dsurefire.failIfNoSpecifiedTests=false \\
        -Dgradient-table=$PWD/docs/measurements/gradients.md
      ```

      | operation | derivatives compared | largest error |
      |---|---|---|
      """;

  @Test
  void everyRowAndEveryModelHasALine() throws IOException {
    String file = System.getProperty("gradient-table");
    List<String> lines = lines(file == null ? 1 : 50, file == null ? 1 : 10);
    long rows = List.of(TensorOp.values()).stream().filter(TensorOp::isDifferentiable).count();
    assertEquals(rows + Models.all().size(), lines.size());
    if (file != null) {
      Files.writeString(Path.of(file), HEAD + String.join("\n", lines) + "\n");
    }
  }

  private static List<String> lines(int shapes, int seeds) {
    List<String> lines = new ArrayList<>();
    Map<TensorOp, Differences.Found> rows = RowGradients.measured(shapes, 4);
    rows.forEach((op, found) -> lines.add(line("`" + op.row().name() + "`", found)));
    Models.all()
        .forEach(
            (name, text) -> {
              Differences.Found all = Differences.Found.NOTHING;
              for (int seed = 0; seed < seeds; seed++) {
                all = all.and(Models.measured(text, 3 + seed));
              }
              lines.add(line(name, all));
            });
    return lines;
  }

  private static String line(String name, Differences.Found found) {
    return String.format(
        Locale.ROOT, "| %s | %,d | %.1e |", name, found.derivatives(), found.error());
  }
}
