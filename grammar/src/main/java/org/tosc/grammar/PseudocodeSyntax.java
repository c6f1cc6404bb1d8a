package org.tosc.grammar;

import java.util.List;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/// Reads Pseudocode source text.
///
/// ```
/// ParseResult result = PseudocodeSyntax.parse("print 1 + 2\n");
/// ```
///
/// Any text gives a result; nothing is thrown. Cutting and laying out come first, and then the
/// parser runs in its fast mode; only if that fails it runs again in the mode that recovers.
public final class PseudocodeSyntax {
  private PseudocodeSyntax() {}

  public static ParseResult parse(String text) {
    Faults faults = new Faults();
    if (text.length() > Limits.CHARS) {
      faults.add(tooLong());
      return parse("", faults);
    }
    return parse(text, faults);
  }

  private static ParseResult parse(String text, Faults faults) {
    Layout layout = layOut(text, faults);
    CommonTokenStream tokens = new CommonTokenStream(new ListTokenSource(layout.tokens()));
    PseudocodeParser parser = new PseudocodeParser(tokens);
    parser.removeErrorListeners();
    PseudocodeParser.FileContext tree = parseTree(parser, tokens, faults, layout.openers());
    return new ParseResult(tree, tokens, faults.sorted());
  }

  private static Layout layOut(String text, Faults faults) {
    Faults found = new Faults();
    Layout layout = layout(text, found, Layout.Mode.PLAIN);
    boolean balanced = layout.run();
    if (!balanced && layout.sawElseIf()) {
      found = new Faults();
      layout = layout(text, found, Layout.Mode.ELSE_IF);
      balanced = layout.run();
    }
    if (!balanced) {
      found = new Faults();
      layout = layout(text, found, Layout.Mode.COLUMNS);
      layout.run();
    }
    found.sorted().forEach(faults::add);
    return layout;
  }

  private static Layout layout(String text, Faults faults, Layout.Mode mode) {
    return new Layout(text, new PseudocodeCutter(text, faults).cut(), faults, mode);
  }

  private static PseudocodeParser.FileContext parseTree(
      PseudocodeParser parser,
      CommonTokenStream tokens,
      Faults faults,
      List<? extends Token> openers) {
    boolean inOrder = faults.isEmpty();
    try {
      if (inOrder) {
        parser.setErrorHandler(new BailErrorStrategy());
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        try {
          PseudocodeParser.FileContext tree = parser.file();
          parser.checks().forEach(faults::add);
          return tree;
        } catch (ParseCancellationException e) {
          tokens.seek(0);
          parser.reset();
        }
      }
      tokens.fill();
      Recovery recovery = new Recovery(tokens, faults, openers);
      parser.setErrorHandler(recovery);
      parser.getInterpreter().setPredictionMode(inOrder ? PredictionMode.LL : PredictionMode.SLL);
      PseudocodeParser.FileContext tree = parser.file();
      parser.checks().forEach(recovery::reportCheck);
      return tree;
    } catch (PseudocodeParserBase.TooDeep e) {
      faults.add(FaultKind.NESTED_TOO_DEEPLY, e.at());
      tokens.fill();
      return emptyTree(tokens.get(tokens.size() - 1));
    }
  }

  private static PseudocodeParser.FileContext emptyTree(Token end) {
    ListTokenSource nothing = new ListTokenSource(List.of(end));
    return new PseudocodeParser(new CommonTokenStream(nothing)).file();
  }

  static SyntaxFault tooLong() {
    CommonToken at = new CommonToken(Token.EOF);
    at.setStartIndex(0);
    at.setStopIndex(-1);
    return Faults.at(FaultKind.TEXT_TOO_LONG, at, null, null);
  }
}
