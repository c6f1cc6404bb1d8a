package org.tosc.serve.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A value of JSON.
public sealed interface Json {
  /// An object.
  ///
  /// @param members in their order
  record Obj(Map<String, Json> members) implements Json {}

  record Arr(List<Json> items) implements Json {}

  record Str(String value) implements Json {}

  /// A number without a fraction that fits.
  record Whole(long value) implements Json {}

  record Num(double value) implements Json {}

  record Bool(boolean value) implements Json {}

  record Nil() implements Json {}

  static Json of(String value) {
    return new Str(value);
  }

  static Json of(long value) {
    return new Whole(value);
  }

  static Json of(double value) {
    return new Num(value);
  }

  static Json of(boolean value) {
    return new Bool(value);
  }

  /// An array.
  static Json array(List<? extends Json> items) {
    return new Arr(List.copyOf(items));
  }

  /// An object of names, each with its value behind it.
  static Json object(Object... namesAndValues) {
    Map<String, Json> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put((String) namesAndValues[i], (Json) namesAndValues[i + 1]);
    }
    return new Obj(members);
  }

  /// As text, on one line.
  default String text() {
    return JsonText.write(this);
  }
}
