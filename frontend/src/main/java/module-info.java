import org.jspecify.annotations.NullMarked;

/// From source text through syntax trees, names and types to TIR.
@NullMarked
module org.tosc.frontend {
  requires static transitive org.jspecify;
  requires org.tosc.grammar;
  requires transitive org.tosc.tir;

  exports org.tosc.frontend.foreign;
  exports org.tosc.frontend.link;
  exports org.tosc.frontend.neuro;
  exports org.tosc.frontend.neuro.ast;
  exports org.tosc.frontend.neuro.check;
  exports org.tosc.frontend.neuro.lower;
  exports org.tosc.frontend.neuro.own;
  exports org.tosc.frontend.neuro.format;
  exports org.tosc.frontend.neuro.parse;
  exports org.tosc.frontend.neuro.typed;
  exports org.tosc.frontend.neuro.types;
  exports org.tosc.frontend.pseudocode.ast;
  exports org.tosc.frontend.pseudocode.format;
  exports org.tosc.frontend.pseudocode.lower;
  exports org.tosc.frontend.pseudocode.parse;
  exports org.tosc.frontend.pseudocode.resolve;
  exports org.tosc.frontend.pseudocode.types;
  exports org.tosc.frontend.pseudocode;
}
