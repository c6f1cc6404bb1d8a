package org.tosc.models.gguf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tosc.models.mapped.CountingOutput;
import org.tosc.models.mapped.Size;
import org.tosc.models.weights.NewWeight;
import org.tosc.rt.tensor.file.Replacement;

/// Writes `.gguf` files of version 3, little-endian.
public final class GgufWriter {
  private GgufWriter() {}

  /// Writes a file, one weight after the other; an existing file is replaced as a whole, or not at
  /// all.
  ///
  /// @throws IOException where the file cannot be written, or cannot hold the weights: names of
  ///   more than 63 bytes, more than four axes, formats without a type of their own
  public static void write(Path path, Metadata metadata, List<NewWeight> weights)
      throws IOException {
    check(weights);
    Replacement.write(path, out -> write(out, metadata, weights));
  }

  static void write(OutputStream stream, Metadata metadata, List<NewWeight> weights)
      throws IOException {
    int alignment = GgufFile.alignment(metadata);
    CountingOutput out = new CountingOutput(stream);
    HeaderWriter header = new HeaderWriter(out);
    header.u32(GgufFile.MAGIC);
    header.u32(GgufFile.VERSION);
    header.u64(weights.size());
    header.u64(metadata.keys().size());
    header.metadata(metadata);
    table(header, weights, alignment);
    for (NewWeight weight : weights) {
      out.pad(alignment);
      long start = out.count();
      weight.content().writeTo(out);
      if (out.count() - start != weight.byteSize()) {
        throw new IllegalStateException(
            weight.name() + " takes " + weight.byteSize() + ", not " + (out.count() - start));
      }
    }
    out.pad(alignment);
  }

  private static void table(HeaderWriter header, List<NewWeight> weights, int alignment)
      throws IOException {
    long offset = 0;
    for (NewWeight weight : weights) {
      header.string(weight.name());
      long[] shape = weight.shape();
      header.u32(shape.length);
      for (int i = shape.length - 1; i >= 0; i--) { // the fastest axis first
        header.u64(shape[i]);
      }
      header.u32(type(weight).code());
      header.u64(offset);
      offset = Size.padded(offset + weight.byteSize(), alignment);
    }
  }

  private static void check(List<NewWeight> weights) throws IOException {
    Set<String> names = new HashSet<>();
    for (NewWeight weight : weights) {
      int length = weight.name().getBytes(StandardCharsets.UTF_8).length;
      require(
          length > 0 && length <= WeightTable.LONGEST_NAME,
          weight,
          "names have 1 to " + WeightTable.LONGEST_NAME + " bytes, this one " + length);
      require(names.add(weight.name()), weight, "this name is there twice");
      long[] shape = weight.shape();
      require(
          shape.length <= WeightTable.MOST_AXES,
          weight,
          "weights have at most " + WeightTable.MOST_AXES + " axes, this one " + shape.length);
      for (long extent : shape) {
        require(extent > 0, weight, "extents are 1 and more, this one is " + extent);
      }
      long row = shape.length == 0 ? 1 : shape[shape.length - 1];
      require(
          row % weight.format().blockSize() == 0,
          weight,
          "rows of " + row + " elements are no whole blocks of " + weight.format().text());
      type(weight);
    }
  }

  private static void require(boolean holds, NewWeight weight, String reason) throws IOException {
    if (!holds) {
      throw new IOException("a .gguf file cannot hold `" + weight.name() + "`: " + reason);
    }
  }

  private static GgufType type(NewWeight weight) throws IOException {
    GgufType type = GgufType.of(weight.format());
    if (type == null) {
      throw new IOException(
          "a .gguf file cannot hold `"
              + weight.name()
              + "`: it has no type for "
              + weight.format().text());
    }
    return type;
  }
}
