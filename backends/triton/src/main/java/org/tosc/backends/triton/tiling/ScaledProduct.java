package org.tosc.backends.triton.tiling;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.triton.block.Builder;
import org.tosc.backends.triton.block.Fn;
import org.tosc.backends.triton.block.Op;
import org.tosc.backends.triton.block.Size;
import org.tosc.backends.triton.block.Tile;
import org.tosc.backends.triton.tiling.Space.Coordinate;
import org.tosc.tir.ir.Scalar;

/// Products of two factors in blocks of `nvfp4`, as they are stored: tensor cores take the bytes,
/// two numbers each, and the scales beside them. A block of 16 numbers is its scale and 8 bytes.
///
/// @param stage the product
record ScaledProduct(Builder b, Memory memory, Group group, int stage) {
  /// How many terms a program takes at once.
  static final long TERMS = 128;

  private static final int BLOCK = 16;
  private static final int BYTES = 9;

  /// Whether a product is one of blocks along whole rows.
  static boolean fits(Contraction product, Stage stage) {
    return product.sums().size() == 1
        && stage.extents().get(product.sums().getFirst()) % BLOCK == 0
        && isBlock(product.first(), product, stage)
        && isBlock(product.second(), product, stage);
  }

  private static boolean isBlock(Term term, Contraction product, Stage stage) {
    if (!(term instanceof Term.Read(int operand, _))) {
      return false;
    }
    Access access = stage.operands().get(operand);
    int last = access.map().rank() - 1;
    return access.buffer().element() == Scalar.NVFP4
        && access.dimOf(last) == product.sums().getFirst()
        && access.map().result(last).constant() == 0
        && access.buffer().shape().get(last) % BLOCK == 0;
  }

  /// Adds the products of one step.
  ///
  /// @param start where its terms begin
  /// @param all how many terms there are
  /// @param rows coordinates of the rows along the first axis
  /// @param columns those of the columns along the second axis, and along the first
  Tile step(
      Tile start, Size all, Space rows, Space columns, Space columnsDown, Tile acc, Contraction p) {
    Tile x = bytes(p.first(), rows, start, all, 1);
    Tile xScale = scales(p.first(), rows, start, all);
    Tile y = bytes(p.second(), columns, start, all, 0);
    Tile yScale = scales(p.second(), columnsDown, start, all);
    return b.let("acc", new Op.DotScaled(x, xScale, y, yScale, acc));
  }

  /// Two numbers each, along an axis.
  private Tile bytes(Term factor, Space space, Tile start, Size all, int axis) {
    Tile pair = b.range(Size.of(TERMS / 2), axis, 2);
    Tile half = b.whole(BLOCK / 2);
    Tile block = b.apply(Fn.MUL, b.apply(Fn.QUOTIENT, pair, half), b.whole(BYTES));
    Tile within = b.apply(Fn.ADD, b.apply(Fn.REMAINDER, pair, half), b.whole(1));
    Tile mask = inside(b.apply(Fn.MUL, pair, b.whole(2)), start, all);
    return load(factor, space, start, b.apply(Fn.ADD, block, within), mask, Scalar.U8);
  }

  private Tile scales(Term factor, Space space, Tile start, Size all) {
    Tile block = b.range(Size.of(TERMS / BLOCK), 1, 2);
    Tile mask = inside(b.apply(Fn.MUL, block, b.whole(BLOCK)), start, all);
    Tile at = b.apply(Fn.MUL, block, b.whole(BYTES));
    return load(factor, space, start, at, mask, Scalar.F8E4M3);
  }

  private @Nullable Tile inside(Tile local, Tile start, Size all) {
    return all.value() % TERMS == 0
        ? null
        : b.apply(Fn.LT, b.apply(Fn.ADD, start, local), b.size(all));
  }

  private Tile load(
      Term factor, Space space, Tile start, Tile local, @Nullable Tile mask, Scalar as) {
    int operand = ((Term.Read) factor).operand();
    Stage of = group.stages().get(stage);
    Access access = of.operands().get(operand);
    int[] classes = group.classes().get(stage);
    int sum = classes[of.reductions().getFirst()];
    Space first = space.with(sum, Coordinate.of(b.whole(0), null));
    Addresses.Address row = memory.addresses().of(access, classes, first);
    Tile offset = b.apply(Fn.ADD, bytesOf(row.offset()), local);
    Tile begin = bytesOf(start);
    Tile base = row.base() == null ? begin : b.apply(Fn.ADD, bytesOf(row.base()), begin);
    List<Tile> masks =
        row.mask() == null
            ? mask == null ? List.of() : List.of(mask)
            : mask == null ? List.of(row.mask()) : List.of(row.mask(), mask);
    Tile both = memory.addresses().both(masks);
    return b.load(
        access.buffer().name(), memory.pointer(access.buffer(), as), base, offset, both);
  }

  /// Where a block begins whose first number is given.
  private Tile bytesOf(Tile number) {
    return b.apply(Fn.MUL, b.apply(Fn.QUOTIENT, number, b.whole(BLOCK)), b.whole(BYTES));
  }
}
