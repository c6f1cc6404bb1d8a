package org.tosc.frontend.pseudocode.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.Param;
import org.tosc.frontend.pseudocode.ast.TypeExpr;
import org.tosc.frontend.pseudocode.types.Ty;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// What a function does with its parameters before its body: defaults and annotations.
final class ParameterLowering {
  private ParameterLowering() {}

  /// A parameter's value; `given` is UNSET where no caller of this instance passes it.
  static Value value(Body body, Param param, Ty given, @Nullable Value passed) {
    Span span = param.span();
    Value value = passed;
    if (value == null) {
      value = body.expressions().value(Objects.requireNonNull(param.defaultValue()));
    } else if (param.defaultValue() != null && given == Ty.ANY) {
      value = orDefault(body, param, value);
    }
    if (param.type() == null || holds(param.type(), given)) {
      return value;
    }
    return check(body, value, param.type(), "parameter `" + param.name().text() + "`", span);
  }

  private static Value orDefault(Body body, Param param, Value passed) {
    Span span = param.span();
    Value missing = body.host(HostOp.IS_MISSING, span, passed);
    return Choice.of(
        body,
        missing,
        HostType.ANY,
        span,
        () ->
            body.box(body.expressions().value(Objects.requireNonNull(param.defaultValue())), span),
        () -> passed);
  }

  /// Whether the argument's type already is what the annotation promises.
  private static boolean holds(TypeExpr annotation, Ty given) {
    String text = annotation.text();
    return text.equals("any")
        || (given != Ty.ANY
            && given != Ty.UNSET
            && !given.isTensor()
            && given.toString().equals(text));
  }

  static Value check(Body body, Value value, TypeExpr annotation, String what, Span span) {
    return body.host(
        HostOp.CHECK,
        Attributes.of(Map.of("type", Attribute.of(annotation.text()), "what", Attribute.of(what))),
        span,
        List.of(value));
  }

  /// Checks that the symbolic sizes of several tensors agree.
  static void checkSymbols(Body body, List<Param> params) {
    List<Value> values = new ArrayList<>();
    List<String> types = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Span span = Span.NONE;
    for (Param param : params) {
      boolean symbolic =
          param.type() instanceof TypeExpr.Tensor(var dims, _, _)
              && dims.stream().anyMatch(d -> d instanceof TypeExpr.Dim.Symbol);
      if (symbolic) {
        var variable = body.declared(param.name());
        values.add(body.load(variable, body.instance().local(variable), param.span()));
        types.add(Objects.requireNonNull(param.type()).text());
        names.add(param.name().text());
        span = param.span();
      }
    }
    if (values.size() > 1) {
      body.emit(
          HostOp.CHECK_DIMS,
          Attributes.of(
              Map.of("types", Attribute.strings(types), "names", Attribute.strings(names))),
          span,
          values);
    }
  }
}
