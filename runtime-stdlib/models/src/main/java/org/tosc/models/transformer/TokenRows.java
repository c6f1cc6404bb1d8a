package org.tosc.models.transformer;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The rows with which tokens enter a model: those of the table of tokens, and, where there are
/// such tables, the first row of that of kinds of tokens (BERT's texts have one part) and those of
/// the table of positions.
final class TokenRows {
  private static final String KINDS = "token_types.weight";
  private static final String POSITIONS = "position_embd.weight";

  private final Architecture architecture;
  private final Parameters parameters;
  private final boolean hasPositions;

  /// What is added to every row.
  private final float[] kind;

  TokenRows(Architecture architecture, Parameters parameters) {
    this.architecture = architecture;
    this.parameters = parameters;
    this.hasPositions = parameters.find(POSITIONS) != null;
    this.kind = new float[architecture.width()];
    if (parameters.find(KINDS) != null) {
      parameters.row(KINDS, 0, kind);
    }
  }

  /// Writes the rows of tokens.
  ///
  /// @param first the position of the first one
  void write(int[] text, int at, int count, int first, MemorySegment rows) {
    int width = architecture.width();
    float[] row = new float[width];
    float[] place = new float[width];
    for (int i = 0; i < count; i++) {
      parameters.row("token_embd.weight", text[at + i], row);
      if (hasPositions) {
        parameters.row(POSITIONS, (long) first + i, place);
      }
      for (int j = 0; j < width; j++) {
        row[j] = row[j] * (float) architecture.embeddingScale() + kind[j] + place[j];
      }
      MemorySegment.copy(
          row, 0, rows, ValueLayout.JAVA_FLOAT, (long) i * width * Float.BYTES, width);
    }
  }
}
