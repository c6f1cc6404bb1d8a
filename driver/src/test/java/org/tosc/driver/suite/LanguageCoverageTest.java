package org.tosc.driver.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.junit.jupiter.api.Test;
import org.tosc.grammar.ParseResult;
import org.tosc.grammar.PseudocodeLexer;
import org.tosc.grammar.PseudocodeParser;
import org.tosc.grammar.PseudocodeSyntax;
import org.tosc.rt.builtin.Builtin;
import org.tosc.rt.builtin.Builtins;

/// The programs of `docs/language` that parse without a fault use the whole language: every
/// alternative of the grammar, every construct with a block in both styles, every word and
/// operator, every built-in.
final class LanguageCoverageTest {
  /// The byte order mark is skipped; an opening `'` has the type of `"`.
  private static final Set<Integer> UNSEEN =
      Set.of(PseudocodeLexer.BYTE_ORDER_MARK, PseudocodeLexer.SINGLE_CLOSE);

  private final Set<String> forms = new TreeSet<>();
  private final Map<String, Set<String>> styles = new TreeMap<>();
  private final Set<Integer> tokens = new TreeSet<>();
  private final Set<String> names = new TreeSet<>();

  LanguageCoverageTest() {
    for (DocProgram program : Pages.inFolder(Pages.root().resolve("docs/language"))) {
      read(program.source());
      program.files().values().forEach(this::read);
    }
  }

  private void read(String source) {
    ParseResult parsed = PseudocodeSyntax.parse(source);
    if (parsed.faults().isEmpty()) {
      visit(parsed.tree());
    }
  }

  private void visit(ParseTree tree) {
    forms.add(tree.getClass().getSimpleName());
    if (tree instanceof TerminalNode leaf) {
      tokens.add(leaf.getSymbol().getType());
      names.add(leaf.getText());
    }
    if (tree instanceof PseudocodeParser.BlockContext block) {
      String style = block.marker.getType() == PseudocodeLexer.COLON ? "indented" : "keywords";
      styles
          .computeIfAbsent(block.getParent().getClass().getSimpleName(), c -> new TreeSet<>())
          .add(style);
    }
    for (int i = 0; i < tree.getChildCount(); i++) {
      visit(tree.getChild(i));
    }
  }

  @Test
  void everyAlternativeOfTheGrammar() {
    List<Class<?>> rules =
        Arrays.stream(PseudocodeParser.class.getClasses())
            .<Class<?>>map(c -> c)
            .filter(ParserRuleContext.class::isAssignableFrom)
            .toList();
    List<String> unused =
        rules.stream()
            .filter(r -> rules.stream().noneMatch(other -> other.getSuperclass() == r))
            .map(Class::getSimpleName)
            .filter(name -> !forms.contains(name))
            .sorted()
            .toList();
    assertEquals(List.of(), unused);
  }

  @Test
  void everyConstructInBothBlockStyles() {
    Map<String, Set<String>> oneStyle = new TreeMap<>(styles);
    oneStyle.values().removeIf(found -> found.size() == 2);
    assertEquals(Map.of(), oneStyle);
  }

  @Test
  void everyWordAndOperator() {
    List<String> unused =
        IntStream.rangeClosed(1, PseudocodeLexer.VOCABULARY.getMaxTokenType())
            .filter(type -> PseudocodeLexer.VOCABULARY.getLiteralName(type) != null)
            .filter(type -> !tokens.contains(type) && !UNSEEN.contains(type))
            .mapToObj(PseudocodeLexer.VOCABULARY::getLiteralName)
            .toList();
    assertEquals(List.of(), unused);
  }

  @Test
  void everyBuiltin() {
    List<String> unused =
        Builtins.all().stream()
            .map(Builtin::name)
            .filter(name -> !name.startsWith("$") && !names.contains(name))
            .sorted()
            .toList();
    assertEquals(List.of(), unused);
  }
}
