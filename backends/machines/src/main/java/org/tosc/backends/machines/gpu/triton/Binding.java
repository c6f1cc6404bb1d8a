package org.tosc.backends.machines.gpu.triton;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.gpu.python.Expression;
import org.tosc.backends.machines.gpu.python.Expression.Parameter;
import org.tosc.backends.machines.gpu.python.Statement;
import org.tosc.tir.source.Code;

/// The variables with which a function begins. What is marked `tl.constexpr` may be a tile where a
/// kernel calls another: Triton checks it for launches alone.
final class Binding {
  private Binding() {}

  static Names names(
      Evaluator evaluator,
      Statement.Function function,
      List<Value> positional,
      Map<String, Value> keywords) {
    Names names = new Names();
    List<Parameter> parameters = function.parameters();
    if (positional.size() > parameters.size()) {
      throw evaluator.fault(
          Code.E1804,
          "`"
              + function.name()
              + "` takes "
              + parameters.size()
              + " arguments, not "
              + positional.size());
    }
    List<String> known = parameters.stream().map(Parameter::name).toList();
    for (String keyword : keywords.keySet()) {
      if (!known.contains(keyword)) {
        String near = Nearest.hint(keyword, known);
        throw evaluator.fault(
            Code.E1804, "`" + function.name() + "` has no parameter `" + keyword + "`" + near);
      }
    }
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      Value value = i < positional.size() ? positional.get(i) : keywords.get(parameter.name());
      if (value == null && parameter.initial() != null) {
        value = evaluator.evaluate(parameter.initial(), names);
      }
      if (value == null) {
        missing.add("`" + parameter.name() + "`");
      } else {
        names.set(parameter.name(), value);
      }
    }
    if (!missing.isEmpty()) {
      throw evaluator.fault(
          Code.E1804, "`" + function.name() + "` lacks " + String.join(", ", missing));
    }
    return names;
  }

  /// Whether an annotation is `tl.constexpr`.
  static boolean isConstexpr(@Nullable Expression annotation) {
    return switch (annotation) {
      case null -> false;
      case Expression.Attribute attribute -> "constexpr".equals(attribute.name());
      case Expression.Name name -> "constexpr".equals(name.id());
      case Expression.Text text -> text.value().endsWith("constexpr");
      case Expression _ -> false;
    };
  }
}
