package org.tosc.backends.machines.x86.exec;

import java.util.Map;
import org.tosc.backends.machines.x86.isa.Indirect;
import org.tosc.backends.machines.x86.isa.Instruction;
import org.tosc.backends.machines.x86.isa.Operand;

/// String instructions with their repetitions (SDM volume 2, REP).
final class StringActions {
  private StringActions() {}

  static final Map<String, Action> ACTIONS =
      Map.of(
          "movs", (c, i) -> repeat(c, i, () -> c.set(i, 0, c.value(i, 1))),
          "stos", (c, i) -> repeat(c, i, () -> c.set(i, 0, c.value(i, 1))),
          "lods", (c, i) -> repeat(c, i, () -> c.set(i, 0, c.value(i, 1))),
          "cmps", (c, i) -> repeat(c, i, () -> compare(c, i)),
          "scas", (c, i) -> repeat(c, i, () -> compare(c, i)));

  private static void compare(Core c, Instruction i) {
    long a = c.value(i, 0);
    long b = c.value(i, 1);
    c.flags.difference(a, b, a - b, Core.size(i, 0));
  }

  private static void repeat(Core c, Instruction i, Runnable once) {
    int prefix = i.prefixes().repeat();
    int width = i.prefixes().addressSize() ? 4 : 8;
    if (prefix == 0) {
      once.run();
      advance(c, i);
      return;
    }
    boolean compares = i.row().mnemonic().equals("cmps") || i.row().mnemonic().equals("scas");
    while (Bits.of(c.general[Core.RCX], width) != 0) {
      once.run();
      advance(c, i);
      ArithmeticActions.write(c, Core.RCX, width, c.general[Core.RCX] - 1);
      if (compares && c.flags.zero != (prefix == 0xF3)) {
        return;
      }
    }
  }

  private static void advance(Core c, Instruction i) {
    for (Operand operand : i.operands()) {
      if (operand instanceof Indirect at && at.base() != null) {
        int step = c.flags.direction ? -at.bytes() : at.bytes();
        c.set(at.base(), c.general[at.base().number()] + step);
      }
    }
  }
}
