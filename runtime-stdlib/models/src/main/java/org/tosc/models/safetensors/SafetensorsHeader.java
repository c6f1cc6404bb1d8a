package org.tosc.models.safetensors;

import com.fasterxml.jackson.core.JsonToken;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.models.mapped.Size;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.WeightFormat;
import org.tosc.rt.tensor.file.TensorFileFault;

/// Reads the JSON of a file and finds the bytes of each weight.
final class SafetensorsHeader {
  /// Far more than models have, and few enough to be kept in little memory.
  private static final int MOST_WEIGHTS = 1 << 18;

  private static final int MOST_TEXTS = 1 << 16;
  private static final int MOST_AXES = 64;

  /// One weight.
  ///
  /// @param begin of the data, from where all data begin
  /// @param at where its JSON begins in the file
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Line(
      String name, WeightFormat format, long[] shape, long begin, long end, long at) {}

  private final String file;
  private final JsonCursor json;
  private final List<Line> lines = new ArrayList<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  SafetensorsHeader(String file, JsonCursor json) {
    this.file = file;
    this.json = json;
  }

  Map<String, String> metadata() {
    return metadata;
  }

  void read() {
    json.expect(JsonToken.START_OBJECT, "an object");
    for (String key = json.key(); key != null; key = json.key()) {
      if (key.equals("__metadata__")) {
        texts();
      } else {
        weight(key);
      }
    }
    if (json.next() != null) {
      throw json.fault("expected nothing behind the object");
    }
  }

  private void texts() {
    json.expect(JsonToken.START_OBJECT, "an object of texts");
    for (String key = json.key(); key != null; key = json.key()) {
      metadata.put(key, json.string("a text"));
      if (metadata.size() > MOST_TEXTS) {
        throw json.fault("there are more than " + MOST_TEXTS + " metadata texts");
      }
    }
  }

  private void weight(String name) {
    long at = json.position();
    if (lines.size() == MOST_WEIGHTS) {
      throw json.fault("there are more than " + MOST_WEIGHTS + " weights");
    }
    @Nullable WeightFormat format = null;
    long @Nullable [] shape = null;
    long @Nullable [] offsets = null;
    json.expect(JsonToken.START_OBJECT, "an object that says what the weight is");
    for (String key = json.key(); key != null; key = json.key()) {
      switch (key) {
        case "dtype" -> format = format();
        case "shape" -> shape = sizes(MOST_AXES, "an extent");
        case "data_offsets" -> offsets = sizes(2, "an offset");
        default ->
            throw json.fault(
                "expected dtype, shape or data_offsets, found `"
                    + TensorFileFault.escaped(key)
                    + "`");
      }
    }
    if (format == null || shape == null || offsets == null || offsets.length != 2) {
      throw fault(name, at, "a weight has dtype, shape, and data_offsets with begin and end");
    }
    lines.add(checked(new Line(name, format, shape, offsets[0], offsets[1], at)));
  }

  private WeightFormat format() {
    String text = json.string("the name of a type");
    @Nullable WeightFormat format = SafetensorsType.format(text);
    if (format == null) {
      throw json.fault("the type `" + TensorFileFault.escaped(text) + "` is not supported");
    }
    return format;
  }

  private long[] sizes(int most, String what) {
    json.expect(JsonToken.START_ARRAY, "an array of numbers");
    long[] out = new long[Math.min(most, 4)];
    int n = 0;
    while (json.next() != JsonToken.END_ARRAY) {
      if (n == most) {
        throw json.fault("there are more than " + most + " numbers");
      }
      if (n == out.length) {
        out = Arrays.copyOf(out, most);
      }
      out[n++] = json.size(what);
    }
    return Arrays.copyOf(out, n);
  }

  private Line checked(Line line) {
    long size = Size.times(Size.of(line.shape), line.format.blockBytes());
    if (size == Size.HUGE) {
      throw fault(line.name, line.at, "the shape takes 2^63 bytes or more");
    }
    if (line.begin > line.end || line.end - line.begin != size) {
      throw fault(
          line.name,
          line.at,
          "its shape takes " + size + " bytes, its offsets are " + line.begin + " and " + line.end);
    }
    return line;
  }

  /// The weights in the file's data.
  ///
  /// @param data what comes behind the JSON
  /// @param start where that begins in the file
  Map<String, Weight> locate(MemorySegment data, long start) {
    requireCover(data.byteSize(), start);
    Map<String, Weight> weights = new LinkedHashMap<>();
    for (Line line : lines) {
      MemorySegment bytes = data.asSlice(line.begin, line.end - line.begin);
      weights.put(line.name, new Weight(line.name, line.format, line.shape, bytes));
    }
    return weights;
  }

  /// Fails where weights overlap or leave holes.
  private void requireCover(long size, long start) {
    List<Line> sorted = new ArrayList<>(lines);
    sorted.sort(Comparator.comparingLong(Line::begin).thenComparingLong(Line::end));
    long next = 0;
    for (Line line : sorted) {
      if (line.begin != next) {
        throw fault(
            line.name,
            line.at,
            "its data begin at "
                + line.begin
                + " of all data, expected "
                + next
                + ", behind the weight before it");
      }
      if (line.end > size) {
        throw fault(
            line.name,
            line.at,
            "its data end at " + line.end + ", but there are " + size + " bytes");
      }
      next = line.end;
    }
    if (next != size) {
      throw new TensorFileFault(
          file, start + next, (size - next) + " bytes follow the last weight");
    }
  }

  private TensorFileFault fault(String name, long at, String reason) {
    return new TensorFileFault(
        file, at, "weight `" + TensorFileFault.escaped(name) + "`: " + reason);
  }
}
