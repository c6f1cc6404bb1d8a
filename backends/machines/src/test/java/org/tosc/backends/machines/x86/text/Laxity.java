package org.tosc.backends.machines.x86.text;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.x86.decode.Decoder;
import org.tosc.backends.machines.x86.isa.Decoded;
import org.tosc.backends.machines.x86.isa.Fault;
import org.tosc.backends.machines.x86.isa.Instruction;
import org.tosc.backends.machines.x86.isa.Operand;
import org.tosc.backends.machines.x86.isa.Register;
import org.tosc.backends.machines.x86.manual.Encoding;
import org.tosc.backends.machines.x86.manual.Trait;

/// Where objdump and the manual differ, class by class, each with the place in the manual.
final class Laxity {
  /// Faults of ours that objdump prints as instructions: what we say, and what the manual says.
  private static final Map<String, String> FAULTS =
      Map.of(
          "LOCK stands before an instruction that cannot be locked",
          "volume 2, LOCK: #UD",
          "66, F2, F3, LOCK or REX stands before VEX or EVEX",
          "volume 2, 2.3.2, 2.3.3: #UD",
          "EVEX.V' extends no operand and must be 1",
          "volume 2, table 2-46: #UD",
          "EVEX.b means nothing here",
          "volume 2, table 2-46, EVEX.b: #UD",
          "this instruction takes no mask",
          "volume 2, 2.7.4: #UD",
          "elements of this destination cannot be zeroed",
          "volume 2, 2.7.4: #UD",
          "gathers and scatters need a mask other than k0",
          "volume 2, VGATHERDPS, VSCATTERDPS: #UD",
          "destination, index and mask of a gather are three registers",
          "volume 2, VGATHERDPS: #UD");

  private Laxity() {}

  static @Nullable String reason(byte[] code, Decoded decoded, String text, String ours) {
    if (bothRepeats(code)) {
      return "volume 2, 2.1.1: F2 and F3 are one group; several of a group are undefined";
    }
    if (movedRex(code)) {
      return "objdump ends an instruction at a REX that another prefix follows (2.2.1: ignored)";
    }
    return switch (decoded) {
      case Fault(Fault.Kind kind, String detail) -> fault(kind, detail, code, text);
      case Instruction i -> instruction(i, code, text, ours);
    };
  }

  private static @Nullable String fault(Fault.Kind kind, String detail, byte[] code, String text) {
    if (kind == Fault.Kind.UNMODELLED) {
      return "not in this model";
    }
    if (kind == Fault.Kind.UNDEFINED && wrongField(code, 0x80, text)) {
      return "volume 2, 2.7.11, VEX.W and EVEX.W: #UD where the row demands the other";
    }
    if (kind == Fault.Kind.UNDEFINED
        && (wrongField(code, 1, text) || wrongField(code, 2, text) || wrongField(code, 3, text))) {
      return "volume 2, 2.7.11, VEX.pp and EVEX.pp: #UD where the row demands another";
    }
    if (kind == Fault.Kind.UNDEFINED && text.contains("vmovntdq")) {
      return "volume 2, VMOVNTDQ, VMOVNTDQA: ModRM.mod is not 11";
    }
    if (kind == Fault.Kind.UNDEFINED && text.contains("2m k")) {
      return "volume 2, VPMOVM2B and VPMOVB2M: ModRM.mod is 11";
    }
    if (kind == Fault.Kind.UNDEFINED && text.contains("pmovmskb")) {
      return "volume 2, PMOVMSKB: NP or 66; objdump ignores F2 and F3";
    }
    if (kind == Fault.Kind.TOO_LONG && prefixes(code) >= Decoder.LONGEST - 1) {
      return "volume 2, 2.3.11: prefixes to the end; objdump shows them as an instruction";
    }
    return FAULTS.containsKey(detail) ? detail + ": " + FAULTS.get(detail) : null;
  }

  /// Whether these bits of VEX or EVEX (W, pp) alone are what makes it undefined: with others it is
  /// what objdump shows.
  private static boolean wrongField(byte[] code, int bits, String text) {
    int at = 0;
    while (at < 11 && isLegacy(code[at] & 0xFF)) {
      at++;
    }
    int field =
        switch (code[at] & 0xFF) {
          case 0xC5 -> at + 1;
          case 0xC4, 0x62 -> at + 2;
          default -> -1;
        };
    if (field < 0 || (code[at] == (byte) 0xC5 && bits == 0x80)) {
      return false;
    }
    byte[] other = code.clone();
    other[field] ^= (byte) bits;
    return switch (Decoder.decode(other, 0, other.length)) {
      case Instruction i -> text.contains(stem(i.row().mnemonic()));
      case Fault fault -> fault.kind() != Fault.Kind.UNDEFINED;
    };
  }

