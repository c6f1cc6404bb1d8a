package org.tosc.frontend.pseudocode.lower;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.ast.Tail;
import org.tosc.frontend.pseudocode.resolve.Variable;
import org.tosc.frontend.pseudocode.types.Instance;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Lowers pipelines and their steps. The result of a step is a variable, so what a step hands to
/// the next is the value itself, never a copy.
final class StepLowering {
  private final Body body;
  private final Map<Stmt, Variable> results = new IdentityHashMap<>();

  StepLowering(Body body) {
    this.body = body;
  }

  /// Keeps what a statement made where it is the value of a step.
  void made(Stmt statement, Value value) {
    Variable result = results.get(statement);
    if (result != null) {
      body.store(result, value, statement.span());
    }
  }

  /// Whether a statement makes the value of a step.
  boolean isResult(Stmt statement) {
    return results.containsKey(statement);
  }

  /// A step; `statements` lowers its body.
  void step(Stmt.Step step, Runnable statements) {
    Variable result = body.declared(step.label());
    Tail tail = Tail.of(step.body());
    tail.makers().forEach(m -> results.put(m, result));
    if (!tail.isWhole()) {
      Span span = step.label().span();
      body.store(result, body.nil(span), span);
    }
    statements.run();
  }

  /// Runs a pipeline without parameters, which is a function that is called where it stands.
  Value pipeline(Stmt.Pipeline p) {
    Span span = p.span();
    Instance target = Objects.requireNonNull(body.instance().callee(p));
    List<Value> captures = new ArrayList<>();
    for (Variable variable : target.routine().captures()) {
      captures.add(body.captured(variable, span));
    }
    Attributes callee = Attributes.of("callee", new Attribute.Symbol(body.lowering().want(target)));
    return body.builder()
        .opOf(CoreOp.CALL, List.of(target.result().representation()), callee, span, captures)
        .result();
  }
}
