package org.tosc.backends.machines.x86.exec;

import java.math.BigInteger;
import org.tosc.backends.machines.x86.isa.Instruction;

/// DIV and IDIV: a dividend twice as wide as the divisor, and a fault where the quotient does not
/// fit.
final class Division {
  private Division() {}

  static void divide(Core c, Instruction i, boolean signed) {
    int size = Core.size(i, 0);
    long d = c.value(i, 0);
    long divisor = signed ? Bits.signed(d, size) : d;
    if (divisor == 0) {
      throw new Stop(Trap.Kind.DIVIDE, "division by zero");
    }
    long quotient;
    long remainder;
    if (size == 8) {
      BigInteger[] both =
          big(c.general[Core.RDX], signed)
              .shiftLeft(64)
              .or(big(c.general[Core.RAX], false))
              .divideAndRemainder(big(divisor, signed));
      check(signed ? both[0].bitLength() < 64 : both[0].bitLength() <= 64);
      quotient = both[0].longValue();
      remainder = both[1].longValue();
    } else {
      long dividend = dividend(c, size, signed);
      quotient = signed ? dividend / divisor : Long.divideUnsigned(dividend, divisor);
      remainder = signed ? dividend % divisor : Long.remainderUnsigned(dividend, divisor);
      check(quotient == (signed ? Bits.signed(quotient, size) : Bits.of(quotient, size)));
    }
    if (size == 1) {
      ArithmeticActions.write(c, Core.RAX, 2, (quotient & 0xFF) | (remainder & 0xFF) << 8);
    } else {
      ArithmeticActions.write(c, Core.RAX, size, quotient);
      ArithmeticActions.write(c, Core.RDX, size, remainder);
    }
  }

  private static long dividend(Core c, int size, boolean signed) {
    if (size == 1) {
      return signed ? (short) c.general[Core.RAX] : c.general[Core.RAX] & 0xFFFF;
    }
    long high = Bits.of(c.general[Core.RDX], size) << (8 * size);
    long whole = high | Bits.of(c.general[Core.RAX], size);
    return signed ? Bits.signed(whole, 2 * size) : whole;
  }

  private static BigInteger big(long value, boolean signed) {
    BigInteger b = BigInteger.valueOf(value);
    return signed || value >= 0 ? b : b.add(BigInteger.ONE.shiftLeft(64));
  }

  private static void check(boolean fits) {
    if (!fits) {
      throw new Stop(Trap.Kind.DIVIDE, "the quotient does not fit");
    }
  }
}
