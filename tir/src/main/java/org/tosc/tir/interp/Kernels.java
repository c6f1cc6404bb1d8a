package org.tosc.tir.interp;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Nest;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.TileType;

/// The meaning of the `kernel` family in one call in progress.
final class Kernels {
  private static final @Nullable Object[] NOTHING = {};

  private final Interpreter interpreter;
  private final Buffers buffers;
  private final NestRun.Body bodies;

  /// The nest whose body runs, or null.
  private @Nullable NestRun nest;

  Kernels(Interpreter interpreter, NestRun.Body bodies) {
    this.interpreter = interpreter;
    this.buffers = interpreter.buffers();
    this.bodies = bodies;
  }

  @Nullable Object[] apply(KernelOp op, Operation o, @Nullable Object[] in) {
    return switch (op) {
      case ALLOC -> one(buffers.alloc((BufferType) o.result().type(), longs(in, 0)));
      case LOAD -> one(inside(o, () -> buffers.load(view(in, 0), longs(in, 1))));
      case VLOAD ->
          one(
              inside(
                  o,
                  () ->
                      Lanes.load(
                          buffers,
                          o.result().type(),
                          view(in, 0),
                          (Long) some(in, 1),
                          o.attributes(),
                          mask(in, 2))));
      case VBYTES, VSCALES ->
          one(inside(o, () -> BlockLanes.load(o, buffers, view(in, 0), (Long) some(in, 1))));
      case EXTENT -> one(Buffers.extent(view(in, 0), (Long) some(in, 1)));
      case SLICE ->
          one(
              inside(
                  o,
                  () -> Buffers.slice((BufferType) o.result().type(), view(in, 0), longs(in, 1))));
      case TRANSPOSE -> one(view(in, 0).transpose(perm(o)));
      case FROM_TENSOR -> one(buffers.fromTensor((BufferType) o.result().type(), some(in, 0)));
      case TO_TENSOR -> one(buffers.toTensor(o, view(in, 0)));
      case TILE_LOAD ->
          one(
              Tiles.load(
                  buffers,
                  (TileType) o.result().type(),
                  o.attributes(),
                  view(in, 0),
                  longs(in, 1)));
      case TILE_SPLAT -> one(Tiles.splat((TileType) o.result().type(), some(in, 0)));
      case TILE_GET -> one(Tiles.get(tile(in, 0), longs(in, 1)));
      case TILE_RESHAPE -> one(Tiles.reshape((TileType) o.result().type(), tile(in, 0)));
      case PROGRAM_ID -> one(gridNumber(o, false));
      case NUM_PROGRAMS -> one(gridNumber(o, true));
      case NEST -> nest(o, in);
      case INDEX -> one(Objects.requireNonNull(nest).index(o.attributes().integer("dim")));
      case FREE,
          STORE,
          VSTORE,
          VBLOCK,
          PACK,
          ATOMIC_ADD,
          COPY,
          PREFETCH,
          TILE_STORE,
          TILE_ATOMIC_ADD,
          BARRIER,
          LAUNCH -> {
        act(op, o, in);
        yield NOTHING;
      }
    };
  }

