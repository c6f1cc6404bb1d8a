package org.tosc.backends.jvm.code;

import java.util.List;
import org.tosc.tir.ir.ArrayType;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CellType;
import org.tosc.tir.ir.CodeType;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.SlotType;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.TileType;
import org.tosc.tir.ir.TupleType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;

/// How values of a TIR type appear in class files. Integers of up to 32 bits (16 unsigned) travel
/// as `int`, wider ones as `long`; floats narrower than `f64` as `float`, always rounded to their
/// own format. A tile is a flat row-major array of what its elements travel as.
record Repr(Carrier carrier, String descriptor) {
  private static final String VALUE = "org/tosc/rt/value/";

  static final Repr OBJECT = reference("java/lang/Object");
  static final Repr LONG = new Repr(Carrier.LONG, "J");
  static final Repr BOOLEAN = new Repr(Carrier.BOOLEAN, "Z");

  static Repr reference(String internalName) {
    return new Repr(Carrier.REFERENCE, "L" + internalName + ";");
  }

  /// A Java array of values of a representation.
  static Repr array(Repr element) {
    return new Repr(Carrier.REFERENCE, "[" + element.descriptor);
  }

  static Repr of(Value value) {
    return of(value.type());
  }

  static Repr of(Type type) {
    return switch (type) {
      case Scalar s -> ofScalar(s);
      case HostType h -> ofHost(h);
      case TensorType _ -> reference("org/tosc/rt/tensor/Tensor");
      case CellType(Type content) -> reference(cellClass(content));
      case SlotType(Type content) -> of(content);
      case VectorType vector -> reference(Species.of(vector).className());
      case BufferType _ -> reference("org/tosc/rt/device/View");
      case TileType tile -> array(of(tile.element().arithmetic()));
      case TupleType _, ArrayType _ -> array(OBJECT);
      case CodeType _ -> reference("java/lang/invoke/MethodHandle");
    };
  }

  private static Repr ofScalar(Scalar scalar) {
    return switch (scalar) {
      case I1 -> BOOLEAN;
      case I4, I8, I16, I32, U8, U16 -> new Repr(Carrier.INT, "I");
      case I64, U32, U64, INDEX -> LONG;
      case F8E4M3, F8E5M2, F16, BF16, F32 -> new Repr(Carrier.FLOAT, "F");
      case F64 -> new Repr(Carrier.DOUBLE, "D");
      case NVFP4, Q4_0, Q8_0 -> throw new IllegalArgumentException(scalar + " is for storage only");
    };
  }

  private static Repr ofHost(HostType type) {
    return switch (type) {
      // Whatever can be called is a `fn`: classes too.
      case ANY, FN -> OBJECT;
      case ITER -> reference("org/tosc/rt/ops/Iter");
      case STR -> reference(VALUE + "Text");
      case LIST -> reference(VALUE + "ListValue");
      case DICT -> reference(VALUE + "DictValue");
      case RANGE -> reference(VALUE + "RangeValue");
    };
  }

  private static String cellClass(Type content) {
    return VALUE
        + switch (of(content).carrier) {
          case LONG -> "LongCell";
          case DOUBLE -> "DoubleCell";
          case BOOLEAN -> "BooleanCell";
          case INT, FLOAT, REFERENCE -> "ObjectCell";
        };
  }

  /// The internal name of a reference's class.
  String className() {
    return descriptor.startsWith("[")
        ? descriptor
        : descriptor.substring(1, descriptor.length() - 1);
  }

  /// The type of the `value` field of the cell that holds this.
  Repr inCell() {
    return switch (carrier) {
      case LONG, DOUBLE, BOOLEAN -> this;
      case INT, FLOAT, REFERENCE -> OBJECT;
    };
  }

  /// The descriptor of a method with these parameters and results; several results travel as an
  /// `Object[]`.
  static String method(List<Value> parameters, List<? extends Type> results) {
    return descriptor(Value.types(parameters), results);
  }

  /// The same of types.
  static String descriptor(List<? extends Type> parameters, List<? extends Type> results) {
    StringBuilder text = new StringBuilder("(");
    parameters.forEach(p -> text.append(of(p).descriptor));
    return text.append(')').append(result(results)).toString();
  }

  static String result(List<? extends Type> results) {
    return switch (results.size()) {
      case 0 -> "V";
      case 1 -> of(results.getFirst()).descriptor;
      default -> "[Ljava/lang/Object;";
    };
  }

  /// The number of JVM parameter slots that these values take.
  static int slots(List<Value> values) {
    return values.stream().mapToInt(v -> of(v).carrier.size).sum();
  }
}
