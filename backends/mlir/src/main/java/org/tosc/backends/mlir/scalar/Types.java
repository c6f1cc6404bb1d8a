package org.tosc.backends.mlir.scalar;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.mlir.text.FloatFormat;
import org.tosc.backends.mlir.text.IndexType;
import org.tosc.backends.mlir.text.IntegerFormat;
import org.tosc.backends.mlir.text.MlirLocation;
import org.tosc.backends.mlir.text.MlirType;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Layout;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.VectorType;
import org.tosc.tir.source.Span;

/// Types and places of TIR as those of MLIR.
public final class Types {
  private Types() {}

  /// A type of numbers, or of vectors of them.
  public static MlirType of(Type type, Span span) throws NoText {
    if (type instanceof Scalar scalar) {
      return scalar(scalar, span);
    }
    if (type instanceof VectorType vector) {
      return MlirType.vector(vector.lanes(), scalar(vector.element(), span));
    }
    throw new NoText(span, "a value of type " + type);
  }

  private static MlirType scalar(Scalar scalar, Span span) throws NoText {
    return switch (scalar) {
      case I1 -> IntegerFormat.I1;
      case I8, U8 -> IntegerFormat.I8;
      case I16, U16 -> IntegerFormat.I16;
      case I32, U32 -> IntegerFormat.I32;
      case I64, U64, INDEX -> IntegerFormat.I64;
      case F16 -> FloatFormat.F16;
      case BF16 -> FloatFormat.BF16;
      case F32 -> FloatFormat.F32;
      case F64 -> FloatFormat.F64;
      // `arith` converts no formats of 8 bits on their way to LLVM 19, and has no blocks.
      case I4, F8E4M3, F8E5M2, NVFP4, Q4_0, Q8_0 ->
          throw new NoText(span, "elements of type " + scalar);
    };
  }

  /// The extents of a buffer, all of which must be known.
  public static List<Long> shape(BufferType buffer, Span span) throws NoText {
    if (buffer.layout() != Layout.ROW) {
      throw new NoText(span, "a buffer of type " + buffer);
    }
    List<Long> shape = new ArrayList<>();
    for (Dim dim : buffer.shape()) {
      if (!(dim instanceof Dim.Known(long size, _))) {
        throw new NoText(span, "an extent that is known at run time");
      }
      shape.add(size);
    }
    return shape;
  }

  public static MlirType.Shaped tensor(BufferType buffer, Span span) throws NoText {
    return MlirType.tensor(shape(buffer, span), of(buffer.element(), span));
  }

  public static MlirType.Shaped memref(BufferType buffer, Span span) throws NoText {
    return MlirType.memref(shape(buffer, span), of(buffer.element(), span));
  }

  /// Where something stands in its file.
  public static MlirLocation location(Span span) {
    return span.isNone()
        ? MlirLocation.Unknown.UNKNOWN
        : new MlirLocation.InFile(span.source().name(), span.from().line(), span.from().column());
  }

  static boolean isFloat(MlirType type) {
    return type.element() instanceof FloatFormat;
  }

  static boolean isTruth(MlirType type) {
    return type.element() == IntegerFormat.I1;
  }

  static int bits(MlirType type) {
    return switch (type.element()) {
      case FloatFormat f -> f.bits();
      case IntegerFormat i -> i.bits();
      case IndexType _ -> Long.SIZE;
      case MlirType.Shaped _, MlirType.Func _, MlirType.Dialect _ ->
          throw new IllegalArgumentException(type + " has no bits");
    };
  }

  static boolean isUnsigned(Type type) {
    Type element = type instanceof VectorType vector ? vector.element() : type;
    return element instanceof Scalar scalar && scalar.kind() == Scalar.Kind.UINT;
  }
}
