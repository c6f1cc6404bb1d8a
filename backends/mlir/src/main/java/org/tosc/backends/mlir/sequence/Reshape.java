package org.tosc.backends.mlir.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tosc.backends.mlir.text.BlockWriter;
import org.tosc.backends.mlir.text.MlirAttribute;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirType;
import org.tosc.backends.mlir.text.MlirValue;

/// The same elements in another shape, as they lie in memory: dimensions are joined until both
/// shapes agree, and split again.
///
/// ```text
/// 4x8x6 ─► 32x6 ─► 2x16x6      4x8 = 32 = 2x16, and 6 is 6 in both
/// ```
final class Reshape {
  private final List<Long> from;
  private final List<Long> to;

  /// Dimensions of each shape that belong together, group by group.
  private final List<List<Long>> joined = new ArrayList<>();

  private final List<List<Long>> split = new ArrayList<>();
  private final List<Long> middle = new ArrayList<>();

  private Reshape(List<Long> from, List<Long> to) {
    this.from = from;
    this.to = to;
    if (!from.isEmpty() && !to.isEmpty()) {
      group();
    }
  }

  /// Writes it.
  ///
  /// @param type of the same kind and as many elements
  static MlirValue of(BlockWriter out, MlirValue value, MlirType.Shaped type) {
    MlirType.Shaped given = (MlirType.Shaped) value.type();
    if (given.shape().equals(type.shape())) {
      return value;
    }
    Reshape reshape = new Reshape(given.shape(), type.shape());
    MlirType.Shaped between =
        new MlirType.Shaped(type.container(), reshape.middle, type.element(), type.rest());
    MlirValue collapsed = value;
    if (!reshape.middle.equals(given.shape())) {
      collapsed = out.emit(draft("collapse_shape", value, reshape.joined), between, value.hint());
    }
    if (reshape.middle.equals(type.shape())) {
      return collapsed;
    }
    return out.emit(
        draft("expand_shape", collapsed, reshape.split)
            .attribute("static_output_shape", MlirAttribute.i64s(type.shape())),
        type,
        value.hint());
  }

  private static MlirOperation.Draft draft(
      String name, MlirValue value, List<List<Long>> association) {
    MlirType.Container container = ((MlirType.Shaped) value.type()).container();
    List<MlirAttribute> groups = new ArrayList<>();
    for (List<Long> group : association) {
      groups.add(new MlirAttribute.Array(group.stream().map(MlirAttribute::i64).toList()));
    }
    return MlirOperation.named(container.name().toLowerCase(Locale.ROOT) + "." + name)
        .operands(value)
        .attribute("reassociation", new MlirAttribute.Array(groups));
  }

  /// The smallest groups of as many elements in both. Without elements, or where one shape ends
  /// before the other, the rest is one group.
  private void group() {
    int left = 0;
    int right = 0;
    boolean isEmpty = from.contains(0L);
    while (left < from.size() && right < to.size()) {
      int firstLeft = left;
      int firstRight = right;
      long inLeft = from.get(left++);
      long inRight = to.get(right++);
      while (inLeft != inRight || isEmpty) {
        if (left < from.size() && (inLeft < inRight || isEmpty)) {
          inLeft *= from.get(left++);
        } else if (right < to.size()) {
          inRight *= to.get(right++);
        } else {
          break;
        }
      }
      boolean isLast = left == from.size() || right == to.size();
      add(firstLeft, isLast ? from.size() : left, firstRight, isLast ? to.size() : right);
      left = isLast ? from.size() : left;
      right = isLast ? to.size() : right;
    }
  }

  private void add(int left, int leftEnd, int right, int rightEnd) {
    joined.add(numbers(left, leftEnd));
    split.add(numbers(right, rightEnd));
    middle.add(from.subList(left, leftEnd).stream().reduce(1L, Math::multiplyExact));
  }

  private static List<Long> numbers(int from, int to) {
    List<Long> numbers = new ArrayList<>();
    for (long i = from; i < to; i++) {
      numbers.add(i);
    }
    return numbers;
  }
}
