package org.tosc.backends.api;

import java.lang.invoke.MethodHandle;

/// A function over tensors of known shape as code over Java arrays or memory, row-major: what a
/// program in Java calls when a call must cost nanoseconds.
///
/// | dtype | array |
/// |---|---|
/// | `f32` | `float[]` |
/// | `f16` `bf16` | `short[]`, bit patterns |
/// | `i8`, a parameter | `byte[]` |
/// | `q8_0` `q4_0`, a parameter | `byte[]`, blocks one after the other, as GGML has them |
///
/// Targets outside of the JVM also take `MemorySegment`s with the same bytes, and are faster on
/// them: rows can begin at cache lines, which those of Java arrays do not, and the garbage
/// collector need not wait. [#allocate] gives what is best.
///
/// It keeps the memory that it works in, so a call allocates nothing, and one thread at a time may
/// call it; another thread asks for code of its own.
///
/// ```java
/// ArrayCode add = Programs.load(module, "jvm").arrays("add");   // func @add(x, y) -> (sum)
/// add.call(x, y, sum);
/// ```
public interface ArrayCode {
  /// Computes the results from the parameters.
  ///
  /// @param arrays the parameters, then the results, each with as many elements as its tensor
  /// @throws IllegalArgumentException where there are more or fewer arrays, or one is of another
  ///   type or size, or memory where there should be an array
  void call(Object... arrays);

  /// New memory of zeros for a parameter or a result, where the code is fastest: an array of the
  /// table, or a `MemorySegment` that begins at a cache line and is given back when nobody can
  /// reach it any more.
  ///
  /// @param number which one, the parameters first
  Object allocate(int number);

  /// [#call] as a handle of type `(float[], …)void`, with the arrays' types, which the JIT sees
  /// through where it is a constant.
  ///
  /// @throws IllegalArgumentException where there are more than 250 arrays
  MethodHandle handle();

  /// The same as a handle of type `(MemorySegment, …)void`.
  ///
  /// @throws IllegalArgumentException where there are more than 250, or the code takes arrays alone
  MethodHandle segments();

  /// The bytes that intermediate results take, with memory used again.
  long arenaBytes();

  /// The bytes that kernels need besides: panels of packed operands, blocks of scores.
  long scratchBytes();
}
