package org.tosc.backends.jvm.code;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.objectweb.asm.Opcodes;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TileType;
import org.tosc.tir.ir.Value;

/// Emits the `kernel` family but nests and launches: views and tiles by calls of `rt.device`, whose
/// constant parts (extents, what happens at edges) are constants of the class.
final class KernelCalls {
  private static final String DEVICE = "org/tosc/rt/device/";
  private static final String VIEW = DEVICE + "View";
  private static final String V = "L" + VIEW + ";";
  private static final String DTYPE = "org/tosc/rt/tensor/DType";
  private static final String TENSOR = "Lorg/tosc/rt/tensor/Tensor;";
  private static final String DEVICES = "org/tosc/backends/jvm/link/Devices";
  private static final String SPLAT = "org/tosc/backends/jvm/link/Splat";
  private static final String SHAPE = "org/tosc/backends/jvm/link/TileShape";

  private final MethodEmitter method;
  private final Code code;
  private final Launches launches;
  private final NestCalls nests;
  private final ArrayElements elements;

  KernelCalls(MethodEmitter method) {
    this.method = method;
    this.code = method.code;
    this.launches = new Launches(method);
    this.nests = new NestCalls(method);
    this.elements = new ArrayElements(method);
  }

  void push(KernelOp op, Operation o) {
    switch (op) {
      case ALLOC -> alloc(o);
      case FREE -> {
        method.push(o.operand(0));
        code.call(DEVICES, "free", "(" + V + ")V");
      }
      case LOAD -> {
        if (elements.isDirect(o, 1)) {
          elements.load(o);
          return;
        }
        method.push(o.operand(0));
        code.op(Opcodes.DUP);
        pushPlace(o, from(o, 1));
        String type = Repr.of(o.result()).descriptor();
        code.call(DEVICE + "Elements", "get" + kind(o.result()), "(" + V + "I)" + type);
      }
      case VLOAD -> elements.loadVector(o);
      case VSTORE -> elements.storeVector(o);
      case VBLOCK, PACK -> throw new IllegalStateException(op + " is for machine code");
      case VBYTES, VSCALES ->
          throw new IllegalStateException(op + " is for machines with dot products of bytes");
      case STORE, ATOMIC_ADD -> write(o, op == KernelOp.STORE ? "set" : "add");
      case EXTENT -> {
        method.push(o.operand(0));
        method.push(o.operand(1));
        code.mark(o.span());
        code.callVirtual(VIEW, "extent", "(J)J");
      }
      case SLICE -> slice(o);
      case TRANSPOSE -> transpose(o);
      case COPY -> {
        o.operands().forEach(method::push);
        code.mark(o.span());
        code.call(DEVICE + "Transfer", "copy", "(" + V + V + ")V");
      }
      case FROM_TENSOR -> fromTensor(o);
      case TO_TENSOR -> {
        method.push(o.operand(0));
        code.call(DEVICE + "Transfer", "toTensor", "(" + V + ")" + TENSOR);
      }
      case TILE_LOAD -> load(o);
      case TILE_STORE -> store(o, "store");
      case TILE_ATOMIC_ADD -> store(o, "add");
      case TILE_SPLAT -> splat(o);
      case TILE_GET -> get(o);
      case TILE_RESHAPE -> method.push(o.operand(0));
      case PROGRAM_ID, NUM_PROGRAMS -> launches.number(op, o);
      case PREFETCH -> {
        // Class files have no way to ask.
      }
      case BARRIER -> {
        // Programs run one after another.
      }
      case LAUNCH -> launches.launch(o);
      case NEST -> nests.push(o);
      case INDEX -> method.pushIndex((int) o.attributes().integer("dim"));
    }
  }

  /// A value comes before its indexes, and is waiting in a local while they are computed.
  private void write(Operation o, String verb) {
    if (o.op() == KernelOp.STORE && elements.isDirect(o, 2)) {
      elements.store(o);
      return;
    }
    Value value = o.operand(1);
    Repr repr = Repr.of(value);
    method.push(o.operand(0));
    code.op(Opcodes.DUP);
    method.push(value);
    int kept = method.values.temporary(repr);
    code.store(repr, kept);
    pushPlace(o, from(o, 2));
    code.load(repr, kept);
    method.values.giveTemporary(repr, kept);
    code.mark(o.span());
    code.call(DEVICE + "Elements", verb + kind(value), "(" + V + "I" + repr.descriptor() + ")V");
  }

  /// Turns the view on the stack and indexes into a place in its memory. Of indexes that were
  /// proved to lie inside nothing is asked; Java holds the place against the array all the same.
  private void pushPlace(Operation o, List<Value> indexes) {
    boolean isProved = o.attributes().string("bounds", "checked").equals("proved");
    if (indexes.size() == 1 || indexes.size() == 2) {
      indexes.forEach(this::pushLong);
      code.mark(o.span());
      code.callVirtual(VIEW, isProved ? "inside" : "at", "(" + "J".repeat(indexes.size()) + ")I");
    } else {
      pushLongs(indexes);
      code.mark(o.span());
      code.callVirtual(VIEW, "at", "([J)I");
    }
  }

  private static List<Value> from(Operation o, int first) {
    return o.operands().subList(first, o.operands().size());
  }

  /// Pushes a `long[]` of i64 values.
  void pushLongs(List<Value> values) {
    code.pushInt(values.size());
    code.newArray(Opcodes.T_LONG);
    for (int i = 0; i < values.size(); i++) {
      code.op(Opcodes.DUP);
      code.pushInt(i);
      pushLong(values.get(i));
      code.op(Opcodes.LASTORE);
    }
  }

