package org.tosc.tir.ir;

import java.util.List;
import java.util.stream.Collectors;

/// The address of a function of the module: `code<(f32, i64) -> (f32)>`.
public record CodeType(List<Type> params, List<Type> results) implements Type {
  public CodeType {
    params = List.copyOf(params);
    results = List.copyOf(results);
  }

  /// The type of the address of a function.
  public static CodeType of(Function function) {
    return new CodeType(Value.types(function.params()), function.results());
  }

  @Override
  public String toString() {
    return "code<" + list(params) + " -> " + list(results) + ">";
  }

  private static String list(List<Type> types) {
    return types.stream().map(Type::toString).collect(Collectors.joining(", ", "(", ")"));
  }
}
