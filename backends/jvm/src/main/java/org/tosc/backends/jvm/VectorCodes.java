package org.tosc.backends.jvm;

import java.util.HashMap;
import java.util.Map;
import org.tosc.backends.jvm.link.Incubator;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Region;
import org.tosc.tir.source.Span;
import org.tosc.tir.text.Printer;

/// The code of the kernels of one program, made once for groups that are alike: the layers of a
/// network have few different ones.
final class VectorCodes {
  /// By the text of the kernel as nests, which says all of it.
  private final Map<String, VectorCode.Outcome> known = new HashMap<>();

  /// The code of operations that take a region's parameters and yield its results.
  synchronized VectorCode.Outcome of(Region group, Span span) {
    if (!Incubator.isPresent()) {
      return new VectorCode.Outcome.Refused("this JVM has no vectors");
    }
    return switch (Kernelize.kernel(VectorCode.SYMBOL, group, span)) {
      case Kernelize.Outcome.Refused(String why) -> new VectorCode.Outcome.Refused(why);
      case Kernelize.Outcome.Made(Function nests) ->
          known.computeIfAbsent(Printer.print(nests), _ -> VectorCode.of(nests));
    };
  }
}
