package org.tosc.backends.mlir.gpu;

import org.tosc.backends.mlir.scalar.Constants;
import org.tosc.backends.mlir.scalar.NoText;
import org.tosc.backends.mlir.text.BlockWriter;
import org.tosc.backends.mlir.text.IndexType;
import org.tosc.backends.mlir.text.IntegerFormat;
import org.tosc.backends.mlir.text.MlirAttribute;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirRegion;
import org.tosc.backends.mlir.text.MlirValue;

/// Blocks of threads, and what each is there for.
final class Threads {
  /// Threads of a block: four warps.
  static final long BLOCK = 128;

  static final long WARP = 32;

  /// What is done with the number of a thread, or of a warp.
  @FunctionalInterface
  interface Work<E extends Exception> {
    void write(BlockWriter out, MlirValue number) throws E;
  }

  /// What a lane of a warp does.
  @FunctionalInterface
  interface SharedWork {
    void write(BlockWriter out, MlirValue number, MlirValue lane) throws NoText;
  }

  private Threads() {}

  /// How many blocks have a thread for each point.
  static long blocks(long points) {
    return (points + BLOCK - 1) / BLOCK;
  }

  /// How many blocks have a warp for each point.
  static long blocksOfWarps(long points) {
    return (points + BLOCK / WARP - 1) / (BLOCK / WARP);
  }

  /// A thread for each point.
  static <E extends Exception> void each(BlockWriter out, long points, Work<E> work) throws E {
    MlirValue block = id(out, "gpu.block_id", "block");
    MlirValue thread = id(out, "gpu.thread_id", "thread");
    MlirValue first = Coordinates.op(out, "arith.muli", block, Constants.index(out, BLOCK));
    MlirValue number = Coordinates.op(out, "arith.addi", first, thread, "point");
    guarded(out, number, points, BLOCK, inside -> work.write(inside, number));
  }

  /// A warp for each point.
  static void eachInWarps(BlockWriter out, long points, SharedWork work) throws NoText {
    MlirValue block = id(out, "gpu.block_id", "block");
    MlirValue thread = id(out, "gpu.thread_id", "thread");
    MlirValue warp = Constants.index(out, WARP);
    MlirValue lane = Coordinates.op(out, "arith.remui", thread, warp, "lane");
    MlirValue first = Coordinates.op(out, "arith.muli", block, Constants.index(out, BLOCK / WARP));
    MlirValue own = Coordinates.op(out, "arith.divui", thread, warp, "warp");
    MlirValue number = Coordinates.op(out, "arith.addi", first, own, "point");
    guarded(out, number, points, BLOCK / WARP, inside -> work.write(inside, number, lane));
  }

  /// What is written inside of a guard.
  @FunctionalInterface
  private interface Inside<E extends Exception> {
    void write(BlockWriter out) throws E;
  }

  /// A guard where there may be more threads than points.
  private static <E extends Exception> void guarded(
      BlockWriter out, MlirValue number, long points, long perBlock, Inside<E> work) throws E {
    if (points % perBlock == 0) {
      work.write(out);
      return;
    }
    MlirAttribute below = new MlirAttribute.Word("ult", MlirAttribute.i64(6));
    when(out, "inside", below, number, points, work);
  }

  /// In the first lane.
  static void inFirst(BlockWriter out, MlirValue lane, Work<NoText> work) throws NoText {
    MlirAttribute equal = new MlirAttribute.Word("eq", MlirAttribute.i64(0));
    when(out, "first", equal, lane, 0, inside -> work.write(inside, lane));
  }

  private static <E extends Exception> void when(
      BlockWriter out,
      String hint,
      MlirAttribute predicate,
      MlirValue number,
      long bound,
      Inside<E> work)
      throws E {
    MlirValue holds =
        out.emit(
            MlirOperation.named("arith.cmpi")
                .operands(number, Constants.index(out, bound))
                .attribute("predicate", predicate),
            IntegerFormat.I1,
            hint);
    BlockWriter inside = new BlockWriter().at(out.location());
    work.write(inside);
    inside.emit(MlirOperation.named("scf.yield"));
    out.emit(
        MlirOperation.named("scf.if")
            .operands(holds)
            .region(inside.region())
            .region(MlirRegion.EMPTY));
  }

  private static MlirValue id(BlockWriter out, String name, String hint) {
    return out.emit(
        MlirOperation.named(name).attribute("dimension", new MlirAttribute.Dialect("gpu", "dim x")),
        IndexType.INDEX,
        hint);
  }
}
