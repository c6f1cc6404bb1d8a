package org.tosc.driver.machine;

import java.util.List;
import org.tosc.backends.machines.snitch.core.Counts;

/// What a call on the model of Snitch did and took.
///
/// @param cold whether it was the first call
/// @param overhead instructions of the integer core in the measured region beside the function's
/// @param counts of the function; its cycles are those of the region (snitch.md section 3)
/// @param integer what a whole number or address is returned in: `a0`
/// @param bits what a float is returned in: `fa0`
/// @param lines those of the source that took cycles, in its order; none where there is no source
public record SnitchReport(
    String entry,
    boolean cold,
    int overhead,
    Counts counts,
    int integer,
    long bits,
    List<Line> lines)
    implements ExecutionReport {
  public SnitchReport {
    lines = List.copyOf(lines);
  }

  /// What a line of the source took.
  ///
  /// @param number from 1 on
  /// @param integer cycles in which the integer core issued it or waited there
  /// @param floating cycles in which the FPU issued it or waited there
  public record Line(int number, String text, long integer, long floating) {}

  public long cycles() {
    return counts.cycles();
  }

  /// Those that the integer core issued; what it gave to the FPU counts once, however often it was
  /// repeated there.
  public long instructions() {
    return counts.issues();
  }

  /// A float that was returned, if it was an `f32`.
  public float single() {
    return Float.intBitsToFloat((int) bits);
  }

  /// A float that was returned, if it was an `f64`.
  public double number() {
    return Double.longBitsToDouble(bits);
  }
}
