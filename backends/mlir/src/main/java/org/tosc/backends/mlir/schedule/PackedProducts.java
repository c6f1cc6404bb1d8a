package org.tosc.backends.mlir.schedule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.mlir.linalg.BodyLoops;
import org.tosc.backends.mlir.linalg.Named;
import org.tosc.backends.mlir.linalg.ProductForm;
import org.tosc.backends.mlir.text.BlockWriter;
import org.tosc.backends.mlir.text.FloatFormat;
import org.tosc.backends.mlir.text.MlirAttribute;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirType;
import org.tosc.backends.mlir.text.MlirValue;
import org.tosc.tir.ir.AffineMap;

/// Products with the right operand packed in panels, each marked with a name of its own. Sums are
/// written as product and sum, which is what `vector.contract` is made of; it becomes `vector.fma`.
final class PackedProducts implements ProductForm {
  /// The attribute that names a product.
  static final String MARK = "tosc.product";

  /// A product that a schedule is for.
  ///
  /// @param rows of the product
  /// @param terms of each sum
  record Scheduled(String name, Tiles tiles, long rows, long terms) {}

  private final String function;
  private final List<Scheduled> scheduled = new ArrayList<>();

  /// @param function its symbol
  PackedProducts(String function) {
    this.function = function;
  }

  List<Scheduled> scheduled() {
    return List.copyOf(scheduled);
  }

  @Override
  public @Nullable Panelled write(BlockWriter out, BodyLoops loops, Operands operands) {
    Product product = Product.of(loops);
    Tiles tiles = product == null ? null : Tiles.of(product.m(), product.n(), product.k());
    if (product == null || tiles == null) {
      return null;
    }
    String name = function + "." + scheduled.size();
    scheduled.add(new Scheduled(name, tiles, product.m(), product.k()));
    return new Writer(out, product, tiles, operands).write(name);
  }

  /// Writes one product.
  private static final class Writer {
    private final BlockWriter out;
    private final Product product;
    private final Operands operands;
    private final long width;
    private final long panels;
    private final MlirType.Shaped result;

    Writer(BlockWriter out, Product product, Tiles tiles, Operands operands) {
      this.out = out;
      this.product = product;
      this.operands = operands;
      this.width = tiles.columns();
      this.panels = product.n() / width;
      this.result = tensor(product.m(), panels, width);
    }

    private static MlirType.Shaped tensor(Long... shape) {
      return MlirType.tensor(List.of(shape), FloatFormat.F32);
    }

    Panelled write(String name) {
      MlirValue destination = operands.destination();
      MlirValue into =
          destination == null
              ? null
              : split(
                  "memref.expand_shape",
                  destination,
                  MlirType.memref(result.shape(), FloatFormat.F32),
                  1);
      MlirValue right = packed(operands.ins().get(product.right()));
      MlirValue filling = operands.filling();
      MlirValue initial =
          filling == null
              ? split("tensor.expand_shape", operands.initial(), result, 1)
              : Named.fill(
                  out, filling, out.emit(MlirOperation.named("tensor.empty"), result, "empty"));
      MlirValue made = sums(name, operands.ins().get(product.left()), right, initial);
      MlirValue rows =
          out.emit(
              MlirOperation.named("tensor.collapse_shape")
                  .operands(made)
                  .attribute("reassociation", groups(1)),
              tensor(product.m(), product.n()),
              "rows");
      return new Panelled(made, rows, into);
    }

    /// `k × n` or its transpose as panels of `k × width`.
    private MlirValue packed(MlirValue right) {
      MlirType.Shaped split =
          product.isTurned()
              ? tensor(panels, width, product.k())
              : tensor(product.k(), panels, width);
      MlirValue parts = split("tensor.expand_shape", right, split, product.isTurned() ? 0 : 1);
      MlirType.Shaped type = tensor(panels, product.k(), width);
      MlirValue empty = out.emit(MlirOperation.named("tensor.empty"), type, "empty");
      List<Long> order = product.isTurned() ? List.of(0L, 2L, 1L) : List.of(1L, 0L, 2L);
      return Named.transpose(out, parts, empty, order);
    }

    /// The same elements with one axis of a matrix in two.
    private MlirValue split(String name, MlirValue whole, MlirType.Shaped type, int axis) {
      return out.emit(
          MlirOperation.named(name)
              .operands(whole)
              .attribute("reassociation", groups(axis))
              .attribute("static_output_shape", MlirAttribute.i64s(type.shape())),
          type,
          "panels");
    }

    /// Which axes of panels one of a matrix is.
    private static MlirAttribute groups(int split) {
      List<MlirAttribute> pair = List.of(at(split), at(split + 1));
      List<MlirAttribute> one = List.of(at(split == 0 ? 2 : 0));
      MlirAttribute two = new MlirAttribute.Array(pair);
      MlirAttribute single = new MlirAttribute.Array(one);
      return new MlirAttribute.Array(split == 0 ? List.of(two, single) : List.of(single, two));
    }

    private static MlirAttribute at(long axis) {
      return MlirAttribute.i64(axis);
    }

    private MlirValue sums(String name, MlirValue left, MlirValue right, MlirValue initial) {
      MlirValue x = MlirValue.of(FloatFormat.F32, "x");
      MlirValue y = MlirValue.of(FloatFormat.F32, "y");
      MlirValue acc = MlirValue.of(FloatFormat.F32, "acc");
      BlockWriter body = new BlockWriter().at(out.location());
      MlirValue term =
          body.emit(MlirOperation.named("arith.mulf").operands(x, y), FloatFormat.F32, "term");
      MlirValue sum =
          body.emit(MlirOperation.named("arith.addf").operands(acc, term), FloatFormat.F32, "sum");
      body.emit(MlirOperation.named("linalg.yield").operands(sum));
      List<AffineMap> maps =
          List.of(
              AffineMap.select(4, 0, 2),
              AffineMap.select(4, 1, 2, 3),
              AffineMap.select(4, 0, 1, 3));
      return out.emit(
          MlirOperation.named("linalg.generic")
              .segments(List.of(List.of(left, right), List.of(initial)))
              .attribute("indexing_maps", MlirAttribute.maps(maps))
              .attribute(
                  "iterator_types",
                  new MlirAttribute.Array(
                      List.of(Named.PARALLEL, Named.PARALLEL, Named.REDUCTION, Named.PARALLEL)))
              .attribute(MARK, MlirAttribute.of(name))
              .region(body.region(x, y, acc)),
          result,
          "sums");
    }
  }
}
