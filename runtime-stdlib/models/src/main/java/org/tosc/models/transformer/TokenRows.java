package org.tosc.models.transformer;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.ir.Scalar;

/// The rows with which tokens enter a model: those of the table of tokens, and of the table of
/// positions where there is one.
final class TokenRows {
  private final Architecture architecture;
  private final Parameter table;
  private final @Nullable Parameter positions;

  TokenRows(Architecture architecture, Parameters parameters) {
    this.architecture = architecture;
    this.table = parameters.need("token_embd.weight");
    this.positions = parameters.find("position_embd.weight");
  }

  /// Writes the rows of tokens.
  ///
  /// @param first the position of the first one
  void write(int[] text, int at, int count, int first, MemorySegment rows) {
    int width = architecture.width();
    float[] row = new float[width];
    for (int i = 0; i < count; i++) {
      read(table, text[at + i], row);
      for (int j = 0; j < width; j++) {
        row[j] *= (float) architecture.embeddingScale();
      }
      if (positions != null) {
        float[] place = new float[width];
        read(positions, first + i, place);
        for (int j = 0; j < width; j++) {
          row[j] += place[j];
        }
      }
      MemorySegment.copy(
          row, 0, rows, ValueLayout.JAVA_FLOAT, (long) i * width * Float.BYTES, width);
    }
  }

  private static void read(Parameter table, int number, float[] row) {
    long count = table.extent(0);
    if (number < 0 || number >= count) {
      throw new IllegalArgumentException("row " + number + " of " + count + " of " + table.name());
    }
    DType dtype = Objects.requireNonNull(DType.find(table.element().text()));
    long bytes = dtype.byteSize(row.length);
    MemorySegment at = table.bytes().asSlice(number * bytes, bytes);
    if (table.element() == Scalar.F32) {
      MemorySegment.copy(at, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, row, 0, row.length);
    } else {
      float[] cells = Tensor.ofSegment(dtype, new long[] {row.length}, at).toFloats();
      System.arraycopy(cells, 0, row, 0, row.length);
    }
  }
}
