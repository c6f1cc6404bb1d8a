package org.tosc.rt.builtin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.ErrorKind;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.session.Session;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Text;

/// JSON.
final class JsonGroup {
  private JsonGroup() {}

  static List<Builtin> rows() {
    return List.of(
        Builtin.of(
                "json_parse(text)",
                "the value of a JSON text",
                (_, a) -> JsonParser.parse(Args.string("json_parse", a[0])))
            .as("json_decode"),
        Builtin.of(
                "json_stringify(value, indent=0)",
                "the value as JSON, over several lines if an indent is given",
                (_, a) ->
                    Text.of(
                        JsonWriter.write(a[0], Math.min(64, Args.count("json_stringify", a[1])))))
            .as("json_encode"),
        Builtin.of("json_valid(text)", "whether a text is JSON", (_, a) -> isValid(a[0])),
        Builtin.of(
            "json_get(json, path, default=nil)",
            "what a path such as \"a.b.0\" leads to in a JSON text or value",
            JsonGroup::get));
  }

  private static boolean isValid(@Nullable Object text) {
    try {
      JsonParser.parse(Args.string("json_valid", text));
      return true;
    } catch (GuestError error) {
      if (error.kind().equals(ErrorKind.PARSE.text())) {
        return false;
      }
      throw error;
    }
  }

  private static @Nullable Object get(Session session, @Nullable Object[] a) {
    Object value = a[0] instanceof Text text ? JsonParser.parse(text.toString()) : a[0];
    for (String step : Args.string("json_get", a[1]).split("\\.", -1)) {
      if (value instanceof DictValue dict && dict.contains(Text.of(step))) {
        value = dict.getOr(Text.of(step), null);
      } else if (value instanceof ListValue list
          && step.matches("[0-9]{1,9}")
          && Integer.parseInt(step) < list.size()) {
        value = list.get(Integer.parseInt(step));
      } else {
        return a[2];
      }
    }
    return value;
  }
}
