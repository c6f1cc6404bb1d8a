package org.tosc.backends.machines.x86.cost;

import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;
import org.tosc.backends.machines.x86.isa.Immediate;
import org.tosc.backends.machines.x86.isa.Indirect;
import org.tosc.backends.machines.x86.isa.Instruction;
import org.tosc.backends.machines.x86.isa.Operand;
import org.tosc.backends.machines.x86.isa.Register;
import org.tosc.backends.machines.x86.isa.Target;
import org.tosc.backends.machines.x86.manual.Encoding.Space;

/// Which registers an instruction reads and writes: 0 to 15 general, 16 to 47 vectors, 48 to 55
/// masks, 56 the flags.
///
/// @param reads what is computed with
/// @param addresses what addresses are made of
/// @param loads how many accesses that read
/// @param stores how many accesses that write
record Effects(BitSet reads, BitSet addresses, BitSet writes, int loads, int stores) {
  private static final int FLAGS = 56;
  static final int REGISTERS = 57;
  private static final Pattern COMPARES =
      Pattern.compile("cmp|test|bt|v?u?comis[sd]|v?ptest|vtestp[sd]|k(or)?test[bwdq]");
  private static final Pattern FLAG_READERS = Pattern.compile("j.*|cmov.*|set.*|adc|sbb|adcx|adox");
  private static final Pattern FLAG_WRITERS =
      Pattern.compile("add|sub|adc|sbb|and|or|xor|inc|dec|neg|imul|sh[lr]|sar|popcnt|[tl]zcnt");
  private static final Pattern PLAIN_WRITERS =
      Pattern.compile(
          "mov.*|lea|set.*|pop|cvt.*|sqrtp.*|pshuf[dlh].*|popcnt|[tl]zcnt|pabs.*|pmov.*");
  private static final Pattern ALSO_READ =
      Pattern.compile(
          "vf.*(132|213|231).*|vpdp.*|vdpbf16ps|vpternlog.*|vperm[it]2.*|vpmadd52.*|vpsh[lr]dv.*");

  static Effects of(Instruction i) {
    String name = i.mnemonic();
    var found =
        new Effects(new BitSet(), new BitSet(), new BitSet(), 0, name.equals("push") ? 1 : 0);
    boolean compares = COMPARES.matcher(name).matches();
    boolean branch = name.startsWith("j") || name.equals("call") || name.equals("push");
    for (int n = 0; n < i.operands().size(); n++) {
      found = found.with(i, i.operands().get(n), n == 0 && !compares && !branch);
    }
    if (zeroIdiom(i)) {
      found.reads.clear();
    }
    if (i.mask() != 0) {
      found.reads.set(48 + i.mask());
    }
    if (FLAG_READERS.matcher(name).matches()) {
      found.reads.set(FLAGS);
    }
    if (compares || (isLegacy(i) && FLAG_WRITERS.matcher(name).matches())) {
      found.writes.set(FLAGS);
    }
    return found;
  }

  private Effects with(Instruction i, Operand operand, boolean written) {
    boolean read = !written || readsDestination(i);
    return switch (operand) {
      case Register r -> {
        if (written) {
          writes.set(id(r));
        }
        if (read) {
          reads.set(id(r));
        }
        yield this;
      }
      case Indirect at -> {
        address(at, addresses);
        boolean accessed = at.bytes() != 0 && !i.mnemonic().startsWith("prefetch");
        boolean load = accessed && (!written || (read && i.mask() == 0));
        boolean store = accessed && written;
        yield new Effects(
            reads, addresses, writes, loads + (load ? 1 : 0), stores + (store ? 1 : 0));
      }
      case Immediate number -> this;
      case Target target -> this;
    };
  }

  /// Of two operands without VEX the first is a source, too; with VEX only where the form says so.
  private static boolean readsDestination(Instruction i) {
    String name = i.mnemonic();
    return ALSO_READ.matcher(name).matches()
        || (isLegacy(i) && !PLAIN_WRITERS.matcher(name).matches() && i.operands().size() < 3)
        || (i.mask() != 0 && !i.zeroing());
  }

  private static boolean isLegacy(Instruction i) {
    return i.row().encoding().space() == Space.LEGACY;
  }

  /// `xor eax,eax` and its like wait for nothing.
  private static boolean zeroIdiom(Instruction i) {
    List<Operand> o = i.operands();
    return i.mnemonic().matches("xor|v?p?xor(p[sd]|[dq])?")
        && o.get(o.size() - 1).equals(o.get(o.size() - 2))
        && i.mask() == 0;
  }

  private static void address(Indirect at, BitSet reads) {
    if (at.base() != null) {
      reads.set(id(at.base()));
    }
    if (at.index() != null) {
      reads.set(id(at.index()));
    }
  }

  private static int id(Register r) {
    return switch (r.file()) {
      case BYTE, HIGH_BYTE, WORD, DOUBLEWORD, QUADWORD -> r.number() & 15;
      case XMM, YMM, ZMM -> 16 + r.number();
      case MASK -> 48 + r.number();
    };
  }
}
