package org.tosc.bench.snitch;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.snitch.code.Routine;
import org.tosc.backends.snitch.isa.Base;
import org.tosc.backends.snitch.isa.DoubleFloat;
import org.tosc.backends.snitch.isa.FReg;
import org.tosc.backends.snitch.isa.Instruction;
import org.tosc.backends.snitch.isa.Opcode;
import org.tosc.backends.snitch.isa.XReg;

/// The exponential as a compiler writes it for a plain RISC-V core: a loop over elements, numbers
/// in registers, `2^k` made by the integer core. What the streamed version is compared with.
final class ScalarExponential {
  private static final double[] NUMBERS = {
    0x1.71547652b82fep0, -0x1.62e42fee00000p-1, -0x1.a39ef35793c76p-33
  };

  private static final int TERMS = 13;
  private static final int MIDDLE = 1023;
  private static final int EXPONENT_SHIFT = 20;

  private final List<Instruction> code = new ArrayList<>();

  private ScalarExponential() {}

  /// @param count how many elements, from `a0` to `a1`
  static Routine routine(int count) {
    ScalarExponential made = new ScalarExponential();
    made.write(count);
    return new Routine("exp", made.code, 0, 16);
  }

  private void write(int count) {
    int sp = XReg.SP.number();
    int[] numbers = new int[NUMBERS.length + TERMS];
    add(Base.ADDI, sp, sp, -16);
    double factorial = 1;
    for (int i = 0; i < numbers.length; i++) {
      int term = i - NUMBERS.length;
      factorial *= Math.max(1, term);
      numbers[i] = register(i);
      number(numbers[i], term < 0 ? NUMBERS[i] : 1 / factorial);
    }
    // The lower half of powers of 2.
    add(Base.SW, 0, 8, XReg.SP.number());
    add(Base.LUI, XReg.A2.number(), count >> 12);
    add(Base.ADDI, XReg.A2.number(), XReg.A2.number(), count);
    int again = code.size();
    element(numbers);
    add(Base.ADDI, XReg.A0.number(), XReg.A0.number(), 8);
    add(Base.ADDI, XReg.A1.number(), XReg.A1.number(), 8);
    add(Base.ADDI, XReg.A2.number(), XReg.A2.number(), -1);
    add(Base.BNE, XReg.A2.number(), 0, 4 * (again - code.size()));
    add(Base.ADDI, sp, sp, 16);
    add(Base.JALR, 0, 0, XReg.RA.number());
  }

  private static int register(int i) {
    return i < 8 ? FReg.FA0.number() + i : FReg.FS2.number() + i - 8;
  }

  private void number(int f, double value) {
    long bits = Double.doubleToRawLongBits(value);
    int t0 = XReg.T0.number();
    for (int half = 0; half < 2; half++) {
      int word = (int) (bits >>> (32 * half));
      int low = word << 20 >> 20;
      add(Base.LUI, t0, (word - low) >>> 12);
      add(Base.ADDI, t0, t0, low);
      add(Base.SW, t0, 4 * half, XReg.SP.number());
    }
    add(DoubleFloat.FLD, f, 0, XReg.SP.number());
  }

  private void element(int[] numbers) {
    int x = FReg.FT3.number();
    int k = FReg.FT4.number();
    int p = FReg.FT5.number();
    int t0 = XReg.T0.number();
    add(DoubleFloat.FLD, x, 0, XReg.A0.number());
    add(DoubleFloat.FMUL_D, k, x, numbers[0]);
    add(DoubleFloat.FCVT_W_D, t0, k, 0);
    add(DoubleFloat.FCVT_D_W, k, t0);
    add(Base.ADDI, t0, t0, MIDDLE);
    add(Base.SLLI, t0, t0, EXPONENT_SHIFT);
    add(Base.SW, t0, 12, XReg.SP.number());
    add(DoubleFloat.FMADD_D, x, k, numbers[1], x);
    add(DoubleFloat.FMADD_D, x, k, numbers[2], x);
    int last = numbers.length - 1;
    add(DoubleFloat.FMADD_D, p, numbers[last], x, numbers[last - 1]);
    for (int i = last - 2; i >= NUMBERS.length; i--) {
      add(DoubleFloat.FMADD_D, p, p, x, numbers[i]);
    }
    add(DoubleFloat.FLD, k, 8, XReg.SP.number());
    add(DoubleFloat.FMUL_D, p, p, k);
    add(DoubleFloat.FSD, p, 0, XReg.A1.number());
  }

  private void add(Opcode opcode, int... operands) {
    code.add(Instruction.of(opcode, operands));
  }
}
