package org.tosc.backends.machines.mlir.verify;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an operation's regions are like.
///
/// @param least how many regions there are at least
/// @param most and at most
/// @param terminators what may end their blocks; none where nothing has to
/// @param arguments what their first block takes: see [RegionCheck]
/// @param yields what they give: see [RegionCheck]
record RegionRow(int least, int most, List<String> terminators, String arguments, String yields) {
  private static final String TEXT =
      """
      builtin.module        | 1 1  |                        | none       | -
      gpu.module            | 1 1  | gpu.module_end         | none       | -
      func.func             | 1 1  | func.return            | function   | function
      gpu.func              | 1 1  | gpu.return             | -          | -
      scf.for               | 1 1  | scf.yield              | loop       | results
      scf.if                | 2 2  | scf.yield              | none       | results
      scf.while             | 2 2  | scf.condition scf.yield | -         | -
      scf.parallel          | 1 1  | scf.reduce             | -          | -
      scf.forall            | 1 1  | scf.forall.in_parallel | -          | -
      scf.execute_region    | 1 1  | scf.yield              | none       | results
      scf.index_switch      | 1 99 | scf.yield              | none       | results
      affine.for            | 1 1  | affine.yield           | loop       | results
      affine.if             | 2 2  | affine.yield           | none       | results
      affine.parallel       | 1 1  | affine.yield           | -          | results
      linalg.generic        | 1 1  | linalg.yield           | elements   | outputs
      linalg.map            | 1 1  | linalg.yield           | -          | -
      linalg.reduce         | 1 1  | linalg.yield           | -          | -
      tensor.generate       | 1 1  | tensor.yield           | -          | -
      tensor.pad            | 1 1  | tensor.yield           | -          | -
      memref.alloca_scope   | 1 1  | memref.alloca_scope.return | none   | results
      vector.mask           | 1 1  | vector.yield           | none       | -
      gpu.launch            | 1 1  | gpu.terminator         | -          | -
      """;
  private static final Map<String, RegionRow> ALL = read();

  RegionRow {
    terminators = List.copyOf(terminators);
  }

  private static Map<String, RegionRow> read() {
    Map<String, RegionRow> all = new HashMap<>();
    TEXT.lines()
        .filter(l -> !l.isBlank())
        .forEach(
            line -> {
              String[] columns =
                  Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
              String[] counts = columns[1].split(" ", -1);
              List<String> ends =
                  columns[2].isEmpty() ? List.of() : List.of(columns[2].split("\\s+", -1));
              all.put(
                  columns[0],
                  new RegionRow(
                      Integer.parseInt(counts[0]),
                      Integer.parseInt(counts[1]),
                      ends,
                      columns[3],
                      columns[4]));
            });
    return Map.copyOf(all);
  }

  static @Nullable RegionRow of(String name) {
    return ALL.get(name);
  }

  /// Whether an operation ends blocks of some operation.
  static boolean isTerminator(String name) {
    return name.startsWith("cf.br")
        || name.equals("cf.cond_br")
        || name.equals("cf.switch")
        || ALL.values().stream().anyMatch(row -> row.terminators().contains(name));
  }
}
