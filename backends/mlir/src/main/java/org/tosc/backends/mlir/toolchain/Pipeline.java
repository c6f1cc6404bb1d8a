package org.tosc.backends.mlir.toolchain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Passes of `mlir-opt` that take a level to the dialect of LLVM, or to PTX. Their order matters:
/// `vector` before `arith`, `ub` after both.
public enum Pipeline {
  /// From `linalg` on tensors: loops over single elements, which clang vectorises.
  LINALG(
      Stages.BUFFERS,
      Stages.RELEASE,
      List.of("convert-linalg-to-loops"),
      Stages.CONTROL,
      Stages.TO_LLVM),
  /// From a module with a schedule of its own.
  SCHEDULE(
      List.of(
          "transform-interpreter",
          "test-transform-dialect-erase-schedule",
          "canonicalize",
          "cse",
          "canonicalize"),
      Stages.BUFFERS,
      Stages.RELEASE,
      List.of("convert-linalg-to-loops", "convert-vector-to-scf"),
      Stages.CONTROL,
      Stages.TO_LLVM,
      List.of("canonicalize", "cse", "reconcile-unrealized-casts")),
  /// From loops over vectors.
  VECTOR(List.of("convert-vector-to-scf"), Stages.CONTROL, Stages.TO_LLVM),
  /// From kernels for GPUs to PTX in the attribute `assembly`.
  GPU(
      List.of(
          "nvvm-attach-target{chip=sm_90 features=+ptx80 O=3}",
          "convert-vector-to-scf",
          "convert-scf-to-cf",
          "convert-nvvm-to-llvm",
          "expand-strided-metadata",
          "lower-affine"),
      List.of(
          "gpu.module("
              + String.join(
                  ",",
                  "arith-expand{include-bf16=true}",
                  "convert-gpu-to-nvvm{use-bare-ptr-memref-call-conv=true index-bitwidth=64}",
                  "convert-math-to-llvm",
                  "canonicalize",
                  "cse",
                  "reconcile-unrealized-casts")
              + ")"));

  /// Parts that several have.
  private static final class Stages {
    static final List<String> BUFFERS =
        List.of(
            "eliminate-empty-tensors",
            "one-shot-bufferize{bufferize-function-boundaries=true"
                + " function-boundary-type-conversion=identity-layout-map}");
    static final List<String> RELEASE =
        List.of("buffer-deallocation-pipeline", "convert-bufferization-to-memref");
    static final List<String> CONTROL =
        List.of("expand-strided-metadata", "lower-affine", "convert-scf-to-cf");
    static final List<String> TO_LLVM =
        List.of(
            "arith-expand{include-bf16=true}",
            "convert-math-to-llvm",
            "convert-math-to-libm",
            "convert-vector-to-llvm",
            "convert-arith-to-llvm",
            "finalize-memref-to-llvm",
            "convert-func-to-llvm{use-bare-ptr-memref-call-conv=true}",
            "convert-cf-to-llvm",
            "convert-ub-to-llvm",
            "reconcile-unrealized-casts");

    private Stages() {}
  }

  private final List<String> passes;

  @SafeVarargs
  Pipeline(List<String>... parts) {
    List<String> all = new ArrayList<>();
    for (List<String> part : parts) {
      all.addAll(part);
    }
    this.passes = List.copyOf(all);
  }

  /// The passes in their order.
  public Stream<String> passes() {
    return passes.stream();
  }

  /// As `--pass-pipeline` takes it.
  public String text() {
    return "builtin.module(" + String.join(",", passes) + ")";
  }
}
