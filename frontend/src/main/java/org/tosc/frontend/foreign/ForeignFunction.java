package org.tosc.frontend.foreign;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Type;
import org.tosc.tir.source.Span;

/// A function of one language as the other one sees it. Compared by identity.
///
/// Types are those of values that both languages have: `i64`, `f64`, `i1`, `str` and tensors. An
/// extent with a name is the same number wherever the signature says that name.
public final class ForeignFunction {
  /// A parameter.
  ///
  /// @param standard the value where an argument is left out: `Long`, `Double`, `Boolean`,
  ///   `String`, or null where the argument must be given
  /// @param typeSpan where the source says its type
  public record Parameter(
      String name, Type type, @Nullable Object standard, Span span, Span typeSpan) {}

  private final String name;
  private final List<Parameter> parameters;
  private final @Nullable Type result;
  private final Span span;

  /// `result` is null for a function that gives nothing; `span` is the name in its declaration.
  public ForeignFunction(
      String name, List<Parameter> parameters, @Nullable Type result, Span span) {
    this.name = name;
    this.parameters = List.copyOf(parameters);
    this.result = result;
    this.span = span;
  }

  public String name() {
    return name;
  }

  public List<Parameter> parameters() {
    return parameters;
  }

  /// Null for a function that gives nothing.
  public @Nullable Type result() {
    return result;
  }

  public Span span() {
    return span;
  }

  @Override
  public String toString() {
    return name;
  }
}
