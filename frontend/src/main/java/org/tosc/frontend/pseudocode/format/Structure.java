package org.tosc.frontend.pseudocode.format;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import org.tosc.grammar.ParseResult;
import org.tosc.grammar.PseudocodeLexer;
import org.tosc.grammar.PseudocodeParser.BlockContext;
import org.tosc.grammar.PseudocodeParser.CallExprContext;
import org.tosc.grammar.PseudocodeParser.CaseClauseContext;
import org.tosc.grammar.PseudocodeParser.CatchClauseContext;
import org.tosc.grammar.PseudocodeParser.DeclarationContext;
import org.tosc.grammar.PseudocodeParser.DecoratorContext;
import org.tosc.grammar.PseudocodeParser.ElifClauseContext;
import org.tosc.grammar.PseudocodeParser.ElseClauseContext;
import org.tosc.grammar.PseudocodeParser.EnumDeclarationContext;
import org.tosc.grammar.PseudocodeParser.EnumLineContext;
import org.tosc.grammar.PseudocodeParser.FinallyClauseContext;
import org.tosc.grammar.PseudocodeParser.FunctionTypeContext;
import org.tosc.grammar.PseudocodeParser.IndexExprContext;
import org.tosc.grammar.PseudocodeParser.MatchStatementContext;
import org.tosc.grammar.PseudocodeParser.NamedArgumentContext;
import org.tosc.grammar.PseudocodeParser.NamedTypeContext;
import org.tosc.grammar.PseudocodeParser.NegateExprContext;
import org.tosc.grammar.PseudocodeParser.NumberPatternContext;
import org.tosc.grammar.PseudocodeParser.ParameterListContext;
import org.tosc.grammar.PseudocodeParser.SettingsContext;
import org.tosc.grammar.PseudocodeParser.SliceTailContext;
import org.tosc.grammar.PseudocodeParser.StatementContext;

/// What the layout of a program depends on, by token index: where blocks and brackets begin and
/// end, which words close them, and which signs stand close to their neighbours.
final class Structure {
  /// Lines inside are one step deeper than the line of the token `anchor`.
  record Region(int start, int end, int anchor, boolean bracket) {}

  private final List<Token> tokens;
  private final Map<Integer, List<Region>> regions = new HashMap<>();
  private final Map<Integer, Integer> anchors = new HashMap<>();
  private final BitSet statements = new BitSet();
  private final BitSet tightBefore = new BitSet();
  private final BitSet tightAfter = new BitSet();

  Structure(ParseResult syntax) {
    tokens = syntax.tokens().getTokens();
    brackets();
    Deque<ParserRuleContext> work = new ArrayDeque<>(List.of(syntax.tree()));
    while (!work.isEmpty()) {
      ParserRuleContext tree = work.pop();
      visit(tree);
      for (int i = 0; i < tree.getChildCount(); i++) {
        if (tree.getChild(i) instanceof ParserRuleContext child) {
          work.push(child);
        }
      }
    }
  }

  List<Token> tokens() {
    return tokens;
  }

  /// The regions that begin after a token, outermost first.
  List<Region> startingAt(int index) {
    return regions.getOrDefault(index, List.of());
  }

  /// For a word that closes a block or a part of it, the first token of the construct; otherwise
  /// the index itself.
  int anchor(int index) {
    return anchors.getOrDefault(index, index);
  }

  boolean startsStatement(int index) {
    return statements.get(index) || anchors.containsKey(index);
  }

  boolean isTightBefore(int index) {
    return tightBefore.get(index);
  }

  boolean isTightAfter(int index) {
    return tightAfter.get(index);
  }

  private void region(int start, int end, int anchor, boolean bracket) {
    regions
        .computeIfAbsent(start, _ -> new ArrayList<>())
        .add(new Region(start, end, anchor, bracket));
  }

  private void brackets() {
    Deque<Integer> open = new ArrayDeque<>();
    for (Token token : tokens) {
      switch (token.getType()) {
        case PseudocodeLexer.LPAREN,
            PseudocodeLexer.LAMBDA_LPAREN,
            PseudocodeLexer.LBRACK,
            PseudocodeLexer.LBRACE ->
            open.push(token.getTokenIndex());
        case PseudocodeLexer.RPAREN, PseudocodeLexer.RBRACK, PseudocodeLexer.RBRACE -> {
          if (!open.isEmpty()) {
            int start = open.pop();
            region(start, token.getTokenIndex() - 1, start, true);
            anchors.put(token.getTokenIndex(), start);
          }
        }
        default -> {}
      }
    }
  }

