package org.tosc.backends.triton.ttir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.mlir.text.MlirAttribute;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirOperation.Draft;
import org.tosc.backends.mlir.text.MlirRegion;
import org.tosc.backends.mlir.text.MlirType;
import org.tosc.backends.mlir.text.MlirValue;
import org.tosc.backends.triton.block.Fold;
import org.tosc.backends.triton.block.Op;
import org.tosc.backends.triton.block.Pointer;
import org.tosc.backends.triton.block.Size;
import org.tosc.backends.triton.block.Statement;
import org.tosc.backends.triton.block.Tile;
import org.tosc.tir.ir.Scalar;

/// Writes the statements of a program.
final class TtirWriter {
  private final Map<Pointer, MlirValue> pointers;
  private final boolean isChecking;

  /// @param isChecking whether what IRDL asks for is written: ends of regions that it knows, and
  ///   its own word for how many operands are there
  TtirWriter(Map<Pointer, MlirValue> pointers, boolean isChecking) {
    this.pointers = pointers;
    this.isChecking = isChecking;
  }

  void statements(List<Statement> statements, TtirBlock block) {
    for (Statement statement : statements) {
      switch (statement) {
        case Statement.Let(Tile tile, Op op) -> let(tile, op, block);
        case Statement.Store store -> store(store, block);
        case Statement.Barrier _ -> block.writer().emit(MlirOperation.named("gpu.barrier"));
        case Statement.For loop -> loop(loop, block);
      }
    }
  }

  private void let(Tile tile, Op op, TtirBlock block) {
    switch (op) {
      case Op.Real _, Op.Whole _, Op.SizeOf _ -> block.number(tile, op);
      case Op.Cast(Tile x, Scalar to) ->
          block.know(tile, TtirArithmetic.cast(block, x, to, tile.hint()));
      case Op.Elementwise(var fn, var args) ->
          block.know(tile, TtirArithmetic.apply(block, tile, fn, args));
      case Op.Reduce reduce -> block.know(tile, reduce(tile, reduce, block));
      case Op.Load load -> block.know(tile, load(tile, load, block));
      case Op.Broadcast(Tile x, var shape) -> block.know(tile, block.at(x, shape));
      case Op.Full(var shape, Tile x) -> block.know(tile, block.at(x, shape));
      case Op.ProgramId _,
          Op.Range _,
          Op.Expand _,
          Op.Bitcast _,
          Op.Trans _,
          Op.Dot _,
          Op.DotScaled _ -> {
        MlirValue value = block.emit(draft(op, block), TtirTypes.of(tile), tile.hint());
        block.know(tile, value);
      }
    }
  }

  private static Draft draft(Op op, TtirBlock block) {
    return switch (op) {
      case Op.ProgramId _ ->
          MlirOperation.named("tt.get_program_id")
              .attribute("axis", new MlirAttribute.Word("x", MlirAttribute.i32(0)));
      case Op.Range(Size size) ->
          MlirOperation.named("tt.make_range")
              .attribute("end", MlirAttribute.i32(size.value()))
              .attribute("start", MlirAttribute.i32(0));
      case Op.Expand(Tile x, int axis) ->
          MlirOperation.named("tt.expand_dims")
              .operands(block.value(x))
              .attribute("axis", MlirAttribute.i32(axis));
      case Op.Bitcast(Tile x, _) -> MlirOperation.named("tt.bitcast").operands(block.value(x));
      case Op.Trans(Tile x) ->
          MlirOperation.named("tt.trans")
              .operands(block.value(x))
              .attribute("order", MlirAttribute.i32s(List.of(1L, 0L)));
      case Op.Dot(Tile a, Tile b, Tile acc) ->
          MlirOperation.named("tt.dot")
              .operands(block.value(a), block.value(b), block.value(acc))
              .attribute("inputPrecision", MlirAttribute.i32(2))
              .attribute("maxNumImpreciseAcc", MlirAttribute.i32(0));
      case Op.DotScaled(Tile a, Tile as, Tile b, Tile bs, Tile acc) ->
          MlirOperation.named("tt.dot_scaled")
              .operands(block.value(a), block.value(b), block.value(acc))
              .operands(block.value(as), block.value(bs))
              .attribute("a_elem_type", MlirAttribute.i32(4))
              .attribute("b_elem_type", MlirAttribute.i32(4))
              .attribute("fastMath", MlirAttribute.of(false));
      case Op.Real _,
          Op.Whole _,
          Op.SizeOf _,
          Op.Broadcast _,
          Op.Full _,
          Op.Elementwise _,
          Op.Cast _,
          Op.Reduce _,
          Op.Load _ ->
          throw new IllegalStateException(op + " has no operation of its own");
    };
  }

  // Along an axis.

