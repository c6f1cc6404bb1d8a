package org.tosc.grammar;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Interval;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.tosc.grammar.PseudocodeParser.ExprContext;
import org.tosc.grammar.PseudocodeParser.ValueContext;

/// Rules of form that a context-free grammar says badly: they are checked on a rule's tree as soon
/// as it is complete.
final class Checks {
  private final List<SyntaxFault> faults = new ArrayList<>();

  List<SyntaxFault> faults() {
    return faults;
  }

  void clear() {
    faults.clear();
  }

  private void add(FaultKind kind, ParserRuleContext at, String... expected) {
    Token start = at.getStart();
    Token stop = last(at);
    if (start == null) {
      return;
    }
    int from = start.getStartIndex();
    int length = Math.max(0, stop.getStopIndex() + 1 - from);
    CharStream chars = start.getInputStream();
    String text = chars == null ? "" : chars.getText(Interval.of(from, from + length - 1));
    faults.add(new SyntaxFault(kind, from, length, text, List.of(expected), null, null));
  }

  /// The last token of a rule, also while the rule is not yet left.
  private static Token last(ParserRuleContext rule) {
    ParseTree at = rule;
    while (at instanceof ParserRuleContext context && context.getStop() == null) {
      if (context.getChildCount() == 0) {
        return context.getStart();
      }
      at = context.getChild(context.getChildCount() - 1);
    }
    return at instanceof TerminalNode leaf ? leaf.getSymbol() : ((ParserRuleContext) at).getStop();
  }

  // ------------------------------------------------------------------ assignment

  void targets(PseudocodeParser.ValuesContext values) {
    for (ValueContext value : values.value()) {
      ExprContext expr = value.expr();
      if (expr != null && expr.exception == null && !isTarget(expr)) {
        add(FaultKind.BAD_TARGET, value, "a name", "`a[i]`", "`o.f`");
        return;
      }
    }
  }

  private static boolean isTarget(ExprContext expr) {
    return switch (expr) {
      case PseudocodeParser.NameExprContext name -> true;
      case PseudocodeParser.MemberExprContext member -> true;
      case PseudocodeParser.IndexExprContext index -> true;
      case PseudocodeParser.ListExprContext list -> true;
      default -> false;
    };
  }

  // ------------------------------------------------------------------ parameters and arguments

  void parameters(List<PseudocodeParser.ParameterContext> parameters) {
    boolean sawDefault = false;
    for (int i = 0; i < parameters.size(); i++) {
      PseudocodeParser.ParameterContext parameter = parameters.get(i);
      boolean rest = parameter.ELLIPSIS() != null;
      if (rest && i + 1 < parameters.size()) {
        add(FaultKind.REST_NOT_LAST, parameter, "the last parameter");
      }
      boolean hasDefault = parameter.ASSIGN() != null;
      if (sawDefault && !hasDefault && !rest && parameter.exception == null) {
        add(FaultKind.DEFAULT_BEFORE_REQUIRED, parameter, "`=` and a default value");
      }
      sawDefault |= hasDefault;
    }
  }

  void arguments(PseudocodeParser.ArgumentsContext arguments) {
    boolean named = false;
    for (PseudocodeParser.ArgumentContext argument : arguments.argument()) {
      if (argument instanceof PseudocodeParser.NamedArgumentContext) {
        named = true;
      } else if (named && argument.exception == null) {
        add(FaultKind.POSITIONAL_AFTER_NAMED, argument, "`name = …`");
        return;
      }
    }
  }

  void listPattern(List<PseudocodeParser.PatternElementContext> elements) {
    boolean rest = false;
    for (PseudocodeParser.PatternElementContext element : elements) {
      if (element.ELLIPSIS() != null && rest) {
        add(FaultKind.DUPLICATE_REST, element);
        return;
      }
      rest |= element.ELLIPSIS() != null;
    }
  }

  void train(PseudocodeParser.TrainExprContext train) {
    if (train.trainLimit().isEmpty() && train.exception == null) {
      add(FaultKind.TRAIN_WITHOUT_DATA, train, "`on`", "`for`");
    }
  }
}
