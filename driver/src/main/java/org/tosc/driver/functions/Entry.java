package org.tosc.driver.functions;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Type;

/// A function that can be called with tensors from outside.
///
/// @param name as the file has it
/// @param parameters in order; variables of the file that a straight line reads are the last
/// @param module that holds it, as it was lowered
/// @param symbol its name there
/// @param afterMain whether the module's entry function must run first, since variables of the file
///   are read
/// @param straight what it computes as a straight line, or null
/// @param whyNot why there is none; empty if there is one
public record Entry(
    String name,
    List<Parameter> parameters,
    Module module,
    String symbol,
    boolean afterMain,
    @Nullable Function straight,
    String whyNot) {
  public Entry {
    parameters = List.copyOf(parameters);
  }

  /// The straight line alone, for engines that make kernels of it; null where there is none.
  public @Nullable Module straightModule() {
    return straight == null ? null : alone(straight);
  }

  /// A module of one function.
  static Module alone(Function function) {
    return new Module(List.of(), List.of(function));
  }

  /// Its name in [#straightModule].
  public String straightSymbol() {
    return Objects.requireNonNull(straight, whyNot).symbol();
  }

  /// What the straight line gives.
  public List<Type> straightResults() {
    return Objects.requireNonNull(straight, whyNot).results();
  }

  /// `x=2x3xf32,w=3x4xf32`.
  public String signature() {
    return parameters.stream()
        .map(p -> p.name() + "=" + ArgumentTypes.text(p.type()))
        .collect(Collectors.joining(","));
  }
}
