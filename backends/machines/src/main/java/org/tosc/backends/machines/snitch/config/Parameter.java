package org.tosc.backends.machines.snitch.config;

import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.parameters.Entry;
import org.tosc.backends.machines.snitch.core.Configuration;

/// What can be set in a file of parameters.
///
/// @param key with the name of its table before it
/// @param domain which values it can have
/// @param setter the configuration with the parameter set
record Parameter(String key, Domain domain, Setter setter) {
  /// Sets a parameter.
  @FunctionalInterface
  interface Setter {
    Configuration set(Configuration configuration, int value);
  }

  /// Which values there are.
  ///
  /// @param powerOfTwo whether only powers of two
  /// @param isBoolean whether only `true` and `false`
  record Domain(long least, long most, boolean powerOfTwo, boolean isBoolean) {
    static final Domain BOOLEAN = new Domain(0, 1, false, true);

    static Domain range(long least, long most) {
      return new Domain(least, most, false, false);
    }

    static Domain powers(long least, long most) {
      return new Domain(least, most, true, false);
    }

    /// What is wrong with an entry's value; null for nothing.
    @Nullable String fault(Entry entry) {
      if (entry.isBoolean() != isBoolean) {
        return isBoolean ? "`true` or `false` is needed here" : "a whole number is needed here";
      }
      long value = entry.value();
      boolean fits = value >= least && value <= most;
      boolean isPower = !powerOfTwo || Long.bitCount(value) == 1;
      if (fits && isPower) {
        return null;
      }
      String what = powerOfTwo ? "a power of two" : "a number";
      return what + " from " + least + " to " + most + " is needed here";
    }
  }
}
