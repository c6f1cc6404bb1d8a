package org.tosc.tir.verify;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Layout;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.TileType;
import org.tosc.tir.ir.Type;

/// Rules 10, 11 and 14: buffers, tiles and launches. Nests are [NestCheck]'s.
final class KernelCheck {
  private static final Set<String> LOADS = Set.of("checked", "proved", "clipped", "padded");
  private static final Set<String> STORES = Set.of("checked", "proved", "clipped");
  private static final Set<String> ELEMENTS = Set.of("checked", "proved");

  private KernelCheck() {}

  static @Nullable String complaint(Module module, KernelOp op, Operation o, boolean inBody) {
    return switch (op) {
      case ALLOC -> alloc(o, (BufferType) o.result().type());
      case LOAD -> first(inside(o), count(o, 1, rank(o, 0)));
      case STORE, ATOMIC_ADD -> first(inside(o), first(count(o, 2, rank(o, 0)), element(op, o)));
      case VLOAD -> first(inside(o), VectorCheck.load(o));
      case VSTORE -> first(inside(o), VectorCheck.store(o));
      case VBYTES -> first(inside(o), VectorCheck.bytes(o));
      case VSCALES -> first(inside(o), VectorCheck.scales(o));
      case VBLOCK -> first(inside(o), VectorCheck.block(o));
      case PACK -> VectorCheck.pack(buffer(o, 0), buffer(o, 1));
      case SLICE -> first(inside(o), slice(o, buffer(o, 0), (BufferType) o.result().type()));
      case COPY -> copy(buffer(o, 0), buffer(o, 1));
      case FROM_TENSOR ->
          first(
              layout((BufferType) o.result().type()),
              tensor((TensorType) o.operand(0).type(), (BufferType) o.result().type()));
      case TO_TENSOR -> tensor((TensorType) o.result().type(), buffer(o, 0));
      case TILE_LOAD -> load(o, (TileType) o.result().type());
      case TILE_STORE, TILE_ATOMIC_ADD -> store(op, o, tile(o, 1));
      case TILE_SPLAT -> splat(o.operand(0).type(), (TileType) o.result().type());
      case TILE_GET -> count(o, 1, tile(o, 0).rank());
      case TILE_RESHAPE -> reshape(tile(o, 0), (TileType) o.result().type());
      case PROGRAM_ID, NUM_PROGRAMS ->
          o.attributes().integer("axis") < 0 ? "an axis of a grid counts from 0" : null;
      case LAUNCH -> launch(module, o);
      case NEST -> NestCheck.complaint(o);
      case INDEX -> inBody ? null : "kernel.index stands outside the body of a nest";
      case PREFETCH ->
          rank(o, 0) == 1
              ? null
              : "kernel.prefetch takes a buffer of rank 1, found " + buffer(o, 0);
      case FREE, EXTENT, TRANSPOSE, BARRIER -> null;
    };
  }

  private static @Nullable String inside(Operation o) {
    String bounds = o.attributes().string("bounds", "checked");
    return ELEMENTS.contains(bounds)
        ? null
        : "`bounds` is one of checked, proved, found \"" + bounds + "\"";
  }

  private static @Nullable String layout(BufferType type) {
    return type.layout() == Layout.ROW ? null : "new memory is row-major, found " + type;
  }

  private static @Nullable String alloc(Operation o, BufferType type) {
    if (layout(type) != null) {
      return layout(type);
    }
    if (type.element().kind() == Scalar.Kind.BLOCK) {
      return "buffers of " + type.element() + " are only read, found one made of zeros";
    }
    long open = type.shape().stream().filter(d -> !(d instanceof Dim.Known)).count();
    return count(o, 0, Math.toIntExact(open));
  }

  private static @Nullable String element(KernelOp op, Operation o) {
    Scalar element = buffer(o, 0).element();
    Type value = o.operand(1).type();
    if (!value.equals(element)) {
      return "elements of " + buffer(o, 0) + " are " + element + ", found " + value;
    }
    return op == KernelOp.ATOMIC_ADD ? adds(element) : null;
  }

  private static @Nullable String adds(Scalar element) {
    return element == element.arithmetic() && element != Scalar.I1
        ? null
        : "elements of type " + element + " have no addition";
  }

  private static @Nullable String slice(Operation o, BufferType from, BufferType to) {
    boolean keeps =
        from.rank() == to.rank()
            && from.element() == to.element()
            && from.space().equals(to.space())
            && (from.layout() == to.layout() || to.layout() == Layout.STRIDED);
    return keeps ? count(o, 1, 2 * from.rank()) : "a slice of " + from + " is no " + to;
  }

