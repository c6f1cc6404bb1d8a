package org.tosc.backends.machines.x86.exec;

import java.util.Arrays;
import org.tosc.backends.machines.x86.isa.Immediate;
import org.tosc.backends.machines.x86.isa.Indirect;
import org.tosc.backends.machines.x86.isa.Indirect.Form;
import org.tosc.backends.machines.x86.isa.Instruction;
import org.tosc.backends.machines.x86.isa.Operand;
import org.tosc.backends.machines.x86.isa.Register;
import org.tosc.backends.machines.x86.isa.Target;
import org.tosc.backends.machines.x86.manual.Encoding.Space;

/// Registers, flags and memory, and the operands of instructions in them.
final class Core {
  static final int RAX = 0;
  static final int RCX = 1;
  static final int RDX = 2;
  static final int RBX = 3;
  static final int RSP = 4;
  static final int RBP = 5;
  static final int RSI = 6;
  static final int RDI = 7;

  final Memory memory;
  final long[] general = new long[16];

  /// 32 registers of 8 longs.
  final long[] vectors = new long[32 * 8];

  final long[] masks = new long[8];
  final Flags flags = new Flags();
  int mxcsr = 0x1F80;
  long fsBase;
  long gsBase;
  long pc;

  /// Where the next instruction is; branches change it.
  long next;

  long executed;

  Core(Memory memory) {
    this.memory = memory;
  }

  /// An operand of at most 8 bytes; registers and memory zero extended, numbers sign extended.
  long value(Instruction i, int n) {
    return switch (i.operands().get(n)) {
      case Register r -> register(r);
      case Indirect at -> memory.load(address(at), at.bytes());
      case Immediate number -> number.value();
      case Target target -> next + target.distance();
    };
  }

  long register(Register r) {
    long whole = general[r.number() & 15];
    return switch (r.file()) {
      case BYTE -> whole & 0xFF;
      case HIGH_BYTE -> general[r.number()] >> 8 & 0xFF;
      case WORD -> whole & 0xFFFF;
      case DOUBLEWORD -> whole & 0xFFFF_FFFFL;
      case QUADWORD -> whole;
      case XMM, YMM, ZMM -> vectors[r.number() * 8];
      case MASK -> masks[r.number()];
    };
  }

  /// Writes an operand of at most 8 bytes. Writing 4 bytes of a register clears the rest (SDM
  /// volume 1, 3.4.1.1).
  void set(Instruction i, int n, long value) {
    set(i.operands().get(n), value);
  }

  void set(Operand operand, long value) {
    if (operand instanceof Register r) {
      setRegister(r, value);
    } else if (operand instanceof Indirect at) {
      memory.store(address(at), at.bytes(), value);
    }
  }

  private void setRegister(Register r, long value) {
    int n = r.number();
    switch (r.file()) {
      case BYTE -> general[n] = (general[n] & ~0xFFL) | (value & 0xFF);
      case HIGH_BYTE -> general[n] = (general[n] & ~0xFF00L) | ((value & 0xFF) << 8);
      case WORD -> general[n] = (general[n] & ~0xFFFFL) | (value & 0xFFFF);
      case DOUBLEWORD -> general[n] = value & 0xFFFF_FFFFL;
      case QUADWORD -> general[n] = value;
      case MASK -> masks[n] = value;
      case XMM, YMM, ZMM -> throw new IllegalStateException("a vector as a number");
    }
  }

  /// The size of an operand in bytes.
  static int size(Instruction i, int n) {
    return switch (i.operands().get(n)) {
      case Register r -> r.bytes();
      case Indirect at -> at.bytes();
      case Immediate number -> number.bytes();
      case Target target -> 8;
    };
  }

  /// Where a memory operand is.
  long address(Indirect at) {
    return address(at, 0);
  }

  /// Where a memory operand is that the operand itself displaces by some bytes.
  long address(Indirect at, long more) {
    long sum = at.displacement() + more;
    if (at.form() == Form.RELATIVE || at.form() == Form.RELATIVE_32) {
      sum += next;
    }
    boolean narrow = at.form() == Form.RELATIVE_32;
    if (at.base() != null) {
      sum += general[at.base().number()];
      narrow |= at.base().file() == Register.File.DOUBLEWORD;
    }
    if (at.index() != null && at.index().bytes() <= 8) {
      sum += general[at.index().number()] * at.scale();
      narrow |= at.index().file() == Register.File.DOUBLEWORD;
    }
    return (narrow ? sum & 0xFFFF_FFFFL : sum) + segment(at);
  }

  private long segment(Indirect at) {
    return at.segment() == Indirect.FS ? fsBase : at.segment() == Indirect.GS ? gsBase : 0;
  }

