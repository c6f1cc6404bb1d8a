package org.tosc.frontend.pseudocode.parse;

import org.junit.jupiter.api.Test;
import org.tosc.frontend.pseudocode.Golden;
import org.tosc.frontend.pseudocode.ast.AstPrinter;
import org.tosc.tir.source.Source;

/// `ast.txt`: every form of the language and the tree that it gives.
final class AstTest {
  @Test
  void everyFormGivesItsTree() {
    Golden.check(
        "org/tosc/frontend/pseudocode/parse/ast.txt",
        each -> {
          Parsed parsed = PseudocodeParser.parse(new Source(each.name(), each.source()));
          return AstPrinter.print(parsed.file()) + DiagnosticText.of(parsed.diagnostics());
        });
  }
}
