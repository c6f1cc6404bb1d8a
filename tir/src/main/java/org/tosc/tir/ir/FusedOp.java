package org.tosc.tir.ir;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Operations of the `tensor` family that hold other tensor operations in a region. They are no
/// [TensorOp]s: they have no shape rule, tolerance or gradient but those of what they hold.
///
/// ```text
/// %3 = tensor.fused(%0, %1, %2) {kind = "contraction"} : tensor<[8, 4] x f32> { ^(%4: …, %5: …, %6: …):
///   %7 = tensor.matmul(%4, %5)
///   %8 = tensor.add(%7, %6)
///   %9 = tensor.relu(%8)
///   core.yield(%9)
/// }
/// ```
public enum FusedOp implements Op {
  FUSED(
      "fused",
      "Tensor operations that an engine runs as one: the region takes the inputs and yields the"
          + " results, and its operations, one after the other, are what it means. The region uses"
          + " only its parameters and what it defines: pure `tensor` operations and constants.");

  /// How the operations of a group hang together.
  ///
  /// *Views* are `transpose reshape broadcast slice select`, and `concat` of one value with itself.
  /// Every kind may begin with views of its inputs and constants, and end with views of what it
  /// yields.
  public enum Kind {
    /// Element-wise operations of one shape; operands that broadcast to it.
    ELEMENTWISE,
    /// Rows along the last axes: reductions of these axes, softmax, norms and rope, with
    /// element-wise operations on the whole shape or on one number for each row.
    ROWS,
    /// A matrix product or convolution, or matrix products with one left operand, and element-wise
    /// operations on the results.
    CONTRACTION,
    /// Scores `q @ k`, a softmax of their rows, and the product with `v`; before it operations on
    /// rows of `q`, after it element-wise operations.
    ATTENTION;

    /// The word in the text form.
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    /// The kind of a word, or null.
    public static @Nullable Kind parse(String word) {
      return Arrays.stream(values()).filter(k -> k.text().equals(word)).findFirst().orElse(null);
    }
  }

  private final OpRow row;

  FusedOp(String name, String doc) {
    this.row =
        new OpRow(
            "tensor",
            name,
            List.of(Rows.many("inputs", TypeSet.TENSOR)),
            List.of(
                Rows.required(
                    "kind",
                    OpRow.AttrKind.STRING,
                    "`elementwise`, `rows`, `contraction` or `attention`"),
                Rows.maybe(
                    "kernel",
                    OpRow.AttrKind.SYMBOL,
                    "the function over buffers that computes the same: of the inputs, then of the"
                        + " results, then of what it needs besides")),
            List.of("body"),
            Rows.declaredMany(TypeSet.TENSOR),
            Set.of(Trait.PURE, Trait.RAISES),
            doc);
  }

  @Override
  public OpRow row() {
    return row;
  }

  /// The kind of a verified group.
  public static Kind kind(Operation fused) {
    Kind kind = Kind.parse(fused.attributes().string("kind"));
    if (kind == null) {
      throw new IllegalArgumentException("a group of kind " + fused.attributes().get("kind"));
    }
    return kind;
  }
}
