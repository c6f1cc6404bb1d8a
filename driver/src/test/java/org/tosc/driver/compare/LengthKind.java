package org.tosc.driver.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.tir.ir.Function;

/// A kind of kernel, whose shapes hang on a length `n`: a row of [LengthKinds].
///
/// ```text
/// few rows by turned weights | 3xn 10xn 10 | 3x10 | transpose(%1) {perm = [1, 0]}; matmul(%0, %3); add(%4, %2) | whole
/// ```
///
/// The columns are the name, the operands, the results, the operations, and words. An operand is a
/// shape like `3x2nxn+1`, `.` for a number, with a type behind a colon unless it is `f32`.
/// Operations are counted on from the operands; in their attributes `<n+1>` is an extent. Results
/// are the last values. Words:
///
/// - `whole`: of whole numbers no sum is rounded, so that results have no error
/// - `positive`: operands are
/// - `by32`: `n` is a multiple of 32
/// - `to130`: there is no longer one, because the work grows with its square
record LengthKind(
    String name,
    List<String> operands,
    List<String> results,
    List<String> operations,
    List<String> words) {
  private static final Pattern EXTENT = Pattern.compile("(\\d*)(n?)([+-]\\d+)?");
  private static final Pattern PLACE = Pattern.compile("<([^>]*)>");
  private static final int BLOCK = 32;
  static final int FEW = 130;

  static LengthKind parse(String line) {
    String[] columns = line.split("\\|", -1);
    return new LengthKind(
        columns[0].trim(),
        parts(columns[1], "\\s+"),
        parts(columns[2], "\\s+"),
        parts(columns[3], ";"),
        parts(columns[4], "\\s+"));
  }

  private static List<String> parts(String column, String separator) {
    List<String> parts = new ArrayList<>(List.of(column.trim().split(separator)));
    parts.replaceAll(String::trim);
    parts.removeIf(String::isEmpty);
    return parts;
  }

  boolean is(String word) {
    return words.contains(word);
  }

  /// Whether it comes with a length.
  boolean has(int n) {
    return (!is("by32") || n % BLOCK == 0) && (!is("to130") || n <= FEW);
  }

  /// The names of its operations.
  List<String> operationNames() {
    return operations.stream().map(o -> o.split("[ (]", 2)[0]).toList();
  }

  Function function(int n) {
    return Kernels.function(text(n));
  }

  private String text(int n) {
    StringBuilder text = new StringBuilder("func @f(");
    for (int i = 0; i < operands.size(); i++) {
      text.append(i == 0 ? "%" : ", %").append(i).append(": ").append(type(operands.get(i), n));
    }
    text.append(") -> (");
    text.append(results.stream().map(r -> type(r, n)).collect(Collectors.joining(", ")));
    text.append(") {\n");
    int values = operands.size();
    for (String operation : operations) {
      String with = PLACE.matcher(operation).replaceAll(m -> "" + extent(m.group(1), n));
      text.append("  %").append(values++).append(" = tensor.").append(with).append("\n");
    }
    List<String> last = new ArrayList<>();
    for (int i = values - results.size(); i < values; i++) {
      last.add("%" + i);
    }
    return text.append("  core.return(")
        .append(String.join(", ", last))
        .append(")\n}\n")
        .toString();
  }

  private static String type(String words, int n) {
    String[] parts = words.split(":", -1);
    String extents =
        parts[0].equals(".")
            ? ""
            : List.of(parts[0].split("x", -1)).stream()
                .map(e -> "" + extent(e, n))
                .collect(Collectors.joining(", "));
    return "tensor<[" + extents + "] x " + (parts.length > 1 ? parts[1] : "f32") + ">";
  }

  /// `3`, `n`, `2n`, `2n+1`.
  private static long extent(String text, int n) {
    Matcher m = EXTENT.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException("`" + text + "` is no extent");
    }
    long factor = m.group(1).isEmpty() ? 1 : Long.parseLong(m.group(1));
    long times = m.group(2).isEmpty() ? factor : factor * n;
    return m.group(3) == null ? times : times + Long.parseLong(m.group(3));
  }

  @Override
  public String toString() {
    return name;
  }
}
