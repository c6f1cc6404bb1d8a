import org.jspecify.annotations.NullMarked;

/// What an engine is: capabilities, emit, load, cost.
@NullMarked
module org.tosc.backends.api {
  requires static org.jspecify;
  requires transitive org.tosc.tir;
}
