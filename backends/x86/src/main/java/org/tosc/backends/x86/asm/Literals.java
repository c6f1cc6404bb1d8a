package org.tosc.backends.x86.asm;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Constants behind the code, the longest first, so that each lies at a multiple of its size.
final class Literals {
  private Literals() {}

  /// Writes them.
  ///
  /// @param offsets where labels are: those of the constants are set
  /// @return what was written
  static List<Note> write(Map<ByteBuffer, Label> literals, CodeBuffer out, List<Integer> offsets) {
    List<Note> notes = new ArrayList<>();
    List<Map.Entry<ByteBuffer, Label>> longestFirst =
        literals.entrySet().stream()
            .sorted(Comparator.comparingInt(e -> -e.getKey().remaining()))
            .toList();
    for (Map.Entry<ByteBuffer, Label> literal : longestFirst) {
      ByteBuffer bytes = literal.getKey().duplicate();
      int length = bytes.remaining();
      out.ensure(2 * length);
      while (out.size() % length != 0) {
        out.put8(0);
      }
      offsets.set(literal.getValue().number(), out.size());
      notes.add(new Note.Literal(out.size(), length, literal.getValue()));
      while (bytes.hasRemaining()) {
        out.put8(bytes.get());
      }
    }
    return notes;
  }
}
