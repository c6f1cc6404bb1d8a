package org.tosc.backends.snitch.code;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is where on the stack, from its pointer on: registers that are saved, tables, what is
/// computed on the way, and the function's own arrays.
///
/// @param tables where each begins
/// @param scratch where what is computed on the way begins
/// @param arrays where the arrays begin
/// @param bytes of all
record StackPlan(Map<List<Long>, Integer> tables, int scratch, int arrays, int bytes) {
  private static final int ALIGNMENT = 16;

  StackPlan {
    tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
  }

  static StackPlan of(int saved, List<List<Schedule>> computations, int scratch, int arrays) {
    Map<List<Long>, Integer> tables = new LinkedHashMap<>();
    int place = saved * Long.BYTES;
    for (List<Schedule> pieces : computations) {
      for (Schedule piece : pieces) {
        List<Long> table = words(piece);
        if (!table.isEmpty() && !tables.containsKey(table)) {
          tables.put(table, place);
          place += table.size() * Long.BYTES;
        }
      }
    }
    int behind = place + ((scratch + Long.BYTES - 1) & -Long.BYTES);
    int end = (behind + arrays + ALIGNMENT - 1) & -ALIGNMENT;
    return new StackPlan(tables, place, behind, end);
  }

  /// The access as the stack's pointer sees it.
  Access placed(Access access) {
    return switch (access.argument()) {
      case Access.STACK -> access.plus(scratch);
      case Access.SCRATCH -> access.plus(arrays);
      default -> access;
    };
  }

  /// The numbers of a schedule's table as its streams read them.
  private static List<Long> words(Schedule schedule) {
    return schedule.tile().table().stream().map(schedule.computation().element()::word).toList();
  }

  /// The access to the table of a schedule.
  Access table(Schedule schedule) {
    Integer place = tables.get(words(schedule));
    if (place == null) {
      throw new IllegalArgumentException("a table that has no place");
    }
    int dims = schedule.computation().dims().size();
    return new Access(Access.STACK, place, Collections.nCopies(dims, 0L));
  }
}
