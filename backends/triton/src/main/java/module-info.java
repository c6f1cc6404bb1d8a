import org.jspecify.annotations.NullMarked;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.triton.TritonKernels;

/// The engine that emits Triton: Python and TTIR.
@NullMarked
module org.tosc.backends.triton {
  requires static org.jspecify;
  requires transitive org.tosc.backends.api;
  requires org.tosc.backends.mlir;
  requires transitive org.tosc.passes;

  exports org.tosc.backends.triton;
  exports org.tosc.backends.triton.block;
  exports org.tosc.backends.triton.python;
  exports org.tosc.backends.triton.tiling;
  exports org.tosc.backends.triton.ttir;

  provides KernelTarget with
      TritonKernels;
}
