package org.tosc.driver.machine;

import java.util.List;
import org.tosc.backends.machines.gpu.cost.Gpu;
import org.tosc.backends.machines.gpu.cost.GpuFile;
import org.tosc.backends.machines.snitch.config.ConfigurationFile;
import org.tosc.backends.machines.snitch.core.Configuration;
import org.tosc.backends.machines.snitch.program.MeasuredCall;
import org.tosc.backends.machines.x86.cost.Core;
import org.tosc.backends.machines.x86.cost.CoreFigures;
import org.tosc.backends.machines.x86.cost.Cores;

/// The bundled models of machines, from their tables.
public final class Machines {
  public static final String X86_64 = "x86_64";
  public static final String SNITCH = "snitch";
  public static final String MLIR = "mlir";

  /// The target whose programs the model of a GPU runs.
  public static final String TRITON = "triton";

  /// That model.
  public static final String TILE_GPU = "tile-gpu";

  /// Instructions beside the function's in the region that is measured on Snitch.
  public static final int USUAL_OVERHEAD = MeasuredCall.USUAL_OVERHEAD;

  private Machines() {}

  /// What `--machine` takes.
  public static List<String> names() {
    return List.of(X86_64, SNITCH, MLIR, TILE_GPU);
  }

  /// The cores that are described, the usual one first, as `--core` takes them.
  public static List<String> cores() {
    return Cores.ALL.stream().map(Core::name).toList();
  }

  /// The clusters of Snitch that are described, the usual one first.
  public static List<String> clusters() {
    return ConfigurationFile.BUNDLED;
  }

  /// The parameters of a cluster.
  ///
  /// @param name one of [#clusters]
  public static Configuration cluster(String name) {
    return ConfigurationFile.bundled(name);
  }

  /// The GPUs that are described, the usual one first.
  public static List<String> gpus() {
    return GpuFile.BUNDLED;
  }

  /// The figures of a GPU.
  ///
  /// @param name one of [#gpus]
  public static Gpu gpu(String name) {
    return GpuFile.bundled(name);
  }

  /// The figures of all cores.
  public static List<CoreFigures> figures() {
    return Cores.ALL.stream().map(CoreFigures::of).toList();
  }
}
