package org.tosc.rt.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.error.GuestError;

/// A function's parameters: their names, which of them may be left out, and which one collects the
/// remaining positional arguments. Parameters after the collecting one can only be given by name.
///
/// The text form, `a, b?, rest...`, is what compilers pass around: `?` marks a parameter with a
/// default. A first parameter named `self` makes a method, and messages do not count it.
public final class Signature {
  private static final Object[] NOTHING = {};

  private final List<String> parameters;
  private final boolean[] optional;
  private final int rest;
  private final int required;

  private Signature(List<String> parameters, boolean[] optional, int rest) {
    this.parameters = List.copyOf(parameters);
    this.optional = optional;
    this.rest = rest;
    int count = 0;
    for (int i = 0; i < optional.length; i++) {
      count += optional[i] || i == rest ? 0 : 1;
    }
    this.required = count;
  }

  /// Reads the text form, such as `self, a, b?, rest...`.
  public static Signature parse(String text) {
    List<String> names = new ArrayList<>();
    boolean[] optional = new boolean[text.length()];
    int rest = -1;
    for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
      String name = part.strip();
      if (name.endsWith("...")) {
        rest = names.size();
        names.add(name.substring(0, name.length() - 3));
      } else if (name.endsWith("?")) {
        optional[names.size()] = true;
        names.add(name.substring(0, name.length() - 1));
      } else {
        names.add(name);
      }
    }
    return new Signature(names, Arrays.copyOf(optional, names.size()), rest);
  }

  public List<String> parameters() {
    return parameters;
  }

  public int size() {
    return parameters.size();
  }

  public boolean isOptional(int parameter) {
    return optional[parameter];
  }

  /// Number of the parameter that collects the remaining arguments, or -1.
  public int rest() {
    return rest;
  }

  /// Whether the first parameter is the receiver `self`.
  public boolean isMethod() {
    return !parameters.isEmpty() && parameters.getFirst().equals("self");
  }

  /// Whether `count` positional arguments are already the full arguments.
  public boolean isPlain(int count) {
    return count == optional.length && rest < 0;
  }

  /// The signature that is left once the first parameter is bound.
  public Signature withoutFirst() {
    return new Signature(
        parameters.subList(1, parameters.size()),
        Arrays.copyOfRange(optional, 1, optional.length),
        rest - (rest < 0 ? 0 : 1));
  }

  /// The full arguments of a call: one per parameter, [Missing#VALUE] where a default applies, the
  /// collected ones as a list. `function` names the callee in messages.
  @Nullable Object[] bind(
      String function, @Nullable Object[] positional, String[] names, @Nullable Object[] named) {
    int n = optional.length;
    Object[] full = new Object[n];
    Arrays.fill(full, Missing.VALUE);
    int byPosition = rest < 0 ? n : rest;
    int given = Math.min(positional.length, byPosition);
    System.arraycopy(positional, 0, full, 0, given);
    if (rest >= 0) {
      full[rest] = ListValue.of(Arrays.copyOfRange(positional, given, positional.length));
    } else if (positional.length > n) {
      throw wrongCount(function, positional.length);
    }
    for (int i = 0; i < names.length; i++) {
      bindNamed(function, full, names[i], named[i]);
    }
    for (int i = 0; i < n; i++) {
      if (full[i] == Missing.VALUE && !optional[i]) {
        throw names.length == 0 && i < byPosition
            ? wrongCount(function, positional.length)
            : Errors.argument(function + " needs a value for `" + parameters.get(i) + "`");
      }
    }
    return full;
  }

  private void bindNamed(
      String function, @Nullable Object[] full, String name, @Nullable Object value) {
    int at = parameters.indexOf(name);
    if (at < 0 || at == rest) {
      throw Errors.argument(function + " has no parameter `" + name + "`; " + describeParameters());
    }
    if (full[at] != Missing.VALUE) {
      throw Errors.argument(function + " got two values for `" + name + "`");
    }
    full[at] = value;
  }

  private GuestError wrongCount(String function, int found) {
    int hidden = isMethod() ? 1 : 0;
    int least = required - hidden;
    int most = optional.length - hidden;
    String expected =
        rest >= 0 ? "at least " + least : least == most ? "" + most : least + " to " + most;
    boolean one = least == 1 && (rest >= 0 || most == 1);
    return Errors.argument(
        function
            + " expects "
            + expected
            + (one ? " argument" : " arguments")
            + ", found "
            + (found - hidden)
            + "; "
            + describeParameters());
  }

  private String describeParameters() {
    List<String> visible = parameters.subList(isMethod() ? 1 : 0, parameters.size());
    return visible.isEmpty() ? "it has no parameters" : "its parameters are " + describe(visible);
  }

  private static String describe(List<String> names) {
    return "`" + String.join("`, `", names) + "`";
  }

  /// No arguments.
  static @Nullable Object[] nothing() {
    return NOTHING;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < optional.length; i++) {
      text.append(i == 0 ? "" : ", ").append(parameters.get(i));
      text.append(i == rest ? "..." : optional[i] ? "?" : "");
    }
    return text.toString();
  }
}
