package org.tosc.backends.machines.mlir.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// What is wrong so far.
final class Faults {
  private static final int MOST = 20;
  private static final Map<String, String> PLURALS = Map.of("axis", "axes", "index", "indices");

  private final List<Diagnostic> found = new ArrayList<>();

  void add(Diagnostic diagnostic) {
    if (found.size() < MOST) {
      found.add(diagnostic);
    }
  }

  void structure(Operation op, String message) {
    add(Diagnostic.of(Code.E1704, op.span(), "`" + op.name() + "` " + message));
  }

  void type(Operation op, String message) {
    add(Diagnostic.of(Code.E1703, op.span(), "`" + op.name() + "` " + message));
  }

  void type(Span at, String message) {
    add(Diagnostic.of(Code.E1703, at, message));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /// In the order of the text.
  List<Diagnostic> inOrder() {
    List<Diagnostic> all = new ArrayList<>(found);
    all.sort(Comparator.comparingInt(d -> d.span().start()));
    return List.copyOf(all);
  }

  /// `1 operand`, `2 operands`, `2 axes`.
  static String count(int n, String what) {
    return n + " " + (n == 1 ? what : PLURALS.getOrDefault(what, what + "s"));
  }
}
