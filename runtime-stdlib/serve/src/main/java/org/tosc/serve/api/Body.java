package org.tosc.serve.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.serve.http.HttpFault;
import org.tosc.serve.json.Json;

/// The object that a request's body is, and its members by type. A member that is `null` is not
/// there.
record Body(Json.Obj object) {
  /// Whole numbers up to here are all different as floating-point ones.
  private static final double MOST_EXACT = 1L << 53;

  static Body of(Json json) throws HttpFault {
    if (json instanceof Json.Obj object) {
      return new Body(object);
    }
    throw HttpFault.bad("the body is an object");
  }

  /// @throws HttpFault where there are others
  void requireKnown(Set<String> names) throws HttpFault {
    for (String name : object.members().keySet()) {
      if (!names.contains(name)) {
        throw HttpFault.bad("there is no setting `" + shown(name) + "`");
      }
    }
  }

  private static String shown(String name) {
    String plain = name.replaceAll("\\p{Cntrl}", "?");
    return plain.length() > 40 ? plain.substring(0, 40) + "…" : plain;
  }

  @Nullable Json get(String name) {
    Json value = object.members().get(name);
    return value instanceof Json.Nil ? null : value;
  }

  @Nullable String text(String name) throws HttpFault {
    Json value = get(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Json.Str(var text)) {
      return text;
    }
    throw wrong(name, "a string");
  }

  boolean flag(String name) throws HttpFault {
    Json value = get(name);
    if (value == null) {
      return false;
    }
    if (value instanceof Json.Bool(var flag)) {
      return flag;
    }
    throw wrong(name, "true or false");
  }

  double number(String name, double otherwise) throws HttpFault {
    Json value = get(name);
    if (value instanceof Json.Num(var number)) {
      return number;
    }
    if (value == null || value instanceof Json.Whole) {
      return value instanceof Json.Whole(var whole) ? whole : otherwise;
    }
    throw wrong(name, "a number");
  }

  long whole(String name, long otherwise) throws HttpFault {
    Json value = get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Json.Whole(var whole)) {
      return whole;
    }
    // Clients whose numbers are all floating-point write 5.0 (RFC 8259, section 6: the same
    // number).
    if (value instanceof Json.Num(var number)
        && number == Math.rint(number)
        && Math.abs(number) <= MOST_EXACT) {
      return (long) number;
    }
    throw wrong(name, "a whole number");
  }

  /// A number as JSON writes it.
  String written(String name) {
    Json value = get(name);
    return value == null ? "null" : value.text();
  }

  /// A text, or a list of one.
  String oneText(String name) throws HttpFault {
    Json value = get(name);
    if (value instanceof Json.Arr(var items) && items.size() == 1) {
      value = items.getFirst();
    }
    if (value instanceof Json.Str(var text)) {
      return text;
    }
    throw wrong(name, "one string");
  }

  /// Texts, or one text.
  List<String> texts(String name) throws HttpFault {
    Json value = get(name);
    if (value == null) {
      return List.of();
    }
    List<Json> items = value instanceof Json.Arr(var all) ? all : List.of(value);
    List<String> texts = new ArrayList<>();
    for (Json item : items) {
      if (!(item instanceof Json.Str(var text))) {
        throw wrong(name, "a string or strings");
      }
      texts.add(text);
    }
    return texts;
  }

  static HttpFault wrong(String name, String expected) {
    return HttpFault.bad("`" + name + "` is " + expected);
  }
}
