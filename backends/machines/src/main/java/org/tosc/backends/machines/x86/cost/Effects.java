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
    var reads = new BitSet();
    var addresses = new BitSet();
    var writes = new BitSet();
    String name = i.mnemonic();
    boolean compares = COMPARES.matcher(name).matches();
    boolean branch = name.startsWith("j") || name.equals("call") || name.equals("push");
    boolean legacy = i.row().encoding().space() == Space.LEGACY;
    boolean alsoRead =
        ALSO_READ.matcher(name).matches()
            || (legacy && !PLAIN_WRITERS.matcher(name).matches() && i.operands().size() < 3)
            || (i.mask() != 0 && !i.zeroing());
    int loads = 0;
    int stores = name.equals("push") ? 1 : 0;
    List<Operand> operands = i.operands();
    for (int n = 0; n < operands.size(); n++) {
      boolean written = n == 0 && !compares && !branch;
      switch (operands.get(n)) {
        case Register r -> {
          int id = id(r);
          if (written) {
            writes.set(id);
          }
          if (!written || (alsoRead && !zeroIdiom(i))) {
            reads.set(id);
          }
        }
        case Indirect at -> {
          address(at, addresses);
          boolean accessed = at.bytes() != 0 && !name.startsWith("prefetch");
          loads += accessed && (!written || (alsoRead && i.mask() == 0)) ? 1 : 0;
          stores += accessed && written ? 1 : 0;
        }
        case Immediate number -> {}
        case Target target -> {}
      }
    }
    if (zeroIdiom(i)) {
      reads.clear();
    }
    if (i.mask() != 0) {
      reads.set(48 + i.mask());
    }
    if (FLAG_READERS.matcher(name).matches()) {
      reads.set(FLAGS);
    }
    if (compares || (legacy && FLAG_WRITERS.matcher(name).matches())) {
      writes.set(FLAGS);
    }
    return new Effects(reads, addresses, writes, loads, stores);
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
