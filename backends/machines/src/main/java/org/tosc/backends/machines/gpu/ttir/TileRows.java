package org.tosc.backends.machines.gpu.ttir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.gpu.tile.Atomic;
import org.tosc.backends.machines.gpu.tile.Binary;
import org.tosc.backends.machines.gpu.tile.BlockAccess;
import org.tosc.backends.machines.gpu.tile.BlockAccess.Axis;
import org.tosc.backends.machines.gpu.tile.DType;
import org.tosc.backends.machines.gpu.tile.Ordering;
import org.tosc.backends.machines.gpu.tile.Precision;
import org.tosc.backends.machines.gpu.tile.Reduction;
import org.tosc.backends.machines.gpu.tile.Shape;
import org.tosc.backends.machines.gpu.tile.Tile;
import org.tosc.backends.machines.gpu.ttir.Rows.Meaning;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.tir.source.Code;

/// Operations of `tt` on tiles and memory.
final class TileRows {
  private static final Map<Long, String> PRECISIONS = Map.of(0L, "tf32", 1L, "tf32x3", 2L, "ieee");
  private static final Map<Long, String> CHANGES =
      Map.of(
          1L, "and", 2L, "or", 3L, "xor", 4L, "add", 5L, "fadd", 6L, "max", 7L, "min", 8L, "umax",
          9L, "umin", 10L, "exch");
  private static final Map<Long, String> ORDERINGS =
      Map.of(1L, "relaxed", 2L, "acquire", 3L, "release", 4L, "acq_rel");

  static final Map<String, Meaning> ROWS =
      Map.ofEntries(
          row("tt.get_program_id", (f, o) -> f.program().programId(axis(f, o))),
          row("tt.get_num_programs", (f, o) -> f.program().programs(axis(f, o))),
          row("tt.make_range", TileRows::range),
          row("tt.splat", TileRows::broadcast),
          row("tt.broadcast", TileRows::broadcast),
          row("tt.expand_dims", TileRows::reshape),
          row("tt.reshape", TileRows::reshape),
          row("tt.unsplat", TileRows::reshape),
          row("tt.trans", TileRows::permute),
          row("tt.cat", (f, o) -> f.program().concatenate(f.operand(o, 0), f.operand(o, 1), 0)),
          row("tt.join", TileRows::join),
          Map.entry("tt.split", TileRows::split),
          row("tt.addptr", (f, o) -> f.program().advance(f.operand(o, 0), f.operand(o, 1))),
          row("tt.load", TileRows::load),
          Map.entry("tt.store", TileRows::store),
          row("tt.dot", TileRows::dot),
          row("tt.atomic_rmw", TileRows::change),
          row("tt.atomic_cas", TileRows::swap),
          Map.entry("tt.reduce", TileRows::reduce),
          Map.entry("tt.scan", TileRows::scan),
          row("tt.histogram", TileRows::histogram),
          row("tt.gather", TileRows::gather),
          row("tt.mulhiui", TileRows::upperProduct),
          row("tt.clampf", TileRows::clamp),
          Map.entry("tt.make_tensor_descriptor", TileRows::descriptor),
          row("tt.descriptor_load", TileRows::loadPart),
          Map.entry("tt.descriptor_store", TileRows::storePart));

  private TileRows() {}

  /// An operation with one result.
  @FunctionalInterface
  private interface One {
    Tile apply(Frame frame, Operation operation);
  }

  private static Map.Entry<String, Meaning> row(String name, One one) {
    return Map.entry(name, (f, o) -> List.of(one.apply(f, o)));
  }

  private static int axis(Frame f, Operation o) {
    long axis = f.whole(o, "axis");
    if (axis < 0 || axis > 2) {
      throw f.fault(Code.E1704, "the axes of a grid are 0, 1 and 2, not " + axis);
    }
    return (int) axis;
  }

  private static Shape result(Frame f, Operation o) {
    return f.shape(o.results().getFirst().type());
  }

  private static Tile range(Frame f, Operation o) {
    long start = f.whole(o, "start");
    long end = f.whole(o, "end");
    if (end - start != result(f, o).size()) {
      throw f.fault(
          Code.E1703,
          "`tt.make_range` from "
              + start
              + " to "
              + end
              + " is no "
              + o.results().getFirst().type());
    }
    return f.program().range((int) start, (int) end);
  }

  private static Tile broadcast(Frame f, Operation o) {
    Tile from = f.operand(o, 0);
    Shape shape = result(f, o);
    if (!shape.equals(Shape.common(from.shape(), shape))) {
      throw f.fault(Code.E1703, from.describe() + " is not repeated to " + shape);
    }
    return f.program().broadcast(from, shape);
  }

