package org.tosc.driver.fuzz;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.text.Printer;

/// What the interpreter makes of a generated kernel, and whether others make the same of it: the
/// same numbers, but for a zero's sign; quotients, roots and powers within a few ulp.
///
/// @param ulps by how much quotients, roots and powers may be off
/// @param tiny what these may be off at least: powers below it may be 0
/// @param isFree whether sums may be taken in any order that cannot be seen but in `f16`
record NestAgreement(OracleTensor expected, double ulps, double tiny, boolean isFree) {
  /// Sums in `f16` that may be taken in any order are whole, but not always so small that the order
  /// is the same: as much may be off as 64 terms of that size are rounded by.
  private static final double WHOLE = 512;

  private static final double OFF = 64 * 0x1p-11;

  /// With sums in the order of the nests.
  static NestAgreement of(NestMaker.Program program, double ulps, double tiny) {
    return new NestAgreement(expected(program), program.isExact() ? 0 : ulps, tiny, false);
  }

  /// With sums in any order, where the kernel leaves it open.
  static NestAgreement inAnyOrder(
      NestMaker.Program program, OracleTensor expected, double ulps, double tiny) {
    boolean isFree =
        expected.element() == Scalar.F16 && Printer.print(module(program)).contains("reassociate");
    return new NestAgreement(expected, program.isExact() ? 0 : ulps, tiny, isFree);
  }

  /// What the interpreter makes of a kernel.
  static OracleTensor expected(NestMaker.Program program) {
    return Kernels.run(module(program), "wrapped", program.operands()).getFirst();
  }

  /// The kernel with a function over tensors.
  static Module module(NestMaker.Program program) {
    return Kernels.wrapped(List.of(program.kernel()), program.types(), List.of(program.result()));
  }

  /// What is told of a kernel that somebody makes something else of.
  ///
  /// @param what is wrong
  /// @param fault the same where it is a fault inside; otherwise empty
  static Mismatch mismatch(
      String kind, Choices choices, NestMaker.Program program, String what, String fault) {
    String text = Printer.print(module(program)) + program.operands() + "\n" + what;
    return new Mismatch(kind, choices.taken(), text, "", fault);
  }

  /// The first element that is not right, in words; null for none.
  @Nullable String complaint(double[] found) {
    for (int i = 0; i < expected.size(); i++) {
      if (!agree(expected.real(i), found[i])) {
        return "element %d: %s expected, %s found".formatted(i, expected.real(i), found[i]);
      }
    }
    return null;
  }

  private boolean agree(double x, double y) {
    double off = Math.abs(x - y);
    return x == y
        || (Double.isNaN(x) && Double.isNaN(y))
        || (ulps > 0 && off <= Math.max(tiny, ulps * ulp(x)))
        || (isFree && off <= OFF * Math.max(WHOLE, Math.abs(x)));
  }

  private double ulp(double x) {
    return expected.element() == Scalar.F64 ? Math.ulp(x) : Math.ulp((float) x);
  }
}
