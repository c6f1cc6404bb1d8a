package org.tosc.passes.bounds;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a program stands in a launch: `program_id` and `num_programs`.
final class Grid {
  private final Numbers numbers;

  /// The extents of the grid; null where the launch is not known.
  private final @Nullable List<Linear> extents;

  private final Map<Long, Linear> ids = new HashMap<>();
  private final Map<Long, Linear> sizes = new HashMap<>();

  private Grid(Numbers numbers, @Nullable List<Linear> extents) {
    this.numbers = numbers;
    this.extents = extents;
  }

  static Grid of(Numbers numbers, List<Linear> extents) {
    return new Grid(numbers, List.copyOf(extents));
  }

  /// Any launch, or none.
  static Grid any(Numbers numbers) {
    return new Grid(numbers, null);
  }

  Linear size(long axis) {
    if (extents != null) {
      return axis < extents.size() ? extents.get((int) axis) : Linear.of(1);
    }
    Linear known = sizes.get(axis);
    if (known == null) {
      Unknown size = numbers.unknown();
      known = Linear.of(size);
      size.rule(known.plus(-1), null);
      sizes.put(axis, known);
    }
    return known;
  }

  /// At least 0 and less than the size.
  Linear id(long axis) {
    Linear known = ids.get(axis);
    if (known == null) {
      Linear size = size(axis);
      if (size.isConstant(1)) {
        known = Linear.ZERO;
      } else {
        Unknown id = numbers.natural();
        known = Linear.of(id);
        id.rule(size.minus(known).plus(-1), extents == null ? null : "the grid");
      }
      ids.put(axis, known);
    }
    return known;
  }
}
