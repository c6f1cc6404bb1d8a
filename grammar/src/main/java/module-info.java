import org.jspecify.annotations.NullMarked;

/// The grammars of the source languages, their lexer base and the depth guard.
@NullMarked
module org.tosc.grammar {
  requires static transitive org.jspecify;
  requires transitive org.antlr.antlr4.runtime;

  exports org.tosc.grammar;
}
