package org.tosc.backends.mlir.scalar;

import org.tosc.backends.mlir.text.BlockWriter;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirType;
import org.tosc.backends.mlir.text.MlirValue;

/// `ldexp`: two products with powers of two, the exponent of the second as large as the format has
/// one; the bounds of `ldexp` are such that only the second product is ever rounded.
final class Scaling {
  private final BlockWriter out;
  private final MlirType wholes;
  private final MlirType floats;

  private Scaling(BlockWriter out, MlirType wholes, MlirType floats) {
    this.out = out;
    this.wholes = wholes;
    this.floats = floats;
  }

  static MlirValue write(BlockWriter out, MlirValue x, MlirValue n) {
    return new Scaling(out, n.type(), x.type()).scaled(x, n);
  }

  private MlirValue scaled(MlirValue x, MlirValue n) {
    boolean isDouble = Types.bits(floats) == Double.SIZE;
    MlirValue atLeast = whole("arith.maxsi", n, isDouble ? -2044 : -252);
    MlirValue held = whole("arith.minsi", atLeast, isDouble ? 2046 : 254);
    // What is left of a large exponent comes first: what is subnormal is rounded by the last
    // product.
    MlirValue above = whole("arith.maxsi", held, isDouble ? -1022 : -126);
    MlirValue main = whole("arith.minsi", above, isDouble ? 1023 : 127);
    MlirValue rest = out.emit(MlirOperation.named("arith.subi").operands(held, main), wholes, "");
    return product(product(x, power(rest, isDouble)), power(main, isDouble));
  }

  private MlirValue product(MlirValue a, MlirValue b) {
    return out.emit(MlirOperation.named("arith.mulf").operands(a, b), floats, "");
  }

  /// `2^n` of a normal exponent: its bits.
  private MlirValue power(MlirValue n, boolean isDouble) {
    MlirValue biased = whole("arith.addi", n, isDouble ? 1023 : 127);
    MlirValue bits = whole("arith.shli", biased, isDouble ? 52 : 23);
    return out.emit(MlirOperation.named("arith.bitcast").operands(bits), floats, "");
  }

  private MlirValue whole(String name, MlirValue a, long b) {
    MlirValue constant = Constants.whole(out, wholes, b);
    return out.emit(MlirOperation.named(name).operands(a, constant), wholes, "");
  }
}
