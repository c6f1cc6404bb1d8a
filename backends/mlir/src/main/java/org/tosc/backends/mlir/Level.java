package org.tosc.backends.mlir;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.api.KernelSequence.Step;
import org.tosc.backends.mlir.gpu.GpuFunction;
import org.tosc.backends.mlir.linalg.LinalgFunction;
import org.tosc.backends.mlir.scalar.NoText;
import org.tosc.backends.mlir.scalar.SharedConstants;
import org.tosc.backends.mlir.schedule.ScheduledModule;
import org.tosc.backends.mlir.sequence.Boundary;
import org.tosc.backends.mlir.sequence.SequenceFunction;
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
  LINALG("mlir", ".mlir", Pipeline.LINALG, Boundary.TENSORS) {
    @Override
    List<MlirOperation> operations(Function kernel, List<String> names) throws NoText {
      return List.of(LinalgFunction.of(kernel, names));
    }
  },
  /// The same with a schedule in the transform dialect.
  SCHEDULE("mlir-schedule", ".schedule.mlir", Pipeline.SCHEDULE, Boundary.TENSORS) {
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
  VECTOR("mlir-vector", ".vector.mlir", Pipeline.VECTOR, Boundary.MEMORY) {
    @Override
    List<MlirOperation> operations(Function kernel, List<String> names) throws NoText {
      return List.of(VectorFunction.of(kernel, names, Machine.AVX512.asAssembled()));
    }
  },
  /// Kernels for GPUs, and their launches.
  GPU("mlir-gpu", ".gpu.mlir", Pipeline.GPU, Boundary.DEVICE) {
    @Override
    List<MlirOperation> operations(Function kernel, List<String> names) throws NoText {
      return GpuFunction.of(kernel, names);
    }

    @Override
    MlirOperation.Draft module() {
      return super.module().attribute("gpu.container_module", MlirAttribute.Unit.UNIT);
    }
  };

  private static final MlirAttribute PRIVATE = MlirAttribute.of("private");

  private final String kind;
  private final String ending;
  private final Pipeline pipeline;
  private final Boundary boundary;

  Level(String kind, String ending, Pipeline pipeline, Boundary boundary) {
    this.kind = kind;
    this.ending = ending;
    this.pipeline = pipeline;
    this.boundary = boundary;
  }

  /// What the names of files of the level end in, each in something else.
  String ending() {
    return ending;
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
    return module(operations(kernels, names));
  }

  /// A module of a function. Of several kernels there is one more function, which calls them, and
  /// nobody else can.
  ///
  /// @throws NoText with what has none
  public MlirOperation module(KernelSequence function) throws NoText {
    if (SequenceFunction.isOneKernel(function)) {
      Step only = function.steps().getFirst();
      return module(List.of(only.nests()), List.of(names(only)));
    }
    KernelSequence apart = SequenceFunction.withNamesApart(function);
    List<Function> kernels = apart.steps().stream().map(Step::nests).toList();
    List<List<String>> names = apart.steps().stream().map(Level::names).toList();
    List<MlirOperation> all = new ArrayList<>();
    all.add(SequenceFunction.of(apart, boundary));
    for (MlirOperation operation : operations(kernels, names)) {
      boolean isKernel = operation.name().equals("func.func");
      all.add(isKernel ? operation.with("sym_visibility", PRIVATE) : operation);
    }
    return module(all);
  }

  private MlirOperation module(List<MlirOperation> operations) {
    return SharedConstants.in(module().region(MlirRegion.of(List.of(), operations)).build());
  }

  private static List<String> names(Step step) {
    return Stream.concat(step.inputs().stream(), step.results().stream())
        .map(KernelSequence.Tensor::name)
        .toList();
  }

  /// Kernels as text, in the operations' own forms and with locations.
  public String text(List<Function> kernels, List<List<String>> names) throws NoText {
    return text(module(kernels, names));
  }

  /// A function as text.
  public String text(KernelSequence function) throws NoText {
    return text(module(function));
  }

  private static String text(MlirOperation module) {
    return MlirPrinter.pretty(module, Assemblies.UPSTREAM, MlirPrinter.Places.SHOWN);
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
