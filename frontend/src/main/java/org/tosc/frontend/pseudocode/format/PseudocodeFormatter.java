package org.tosc.frontend.pseudocode.format;

import org.tosc.frontend.pseudocode.ast.AstPrinter;
import org.tosc.frontend.pseudocode.parse.Parsed;
import org.tosc.frontend.pseudocode.parse.PseudocodeParser;
import org.tosc.grammar.ParseResult;
import org.tosc.grammar.PseudocodeSyntax;
import org.tosc.tir.source.Source;

/// Formats Pseudocode.
///
/// ```text
/// if x>0:                      if x > 0:
///   print( x,y )   # both          print(x, y)  # both
/// ```
///
/// Formatting a formatted text changes nothing. Comments, strings and the author's line breaks
/// stay; the program means the same.
public final class PseudocodeFormatter {
  private PseudocodeFormatter() {}

  public static Formatted format(Source source) {
    ParseResult syntax = PseudocodeSyntax.parse(source.text());
    if (!syntax.faults().isEmpty()) {
      return new Formatted.Refused(PseudocodeParser.parse(source).diagnostics());
    }
    String text = lay(source, syntax);
    return new Formatted.Text(meansTheSame(source, text) ? text : source.text());
  }

  /// The layout alone, without the proof that it means the same.
  static String lay(Source source, ParseResult syntax) {
    return new Page(source, new Structure(syntax)).write();
  }

  /// Better no layout than another program.
  private static boolean meansTheSame(Source source, String text) {
    Parsed before = PseudocodeParser.parse(source);
    Parsed after = PseudocodeParser.parse(new Source(source.name(), text));
    return AstPrinter.print(before.file()).equals(AstPrinter.print(after.file()));
  }
}
