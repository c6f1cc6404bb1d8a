package org.tosc.tir.ir;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Types of Pseudocode's dynamic values. `any` is every value and nil; the others are classes of
/// values that inference can name. `iter` is the state of a running `for`, never a value.
public enum HostType implements Type {
  ANY("any"),
  STR("str"),
  LIST("list"),
  DICT("dict"),
  RANGE("range"),
  FN("fn"),
  ITER("iter");

  private static final Map<String, HostType> BY_TEXT = new HashMap<>();

  static {
    for (HostType type : values()) {
      BY_TEXT.put(type.text, type);
    }
  }

  private final String text;

  HostType(String text) {
    this.text = text;
  }

  public static @Nullable HostType parse(String text) {
    return BY_TEXT.get(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