  private static Tile reshape(Frame f, Operation o) {
    Tile from = f.operand(o, 0);
    Shape shape = result(f, o);
    if (shape.size() != from.size()) {
      throw f.fault(Code.E1703, from.describe() + " has not as many elements as " + shape);
    }
    return f.program().reshape(from, shape);
  }

  private static Tile permute(Frame f, Operation o) {
    List<Integer> order = new ArrayList<>();
    if (o.attribute("order") instanceof Attribute.DenseArray(var elements, var _)) {
      for (long axis : elements.toArray()) {
        order.add((int) axis);
      }
    }
    int rank = f.operand(o, 0).shape().rank();
    boolean isOrder = order.size() == rank && order.stream().allMatch(a -> a >= 0 && a < rank);
    if (!isOrder || order.stream().distinct().count() != rank) {
      throw f.fault(Code.E1704, "`order` of `tt.trans` has each axis once");
    }
    return f.program().permute(f.operand(o, 0), order);
  }

  private static Tile join(Frame f, Operation o) {
    Tile a = f.operand(o, 0);
    Shape shape = a.shape().inserted(a.shape().rank(), 1);
    Tile left = f.program().reshape(a, shape);
    Tile right = f.program().reshape(f.operand(o, 1), shape);
    return f.program().concatenate(left, right, a.shape().rank());
  }

