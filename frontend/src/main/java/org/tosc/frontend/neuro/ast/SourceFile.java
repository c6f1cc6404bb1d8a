package org.tosc.frontend.neuro.ast;

import java.util.List;
import org.tosc.tir.source.Source;

/// A whole source text, or an entry of a conversation (then statements stand in [Item.Loose]).
public record SourceFile(Source source, List<Item> items) {
  public SourceFile {
    items = List.copyOf(items);
  }
}
