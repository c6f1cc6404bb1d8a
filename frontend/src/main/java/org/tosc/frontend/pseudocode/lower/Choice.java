package org.tosc.frontend.pseudocode.lower;

import java.util.List;
import java.util.function.Supplier;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// An `if` with one result.
final class Choice {
  private Choice() {}

  static Value of(
      Body body,
      Value condition,
      Type type,
      Span span,
      Supplier<Value> then,
      Supplier<Value> otherwise) {
    return body.builder()
        .opWith(
            CoreOp.IF,
            List.of(type),
            Attributes.NONE,
            span,
            List.of(condition),
            List.of(region(body, type, span, then), region(body, type, span, otherwise)))
        .result();
  }

  private static Region region(Body body, Type type, Span span, Supplier<Value> value) {
    return body.builder()
        .region(
            List.of(),
            none -> body.builder().op(CoreOp.YIELD, span, body.coerce(value.get(), type, span)));
  }
}
