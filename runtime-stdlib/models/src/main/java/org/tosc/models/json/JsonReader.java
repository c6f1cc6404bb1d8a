package org.tosc.models.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tosc.rt.tensor.file.TensorFileFault;

/// JSON of a file, token by token, with places for faults. Names that come twice, deep nesting and
/// what is no JSON are faults.
public final class JsonReader implements AutoCloseable {
  private static final int DEEPEST = 32;

  /// Characters of the longest string: tables of replacements are half a million.
  private static final int LONGEST = 1 << 24;

  // Names are not kept as the JVM's own: a vocabulary's are of no use elsewhere.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LONGEST)
                  .build())
          .build();

  private final String file;
  private final JsonParser parser;

  public JsonReader(String file, byte[] bytes) {
    this.file = file;
    this.parser = guarded(() -> FACTORY.createParser(bytes));
  }

  /// Reads from the parser.
  private interface Read<T> {
    T read() throws IOException;
  }

  private <T> T guarded(Read<T> read) {
    try {
      return read.read();
    } catch (JsonProcessingException e) {
      long at = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
      throw new TensorFileFault(file, at, TensorFileFault.escaped(e.getOriginalMessage()));
    } catch (IOException e) {
      // The bytes are in memory, so this is about them: a broken UTF-8 sequence.
      throw new TensorFileFault(file, 0, TensorFileFault.escaped(String.valueOf(e.getMessage())));
    }
  }

  /// The byte where the token at hand begins.
  public long at() {
    return Math.max(0, parser.currentTokenLocation().getByteOffset());
  }

  public TensorFileFault fault(String reason) {
    return new TensorFileFault(file, at(), reason);
  }

  /// The next token, which the file has to have.
  public JsonToken next() {
    JsonToken token = guarded(parser::nextToken);
    if (token == null) {
      throw fault("the file ends early");
    }
    return token;
  }

  /// Goes to the next token, where there is one: a file may have value behind value.
  public boolean moved() {
    return guarded(parser::nextToken) != null;
  }

  public void requireEnd() {
    if (moved()) {
      throw fault("something follows the JSON");
    }
  }

  /// Does something with each member of an object whose brace is the token at hand. It has to take
  /// the member's value.
  public void members(Member member) {
    require(JsonToken.START_OBJECT, "an object");
    while (next() != JsonToken.END_OBJECT) {
      member.accept(guarded(parser::currentName));
    }
  }

  /// What is done with a member of an object; the next token is its value.
  public interface Member {
    void accept(String name);
  }

  /// Does something with each item of an array whose bracket is the token at hand. The token is the
  /// item's first.
  public void items(Runnable item) {
    require(JsonToken.START_ARRAY, "an array");
    while (next() != JsonToken.END_ARRAY) {
      item.run();
    }
  }

  public void require(JsonToken expected, String what) {
    if (parser.currentToken() != expected) {
      throw fault("expected " + what);
    }
  }

  public boolean isAt(JsonToken token) {
    return parser.currentToken() == token;
  }

  public String text() {
    require(JsonToken.VALUE_STRING, "a string");
    return guarded(parser::getText);
  }

  public int id() {
    require(JsonToken.VALUE_NUMBER_INT, "a whole number");
    return guarded(
        () -> {
          int id = parser.getIntValue();
          if (id < 0) {
            throw fault("there is no token " + id);
          }
          return id;
        });
  }

  public double number() {
    if (!isAt(JsonToken.VALUE_NUMBER_INT) && !isAt(JsonToken.VALUE_NUMBER_FLOAT)) {
      throw fault("expected a number");
    }
    return guarded(parser::getDoubleValue);
  }

  public void skip() {
    guarded(parser::skipChildren);
  }

  /// The value that begins with the token at hand, as a whole. It is not deeper than the parser
  /// allows.
  public JsonNode node() {
    long at = at();
    JsonToken token = parser.currentToken();
    JsonNode.Value value =
        switch (token) {
          case START_OBJECT -> object();
          case START_ARRAY -> array();
          case VALUE_STRING -> new JsonNode.Value.Text(text());
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNode.Value.Numeral(number());
          case VALUE_TRUE -> new JsonNode.Value.Flag(true);
          case VALUE_FALSE -> new JsonNode.Value.Flag(false);
          case VALUE_NULL -> new JsonNode.Value.Null();
          case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
              throw fault("expected a value");
        };
    return new JsonNode(file, at, value);
  }

  private JsonNode.Value object() {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    members(
        name -> {
          next();
          members.put(name, node());
        });
    return new JsonNode.Value.Members(members);
  }

  private JsonNode.Value array() {
    List<JsonNode> items = new ArrayList<>();
    items(() -> items.add(node()));
    return new JsonNode.Value.Items(items);
  }

  @Override
  public void close() {
    guarded(
        () -> {
          parser.close();
          return true;
        });
  }
}
