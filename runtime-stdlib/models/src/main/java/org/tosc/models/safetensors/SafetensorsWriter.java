package org.tosc.models.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tosc.models.mapped.CountingOutput;
import org.tosc.models.weights.NewWeight;
import org.tosc.rt.tensor.file.Replacement;

/// Writes `.safetensors` files.
public final class SafetensorsWriter {
  /// Data begin at a multiple of this, as those of `tensor.rs` do.
  private static final int ALIGNMENT = 8;

  private SafetensorsWriter() {}

  /// Writes a file, one weight after the other; an existing file is replaced as a whole, or not at
  /// all.
  ///
  /// @throws IOException where the file cannot be written, or cannot hold the weights: formats of
  ///   blocks
  public static void write(Path path, Map<String, String> metadata, List<NewWeight> weights)
      throws IOException {
    byte[] header = header(metadata, weights);
    Replacement.write(path, out -> write(out, header, weights));
  }

  private static void write(OutputStream stream, byte[] header, List<NewWeight> weights)
      throws IOException {
    byte[] length = new byte[8];
    ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length);
    stream.write(length);
    stream.write(header);
    CountingOutput out = new CountingOutput(stream);
    for (NewWeight weight : weights) {
      long start = out.count();
      weight.content().writeTo(out);
      if (out.count() - start != weight.byteSize()) {
        throw new IllegalStateException(
            weight.name() + " takes " + weight.byteSize() + ", not " + (out.count() - start));
      }
    }
  }

  private static byte[] header(Map<String, String> metadata, List<NewWeight> weights)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.writeStartObject();
      if (!metadata.isEmpty()) {
        json.writeObjectFieldStart("__metadata__");
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
          json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
      }
      lines(json, weights);
      json.writeEndObject();
    }
    byte[] text = out.toByteArray();
    int padded = (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    byte[] header = Arrays.copyOf(text, padded);
    Arrays.fill(header, text.length, padded, (byte) ' ');
    return header;
  }

  private static void lines(JsonGenerator json, List<NewWeight> weights) throws IOException {
    Set<String> names = new HashSet<>(Set.of("__metadata__"));
    long begin = 0;
    for (NewWeight weight : weights) {
      if (!names.add(weight.name())) {
        throw new IOException("two weights are called `" + weight.name() + "`");
      }
      long[] shape = weight.shape();
      long end = Math.addExact(begin, weight.byteSize());
      json.writeObjectFieldStart(weight.name());
      json.writeStringField("dtype", type(weight));
      json.writeFieldName("shape");
      json.writeArray(shape, 0, shape.length);
      json.writeFieldName("data_offsets");
      json.writeArray(new long[] {begin, end}, 0, 2);
      json.writeEndObject();
      begin = end;
    }
  }

  private static String type(NewWeight weight) throws IOException {
    String text = SafetensorsType.text(weight.format());
    if (text == null) {
      throw new IOException(
          "a .safetensors file cannot hold `"
              + weight.name()
              + "`: it has no type for "
              + weight.format().text());
    }
    return text;
  }
}
