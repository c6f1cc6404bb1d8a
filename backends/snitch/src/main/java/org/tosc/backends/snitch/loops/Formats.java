package org.tosc.backends.snitch.loops;

import java.util.EnumSet;
import java.util.Set;
import org.tosc.backends.snitch.code.Unsupported;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// Which of the two formats of 16 bits a function has: their instructions have the same bits, and a
/// mode says which is meant.
final class Formats {
  private final Set<Scalar> found = EnumSet.noneOf(Scalar.class);

  private Formats() {}

  /// Whether it is `bf16`.
  ///
  /// @throws Unsupported where both are there
  static boolean isAlternative(Function function) throws Unsupported {
    Formats formats = new Formats();
    formats.region(function.body());
    boolean hasBoth = formats.found.contains(Scalar.F16) && formats.found.contains(Scalar.BF16);
    if (hasBoth) {
      throw new Unsupported(function.span(), "f16 and bf16 in one function");
    }
    return formats.found.contains(Scalar.BF16);
  }

  private void region(Region region) {
    region.params().forEach(this::value);
    region
        .ops()
        .forEach(
            o -> {
              o.results().forEach(this::value);
              o.regions().forEach(this::region);
            });
  }

  private void value(Value value) {
    Type type = value.type() instanceof BufferType buffer ? buffer.element() : value.type();
    if (type instanceof Scalar scalar) {
      found.add(scalar);
    }
  }
}
