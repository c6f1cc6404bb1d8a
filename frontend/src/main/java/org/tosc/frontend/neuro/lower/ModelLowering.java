package org.tosc.frontend.neuro.lower;

import java.util.ArrayList;
import java.util.List;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Lowers what is done with models to the run-time statements of Pseudocode: `load` and `infer`.
final class ModelLowering {
  private final FunctionLowering in;

  ModelLowering(FunctionLowering in) {
    this.in = in;
  }

  Value load(TExpr.Library call) {
    Span span = call.span();
    Value path = in.expressions.some(call.arg(0));
    TExpr device = call.args().get(1);
    if (device != null) {
      in.expressions.some(device);
    }
    Value family = in.expressions.text("llama3", span);
    return in.library.statement("load", List.of("family"), span, path, family);
  }

  /// `infer model with prompt: max_tokens = …`.
  Value generate(TExpr.Library call) {
    Span span = call.span();
    List<Value> operands = new ArrayList<>();
    operands.add(in.expressions.looked(call.arg(0)));
    operands.add(in.expressions.some(call.arg(1)));
    List<String> names = new ArrayList<>();
    setting("max_tokens", call, 2, names, operands);
    setting("temperature", call, 3, names, operands);
    setting("seed", call, 4, names, operands);
    Value answer = in.library.statement("infer", names, span, operands.toArray(Value[]::new));
    return in.f
        .opOf(
            HostOp.UNBOX,
            List.of(HostType.STR),
            Attributes.of("what", Attribute.of("what a model answers")),
            span,
            List.of(answer))
        .result();
  }

  private void setting(
      String name, TExpr.Library call, int index, List<String> names, List<Value> operands) {
    TExpr given = call.args().get(index);
    if (given != null) {
      names.add(name);
      operands.add(given.type().isInteger() ? in.index(given) : in.expressions.some(given));
    }
  }
}
