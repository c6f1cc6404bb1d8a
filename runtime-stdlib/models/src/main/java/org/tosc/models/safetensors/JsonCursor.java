package org.tosc.models.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.tensor.file.TensorFileFault;

/// Reads JSON token by token, and says at which byte of the file it is not what it should be. Keys
/// that are there twice, deep nesting, long numbers and long texts are faults.
final class JsonCursor implements AutoCloseable {
  private static final int DEEPEST = 8;
  private static final int LONGEST_NUMBER = 20;
  private static final int LONGEST_NAME = 65_535;
  private static final int LONGEST_TEXT = 1 << 20;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Names come from strangers: they are not kept for all time.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(LONGEST_NUMBER)
                  .maxNameLength(LONGEST_NAME)
                  .maxStringLength(LONGEST_TEXT)
                  .build())
          .build();

  private final String file;
  private final long start;
  private final long size;
  private final JsonParser parser;

  /// @param json an object in UTF-8
  /// @param start where it begins in the file
  JsonCursor(String file, MemorySegment json, long start) {
    this.file = file;
    this.start = start;
    this.size = json.byteSize();
    requireObject(json);
    try {
      this.parser = FACTORY.createParser(new SegmentInput(json));
    } catch (IOException e) {
      throw TensorFileFault.of(file, start, e);
    }
  }

  /// The specification wants a brace at the very beginning. A zero behind it is what UTF-16 would
  /// look like, which the parser would go along with.
  private void requireObject(MemorySegment json) {
    if (size < 2
        || json.get(ValueLayout.JAVA_BYTE, 0) != '{'
        || json.get(ValueLayout.JAVA_BYTE, 1) == 0) {
      throw new TensorFileFault(file, start, "expected a JSON object, which begins with `{`");
    }
  }

  /// The next token, or null at the end.
  @Nullable JsonToken next() {
    try {
      return parser.nextToken();
    } catch (IOException e) {
      throw fault(e);
    }
  }

  /// Goes over a token that must come.
  void expect(JsonToken token, String what) {
    JsonToken found = next();
    if (found != token) {
      throw fault("expected " + what + ", found " + text(found));
    }
  }

  /// The next key of an object, or null at its end.
  @Nullable String key() {
    return next() == JsonToken.END_OBJECT ? null : text();
  }

  /// A text that must come.
  String string(String what) {
    expect(JsonToken.VALUE_STRING, what);
    return text();
  }

  /// A whole number from 0 to 2^63 - 1, where the current token must be one.
  long size(String what) {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw fault("expected " + what + ", found " + text(parser.currentToken()));
    }
    try {
      long value = parser.getLongValue();
      if (value >= 0) {
        return value;
      }
    } catch (IOException e) {
      throw fault(e);
    }
    throw fault("expected " + what + " of 0 or more, found a negative number");
  }

  /// Goes over the value that comes next, whatever it is.
  void skip() {
    try {
      parser.nextToken();
      parser.skipChildren();
    } catch (IOException e) {
      throw fault(e);
    }
  }

  private String text() {
    try {
      String text = parser.getText();
      requirePairs(text);
      return text;
    } catch (IOException e) {
      throw fault(e);
    }
  }

  /// JSON can escape half a surrogate pair; no UTF-8 can be made of it.
  private void requirePairs(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        int whole = text.codePointAt(i);
        if (!Character.isSupplementaryCodePoint(whole)) {
          throw fault("the text has half of a surrogate pair");
        }
        i++;
      }
    }
  }

  private static String text(@Nullable JsonToken token) {
    return token == null ? "the end" : token.name().toLowerCase(java.util.Locale.ROOT);
  }

  /// Where the current token begins in the file.
  long position() {
    return place(parser.currentTokenLocation());
  }

  private long place(@Nullable JsonLocation location) {
    long offset = location == null ? 0 : location.getByteOffset();
    return start + Math.clamp(offset, 0, size);
  }

  /// What is wrong with the current token.
  TensorFileFault fault(String reason) {
    return new TensorFileFault(file, position(), reason);
  }

  private TensorFileFault fault(IOException e) {
    TensorFileFault fault =
        e instanceof JsonProcessingException json
            ? new TensorFileFault(
                file,
                place(json.getLocation()),
                "the JSON is not well-formed: "
                    + TensorFileFault.escaped(json.getOriginalMessage()))
            : TensorFileFault.of(file, start, e);
    if (fault.getCause() == null) {
      fault.initCause(e);
    }
    return fault;
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw TensorFileFault.of(file, start, e);
    }
  }
}
