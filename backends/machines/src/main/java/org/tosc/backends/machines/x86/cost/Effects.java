package org.tosc.backends.machines.x86.cost;

import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.x86.isa.Immediate;
import org.tosc.backends.machines.x86.isa.Indirect;
import org.tosc.backends.machines.x86.isa.Instruction;
import org.tosc.backends.machines.x86.isa.Operand;
import org.tosc.backends.machines.x86.isa.Register;
import org.tosc.backends.machines.x86.isa.Target;
import org.tosc.backends.machines.x86.manual.Encoding.Space;

/// What an instruction reads and writes. Registers are numbers: 0 to 15 general, 16 to 47 vectors,
/// 48 to 55 masks, 56 the flags.
///
/// @param reads what is computed with
/// @param addresses what the address is made of
/// @param load what is read from memory, or null
/// @param store what is written to memory, or null
/// @param isZero whether the result is zero, whatever the operands hold
record Effects(
    BitSet reads,
    BitSet addresses,
    BitSet writes,
    @Nullable Indirect load,
    @Nullable Indirect store,
    boolean isZero) {
  static final int FLAGS = 56;
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

  /// A mask that chooses between two operands, or that a comparison is cut by.
  private static final Pattern CHOOSERS = Pattern.compile("v(p)?blendm.*|vp?cmp.*|vptestn?m.*");

  private static final Pattern ZEROS = Pattern.compile("xor|sub|v?p?xor(p[sd]|[dq])?|v?psub[bwdq]");

  /// Products and quotients of twice the width, and what prepares them: their other operands are
  /// rax and rdx, which the instruction does not name (SDM volume 2, DIV, IDIV, IMUL, MUL, CWD).
  private static final Pattern TWICE = Pattern.compile("i?div|i?mul");

  private static final Pattern EXTENSIONS = Pattern.compile("cqo|cdq|cwd|cdqe|cwde|cbw");
  private static final int RAX = 0;
  private static final int RDX = 2;

  static Effects of(Instruction i) {
    BitSet reads = new BitSet();
    BitSet addresses = new BitSet();
    BitSet writes = new BitSet();
    String name = i.mnemonic();
    boolean compares = COMPARES.matcher(name).matches();
    boolean isTwice = i.operands().size() == 1 && TWICE.matcher(name).matches();
    boolean writesFirst =
        !isTwice
            && !compares
            && !name.startsWith("j")
            && !name.equals("call")
            && !name.equals("push");
    Indirect load = null;
    Indirect store = null;
    for (int n = 0; n < i.operands().size(); n++) {
      boolean written = n == 0 && writesFirst;
      boolean read = !written || readsDestination(i);
      switch (i.operands().get(n)) {
        case Register r -> {
          writes.set(id(r), written || writes.get(id(r)));
          reads.set(id(r), read || reads.get(id(r)));
        }
        case Indirect at -> {
          address(at, addresses);
          boolean accessed = at.bytes() != 0 && !name.startsWith("prefetch");
          load = accessed && (!written || (read && i.mask() == 0)) ? at : load;
          store = accessed && written ? at : store;
        }
        case Immediate number -> {}
        case Target target -> {}
      }
    }
    if (isTwice || EXTENSIONS.matcher(name).matches()) {
      unnamed(name, isTwice, reads, writes);
    }
    boolean zero = isZero(i);
    if (zero) {
      reads.clear();
    }
    if (i.mask() != 0) {
      reads.set(48 + i.mask());
    }
    reads.set(FLAGS, FLAG_READERS.matcher(name).matches());
    writes.set(FLAGS, compares || (isLegacy(i) && FLAG_WRITERS.matcher(name).matches()));
    return new Effects(reads, addresses, writes, load, store, zero);
  }

  private static void unnamed(String name, boolean isTwice, BitSet reads, BitSet writes) {
    boolean isDivision = name.endsWith("div");
    boolean extendsToRdx = name.equals("cqo") || name.equals("cdq") || name.equals("cwd");
    reads.set(RAX);
    reads.set(RDX, isDivision || reads.get(RDX));
    writes.set(RAX, isTwice || !extendsToRdx);
    writes.set(RDX, isTwice || extendsToRdx);
  }

  /// Of two operands without VEX the first is a source, too; with VEX only where the form says so.
  private static boolean readsDestination(Instruction i) {
    String name = i.mnemonic();
    return ALSO_READ.matcher(name).matches()
        || (isLegacy(i) && !PLAIN_WRITERS.matcher(name).matches() && i.operands().size() < 3)
        || (i.mask() != 0 && !i.zeroing() && !CHOOSERS.matcher(name).matches());
  }

  private static boolean isLegacy(Instruction i) {
    return i.row().encoding().space() == Space.LEGACY;
  }

  /// `xor eax,eax` and its like wait for nothing.
  private static boolean isZero(Instruction i) {
    List<Operand> o = i.operands();
    return ZEROS.matcher(i.mnemonic()).matches()
        && o.size() >= 2
        && o.getLast() instanceof Register
        && o.getLast().equals(o.get(o.size() - 2))
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

  static int id(Register r) {
    return switch (r.file()) {
      case BYTE, HIGH_BYTE, WORD, DOUBLEWORD, QUADWORD -> r.number() & 15;
      case XMM, YMM, ZMM -> 16 + r.number();
      case MASK -> 48 + r.number();
    };
  }
}
