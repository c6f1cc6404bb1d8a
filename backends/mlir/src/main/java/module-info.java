import org.jspecify.annotations.NullMarked;

/// The engine that emits MLIR text.
@NullMarked
module org.tosc.backends.mlir {
  requires static org.jspecify;
  requires transitive org.tosc.backends.api;
  requires transitive org.tosc.passes;

  exports org.tosc.backends.mlir;
  exports org.tosc.backends.mlir.scalar;
  exports org.tosc.backends.mlir.text;
  exports org.tosc.backends.mlir.toolchain;

  provides org.tosc.backends.api.KernelTarget with
      org.tosc.backends.mlir.MlirKernels;
}
