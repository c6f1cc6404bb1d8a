package org.tosc.backends.machines.mlir.dialect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All rows, by name.
public final class OpRows {
  private static final Map<String, OpRow> ALL = read();

  private OpRows() {}

  private static Map<String, OpRow> read() {
    Map<String, OpRow> rows = new HashMap<>();
    for (String table :
        List.of(
            ScalarRows.TEXT, MemoryRows.TEXT, VectorRows.TEXT, ControlRows.TEXT, GpuRows.TEXT)) {
      table.lines().filter(l -> l.contains("|")).forEach(line -> add(rows, line));
    }
    return Map.copyOf(rows);
  }

  private static void add(Map<String, OpRow> rows, String line) {
    String[] columns = line.split("\\|", -1);
    Signature signature = Signature.of(columns[1].strip(), columns[2]);
    for (String name : columns[0].strip().split("\\s+", -1)) {
      rows.put(name, new OpRow(name, signature, columns[3].strip()));
    }
  }

  /// The row of that operation, or null.
  public static @Nullable OpRow of(String name) {
    return ALL.get(name);
  }

  public static Map<String, OpRow> all() {
    return ALL;
  }
}
