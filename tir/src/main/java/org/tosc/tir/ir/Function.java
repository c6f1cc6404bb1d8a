package org.tosc.tir.ir;

import java.util.List;
import org.tosc.tir.source.Span;

/// A function: a symbol, a body whose parameters are the function's parameters, and result types.
///
/// `attributes` hold what calls by name need: `name` (the user's name), `params` (names),
/// `optional` (names of parameters that have defaults), `rest` (name of the rest parameter),
/// `captures` (how many leading parameters are captured variables).
public record Function(
    String symbol, List<Type> results, Region body, Attributes attributes, Span span) {
  public Function {
    results = List.copyOf(results);
  }

  public List<Value> params() {
    return body.params();
  }

  public int captures() {
    return (int) attributes.integer("captures", 0);
  }

  /// The name for people: stack traces and printing.
  public String displayName() {
    return attributes.string("name", symbol);
  }
}
