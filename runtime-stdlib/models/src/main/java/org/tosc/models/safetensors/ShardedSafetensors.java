package org.tosc.models.safetensors;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.models.mapped.Mapping;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.Weights;
import org.tosc.rt.tensor.file.TensorFileFault;

/// A folder whose weights are in several files; `model.safetensors.index.json` says which is where.
///
/// ```text
/// { "metadata": {…}, "weight_map": { "name": "model-00001-of-00002.safetensors", … } }
/// ```
public final class ShardedSafetensors implements Weights {
  /// The index's name in the folder.
  public static final String INDEX = "model.safetensors.index.json";

  private static final int MOST_FILES = 1 << 12;

  private final Map<String, SafetensorsFile> files;
  private final Map<String, Weight> weights;

  private ShardedSafetensors(Map<String, SafetensorsFile> files, Map<String, Weight> weights) {
    this.files = files;
    this.weights = weights;
  }

  /// Opens the files that a folder's index names.
  public static ShardedSafetensors open(Path folder) {
    Map<String, String> places = new LinkedHashMap<>();
    Map<String, SafetensorsFile> files = new LinkedHashMap<>();
    String index = folder.resolve(INDEX).toString();
    try {
      places.putAll(index(folder.resolve(INDEX)));
      for (String file : places.values()) {
        if (!files.containsKey(file)) {
          if (!Files.exists(folder.resolve(file))) {
            String named = "`" + TensorFileFault.escaped(file) + "`";
            throw TensorFileFault.ofWhole(index, named + " is named here, and is not there");
          }
          require(files.size() < MOST_FILES, index, "more than " + MOST_FILES + " files");
          files.put(file, SafetensorsFile.open(folder.resolve(file)));
        }
      }
      return new ShardedSafetensors(files, weights(index, places, files));
    } catch (RuntimeException | Error e) {
      files.values().forEach(SafetensorsFile::close);
      throw e;
    }
  }

  private static Map<String, Weight> weights(
      String index, Map<String, String> places, Map<String, SafetensorsFile> files) {
    Map<String, Weight> weights = new LinkedHashMap<>();
    places.forEach(
        (name, place) -> {
          SafetensorsFile file = files.get(place);
          Weight weight = file == null ? null : file.find(name);
          if (weight == null) {
            throw new TensorFileFault(
                index,
                0,
                "weight `"
                    + TensorFileFault.escaped(name)
                    + "` is not in `"
                    + TensorFileFault.escaped(place)
                    + "`");
          }
          weights.put(name, weight);
        });
    return weights;
  }

  /// The file of each weight.
  private static Map<String, String> index(Path path) {
    try (Mapping mapping = Mapping.open(path)) {
      String name = mapping.name();
      require(
          mapping.bytes().byteSize() <= SafetensorsFile.LONGEST_HEADER,
          name,
          "an index has at most " + SafetensorsFile.LONGEST_HEADER + " bytes");
      return mapping.read(
          () -> {
            try (JsonCursor json = new JsonCursor(name, mapping.bytes(), 0)) {
              return index(json);
            }
          });
    }
  }

  private static Map<String, String> index(JsonCursor json) {
    Map<String, String> places = new LinkedHashMap<>();
    json.expect(JsonToken.START_OBJECT, "an object");
    for (String key = json.key(); key != null; key = json.key()) {
      if (key.equals("weight_map")) {
        json.expect(JsonToken.START_OBJECT, "an object with the file of each weight");
        for (String name = json.key(); name != null; name = json.key()) {
          places.put(name, fileName(json));
        }
      } else {
        json.skip();
      }
    }
    return places;
  }

  /// A name without folders: an index does not lead out of its own.
  private static String fileName(JsonCursor json) {
    String name = json.string("the name of a file");
    if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,200}\\.safetensors")) {
      throw json.fault(
          "expected the name of a .safetensors file in this folder, found `"
              + TensorFileFault.escaped(name)
              + "`");
    }
    return name;
  }

  private static void require(boolean holds, String file, String reason) {
    if (!holds) {
      throw new TensorFileFault(file, 0, reason);
    }
  }

  @Override
  public @Nullable Weight find(String name) {
    return weights.get(name);
  }

  @Override
  public Collection<Weight> all() {
    return Collections.unmodifiableCollection(weights.values());
  }

  @Override
  public void requireWhole() {
    files.values().forEach(SafetensorsFile::requireWhole);
  }

  @Override
  public void close() {
    files.values().forEach(SafetensorsFile::close);
  }
}
