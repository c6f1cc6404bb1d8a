package org.tosc.rt.tensor;

import java.util.Map;

/// Computes whole-tensor operations by name. The kernels of this package are one engine
/// (`Kernels`); the interpreter's oracle and the gradient tape are others.
///
/// Example: `engine.apply("reduce_sum", new Object[] {t}, Map.of("axis", new long[] {0}))`.
@FunctionalInterface
public interface TensorEngine {
  /// Applies the operation `op`.
  ///
  /// @param op an operation name as in the tensor rows of the IR (`add`, `matmul`, …)
  /// @param args [Tensor], `Long`, `Double`, `Boolean` or `List<Tensor>` each; Java numbers are
  ///   weak scalars, which adapt to the dtype of the tensors beside them
  /// @param attrs the operation's attributes; numbers may be any `Number`, lists `long[]` or
  ///   `List<? extends Number>`, dtypes a [DType] or its name
  /// @return a [Tensor], or `List<Tensor>` for `split`, `topk` and `quantize` to `i8`
  /// @throws TensorFault where shapes, dtypes or values do not fit the operation
  Object apply(String op, Object[] args, Map<String, Object> attrs);

  /// What computes, for counters: `jvm`, `interp`, or the name of a device.
  default String name() {
    return "other";
  }

  /// The engine that computes in the end: this one, unless it only notes what another does.
  default TensorEngine base() {
    return this;
  }

  /// The engine to go on with where another is to compute: that one, unless this one notes what is
  /// computed.
  default TensorEngine onto(TensorEngine other) {
    return other;
  }

  /// Whether a derivative is being computed that depends on this tensor, so that its elements must
  /// stay tensors.
  default boolean follows(Tensor tensor) {
    return false;
  }

  /// Whether nothing comes of a computation here but its result, so that compiled code may compute
  /// in its own way what no derivative depends on.
  default boolean leavesToKernels() {
    return false;
  }

  /// The tensor `value`, which was computed elsewhere; a derivative takes it for `formula`, a
  /// tensor of its shape that this engine computed.
  default Tensor standIn(Tensor value, Tensor formula) {
    return value;
  }
}
