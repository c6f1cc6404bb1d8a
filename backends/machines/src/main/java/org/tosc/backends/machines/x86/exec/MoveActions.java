package org.tosc.backends.machines.x86.exec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.x86.isa.Indirect;
import org.tosc.backends.machines.x86.isa.Instruction;

/// Moves between general registers and memory, the stack, and what depends on flags.
final class MoveActions {
  private static final List<String> CONDITIONS =
      List.of(
          "o", "no", "b", "ae", "e", "ne", "be", "a", "s", "ns", "p", "np", "l", "ge", "le", "g");

  private MoveActions() {}

  static Map<String, Action> actions() {
    Map<String, Action> all = new HashMap<>();
    all.put("mov", (c, i) -> c.set(i, 0, c.value(i, 1)));
    all.put("movnti", (c, i) -> c.set(i, 0, c.value(i, 1)));
    all.put("movzx", (c, i) -> c.set(i, 0, c.value(i, 1)));
    all.put("movsx", (c, i) -> c.set(i, 0, Bits.signed(c.value(i, 1), Core.size(i, 1))));
    all.put("movsxd", (c, i) -> c.set(i, 0, Bits.signed(c.value(i, 1), 4)));
    all.put("movbe", MoveActions::reversed);
    all.put("lea", MoveActions::effectiveAddress);
    all.put("xchg", (c, i) -> ArithmeticActions.exchange(c, i, c.value(i, 1), c.value(i, 0)));
    all.put("push", MoveActions::push);
    all.put("pushw/push/push", MoveActions::push);
    all.put("pop", MoveActions::pop);
    all.put("leavew/leave/leave", MoveActions::leave);
    all.put("pushfw/pushf/pushf", (c, i) -> c.push(c.flags.packed(), i.operandSize()));
    all.put("popfw/popf/popf", (c, i) -> c.flags.unpack(c.pop(i.operandSize())));
    all.put("lahf", (c, i) -> writeAh(c, c.flags.packed() & 0xD7));
    all.put("sahf", MoveActions::storeAh);
    all.put("clc", (c, i) -> c.flags.carry = false);
    all.put("stc", (c, i) -> c.flags.carry = true);
    all.put("cmc", (c, i) -> c.flags.carry ^= true);
    all.put("cld", (c, i) -> c.flags.direction = false);
    all.put("std", (c, i) -> c.flags.direction = true);
    for (int n = 0; n < CONDITIONS.size(); n++) {
      int condition = n;
      all.put("set" + CONDITIONS.get(n), (c, i) -> c.set(i, 0, c.flags.holds(condition) ? 1 : 0));
      all.put("cmov" + CONDITIONS.get(n), (c, i) -> conditional(c, i, condition));
    }
    return Map.copyOf(all);
  }

  /// Memory is read and the upper half cleared even where the condition does not hold.
  private static void conditional(Core c, Instruction i, int condition) {
    long value = c.value(i, 1);
    c.set(i, 0, c.flags.holds(condition) ? value : c.value(i, 0));
  }

  private static void reversed(Core c, Instruction i) {
    int size = Core.size(i, 0);
    c.set(i, 0, Long.reverseBytes(c.value(i, 1)) >>> (64 - 8 * size));
  }

  /// Without the base of the segment.
  private static void effectiveAddress(Core c, Instruction i) {
    Indirect at = (Indirect) i.operands().get(1);
    Indirect plain =
        new Indirect(-1, at.base(), at.index(), at.scale(), at.displacement(), at.form(), 0, false);
    c.set(i, 0, c.address(plain));
  }

  private static void push(Core c, Instruction i) {
    c.push(c.value(i, 0), i.operandSize());
  }

  /// rsp is incremented before an address that uses it is computed.
  private static void pop(Core c, Instruction i) {
    long value = c.pop(i.operandSize());
    c.set(i, 0, value);
  }

  private static void leave(Core c, Instruction i) {
    c.general[Core.RSP] = c.general[Core.RBP];
    long frame = c.pop(i.operandSize());
    ArithmeticActions.write(c, Core.RBP, i.operandSize(), frame);
  }

  private static void writeAh(Core c, long value) {
    c.general[Core.RAX] = (c.general[Core.RAX] & ~0xFF00L) | value << 8;
  }

  private static void storeAh(Core c, Instruction i) {
    boolean overflow = c.flags.overflow;
    boolean direction = c.flags.direction;
    c.flags.unpack(c.general[Core.RAX] >> 8 & 0xFF);
    c.flags.overflow = overflow;
    c.flags.direction = direction;
  }
}
