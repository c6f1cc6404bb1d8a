package org.tosc.models.gguf;

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

/// A `.gguf` file, versions 2 and 3, little-endian: its metadata, and its weights where they lie.
///
/// Any bytes may be given. What comes out is a file whose weights lie inside it, one behind the
/// other, or a [org.tosc.rt.tensor.file.TensorFileFault].
public final class GgufFile implements Weights {
  /// `"GGUF"` as a little-endian number.
  static final int MAGIC = 0x46554747;

  static final int VERSION = 3;
  static final String ALIGNMENT_KEY = "general.alignment";
  static final int DEFAULT_ALIGNMENT = 32;

  /// More than metadata and the table of weights of models have, and little enough to be kept in
  /// memory. safetensors has the same limit.
  private static final long LONGEST_HEADER = 100_000_000;

  private final @Nullable Mapping mapping;
  private final int version;
  private final int alignment;
  private final Metadata metadata;
  private final Map<String, Weight> weights;

  private GgufFile(
      @Nullable Mapping mapping,
      int version,
      int alignment,
      Metadata metadata,
      Map<String, Weight> weights) {
    this.mapping = mapping;
    this.version = version;
    this.alignment = alignment;
    this.metadata = metadata;
    this.weights = weights;
  }

  /// Maps a file and reads its header.
  public static GgufFile open(Path path) {
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
  public static GgufFile of(String name, MemorySegment bytes) {
    return read(name, bytes, null);
  }

  private static GgufFile read(String name, MemorySegment bytes, @Nullable Mapping mapping) {
    ByteCursor cursor = new ByteCursor(name, bytes, LONGEST_HEADER);
    int version = version(cursor);
    int weights = WeightTable.count(cursor);
    int entries = MetadataReader.count(cursor);
    Metadata metadata = new MetadataReader(name, cursor).read(entries);
    int alignment = alignment(metadata);
    WeightTable table = new WeightTable(cursor);
    table.read(weights);
    return new GgufFile(mapping, version, alignment, metadata, table.locate(bytes, alignment));
  }

  private static int version(ByteCursor cursor) {
    if (cursor.int32("the magic number") != MAGIC) {
      throw cursor.fault(0, "this is no .gguf file: it does not begin with GGUF");
    }
    int version = cursor.int32("the version");
    if (version != 0 && (version & 0xFFFF) == 0) {
      throw cursor.fault(4, "the file is big-endian; little-endian ones are supported");
    }
    if (version != 2 && version != VERSION) {
      throw cursor.fault(
          4, "version " + Integer.toUnsignedString(version) + " is not supported; 2 and 3 are");
    }
    return version;
  }

  /// What the data of weights are aligned to, as metadata have it.
  static int alignment(Metadata metadata) {
    MetadataValue value = metadata.find(ALIGNMENT_KEY);
    if (value == null) {
      return DEFAULT_ALIGNMENT;
    }
    if (value instanceof MetadataValue.Whole(MetadataType type, long alignment)
        && type == MetadataType.U32) {
      if (Long.bitCount(alignment) != 1) {
        throw metadata.fault(ALIGNMENT_KEY, "expected a power of two, found " + alignment);
      }
      if (alignment <= 1 << 30) {
        return (int) alignment;
      }
      throw metadata.fault(ALIGNMENT_KEY, "expected at most 2^30, found " + alignment);
    }
    throw metadata.fault(ALIGNMENT_KEY, "expected a u32, found " + value.typeText());
  }

  public int version() {
    return version;
  }

  /// What the data of weights are aligned to, in bytes.
  public int alignment() {
    return alignment;
  }

  public Metadata metadata() {
    return metadata;
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
