package org.tosc.models.hub;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.tensor.file.TensorFileFault;

/// An object of a `config.json`. A key whose value is `null` counts as one that is not there, as in
/// the programs that write these files.
///
/// The accessors give a value of the type that a program needs, or fail with the file, the byte and
/// the key.
final class ConfigFile {
  /// A value, and the byte where it begins.
  record Entry(Value value, long at) {}

  /// A JSON value.
  sealed interface Value {
    record Text(String text) implements Value {}

    record Whole(long number) implements Value {}

    record Real(double number) implements Value {}

    record Flag(boolean flag) implements Value {}

    record Values(List<Value> values) implements Value {}

    record Fields(ConfigFile fields) implements Value {}

    record Null() implements Value {}
  }

  private final String file;
  private final Map<String, Entry> entries;

  ConfigFile(String file, Map<String, Entry> entries) {
    this.file = file;
    this.entries = entries;
  }

  boolean has(String key) {
    return value(key) != null;
  }

  /// A whole number from 1 on; the first of the keys that is there has it.
  int count(String key, int most) {
    Value value = need(key);
    if (value instanceof Value.Whole(long number) && number >= 1 && number <= most) {
      return (int) number;
    }
    throw fault(key, "expected a whole number from 1 to " + most);
  }

  int count(String key, int most, int otherwise) {
    return has(key) ? count(key, most) : otherwise;
  }

  /// A number of 0 or more.
  double number(String key) {
    Value value = need(key);
    double number =
        switch (value) {
          case Value.Whole(long whole) -> (double) whole;
          case Value.Real(double real) -> real;
          case Value.Text _, Value.Flag _, Value.Values _, Value.Fields _, Value.Null _ ->
              Double.NaN;
        };
    if (!(number >= 0) || Double.isInfinite(number)) {
      throw fault(key, "expected a number of 0 or more");
    }
    return number;
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
    if (!(need(key) instanceof Value.Values(List<Value> values)) || values.size() != count) {
      throw fault(key, "expected " + count + " numbers");
    }
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] =
          switch (values.get(i)) {
            case Value.Whole(long whole) -> (double) whole;
            case Value.Real(double real) -> real;
            case Value.Text _, Value.Flag _, Value.Values _, Value.Fields _, Value.Null _ -> 0;
          };
      if (!(numbers[i] > 0) || Double.isInfinite(numbers[i])) {
        throw fault(key, "expected numbers above 0");
      }
    }
    return numbers;
  }

  String text(String key) {
    if (need(key) instanceof Value.Text(String text)) {
      return text;
    }
    throw fault(key, "expected text");
  }

  String text(String key, String otherwise) {
    return has(key) ? text(key) : otherwise;
  }

  boolean flag(String key, boolean otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    if (need(key) instanceof Value.Flag(boolean flag)) {
      return flag;
    }
    throw fault(key, "expected true or false");
  }

  /// The object of a key; null where there is none.
  @Nullable ConfigFile fields(String key) {
    if (!has(key)) {
      return null;
    }
    if (need(key) instanceof Value.Fields(ConfigFile fields)) {
      return fields;
    }
    throw fault(key, "expected an object");
  }

  private @Nullable Value value(String key) {
    Entry entry = entries.get(key);
    return entry == null || entry.value instanceof Value.Null ? null : entry.value;
  }

  private Value need(String key) {
    Value value = value(key);
    if (value == null) {
      throw fault(key, "the file has no such key");
    }
    return value;
  }

  /// What is wrong with the value of a key, at its byte.
  TensorFileFault fault(String key, String reason) {
    Entry entry = entries.get(key);
    return new TensorFileFault(
        file, entry == null ? 0 : entry.at, "`" + TensorFileFault.escaped(key) + "`: " + reason);
  }
}
