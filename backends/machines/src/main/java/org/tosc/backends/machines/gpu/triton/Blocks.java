package org.tosc.backends.machines.gpu.triton;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.gpu.tile.Binary;
import org.tosc.backends.machines.gpu.tile.Comparison;
import org.tosc.backends.machines.gpu.tile.DType;
import org.tosc.backends.machines.gpu.tile.ElementType;
import org.tosc.backends.machines.gpu.tile.Program;
import org.tosc.backends.machines.gpu.tile.Shape;
import org.tosc.backends.machines.gpu.tile.Tile;
import org.tosc.backends.machines.gpu.triton.Value.Block;
import org.tosc.backends.machines.gpu.triton.Value.Tensor;

/// Parts of tensors: descriptors, whose lanes outside of the tensor are 0 and are not written, and
/// the older block pointers, whose axes are checked where they are told to be.
final class Blocks {
  private Blocks() {}

  static Value descriptor(Arguments a) {
    Block block =
        new Block(
            a.tile("base"),
            a.scalars("shape"),
            a.scalars("strides"),
            List.of(),
            a.shape("block_shape").extents());
    check(a, block);
    return block;
  }

  static Value pointer(Arguments a) {
    Block block =
        new Block(
            a.tile("base"),
            a.scalars("shape"),
            a.scalars("strides"),
            a.scalars("offsets"),
            a.shape("block_shape").extents());
    check(a, block);
    if (block.offsets().size() != block.extents().size()) {
      throw a.fault("`offsets` has as many numbers as `block_shape`");
    }
    return block;
  }

  private static void check(Arguments a, Block block) {
    a.evaluator().pointer(block.base(), "`" + a.name() + "`");
    int rank = block.extents().size();
    if (block.shape().size() != rank || block.strides().size() != rank) {
      throw a.fault("`shape`, `strides` and `block_shape` have as many numbers each");
    }
  }

  static Value advance(Arguments a) {
    if (!(a.value("base") instanceof Block block) || block.offsets().isEmpty()) {
      throw a.fault("`advance` takes a block pointer, not " + a.value("base").describe());
    }
    List<Tile> steps = a.scalars("offsets");
    if (steps.size() != block.offsets().size()) {
      throw a.fault("`offsets` has as many numbers as the block has axes");
    }
    List<Tile> moved = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Program program = a.program();
      Tile from = a.operators().cast(block.offsets().get(i), DType.I64);
      moved.add(program.binary(Binary.ADD, from, a.operators().cast(steps.get(i), DType.I64)));
    }
    return new Block(block.base(), block.shape(), block.strides(), moved, block.extents());
  }

  private static Block named(Arguments a, String parameter) {
    if (a.value(parameter) instanceof Block block) {
      return block;
    }
    throw a.fault(
        "`" + a.name() + "` takes a tensor descriptor, not " + a.value(parameter).describe());
  }

  private static List<Tile> offsets(Arguments a, Block block) {
    List<Tile> offsets = a.scalars("offsets");
    if (offsets.size() != block.extents().size()) {
      throw a.fault(
          "a descriptor of "
              + block.extents().size()
              + " axes takes as many offsets, not "
              + offsets.size());
    }
    return offsets;
  }

  static Value load(Arguments a, String parameter) {
    Block block = named(a, parameter);
    Lanes lanes = lanes(a, block, offsets(a, block), null);
    return new Tensor(a.program().load(lanes.pointers(), lanes.mask(), zeros(a, lanes)));
  }

  private static Tile zeros(Arguments a, Lanes lanes) {
    ElementType type = a.evaluator().pointer(lanes.pointers(), "a block").pointee();
    DType dtype = type instanceof DType own ? own : DType.I64;
    return a.program().broadcast(Tile.scalar(dtype, 0L), lanes.pointers().shape());
  }

  static Value store(Arguments a, String parameter) {
    Block block = named(a, parameter);
    Lanes lanes = lanes(a, block, offsets(a, block), null);
    write(a, lanes, a.tile("value"));
    return new Value.Nothing();
  }

  private static void write(Arguments a, Lanes lanes, Tile value) {
    if (!value.shape().equals(lanes.pointers().shape())) {
      throw a.fault(
          "a block of " + lanes.pointers().shape() + " is stored, not " + value.describe());
    }
    ElementType type = a.evaluator().pointer(lanes.pointers(), "a block").pointee();
    a.program().store(lanes.pointers(), a.operators().cast(value, type), lanes.mask());
  }

  static Value loadPointer(Arguments a, Block block) {
    Set<Integer> checked = checked(a);
    Lanes lanes = lanes(a, block, block.offsets(), checked);
    boolean isPadded = !a.text("padding_option", "").isEmpty();
    Tile other = isPadded && lanes.mask() != null ? zeros(a, lanes) : null;
    return new Tensor(a.program().load(lanes.pointers(), lanes.mask(), other));
  }

  static Value storePointer(Arguments a, Block block) {
    write(a, lanes(a, block, block.offsets(), checked(a)), a.tile("value"));
    return new Value.Nothing();
  }

  private static Set<Integer> checked(Arguments a) {
    return a.get("boundary_check") == null ? Set.of() : new HashSet<>(a.wholes("boundary_check"));
  }

  /// The addresses of a block, and which of them lie in the tensor; null where nobody asks.
  private record Lanes(Tile pointers, @Nullable Tile mask) {}

  /// @param checked the axes along which lanes outside are left out; null for all
  private static Lanes lanes(
      Arguments a, Block block, List<Tile> offsets, @Nullable Set<Integer> checked) {
    Program program = a.program();
    Shape shape = new Shape(block.extents());
    Tile distance = Tile.scalar(DType.I64, 0L);
    Tile mask = null;
    for (int axis = 0; axis < shape.rank(); axis++) {
      Tile at = positions(a, offsets.get(axis), shape, axis);
      Tile stride = a.operators().cast(block.strides().get(axis), DType.I64);
      distance = program.binary(Binary.ADD, program.binary(Binary.MUL, at, stride), distance);
      if (checked == null || checked.contains(axis)) {
        Tile extent = a.operators().cast(block.shape().get(axis), DType.I64);
        Tile below = program.compare(Comparison.LT, at, extent, false, false);
        Tile zero = Tile.scalar(DType.I64, 0L);
        Tile above = program.compare(Comparison.GE, at, zero, false, false);
        Tile inside = program.binary(Binary.AND, below, above);
        mask = mask == null ? inside : program.binary(Binary.AND, mask, inside);
      }
    }
    Tile pointers = program.advance(program.broadcast(block.base(), shape), distance);
    return new Lanes(pointers, mask);
  }

  /// The positions of a block's elements along an axis.
  private static Tile positions(Arguments a, Tile offset, Shape shape, int axis) {
    Program program = a.program();
    Tile line = a.operators().cast(program.range(0, shape.extent(axis)), DType.I64);
    Tile at = program.binary(Binary.ADD, line, a.operators().cast(offset, DType.I64));
    Shape ones = new Shape(shape.extents().stream().map(_ -> 1).toList());
    return program.broadcast(program.reshape(at, ones.with(axis, shape.extent(axis))), shape);
  }
}