  /// A vector operand: the whole register, or what is in memory, repeated where it is broadcast.
  long[] vector(Instruction i, int n) {
    long[] to = new long[8];
    if (i.operands().get(n) instanceof Register r) {
      System.arraycopy(vectors, r.number() * 8, to, 0, 8);
    } else if (i.operands().get(n) instanceof Indirect at) {
      long address = address(at);
      if (at.broadcast()) {
        long element = memory.load(address, at.bytes());
        Arrays.fill(to, at.bytes() == 4 ? element | element << 32 : element);
      } else {
        Alignment.check(i, address, at.bytes());
        loadBytes(address, at.bytes(), to);
      }
    }
    return to;
  }

  void loadBytes(long address, int bytes, long[] to) {
    if (bytes < 8) {
      to[0] = memory.load(address, bytes);
      return;
    }
    memory.check(address, bytes, false);
    for (int k = 0; k < bytes / 8; k++) {
      to[k] = memory.load(address + 8L * k, 8);
    }
  }

  /// A vector operand of which only the elements that the mask selects may be accessed.
  long[] vector(Instruction i, int n, int bits) {
    if (i.mask() == 0 || !(i.operands().get(n) instanceof Indirect at) || at.broadcast()) {
      return vector(i, n);
    }
    long[] to = new long[8];
    long address = address(at);
    int bytes = bits / 8;
    for (int e = 0; e < at.bytes() / bytes; e++) {
      if (selects(i, e)) {
        Lanes.set(to, bits, e, memory.load(address + (long) e * bytes, bytes));
      }
    }
    return to;
  }

  boolean selects(Instruction i, int element) {
    return i.mask() == 0 || (masks[i.mask()] >>> element & 1) != 0;
  }

  /// Writes the destination, operand 0: by its mask, elements of so many bits.
  void put(Instruction i, long[] value, int bits) {
    put(i, value, bits, 512 / bits);
  }

  /// @param count how many elements the operation has: what lies above becomes what it is in
  ///   `value`
  void put(Instruction i, long[] value, int bits, int count) {
    Operand operand = i.operands().getFirst();
    if (operand instanceof Register r) {
      int bytes = r.bytes();
      if (i.mask() != 0) {
        for (int e = 0; e < Math.min(count, bytes * 8 / bits); e++) {
          if (!selects(i, e)) {
            Lanes.set(
                value, bits, e, i.zeroing() ? 0 : Lanes.get(vectors, bits, e, r.number() * 8));
          }
        }
      }
      writeRegister(i, r, value, bytes);
    } else if (operand instanceof Indirect at) {
      store(i, at, value, bits);
    }
  }

  /// VEX and EVEX clear the rest of the register, others leave it (SDM volume 1, 14.1.3).
  private void writeRegister(Instruction i, Register r, long[] value, int bytes) {
    int at = r.number() * 8;
    boolean legacy = i.row().encoding().space() == Space.LEGACY;
    for (int k = 0; k < 8; k++) {
      if (k < bytes / 8) {
        vectors[at + k] = value[k];
      } else if (!legacy) {
        vectors[at + k] = 0;
      }
    }
  }

  private void store(Instruction i, Indirect at, long[] value, int bits) {
    long address = address(at);
    if (i.mask() != 0) {
      int bytes = bits / 8;
      for (int e = 0; e < at.bytes() / bytes; e++) {
        if (selects(i, e)) {
          memory.store(address + (long) e * bytes, bytes, Lanes.get(value, bits, e, 0));
        }
      }
      return;
    }
    Alignment.check(i, address, at.bytes());
    if (at.bytes() < 8) {
      memory.store(address, at.bytes(), value[0]);
      return;
    }
    memory.check(address, at.bytes(), true);
    for (int k = 0; k < at.bytes() / 8; k++) {
      memory.store(address + 8L * k, 8, value[k]);
    }
  }

  /// Writes a mask register, operand 0: so many bits, none of which the mask leaves out.
  void putMask(Instruction i, long bits, int count) {
    long within = count == 64 ? -1 : (1L << count) - 1;
    long selected = i.mask() == 0 ? within : masks[i.mask()] & within;
    masks[((Register) i.operands().getFirst()).number()] = bits & selected;
  }

  /// How this instruction rounds.
  Mode mode(Instruction i) {
    return switch (i.rounding()) {
      case NONE, SAE -> Mode.of(mxcsr >> 13 & 3);
      case NEAREST -> Mode.NEAREST;
      case DOWN -> Mode.DOWN;
      case UP -> Mode.UP;
      case ZERO -> Mode.ZERO;
    };
  }

  void push(long value, int bytes) {
    general[RSP] -= bytes;
    memory.store(general[RSP], bytes, value);
  }

  long pop(int bytes) {
    long value = memory.load(general[RSP], bytes);
    general[RSP] += bytes;
    return value;
  }
}
