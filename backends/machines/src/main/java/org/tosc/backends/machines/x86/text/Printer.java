package org.tosc.backends.machines.x86.text;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.x86.isa.Immediate;
import org.tosc.backends.machines.x86.isa.Indirect;
import org.tosc.backends.machines.x86.isa.Instruction;
import org.tosc.backends.machines.x86.isa.Operand;
import org.tosc.backends.machines.x86.isa.Register;
import org.tosc.backends.machines.x86.isa.Rounding;
import org.tosc.backends.machines.x86.isa.Target;
import org.tosc.backends.machines.x86.manual.Slot;
import org.tosc.backends.machines.x86.manual.Slot.Kind;
import org.tosc.backends.machines.x86.manual.Slot.Masking;
import org.tosc.backends.machines.x86.manual.Slot.Source;
import org.tosc.backends.machines.x86.manual.Trait;

/// Writes one instruction: `vaddps zmm1{k1}{z},zmm2,DWORD BCST [rax]`.
public final class Printer {
  private static final int NAME_COLUMN = 6;
  private final Instruction i;
  private final long address;
  private final StringBuilder out = new StringBuilder();
  private @Nullable Indirect relative;

  private Printer(Instruction instruction, long address) {
    this.i = instruction;
    this.address = address;
  }

  /// The text of an instruction.
  ///
  /// @param code where the instruction's bytes stand, from `at` on: texts show prefixes that mean
  ///   nothing, in their order
  /// @param address of the instruction
  public static String print(Instruction instruction, byte[] code, int at, long address) {
    return new Printer(instruction, address).text(code, at);
  }

  private String text(byte[] code, int at) {
    String alias = Aliases.of(i);
    PrefixText.write(out, i, code, at);
    out.append(Twins.prefix(i));
    out.append(name(alias));
    List<Operand> operands = i.operands();
    int count = operands.size() - (alias == null ? 0 : 1);
    if (count > 0) {
      out.append(" ".repeat(Math.max(1, NAME_COLUMN + 1 - out.length())));
    }
    for (int n = 0; n < count; n++) {
      if (n > 0) {
        out.append(',');
      }
      operand(n, operands.get(n));
      rounding(n, count);
    }
    if (relative != null) {
      long target = address + i.length() + relative.displacement();
      out.append("        # 0x").append(Long.toHexString(target));
    }
    return out.toString();
  }

  /// `mov` of 64 bits of immediate or address is `movabs`.
  private String name(@Nullable String alias) {
    if (alias != null) {
      return alias;
    }
    String name = i.mnemonic();
    if (name.equals("mov")) {
      Slot last = i.row().operands().getLast();
      Slot first = i.row().operands().getFirst();
      boolean offset = last.source() == Source.OFFSET || first.source() == Source.OFFSET;
      boolean wide = first.source() == Source.OPCODE && i.operandSize() == 8;
      return (offset && !i.prefixes().addressSize())
              || (wide && i.operands().getLast() instanceof Immediate)
          ? wideName(wide, first)
          : name;
    }
    return switch (name) {
      case "jrcxz" -> i.prefixes().addressSize() ? "jecxz" : name;
      default -> name;
    };
  }

  private static String wideName(boolean wide, Slot first) {
    boolean byteRegister = first.register().bytes(0, false, 0) == 1;
    return wide && byteRegister ? "mov" : "movabs";
  }

  private void operand(int n, Operand operand) {
    Slot slot = i.row().operands().get(n);
    switch (operand) {
      case Register register -> out.append(RegisterNames.of(register));
      case Immediate immediate -> {
        if (slot.source() == Source.ONE) {
          out.append('1');
        } else {
          hex(immediate.unsigned());
        }
      }
      case Target target -> hex(address + i.length() + target.distance());
      case Indirect indirect -> indirect(n, indirect);
    }
    if (slot.masking() != Masking.NONE) {
      mask();
    }
  }

  private void mask() {
    if (i.mask() != 0) {
      out.append("{k").append(i.mask()).append('}');
    }
    if (i.zeroing()) {
      out.append("{z}");
    }
  }

  private void indirect(int n, Indirect at) {
    if (at.bytes() != 0 && at.form() != Indirect.Form.OFFSET && !i.row().has(Trait.UNSIZED)) {
      out.append(pointer(at));
    }
    new AddressText(out, at, !i.prefixes().addressSize()).write();
    if (at.form() == Indirect.Form.RELATIVE || at.form() == Indirect.Form.RELATIVE_32) {
      relative = at;
    }
    if (at.broadcast() && i.row().has(Trait.SIZED) && ambiguous()) {
      out.append("{1to").append(vectorBytes(n) / at.bytes()).append('}');
    }
  }

  /// Whether the registers leave open how wide the vector is: an xmm destination may be half of it.
  private boolean ambiguous() {
    return i.vectorLength() < 64
        || (i.operands().getFirst() instanceof Register to && to.file() == Register.File.MASK);
  }

  /// The bytes of the vector that a broadcast fills.
  private int vectorBytes(int n) {
    Slot slot = i.row().operands().get(n);
    return slot.memory().bytes(0, false, i.vectorLength());
  }

  private String pointer(Indirect at) {
    String word =
        switch (at.bytes()) {
          case 1 -> "BYTE";
          case 2 -> "WORD";
          case 4 -> "DWORD";
          case 8 -> "QWORD";
          case 16 -> i.row().has(Trait.LOCK) ? "OWORD" : "XMMWORD";
          case 32 -> "YMMWORD";
          default -> "ZMMWORD";
        };
    return word + (at.broadcast() ? " BCST " : " PTR ");
  }

  /// Rounding stands at the last register or memory operand.
  private void rounding(int n, int count) {
    boolean last = true;
    for (int k = n + 1; k < count; k++) {
      last &= i.row().operands().get(k).kind() == Kind.NONE;
    }
    if (i.rounding() == Rounding.NONE || !last || i.row().operands().get(n).kind() == Kind.NONE) {
      return;
    }
    out.append(
        switch (i.rounding()) {
          case NONE -> "";
          case SAE -> "{sae}";
          case NEAREST -> "{rn-sae}";
          case DOWN -> "{rd-sae}";
          case UP -> "{ru-sae}";
          case ZERO -> "{rz-sae}";
        });
  }

  private void hex(long value) {
    out.append("0x").append(Long.toHexString(value));
  }
}
