package org.tosc.backends.machines.x86.exec;

import java.util.Map;
import org.tosc.backends.machines.x86.isa.Instruction;

/// Which flags the manual leaves undefined (SDM volume 1, appendix A, table A-2).
final class DefinedFlags {
  private static final int CF = 1;
  private static final int PF = 4;
  private static final int AF = 16;
  private static final int ZF = 64;
  private static final int SF = 128;
  private static final int OF = 2048;
  private static final int ALL = 0xCD5;

  private static final Map<String, Integer> UNDEFINED =
      Map.ofEntries(
          Map.entry("and", AF),
          Map.entry("or", AF),
          Map.entry("xor", AF),
          Map.entry("test", AF),
          Map.entry("mul", SF | ZF | AF | PF),
          Map.entry("imul", SF | ZF | AF | PF),
          Map.entry("div", ALL),
          Map.entry("idiv", ALL),
          Map.entry("bsf", ALL & ~ZF),
          Map.entry("bsr", ALL & ~ZF),
          Map.entry("bt", OF | SF | AF | PF),
          Map.entry("bts", OF | SF | AF | PF),
          Map.entry("btr", OF | SF | AF | PF),
          Map.entry("btc", OF | SF | AF | PF),
          Map.entry("tzcnt", OF | SF | AF | PF),
          Map.entry("lzcnt", OF | SF | AF | PF),
          Map.entry("bextr", SF | AF | PF),
          Map.entry("blsr", AF | PF),
          Map.entry("blsi", AF | PF),
          Map.entry("blsmsk", AF | PF),
          Map.entry("andn", AF | PF),
          Map.entry("bzhi", AF | PF));

  private DefinedFlags() {}

  static long of(Instruction i, long rcx) {
    String name = i.row().mnemonic();
    return switch (name) {
      case "shl", "shr", "sar", "rol", "ror", "rcl", "rcr", "shld", "shrd" -> shift(i, name, rcx);
      default -> ALL & ~UNDEFINED.getOrDefault(name, 0);
    };
  }

  /// OF is defined for counts of 1; CF where the count is within the operand.
  private static long shift(Instruction i, String name, long rcx) {
    int size = Core.size(i, 0);
    boolean byCl = i.operands().getLast() instanceof org.tosc.backends.machines.x86.isa.Register;
    int count = byCl ? (int) rcx : Lanes.immediate(i);
    count &= size == 8 ? 63 : 31;
    if (count == 0) {
      return ALL;
    }
    boolean rotates = name.startsWith("r");
    boolean twice = name.startsWith("shld") || name.startsWith("shrd");
    long defined = ALL & ~(rotates ? 0 : AF) & ~(count == 1 ? 0 : OF);
    if (twice && count > size * 8) {
      return 0;
    }
    return !rotates && count >= size * 8 ? defined & ~CF : defined;
  }
}
