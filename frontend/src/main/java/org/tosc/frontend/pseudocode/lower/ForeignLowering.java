package org.tosc.frontend.pseudocode.lower;

import java.util.ArrayList;
import java.util.List;
import org.tosc.frontend.foreign.ForeignFunction;
import org.tosc.frontend.foreign.Linker;
import org.tosc.frontend.pseudocode.resolve.Variable;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Lowers the body of a function that another language declares: a call of it. Defaults and
/// annotations of the parameters have been seen to before, as of any function.
final class ForeignLowering {
  private final Body body;

  ForeignLowering(Body body) {
    this.body = body;
  }

  void body(ForeignFunction function, List<Variable> parameters) {
    Span span = function.span();
    List<Type> known = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      Type type = body.instance().local(parameters.get(i)).representation();
      known.add(type == HostType.ANY ? function.parameters().get(i).type() : type);
    }
    Linker.Target target = body.lowering().linker().target(function, known);
    List<Value> operands = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      Variable variable = parameters.get(i);
      Value value = body.load(variable, body.instance().local(variable), span);
      operands.add(body.coerce(value, target.parameters().get(i), span));
    }
    Type result = target.result();
    Operation call =
        body.builder()
            .opOf(
                CoreOp.CALL,
                result == null ? List.of() : List.of(result),
                Attributes.of("callee", new Attribute.Symbol(target.symbol())),
                span,
                operands);
    Value value = result == null ? body.nil(span) : call.result();
    body.builder().op(CoreOp.RETURN, span, body.coerce(value, body.resultType(), span));
  }
}
