package org.tosc.backends.jvm.code;

import java.util.List;
import org.objectweb.asm.Opcodes;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Nest;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TileType;
import org.tosc.tir.ir.Type;

/// How a nest reaches the elements of one operand: element number `constant + Σ stride(d) · d` of
/// an array. A tile's strides are numbers; those of a view are in locals.
final class Access {
  private static final String ELEMENTS = "org/tosc/rt/device/Elements";
  static final String VIEW = "org/tosc/rt/device/View";

  private final Type type;
  private final Repr element;
  private final int local;
  private final int[] strides;
  private final int constant;
  private final int[] strideLocals;
  private int baseLocal = -1;

  /// `local` holds the operand.
  Access(Type type, AffineMap map, int local) {
    this.type = type;
    this.element = Repr.of(Nest.elementOf(type));
    this.local = local;
    this.strides = new int[map.dims()];
    this.strideLocals = new int[map.dims()];
    java.util.Arrays.fill(strideLocals, -1);
    this.constant = type instanceof TileType tile ? flatten(map, tile.shape()) : 0;
  }

  private int flatten(AffineMap map, List<Long> shape) {
    long step = 1;
    long start = 0;
    for (int axis = shape.size() - 1; axis >= 0; axis--) {
      for (int dim = 0; dim < strides.length; dim++) {
        strides[dim] += (int) (map.result(axis).coefficients().get(dim) * step);
      }
      start += map.result(axis).constant() * step;
      step *= shape.get(axis);
    }
    return (int) start;
  }

  boolean isTile() {
    return type instanceof TileType;
  }

  boolean isView() {
    return type instanceof BufferType;
  }

  boolean isScalar() {
    return type instanceof Scalar;
  }

  Repr element() {
    return element;
  }

  /// The local that holds the operand; of a scalar its value.
  int local() {
    return local;
  }

  /// How far apart elements are along a dimension; of a view only whether they are the same.
  int stride(int dim) {
    return isView() ? (strideLocals[dim] >= 0 ? Integer.MAX_VALUE : 0) : strides[dim];
  }

  boolean varies(int dim) {
    return stride(dim) != 0;
  }

  int constant() {
    return constant;
  }

  /// Says where a view's first element and strides are.
  void setView(int base, int[] locals) {
    baseLocal = base;
    System.arraycopy(locals, 0, strideLocals, 0, locals.length);
  }

  /// The local with the index where all dimensions are 0; -1 where it is a constant.
  int start() {
    return baseLocal;
  }

  /// Pushes `index + along · stride(dim) + more`, where -1 for a local stands for nothing.
  void pushIndex(Code code, int index, int along, int dim, int more) {
    boolean pushed = index >= 0;
    if (pushed) {
      code.local(Opcodes.ILOAD, index);
    }
    if (along >= 0 && varies(dim)) {
      code.local(Opcodes.ILOAD, along);
      if (isView()) {
        code.local(Opcodes.ILOAD, strideLocals[dim]);
        code.op(Opcodes.IMUL);
      } else if (strides[dim] != 1) {
        code.pushInt(strides[dim]);
        code.op(Opcodes.IMUL);
      }
      add(code, pushed);
      pushed = true;
    }
    int rest = more + (index < 0 ? constant : 0);
    if (rest != 0 || !pushed) {
      code.pushInt(rest);
      add(code, pushed);
    }
  }

  private static void add(Code code, boolean adds) {
    if (adds) {
      code.op(Opcodes.IADD);
    }
  }

  /// Reads the element whose index is on the stack above the operand.
  void read(Code code) {
    if (isTile()) {
      code.op(element.carrier().arrayLoad());
    } else {
      code.call(ELEMENTS, "get" + kind(), "(L" + VIEW + ";I)" + element.descriptor());
    }
  }

  /// Writes the element; operand, index and value are on the stack.
  void write(Code code) {
    if (isTile()) {
      code.op(element.carrier().arrayStore());
    } else {
      code.call(ELEMENTS, "set" + kind(), "(L" + VIEW + ";I" + element.descriptor() + ")V");
    }
  }

  private String kind() {
    return switch (element.carrier()) {
      case BOOLEAN -> "Boolean";
      case INT -> "Int";
      case LONG -> "Long";
      case FLOAT -> "Float";
      case DOUBLE -> "Double";
      case REFERENCE -> throw new IllegalStateException("an element of " + type);
    };
  }
}
