package org.tosc.backends.machines.gpu.tile;

import org.jspecify.annotations.Nullable;

/// Products of matrices, as steps of a program.
public final class Products {
  private Products() {}

  /// `a · b + c` of matrices.
  public static Tile dot(Program program, Tile a, Tile b, Tile c, Precision precision) {
    Tile made = Product.dot(a, b, c, precision);
    int inner = a.shape().extent(a.shape().rank() - 1);
    Rate rate = Rate.of(a.dtype(), precision);
    Program.Work work = new Program.Work(0, 0, 2.0 * made.size() * inner, rate, 0, 0);
    return program.step(Step.Kind.DOT, made, a.type(), work, a, b, c);
  }

  /// An operand of [#dotScaled].
  public record ScaledOperand(Tile tile, BlockFormat format, @Nullable Tile scale) {}

  /// A product of operands with scales.
  public static Tile dotScaled(Program program, ScaledOperand a, ScaledOperand b, Tile c) {
    Tile left = a.format().numbers(a.tile(), 1, a.scale());
    Tile right = b.format().numbers(b.tile(), 0, b.scale());
    Tile made = Product.dot(left, right, c, Precision.IEEE);
    double flops = 2.0 * made.size() * left.shape().extent(1);
    Rate rate = a.format().slower(b.format());
    Program.Work work = new Program.Work(0, 0, flops, rate, 0, 0);
    return program.step(Step.Kind.DOT, made, a.tile().type(), work, a.tile(), b.tile(), c);
  }
}
