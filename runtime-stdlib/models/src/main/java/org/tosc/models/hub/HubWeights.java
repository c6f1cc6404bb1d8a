package org.tosc.models.hub;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tosc.models.blocks.Decoding;
import org.tosc.models.hub.HubNames.Change;
import org.tosc.models.hub.HubNames.Row;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.WeightFormat;
import org.tosc.models.weights.Weights;

/// The weights of a folder by the names and in the layout that GGUF files have. What has to be
/// changed is made when it is first asked for; all else lies in the files.
final class HubWeights implements Weights {
  /// What checkpoints keep beside weights: masks and frequencies that follow from the sizes.
  private static final Pattern NO_WEIGHT =
      Pattern.compile(".*\\.(attn\\.bias|attn\\.masked_bias|rotary_emb\\.inv_freq)");

  private static final long CACHE_LINE = 64;

  /// A weight of the files, and what is to be done to it.
  private record Place(Weight weight, Change change) {}

  private final Weights files;
  private final HubNames names;
  private final Map<String, Place> places = new LinkedHashMap<>();
  private final Map<String, Weight> changed = new ConcurrentHashMap<>();

  /// @param isTied whether the tokens' rows make the logits, whatever else the files have
  HubWeights(Weights files, HubNames names, int layers, boolean isTied) {
    this.files = files;
    this.names = names;
    for (Row row : names.rows()) {
      if (row.ours().equals("output") && isTied) {
        continue;
      }
      if (!row.isInLayer()) {
        place(row, row.ours(), row.theirs());
      }
      for (int layer = 0; row.isInLayer() && layer < layers; layer++) {
        String theirs = names.layers() + layer + "." + row.theirs();
        // A file that has no first layer has none of the others: nothing to look for.
        if (!place(row, "blk." + layer + "." + row.ours(), theirs)) {
          break;
        }
      }
    }
  }

  /// Whether there is such a weight.
  private boolean place(Row row, String ours, String theirs) {
    Weight weight = find(theirs, ".weight", ".gamma");
    Weight bias = find(theirs, ".bias", ".beta");
    if (weight != null) {
      places.put(ours + ".weight", new Place(weight, row.change()));
    }
    if (bias != null) {
      places.put(ours + ".bias", new Place(bias, Change.NONE));
    }
    return weight != null;
  }

  /// A weight with one of two endings: BERT's first checkpoints have the second.
  private @Nullable Weight find(String stem, String... endings) {
    for (String ending : endings) {
      for (String prefix : names.prefixes()) {
        Weight weight = files.find(prefix + stem + ending);
        if (weight != null) {
          return weight;
        }
      }
      Weight bare = files.find(stem + ending);
      if (bare != null) {
        return bare;
      }
    }
    return null;
  }

  /// Names of weights within layers that no row of the table is for.
  List<String> unknown() {
    Set<String> known =
        places.values().stream().map(place -> place.weight.name()).collect(Collectors.toSet());
    return files.all().stream()
        .map(Weight::name)
        .filter(
            name -> names.prefixes().stream().anyMatch(p -> name.startsWith(p + names.layers())))
        .filter(name -> !NO_WEIGHT.matcher(name).matches())
        .filter(name -> !known.contains(name))
        .toList();
  }

  /// The shape that a weight has here; empty where there is none.
  long[] shape(String name) {
    Place place = places.get(name);
    if (place == null) {
      return new long[0];
    }
    long[] shape = place.weight.shape();
    return place.change == Change.TRANSPOSED && shape.length == 2
        ? new long[] {shape[1], shape[0]}
        : shape;
  }

  @Override
  public @Nullable Weight find(String name) {
    Place place = places.get(name);
    return place == null ? null : changed.computeIfAbsent(name, _ -> changed(name, place));
  }

  private static Weight changed(String name, Place place) {
    Weight weight = place.weight;
    return switch (place.change) {
      case NONE -> new Weight(name, weight.format(), weight.shape(), weight.bytes());
      case TRANSPOSED -> transposed(name, weight);
      case PLUS_ONE -> plusOne(name, weight);
    };
  }

  private static Weight transposed(String name, Weight weight) {
    int rows = Math.toIntExact(weight.rows());
    int columns = Math.toIntExact(weight.rowLength());
    MemorySegment out = floats(weight.elements());
    float[] row = new float[columns];
    for (int i = 0; i < rows; i++) {
      Decoding.decode(weight, (long) i * columns, row, 0, columns);
      for (int j = 0; j < columns; j++) {
        out.setAtIndex(ValueLayout.JAVA_FLOAT, (long) j * rows + i, row[j]);
      }
    }
    return new Weight(name, WeightFormat.F32, new long[] {columns, rows}, out);
  }

  private static Weight plusOne(String name, Weight weight) {
    float[] numbers = Decoding.floats(weight);
    MemorySegment out = floats(numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      out.setAtIndex(ValueLayout.JAVA_FLOAT, i, numbers[i] + 1);
    }
    return new Weight(name, WeightFormat.F32, weight.shape(), out);
  }

  private static MemorySegment floats(long count) {
    return Arena.ofAuto().allocate(count * Float.BYTES, CACHE_LINE);
  }

  @Override
  public Collection<Weight> all() {
    return places.keySet().stream().map(this::find).toList();
  }

  @Override
  public void close() {
    files.close();
  }
}