  private static @Nullable String copy(BufferType from, BufferType to) {
    boolean alike = from.rank() == to.rank() && from.element() == to.element();
    if (!alike) {
      return "cannot copy " + from + " to " + to;
    }
    return writable(to);
  }

  private static @Nullable String writable(BufferType type) {
    return type.element().kind() == Scalar.Kind.BLOCK
        ? "buffers of " + type.element() + " are only read"
        : null;
  }

  private static @Nullable String tensor(TensorType tensor, BufferType buffer) {
    return tensor.rank() == buffer.rank() && tensor.element() == buffer.element()
        ? null
        : buffer + " is no memory of " + tensor;
  }

  private static @Nullable String load(Operation o, TileType tile) {
    String bounds = o.attributes().string("bounds");
    if (!LOADS.contains(bounds)) {
      return "`bounds` is one of checked, proved, clipped, padded, found \"" + bounds + "\"";
    }
    boolean padded = bounds.equals("padded");
    if (padded != o.attributes().has("pad")) {
      return "`pad` stands with the bounds \"padded\" and nowhere else";
    }
    String pad =
        padded ? pad(tile.element(), Objects.requireNonNull(o.attributes().get("pad"))) : null;
    return first(pad, place(o, tile, 1));
  }

  private static @Nullable String pad(Scalar element, Attribute pad) {
    boolean bit = pad.equals(Attribute.of(0L)) || pad.equals(Attribute.of(1L));
    return switch (element.kind()) {
      case BOOL -> bit ? null : "the padding of an i1 tile is 0 or 1, found " + pad;
      case BLOCK -> pad.equals(Attribute.of(0L)) ? null : "an " + element + " tile pads with 0";
      case INT, UINT, FLOAT -> ConstantCheck.complaint(element, pad);
    };
  }

  private static @Nullable String store(KernelOp op, Operation o, TileType tile) {
    if (op == KernelOp.TILE_STORE && !STORES.contains(o.attributes().string("bounds"))) {
      return "`bounds` is one of checked, proved, clipped, found \""
          + o.attributes().string("bounds")
          + "\"";
    }
    String adds = op == KernelOp.TILE_ATOMIC_ADD ? adds(tile.element()) : null;
    return first(first(writable(buffer(o, 0)), adds), place(o, tile, 2));
  }

  /// Whether a tile stands at coordinates in a buffer.
  private static @Nullable String place(Operation o, TileType tile, int coordinates) {
    BufferType buffer = buffer(o, 0);
    return tile.rank() == buffer.rank() && tile.element() == buffer.element()
        ? count(o, coordinates, tile.rank())
        : tile + " is no part of " + buffer;
  }

  private static @Nullable String splat(Type value, TileType tile) {
    return value.equals(tile.element())
        ? null
        : "elements of " + tile + " are " + tile.element() + ", found " + value;
  }

  private static @Nullable String reshape(TileType from, TileType to) {
    return from.element() == to.element() && from.size() == to.size()
        ? null
        : from + " does not have the elements of " + to;
  }

  private static @Nullable String launch(Module module, Operation o) {
    long axes = o.attributes().integer("axes");
    if (axes < 1 || axes > o.operands().size()) {
      return "a grid has 1 axis or more and an operand for each, found " + axes;
    }
    for (int i = 0; i < axes; i++) {
      if (o.operand(i).type() != Scalar.I64) {
        return "the extents of a grid are i64, found " + o.operand(i).type();
      }
    }
    return SymbolCheck.launch(module, o, o.operands().subList((int) axes, o.operands().size()));
  }

  private static @Nullable String count(Operation o, int before, int wanted) {
    int found = o.operands().size() - before;
    return found == wanted
        ? null
        : o.op().mnemonic()
            + " takes "
            + wanted
            + " "
            + o.op().row().operands().getLast().name()
            + " here, found "
            + found;
  }

  private static @Nullable String first(@Nullable String a, @Nullable String b) {
    return a != null ? a : b;
  }

  private static int rank(Operation o, int operand) {
    return buffer(o, operand).rank();
  }

  private static BufferType buffer(Operation o, int operand) {
    return (BufferType) o.operand(operand).type();
  }

  private static TileType tile(Operation o, int operand) {
    return (TileType) o.operand(operand).type();
  }
}
