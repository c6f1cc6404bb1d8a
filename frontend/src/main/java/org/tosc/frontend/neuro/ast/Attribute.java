package org.tosc.frontend.neuro.ast;

import java.util.List;
import org.tosc.tir.source.Span;

/// `@kernel` or `@schedule(tile = [64, 64], unroll = 4)` before an item.
public record Attribute(Ident name, List<Arg> args, Span span) implements Node {
  public Attribute {
    args = List.copyOf(args);
  }
}
