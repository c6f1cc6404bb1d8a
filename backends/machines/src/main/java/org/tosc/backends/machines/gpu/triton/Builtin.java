package org.tosc.backends.machines.gpu.triton;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A function of `triton.language`.
///
/// @param name without its module
/// @param parameters in their order
/// @param meaning what it does
record Builtin(String name, List<Parameter> parameters, Meaning meaning) {
  /// @param isOptional whether it can be left out
  /// @param isRest whether it takes all further arguments by position
  record Parameter(String name, boolean isOptional, boolean isRest) {}

  /// What a function does with its arguments.
  @FunctionalInterface
  interface Meaning {
    Value apply(Arguments arguments);
  }

  /// A call does not fit.
  static final class Misfit extends Exception {
    private static final long serialVersionUID = 1;

    Misfit(String message) {
      super(message, null, false, false);
    }
  }

  /// @param signature as in Python: `load(pointer, mask=None, *rest)`; what an optional parameter
  ///   is when it is left out is the meaning's business
  static Builtin of(String signature, Meaning meaning) {
    int open = signature.indexOf('(');
    List<Parameter> parameters = new ArrayList<>();
    for (String part : signature.substring(open + 1, signature.length() - 1).split(",", -1)) {
      String text = part.strip();
      if (!text.isEmpty()) {
        boolean isRest = text.startsWith("*");
        String name = text.replace("*", "").split("=", 2)[0];
        parameters.add(new Parameter(name, isRest || text.contains("="), isRest));
      }
    }
    return new Builtin(signature.substring(0, open), parameters, meaning);
  }

  /// Which argument is which parameter's.
  ///
  /// @param positional how many there are by position
  /// @param keywords the names of the others
  /// @return for each argument by position, then for each keyword, the parameter
  /// @throws Misfit in words, where they do not fit
  List<String> bind(int positional, List<String> keywords) throws Misfit {
    List<String> bound = new ArrayList<>();
    for (int i = 0; i < positional; i++) {
      boolean hasRest = !parameters.isEmpty() && parameters.getLast().isRest();
      if (i >= parameters.size() && !hasRest) {
        throw new Misfit(
            "`" + name + "` takes at most " + parameters.size() + " arguments, not " + positional);
      }
      bound.add(parameters.get(Math.min(i, parameters.size() - 1)).name());
    }
    Set<String> given = new HashSet<>(bound);
    List<String> names = parameters.stream().map(Parameter::name).toList();
    for (String keyword : keywords) {
      if (!names.contains(keyword)) {
        String near = Nearest.hint(keyword, names);
        throw new Misfit("`" + name + "` has no argument `" + keyword + "`" + near);
      }
      if (!given.add(keyword)) {
        throw new Misfit("`" + name + "` gets its argument `" + keyword + "` twice");
      }
      bound.add(keyword);
    }
    for (Parameter parameter : parameters) {
      if (!parameter.isOptional() && !given.contains(parameter.name())) {
        throw new Misfit("`" + name + "` lacks its argument `" + parameter.name() + "`");
      }
    }
    return bound;
  }

  /// The values of parameters by their names; of one that takes the rest, a tuple.
  Map<String, Value> bound(List<Value> positional, Map<String, Value> keywords) throws Misfit {
    List<String> keys = new ArrayList<>(keywords.keySet());
    List<String> names = bind(positional.size(), keys);
    Map<String, Value> values = new LinkedHashMap<>();
    List<Value> rest = new ArrayList<>();
    @Nullable String restName =
        !parameters.isEmpty() && parameters.getLast().isRest() ? parameters.getLast().name() : null;
    for (int i = 0; i < positional.size(); i++) {
      if (names.get(i).equals(restName)) {
        rest.add(positional.get(i));
      } else {
        values.put(names.get(i), positional.get(i));
      }
    }
    values.putAll(keywords);
    if (restName != null) {
      boolean isOneTuple = rest.size() == 1 && rest.getFirst() instanceof Value.Tuple;
      values.putIfAbsent(restName, isOneTuple ? rest.getFirst() : new Value.Tuple(rest));
    }
    return values;
  }
}