  /// Pushes an index, which may be an i32.
  private void pushLong(Value index) {
    method.push(index);
    if (index.type() == Scalar.I32) {
      code.op(Opcodes.I2L);
    }
  }

  private void alloc(Operation o) {
    BufferType type = (BufferType) o.result().type();
    code.pushInt(type.rank());
    code.newArray(Opcodes.T_LONG);
    int next = 0;
    for (int axis = 0; axis < type.rank(); axis++) {
      code.op(Opcodes.DUP);
      code.pushInt(axis);
      if (type.shape().get(axis) instanceof Dim.Known known) {
        code.pushLong(known.size());
      } else {
        method.push(o.operand(next++));
      }
      code.op(Opcodes.LASTORE);
    }
    String name = type.element().text().toUpperCase(Locale.ROOT);
    String dtype =
        type.element() == Scalar.I1 ? "BOOL" : type.element() == Scalar.INDEX ? "I64" : name;
    code.field(Opcodes.GETSTATIC, DTYPE, dtype, "L" + DTYPE + ";");
    code.mark(o.span());
    code.call(DEVICES, "allocate", "([JL" + DTYPE + ";)" + V);
  }

  private void slice(Operation o) {
    int rank = (o.operands().size() - 1) / 2;
    method.push(o.operand(0));
    pushLongs(o.operands().subList(1, 1 + rank));
    pushLongs(from(o, 1 + rank));
    code.mark(o.span());
    code.callVirtual(VIEW, "slice", "([J[J)" + V);
  }

  private void transpose(Operation o) {
    method.push(o.operand(0));
    List<Long> perm = o.attributes().integers("perm");
    code.pushInt(perm.size());
    code.newArray(Opcodes.T_INT);
    for (int i = 0; i < perm.size(); i++) {
      code.op(Opcodes.DUP);
      code.pushInt(i);
      code.pushInt(perm.get(i).intValue());
      code.op(Opcodes.IASTORE);
    }
    code.callVirtual(VIEW, "transpose", "([I)" + V);
  }

  private void fromTensor(Operation o) {
    method.push(o.operand(0));
    List<Dim> shape = ((BufferType) o.result().type()).shape();
    code.pushInt(shape.size());
    code.newArray(Opcodes.T_LONG);
    for (int axis = 0; axis < shape.size(); axis++) {
      code.op(Opcodes.DUP);
      code.pushInt(axis);
      code.pushLong(shape.get(axis) instanceof Dim.Known known ? known.size() : -1);
      code.op(Opcodes.LASTORE);
    }
    code.mark(o.span());
    code.call(DEVICES, "copyOf", "(" + TENSOR + "[J)" + V);
  }

  private void load(Operation o) {
    access((TileType) o.result().type(), o.attributes(), "checked");
    method.push(o.operand(0));
    pushLongs(from(o, 1));
    code.mark(o.span());
    String array = Repr.of(o.result()).descriptor();
    code.callVirtual(
        DEVICE + "TileAccess",
        kind(((TileType) o.result().type()).element()).toLowerCase(Locale.ROOT) + "s",
        "(" + V + "[J)" + array);
  }

  private void store(Operation o, String name) {
    access((TileType) o.operand(1).type(), o.attributes(), "clipped");
    method.push(o.operand(0));
    method.push(o.operand(1));
    pushLongs(from(o, 2));
    code.mark(o.span());
    code.callVirtual(
        DEVICE + "TileAccess", name, "(" + V + Repr.of(o.operand(1)).descriptor() + "[J)V");
  }

  private void access(TileType tile, Attributes attributes, String bounds) {
    Attribute pad = attributes.get("pad");
    String text =
        extents(tile)
            + " "
            + attributes.string("bounds", bounds)
            + (attributes.flag("offset", false) ? " elements " : " tiles ")
            + (pad == null
                ? "0"
                : pad instanceof Attribute.Real(double x) ? Double.toString(x) : pad.toString());
    code.constant(Program.constant("access", "access", "L" + DEVICE + "TileAccess;", text));
  }

  /// `16,16`, or `-`.
  private static String extents(TileType tile) {
    return tile.rank() == 0
        ? "-"
        : tile.shape().stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private void splat(Operation o) {
    TileType tile = (TileType) o.result().type();
    method.push(o.operand(0));
    code.pushInt(Math.toIntExact(tile.size()));
    String element = Repr.of(o.operand(0)).descriptor();
    code.call(SPLAT, "of", "(" + element + "I)" + Repr.of(tile).descriptor());
  }

  private void get(Operation o) {
    method.push(o.operand(0));
    TileType tile = (TileType) o.operand(0).type();
    code.constant(Program.constant("shape", "shape", "L" + SHAPE + ";", extents(tile)));
    pushLongs(from(o, 1));
    code.mark(o.span());
    code.callVirtual(SHAPE, "at", "([J)I");
    code.op(Repr.of(tile.element().arithmetic()).carrier().arrayLoad());
  }

  private static String kind(Value value) {
    return kind((Scalar) value.type());
  }

  /// `Float`, `Int` and so on.
  private static String kind(Scalar scalar) {
    return switch (Repr.of(scalar.arithmetic()).carrier()) {
      case BOOLEAN -> "Boolean";
      case INT -> "Int";
      case LONG -> "Long";
      case FLOAT -> "Float";
      case DOUBLE -> "Double";
      case REFERENCE -> throw new IllegalStateException("an element " + scalar);
    };
  }
}
