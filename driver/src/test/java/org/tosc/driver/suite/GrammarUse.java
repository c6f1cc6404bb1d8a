package org.tosc.driver.suite;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.atn.RuleTransition;
import org.antlr.v4.runtime.atn.Transition;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.tosc.grammar.NeuroLangParser;

/// What of the grammar of Neuro-Lang some trees use: labelled alternatives (`ifExpr`), every place
/// where a rule names another one (`statement: pattern, place 212`), and the tokens of each rule
/// (`prefix: BANG`). Together these are all alternatives, with names or without.
final class GrammarUse {
  private final Set<String> used = new TreeSet<>();

  void read(ParseTree tree) {
    if (tree instanceof ParserRuleContext context) {
      used.add(label(context.getClass()));
      if (context.invokingState >= 0) {
        used.add(place(NeuroLangParser._ATN.states.get(context.invokingState)));
      }
    }
    for (int i = 0; i < tree.getChildCount(); i++) {
      ParseTree child = tree.getChild(i);
      if (child instanceof TerminalNode leaf && tree instanceof ParserRuleContext parent) {
        used.add(token(parent.getRuleIndex(), leaf.getSymbol().getType()));
      }
      read(child);
    }
  }

  /// What of all is not used.
  List<String> missing() {
    return all().stream().filter(Predicate.not(used::contains)).toList();
  }

  /// All that can be used.
  private static Set<String> all() {
    Set<String> all = new TreeSet<>();
    for (ATNState state : NeuroLangParser._ATN.states) {
      for (Transition transition : state == null ? new Transition[0] : state.getTransitions()) {
        if (transition instanceof RuleTransition) {
          all.add(place(state));
        } else if (transition.label() != null) {
          int rule = state.ruleIndex;
          transition.label().toList().forEach(type -> all.add(token(rule, type)));
        }
      }
    }
    List<Class<?>> contexts =
        Arrays.stream(NeuroLangParser.class.getClasses())
            .<Class<?>>map(c -> c)
            .filter(ParserRuleContext.class::isAssignableFrom)
            .toList();
    contexts.stream()
        .filter(c -> contexts.stream().noneMatch(other -> other.getSuperclass() == c))
        .forEach(c -> all.add(label(c)));
    return all;
  }

  private static String label(Class<?> context) {
    String name = context.getSimpleName().replace("Context", "");
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  private static String token(int rule, int type) {
    return NeuroLangParser.ruleNames[rule]
        + ": "
        + NeuroLangParser.VOCABULARY.getSymbolicName(type);
  }

  // The generated code sets the state before it calls a rule, so the state is one place of the
  // text.
  private static String place(ATNState state) {
    RuleTransition call = (RuleTransition) state.transition(0);
    return NeuroLangParser.ruleNames[state.ruleIndex]
        + ": "
        + NeuroLangParser.ruleNames[call.target.ruleIndex]
        + ", place "
        + state.stateNumber;
  }
}
