package org.tosc.passes.analysis;

import java.util.Set;
import org.tosc.passes.precision.Precision;
import org.tosc.tir.ir.Function;

/// Functions as programs have them. Others carry attributes of passes, which look for them by name.
public final class Ordinary {
  private static final Set<String> ATTRIBUTES =
      Set.of("name", "params", "optional", "captures", "rest", Precision.ATTRIBUTE);

  private Ordinary() {}

  public static boolean isOrdinary(Function f) {
    return ATTRIBUTES.containsAll(f.attributes().asMap().keySet());
  }
}
