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
/// @param isFree whether sums in `f16` may be taken in any order
/// @param ulps by how much quotients, roots and powers may be off
record NestAgreement(OracleTensor expected, boolean isFree, double ulps) {
  /// Sums in `f16` that may be taken in any order are whole, but not always so small that the order
  /// is the same: as much may be off as 64 terms of that size are rounded by.
  private static final double WHOLE = 512;

  private static final double OFF = 64 * 0x1p-11;

  /// Powers below this may be 0.
  private static final double TINY = 1e-37;

  /// @param ulps by how much quotients, roots and powers may be off
  static NestAgreement of(NestMaker.Program program, double ulps) {
    Module module = module(program);
    OracleTensor expected = Kernels.run(module, "wrapped", program.operands()).getFirst();
    boolean isFree =
        expected.element() == Scalar.F16 && Printer.print(module).contains("reassociate");
    return new NestAgreement(expected, isFree, program.isExact() ? 0 : ulps);
  }

  /// The kernel with a function over tensors.
  static Module module(NestMaker.Program program) {
    return Kernels.wrapped(List.of(program.kernel()), program.types(), List.of(program.result()));
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
        || (ulps > 0 && off <= Math.max(TINY, ulps * ulp(x)))
        || (isFree && off <= OFF * Math.max(WHOLE, Math.abs(x)));
  }

  private double ulp(double x) {
    return expected.element() == Scalar.F64 ? Math.ulp(x) : Math.ulp((float) x);
  }
}
