import org.jspecify.annotations.NullMarked;

/// What an engine is: capabilities, emit, load.
@NullMarked
module org.tosc.backends.api {
  requires static org.jspecify;
  requires transitive org.tosc.tir;

  exports org.tosc.backends.api;

  uses org.tosc.backends.api.Engine;
  uses org.tosc.backends.api.KernelTarget;
}
