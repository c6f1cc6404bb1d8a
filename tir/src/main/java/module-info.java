import org.jspecify.annotations.NullMarked;

/// TIR: the one intermediate representation, its text form, verifier and interpreter.
@NullMarked
module org.tosc.tir {
  requires static transitive org.jspecify;

  exports org.tosc.tir.interp;
  exports org.tosc.tir.ir;
  exports org.tosc.tir.source;
  exports org.tosc.tir.text;
  exports org.tosc.tir.verify;
}
