package org.tosc.backends.machines.gpu.triton;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.gpu.tile.Atomic;
import org.tosc.backends.machines.gpu.tile.DType;
import org.tosc.backends.machines.gpu.tile.ElementType;
import org.tosc.backends.machines.gpu.tile.Ordering;
import org.tosc.backends.machines.gpu.tile.Shape;
import org.tosc.backends.machines.gpu.tile.Tile;
import org.tosc.backends.machines.gpu.triton.Value.Tensor;

/// Loads, stores and atomic operations at addresses.
final class MemoryBuiltins {
  private static final String CHANGE = "(pointer, val, mask=None, sem=None, scope=None)";

  static final List<Builtin> ROWS =
      List.of(
          Builtin.of(
              "load(pointer, mask=None, other=None, boundary_check=(), padding_option='', cache_modifier='', eviction_policy='', volatile=False)",
              MemoryBuiltins::load),
          Builtin.of(
              "store(pointer, value, mask=None, boundary_check=(), cache_modifier='', eviction_policy='')",
              MemoryBuiltins::store),
          Builtin.of(
              "make_tensor_descriptor(base, shape, strides, block_shape, padding_option='zero')",
              a -> Blocks.descriptor(a)),
          Builtin.of("load_tensor_descriptor(desc, offsets)", a -> Blocks.load(a, "desc")),
          Builtin.of("store_tensor_descriptor(desc, offsets, value)", a -> Blocks.store(a, "desc")),
          Builtin.of("block.load(block, offsets)", a -> Blocks.load(a, "block")),
          Builtin.of("block.store(block, offsets, value)", a -> Blocks.store(a, "block")),
          Builtin.of(
              "make_block_ptr(base, shape, strides, offsets, block_shape, order)", Blocks::pointer),
          Builtin.of("advance(base, offsets)", Blocks::advance),
          Builtin.of("atomic_add" + CHANGE, a -> change(a, Atomic.ADD)),
          Builtin.of("atomic_max" + CHANGE, a -> change(a, Atomic.MAX)),
          Builtin.of("atomic_min" + CHANGE, a -> change(a, Atomic.MIN)),
          Builtin.of("atomic_and" + CHANGE, a -> change(a, Atomic.AND)),
          Builtin.of("atomic_or" + CHANGE, a -> change(a, Atomic.OR)),
          Builtin.of("atomic_xor" + CHANGE, a -> change(a, Atomic.XOR)),
          Builtin.of("atomic_xchg" + CHANGE, a -> change(a, Atomic.EXCHANGE)),
          Builtin.of("atomic_cas(pointer, cmp, val, sem=None, scope=None)", MemoryBuiltins::swap));

  private MemoryBuiltins() {}

  /// Addresses, mask and value in one shape.
  private record Lanes(Tile pointers, @Nullable Tile mask) {}

  private static Lanes lanes(Arguments a, Tile pointers) {
    a.evaluator().pointer(pointers, "`" + a.name() + "`");
    Tile mask = a.optionalTile("mask");
    if (mask == null) {
      return new Lanes(pointers, null);
    }
    if (mask.type() != DType.I1) {
      throw a.fault("`mask` of `" + a.name() + "` is a condition, not " + mask.describe());
    }
    if (pointers.shape().isScalar() && !mask.shape().isScalar()) {
      throw a.fault("`mask` is " + mask.describe() + ", the address a scalar");
    }
    Operators.Pair pair = a.operators().broadcast("`mask` of `" + a.name() + "`", pointers, mask);
    return new Lanes(pair.left(), pair.right());
  }

  private static Value load(Arguments a) {
    if (a.value("pointer") instanceof Value.Block block) {
      return Blocks.loadPointer(a, block);
    }
    Tile pointers = a.tile("pointer");
    ElementType type = a.evaluator().pointer(pointers, "`load`").pointee();
    if (a.get("other") != null && a.get("mask") == null) {
      throw a.fault("`other` is what lanes get that `mask` leaves out, and there is no `mask`");
    }
    Lanes lanes = lanes(a, pointers);
    Tile other = a.optionalTile("other");
    if (other != null) {
      other = wide(a, a.operators().cast(other, type), lanes.pointers().shape(), "`other`");
    }
    return new Tensor(a.program().load(lanes.pointers(), lanes.mask(), other));
  }

  static Tile wide(Arguments a, Tile tile, Shape shape, String what) {
    Shape common = Shape.common(tile.shape(), shape);
    if (!shape.equals(common)) {
      throw a.fault(what + " is " + tile.describe() + ", the addresses are " + shape);
    }
    return a.program().broadcast(tile, shape);
  }

  private static Value store(Arguments a) {
    if (a.value("pointer") instanceof Value.Block block) {
      return Blocks.storePointer(a, block);
    }
    Tile pointers = a.tile("pointer");
    ElementType type = a.evaluator().pointer(pointers, "`store`").pointee();
    Tile raw = a.tile("value");
    Tile mask = a.optionalTile("mask");
    if (pointers.shape().isScalar() && !raw.shape().isScalar()) {
      throw a.fault("`store` to one address takes a scalar, not " + raw.describe());
    }
    if (mask != null && mask.type() != DType.I1) {
      throw a.fault("`mask` of `store` is a condition, not " + mask.describe());
    }
    Operators.Pair pair = a.operators().broadcast("`store`", pointers, raw);
    Tile value = a.operators().cast(pair.right(), type);
    Tile lanes = mask == null ? null : wide(a, mask, pair.left().shape(), "`mask` of `store`");
    a.program().store(pair.left(), value, lanes);
    return new Value.Nothing();
  }

  private static Ordering ordering(Arguments a) {
    String text = a.text("sem", "acq_rel");
    for (Ordering ordering : Ordering.values()) {
      if (ordering.text().equals(text)) {
        return ordering;
      }
    }
    throw a.fault("`sem` is 'relaxed', 'acquire', 'release' or 'acq_rel', not '" + text + "'");
  }

  private static Value change(Arguments a, Atomic op) {
    Tile pointers = a.tile("pointer");
    ElementType type = a.evaluator().pointer(pointers, "`" + a.name() + "`").pointee();
    boolean isFloat = type instanceof DType dtype && dtype.isFloat();
    boolean isBits = op == Atomic.AND || op == Atomic.OR || op == Atomic.XOR;
    if (isFloat && isBits) {
      throw a.fault("`" + a.name() + "` takes whole numbers, not " + type.text());
    }
    Lanes lanes = lanes(a, pointers);
    Tile value = a.operators().cast(a.tile("val"), type);
    Operators.Pair pair = a.operators().broadcast("`" + a.name() + "`", lanes.pointers(), value);
    Tile mask =
        lanes.mask() == null ? null : a.program().broadcast(lanes.mask(), pair.left().shape());
    return new Tensor(a.program().atomic(op, pair.left(), pair.right(), mask, ordering(a)));
  }

  private static Value swap(Arguments a) {
    Tile pointers = a.tile("pointer");
    ElementType type = a.evaluator().pointer(pointers, "`atomic_cas`").pointee();
    Shape shape = pointers.shape();
    Tile expected = wide(a, a.operators().cast(a.tile("cmp"), type), shape, "`cmp`");
    Tile value = wide(a, a.operators().cast(a.tile("val"), type), shape, "`val`");
    return new Tensor(a.program().compareAndSwap(pointers, expected, value, ordering(a)));
  }
}
