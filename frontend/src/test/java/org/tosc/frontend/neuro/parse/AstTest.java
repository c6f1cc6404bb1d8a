package org.tosc.frontend.neuro.parse;

import org.junit.jupiter.api.Test;
import org.tosc.frontend.neuro.ast.AstPrinter;
import org.tosc.frontend.pseudocode.Golden;
import org.tosc.frontend.pseudocode.parse.DiagnosticText;
import org.tosc.tir.source.Source;

/// `ast.txt`: every form of the language and the tree that it gives. A case whose name begins with
/// `entry` is read as an entry of a conversation.
final class AstTest {
  @Test
  void everyFormGivesItsTree() {
    Golden.check(
        "org/tosc/frontend/neuro/parse/ast.txt",
        each -> {
          Source source = new Source(each.name(), each.source());
          boolean entry = each.name().startsWith("entry");
          Parsed parsed = entry ? NeuroParser.parseEntry(source) : NeuroParser.parse(source);
          return AstPrinter.print(parsed.file()) + DiagnosticText.of(parsed.diagnostics());
        });
  }
}
