package org.tosc.backends.machines.gpu.ttir;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.gpu.tile.BlockFormat;
import org.tosc.backends.machines.gpu.tile.Products;
import org.tosc.backends.machines.gpu.tile.Products.ScaledOperand;
import org.tosc.backends.machines.gpu.tile.Tile;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.backends.machines.mlir.syntax.Draft;
import org.tosc.backends.machines.mlir.syntax.Parser;
import org.tosc.backends.machines.mlir.syntax.Parser.Name;
import org.tosc.tir.source.Code;

/// `tt.dot_scaled`: operands are both matrices, the sums, and a scale for each matrix that has one.
final class ScaledProduct {
  /// By the numbers of Triton's `ScaleDotElemType`.
  private static final Map<Long, String> FORMATS =
      Map.of(0L, "e4m3", 1L, "e5m2", 4L, "e2m1", 5L, "bf16", 6L, "fp16");

  private static final int LEFT_SCALE = 3;

  private ScaledProduct() {}

  /// `%a scale %x, %b scale %y, %c lhs = e2m1 rhs = e2m1 {…} : A, X * B, Y -> C`.
  static void read(Parser in, Draft draft) {
    Name left = in.value();
    Name leftScale = in.accept("scale") ? in.value() : null;
    in.expect(",");
    Name right = in.value();
    Name rightScale = in.accept("scale") ? in.value() : null;
    in.expect(",");
    Name sums = in.value();
    draft.property("a_elem_type", format(in, "lhs"));
    draft.property("b_elem_type", format(in, "rhs"));
    draft.attributes(in.optionalAttributes());
    in.expect(":");
    Type leftType = in.type();
    Type leftScaleType = in.accept(",") ? in.type() : null;
    in.expect("*");
    Type rightType = in.type();
    Type rightScaleType = in.accept(",") ? in.type() : null;
    in.expect("->");
    Type result = in.type();
    draft.operand(left, leftType).operand(right, rightType).operand(sums, result);
    int first = scale(in, draft, leftScale, leftScaleType);
    int second = scale(in, draft, rightScale, rightScaleType);
    draft.segments(1, 1, 1, first, second).result(result);
  }

  private static Attribute format(Parser in, String side) {
    in.expect(side);
    in.expect("=");
    return new Attribute.Text(in.cursor().word("a format such as `e2m1`"));
  }

  private static int scale(Parser in, Draft draft, @Nullable Name scale, @Nullable Type type) {
    if (scale == null && type == null) {
      return 0;
    }
    if (scale == null || type == null) {
      throw in.fail("a scale and its type stand together");
    }
    draft.operand(scale, type);
    return 1;
  }

  static List<Tile> run(Frame frame, Operation operation) {
    int count = operation.operands().size();
    boolean hasLeft = count > LEFT_SCALE;
    boolean hasRight = count > LEFT_SCALE + 1;
    if (operation.attribute("operandSegmentSizes") instanceof Attribute.DenseArray(var sizes, var _)
        && sizes.size() == 5) {
      hasLeft = sizes.get(3) != 0;
      hasRight = sizes.get(4) != 0;
    }
    Tile leftScale = hasLeft ? frame.operand(operation, LEFT_SCALE) : null;
    Tile rightScale = hasRight ? frame.operand(operation, count - 1) : null;
    ScaledOperand left = operand(frame, operation, 0, "a_elem_type", leftScale);
    ScaledOperand right = operand(frame, operation, 1, "b_elem_type", rightScale);
    int inner = left.tile().shape().extent(1) * left.format().packing();
    if (inner != right.tile().shape().extent(0) * right.format().packing()) {
      throw frame.fault(
          Code.E1703,
          "`tt.dot_scaled` does not multiply "
              + left.tile().describe()
              + " and "
              + right.tile().describe());
    }
    return List.of(Products.dotScaled(frame.program(), left, right, frame.operand(operation, 2)));
  }

  private static ScaledOperand operand(
      Frame frame, Operation operation, int index, String key, @Nullable Tile scale) {
    Tile tile = frame.operand(operation, index);
    BlockFormat format = BlockFormat.named(Rows.word(frame, operation, key, FORMATS));
    if (format == null || tile.shape().rank() != 2) {
      throw frame.fault(
          Code.E1704, "`" + key + "` names a format of tiles with two axes, such as `e2m1`");
    }
    boolean fits =
        scale == null
            || (scale.shape().rank() == 2
                && scale.shape().extent(0) == tile.shape().extent(index == 0 ? 0 : 1));
    if (!fits) {
      throw frame.fault(Code.E1703, "a scale is for each group of a row: " + tile.describe());
    }
    return new ScaledOperand(tile, format, scale);
  }
}
