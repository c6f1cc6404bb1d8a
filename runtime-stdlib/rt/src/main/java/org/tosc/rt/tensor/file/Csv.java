package org.tosc.rt.tensor.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Shapes;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

/// Tables of numbers: rows are lines, columns are separated by commas, numbers may be quoted, blank
/// lines do not count, and a first line without any number is a heading: one with some numbers is a
/// row whose other cells are wrong. Written: tensors of one axis (one number a line) or two, each
/// number as the shortest text that reads back the same.
public final class Csv {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,400}\\.?\\d{0,400}|\\.\\d{1,400})([eE][+-]?\\d{1,9})?");

  private final String file;
  private final byte[] bytes;
  private double[] cells = new double[256];
  private int count;
  private int columns = -1;
  private int rows;

  private Csv(String file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  /// Reads a table as a tensor of two axes.
  public static Tensor read(Path path, DType dtype) {
    String name = path.toString();
    try {
      long size = Files.size(path);
      if (size > Shapes.MAX_SIZE) {
        throw new TensorFileFault(
            name, 0, "a table has at most 2 GiB, this one " + size + " bytes");
      }
      return read(name, Files.readAllBytes(path), dtype);
    } catch (IOException e) {
      throw TensorFileFault.of(name, 0, e);
    }
  }

  /// Reads a table from bytes, which `name` stands for in messages.
  static Tensor read(String name, byte[] bytes, DType dtype) {
    Csv csv = new Csv(name, bytes);
    int start = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '\n') {
        csv.line(start, i);
        start = i + 1;
      }
    }
    long[] shape = {csv.rows, Math.max(csv.columns, 0)};
    return Tensor.ofDoubles(dtype, shape, Arrays.copyOf(csv.cells, csv.count));
  }

  private void line(int start, int end) {
    String text = new String(bytes, start, end - start, StandardCharsets.UTF_8);
    if (start == 0 && text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    if (text.isBlank()) {
      return;
    }
    String[] parts = text.split(",", -1);
    boolean heading = columns < 0 && Arrays.stream(parts).allMatch(p -> number(p) == null);
    if (columns >= 0 && parts.length != columns) {
      throw new TensorFileFault(
          file,
          start,
          "line "
              + lineNumber(start)
              + " has "
              + parts.length
              + " columns, the first has "
              + columns);
    }
    columns = parts.length;
    if (heading) {
      return;
    }
    rows++;
    for (int i = 0; i < parts.length; i++) {
      append(parts[i], i, start);
    }
  }

  private void append(String cell, int column, int start) {
    Double value = number(cell);
    if (value == null) {
      throw new TensorFileFault(
          file,
          start,
          "line "
              + lineNumber(start)
              + ", column "
              + (column + 1)
              + ": expected a number, found `"
              + TensorFileFault.escaped(cell.strip())
              + "`");
    }
    if (count == cells.length) {
      cells = Arrays.copyOf(cells, Math.multiplyExact(2, count));
    }
    cells[count++] = value;
  }

  private int lineNumber(int offset) {
    int line = 1;
    for (int i = 0; i < offset; i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    return line;
  }

  private static @Nullable Double number(String cell) {
    String text = cell.strip();
    if (text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")) {
      text = text.substring(1, text.length() - 1).strip();
    }
    if (NUMBER.matcher(text).matches()) {
      return Double.valueOf(text);
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan" -> Double.NaN;
      case "inf", "+inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> null;
    };
  }

  /// Writes a tensor of one or two axes; an existing file is replaced as a whole.
  ///
  /// @throws IOException where the file cannot be written
  public static void write(Path path, Tensor t) throws IOException {
    if (t.rank() < 1 || t.rank() > 2) {
      throw TensorFault.shape(
          "a .csv file holds one or two axes, found shape " + Arrays.toString(t.shape()));
    }
    Replacement.write(path, out -> write(out, t));
  }

  static void write(OutputStream out, Tensor t) throws IOException {
    long width = t.rank() == 1 ? 1 : t.dim(1);
    StringBuilder line = new StringBuilder();
    for (long i = 0; i < t.size(); i++) {
      line.append(text(t, i)).append((i + 1) % width == 0 ? '\n' : ',');
      if ((i + 1) % width == 0) {
        out.write(line.toString().getBytes(StandardCharsets.US_ASCII));
        line.setLength(0);
      }
    }
  }

  private static String text(Tensor t, long i) {
    if (!t.dtype().isFloat() && !t.dtype().isBlock()) {
      return Long.toString(t.getLong(i));
    }
    double x = t.getDouble(i);
    if (Double.isNaN(x)) {
      return "nan";
    }
    if (Double.isInfinite(x)) {
      return x > 0 ? "inf" : "-inf";
    }
    String text = t.dtype() == DType.F64 ? Double.toString(x) : Float.toString((float) x);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
