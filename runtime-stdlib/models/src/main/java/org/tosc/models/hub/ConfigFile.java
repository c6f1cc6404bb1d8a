package org.tosc.models.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.models.json.JsonNode;
import org.tosc.models.json.JsonReader;
import org.tosc.rt.tensor.file.TensorFileFault;

/// An object of a `config.json`. A key whose value is `null` counts as one that is not there, as in
/// the programs that write these files.
///
/// The accessors give a value of the type that a program needs, or fail with the file, the byte and
/// the key.
record ConfigFile(JsonNode node) {
  private static final long LONGEST = 1 << 24;

  /// Reads a file, which may be any.
  static ConfigFile read(Path path) {
    String name = path.toString();
    try {
      long size = Files.size(path);
      if (size > LONGEST) {
        throw new TensorFileFault(name, LONGEST, "a config has less than " + size + " bytes");
      }
      return read(name, Files.readAllBytes(path));
    } catch (IOException e) {
      throw TensorFileFault.of(name, 0, e);
    }
  }

  private static ConfigFile read(String name, byte[] bytes) {
    try (JsonReader json = new JsonReader(name, bytes)) {
      json.next();
      JsonNode node = json.node();
      node.members(); // an object, or a fault
      json.requireEnd();
      return new ConfigFile(node);
    }
  }

  boolean has(String key) {
    return node.find(key) != null;
  }

  /// A whole number from 1 on.
  int count(String key, int most) {
    double number = number(key);
    if (number >= 1 && number <= most && number == Math.rint(number)) {
      return (int) number;
    }
    throw fault(key, "expected a whole number from 1 to " + most);
  }

  int count(String key, int most, int otherwise) {
    return has(key) ? count(key, most) : otherwise;
  }

  /// A number of 0 or more.
  double number(String key) {
    double number = number(need(key));
    if (number >= 0) {
      return number;
    }
    throw fault(key, "expected a number of 0 or more");
  }

  double number(String key, double otherwise) {
    return has(key) ? number(key) : otherwise;
  }

  /// A number above 0.
  double positive(String key) {
    double number = number(key);
    if (number > 0) {
      return number;
    }
    throw fault(key, "expected a number above 0, found 0");
  }

  double positive(String key, double otherwise) {
    return has(key) ? positive(key) : otherwise;
  }

  /// Numbers above 0, so many.
  double[] positives(String key, int count) {
    List<JsonNode> items =
        need(key).value() instanceof JsonNode.Value.Items(List<JsonNode> all) ? all : List.of();
    if (items.size() != count) {
      throw fault(key, "expected " + count + " numbers, found " + items.size());
    }
    double[] numbers = items.stream().mapToDouble(ConfigFile::number).toArray();
    for (double number : numbers) {
      if (!(number > 0)) {
        throw fault(key, "expected numbers above 0");
      }
    }
    return numbers;
  }

  /// What a number is that is finite; else NaN, which no comparison holds of.
  private static double number(JsonNode node) {
    return node.value() instanceof JsonNode.Value.Numeral(double number) && Double.isFinite(number)
        ? number
        : Double.NaN;
  }

  String text(String key) {
    if (need(key).value() instanceof JsonNode.Value.Text(String text)) {
      return text;
    }
    throw fault(key, "expected text");
  }

  String text(String key, String otherwise) {
    return has(key) ? text(key) : otherwise;
  }

  boolean flag(String key, boolean otherwise) {
    return node.flag(key, otherwise);
  }

  /// The object of a key; null where there is none.
  @Nullable ConfigFile fields(String key) {
    JsonNode fields = node.find(key);
    if (fields == null || fields.value() instanceof JsonNode.Value.Members) {
      return fields == null ? null : new ConfigFile(fields);
    }
    throw fault(key, "expected an object");
  }

  private JsonNode need(String key) {
    JsonNode found = node.find(key);
    if (found == null) {
      throw fault(key, "the file has no such key");
    }
    return found;
  }

  /// What is wrong with the value of a key, at its byte.
  TensorFileFault fault(String key, String reason) {
    JsonNode found = node.members().get(key);
    return (found == null ? node : found)
        .fault("`" + TensorFileFault.escaped(key) + "`: " + reason);
  }
}
