package org.tosc.backends.machines.x86.exec;

import java.util.Map;
import org.tosc.backends.machines.x86.isa.Indirect;
import org.tosc.backends.machines.x86.isa.Instruction;
import org.tosc.backends.machines.x86.isa.Register;

/// Integer arithmetic on general registers (SDM volume 1, 5.1.2 and 5.1.4).
final class ArithmeticActions {
  private ArithmeticActions() {}

  static final Map<String, Action> ACTIONS =
      Map.ofEntries(
          Map.entry("add", (c, i) -> add(c, i, 0)),
          Map.entry("adc", (c, i) -> add(c, i, c.flags.carry ? 1 : 0)),
          Map.entry("sub", (c, i) -> subtract(c, i, 0, true)),
          Map.entry("sbb", (c, i) -> subtract(c, i, c.flags.carry ? 1 : 0, true)),
          Map.entry("cmp", (c, i) -> subtract(c, i, 0, false)),
          Map.entry("and", (c, i) -> logic(c, i, c.value(i, 0) & c.value(i, 1), true)),
          Map.entry("or", (c, i) -> logic(c, i, c.value(i, 0) | c.value(i, 1), true)),
          Map.entry("xor", (c, i) -> logic(c, i, c.value(i, 0) ^ c.value(i, 1), true)),
          Map.entry("test", (c, i) -> logic(c, i, c.value(i, 0) & c.value(i, 1), false)),
          Map.entry("inc", (c, i) -> step(c, i, 1)),
          Map.entry("dec", (c, i) -> step(c, i, -1)),
          Map.entry("neg", ArithmeticActions::negate),
          Map.entry("not", (c, i) -> c.set(i, 0, ~c.value(i, 0))),
          Map.entry("mul", ArithmeticActions::multiplyUnsigned),
          Map.entry("imul", ArithmeticActions::multiplySigned),
          Map.entry("div", (c, i) -> Division.divide(c, i, false)),
          Map.entry("idiv", (c, i) -> Division.divide(c, i, true)),
          Map.entry("mulx", ArithmeticActions::mulx),
          Map.entry("adcx", (c, i) -> addCarryOnly(c, i, true)),
          Map.entry("adox", (c, i) -> addCarryOnly(c, i, false)),
          Map.entry("xadd", ArithmeticActions::exchangeAdd),
          Map.entry("cmpxchg", ArithmeticActions::compareExchange),
          Map.entry("cmpxchg8b", ArithmeticActions::compareExchange8),
          Map.entry("cmpxchg16b", ArithmeticActions::compareExchange16),
          Map.entry("cbw/cwde/cdqe", ArithmeticActions::extendAccumulator),
          Map.entry("cwd/cdq/cqo", ArithmeticActions::extendIntoRdx));

  private static void add(Core c, Instruction i, int carry) {
    int size = Core.size(i, 0);
    long a = c.value(i, 0);
    long b = c.value(i, 1);
    long sum = a + b + carry;
    c.set(i, 0, sum);
    c.flags.sum(a, b, sum, size);
  }

  private static void subtract(Core c, Instruction i, int borrow, boolean write) {
    int size = Core.size(i, 0);
    long a = c.value(i, 0);
    long b = c.value(i, 1);
    long difference = a - b - borrow;
    if (write) {
      c.set(i, 0, difference);
    }
    c.flags.difference(a, b, difference, size);
  }

  private static void logic(Core c, Instruction i, long result, boolean write) {
    if (write) {
      c.set(i, 0, result);
    }
    c.flags.logic(result, Core.size(i, 0));
  }

  /// CF stays as it is.
  private static void step(Core c, Instruction i, int by) {
    boolean carry = c.flags.carry;
    long a = c.value(i, 0);
    c.set(i, 0, a + by);
    c.flags.sum(a, by, a + by, Core.size(i, 0));
    if (by < 0) {
      c.flags.difference(a, 1, a - 1, Core.size(i, 0));
    }
    c.flags.carry = carry;
  }

  private static void negate(Core c, Instruction i) {
    long a = c.value(i, 0);
    c.set(i, 0, -a);
    c.flags.difference(0, a, -a, Core.size(i, 0));
  }

  private static void multiplyUnsigned(Core c, Instruction i) {
    int size = Core.size(i, 0);
    long a = Bits.of(c.general[Core.RAX], size);
    long b = c.value(i, 0);
    long low = a * b;
    long high = size == 8 ? Math.unsignedMultiplyHigh(a, b) : low >>> (8 * size);
    product(c, size, low, high);
    c.flags.carry = Bits.of(high, size) != 0;
    c.flags.overflow = c.flags.carry;
  }

