package org.tosc.models.train;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tosc.rt.tensor.file.TensorFileFault;

/// Examples as JSON, one a line (jsonlines.org): `{"x": [0, 1], "y": 1}`, or `[[0, 1], 1]`. Inputs
/// and targets are numbers, or lists of numbers, nested where they have several axes.
public final class JsonLines {
  private static final int DEEPEST = 16;

  private final String file;
  private final JsonParser json;
  private final Examples.Side inputs = new Examples.Side();
  private final Examples.Side targets = new Examples.Side();

  private JsonLines(String file, JsonParser json) {
    this.file = file;
    this.json = json;
  }

  /// Reads a file.
  ///
  /// @throws TensorFileFault where it is missing or damaged
  public static Examples read(Path path) {
    String name = path.toString();
    try (InputStream in = Files.newInputStream(path)) {
      return read(name, in);
    } catch (IOException e) {
      throw TensorFileFault.of(name, 0, e);
    }
  }

  static Examples read(String name, InputStream in) throws IOException {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(DEEPEST + 2).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    try (JsonParser json = factory.createParser(in)) {
      JsonLines lines = new JsonLines(name, json);
      while (json.nextToken() != null) {
        lines.example();
      }
      return lines.made();
    } catch (JsonProcessingException wrong) {
      long at = wrong.getLocation() == null ? 0 : wrong.getLocation().getByteOffset();
      throw new TensorFileFault(name, Math.max(0, at), wrong.getOriginalMessage());
    }
  }

  private Examples made() {
    try {
      return new Examples(inputs.inputs(), targets.targets());
    } catch (IllegalArgumentException wrong) {
      throw fault(String.valueOf(wrong.getMessage()));
    }
  }

  private void example() throws IOException {
    boolean isList = json.currentToken() == JsonToken.START_ARRAY;
    if (!isList && json.currentToken() != JsonToken.START_OBJECT) {
      throw fault("an example is an object with `x` and `y`, or a list of the two");
    }
    int found = 0;
    while (json.nextToken() != JsonToken.END_ARRAY && json.currentToken() != JsonToken.END_OBJECT) {
      String name = isList ? (found == 0 ? "x" : "y") : json.currentName();
      if (!isList) {
        json.nextToken();
      }
      side(name, found);
      found++;
    }
    if (found != 2) {
      throw fault("an example has `x` and `y`");
    }
  }

  private void side(String name, int found) throws IOException {
    if (found > 1 || (!name.equals("x") && !name.equals("y"))) {
      throw fault("an example has `x` and `y`, and nothing else");
    }
    Numbers numbers = new Numbers();
    long[] shape = numbers.read(0);
    try {
      (name.equals("x") ? inputs : targets).add(shape, numbers.all(), numbers.isWhole);
    } catch (IllegalArgumentException ragged) {
      throw fault(String.valueOf(ragged.getMessage()));
    }
  }

  private TensorFileFault fault(String reason) {
    return new TensorFileFault(file, json.currentLocation().getByteOffset(), reason);
  }

  /// Nested lists of numbers.
  private final class Numbers {
    private final List<Double> found = new ArrayList<>();
    private boolean isWhole = true;

    /// Reads a value; gives its shape.
    long[] read(int depth) throws IOException {
      switch (json.currentToken()) {
        case VALUE_NUMBER_INT -> found.add(json.getDoubleValue());
        case VALUE_NUMBER_FLOAT -> {
          isWhole = false;
          found.add(json.getDoubleValue());
        }
        case START_ARRAY -> {
          return list(depth);
        }
        case null, default -> throw fault("expected a number or a list of numbers");
      }
      return new long[0];
    }

    private long[] list(int depth) throws IOException {
      if (depth == DEEPEST) {
        throw fault("lists are nested more than " + DEEPEST + " deep");
      }
      long count = 0;
      long[] inner = new long[0];
      while (json.nextToken() != JsonToken.END_ARRAY) {
        long[] own = read(depth + 1);
        if (count > 0 && !Arrays.equals(inner, own)) {
          throw fault("the lists of an example have different lengths");
        }
        inner = own;
        count++;
      }
      long[] shape = new long[inner.length + 1];
      shape[0] = count;
      System.arraycopy(inner, 0, shape, 1, inner.length);
      return shape;
    }

    double[] all() {
      return found.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }
}
