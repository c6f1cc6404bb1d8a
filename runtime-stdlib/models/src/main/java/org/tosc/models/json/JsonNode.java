package org.tosc.models.json;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.tensor.file.TensorFileFault;

/// A value of JSON that knows its place, so that what asks for another kind of value can say where.
public record JsonNode(String file, long at, Value value) {
  public sealed interface Value {
    record Members(Map<String, JsonNode> byName) implements Value {}

    record Items(List<JsonNode> items) implements Value {}

    record Text(String text) implements Value {}

    record Numeral(double number) implements Value {}

    record Flag(boolean flag) implements Value {}

    record Null() implements Value {}
  }

  /// What is wrong here.
  public TensorFileFault fault(String reason) {
    return new TensorFileFault(file, at, reason);
  }

  public boolean isNull() {
    return value instanceof Value.Null;
  }

  /// The value of a name, or null where it is not there or `null`.
  public @Nullable JsonNode find(String name) {
    if (!(value instanceof Value.Members(Map<String, JsonNode> byName))) {
      throw fault("expected an object with `" + name + "`");
    }
    JsonNode node = byName.get(name);
    return node == null || node.isNull() ? null : node;
  }

  public JsonNode require(String name) {
    JsonNode node = find(name);
    if (node == null) {
      throw fault("there is no `" + name + "`");
    }
    return node;
  }

  public List<JsonNode> items() {
    if (value instanceof Value.Items(List<JsonNode> items)) {
      return items;
    }
    throw fault("expected an array");
  }

  /// The values of an object, by name, in the file's order.
  public Map<String, JsonNode> members() {
    if (value instanceof Value.Members(Map<String, JsonNode> byName)) {
      return byName;
    }
    throw fault("expected an object");
  }

  public String text() {
    if (value instanceof Value.Text(String text)) {
      return text;
    }
    throw fault("expected a string");
  }

  public String text(String name) {
    return require(name).text();
  }

  public String text(String name, String otherwise) {
    JsonNode node = find(name);
    return node == null ? otherwise : node.text();
  }

  public boolean flag(String name, boolean otherwise) {
    JsonNode node = find(name);
    if (node == null) {
      return otherwise;
    }
    if (node.value instanceof Value.Flag(boolean flag)) {
      return flag;
    }
    throw node.fault("`" + name + "` is neither true nor false");
  }

  public double number() {
    if (value instanceof Value.Numeral(double number)) {
      return number;
    }
    throw fault("expected a number");
  }

  /// A whole number that is not negative.
  public int count() {
    double number = number();
    if (number >= 0 && number <= Integer.MAX_VALUE && number == Math.rint(number)) {
      return (int) number;
    }
    throw fault("expected a whole number, found " + number);
  }

  /// Fails where a name has another value than the one that is understood.
  public void requireAbsent(String name, String meaning) {
    JsonNode node = find(name);
    if (node != null && !(node.value instanceof Value.Text(String text) && text.isEmpty())) {
      throw node.fault("`" + name + "` (" + meaning + ") is not supported");
    }
  }

  /// The fault of a component that is not known.
  public TensorFileFault unknown(String what, String found, String known) {
    return fault(
        what + " `" + TensorFileFault.escaped(found) + "` is not supported; " + known + " are");
  }
}