  /// A reduction, and its axis again.
  private MlirValue reduce(Tile tile, Op.Reduce reduce, TtirBlock block) {
    Tile x = reduce.x();
    List<Size> left = new ArrayList<>(x.shape());
    left.remove(reduce.axis());
    MlirType element = TtirTypes.of(x.element());
    MlirValue a = MlirValue.of(element, "a");
    MlirValue b = MlirValue.of(element, "b");
    TtirBlock inside = new TtirBlock(null);
    Fold fold = reduce.fold();
    MlirValue joined =
        TtirArithmetic.apply(inside, fold.step(), List.of(a, b), x.element(), element, "");
    inside.writer().emit(MlirOperation.named("tt.reduce.return").operands(joined));
    end(inside);
    Draft draft =
        MlirOperation.named("tt.reduce")
            .operands(block.value(x))
            .attribute("axis", MlirAttribute.i32(reduce.axis()))
            .region(MlirRegion.of(List.of(a, b), inside.operations()));
    MlirValue made = block.emit(draft, TtirTypes.of(left, element), tile.hint());
    Draft again =
        left.isEmpty()
            ? MlirOperation.named("tt.splat").operands(made)
            : MlirOperation.named("tt.expand_dims")
                .operands(made)
                .attribute("axis", MlirAttribute.i32(reduce.axis()));
    return block.emit(again, TtirTypes.of(tile), tile.hint());
  }

  /// The end of a region, where IRDL cannot say that an operation is one.
  private void end(TtirBlock block) {
    if (isChecking) {
      block.writer().emit(MlirOperation.named("omp.terminator"));
    }
  }

  // Memory.

  private MlirValue address(
      Pointer pointer, @Nullable Tile base, Tile offset, List<Size> shape, TtirBlock block) {
    MlirValue at = Objects.requireNonNull(pointers.get(pointer));
    if (base != null) {
      Draft moved = MlirOperation.named("tt.addptr").operands(at, block.value(base));
      at = block.emit(moved, at.type(), pointer.name());
    }
    MlirType type = TtirTypes.of(shape, at.type());
    if (!shape.isEmpty()) {
      at = block.emit(MlirOperation.named("tt.splat").operands(at), type, pointer.name());
    }
    Draft all = MlirOperation.named("tt.addptr").operands(at, block.at(offset, shape));
    return block.emit(all, type, pointer.name());
  }

  private MlirValue load(Tile tile, Op.Load load, TtirBlock block) {
    List<MlirValue> mask = new ArrayList<>();
    List<MlirValue> other = new ArrayList<>();
    MlirValue at = address(load.pointer(), load.base(), load.offset(), tile.shape(), block);
    if (load.mask() != null && load.other() != null) {
      mask.add(block.at(load.mask(), tile.shape()));
      other.add(block.at(load.other(), tile.shape()));
    }
    Draft draft = memory(MlirOperation.named("tt.load"), List.of(List.of(at), mask, other));
    draft.attribute("isVolatile", MlirAttribute.of(false));
    return block.emit(draft, TtirTypes.of(tile), tile.hint());
  }

  private void store(Statement.Store store, TtirBlock block) {
    List<Size> shape = store.offset().shape();
    MlirValue at = address(store.pointer(), store.base(), store.offset(), shape, block);
    List<MlirValue> operands = new ArrayList<>(List.of(at, block.at(store.value(), shape)));
    if (store.mask() != null) {
      operands.add(block.at(store.mask(), shape));
    }
    block.writer().emit(memory(MlirOperation.named("tt.store").operands(operands), List.of()));
  }

  /// What the generic form says of accesses.
  private Draft memory(Draft draft, List<List<MlirValue>> groups) {
    List<Long> sizes = groups.stream().map(g -> (long) g.size()).toList();
    groups.forEach(draft::operands);
    if (!groups.isEmpty()) {
      String name = isChecking ? "operand_segment_sizes" : "operandSegmentSizes";
      draft.attribute(name, MlirAttribute.i32s(sizes));
    }
    return draft
        .attribute("boundaryCheck", MlirAttribute.i32s(List.of()))
        .attribute("cache", MlirAttribute.i32(1))
        .attribute("evict", MlirAttribute.i32(1));
  }

  // Loops.

  private void loop(Statement.For loop, TtirBlock block) {
    TtirBlock inside = new TtirBlock(block);
    MlirValue index = MlirValue.of(TtirTypes.of(loop.index()), loop.index().hint());
    List<MlirValue> arguments = new ArrayList<>(List.of(index));
    inside.know(loop.index(), index);
    for (Tile carried : loop.carried()) {
      MlirValue value = MlirValue.of(TtirTypes.of(carried), carried.hint());
      arguments.add(value);
      inside.know(carried, value);
    }
    List<MlirValue> operands = new ArrayList<>();
    operands.add(block.value(loop.from()));
    operands.add(block.value(loop.to()));
    operands.add(block.whole(loop.step().value()));
    loop.initial().forEach(t -> operands.add(block.value(t)));
    statements(loop.body(), inside);
    List<MlirValue> yields = loop.yields().stream().map(inside::value).toList();
    inside.writer().emit(MlirOperation.named("scf.yield").operands(yields));
    Draft draft =
        MlirOperation.named("scf.for")
            .operands(operands)
            .region(MlirRegion.of(arguments, inside.operations()));
    List<MlirType> types = loop.results().stream().map(TtirTypes::of).toList();
    List<MlirValue> results = block.writer().emit(draft, types, "r");
    for (int i = 0; i < results.size(); i++) {
      block.know(loop.results().get(i), results.get(i));
    }
  }
}
