package org.tosc.backends.snitch.loops;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What a routine calls, each once behind it.
final class Calls {
  /// What there is; those of `f32` need the others, which stand behind them.
  enum Kind {
    SINGLE_QUOTIENT,
    SINGLE_ROOT,
    QUOTIENT,
    ROOT
  }

  private final Map<Kind, Label> called = new EnumMap<>(Kind.class);
  private final Label longQuotient = new Label();
  private final Label longRoot = new Label();

  Label of(Kind kind) {
    return called.computeIfAbsent(kind, _ -> new Label());
  }

  List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      Label entry = called.get(kind);
      if (entry != null) {
        lines.addAll(code(kind).lines(entry));
      }
    }
    return lines;
  }

  private Called code(Kind kind) {
    return switch (kind) {
      case QUOTIENT -> new Quotients(longQuotient);
      case ROOT -> new Roots(longRoot);
      case SINGLE_QUOTIENT -> {
        of(Kind.QUOTIENT);
        yield new SingleQuotients(longQuotient);
      }
      case SINGLE_ROOT -> {
        of(Kind.ROOT);
        yield new SingleRoots(longRoot);
      }
    };
  }
}
