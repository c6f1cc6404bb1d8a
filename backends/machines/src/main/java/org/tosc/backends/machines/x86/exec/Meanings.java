package org.tosc.backends.machines.x86.exec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.x86.manual.Manual;
import org.tosc.backends.machines.x86.manual.Row;

/// What each row does: actions by mnemonic.
final class Meanings {
  private static final Map<String, Action> ACTIONS = collect();

  private Meanings() {}

  static boolean has(Row row) {
    return ACTIONS.containsKey(row.mnemonic());
  }

  static Action of(Row row) {
    Action action = ACTIONS.get(row.mnemonic());
    if (action != null) {
      return action;
    }
    throw new Stop(Trap.Kind.UNMODELLED, row.mnemonic() + " is decoded but not executed");
  }

  private static Map<String, Action> collect() {
    Map<String, Action> all = new HashMap<>();
    List<Map<String, Action>> parts =
        List.of(
            ArithmeticActions.ACTIONS,
            ShiftActions.ACTIONS,
            BitActions.ACTIONS,
            StringActions.ACTIONS,
            MoveActions.actions(),
            ControlActions.actions(),
            FloatActions.actions(),
            ConvertActions.actions(),
            PackedActions.actions(),
            PackedShiftActions.actions(),
            ShuffleActions.actions(),
            PermuteActions.actions(),
            VectorMoveActions.actions(),
            MaskActions.actions(),
            GatherActions.actions(),
            DotActions.actions(),
            SpecialFloatActions.actions());
    for (Map<String, Action> part : parts) {
      part.forEach(
          (name, action) -> {
            if (all.put(name, action) != null) {
              throw new IllegalStateException(name + " has two meanings");
            }
          });
    }
    return Map.copyOf(all);
  }

  /// Names in the tables that no row has: mistakes.
  static Map<String, Action> unused() {
    Map<String, Action> left = new HashMap<>(ACTIONS);
    Manual.rows().forEach(row -> left.remove(row.mnemonic()));
    return left;
  }
}
