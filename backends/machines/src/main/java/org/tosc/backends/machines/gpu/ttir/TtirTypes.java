package org.tosc.backends.machines.gpu.ttir;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.gpu.tile.DType;
import org.tosc.backends.machines.gpu.tile.ElementType;
import org.tosc.backends.machines.gpu.tile.PointerType;
import org.tosc.backends.machines.gpu.tile.Shape;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.backends.machines.mlir.syntax.MlirText;
import org.tosc.backends.machines.mlir.syntax.SyntaxFault;

/// Types of MLIR as those of tiles.
final class TtirTypes {
  private static final String POINTER = "tt.ptr";
  private static final int MOST = 1 << 20;

  private TtirTypes() {}

  /// The elements of a type; null for what no tile has.
  static @Nullable ElementType element(Type type) {
    return switch (type) {
      case Type.Tensor(var _, var element, var _) ->
          element instanceof Type.Shaped ? null : element(element);
      case Type.Int(int width, var sign) ->
          DType.ofMlir((sign == Type.Sign.UNSIGNED ? "ui" : "i") + width);
      case Type.Index _ -> DType.I64;
      case Type.Floating(var kind) -> DType.ofMlir(kind.text());
      case Type.Dialect(String name, String body) when name.equals(POINTER) && body != null ->
          pointer(body);
      case Type.Dialect _,
          Type.None _,
          Type.Complex _,
          Type.Tuple _,
          Type.Function _,
          Type.UnrankedTensor _,
          Type.Vector _,
          Type.MemRef _,
          Type.UnrankedMemRef _ ->
          null;
    };
  }

  private static @Nullable ElementType pointer(String body) {
    Type inner = inner(body);
    ElementType pointee = inner == null ? null : element(inner);
    return pointee == null ? null : new PointerType(pointee);
  }

  private static @Nullable Type inner(String body) {
    int comma = body.lastIndexOf(',');
    boolean hasSpace =
        comma > 0 && body.substring(comma + 1).strip().chars().allMatch(Character::isDigit);
    try {
      return MlirText.type(hasSpace ? body.substring(0, comma) : body);
    } catch (SyntaxFault none) {
      return null;
    }
  }

  /// The shape of a type; null where it is no tile's.
  static @Nullable Shape shape(Type type) {
    if (!(type instanceof Type.Tensor tensor)) {
      return Shape.SCALAR;
    }
    long size = 1;
    for (long extent : tensor.shape()) {
      if (extent < 1 || extent > MOST) {
        return null;
      }
      size *= extent;
      if (size > MOST) {
        return null;
      }
    }
    return new Shape(tensor.shape().stream().map(Long::intValue).toList());
  }

  /// The tensor in a descriptor's type; null for other types.
  static Type.@Nullable Tensor described(Type type) {
    boolean isDescriptor =
        type instanceof Type.Dialect(String name, var _) && "tt.tensordesc".equals(name);
    return isDescriptor
            && type instanceof Type.Dialect(var _, String body)
            && body != null
            && inner(body) instanceof Type.Tensor tensor
        ? tensor
        : null;
  }

  /// The type of what lies at addresses; the type itself where it has none.
  static Type pointed(Type type) {
    return switch (type) {
      case Type.Tensor(var shape, var element, var encoding) ->
          new Type.Tensor(shape, pointed(element), encoding);
      case Type.Dialect(String name, String body) when name.equals(POINTER) && body != null -> {
        Type inner = inner(body);
        yield inner == null ? type : inner;
      }
      case Type other -> other;
    };
  }

  /// The same shape with other elements.
  static Type withElement(Type type, Type element) {
    return type instanceof Type.Tensor tensor
        ? new Type.Tensor(tensor.shape(), element, tensor.encoding())
        : element;
  }

  /// Whether a value of the type can be in a program.
  static boolean isTile(Type type) {
    return element(type) != null && shape(type) != null;
  }

  static List<Integer> extents(Type.Tensor tensor) {
    return tensor.shape().stream().map(Long::intValue).toList();
  }
}