  private static @Nullable String instruction(
      Instruction i, byte[] code, String text, String ours) {
    if (i.row().mnemonic().endsWith("fence") && text.contains("(bad)")) {
      return "volume 2, LFENCE, MFENCE, SFENCE: r/m is ignored";
    }
    if (i.row().has(Trait.F64) && i.prefixes().operandSize() && (i.prefixes().rex() & 8) == 0) {
      return "volume 2, JMP, CALL, RET, Jcc: 66 is ignored on Intel processors; objdump takes AMD's"
          + " way";
    }
    int opcode = i.row().encoding().opcode();
    if ((opcode == 0x90 || opcode == 0x63)
        && i.prefixes().operandSize()
        && i.prefixes().repeat() != 0) {
      return "objdump shows 66 with F2 or F3 before 63 and 90 in its own way";
    }
    if (text.contains("pclmul") && ours.contains("pclmulqdq")) {
      return "volume 2, PCLMULQDQ: bits 0 and 4 of the immediate; objdump looks at bit 1";
    }
    if (i.row().has(Trait.IGNORED) && text.contains("bad}")) {
      return "volume 2, VCVTDQ2PD, VCVTSI2SD: embedded rounding is ignored (the processor agrees)";
    }
    boolean masks = i.operands().stream().anyMatch(Laxity::isMask);
    if (masks && text.contains("(bad)")) {
      return "k registers: VEX.B, EVEX.X and EVEX.B of r/m are ignored (the processor agrees)";
    }
    if (i.row().encoding().length() == Encoding.IGNORED && text.matches(".*vmovs[sd] [yz]mm.*")) {
      return "LIG: objdump shows the width of L'L for one operand of vmovss, vmovsd";
    }
    if (ours.contains("{evex} ") && spaced(ours.replace("{evex} ", "")).equals(spaced(text))) {
      return "objdump omits {evex} because of EVEX bits that extend no register";
    }
    return severalSegments(code, i) ? "several segment overrides" : null;
  }

  /// What aliases of comparisons begin with, and of carryless products; any other name is whole.
  private static String stem(String mnemonic) {
    return mnemonic.matches("v?p?cmpu?..?")
        ? mnemonic.substring(0, mnemonic.indexOf("cmp") + 3)
        : mnemonic.endsWith("clmulqdq") ? "clmul" : mnemonic;
  }

  private static String spaced(String text) {
    return text.replaceAll(" +", " ");
  }

  private static boolean isMask(Operand operand) {
    return operand instanceof Register(Register.File file, int number)
        && file == Register.File.MASK;
  }

  private static boolean bothRepeats(byte[] code) {
    int found = 0;
    for (int k = 0; k < Decoder.LONGEST; k++) {
      int b = code[k] & 0xFF;
      if (!isLegacy(b) && (b & 0xF0) != 0x40) {
        break;
      }
      found |= b == 0xF2 ? 1 : b == 0xF3 ? 2 : 0;
    }
    return found == 3;
  }

  private static boolean severalSegments(byte[] code, Instruction i) {
    int found = 0;
    for (int k = 0; k < i.prefixes().count(); k++) {
      found += (code[k] & 0xE7) == 0x26 || (code[k] & 0xFE) == 0x64 ? 1 : 0;
    }
    return found > 1;
  }

  private static int prefixes(byte[] code) {
    int count = 0;
    while (count < code.length && isLegacy(code[count] & 0xFF)) {
      count++;
    }
    return count;
  }

  private static boolean movedRex(byte[] code) {
    for (int k = 0; k + 1 < Decoder.LONGEST; k++) {
      int b = code[k] & 0xFF;
      boolean rex = (b & 0xF0) == 0x40;
      if (!rex && !isLegacy(b)) {
        return false;
      }
      int next = code[k + 1] & 0xFF;
      if (rex && (isLegacy(next) || (next & 0xF0) == 0x40)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLegacy(int b) {
    return switch (b) {
      case 0x26, 0x2E, 0x36, 0x3E, 0x64, 0x65, 0x66, 0x67, 0xF0, 0xF2, 0xF3 -> true;
      default -> false;
    };
  }
}
