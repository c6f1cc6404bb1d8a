package org.tosc.driver.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tosc.models.gguf.GgufWriter;
import org.tosc.models.gguf.Metadata;
import org.tosc.models.gguf.MetadataType;
import org.tosc.models.gguf.MetadataValue;
import org.tosc.models.weights.NewWeight;
import org.tosc.models.weights.WeightFormat;

/// A model of random weights, small enough for loops over `double`.
///
/// @param name of this one, for messages
/// @param family as `general.architecture` has it
/// @param keys of the metadata without the family's prefix; numbers, or text
/// @param weights by their names in GGUF files
record TinyModel(
    String name,
    String family,
    Sizes sizes,
    Map<String, Object> keys,
    Map<String, TinyWeight> weights) {

  /// The extents of a model.
  record Sizes(
      int layers,
      int width,
      int heads,
      int kvHeads,
      int headSize,
      int feedForward,
      int vocabulary,
      int context) {}

  double number(String key, double otherwise) {
    return keys.get(key) instanceof Number number ? number.doubleValue() : otherwise;
  }

  String text(String key, String otherwise) {
    return keys.get(key) instanceof String text ? text : otherwise;
  }

  boolean has(String weight) {
    return weights.containsKey(weight);
  }

  /// The numbers of a weight, row by row.
  double[] cells(String weight) {
    TinyWeight found = weights.get(weight);
    if (found == null) {
      throw new AssertionError(name + " lacks " + weight);
    }
    return found.cells();
  }

  /// The same with matrices in another format.
  TinyModel in(WeightFormat format) {
    Map<String, TinyWeight> changed = new LinkedHashMap<>();
    weights.forEach(
        (key, weight) -> changed.put(key, weight.shape().length == 2 ? weight.in(format) : weight));
    return new TinyModel(name + " " + format.text(), family, sizes, keys, changed);
  }

  /// The same with one more key, or another value of it.
  TinyModel with(String key, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(keys);
    changed.put(key, value);
    return new TinyModel(name, family, sizes, changed, weights);
  }

  /// The same without a weight.
  TinyModel without(String weight) {
    Map<String, TinyWeight> changed = new LinkedHashMap<>(weights);
    changed.remove(weight);
    return new TinyModel(name, family, sizes, keys, changed);
  }

  /// The same with a weight of another shape.
  TinyModel with(String weight, TinyWeight other) {
    Map<String, TinyWeight> changed = new LinkedHashMap<>(weights);
    changed.put(weight, other);
    return new TinyModel(name, family, sizes, keys, changed);
  }

  /// Writes it as a `.gguf` file.
  Path writeGguf(Path path) throws IOException {
    List<NewWeight> written = new ArrayList<>();
    weights.forEach(
        (key, w) ->
            written.add(new NewWeight(key, w.format(), w.shape(), out -> out.write(w.bytes()))));
    GgufWriter.write(path, metadata(), written);
    return path;
  }

  private Metadata metadata() {
    Map<String, MetadataValue> values = new LinkedHashMap<>();
    values.put("general.architecture", new MetadataValue.Text(family));
    keys.forEach((key, value) -> values.put(family + "." + key, value(value)));
    return Metadata.of(values);
  }

  private static MetadataValue value(Object value) {
    return switch (value) {
      case String text -> new MetadataValue.Text(text);
      case Integer number -> new MetadataValue.Whole(MetadataType.U32, number);
      case Double number -> new MetadataValue.Real(MetadataType.F32, number);
      case Boolean flag -> new MetadataValue.Flag(flag);
      default -> throw new AssertionError(value);
    };
  }
}
