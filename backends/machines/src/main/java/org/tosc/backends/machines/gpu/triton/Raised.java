package org.tosc.backends.machines.gpu.triton;

import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import org.tosc.backends.machines.gpu.tile.Fault;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// A launcher's own error: its words are often made at run time, so what its variables hold says
/// why.
final class Raised {
  private static final int MOST = 8;

  private Raised() {}

  static Fault at(Span place, Names names) {
    Diagnostic diagnostic =
        Diagnostic.of(Code.E1805, place, "the launcher ends here with an error of its own");
    var all =
        names.copy().entrySet().stream()
            .sorted(Comparator.comparing(Map.Entry::getKey))
            .limit(MOST)
            .toList();
    for (Map.Entry<String, Value> each : all) {
      diagnostic = diagnostic.note("`" + each.getKey() + "` is " + shown(each.getValue()));
    }
    return new Fault(diagnostic);
  }

  private static String shown(Value value) {
    return switch (value) {
      case Value.Tuple(var items) ->
          items.stream().map(Raised::shown).collect(Collectors.joining(", ", "(", ")"));
      case Value.Array array -> "a tensor of " + array.buffer().type() + ", shape " + array.shape();
      case Value other -> other.describe();
    };
  }
}
