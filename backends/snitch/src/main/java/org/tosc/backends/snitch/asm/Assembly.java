package org.tosc.backends.snitch.asm;

import java.util.List;
import java.util.Optional;
import org.tosc.backends.snitch.elf.ObjectFile;
import org.tosc.backends.snitch.elf.ObjectWriter;
import org.tosc.tir.source.Diagnostic;

/// What became of a source.
///
/// @param object sections and symbols; of no use where there are errors
/// @param lines where instructions and values come from, in the order of the source
/// @param diagnostics what is wrong, in the order of the source; empty where nothing is
public record Assembly(ObjectFile object, List<LineRow> lines, List<Diagnostic> diagnostics) {
  public Assembly {
    lines = List.copyOf(lines);
    diagnostics = List.copyOf(diagnostics);
  }

  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }

  /// The statement that wrote a byte of a section, or the last one before it.
  public Optional<LineRow> origin(String section, int offset) {
    LineRow found = null;
    for (LineRow row : lines) {
      if (row.section().equals(section) && row.offset() <= offset) {
        found = row;
      }
    }
    return Optional.ofNullable(found);
  }

  /// The object file.
  ///
  /// @throws IllegalStateException where the source has errors
  public byte[] bytes() {
    if (hasErrors()) {
      throw new IllegalStateException("a source with errors has no object file");
    }
    return ObjectWriter.write(object);
  }
}
