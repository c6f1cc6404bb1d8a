package org.tosc.models.hub;

import java.util.Collection;
import java.util.HashMap;
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
import org.tosc.models.transformer.ExpectedWeights;
import org.tosc.models.weights.NewWeight;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.Weights;

/// The weights of a folder by the names and in the layout that GGUF files have. What has to be
/// changed is made when it is first asked for; all else lies in the files.
final class HubWeights implements Weights {
  /// What checkpoints keep beside weights: masks and frequencies that follow from the sizes.
  private static final Pattern NO_WEIGHT =
      Pattern.compile(".*\\.(attn\\.bias|attn\\.masked_bias|rotary_emb\\.inv_freq)");

  /// The head in the files of all families that have one.
  private static final String HEAD = "lm_head.weight";

  /// A weight of the files, and what is to be done to it.
  private record Place(Weight weight, Change change) {}

  private final Weights files;
  private final HubNames names;
  private final boolean isTied;
  private final Map<String, Place> places = new LinkedHashMap<>();
  private final Map<String, Weight> changed = new ConcurrentHashMap<>();

  /// @param isTied whether the tokens' rows make the logits, whatever else the files have
  HubWeights(Weights files, HubNames names, int layers, boolean isTied) {
    this.files = files;
    this.names = names;
    this.isTied = isTied;
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

  /// Its shapes, as they are in the layout of GGUF files.
  ExpectedWeights.Shapes shapes() {
    return new ExpectedWeights.Shapes() {
      @Override
      public long[] find(String name) {
        return shape(name);
      }

      @Override
      public String called(String name) {
        return HubWeights.this.called(name);
      }
    };
  }

  /// A weight by the name that it has in the files, or would have.
  private String called(String name) {
    Place place = places.get(name);
    if (place == null) {
      return ExpectedWeights.Shapes.quoted(names.theirs(name));
    }
    String found = ExpectedWeights.Shapes.quoted(place.weight.name());
    return place.change == Change.TRANSPOSED ? found + ", transposed," : found;
  }

  private long[] shape(String name) {
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
      case PLUS_ONE -> plus(name, weight, 1);
    };
  }

  private static Weight transposed(String name, Weight weight) {
    int rows = Math.toIntExact(weight.rows());
    int columns = Math.toIntExact(weight.rowLength());
    float[] numbers = Decoding.floats(weight);
    float[] turned = new float[numbers.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        turned[j * rows + i] = numbers[i * columns + j];
      }
    }
    return Weight.of(name, new long[] {columns, rows}, turned);
  }

  private static Weight plus(String name, Weight weight, float number) {
    float[] numbers = Decoding.floats(weight);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] += number;
    }
    return Weight.of(name, weight.shape(), numbers);
  }

  /// The weights of the files, with those in their places that a model has now: by the files'
  /// names, and in their layout. What did not change is as it was, bit by bit.
  List<NewWeight> inFiles(Weights now) {
    Map<String, NewWeight> changed = new HashMap<>();
    places.forEach(
        (name, place) -> {
          Weight weight = now.find(name);
          if (weight != null && weight != find(name)) {
            changed.put(place.weight.name(), NewWeight.of(back(place, weight)));
          }
        });
    return files.all().stream()
        .filter(weight -> !isLeftOut(weight.name()))
        .map(weight -> changed.getOrDefault(weight.name(), NewWeight.of(weight)))
        .toList();
  }

  /// Whether a weight has another one's numbers where the model says that they are tied: the table
  /// of tokens changes, and this would not.
  private boolean isLeftOut(String name) {
    return isTied && name.equals(HEAD);
  }

  /// A weight as it lies in the files.
  private static Weight back(Place place, Weight weight) {
    String name = place.weight.name();
    return switch (place.change) {
      case NONE -> new Weight(name, weight.format(), weight.shape(), weight.bytes());
      case TRANSPOSED -> transposed(name, weight);
      case PLUS_ONE -> plus(name, weight, -1);
    };
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
