package org.tosc.frontend.neuro.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tosc.frontend.pseudocode.Golden;
import org.tosc.frontend.pseudocode.parse.DiagnosticText;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// `faults.txt`: texts with one fault each, named by its code, and what is said; every code of
/// Neuro-Lang's form has one.
final class FaultsTest {
  private static final String FILE = "org/tosc/frontend/neuro/parse/faults.txt";

  private static Parsed parse(String text) {
    return NeuroParser.parse(new Source("t", text));
  }

  @Test
  void everyFaultIsDescribed() {
    Golden.check(FILE, each -> DiagnosticText.of(parse(each.source()).diagnostics()));
  }

  @Test
  void everyCaseGivesItsCodeAndNothingElse() {
    for (Golden.Case each : Golden.read(FILE)) {
      List<String> codes =
          parse(each.source()).diagnostics().stream().map(d -> d.code().name()).toList();
      assertEquals(List.of(each.name()), codes, each.source());
    }
  }

  @Test
  void everyCodeHasACase() {
    Set<String> codes =
        Stream.of(Code.values())
            .map(Code::name)
            .filter(name -> name.matches("E11[0-4].*"))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> cases =
        Golden.read(FILE).stream()
            .map(Golden.Case::name)
            .filter(name -> name.startsWith("E11"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(codes, cases);
  }

  @Test
  void everyFixMendsItsFault() {
    for (Golden.Case each : Golden.read(FILE)) {
      List<Diagnostic> before = parse(each.source()).diagnostics();
      for (Diagnostic diagnostic : before) {
        for (Diagnostic.Fix fix : diagnostic.fixes()) {
          String mended = apply(fix, each.source());
          List<Diagnostic> after = parse(mended).diagnostics();
          boolean gone = after.stream().noneMatch(d -> d.code() == diagnostic.code());
          assertTrue(gone, () -> each.source() + "\n->\n" + mended + DiagnosticText.of(after));
        }
      }
    }
  }

  private static String apply(Diagnostic.Fix fix, String text) {
    StringBuilder mended = new StringBuilder(text);
    fix.edits().stream()
        .sorted(Comparator.comparingInt((Diagnostic.Edit e) -> e.span().start()).reversed())
        .forEach(e -> mended.replace(e.span().start(), e.span().end(), e.replacement()));
    return mended.toString();
  }
}
