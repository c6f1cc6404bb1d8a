package org.tosc.backends.x86.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tosc.backends.x86.asm.Note;
import org.tosc.backends.x86.elf.Contents;
import org.tosc.backends.x86.elf.Function;
import org.tosc.backends.x86.elf.LineRow;
import org.tosc.backends.x86.elf.LineTable;
import org.tosc.backends.x86.elf.ObjectFile;
import org.tosc.backends.x86.elf.ObjectWriter;
import org.tosc.tir.source.Position;
import org.tosc.tir.source.Span;

/// Machine code as an object file: kernels are global functions, what they call is local, constants
/// lie behind the code, and lines are those of the source.
public final class LinkableObject {
  /// The longest literal has 64 bytes.
  private static final int ALIGNMENT = 64;

  private final Compiled compiled;
  private final List<String> files = new ArrayList<>();
  private final List<LineRow> rows = new ArrayList<>();

  private LinkableObject(Compiled compiled) {
    this.compiled = compiled;
  }

  /// The bytes of the file.
  public static byte[] of(Compiled compiled) {
    return ObjectWriter.write(new LinkableObject(compiled).object());
  }

  private ObjectFile object() {
    List<Function> functions = new ArrayList<>();
    for (Compiled.Routine r : compiled.routines()) {
      functions.add(new Function(r.symbol(), r.offset(), r.size(), Frames.of(r), r.isGlobal()));
      rows(r);
    }
    String source = files.isEmpty() ? compiled.function().name() : files.getFirst();
    Contents text = new Contents(compiled.code().bytes(), ALIGNMENT);
    Optional<LineTable> lines =
        files.isEmpty() ? Optional.empty() : Optional.of(new LineTable(".", files, rows));
    return new ObjectFile(source, text, functions, Optional.empty(), List.of(), lines);
  }

  /// A row wherever an instruction comes from another place than the one before.
  private void rows(Compiled.Routine routine) {
    Span last = null;
    for (Note note : routine.notes()) {
      if (note instanceof Note.Instruction(int offset, _, _, _, Span span) && !span.equals(last)) {
        last = span;
        row(offset, span);
      }
    }
  }

  private void row(int offset, Span span) {
    if (span.isNone()) {
      if (!files.isEmpty()) {
        rows.add(new LineRow(offset, 0, 0, 0));
      }
      return;
    }
    String name = span.source().name();
    if (!files.contains(name)) {
      files.add(name);
    }
    Position from = span.from();
    rows.add(new LineRow(offset, files.indexOf(name), from.line(), from.column()));
  }
}
