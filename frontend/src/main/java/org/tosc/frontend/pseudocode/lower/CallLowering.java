package org.tosc.frontend.pseudocode.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.Arg;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Param;
import org.tosc.frontend.pseudocode.resolve.Resolution;
import org.tosc.frontend.pseudocode.resolve.Routine;
import org.tosc.frontend.pseudocode.resolve.Variable;
import org.tosc.frontend.pseudocode.types.ArgumentBinding;
import org.tosc.frontend.pseudocode.types.Instance;
import org.tosc.frontend.pseudocode.types.Ty;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Lowers calls: directly to a function of the module where the callee is known, else by name or by
/// value.
final class CallLowering {
  private final Body body;

  CallLowering(Body body) {
    this.body = body;
  }

  /// Whether the call lowers its callee itself.
  boolean ownsCallee(Expr.Call call) {
    return call.callee() instanceof Expr.Name
        || call.callee() instanceof Expr.Member
        || call.callee() instanceof Expr.Super;
  }

  Value value(Expr.Call call, @Nullable Value callee) {
    Span span = call.span();
    Instance target = body.instance().callee(call);
    if (target != null) {
      return direct(call, target);
    }
    if (ArgumentBinding.isOpen(call.args())) {
      Value function = callee != null ? callee : calleeValue(call.callee());
      return body.host(
          HostOp.APPLY,
          span,
          function,
          body.expressions().list(call.args().stream().map(Arg::value).toList(), span));
    }
    if (call.callee() instanceof Expr.Name name) {
      return named(call, name);
    }
    if (call.callee() instanceof Expr.Member m) {
      return method(call, m);
    }
    return call.callee() instanceof Expr.Super s
        ? superCall(call, s)
        : dynamic(call, Objects.requireNonNull(callee));
  }

  private Value calleeValue(Expr callee) {
    return body.expressions().value(callee);
  }

  private Value named(Expr.Call call, Expr.Name name) {
    Resolution resolution = body.program().resolution();
    String member = resolution.member(name);
    if (member != null) {
      Value self = body.expressions().self(name.span());
      return invoke(member, self, call);
    }
    return resolution.variable(name) == null
        ? builtin(name.text(), call)
        : dynamic(call, calleeValue(name));
  }

  private Value method(Expr.Call call, Expr.Member m) {
    if (body.expressions().moduleMember(m) != null) {
      return dynamic(call, calleeValue(m));
    }
    return invoke(m.name().text(), body.expressions().value(m.object()), call);
  }

  private Value invoke(String name, Value receiver, Expr.Call call) {
    List<Value> operands = new ArrayList<>(List.of(receiver));
    Attributes attributes = arguments(call, operands).with("name", Attribute.of(name));
    return body.host(HostOp.INVOKE, attributes, call.span(), operands);
  }

  private Value superCall(Expr.Call call, Expr.Super s) {
    Variable owner = owningClass();
    Value type = body.box(body.load(owner, Ty.ANY, s.span()), s.span());
    List<Value> operands = new ArrayList<>(List.of(body.expressions().self(s.span()), type));
    Attributes attributes = arguments(call, operands).with("name", Attribute.of(s.name().text()));
    return body.host(HostOp.SUPER, attributes, call.span(), operands);
  }

  private Variable owningClass() {
    for (Routine r = body.instance().routine(); r != null; r = r.parent()) {
      if (r.owningClass() != null) {
        return r.owningClass();
      }
    }
    throw new IllegalStateException("`super` outside a class");
  }

  private Value dynamic(Expr.Call call, Value callee) {
    List<Value> operands = new ArrayList<>(List.of(callee));
    Attributes attributes = arguments(call, operands);
    return body.host(HostOp.CALL, attributes, call.span(), operands);
  }

  private Value builtin(String name, Expr.Call call) {
    List<Value> operands = new ArrayList<>();
    Attributes attributes = arguments(call, operands).with("name", Attribute.of(name));
    Type result = body.instance().type(call).representation();
    return body.builder()
        .opOf(HostOp.BUILTIN, List.of(result), attributes, call.span(), operands)
        .result();
  }

  /// Lowers the arguments, positional ones first, and gives the names of the last ones.
  private Attributes arguments(Expr.Call call, List<Value> operands) {
    List<Value> named = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Arg arg : call.args()) {
      Value value = body.expressions().value(arg.value());
      if (arg.name() == null) {
        operands.add(value);
      } else {
        named.add(value);
        names.add(arg.name().text());
      }
    }
    operands.addAll(named);
    return names.isEmpty() ? Attributes.NONE : Attributes.of("names", Attribute.strings(names));
  }

  // Known functions.

  private Value direct(Expr.Call call, Instance target) {
    Span span = call.span();
    List<Value> operands = new ArrayList<>();
    for (Variable variable : target.routine().captures()) {
      operands.add(body.captured(variable, span));
    }
    operands.addAll(bound(call, target));
    Attributes attributes =
        Attributes.of("callee", new Attribute.Symbol(body.lowering().want(target)));
    return body.builder()
        .opOf(CoreOp.CALL, List.of(target.result().representation()), attributes, span, operands)
        .result();
  }

  /// The arguments in the order of the parameters, in their representations.
  List<Value> bound(Expr.Call call, Instance target) {
    List<Param> params = target.routine().params();
    Map<Integer, Value> values = new HashMap<>();
    for (int i = 0; i < call.args().size(); i++) {
      values.put(i, body.expressions().value(call.args().get(i).value()));
    }
    ArgumentBinding binding = ArgumentBinding.of(params, call.args());
    List<Value> bound = new ArrayList<>();
    for (int p = 0; p < params.size(); p++) {
      Ty type = p < target.arguments().size() ? target.arguments().get(p) : Ty.ANY;
      int at = binding.slots().get(p);
      if (type == Ty.UNSET) {
        continue;
      }
      bound.add(
          body.coerce(
              argument(params.get(p), at, binding, values, call.span()),
              type.representation(),
              call.span()));
    }
    return bound;
  }

  private Value argument(
      Param param, int at, ArgumentBinding binding, Map<Integer, Value> values, Span span) {
    if (param.rest()) {
      return body.host(
          HostOp.LIST, Attributes.NONE, span, binding.rest().stream().map(values::get).toList());
    }
    return at < 0 ? body.missing(span) : Objects.requireNonNull(values.get(at));
  }

  /// Whether `return f(…)` calls the function that it stands in.
  boolean isSelfCall(Expr.Call call) {
    return body.instance().callee(call) == body.instance();
  }
}
