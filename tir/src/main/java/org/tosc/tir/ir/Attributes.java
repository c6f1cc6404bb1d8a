package org.tosc.tir.ir;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The attributes of one operation, by name, in name order.
public final class Attributes {
  public static final Attributes NONE = new Attributes(Map.of());

  private final Map<String, Attribute> byName;

  /// @param byName in name order, and never changed
  private Attributes(Map<String, Attribute> byName) {
    this.byName = byName;
  }

  /// Most operations have one attribute or none; a map of one is in name order by itself.
  public static Attributes of(Map<String, Attribute> byName) {
    return switch (byName.size()) {
      case 0 -> NONE;
      case 1 -> new Attributes(Map.copyOf(byName));
      default -> new Attributes(Collections.unmodifiableMap(new TreeMap<>(byName)));
    };
  }

  public static Attributes of(String name, Attribute value) {
    return NONE.with(name, value);
  }

  /// These attributes and one more (or another value for one).
  public Attributes with(String name, Attribute value) {
    if (byName.isEmpty()) {
      return new Attributes(Map.of(name, value));
    }
    Map<String, Attribute> copy = new TreeMap<>(byName);
    copy.put(name, value);
    return new Attributes(Collections.unmodifiableMap(copy));
  }

  /// These attributes but one.
  public Attributes without(String name) {
    if (!has(name)) {
      return this;
    }
    Map<String, Attribute> copy = new TreeMap<>(byName);
    copy.remove(name);
    return of(copy);
  }

  public boolean isEmpty() {
    return byName.isEmpty();
  }

  public boolean has(String name) {
    return byName.containsKey(name);
  }

  public @Nullable Attribute get(String name) {
    return byName.get(name);
  }

  public Map<String, Attribute> asMap() {
    return byName;
  }

  public long integer(String name) {
    return expect(name, Attribute.Int.class).value();
  }

  public long integer(String name, long otherwise) {
    return has(name) ? integer(name) : otherwise;
  }

  /// A number; integers are accepted.
  public double number(String name, double otherwise) {
    return switch (byName.get(name)) {
      case null -> otherwise;
      case Attribute.Real f -> f.value();
      case Attribute.Int i -> i.value();
      case Attribute other -> throw wrong(name, "a number", other);
    };
  }

  public boolean flag(String name, boolean otherwise) {
    return has(name) ? expect(name, Attribute.Bool.class).value() : otherwise;
  }

  public String string(String name) {
    return expect(name, Attribute.Str.class).value();
  }

  public String string(String name, String otherwise) {
    return has(name) ? string(name) : otherwise;
  }

  public String symbol(String name) {
    return expect(name, Attribute.Symbol.class).name();
  }

  public Type type(String name) {
    return expect(name, Attribute.OfType.class).type();
  }

  public List<Attribute> array(String name) {
    return has(name) ? expect(name, Attribute.Array.class).items() : List.of();
  }

  public List<String> strings(String name) {
    return array(name).stream().map(a -> ((Attribute.Str) a).value()).toList();
  }

  public List<Long> integers(String name) {
    return array(name).stream().map(a -> ((Attribute.Int) a).value()).toList();
  }

  public List<AffineMap> maps(String name) {
    return array(name).stream().map(a -> ((Attribute.OfMap) a).map()).toList();
  }

  public List<List<Long>> integerLists(String name) {
    return array(name).stream()
        .map(a -> ((Attribute.Array) a).items().stream().map(i -> ((Attribute.Int) i).value()))
        .map(java.util.stream.Stream::toList)
        .toList();
  }

  private <A extends Attribute> A expect(String name, Class<A> kind) {
    Attribute value = byName.get(name);
    if (kind.isInstance(value)) {
      return kind.cast(value);
    }
    throw wrong(name, "a " + kind.getSimpleName(), value);
  }

  private static IllegalArgumentException wrong(
      String name, String expected, @Nullable Attribute found) {
    return new IllegalArgumentException(
        "attribute `" + name + "` must be " + expected + ", found " + found);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Attributes a && a.byName.equals(byName);
  }

  @Override
  public int hashCode() {
    return byName.hashCode();
  }

  /// `{axis = 1, keepdims = true}`, or nothing.
  @Override
  public String toString() {
    return byName.isEmpty()
        ? ""
        : byName.entrySet().stream()
            .map(e -> e.getKey() + " = " + e.getValue())
            .collect(Collectors.joining(", ", "{", "}"));
  }
}
