package org.tosc.backends.machines.gpu.triton;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.gpu.tile.Binary;
import org.tosc.backends.machines.gpu.tile.BlockAccess;
import org.tosc.backends.machines.gpu.tile.BlockAccess.Axis;
import org.tosc.backends.machines.gpu.tile.DType;
import org.tosc.backends.machines.gpu.tile.ElementType;
import org.tosc.backends.machines.gpu.tile.Program;
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
    BlockAccess lanes = lanes(a, block, offsets(a, block), null);
    return new Tensor(a.program().load(lanes, lanes.mask() == null ? null : zeros(a, lanes)));
  }

  private static Tile zeros(Arguments a, BlockAccess lanes) {
    ElementType type = a.evaluator().pointer(lanes.pointers(), "a block").pointee();
    DType dtype = type instanceof DType own ? own : DType.I64;
    return a.program().broadcast(Tile.scalar(dtype, 0L), lanes.pointers().shape());
  }

  static Value store(Arguments a, String parameter) {
    Block block = named(a, parameter);
    BlockAccess lanes = lanes(a, block, offsets(a, block), null);
    write(a, lanes, a.tile("value"));
    return new Value.Nothing();
  }

  private static void write(Arguments a, BlockAccess lanes, Tile value) {
    if (!value.shape().equals(lanes.pointers().shape())) {
      throw a.fault(
          "a block of " + lanes.pointers().shape() + " is stored, not " + value.describe());
    }
    ElementType type = a.evaluator().pointer(lanes.pointers(), "a block").pointee();
    a.program().store(lanes, a.operators().cast(value, type));
  }

  static Value loadPointer(Arguments a, Block block) {
    Set<Integer> checked = checked(a);
    BlockAccess lanes = lanes(a, block, block.offsets(), checked);
    boolean isPadded = !a.text("padding_option", "").isEmpty();
    Tile other = isPadded && lanes.mask() != null ? zeros(a, lanes) : null;
    return new Tensor(a.program().load(lanes, other));
  }

  static Value storePointer(Arguments a, Block block) {
    write(a, lanes(a, block, block.offsets(), checked(a)), a.tile("value"));
    return new Value.Nothing();
  }

  private static Set<Integer> checked(Arguments a) {
    return a.get("boundary_check") == null ? Set.of() : new HashSet<>(a.wholes("boundary_check"));
  }

  /// @param checked the axes along which lanes outside are left out; null for all
  private static BlockAccess lanes(
      Arguments a, Block block, List<Tile> offsets, @Nullable Set<Integer> checked) {
    Program program = a.program();
    List<Axis> axes = new ArrayList<>();
    for (int axis = 0; axis < block.extents().size(); axis++) {
      boolean isChecked = checked == null || checked.contains(axis);
      axes.add(
          new Axis(
              program.decisive(offsets.get(axis)),
              block.extents().get(axis),
              program.decisive(block.strides().get(axis)),
              isChecked ? program.decisive(block.shape().get(axis)) : -1));
    }
    return BlockAccess.of(block.base(), axes);
  }
}
