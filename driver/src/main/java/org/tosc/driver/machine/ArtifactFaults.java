package org.tosc.driver.machine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.driver.Names;
import org.tosc.driver.machine.Execution.Request;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// What can be wrong with an artifact on any machine, in words.
final class ArtifactFaults {
  private final Request request;

  ArtifactFaults(Request request) {
    this.request = request;
  }

  /// A fault of the whole file.
  Diagnostic fault(Code code, String message) {
    return Diagnostic.of(code, new Source(request.file(), "").span(0, 0), message);
  }

  /// It uses what it does not have.
  Diagnostic incomplete(List<String> names) {
    String text = String.join(", ", names.stream().map(n -> "`" + n + "`").toList());
    return fault(Code.E0912, "`" + request.file() + "` uses " + text + " and does not define it")
        .note("`ld -r` links objects to one, in which all is defined");
  }

  /// The name of the function that is asked for, or of the only one that other files see; null
  /// where there is none.
  ///
  /// @param seen those that other files see
  /// @param all those that there are
  @Nullable String entry(List<String> seen, List<String> all) {
    String asked = request.entry();
    if (asked == null) {
      return seen.size() == 1 ? seen.getFirst() : null;
    }
    return all.contains(asked) ? asked : null;
  }

  /// There is no such function, or it is not said which.
  Diagnostic noEntry(List<String> seen) {
    String all = seen.isEmpty() ? "none" : String.join(", ", seen);
    if (request.entry() == null && seen.isEmpty()) {
      return fault(Code.E0908, "`" + request.file() + "` has no function to call");
    }
    if (request.entry() == null) {
      return fault(Code.E0908, "which function of `" + request.file() + "` to call is not said")
          .note("name it by `--entry`; there are " + all);
    }
    String near =
        Names.nearest(request.entry(), seen).map(n -> ", did you mean `" + n + "`?").orElse("");
    return fault(Code.E0908, "there is no function `" + request.entry() + "` here" + near)
        .note("functions here: " + all);
  }
}
