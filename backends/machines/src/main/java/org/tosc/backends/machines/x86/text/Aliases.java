package org.tosc.backends.machines.x86.text;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.x86.isa.Immediate;
import org.tosc.backends.machines.x86.isa.Instruction;

/// Names that say the immediate: `vcmpltps` for `vcmpps …,1` (SDM volume 2, CMPPS, VCMPPS, VPCMPD,
/// PCLMULQDQ).
final class Aliases {
  private static final List<String> FLOATS =
      List.of(
          "eq",
          "lt",
          "le",
          "unord",
          "neq",
          "nlt",
          "nle",
          "ord",
          "eq_uq",
          "nge",
          "ngt",
          "false",
          "neq_oq",
          "ge",
          "gt",
          "true",
          "eq_os",
          "lt_oq",
          "le_oq",
          "unord_s",
          "neq_us",
          "nlt_uq",
          "nle_uq",
          "ord_s",
          "eq_us",
          "nge_uq",
          "ngt_uq",
          "false_os",
          "neq_os",
          "ge_oq",
          "gt_oq",
          "true_us");
  private static final List<String> INTEGERS =
      List.of("eq", "lt", "le", "", "neq", "nlt", "nle", "");
  private static final List<String> PRODUCTS = List.of("lql", "hql", "lqh", "hqh");

  private Aliases() {}

  /// The name that replaces mnemonic and immediate, or null.
  static @Nullable String of(Instruction i) {
    String name = i.row().mnemonic();
    if (i.operands().isEmpty() || !(i.operands().getLast() instanceof Immediate last)) {
      return null;
    }
    int value = (int) last.unsigned();
    if (name.startsWith("cmp") && name.length() == 5) {
      return value < 8 ? "cmp" + FLOATS.get(value) + name.substring(3) : null;
    }
    if (name.startsWith("vcmp") && name.length() == 6) {
      return value < 32 ? "vcmp" + FLOATS.get(value) + name.substring(4) : null;
    }
    if (name.startsWith("vpcmp") && name.length() <= 7) {
      String relation = value < 8 ? INTEGERS.get(value) : "";
      return relation.isEmpty() ? null : "vpcmp" + relation + name.substring(5);
    }
    if (name.endsWith("pclmulqdq") && (value & ~0x11) == 0) {
      String halves = PRODUCTS.get((value & 1) | value >> 3);
      return name.substring(0, name.length() - 3) + "" + halves + "qdq";
    }
    return null;
  }
}
