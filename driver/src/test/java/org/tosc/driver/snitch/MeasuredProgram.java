package org.tosc.driver.snitch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.snitch.asm.Assembler;
import org.tosc.backends.snitch.asm.Assembly;
import org.tosc.backends.snitch.elf.Section;
import org.tosc.tir.source.Source;

/// A program whose cycles were measured on the processor's RTL: a row of `truth.csv` or `beat.csv`.
///
/// @param shape as `4x16xf64`
/// @param file where its assembly is
/// @param overhead instructions of the integer core in the measured region beside its own
/// @param row the figures by the names of columns
record MeasuredProgram(
    String kernel, String shape, String file, int overhead, Map<String, String> row) {
  MeasuredProgram {
    row = Map.copyOf(row);
  }

  int figure(String column) {
    return Integer.parseInt(row.get(column));
  }

  /// What another compiler made.
  static List<MeasuredProgram> ofOtherCompiler() {
    return rows("truth.csv").stream()
        .map(
            row ->
                new MeasuredProgram(
                    row.get("kernel"),
                    row.get("shape"),
                    row.get("asm"),
                    Integer.parseInt(row.get("region_int_overhead")),
                    row))
        .toList();
  }

  /// What was written by hand.
  static List<MeasuredProgram> byHand() {
    return rows("beat.csv").stream()
        .map(
            row ->
                new MeasuredProgram(
                    row.get("kernel"),
                    row.get("shape"),
                    "beat/%s__%s__%s.s"
                        .formatted(row.get("kernel"), row.get("shape"), row.get("scheme")),
                    Integer.parseInt(row.get("pre")),
                    row))
        .toList();
  }

  private static List<Map<String, String>> rows(String file) {
    List<String> lines = text(file).lines().toList();
    List<String> names = Arrays.asList(lines.getFirst().split(",", -1));
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < fields.length; i++) {
        row.put(names.get(i), fields[i]);
      }
      rows.add(row);
    }
    return rows;
  }

  private static String text(String file) {
    try (InputStream in = MeasuredProgram.class.getResourceAsStream("truth/" + file)) {
      if (in == null) {
        throw new IllegalStateException("no " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Its assembly.
  String text() {
    return text(file);
  }

  /// The instructions.
  byte[] code() {
    Assembly assembly = Assembler.assemble(new Source(file, text()));
    if (assembly.hasErrors()) {
      throw new IllegalStateException(file + ": " + assembly.diagnostics().getFirst());
    }
    return assembly.object().sections().stream()
        .filter(s -> s.name().equals(".text"))
        .map(Section::bytes)
        .findFirst()
        .orElseThrow();
  }

  /// How many bytes each array has, in the order of the arguments (snitch.md section 8).
  List<Integer> arrays() {
    int type = shape.lastIndexOf('x');
    int element = Integer.parseInt(shape.substring(type + 2)) / Byte.SIZE;
    List<Integer> extents =
        Arrays.stream(shape.substring(0, type).split("x")).map(Integer::parseInt).toList();
    int m = extents.get(0);
    int n = extents.get(1);
    int out = m * n * element;
    return switch (kernel) {
      case "matmul", "matmul_transb" -> {
        int columns = extents.get(2);
        yield List.of(m * n * element, n * columns * element, m * columns * element);
      }
      case "conv2d_d1_s1_3x3" -> List.of((m + 2) * (n + 2) * element, 9 * element, out);
      case "pooling_nchw_max_d1_s2_3x3", "pooling_nchw_sum_d1_s2_3x3" ->
          List.of((m + 3) * (n + 3) * element, out);
      case "sum" -> List.of(out, out, out);
      case "relu" -> List.of(out, out);
      case "fill" -> List.of(out);
      default -> throw new IllegalStateException(kernel);
    };
  }

  @Override
  public String toString() {
    return kernel + " " + shape;
  }
}
