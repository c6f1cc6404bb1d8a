package org.tosc.serve.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tosc.serve.http.HttpFault;

/// Text as JSON, and back.
public final class JsonText {
  /// Deeper than tensors of any rank that is used, and shallow enough for a recursion.
  private static final int DEPTH = 32;

  private static final int NUMBER_LENGTH = 100;
  private static final int NAME_LENGTH = 200;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH)
                  .maxNumberLength(NUMBER_LENGTH)
                  .maxNameLength(NAME_LENGTH)
                  .build())
          .build();

  private JsonText() {}

  /// A body as JSON.
  ///
  /// @throws HttpFault where it is not, with the line and the column
  public static Json read(byte[] body) throws HttpFault {
    String text = utf8(body);
    try (JsonParser parser = FACTORY.createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw HttpFault.bad("the body is empty; JSON was expected");
      }
      Json value = value(parser, first);
      if (parser.nextToken() != null) {
        throw HttpFault.bad("there is something behind the JSON of the body");
      }
      return value;
    } catch (StreamConstraintsException beyond) {
      throw HttpFault.bad(
          "the JSON has more than " + DEPTH + " levels, or a name or a number that is too long");
    } catch (JsonProcessingException wrong) {
      throw HttpFault.bad(reason(wrong));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static String reason(JsonProcessingException wrong) {
    String what = wrong.getOriginalMessage();
    boolean isTwice = what != null && what.startsWith("Duplicate field");
    var at = wrong.getLocation();
    String where = at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
    return isTwice ? "a name is in an object twice" + where : "the body is not JSON" + where;
  }

  private static String utf8(byte[] body) throws HttpFault {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException wrong) {
      throw HttpFault.bad("the body is not UTF-8");
    }
  }

  private static Json value(JsonParser parser, JsonToken token) throws IOException, HttpFault {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new Json.Str(parser.getText());
      case VALUE_TRUE -> new Json.Bool(true);
      case VALUE_FALSE -> new Json.Bool(false);
      case VALUE_NULL -> new Json.Nil();
      case VALUE_NUMBER_INT -> whole(parser);
      case VALUE_NUMBER_FLOAT -> finite(parser.getDoubleValue());
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw HttpFault.bad("the body is not JSON");
    };
  }

  private static Json whole(JsonParser parser) throws IOException, HttpFault {
    return switch (parser.getNumberType()) {
      case INT, LONG -> new Json.Whole(parser.getLongValue());
      case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> finite(parser.getDoubleValue());
    };
  }

  private static Json finite(double number) throws HttpFault {
    if (!Double.isFinite(number)) {
      throw HttpFault.bad("a number is too large");
    }
    return new Json.Num(number);
  }

  private static Json object(JsonParser parser) throws IOException, HttpFault {
    Map<String, Json> members = new LinkedHashMap<>();
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_OBJECT; t = parser.nextToken()) {
      String name = parser.currentName();
      members.put(name, value(parser, parser.nextToken()));
    }
    return new Json.Obj(members);
  }

  private static Json array(JsonParser parser) throws IOException, HttpFault {
    List<Json> items = new ArrayList<>();
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      items.add(value(parser, t));
    }
    return new Json.Arr(items);
  }

  static String write(Json json) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      write(json, out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static void write(Json json, JsonGenerator out) throws IOException {
    switch (json) {
      case Json.Obj(var members) -> {
        out.writeStartObject();
        for (Map.Entry<String, Json> member : members.entrySet()) {
          out.writeFieldName(member.getKey());
          write(member.getValue(), out);
        }
        out.writeEndObject();
      }
      case Json.Arr(var items) -> {
        out.writeStartArray();
        for (Json item : items) {
          write(item, out);
        }
        out.writeEndArray();
      }
      case Json.Str(var value) -> out.writeString(value);
      case Json.Whole(var value) -> out.writeNumber(value);
      // JSON has no words for what is not finite.
      case Json.Num(var value) -> {
        if (Double.isFinite(value)) {
          out.writeNumber(value);
        } else {
          out.writeNull();
        }
      }
      case Json.Bool(var value) -> out.writeBoolean(value);
      case Json.Nil() -> out.writeNull();
    }
  }
}
