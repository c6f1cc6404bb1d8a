package org.tosc.backends.machines.x86.text;

import org.tosc.backends.machines.x86.isa.Indirect;
import org.tosc.backends.machines.x86.isa.Instruction;
import org.tosc.backends.machines.x86.isa.Prefixes;
import org.tosc.backends.machines.x86.manual.Trait;

/// Writes prefixes that mean something and are no part of a name (`lock`, `rep`), and those that
/// mean nothing, as bytes in their order: `data16`, `cs`, `rex.W`.
final class PrefixText {
  private static final int REX = 0x40;

  private PrefixText() {}

  static void write(StringBuilder out, Instruction i, byte[] code, int at) {
    Prefixes p = i.prefixes();
    int last = at + p.count() - (p.rex() != 0 ? 1 : 0);
    boolean strings = takesDataSegment(i);
    for (int k = at; k < last; k++) {
      String word = word(i, code[k] & 0xFF, isLast(code, k, last), strings);
      if (!word.isEmpty()) {
        out.append(word).append(' ');
      }
    }
    int unused = p.rex() & 0xF & ~p.rexUsed();
    boolean plain = p.rex() == REX && (p.rexUsed() & REX) == 0;
    if (p.rex() != 0 && (unused != 0 || plain)) {
      out.append(rex(p.rex())).append(' ');
    }
  }

  /// Of several prefixes of a group the last counts.
  private static boolean isLast(byte[] code, int k, int last) {
    for (int j = k + 1; j < last; j++) {
      if (group(code[j] & 0xFF) == group(code[k] & 0xFF)) {
        return false;
      }
    }
    return true;
  }

  private static int group(int b) {
    return switch (b) {
      case 0x26, 0x2E, 0x36, 0x3E, 0x64, 0x65 -> 1;
      case 0xF2, 0xF3 -> 2;
      default -> b;
    };
  }

  private static String word(Instruction i, int b, boolean last, boolean strings) {
    Prefixes p = i.prefixes();
    return switch (b) {
      case 0x26 -> last && strings ? "" : "es";
      case 0x2E -> last && strings ? "" : "cs";
      case 0x36 -> last && strings ? "" : "ss";
      case 0x3E -> last && strings ? "" : last && isTracked(i) ? "notrack" : "ds";
      case 0x64 -> last && p.takes(Prefixes.SEGMENT) ? "" : "fs";
      case 0x65 -> last && p.takes(Prefixes.SEGMENT) ? "" : "gs";
      case 0x66 -> last && p.takes(Prefixes.OPERAND_SIZE) ? "" : "data16";
      case 0x67 -> last && p.takes(Prefixes.ADDRESS_SIZE) ? "" : "addr32";
      case 0xF0 -> "lock";
      case 0xF2, 0xF3 -> last && p.takes(Prefixes.REPEAT) ? "" : repeat(i, b, last);
      default -> rex(b);
    };
  }

  private static String repeat(Instruction i, int b, boolean last) {
    if (last && i.row().has(Trait.REP)) {
      return b == 0xF3 ? "rep" : "repnz";
    }
    if (last && isElided(i, b)) {
      return b == 0xF3 ? "xrelease" : "xacquire";
    }
    if (last && b == 0xF2 && i.row().has(Trait.BND)) {
      return "bnd";
    }
    return b == 0xF3 ? "repz" : "repnz";
  }

  /// Indirect branches, whose targets CET tracks (SDM volume 1, 17.3.4).
  private static boolean isTracked(Instruction i) {
    return i.row().has(Trait.BND)
        && i.row().encoding().opcode() == 0xFF
        && !i.prefixes().operandSize();
  }

  /// Hardware lock elision (SDM volume 1, 16.3): locked instructions, xchg and stores of mov.
  private static boolean isElided(Instruction i, int b) {
    boolean memory = !i.operands().isEmpty() && i.operands().getFirst() instanceof Indirect;
    String name = i.row().mnemonic();
    boolean store = name.equals("mov") && b == 0xF3 && i.row().encoding().hasModrm();
    return memory
        && ((i.row().has(Trait.LOCK)
                && !name.equals("cmpxchg16b")
                && (i.prefixes().lock() || name.equals("xchg")))
            || store);
  }

  private static String rex(int b) {
    var text = new StringBuilder("rex");
    if ((b & 0xF) != 0) {
      text.append('.');
      String bits = "WRXB";
      for (int k = 0; k < 4; k++) {
        if ((b & 8 >> k) != 0) {
          text.append(bits.charAt(k));
        }
      }
    }
    return text.toString();
  }

  /// Strings at rSI are shown with their segment, so its prefix is not shown again.
  private static boolean takesDataSegment(Instruction i) {
    return i.prefixes().takes(Prefixes.SEGMENT)
        && i.operands().stream()
            .anyMatch(o -> o instanceof Indirect at && at.form() == Indirect.Form.STRING);
  }
}
