package org.tosc.frontend.neuro.parse;

import org.antlr.v4.runtime.Token;
import org.tosc.frontend.form.FaultDiagnostic;
import org.tosc.frontend.form.Problems;
import org.tosc.frontend.form.Spans;
import org.tosc.frontend.neuro.ast.SourceFile;
import org.tosc.grammar.NeuroLangLexer;
import org.tosc.grammar.NeuroLangSyntax;
import org.tosc.grammar.NeuroParseResult;
import org.tosc.grammar.SyntaxFault;
import org.tosc.tir.source.Source;

/// Reads Neuro-Lang.
///
/// ```java
/// Parsed parsed = NeuroParser.parse(new Source("k.neuro", "fn one() -> i32 { 1 }\n"));
/// ```
///
/// Any text gives a tree and diagnostics; nothing is thrown.
public final class NeuroParser {
  private NeuroParser() {}

  /// A file: items only.
  public static Parsed parse(Source source) {
    return build(source, NeuroLangSyntax.parse(source.text()), false);
  }

  /// An entry of a conversation: items and statements, the last one with or without its `;`.
  public static Parsed parseEntry(Source source) {
    return build(source, NeuroLangSyntax.parseEntry(source.text()), true);
  }

  private static Parsed build(Source source, NeuroParseResult result, boolean entry) {
    Problems problems = new Problems();
    for (SyntaxFault fault : result.faults()) {
      problems.add(FaultDiagnostic.of(fault, NeuroRows.of(fault), source));
    }
    Spans spans = new Spans(source, result.tokens().getTokens(), NeuroParser::onlyEnds);
    Builders builders = new Builders(spans, problems, entry);
    SourceFile file = new SourceFile(source, builders.items.all(result.tree()));
    return new Parsed(file, problems.sorted());
  }

  private static boolean onlyEnds(Token token) {
    return switch (token.getType()) {
      case NeuroLangLexer.SEMI, NeuroLangLexer.COMMA, NeuroLangLexer.TAIL -> true;
      default -> false;
    };
  }
}
