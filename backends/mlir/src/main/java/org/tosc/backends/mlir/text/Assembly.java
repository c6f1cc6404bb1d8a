package org.tosc.backends.mlir.text;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The forms that dialects give their operations: a table, one row for each operation.
///
/// ```java
/// Assembly.of(Map.of("arith.addf", Pattern.of("$0, $1{} : ~=0"))).with(ScfAssembly.ROWS);
/// ```
public final class Assembly {
  /// Operations whose regions see no values from outside.
  static final Set<String> ISOLATED =
      Set.of(
          "builtin.module",
          "func.func",
          "gpu.module",
          "gpu.func",
          "tt.func",
          "transform.named_sequence");

  private final Map<String, AssemblyFormat> formats;

  private Assembly(Map<String, AssemblyFormat> formats) {
    this.formats = Map.copyOf(formats);
  }

  public static Assembly of(Map<String, AssemblyFormat> formats) {
    return new Assembly(formats);
  }

  /// These forms and more.
  public Assembly with(Map<String, AssemblyFormat> more) {
    Map<String, AssemblyFormat> all = new HashMap<>(formats);
    all.putAll(more);
    return new Assembly(all);
  }

  public @Nullable AssemblyFormat format(String operation) {
    return formats.get(operation);
  }
}
