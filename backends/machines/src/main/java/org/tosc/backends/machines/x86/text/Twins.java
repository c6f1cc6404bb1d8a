package org.tosc.backends.machines.x86.text;

import java.util.Set;
import java.util.stream.Collectors;
import org.tosc.backends.machines.x86.isa.Indirect;
import org.tosc.backends.machines.x86.isa.Instruction;
import org.tosc.backends.machines.x86.isa.Operand;
import org.tosc.backends.machines.x86.isa.Register;
import org.tosc.backends.machines.x86.isa.Rounding;
import org.tosc.backends.machines.x86.manual.Encoding.Space;
import org.tosc.backends.machines.x86.manual.Manual;
import org.tosc.backends.machines.x86.manual.Row;
import org.tosc.backends.machines.x86.manual.Slot;
import org.tosc.backends.machines.x86.manual.Slot.Source;
import org.tosc.backends.machines.x86.manual.Trait;

/// Names which encoding was taken where text alone would assemble to another: `{evex}` where VEX
/// would do, `{vex}` where EVEX is older.
final class Twins {
  private static final Set<String> IN_VEX =
      Manual.rows().stream()
          .filter(row -> row.encoding().space() == Space.VEX && !row.has(Trait.VEXNAME))
          .map(Twins::form)
          .collect(Collectors.toUnmodifiableSet());

  /// Binutils 2.40 does not name the encoding of these.
  private static final Set<String> UNNAMED =
      Set.of("vpsrlvd", "vpsrlvq", "vpsllvd", "vpsllvq", "vpsravd");

  private Twins() {}

  /// Name and places of the operands.
  private static String form(Row row) {
    return row.mnemonic() + row.operands().stream().map(Twins::place).toList();
  }

  private static String place(Slot slot) {
    Source source = slot.source() == Source.RM_REGISTER ? Source.RM : slot.source();
    return source + " " + slot.kind();
  }

  /// Binutils 2.40 also names the encoding of vpermpd with a register of indices, which VEX has
  /// not.
  static String prefix(Instruction i) {
    if (i.row().has(Trait.VEXNAME)) {
      return "{vex} ";
    }
    boolean plain =
        i.row().encoding().space() == Space.EVEX
            && (IN_VEX.contains(form(i.row())) || i.row().mnemonic().equals("vpermpd"))
            && !UNNAMED.contains(i.row().mnemonic())
            && i.mask() == 0
            && i.vectorLength() < 64
            && i.rounding() == Rounding.NONE;
    return plain && i.operands().stream().noneMatch(Twins::needsEvex) ? "{evex} " : "";
  }

  private static boolean needsEvex(Operand operand) {
    return switch (operand) {
      case Register r -> r.number() > 15 || r.file() == Register.File.MASK;
      case Indirect at -> at.broadcast() || (at.index() != null && at.index().number() > 15);
      case org.tosc.backends.machines.x86.isa.Immediate number -> false;
      case org.tosc.backends.machines.x86.isa.Target target -> false;
    };
  }
}
