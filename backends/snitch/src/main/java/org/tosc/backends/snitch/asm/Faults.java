package org.tosc.backends.snitch.asm;

import java.util.ArrayList;
import java.util.List;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// What was found wrong so far.
final class Faults {
  private final List<Diagnostic> found = new ArrayList<>();

  void syntax(Span at, String message) {
    found.add(Diagnostic.of(Code.E1601, at, message));
  }

  void operand(Span at, String message) {
    found.add(Diagnostic.of(Code.E1602, at, message));
  }

  void symbol(Span at, String message) {
    found.add(Diagnostic.of(Code.E1603, at, message));
  }

  void add(Diagnostic diagnostic) {
    found.add(diagnostic);
  }

  List<Diagnostic> found() {
    return List.copyOf(found);
  }
}