  private static List<Tile> split(Frame f, Operation o) {
    Tile tile = f.operand(o, 0);
    int last = tile.shape().rank() - 1;
    if (last < 0 || tile.shape().extent(last) != 2) {
      throw f.fault(Code.E1703, "`tt.split` takes a last axis of 2 elements");
    }
    List<Tile> halves = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Tile half = f.program().part(tile, last, i, 1);
      halves.add(f.program().reshape(half, half.shape().without(last)));
    }
    return halves;
  }

  private static Tile load(Frame f, Operation o) {
    int count = o.operands().size();
    Tile mask = count > 1 ? f.operand(o, 1) : null;
    Tile other = count > 2 ? f.operand(o, 2) : null;
    return f.program().load(f.operand(o, 0), mask, other);
  }

  private static List<Tile> store(Frame f, Operation o) {
    Tile mask = o.operands().size() > 2 ? f.operand(o, 2) : null;
    f.program().store(f.operand(o, 0), f.operand(o, 1), mask);
    return List.of();
  }

  private static Tile dot(Frame f, Operation o) {
    Tile a = f.operand(o, 0);
    Tile b = f.operand(o, 1);
    Tile c = f.operand(o, 2);
    int rank = a.shape().rank();
    boolean isFine =
        rank >= 2
            && rank <= 3
            && b.shape().rank() == rank
            && a.shape().extent(rank - 1) == b.shape().extent(rank - 2)
            && c.shape().equals(a.shape().with(rank - 1, b.shape().extent(rank - 1)));
    if (!isFine) {
      throw f.fault(
          Code.E1703,
          "`tt.dot` does not multiply "
              + a.describe()
              + " and "
              + b.describe()
              + " to "
              + c.describe());
    }
    String word = Rows.word(f, o, "inputPrecision", PRECISIONS);
    boolean isSingle = a.type() == DType.F32;
    Precision precision =
        !isSingle || word.isEmpty() || "ieee".equals(word)
            ? Precision.IEEE
            : "tf32x3".equals(word) ? Precision.TF32X3 : Precision.TF32;
    return f.program().dot(a, b, c, precision);
  }

  private static Ordering ordering(Frame f, Operation o) {
    String word = Rows.word(f, o, "sem", ORDERINGS);
    for (Ordering ordering : Ordering.values()) {
      if (ordering.text().equals(word)) {
        return ordering;
      }
    }
    throw f.fault(Code.E1704, "an order such as `acq_rel` is expected, not `" + word + "`");
  }

  private static Tile change(Frame f, Operation o) {
    String word = Rows.word(f, o, "atomic_rmw_op", CHANGES);
    Atomic op =
        switch (word) {
          case "add", "fadd" -> Atomic.ADD;
          case "and" -> Atomic.AND;
          case "or" -> Atomic.OR;
          case "xor" -> Atomic.XOR;
          case "max" -> Atomic.MAX;
          case "min" -> Atomic.MIN;
          case "umax" -> Atomic.UNSIGNED_MAX;
          case "umin" -> Atomic.UNSIGNED_MIN;
          case "exch" -> Atomic.EXCHANGE;
          case String _ ->
              throw f.fault(Code.E1704, "`" + word + "` is no operation of `tt.atomic_rmw`");
        };
    Tile mask = o.operands().size() > 2 ? f.operand(o, 2) : null;
    return f.program().atomic(op, f.operand(o, 0), f.operand(o, 1), mask, ordering(f, o));
  }

  private static Tile swap(Frame f, Operation o) {
    return f.program()
        .compareAndSwap(f.operand(o, 0), f.operand(o, 1), f.operand(o, 2), ordering(f, o));
  }

  private static int along(Frame f, Operation o) {
    long axis = f.whole(o, "axis");
    int rank = f.operand(o, 0).shape().rank();
    if (axis < 0 || axis >= rank) {
      throw f.fault(Code.E1704, "a tile of " + rank + " axes has no axis " + axis);
    }
    return (int) axis;
  }

  /// The region's operations, on tiles instead of scalars.
  private static Reduction.Combine by(Frame f, Operation o) {
    return (left, right) -> {
      List<Tile> all = new ArrayList<>(left);
      all.addAll(right);
      return f.run(o.region(0).entry(), all);
    };
  }

  private static List<Tile> reduce(Frame f, Operation o) {
    return f.program().reduce(f.operands(o), along(f, o), by(f, o));
  }

  private static List<Tile> scan(Frame f, Operation o) {
    boolean isReverse = o.attribute("reverse") instanceof Attribute.Int reverse && reverse.isTrue();
    return f.program().scan(f.operands(o), along(f, o), isReverse, by(f, o));
  }

  private static Tile histogram(Frame f, Operation o) {
    Tile mask = o.operands().size() > 1 ? f.operand(o, 1) : null;
    return f.program().histogram(f.operand(o, 0), result(f, o).size(), mask);
  }

  private static Tile gather(Frame f, Operation o) {
    return f.program().gather(f.operand(o, 0), f.operand(o, 1), along(f, o));
  }

  private static Tile upperProduct(Frame f, Operation o) {
    Tile a = f.program().cast(f.operand(o, 0), DType.U64, true);
    Tile b = f.program().cast(f.operand(o, 1), DType.U64, true);
    Tile product = f.program().binary(Binary.MUL, a, b);
    Tile upper =
        f.program()
            .binary(Binary.UNSIGNED_SHR, product, Tile.scalar(DType.U64, (long) Integer.SIZE));
    return f.program().cast(upper, f.element(o.results().getFirst().type()), false);
  }

  private static Tile clamp(Frame f, Operation o) {
    Tile low = f.program().binary(Binary.MAX, f.operand(o, 0), f.operand(o, 1));
    return f.program().binary(Binary.MIN, low, f.operand(o, 2));
  }

  private static List<Tile> descriptor(Frame f, Operation o) {
    Type.Tensor tensor = TtirTypes.described(o.results().getFirst().type());
    List<Tile> operands = f.operands(o);
    int rank = (operands.size() - 1) / 2;
    if (tensor == null || tensor.rank() != rank) {
      throw f.fault(Code.E1703, "a descriptor has a shape and strides for each axis of its part");
    }
    f.define(
        o.results().getFirst(),
        new Frame.Descriptor(
            operands.getFirst(),
            operands.subList(1, 1 + rank),
            operands.subList(1 + rank, 1 + 2 * rank),
            TtirTypes.extents(tensor)));
    return List.of();
  }

  private static BlockAccess part(Frame f, Operation o, int first) {
    Frame.Descriptor descriptor = f.descriptor(o.operands().getFirst());
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < descriptor.extents().size(); i++) {
      axes.add(
          new Axis(
              f.program().decisive(f.operand(o, first + i)),
              descriptor.extents().get(i),
              f.program().decisive(descriptor.strides().get(i)),
              f.program().decisive(descriptor.shape().get(i))));
    }
    return BlockAccess.of(descriptor.base(), axes);
  }

  private static Tile loadPart(Frame f, Operation o) {
    BlockAccess part = part(f, o, 1);
    @Nullable Tile zeros = null;
    if (part.mask() != null && f.element(o.results().getFirst().type()) instanceof DType type) {
      zeros = f.program().broadcast(Tile.scalar(type, 0L), part.pointers().shape());
    }
    return f.program().load(part, zeros);
  }

  private static List<Tile> storePart(Frame f, Operation o) {
    f.program().store(part(f, o, 2), f.operand(o, 1));
    return List.of();
  }
}
