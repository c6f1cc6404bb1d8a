package org.tosc.backends.mlir.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.mlir.linalg.BodyLoops;
import org.tosc.backends.mlir.scalar.Constants;
import org.tosc.backends.mlir.scalar.NoText;
import org.tosc.backends.mlir.text.BlockWriter;
import org.tosc.backends.mlir.text.IndexType;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirType;
import org.tosc.backends.mlir.text.MlirValue;

/// The body of a kernel: which point a thread works on, and the loops that accumulate there.
final class KernelWriter {
  /// Points that accumulate into one, from which on a warp shares them.
  private static final long SHARED_FROM = 64;

  /// Independent points, up to which warps have enough to do: beyond, a thread for each is faster,
  /// as neighbours read neighbouring elements.
  private static final long MOST_ROWS = 1 << 14;

  private final BodyLoops loops;
  private final PointWriter points;
  private final @Nullable Joining shared;
  private final List<Integer> parallel;
  private final List<Integer> reduced;

  KernelWriter(BodyLoops loops, PointWriter points) {
    this.loops = loops;
    this.points = points;
    this.parallel = dims(false);
    this.reduced = dims(true);
    long along = reduced.isEmpty() ? 1 : loops.extents().get(reduced.getLast());
    this.shared = along >= SHARED_FROM && rows() <= MOST_ROWS ? Joining.of(loops) : null;
  }

  private List<Integer> dims(boolean isReduction) {
    return IntStream.range(0, loops.order().size())
        .filter(dim -> loops.isReduction(dim) == isReduction)
        .boxed()
        .toList();
  }

  private List<Long> extents(List<Integer> dims) {
    return dims.stream().map(loops.extents()::get).toList();
  }

  private long rows() {
    return extents(parallel).stream().reduce(1L, Math::multiplyExact);
  }

  /// How many blocks the kernel takes.
  long blocks() {
    return shared == null ? Threads.blocks(rows()) : Threads.blocksOfWarps(rows());
  }

  /// The kernel's operations, without its end.
  void write(BlockWriter out) throws NoText {
    if (shared == null) {
      Threads.<NoText>each(out, rows(), (inside, row) -> point(inside, row, null));
    } else {
      Threads.eachInWarps(out, rows(), this::point);
    }
  }

  private void point(BlockWriter out, MlirValue row, @Nullable MlirValue lane) throws NoText {
    List<MlirValue> coordinates = Coordinates.ofNumber(out, row, extents(parallel));
    MlirValue[] point = new MlirValue[loops.order().size()];
    for (int i = 0; i < parallel.size(); i++) {
      point[parallel.get(i)] = coordinates.get(i);
    }
    if (reduced.isEmpty()) {
      List<MlirValue> at = List.of(point);
      boolean reads = loops.writes().stream().anyMatch(this::isRead);
      List<MlirValue> carried = reads ? points.before(out, at) : unread();
      points.store(out, points.yielded(out, at, carried), at);
      return;
    }
    // What is accumulated lies where no reduced dimension leads.
    for (int dim : reduced) {
      point[dim] = Constants.index(out, 0);
    }
    List<MlirValue> home = List.of(point);
    List<MlirValue> before = points.before(out, home);
    if (shared == null || lane == null) {
      points.store(out, accumulated(out, point, 0, before, null), home);
    } else {
      inWarp(out, point, home, before.getFirst(), lane, shared);
    }
  }

  private boolean isRead(int written) {
    return IntStream.range(0, loops.nest().operands().size())
        .anyMatch(i -> loops.written(i) == written && loops.uses(i));
  }

  private List<MlirValue> unread() {
    return loops.writes().stream().map(w -> MlirValue.of(IndexType.INDEX, "")).toList();
  }

  private void inWarp(
      BlockWriter out,
      MlirValue[] point,
      List<MlirValue> home,
      MlirValue before,
      MlirValue lane,
      Joining joining)
      throws NoText {
    MlirValue start = joining == Joining.SUM ? Constants.number(out, before.type(), 0) : before;
    MlirValue part = accumulated(out, point, 0, List.of(start), lane).getFirst();
    MlirValue joined = Shuffles.joined(out, part, joining);
    MlirValue result =
        joining == Joining.SUM
            ? out.emit(
                MlirOperation.named("arith.addf").operands(before, joined), before.type(), "sum")
            : joined;
    Threads.inFirst(out, lane, (inside, _) -> points.store(inside, List.of(result), home));
  }

  /// Loops over the reduced dimensions from one on; a lane takes each 32nd point of the last.
  private List<MlirValue> accumulated(
      BlockWriter out,
      MlirValue[] point,
      int level,
      List<MlirValue> carried,
      @Nullable MlirValue lane)
      throws NoText {
    if (level == reduced.size()) {
      return points.yielded(out, List.of(point), carried);
    }
    int dim = reduced.get(level);
    boolean isShared = lane != null && level == reduced.size() - 1;
    List<MlirValue> operands = new ArrayList<>();
    operands.add(isShared && lane != null ? lane : Constants.index(out, 0));
    operands.add(Constants.index(out, loops.extents().get(dim)));
    operands.add(Constants.index(out, isShared ? Threads.WARP : 1));
    operands.addAll(carried);
    MlirValue i = MlirValue.of(IndexType.INDEX, "i");
    List<MlirValue> arguments = new ArrayList<>(List.of(i));
    List<MlirType> types = carried.stream().map(MlirValue::type).toList();
    types.forEach(type -> arguments.add(MlirValue.of(type, "acc")));
    MlirValue before = point[dim];
    point[dim] = i;
    BlockWriter body = new BlockWriter().at(out.location());
    List<MlirValue> next =
        accumulated(body, point, level + 1, arguments.subList(1, arguments.size()), lane);
    body.emit(MlirOperation.named("scf.yield").operands(next));
    point[dim] = before;
    return out.emit(
        MlirOperation.named("scf.for").operands(operands).region(body.region(arguments)),
        types,
        "acc");
  }
}
