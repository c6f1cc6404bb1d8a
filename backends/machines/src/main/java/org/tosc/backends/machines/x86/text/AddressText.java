package org.tosc.backends.machines.x86.text;

import org.tosc.backends.machines.x86.isa.Indirect;
import org.tosc.backends.machines.x86.isa.Indirect.Form;
import org.tosc.backends.machines.x86.isa.Register;

/// Writes addresses: `fs:[rax+rcx*4+0x10]`.
final class AddressText {
  private static final int STACK_POINTER = 4;
  private final StringBuilder out;
  private final Indirect at;
  private final boolean wide;

  AddressText(StringBuilder out, Indirect at, boolean wide) {
    this.out = out;
    this.at = at;
    this.wide = wide;
  }

  void write() {
    Form form = at.form();
    boolean relative = form == Form.RELATIVE || form == Form.RELATIVE_32;
    boolean absolute = at.base() == null && at.index() == null && !relative && !bareIndex();
    if (shownSegment()) {
      out.append(RegisterNames.SEGMENTS.get(at.segment())).append(':');
    } else if (absolute) {
      out.append("ds:");
    }
    if (absolute) {
      hex(wide ? at.displacement() : at.displacement() & 0xFFFF_FFFFL);
      return;
    }
    out.append('[');
    if (relative) {
      out.append(form == Form.RELATIVE ? "rip" : "eip");
    } else if (at.base() != null) {
      out.append(RegisterNames.of(at.base()));
    }
    index();
    if (form == Form.DISPLACED || form == Form.SIB_DISPLACED || relative) {
      displacement(relative);
    }
    out.append(']');
  }

  private boolean shownSegment() {
    return at.form() == Form.STRING || at.segment() >= Indirect.FS;
  }

  /// A SIB byte without base and index, at 32-bit addresses: `[eiz*1+0x0]`.
  private boolean bareIndex() {
    return at.form() == Form.SIB_DISPLACED
        && at.base() == null
        && at.index() == null
        && (!wide || at.scale() > 1);
  }

  /// A SIB byte without index shows `riz`, unless it is how rsp is encoded.
  private void index() {
    boolean sib = at.form() == Form.SIB || at.form() == Form.SIB_DISPLACED;
    if (!sib) {
      return;
    }
    Register index = at.index();
    Register base = at.base();
    boolean plain = base != null && (base.number() & 7) == STACK_POINTER;
    if (index == null && plain && at.scale() == 1) {
      return;
    }
    if (base != null) {
      out.append('+');
    }
    out.append(index != null ? RegisterNames.of(index) : wide ? "riz" : "eiz");
    out.append('*').append(at.scale());
  }

  private void displacement(boolean relative) {
    long value = at.displacement();
    if (relative || (bareIndex() && !wide)) {
      out.append('+');
      hex(relative ? value : value & 0xFFFF_FFFFL);
      return;
    }
    out.append(value < 0 ? '-' : '+');
    hex(value < 0 ? -value : value);
  }

  private void hex(long value) {
    out.append("0x").append(Long.toHexString(value));
  }
}
