package org.tosc.grammar;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonToken;
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
    List<CommonToken> cut = cut(text);
    NeuroBraces braces = new NeuroBraces(cut);
    CommonTokenStream tokens = new CommonTokenStream(new ListTokenSource(braces.run()));
    NeuroLangParser parser = new NeuroLangParser(tokens);
    parser.removeErrorListeners();
    NeuroLangParser.FileContext tree = parseTree(parser, tokens, faults);
    return new NeuroParseResult(tree, tokens, faults.sorted());
  }

  private static List<CommonToken> cut(String text) {
    NeuroLangLexer lexer = new NeuroLangLexer(new SourceChars(text));
    lexer.removeErrorListeners();
    List<CommonToken> tokens = new ArrayList<>(text.length() / 3 + 16);
    CommonToken token;
    do {
      token = (CommonToken) lexer.nextToken();
      tokens.add(token);
    } while (token.getType() != Token.EOF);
    return tokens;
  }

  private static NeuroLangParser.FileContext parseTree(
      NeuroLangParser parser, CommonTokenStream tokens, Faults faults) {
    try {
      if (faults.isEmpty()) {
        parser.setErrorHandler(new BailErrorStrategy());
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        try {
          return parser.file();
        } catch (ParseCancellationException e) {
          tokens.seek(0);
          parser.reset();
        }
      }
      tokens.fill();
      parser.setErrorHandler(new org.antlr.v4.runtime.DefaultErrorStrategy());
      parser.addErrorListener(
          new org.antlr.v4.runtime.BaseErrorListener() {
            @Override
            public void syntaxError(
                org.antlr.v4.runtime.Recognizer<?, ?> r,
                Object at,
                int line,
                int col,
                String msg,
                org.antlr.v4.runtime.RecognitionException e) {
              faults.add(FaultKind.UNEXPECTED, (Token) at, null, msg);
            }
          });
      return parser.file();
    } catch (NeuroLangParserBase.TooDeep e) {
      faults.add(FaultKind.NESTED_TOO_DEEPLY, e.at());
      tokens.fill();
      return emptyTree(tokens.get(tokens.size() - 1));
    }
  }

  private static NeuroLangParser.FileContext emptyTree(Token end) {
    ListTokenSource nothing = new ListTokenSource(List.of(end));
    return new NeuroLangParser(new CommonTokenStream(nothing)).file();
  }
}
