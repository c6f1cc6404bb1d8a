package org.tosc.backends.x86.asm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.x86.asm.Assembler.Place;
import org.tosc.tir.source.Span;

/// Notes while code is written, when the sizes of jumps are not known.
final class Notes {
  private final List<Written> written = new ArrayList<>();

  /// An instruction, or padding where there is no opcode.
  private record Written(Place place, @Nullable Opcode opcode, List<Operand> operands, Span span) {}

  void instruction(Place place, Opcode opcode, Operand[] operands, Span span) {
    written.add(new Written(place, opcode, List.of(operands), span));
  }

  void padding(Place place) {
    written.add(new Written(place, null, List.of(), Span.NONE));
  }

  /// @param offsets where places are
  /// @param end of the instructions
  List<Note> finish(ToIntFunction<Place> offsets, int end) {
    List<Note> notes = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      Written w = written.get(i);
      int offset = offsets.applyAsInt(w.place());
      boolean isLast = i + 1 == written.size();
      int size = (isLast ? end : offsets.applyAsInt(written.get(i + 1).place())) - offset;
      if (w.opcode() == null) {
        padding(offset, size, notes);
      } else {
        notes.add(new Note.Instruction(offset, size, w.opcode(), w.operands(), w.span()));
      }
    }
    return notes;
  }

  private static void padding(int offset, int size, List<Note> notes) {
    for (int done = 0; done < size; ) {
      int each = Math.min(size - done, Jumps.LONGEST_NOP);
      notes.add(new Note.Padding(offset + done, each));
      done += each;
    }
  }
}
