package org.tosc.frontend.neuro.format;

import org.tosc.frontend.neuro.ast.AstPrinter;
import org.tosc.frontend.neuro.parse.NeuroParser;
import org.tosc.frontend.neuro.parse.Parsed;
import org.tosc.frontend.pseudocode.format.Formatted;
import org.tosc.grammar.NeuroLangSyntax;
import org.tosc.grammar.NeuroParseResult;
import org.tosc.tir.source.Source;

/// Formats Neuro-Lang.
///
/// ```text
/// fn f(a:i32)->i32{a+1}        fn f(a: i32) -> i32 {
///                                  a + 1
///                              }
/// ```
///
/// Four spaces, braces at the end of lines, 100 columns; a list that does not fit has one element a
/// line and ends in a comma. Comments, strings and single empty lines stay; the program means the
/// same, and formatting a formatted text changes nothing.
public final class NeuroFormatter {
  private NeuroFormatter() {}

  public static Formatted format(Source source) {
    Parsed before = NeuroParser.parse(source);
    NeuroParseResult syntax = NeuroLangSyntax.parse(source.text());
    if (!syntax.faults().isEmpty()) {
      return new Formatted.Refused(before.diagnostics());
    }
    String text = lay(syntax);
    Parsed after = NeuroParser.parse(new Source(source.name(), text));
    boolean same = AstPrinter.print(before.file()).equals(AstPrinter.print(after.file()));
    return new Formatted.Text(same ? text : source.text()); // better no layout than another program
  }

  /// The layout alone, without the proof that it means the same.
  static String lay(NeuroParseResult syntax) {
    return new Printer(new Pieces(syntax, Marks.of(syntax)).all()).print();
  }
}
