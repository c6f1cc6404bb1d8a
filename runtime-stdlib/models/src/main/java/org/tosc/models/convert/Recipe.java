package org.tosc.models.convert;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tosc.models.blocks.Encoding;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.WeightFormat;
import org.tosc.models.weights.Weights;

/// Which format each weight gets.
///
/// Weights of two axes and more are what most bytes and most time go to, and they bear rounding;
/// those of one axis (norms, biases) are few and do not.
///
/// @param matrices for weights of two axes and more. Where their rows are no whole blocks of it,
///   they become `q8_0`, and where they are not even that, `f16`
/// @param others for weights of at most one axis
/// @param named for weights of these names, whatever their axes: `output.weight` as `q6_k`
public record Recipe(WeightFormat matrices, WeightFormat others, Map<String, WeightFormat> named) {
  public Recipe {
    named = Map.copyOf(named);
  }

  /// Matrices in a format, all else in `f32`.
  public static Recipe of(WeightFormat matrices) {
    return new Recipe(matrices, WeightFormat.F32, Map.of());
  }

  /// Everything in one plain format.
  public static Recipe plain(WeightFormat numbers) {
    return new Recipe(numbers, numbers, Map.of());
  }

  /// Everything as it is.
  public static Recipe unchanged(Weights weights) {
    Map<String, WeightFormat> named = new HashMap<>();
    Map<WeightFormat, Long> elements = new EnumMap<>(WeightFormat.class);
    for (Weight weight : weights.all()) {
      named.put(weight.name(), weight.format());
      elements.merge(weight.format(), weight.elements(), Long::sum);
    }
    WeightFormat most =
        elements.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse(WeightFormat.F32);
    return new Recipe(most, most, named);
  }

  /// The same with `f32` in the place of blocks, for files that have none.
  public Recipe withoutBlocks() {
    Map<String, WeightFormat> plain = new HashMap<>(named);
    plain.replaceAll((_, format) -> withoutBlocks(format));
    return new Recipe(withoutBlocks(matrices), withoutBlocks(others), plain);
  }

  private static WeightFormat withoutBlocks(WeightFormat format) {
    return format.isBlock() ? WeightFormat.F32 : format;
  }

  /// The format of a weight. Whole numbers stay as they are.
  ///
  /// @throws IllegalArgumentException where no weights are made in the format that is asked for
  public WeightFormat formatOf(Weight weight) {
    WeightFormat wanted = asked(weight);
    if (wanted != weight.format() && !Encoding.isPossible(wanted)) {
      throw new IllegalArgumentException("no weights are made in " + wanted.text());
    }
    return fitting(wanted, weight.rowLength());
  }

  /// The format that is asked for a weight, which gets another one where its rows are no whole
  /// blocks of it.
  public WeightFormat asked(Weight weight) {
    if (isWhole(weight.format())) {
      return weight.format();
    }
    WeightFormat wanted = named.get(weight.name());
    return wanted != null ? wanted : weight.shape().length < 2 ? others : matrices;
  }

  /// Refuses a format for a weight that there is not.
  ///
  /// @throws IllegalArgumentException with the names that are like it
  void requireKnown(Weights weights) {
    List<String> all = weights.all().stream().map(Weight::name).toList();
    Set<String> known = new HashSet<>(all);
    for (String name : named.keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "there is no weight `%s` among %d; like it are %s"
                .formatted(name, all.size(), LikeNames.of(name, all)));
      }
    }
  }

  private static WeightFormat fitting(WeightFormat wanted, long row) {
    if (row % wanted.blockSize() == 0) {
      return wanted;
    }
    return row % WeightFormat.Q8_0.blockSize() == 0 ? WeightFormat.Q8_0 : WeightFormat.F16;
  }

  private static boolean isWhole(WeightFormat format) {
    return switch (format) {
      case I64, I32, I16, I8, U64, U32, U16, U8, BOOL -> true;
      case F64, F32, F16, BF16, F8E4M3, F8E5M2 -> false;
      case Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K -> false;
    };
  }
}
