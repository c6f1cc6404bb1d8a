package org.tosc.frontend.neuro.ast;

import org.tosc.tir.source.Span;

/// A name at the place where it is written. Where the source lacks a name the text is empty; a
/// diagnostic has said so.
public record Ident(String text, Span span) implements Node {
  public boolean isMissing() {
    return text.isEmpty();
  }
}
