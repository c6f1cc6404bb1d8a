package org.tosc.models.safetensors;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.models.mapped.ByteCursor;
import org.tosc.models.mapped.Mapping;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.Weights;

/// A `.safetensors` file: texts, and weights where they lie.
///
/// Any bytes may be given. What comes out is a file whose weights cover its data, or a
/// [org.tosc.rt.tensor.file.TensorFileFault].
public final class SafetensorsFile implements Weights {
  /// The limit of `tensor.rs` (`MAX_HEADER_SIZE`).
  static final long LONGEST_HEADER = 100_000_000;

  private final @Nullable Mapping mapping;
  private final Map<String, String> metadata;
  private final Map<String, Weight> weights;

  private SafetensorsFile(
      @Nullable Mapping mapping, Map<String, String> metadata, Map<String, Weight> weights) {
    this.mapping = mapping;
    this.metadata = metadata;
    this.weights = weights;
  }

  /// Maps a file and reads its header.
  public static SafetensorsFile open(Path path) {
    Mapping mapping = Mapping.open(path);
    try {
      return mapping.read(() -> read(mapping.name(), mapping.bytes(), mapping));
    } catch (RuntimeException | Error e) {
      mapping.close();
      throw e;
    }
  }

  /// Reads a file that is in memory; its weights are slices of `bytes`.
  ///
  /// @param name what messages call it
  public static SafetensorsFile of(String name, MemorySegment bytes) {
    return read(name, bytes, null);
  }

  private static SafetensorsFile read(String name, MemorySegment bytes, @Nullable Mapping mapping) {
    ByteCursor cursor = new ByteCursor(name, bytes, LONGEST_HEADER + 8);
    long length = cursor.count(1, "bytes of JSON");
    long start = cursor.position() + length;
    try (JsonCursor json =
        new JsonCursor(name, bytes.asSlice(cursor.position(), length), cursor.position())) {
      SafetensorsHeader header = new SafetensorsHeader(name, json);
      header.read();
      Map<String, Weight> weights = header.locate(bytes.asSlice(start), start);
      return new SafetensorsFile(mapping, header.metadata(), weights);
    }
  }

  /// The texts that the file says about itself.
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(metadata);
  }

  @Override
  public @Nullable Weight find(String name) {
    return weights.get(name);
  }

  @Override
  public Collection<Weight> all() {
    return Collections.unmodifiableCollection(weights.values());
  }

  /// Fails where the file has become shorter since it was opened.
  public void requireWhole() {
    if (mapping != null) {
      mapping.requireWhole();
    }
  }

  @Override
  public void close() {
    if (mapping != null) {
      mapping.close();
    }
  }
}
