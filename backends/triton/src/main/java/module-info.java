import org.jspecify.annotations.NullMarked;

/// The engine that emits Triton: Python and TTIR.
@NullMarked
module org.tosc.backends.triton {
  requires static org.jspecify;
  requires transitive org.tosc.backends.api;
  requires org.tosc.backends.mlir;
  requires transitive org.tosc.passes;
}
