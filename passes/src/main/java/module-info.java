import org.jspecify.annotations.NullMarked;

/// Passes over TIR, one package each, and the pass table.
@NullMarked
module org.tosc.passes {
  requires static org.jspecify;
  requires transitive org.tosc.tir;

  exports org.tosc.passes;
  exports org.tosc.passes.analysis;
  exports org.tosc.passes.autodiff;
  exports org.tosc.passes.bounds;
  exports org.tosc.passes.fuse;
  exports org.tosc.passes.kernelize;
  exports org.tosc.passes.lower;
  exports org.tosc.passes.memory;
  exports org.tosc.passes.outline;
  exports org.tosc.passes.precision;
  exports org.tosc.passes.rewrite;
  exports org.tosc.passes.specialise;
  exports org.tosc.passes.vector;
}
