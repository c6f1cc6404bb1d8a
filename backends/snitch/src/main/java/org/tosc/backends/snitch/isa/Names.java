package org.tosc.backends.snitch.isa;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/// What texts call registers, rounding modes, accesses and orders.
public final class Names {
  private static final String ACCESSES = "iorw";
  private static final String[] ORDERS = {"", ".rl", ".aq", ".aqrl"};
  private static final Map<String, Integer> X = x();
  private static final Map<String, Integer> F = f();

  private Names() {}

  private static Map<String, Integer> x() {
    Map<String, Integer> names = new HashMap<>();
    for (XReg register : XReg.values()) {
      names.put(register.text(), register.number());
      names.put("x" + register.number(), register.number());
    }
    names.put("fp", XReg.S0.number());
    return Map.copyOf(names);
  }

  private static Map<String, Integer> f() {
    Map<String, Integer> names = new HashMap<>();
    for (FReg register : FReg.values()) {
      names.put(register.text(), register.number());
      names.put("f" + register.number(), register.number());
    }
    return Map.copyOf(names);
  }

  /// The number of an integer register: `a0`, `x10`, `fp`.
  public static OptionalInt x(String name) {
    return find(X, name);
  }

  /// The number of a floating-point register: `fa0`, `f10`.
  public static OptionalInt f(String name) {
    return find(F, name);
  }

  private static OptionalInt find(Map<String, Integer> names, String name) {
    Integer number = names.get(name);
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /// The number of a rounding mode: `rtz`.
  public static OptionalInt rounding(String name) {
    for (Rounding mode : Rounding.values()) {
      if (mode.text().equals(name)) {
        return OptionalInt.of(mode.number());
      }
    }
    return OptionalInt.empty();
  }

  /// What a fence orders: letters of `iorw` in this order, or `0`.
  public static OptionalInt accesses(String name) {
    for (int set = 0; set < 16; set++) {
      if (accesses(set).equals(name.toLowerCase(Locale.ROOT))) {
        return OptionalInt.of(set);
      }
    }
    return OptionalInt.empty();
  }

  static String accesses(int set) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      if ((set & (8 >> i)) != 0) {
        text.append(ACCESSES.charAt(i));
      }
    }
    return text.isEmpty() ? "0" : text.toString();
  }

  /// What follows the name of an atomic instruction: bit 1 for `aq`, bit 0 for `rl`.
  public static String order(int bits) {
    return ORDERS[bits];
  }
}
