package org.tosc.tir.ir;

import java.util.List;

/// What one application of an operation takes: arithmetic operations, and bytes moved when every
/// operand is read once and every result written once. NaN where an extent is not known.
public record Cost(double flops, double bytes) {
  /// Arithmetic intensity in flops per byte.
  public double intensity() {
    return flops / bytes;
  }

  /// How a row counts its arithmetic operations.
  @FunctionalInterface
  public interface Flops {
    double count(TensorCall call, List<Type> results);
  }

  /// No arithmetic: data movement.
  static final Flops NONE = (call, results) -> 0;

  /// `n` operations for each element of the first result.
  static Flops perResult(double n) {
    return (call, results) -> n * elements(results.getFirst());
  }

  /// `n` operations for each element of the first operand.
  static Flops perOperand(double n) {
    return (call, results) -> n * elements(call.operands().getFirst());
  }

  /// The number of elements; NaN where an extent is not known.
  public static double elements(Type type) {
    if (!(type instanceof TensorType tensor)) {
      return 1;
    }
    double product = 1;
    for (Dim dim : tensor.shape()) {
      product *= size(dim);
    }
    return product;
  }

  static double size(Dim dim) {
    return dim instanceof Dim.Known known ? known.size() : Double.NaN;
  }

  /// The bytes of a value; NaN where an extent is not known.
  public static double bytes(Type type) {
    Scalar element = type instanceof TensorType tensor ? tensor.element() : Scalar.F64;
    double bits = element == Scalar.I1 ? 8 : element.bits();
    return elements(type) * bits / 8;
  }

  /// What a tensor operation of a verified module takes.
  public static Cost of(Operation operation) {
    try {
      return ((TensorOp) operation.op())
          .cost(Value.types(operation.operands()), operation.attributes());
    } catch (TypeRule.Mismatch mismatch) {
      throw new IllegalStateException("a verified operation does not fit its row", mismatch);
    }
  }

  static Cost of(Flops flops, TensorCall call, List<Type> results) {
    double bytes = 0;
    for (Type operand : call.operands()) {
      bytes += bytes(operand);
    }
    for (Type result : results) {
      bytes += bytes(result);
    }
    return new Cost(flops.count(call, results), bytes);
  }
}
