package org.tosc.backends.mlir;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.mlir.gpu.GpuFunction;
import org.tosc.backends.mlir.linalg.LinalgFunction;
import org.tosc.backends.mlir.scalar.NoText;
import org.tosc.backends.mlir.schedule.ScheduledModule;
import org.tosc.backends.mlir.text.Assemblies;
import org.tosc.backends.mlir.text.MlirAttribute;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirPrinter;
import org.tosc.backends.mlir.text.MlirRegion;
import org.tosc.backends.mlir.toolchain.Pipeline;
import org.tosc.backends.mlir.vector.VectorFunction;
import org.tosc.passes.lower.Machine;
import org.tosc.tir.ir.Function;

/// The forms that kernels are written in, one below the other.
public enum Level {
  /// `linalg` on tensors, for other tools to read and to schedule.
  LINALG("mlir", Pipeline.LINALG) {
    @Override
    List<MlirOperation> operations(Function kernel, List<String> names) throws NoText {
      return List.of(LinalgFunction.of(kernel, names));
    }
  },
  /// The same with a schedule in the transform dialect.
  SCHEDULE("mlir-schedule", Pipeline.SCHEDULE) {
    @Override
    List<MlirOperation> operations(List<Function> kernels, List<List<String>> names) throws NoText {
      return ScheduledModule.of(kernels, names);
    }

    @Override
    List<MlirOperation> operations(Function kernel, List<String> names) throws NoText {
      return operations(List.of(kernel), List.of(names));
    }

    @Override
    MlirOperation.Draft module() {
      return super.module().attribute("transform.with_named_sequence", MlirAttribute.Unit.UNIT);
    }
  },
  /// Loops over vectors, already tiled.
  VECTOR("mlir-vector", Pipeline.VECTOR) {
    @Override
    List<MlirOperation> operations(Function kernel, List<String> names) throws NoText {
      return List.of(VectorFunction.of(kernel, names, Machine.AVX512.asAssembled()));
    }
  },
  /// Kernels for GPUs, and their launches.
  GPU("mlir-gpu", Pipeline.GPU) {
    @Override
    List<MlirOperation> operations(Function kernel, List<String> names) throws NoText {
      return GpuFunction.of(kernel, names);
    }

    @Override
    MlirOperation.Draft module() {
      return super.module().attribute("gpu.container_module", MlirAttribute.Unit.UNIT);
    }
  };

  private final String kind;
  private final Pipeline pipeline;

  Level(String kind, Pipeline pipeline) {
    this.kind = kind;
    this.pipeline = pipeline;
  }

  /// What the names of files of the level end in, each in something else.
  String ending() {
    return kind.replaceFirst("mlir-?(.*)", ".$1.mlir").replace("..", ".");
  }

  /// The word of `--emit`.
  public String kind() {
    return kind;
  }

  /// What takes it to code.
  public Pipeline pipeline() {
    return pipeline;
  }

  /// What a module holds for a kernel.
  ///
  /// @param names of its inputs and results
  abstract List<MlirOperation> operations(Function kernel, List<String> names) throws NoText;

  /// A module of kernels.
  ///
  /// @param names of each kernel's inputs and results
  /// @throws NoText with what has none
  public MlirOperation module(List<Function> kernels, List<List<String>> names) throws NoText {
    return module().region(MlirRegion.of(List.of(), operations(kernels, names))).build();
  }

  /// The same as text, in the operations' own forms and with locations.
  public String text(List<Function> kernels, List<List<String>> names) throws NoText {
    return MlirPrinter.pretty(
        module(kernels, names), Assemblies.UPSTREAM, MlirPrinter.Places.SHOWN);
  }

  /// What a module holds for several kernels.
  List<MlirOperation> operations(List<Function> kernels, List<List<String>> names) throws NoText {
    List<MlirOperation> all = new ArrayList<>();
    for (int i = 0; i < kernels.size(); i++) {
      all.addAll(operations(kernels.get(i), names.get(i)));
    }
    return all;
  }

  /// A module that holds what the level writes.
  MlirOperation.Draft module() {
    return MlirOperation.named("builtin.module");
  }
}
