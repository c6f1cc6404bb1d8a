package org.tosc.driver.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Kind;
import org.tosc.rt.ops.Show;
import org.tosc.rt.value.Text;

/// What stands behind a statement on models by name: `max_tokens = 64, temperature = 0`. A value of
/// another kind than the one that is asked for raises `TypeError`; nil counts as not given.
record Settings(Map<String, @Nullable Object> given) {
  @Nullable Object value(String name) {
    return given.get(name);
  }

  boolean has(String name) {
    return given.get(name) != null;
  }

  /// A text; null where there is none.
  @Nullable String text(String name) {
    Object value = given.get(name);
    return value == null ? null : text(name, value);
  }

  /// A value that stands in a setting, as text.
  static String text(String name, @Nullable Object value) {
    if (value instanceof Text text) {
      return text.toString();
    }
    throw wrong(name, "a string", value);
  }

  double number(String name, double otherwise) {
    Object value = given.get(name);
    return value == null ? otherwise : number(name, value);
  }

  /// A value that stands in a setting, as a number.
  static double number(String name, @Nullable Object value) {
    return switch (value) {
      case Long whole -> (double) whole;
      case Double number -> number;
      case null, default -> throw wrong(name, "a number", value);
    };
  }

  long whole(String name, long otherwise) {
    return switch (given.get(name)) {
      case null -> otherwise;
      case Long whole -> whole;
      case Object other -> throw wrong(name, "an int", other);
    };
  }

  /// A whole number from one to another.
  ///
  /// @throws org.tosc.rt.error.GuestError where it is outside; the message has what was written
  int count(String name, int otherwise, int least, int most) {
    long count = whole(name, otherwise);
    if (count < least || count > most) {
      throw outside(name, least + " to " + most);
    }
    return Math.toIntExact(count);
  }

  /// A number from one to another.
  ///
  /// @param allowed how messages call the range
  double number(String name, double otherwise, double least, double most, String allowed) {
    double number = number(name, otherwise);
    if (!(number >= least && number <= most)) {
      throw outside(name, allowed);
    }
    return number;
  }

  private RuntimeException outside(String name, String allowed) {
    return Errors.value("`" + name + "` is " + allowed + ", found " + Show.text(given.get(name)));
  }

  boolean flag(String name) {
    return switch (given.get(name)) {
      case null -> false;
      case Boolean flag -> flag;
      case Object other -> throw wrong(name, "true or false", other);
    };
  }

  static RuntimeException wrong(String name, String expected, @Nullable Object found) {
    return Errors.type(
        "the setting `" + name + "` is " + expected + ", found " + Kind.withArticle(found));
  }
}
