package org.tosc.backends.machines.mlir.exec;

import java.util.Map;
import java.util.Objects;
import java.util.function.LongBinaryOperator;
import java.util.function.ToLongFunction;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Type;

/// gpu, but for matrices.
final class GpuSteps {
  static final Map<String, OpCompiler> ALL =
      Map.ofEntries(
          Map.entry("gpu.thread_id", site -> identity(site, (t, axis) -> t.thread()[axis])),
          Map.entry("gpu.block_id", site -> identity(site, (t, axis) -> t.block()[axis])),
          Map.entry("gpu.block_dim", site -> identity(site, (t, axis) -> t.blockSize()[axis])),
          Map.entry("gpu.grid_dim", site -> identity(site, (t, axis) -> t.grid()[axis])),
          Map.entry(
              "gpu.global_id",
              site -> identity(site, (t, i) -> t.block()[i] * t.blockSize()[i] + t.thread()[i])),
          Map.entry("gpu.lane_id", site -> number(site, GpuThread::lane)),
          Map.entry("gpu.subgroup_size", site -> number(site, t -> GpuThread.SUBGROUP)),
          Map.entry("gpu.subgroup_id", site -> number(site, t -> t.number() / GpuThread.SUBGROUP)),
          Map.entry("gpu.num_subgroups", site -> number(site, GpuSteps::subgroups)),
          Map.entry("gpu.barrier", GpuSteps::barrier),
          Map.entry("gpu.shuffle", GpuSteps::shuffle),
          Map.entry("gpu.all_reduce", site -> reduce(site, false)),
          Map.entry("gpu.subgroup_reduce", site -> reduce(site, true)),
          Map.entry("gpu.launch", LaunchSteps::launch),
          Map.entry("gpu.launch_func", LaunchSteps::launchFunction),
          Map.entry("gpu.wait", site -> frame -> {}),
          Map.entry("gpu.host_register", site -> frame -> {}),
          Map.entry("gpu.host_unregister", site -> frame -> {}),
          Map.entry("gpu.subgroup_mma_load_matrix", MatrixSteps::load),
          Map.entry("gpu.subgroup_mma_store_matrix", MatrixSteps::store),
          Map.entry("gpu.subgroup_mma_constant_matrix", MatrixSteps::constant),
          Map.entry("gpu.subgroup_mma_compute", MatrixSteps::compute),
          Map.entry("gpu.subgroup_mma_elementwise", MatrixSteps::elementwise));

  private GpuSteps() {}

  private static long subgroups(GpuThread thread) {
    return Math.ceilDiv(View.count(thread.blockSize()), GpuThread.SUBGROUP);
  }

  /// A coordinate of a thread.
  @FunctionalInterface
  private interface Coordinate {
    long of(GpuThread thread, int axis);
  }

  static GpuThread thread(Frame frame) {
    GpuThread thread = frame.thread;
    if (thread == null) {
      throw new Stop("this is no kernel: there are no threads here");
    }
    return thread;
  }

  private static Step identity(Site site, Coordinate coordinate) {
    String text = String.valueOf(site.attribute("dimension"));
    int axis = text.contains(" y") ? 1 : text.contains(" z") ? 2 : 0;
    return frame -> frame.cells[site.result()] = coordinate.of(thread(frame), axis);
  }

  private static Step number(Site site, ToLongFunction<GpuThread> number) {
    return frame -> frame.cells[site.result()] = number.applyAsLong(thread(frame));
  }

  private static Step barrier(Site site) {
    site.compiler().meetsOthers();
    return frame -> {
      GpuThread thread = thread(frame);
      thread.meeting().exchange(thread, false, 0);
    };
  }

  private static Step shuffle(Site site) {
    site.compiler().meetsOthers();
    String mode =
        site.attribute("mode") instanceof Attribute.Dialect(var n, String body, var t)
                && body != null
            ? body.substring(body.lastIndexOf(' ') + 1)
            : "";
    return frame -> {
      GpuThread thread = thread(frame);
      long own = frame.cells[site.operand(0)];
      int offset = (int) frame.cells[site.operand(1)];
      int width = (int) frame.cells[site.operand(2)];
      Meeting.Values all = thread.meeting().exchange(thread, true, own);
      int lane = thread.lane();
      int from = source(mode, lane, offset, width);
      boolean isIn = from / width == lane / width && from >= 0 && from < all.values().length;
      boolean isThere = isIn && all.isThere()[from];
      frame.cells[site.results()[0]] = isThere ? all.values()[from] : own;
      frame.cells[site.results()[1]] = isThere ? 1 : 0;
    };
  }

  private static int source(String mode, int lane, int offset, int width) {
    if (width <= 0 || width > GpuThread.SUBGROUP) {
      throw new Stop("a shuffle is over 1 … " + GpuThread.SUBGROUP + " lanes, not " + width);
    }
    return switch (mode) {
      case "xor" -> lane ^ offset;
      case "up" -> lane - offset;
      case "down" -> lane + offset;
      default -> lane / width * width + offset;
    };
  }

  private static Step reduce(Site site, boolean isSubgroup) {
    site.compiler().meetsOthers();
    Type type = site.resultType();
    boolean hasBody = !site.op().regions().isEmpty() && !site.op().region(0).isEmpty();
    if (hasBody || type instanceof Type.Vector) {
      throw site.unsupported("it runs on scalars, with a kind and no body");
    }
    LongBinaryOperator combine = Combine.of(site, site.attribute("op"), type);
    return frame -> {
      GpuThread thread = thread(frame);
      Meeting.Values all =
          thread.meeting().exchange(thread, isSubgroup, frame.cells[site.operand(0)]);
      Long sum = null;
      for (int i = 0; i < all.values().length; i++) {
        if (all.isThere()[i]) {
          sum = sum == null ? all.values()[i] : combine.applyAsLong(sum, all.values()[i]);
        }
      }
      frame.cells[site.result()] = Objects.requireNonNull(sum);
    };
  }
}
