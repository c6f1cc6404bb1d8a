package org.tosc.grammar;

import java.util.List;
import org.antlr.v4.runtime.CommonTokenStream;

/// What became of a Neuro-Lang text: always a tree, which is whole where `faults` is empty.
///
/// @param tree the syntax tree; rules in which a fault lies may lack parts
/// @param tokens all tokens; comments are on the hidden channel
/// @param faults what is wrong, in the order of the text
public record NeuroParseResult(
    NeuroLangParser.FileContext tree, CommonTokenStream tokens, List<SyntaxFault> faults) {

  public NeuroParseResult {
    faults = List.copyOf(faults);
  }
}
