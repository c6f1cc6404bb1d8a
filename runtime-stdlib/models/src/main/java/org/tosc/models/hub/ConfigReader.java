package org.tosc.models.hub;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.models.hub.ConfigFile.Value;
import org.tosc.rt.tensor.file.TensorFileFault;

/// Reads a `config.json`: any bytes may be given. Keys that are there twice, deep nesting, long
/// numbers and long files are faults.
final class ConfigReader {
  private static final int DEEPEST = 16;
  private static final int LONGEST_NUMBER = 40;
  private static final long LONGEST = 1 << 24;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(LONGEST_NUMBER)
                  .build())
          .build();

  private final String file;
  private final JsonParser parser;

  private ConfigReader(String file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  static ConfigFile read(Path path) {
    String name = path.toString();
    try {
      long size = Files.size(path);
      if (size > LONGEST) {
        throw new TensorFileFault(name, LONGEST, "the file has " + size + " bytes");
      }
      return read(name, Files.readAllBytes(path));
    } catch (IOException e) {
      throw TensorFileFault.of(name, 0, e);
    }
  }

  /// @param name what messages call the bytes
  static ConfigFile read(String name, byte[] json) {
    try (JsonParser parser = FACTORY.createParser(json)) {
      ConfigReader reader = new ConfigReader(name, parser);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw reader.fault("expected an object");
      }
      ConfigFile fields = reader.fields();
      if (parser.nextToken() != null) {
        throw reader.fault("expected the end behind the object");
      }
      return fields;
    } catch (JsonProcessingException e) {
      long at = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
      String reason = TensorFileFault.escaped(e.getOriginalMessage());
      TensorFileFault fault =
          new TensorFileFault(name, at, "the JSON is not well-formed: " + reason);
      fault.initCause(e);
      throw fault;
    } catch (IOException e) {
      throw TensorFileFault.of(name, 0, e);
    }
  }

  private ConfigFile fields() throws IOException {
    Map<String, ConfigFile.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      JsonToken token = parser.nextToken();
      long at = at();
      entries.put(key, new ConfigFile.Entry(value(token), at));
    }
    return new ConfigFile(file, entries);
  }

  /// The parser's constraint on nesting bounds the depth of this.
  private Value value(@Nullable JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> new Value.Fields(fields());
      case START_ARRAY -> values();
      case VALUE_STRING -> new Value.Text(parser.getText());
      case VALUE_NUMBER_INT -> whole();
      case VALUE_NUMBER_FLOAT -> new Value.Real(parser.getDoubleValue());
      case VALUE_TRUE -> new Value.Flag(true);
      case VALUE_FALSE -> new Value.Flag(false);
      case VALUE_NULL -> new Value.Null();
      case null, default -> throw fault("expected a value");
    };
  }

  /// Beyond 64 bits a number is one that no key here can have, and so a real one.
  private Value whole() throws IOException {
    return switch (parser.getNumberType()) {
      case INT, LONG -> new Value.Whole(parser.getLongValue());
      case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> new Value.Real(parser.getDoubleValue());
    };
  }

  private Value values() throws IOException {
    List<Value> values = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      values.add(value(token));
    }
    return new Value.Values(values);
  }

  private long at() {
    return Math.max(0, parser.currentTokenLocation().getByteOffset());
  }

  private TensorFileFault fault(String reason) {
    return new TensorFileFault(file, at(), reason);
  }
}
