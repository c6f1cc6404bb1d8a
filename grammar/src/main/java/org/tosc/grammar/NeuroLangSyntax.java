package org.tosc.grammar;

import java.util.List;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/// Reads Neuro-Lang source text.
///
/// ```
/// NeuroParseResult result = NeuroLangSyntax.parse("fn main() { print(1 + 2); }");
/// ```
///
/// Any text gives a result; nothing is thrown. Cutting and pairing brackets come first, and then
/// the parser runs in its fast mode; only if that fails it runs again in the mode that recovers.
public final class NeuroLangSyntax {
  private NeuroLangSyntax() {}

  /// A file.
  public static NeuroParseResult parse(String text) {
    return parseText(text);
  }

  /// An entry of a conversation: items and statements, the last one with or without its `;`.
  public static NeuroParseResult parseEntry(String text) {
    return parseText(text);
  }

  private static NeuroParseResult parseText(String text) {
    Faults faults = new Faults();
    if (text.length() > Limits.CHARS) {
      faults.add(PseudocodeSyntax.tooLong());
      return parseText("", faults);
    }
    return parseText(text, faults);
  }

  private static NeuroParseResult parseText(String text, Faults faults) {
    NeuroBraces braces = layOut(text, faults);
    CommonTokenStream tokens = new CommonTokenStream(new ListTokenSource(braces.tokens()));
    NeuroLangParser parser = new NeuroLangParser(tokens);
    parser.removeErrorListeners();
    tokens.fill();
    NeuroLangParser.FileContext tree =
        braces.tooDeep() ? emptyTree(lastOf(tokens)) : parseTree(parser, tokens, faults);
    return new NeuroParseResult(tree, tokens, faults.sorted());
  }

  /// Puts the tokens in order; where braces do not balance, once more with the help of columns.
  private static NeuroBraces layOut(String text, Faults faults) {
    Faults found = new Faults();
    NeuroBraces braces = braces(text, found, false);
    boolean balanced = braces.run();
    if (!balanced && !braces.tooDeep()) {
      Faults again = new Faults();
      NeuroBraces second = braces(text, again, true);
      second.run();
      if (again.size() <= found.size()) {
        braces = second;
        found = again;
      }
    }
    found.sorted().forEach(faults::add);
    return braces;
  }

  private static NeuroBraces braces(String text, Faults faults, boolean columns) {
    return new NeuroBraces(
        new NeuroTape(text, new NeuroCutter(text, faults).cut()), faults, columns);
  }

  private static NeuroLangParser.FileContext parseTree(
      NeuroLangParser parser, CommonTokenStream tokens, Faults faults) {
    boolean inOrder = faults.isEmpty();
    try {
      parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
      if (inOrder) {
        parser.setErrorHandler(new BailErrorStrategy());
        try {
          return parser.file();
        } catch (ParseCancellationException e) {
          tokens.seek(0);
          parser.reset();
          parser.getInterpreter().setPredictionMode(PredictionMode.LL);
        }
      }
      parser.setErrorHandler(new NeuroRecovery(tokens, faults));
      return parser.file();
    } catch (NeuroLangParserBase.TooDeep e) {
      faults.add(FaultKind.NESTED_TOO_DEEPLY, e.at());
      return emptyTree(lastOf(tokens));
    }
  }

  private static Token lastOf(CommonTokenStream tokens) {
    return tokens.get(tokens.size() - 1);
  }

  private static NeuroLangParser.FileContext emptyTree(Token end) {
    ListTokenSource nothing = new ListTokenSource(List.of(end));
    return new NeuroLangParser(new CommonTokenStream(nothing)).file();
  }
}
