package org.tosc.frontend.pseudocode.parse;

import org.antlr.v4.runtime.Token;
import org.tosc.frontend.form.FaultDiagnostic;
import org.tosc.frontend.form.FaultRows;
import org.tosc.frontend.form.Problems;
import org.tosc.frontend.form.Spans;
import org.tosc.frontend.pseudocode.ast.SourceFile;
import org.tosc.grammar.ParseResult;
import org.tosc.grammar.PseudocodeLexer;
import org.tosc.grammar.PseudocodeSyntax;
import org.tosc.grammar.SyntaxFault;
import org.tosc.tir.source.Source;

/// Reads Pseudocode.
///
/// ```java
/// Parsed parsed = PseudocodeParser.parse(new Source("hello.pseudo", "print 1 + 2\n"));
/// ```
///
/// Any text gives a tree and diagnostics; nothing is thrown.
public final class PseudocodeParser {
  private PseudocodeParser() {}

  public static Parsed parse(Source source) {
    ParseResult result = PseudocodeSyntax.parse(source.text());
    Problems problems = new Problems();
    for (SyntaxFault fault : result.faults()) {
      problems.add(FaultDiagnostic.of(fault, FaultRows.of(fault.kind()), source));
    }
    Spans spans = new Spans(source, result.tokens().getTokens(), PseudocodeParser::onlyEnds);
    Builders builders = new Builders(spans, problems);
    SourceFile file = new SourceFile(source, builders.stmts.all(result.tree().statement()));
    SyntaxChecks.run(file, problems);
    return new Parsed(file, problems.sorted());
  }

  private static boolean onlyEnds(Token token) {
    return switch (token.getType()) {
      case PseudocodeLexer.NEWLINE -> true;
      case PseudocodeLexer.END -> token.getStopIndex() < token.getStartIndex();
      default -> false;
    };
  }
}
