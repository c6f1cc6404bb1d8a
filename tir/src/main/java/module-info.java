import org.jspecify.annotations.NullMarked;

/// TIR: the one intermediate representation, its text form, verifier and interpreter.
@NullMarked
module org.tosc.tir {
  requires static org.jspecify;
}
