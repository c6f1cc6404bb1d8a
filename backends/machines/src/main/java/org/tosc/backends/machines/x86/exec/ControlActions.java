package org.tosc.backends.machines.x86.exec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.x86.isa.Instruction;

/// Branches, calls, traps, and what changes nothing.
final class ControlActions {
  private static final List<String> CONDITIONS =
      List.of(
          "o", "no", "b", "ae", "e", "ne", "be", "a", "s", "ns", "p", "np", "l", "ge", "le", "g");
  private static final List<String> NOTHING =
      List.of(
          "nop",
          "pause",
          "endbr64",
          "endbr32",
          "prefetch",
          "prefetchw",
          "prefetchwt1",
          "prefetchnta",
          "prefetcht0",
          "prefetcht1",
          "prefetcht2",
          "lfence",
          "mfence",
          "sfence",
          "clflush",
          "clflushopt",
          "clwb");

  /// DAZ, FTZ and the masks of exceptions in MXCSR.
  private static final int UNMODELLED_BITS = 0x8040;

  private static final int EXCEPTION_MASKS = 0x1F80;

  private ControlActions() {}

  static Map<String, Action> actions() {
    Map<String, Action> all = new HashMap<>();
    for (String name : NOTHING) {
      all.put(name, (c, i) -> {});
    }
    all.put("jmp", (c, i) -> c.next = c.value(i, 0));
    all.put("call", ControlActions::call);
    all.put("ret", ControlActions::leave);
    all.put("jrcxz", (c, i) -> jump(c, i, counter(c, i) == 0));
    all.put("loop", (c, i) -> jump(c, i, countDown(c, i)));
    all.put("loope", (c, i) -> jump(c, i, countDown(c, i) && c.flags.zero));
    all.put("loopne", (c, i) -> jump(c, i, countDown(c, i) && !c.flags.zero));
    for (int n = 0; n < CONDITIONS.size(); n++) {
      int condition = n;
      all.put("j" + CONDITIONS.get(n), (c, i) -> jump(c, i, c.flags.holds(condition)));
    }
    for (String name : List.of("int3", "int", "ud2", "syscall")) {
      all.put(
          name,
          (c, i) -> {
            throw new Stop(Trap.Kind.SOFTWARE, name);
          });
    }
    for (String name : List.of("ldmxcsr", "vldmxcsr")) {
      all.put(name, (c, i) -> loadControl(c, (int) c.value(i, 0)));
    }
    for (String name : List.of("stmxcsr", "vstmxcsr")) {
      all.put(name, (c, i) -> c.set(i, 0, c.mxcsr));
    }
    all.put("rdtsc", (c, i) -> timeStamp(c));
    return Map.copyOf(all);
  }

  private static void call(Core c, Instruction i) {
    long target = c.value(i, 0);
    c.push(c.next, 8);
    c.next = target;
  }

  private static void leave(Core c, Instruction i) {
    c.next = c.pop(8);
    if (!i.operands().isEmpty()) {
      c.general[Core.RSP] += c.value(i, 0) & 0xFFFF;
    }
  }

  private static void jump(Core c, Instruction i, boolean taken) {
    if (taken) {
      c.next = c.value(i, 0);
    }
  }

  private static long counter(Core c, Instruction i) {
    long whole = c.general[Core.RCX];
    return i.prefixes().addressSize() ? whole & 0xFFFF_FFFFL : whole;
  }

  private static boolean countDown(Core c, Instruction i) {
    boolean narrow = i.prefixes().addressSize();
    ArithmeticActions.write(c, Core.RCX, narrow ? 4 : 8, c.general[Core.RCX] - 1);
    return counter(c, i) != 0;
  }

  private static void loadControl(Core c, int value) {
    if ((value & UNMODELLED_BITS) != 0 || (value & EXCEPTION_MASKS) != EXCEPTION_MASKS) {
      throw new Stop(
          Trap.Kind.UNMODELLED,
          "MXCSR = 0x" + Integer.toHexString(value) + ": DAZ, FTZ or unmasked exceptions");
    }
    c.mxcsr = value;
  }

  /// The number of instructions executed stands for time.
  private static void timeStamp(Core c) {
    c.general[Core.RAX] = c.executed & 0xFFFF_FFFFL;
    c.general[Core.RDX] = c.executed >>> 32;
  }
}
