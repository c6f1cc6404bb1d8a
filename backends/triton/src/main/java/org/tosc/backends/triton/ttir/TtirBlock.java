package org.tosc.backends.triton.ttir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.mlir.text.BlockWriter;
import org.tosc.backends.mlir.text.FloatFormat;
import org.tosc.backends.mlir.text.MlirAttribute;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirOperation.Draft;
import org.tosc.backends.mlir.text.MlirType;
import org.tosc.backends.mlir.text.MlirValue;
import org.tosc.backends.triton.block.Op;
import org.tosc.backends.triton.block.Size;
import org.tosc.backends.triton.block.Tile;
import org.tosc.tir.ir.Scalar;

/// A block of TTIR under construction, with the values that are known in it: tiles, and tiles in
/// the shapes in which something needed them.
final class TtirBlock {
  private record Shaped(int tile, List<Long> shape) {}

  private final @Nullable TtirBlock outer;
  private final BlockWriter writer = new BlockWriter();
  private final Map<Integer, MlirValue> values = new HashMap<>();
  private final Map<Shaped, MlirValue> shaped = new HashMap<>();
  private final Map<Integer, Op> numbers;

  TtirBlock(@Nullable TtirBlock outer) {
    this.outer = outer;
    this.numbers = outer == null ? new HashMap<>() : outer.numbers;
  }

  BlockWriter writer() {
    return writer;
  }

  void know(Tile tile, MlirValue value) {
    values.put(tile.id(), value);
  }

  /// Remembers a number, which becomes a constant in each shape that it is needed in.
  void number(Tile tile, Op op) {
    numbers.put(tile.id(), op);
  }

  MlirValue emit(Draft draft, MlirType type, String hint) {
    return writer.emit(draft, type, hint);
  }

  /// A tile as it is.
  MlirValue value(Tile tile) {
    return at(tile, tile.shape());
  }

  private @Nullable MlirValue known(Tile tile, List<Long> shape) {
    MlirValue same = shape.equals(TtirTypes.values(tile.shape())) ? values.get(tile.id()) : null;
    MlirValue found = same != null ? same : shaped.get(new Shaped(tile.id(), shape));
    return found != null || outer == null ? found : outer.known(tile, shape);
  }

  /// A tile in a shape that it broadcasts to.
  MlirValue at(Tile tile, List<Size> shape) {
    List<Long> sizes = TtirTypes.values(shape);
    MlirValue known = known(tile, sizes);
    if (known != null) {
      return known;
    }
    MlirValue made = make(tile, shape);
    shaped.put(new Shaped(tile.id(), sizes), made);
    return made;
  }

  private MlirValue make(Tile tile, List<Size> shape) {
    Op number = numbers.get(tile.id());
    MlirType type = TtirTypes.of(shape, TtirTypes.of(tile.element()));
    if (number != null) {
      return constant(number, type, tile.hint());
    }
    MlirValue source = Objects.requireNonNull(known(tile, TtirTypes.values(tile.shape())));
    String op = tile.isScalar() ? "tt.splat" : "tt.broadcast";
    return emit(MlirOperation.named(op).operands(source), type, tile.hint());
  }

  private MlirValue constant(Op number, MlirType type, String hint) {
    MlirAttribute value = attribute(number);
    MlirAttribute all =
        type instanceof MlirType.Shaped tensor ? MlirAttribute.splat(tensor, value) : value;
    String name = hint.isEmpty() ? "c" : hint;
    return emit(MlirOperation.named("arith.constant").attribute("value", all), type, name);
  }

  private static MlirAttribute attribute(Op number) {
    return switch (number) {
      case Op.Real(Scalar element, double value) ->
          new MlirAttribute.Real(rounded(element, value), (FloatFormat) TtirTypes.of(element));
      case Op.Whole(Scalar element, long value) ->
          new MlirAttribute.Int(value, TtirTypes.of(element));
      case Op.SizeOf(Size size) -> MlirAttribute.i32(size.value());
      case Op.ProgramId _,
          Op.Range _,
          Op.Expand _,
          Op.Broadcast _,
          Op.Full _,
          Op.Elementwise _,
          Op.Cast _,
          Op.Bitcast _,
          Op.Reduce _,
          Op.Trans _,
          Op.Dot _,
          Op.DotScaled _,
          Op.Load _ ->
          throw new IllegalStateException(number + " is no number");
    };
  }

  private static double rounded(Scalar element, double value) {
    return element == Scalar.F32 ? (float) value : value;
  }

  /// A scalar constant of `i32`.
  MlirValue whole(long value) {
    MlirAttribute attribute = MlirAttribute.i32(value);
    MlirType type = TtirTypes.of(Scalar.I32);
    return emit(MlirOperation.named("arith.constant").attribute("value", attribute), type, "c");
  }

  List<MlirOperation> operations() {
    return new ArrayList<>(writer.operations());
  }
}
