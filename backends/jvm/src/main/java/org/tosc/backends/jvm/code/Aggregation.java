package org.tosc.backends.jvm.code;

import org.objectweb.asm.Opcodes;
import org.tosc.tir.ir.ArrayType;
import org.tosc.tir.ir.CodeType;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TileType;
import org.tosc.tir.ir.TupleType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;

/// Emits tuples, arrays, zeros, and the addresses of functions. Tuples and arrays are `Object[]`s
/// that nobody changes; addresses are method handles.
final class Aggregation {
  private static final String AGGREGATES = "org/tosc/backends/jvm/link/Aggregates";
  private static final String O = "Ljava/lang/Object;";

  private final MethodEmitter method;
  private final Code code;

  Aggregation(MethodEmitter method) {
    this.method = method;
    this.code = method.code;
  }

  void item(Operation o) {
    method.push(o.operand(0));
    code.pushInt((int) o.attributes().integer("index"));
    code.op(Opcodes.AALOAD);
    code.unbox(Repr.of(o.result()));
  }

  void with(Operation o) {
    method.push(o.operand(0));
    boxed(o.operand(1));
    code.pushInt((int) o.attributes().integer("index"));
    code.call(AGGREGATES, "with", "([" + O + O + "I)[" + O);
  }

  void splat(Operation o) {
    boxed(o.operand(0));
    code.pushInt(Math.toIntExact(((ArrayType) o.result().type()).length()));
    code.call(AGGREGATES, "splat", "(" + O + "I)[" + O);
  }

  void element(Operation o) {
    method.push(o.operand(0));
    method.push(o.operand(1));
    code.mark(o.span());
    code.call(AGGREGATES, "element", "([" + O + "J)" + O);
    code.unbox(Repr.of(o.result()));
  }

  void withElement(Operation o) {
    method.push(o.operand(0));
    method.push(o.operand(1));
    boxed(o.operand(2));
    code.mark(o.span());
    code.call(AGGREGATES, "with", "([" + O + "J" + O + ")[" + O);
  }

  void address(Operation o) {
    code.constant(Program.address(o.attributes().symbol("function")));
  }

  void callAddress(Operation o) {
    CodeType type = (CodeType) o.operand(0).type();
    o.operands().forEach(method::push);
    code.mark(o.span());
    code.callVirtual(
        "java/lang/invoke/MethodHandle",
        "invokeExact",
        Repr.descriptor(type.params(), type.results()));
  }

  private void boxed(Value value) {
    method.push(value);
    code.box(Repr.of(value));
  }

  /// Pushes the zero of a type.
  void zero(Type type) {
    switch (type) {
      case Scalar scalar -> code.op(Repr.of(scalar).carrier().zero);
      case TileType tile -> newTile(tile);
      case VectorType vector -> Species.of(vector).zero(code);
      case TupleType tuple -> {
        code.pushInt(tuple.items().size());
        code.type(Opcodes.ANEWARRAY, "java/lang/Object");
        for (int i = 0; i < tuple.items().size(); i++) {
          code.op(Opcodes.DUP);
          code.pushInt(i);
          zero(tuple.items().get(i));
          code.box(Repr.of(tuple.items().get(i)));
          code.op(Opcodes.AASTORE);
        }
      }
      case ArrayType array -> {
        zero(array.element());
        code.box(Repr.of(array.element()));
        code.pushInt(Math.toIntExact(array.length()));
        code.call(AGGREGATES, "splat", "(" + O + "I)[" + O);
      }
      case HostType _ ->
          code.field(
              Opcodes.GETSTATIC, "org/tosc/rt/value/Text", "EMPTY", "Lorg/tosc/rt/value/Text;");
      case org.tosc.tir.ir.TensorType _,
          org.tosc.tir.ir.BufferType _,
          CodeType _,
          org.tosc.tir.ir.SlotType _,
          org.tosc.tir.ir.CellType _ ->
          throw new IllegalStateException("a zero of " + type);
    }
  }

  /// Pushes a new tile of zeros.
  private void newTile(TileType tile) {
    code.pushInt(Math.toIntExact(tile.size()));
    code.newArray(Repr.of(tile.element().arithmetic()).carrier().arrayType());
  }
}