  private static void multiplySigned(Core c, Instruction i) {
    int size = Core.size(i, 0);
    int count = i.operands().size();
    long a = Bits.signed(count == 1 ? c.general[Core.RAX] : c.value(i, count - 2), size);
    long b = Bits.signed(c.value(i, count - 1), size);
    long low = a * b;
    long high = size == 8 ? Math.multiplyHigh(a, b) : low >> (8 * size);
    if (count == 1) {
      product(c, size, low, high);
    } else {
      c.set(i, 0, low);
    }
    c.flags.carry = size == 8 ? high != low >> 63 : Bits.signed(low, size) != low;
    c.flags.overflow = c.flags.carry;
  }

  /// Into ax, or dx:ax, edx:eax, rdx:rax.
  private static void product(Core c, int size, long low, long high) {
    if (size == 1) {
      write(c, Core.RAX, 2, low);
    } else {
      write(c, Core.RAX, size, low);
      write(c, Core.RDX, size, high);
    }
  }

  static void write(Core c, int register, int size, long value) {
    c.set(Register.general(size, register), value);
  }

  private static void mulx(Core c, Instruction i) {
    int size = Core.size(i, 0);
    long a = Bits.of(c.general[Core.RDX], size);
    long b = c.value(i, 2);
    long low = a * b;
    c.set(i, 1, low);
    c.set(i, 0, size == 8 ? Math.unsignedMultiplyHigh(a, b) : low >>> 32);
  }

  private static void addCarryOnly(Core c, Instruction i, boolean carry) {
    int size = Core.size(i, 0);
    long a = c.value(i, 0);
    long b = c.value(i, 1);
    long sum = a + b + ((carry ? c.flags.carry : c.flags.overflow) ? 1 : 0);
    boolean out = Bits.negative((a & b) | ((a | b) & ~sum), size);
    c.set(i, 0, sum);
    if (carry) {
      c.flags.carry = out;
    } else {
      c.flags.overflow = out;
    }
  }

  private static void exchangeAdd(Core c, Instruction i) {
    long a = c.value(i, 0);
    long b = c.value(i, 1);
    exchange(c, i, a + b, a);
    c.flags.sum(a, b, a + b, Core.size(i, 0));
  }

  /// Writes both operands; where both are one register, the first is what stays.
  static void exchange(Core c, Instruction i, long first, long second) {
    if (i.operands().getFirst() instanceof Indirect) {
      c.set(i, 0, first);
      c.set(i, 1, second);
    } else {
      c.set(i, 1, second);
      c.set(i, 0, first);
    }
  }

  private static void compareExchange(Core c, Instruction i) {
    int size = Core.size(i, 0);
    long old = c.value(i, 0);
    long expected = Bits.of(c.general[Core.RAX], size);
    c.flags.difference(expected, old, expected - old, size);
    if (expected == old) {
      c.set(i, 0, c.value(i, 1));
    } else {
      // Memory is written in any case; of a register of 4 bytes the upper half stays, as measured.
      if (i.operands().getFirst() instanceof Indirect at) {
        c.set(at, old);
      }
      write(c, Core.RAX, size, old);
    }
  }

  private static void compareExchange16(Core c, Instruction i) {
    var at = (Indirect) i.operands().getFirst();
    long address = c.address(at);
    if ((address & 15) != 0) {
      throw new Stop(Trap.Kind.ALIGNMENT, "cmpxchg16b at 0x" + Long.toHexString(address));
    }
    c.memory.check(address, 16, true);
    long low = c.memory.load(address, 8);
    long high = c.memory.load(address + 8, 8);
    c.flags.zero = low == c.general[Core.RAX] && high == c.general[Core.RDX];
    if (c.flags.zero) {
      c.memory.store(address, 8, c.general[Core.RBX]);
      c.memory.store(address + 8, 8, c.general[Core.RCX]);
    } else {
      c.general[Core.RAX] = low;
      c.general[Core.RDX] = high;
    }
  }

  private static void compareExchange8(Core c, Instruction i) {
    long old = c.value(i, 0);
    long expected = pair(c, Core.RDX, Core.RAX);
    c.flags.zero = old == expected;
    c.set(i, 0, c.flags.zero ? pair(c, Core.RCX, Core.RBX) : old);
    if (!c.flags.zero) {
      write(c, Core.RAX, 4, old);
      write(c, Core.RDX, 4, old >>> 32);
    }
  }

  private static long pair(Core c, int high, int low) {
    return c.general[high] << 32 | (c.general[low] & 0xFFFF_FFFFL);
  }

  private static void extendAccumulator(Core c, Instruction i) {
    int size = i.operandSize();
    write(c, Core.RAX, size, Bits.signed(c.general[Core.RAX], size / 2));
  }

  private static void extendIntoRdx(Core c, Instruction i) {
    int size = i.operandSize();
    write(c, Core.RDX, size, Bits.signed(c.general[Core.RAX], size) >> 63);
  }
}