  private void visit(ParserRuleContext tree) {
    int start = tree.getStart().getTokenIndex();
    switch (tree) {
      case StatementContext _,
          DeclarationContext _,
          EnumLineContext _,
          CaseClauseContext _,
          DecoratorContext _ ->
          statements.set(start);
      default -> {}
    }
    switch (tree) {
      case BlockContext _, SettingsContext _ -> block(tree);
      case MatchStatementContext t -> match(t, start);
      case EnumDeclarationContext t -> marked(t, start);
      case ElifClauseContext _, ElseClauseContext _, CatchClauseContext _, FinallyClauseContext _ ->
          clause(tree);
      default -> spacing(tree);
    }
    for (ParseTree child : tree.children == null ? List.<ParseTree>of() : tree.children) {
      if (child instanceof TerminalNode leaf && closes(leaf.getSymbol().getType())) {
        anchors.put(leaf.getSymbol().getTokenIndex(), start);
      }
    }
  }

  private static boolean closes(int type) {
    return type == PseudocodeLexer.END || type == PseudocodeLexer.UNTIL;
  }

  private void block(ParserRuleContext tree) {
    int anchor = tree.getParent().getStart().getTokenIndex();
    region(tree.getStart().getTokenIndex(), tree.getStop().getTokenIndex(), anchor, false);
  }

  /// `else` and its like stand below the first word of their construct, in an indented `match`
  /// below its `case`s.
  private void clause(ParserRuleContext tree) {
    boolean indentedMatch =
        tree.getParent() instanceof MatchStatementContext m && m.COLON() != null;
    if (indentedMatch) {
      statements.set(tree.getStart().getTokenIndex());
    } else {
      anchors.put(tree.getStart().getTokenIndex(), tree.getParent().getStart().getTokenIndex());
    }
  }

  /// The cases of an indented `match` are deeper than it, those between `match` and `end` are not.
  private void match(MatchStatementContext tree, int start) {
    if (tree.COLON() != null) {
      marked(tree, start);
    } else {
      tree.caseClause().forEach(c -> anchors.put(c.getStart().getTokenIndex(), start));
    }
  }

  /// A body that is not a block: from its marker to the end.
  private void marked(ParserRuleContext tree, int start) {
    for (ParseTree child : tree.children) {
      if (child instanceof TerminalNode leaf
          && (leaf.getSymbol().getType() == PseudocodeLexer.COLON
              || leaf.getSymbol().getType() == PseudocodeLexer.NEWLINE)) {
        region(leaf.getSymbol().getTokenIndex(), tree.getStop().getTokenIndex() - 1, start, false);
        return;
      }
    }
  }

  private void spacing(ParserRuleContext tree) {
    switch (tree) {
      case CallExprContext t -> tightBefore(t.LPAREN());
      case ParameterListContext t -> tightBefore(t.LPAREN());
      case FunctionTypeContext t -> tightBefore(t.LPAREN());
      case IndexExprContext t -> tightBefore(t.LBRACK());
      case NamedTypeContext t -> tightBefore(t.LBRACK());
      case NegateExprContext t -> tightAfter(t.MINUS());
      case NumberPatternContext t -> tightAfter(t.MINUS());
      case SliceTailContext t -> t.COLON().forEach(this::tight);
      case NamedArgumentContext t -> tight(t.ASSIGN());
      case DecoratorContext t -> {
        tightAfter(t.AT());
        tightBefore(t.LPAREN());
      }
      default -> {}
    }
  }

  private void tight(@Nullable TerminalNode leaf) {
    tightBefore(leaf);
    tightAfter(leaf);
  }

  private void tightBefore(@Nullable TerminalNode leaf) {
    if (leaf != null) {
      tightBefore.set(leaf.getSymbol().getTokenIndex());
    }
  }

  private void tightAfter(@Nullable TerminalNode leaf) {
    if (leaf != null) {
      tightAfter.set(leaf.getSymbol().getTokenIndex());
    }
  }
}
