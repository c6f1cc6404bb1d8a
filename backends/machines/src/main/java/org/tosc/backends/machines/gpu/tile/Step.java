package org.tosc.backends.machines.gpu.tile;

import java.util.List;
import org.tosc.tir.source.Span;

/// Something that a program did, for those who count.
///
/// @param kind what
/// @param made what it makes
/// @param operand the type of what it takes
/// @param inputs the numbers of the steps that made what it takes; -1 for what no step made; of
///   accesses the addresses, the mask or the addresses again, and the value or the addresses again
/// @param alu instructions of lanes on the ALU
/// @param sfu instructions of lanes on the special function unit
/// @param flops floating-point operations of a product of matrices
/// @param rate at which the matrices are multiplied
/// @param bytes of memory it touches, in whole sectors
/// @param fresh those of them that no program of the launch touched before
/// @param loop the innermost loop it is in, by number; 0 for none
/// @param place where in the source
public record Step(
    Kind kind,
    Made made,
    ElementType operand,
    List<Integer> inputs,
    double alu,
    double sfu,
    double flops,
    Rate rate,
    long bytes,
    long fresh,
    int loop,
    Span place) {

  /// The sorts of steps.
  public enum Kind {
    COMPUTE,
    /// A product of elements, which an addition may take in.
    MULTIPLY,
    /// An addition, or a subtraction.
    ADD,
    /// Other places, other types: no work of its own.
    MOVE,
    REDUCE,
    DOT,
    LOAD,
    STORE,
    ATOMIC
  }

  /// A tile that is made.
  ///
  /// @param type of its elements
  /// @param shape its extents; none for scalars
  public record Made(ElementType type, Shape shape) {
    /// How many bytes it takes in registers.
    public long bytes() {
      return shape.isScalar() ? 0 : (long) shape.size() * type.bytes();
    }

    /// Whether it holds data, as opposed to positions, addresses and conditions.
    public boolean isFloat() {
      return type instanceof DType dtype && dtype.isFloat();
    }
  }

  public Step {
    inputs = List.copyOf(inputs);
  }
}