  /// Operations without results.
  private void act(KernelOp op, Operation o, @Nullable Object[] in) {
    switch (op) {
      case FREE -> buffers.free(view(in, 0));
      case STORE ->
          inside(
              o,
              () -> {
                buffers.store(view(in, 0), some(in, 1), longs(in, 2));
                return NOTHING;
              });
      case VSTORE ->
          inside(
              o,
              () -> {
                Lanes.store(buffers, view(in, 0), some(in, 1), (Long) some(in, 2), mask(in, 3));
                return NOTHING;
              });
      case VBLOCK ->
          inside(
              o,
              () -> {
                Object[] integers = Arrays.copyOfRange(in, 3, in.length);
                BlockLanes.store(
                    buffers, view(in, 0), (Double) some(in, 1), (Long) some(in, 2), integers);
                return NOTHING;
              });
      case PACK -> BlockLanes.pack(buffers, view(in, 0), view(in, 1));
      case ATOMIC_ADD ->
          inside(
              o,
              () -> {
                buffers.atomicAdd(view(in, 0), some(in, 1), longs(in, 2));
                return NOTHING;
              });
      case COPY -> buffers.copy(view(in, 0), view(in, 1));
      case TILE_STORE ->
          Tiles.store(buffers, o.attributes(), view(in, 0), tile(in, 1), longs(in, 2));
      case TILE_ATOMIC_ADD ->
          Tiles.atomicAdd(buffers, o.attributes(), view(in, 0), tile(in, 1), longs(in, 2));
      case PREFETCH -> {
        // There are no caches here.
      }
      case BARRIER -> {
        // One program does one thing after another here.
      }
      case LAUNCH -> launch(o, in);
      case ALLOC,
          LOAD,
          VLOAD,
          VBYTES,
          VSCALES,
          EXTENT,
          SLICE,
          TRANSPOSE,
          FROM_TENSOR,
          TO_TENSOR,
          TILE_LOAD,
          TILE_SPLAT,
          TILE_GET,
          TILE_RESHAPE,
          PROGRAM_ID,
          NUM_PROGRAMS,
          NEST,
          INDEX ->
          throw new IllegalStateException(op + " has results");
    }
  }

  /// An access that was proved to lie inside and does not is a fault of whoever proved it.
  private static Object inside(Operation o, Supplier<Object> access) {
    try {
      return access.get();
    } catch (GuestFault fault) {
      if (o.attributes().string("bounds", "checked").equals("proved")
          && fault.kind().equals("IndexError")) {
        throw new IllegalStateException("proved wrongly: " + fault.text(), fault);
      }
      throw fault;
    }
  }

  private @Nullable Object[] nest(Operation o, @Nullable Object[] in) {
    NestRun run = new NestRun(Nest.of(o), buffers, in);
    nest = run;
    return run.run(bodies);
  }

  private void launch(Operation o, @Nullable Object[] in) {
    int axes = (int) o.attributes().integer("axes");
    long[] grid = Arrays.copyOf(longs(Arrays.copyOf(in, axes), 0), axes);
    for (long extent : grid) {
      if (extent < 0) {
        throw KernelFaults.extent(extent);
      }
    }
    String symbol = o.attributes().symbol("callee");
    Function callee = Objects.requireNonNull(interpreter.module().function(symbol), symbol);
    @Nullable Object[] arguments = Arrays.copyOfRange(in, axes, in.length);
    Launch before = buffers.launch();
    Launch launch = new Launch(grid, buffers.checksRaces());
    buffers.setLaunch(launch);
    try {
      for (boolean more = launch.begins(); more; more = launch.advances()) {
        new Activation(interpreter, callee).run(arguments);
      }
    } finally {
      buffers.setLaunch(before);
    }
  }

  private Object gridNumber(Operation o, boolean isExtent) {
    long axis = o.attributes().integer("axis");
    Launch launch = buffers.launch();
    if (launch == null || axis >= launch.grid.length) {
      return isExtent ? 1L : 0L;
    }
    return isExtent ? launch.grid[(int) axis] : launch.program[(int) axis];
  }

  private static int[] perm(Operation o) {
    return o.attributes().integers("perm").stream().mapToInt(Math::toIntExact).toArray();
  }

  private static Object some(@Nullable Object[] in, int i) {
    return Objects.requireNonNull(in[i]);
  }

  /// An operand that may be absent.
  private static @Nullable Object mask(@Nullable Object[] in, int i) {
    return i < in.length ? in[i] : null;
  }

  private static View view(@Nullable Object[] in, int i) {
    return (View) some(in, i);
  }

  private static Tile tile(@Nullable Object[] in, int i) {
    return (Tile) some(in, i);
  }

  /// The operands from `first` on, which are integers.
  private static long[] longs(@Nullable Object[] in, int first) {
    long[] numbers = new long[in.length - first];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (Long) some(in, first + i);
    }
    return numbers;
  }

  private static @Nullable Object[] one(Object value) {
    return new @Nullable Object[] {value};
  }
}
