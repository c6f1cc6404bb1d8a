package org.tosc.backends.x86.pool;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Parameters and result of a kernel, passed as C functions do (System V ABI for AMD64, section
/// 3.2.3).
///
/// @param result empty for none
public record Signature(List<Word> parameters, Optional<Word> result) {
  public Signature {
    parameters = List.copyOf(parameters);
    if (result.filter(Word.ADDRESS::equals).isPresent()) {
      throw new IllegalArgumentException("a kernel gives no address: pass it a place for results");
    }
  }

  /// With a result.
  public static Signature of(Word result, Word... parameters) {
    return new Signature(Arrays.asList(parameters), Optional.of(result));
  }

  /// Without a result.
  public static Signature ofVoid(Word... parameters) {
    return new Signature(Arrays.asList(parameters), Optional.empty());
  }

  /// The type of a handle that calls it: no address of code among its parameters.
  public MethodType type() {
    return MethodType.methodType(
        result.<Class<?>>map(Word::type).orElse(void.class),
        parameters.stream().<Class<?>>map(Word::type).toList());
  }

  FunctionDescriptor descriptor() {
    MemoryLayout[] layouts = parameters.stream().map(Word::layout).toArray(MemoryLayout[]::new);
    return result
        .map(word -> FunctionDescriptor.of(word.layout(), layouts))
        .orElseGet(() -> FunctionDescriptor.ofVoid(layouts));
  }
}
