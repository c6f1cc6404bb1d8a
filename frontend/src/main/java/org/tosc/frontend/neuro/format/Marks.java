package org.tosc.frontend.neuro.format;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.tosc.grammar.NeuroLangLexer;
import org.tosc.grammar.NeuroLangParser;
import org.tosc.grammar.NeuroParseResult;

/// What the syntax tree says about tokens; all by the tokens' indexes.
final class Marks {
  /// How what stands between brackets is laid out.
  enum Style {
    /// Elements in one line or one a line.
    LIST,
    /// As [#LIST], with spaces inside the brackets.
    FIELDS,
    /// One statement, item, field or arm a line.
    BLOCK,
    /// One expression in braces, in the line of the choice around it.
    SOFT_BLOCK
  }

  /// Whether a list that breaks ends in a comma.
  enum Comma {
    NEVER,
    IF_BROKEN,
    /// `(a,)`: it makes the tuple.
    ALWAYS
  }

  record Bracket(Style style, Comma comma) {}

  final Map<Integer, Bracket> brackets = new HashMap<>();

  /// Angle brackets that are brackets.
  final BitSet angles = new BitSet();

  /// Signs of one operand.
  final BitSet unary = new BitSet();

  /// Operators before which a long expression breaks.
  final BitSet operators = new BitSet();

  /// Dots before which a long chain of calls breaks.
  final BitSet dots = new BitSet();

  /// Dots of `2 .0`, which is no fraction.
  final BitSet items = new BitSet();

  /// First tokens of what stands on a line of its own.
  final BitSet units = new BitSet();

  /// Last tokens of fields and arms behind which a comma stands, and of arms behind which none
  /// does.
  final BitSet comma = new BitSet();

  final BitSet noComma = new BitSet();

  /// How many groups begin and end at a token; those that indent, and those that do not.
  final Map<Integer, Integer> begins = new HashMap<>();

  final Map<Integer, Integer> ends = new HashMap<>();
  final Map<Integer, Integer> indents = new HashMap<>();
  final Map<Integer, Integer> dedents = new HashMap<>();

  private final List<? extends Token> tokens;

  private Marks(List<? extends Token> tokens) {
    this.tokens = tokens;
  }

  static Marks of(NeuroParseResult syntax) {
    Marks marks = new Marks(syntax.tokens().getTokens());
    Deque<ParserRuleContext> work = new ArrayDeque<>();
    work.push(syntax.tree());
    while (!work.isEmpty()) {
      ParserRuleContext tree = work.pop();
      marks.visit(tree);
      for (int i = tree.getChildCount() - 1; i >= 0; i--) {
        if (tree.getChild(i) instanceof ParserRuleContext child) {
          work.push(child);
        }
      }
    }
    return marks;
  }

  private void visit(ParserRuleContext tree) {
    brackets(tree);
    switch (tree) {
      case NeuroLangParser.ItemContext t -> units.set(start(t));
      case NeuroLangParser.MemberContext t -> units.set(start(t));
      case NeuroLangParser.InnerContext t -> unit(t);
      case NeuroLangParser.AttributeContext t -> units.set(start(t));
      case NeuroLangParser.DeclarationContext t -> declaration(t);
      case NeuroLangParser.ArmContext t -> arm(t);
      case NeuroLangParser.OperandContext t -> {
        chain(t);
        choice(t.blockLike());
      }
      case NeuroLangParser.FirstOperandContext t -> chain(t);
      case NeuroLangParser.MemberSuffixContext t -> item(t);
      case NeuroLangParser.ValueExprContext t -> operators(t);
      case NeuroLangParser.ValueFirstContext t -> operators(t);
      case NeuroLangParser.PrefixContext t -> unary.set(start(t));
      case NeuroLangParser.PatternNumberContext t -> sign(t);
      case NeuroLangParser.NumberSizeContext t -> sign(t);
      default -> {}
    }
  }

  private static int start(ParserRuleContext tree) {
    return tree.getStart().getTokenIndex();
  }

  /// The last token that is written.
  private int stop(ParserRuleContext tree) {
    int index = tree.getStop().getTokenIndex();
    while (index > 0
        && (tokens.get(index).getType() == NeuroLangLexer.TAIL
            || tokens.get(index).getChannel() != Token.DEFAULT_CHANNEL)) {
      index--;
    }
    return index;
  }

  private static void add(Map<Integer, Integer> counts, int index) {
    counts.merge(index, 1, Integer::sum);
  }

  private void group(ParserRuleContext tree, boolean indent) {
    add(begins, start(tree));
    add(ends, stop(tree));
    if (indent) {
      add(indents, start(tree));
      add(dedents, stop(tree));
    }
  }

  private void sign(ParserRuleContext tree) {
    if (tree.getStart().getType() == NeuroLangLexer.MINUS) {
      unary.set(start(tree));
    }
  }

  // ------------------------------------------------------------------ lines

  /// A lone `;` stays behind what it follows.
  private void unit(NeuroLangParser.InnerContext tree) {
    if (!(tree.statement() instanceof NeuroLangParser.EmptyStatementContext)) {
      units.set(start(tree));
    }
  }

  private void declaration(NeuroLangParser.DeclarationContext tree) {
    units.set(start(tree));
    switch (tree) {
      case NeuroLangParser.StructItemContext t -> t.field().forEach(this::element);
      case NeuroLangParser.EnumItemContext t -> t.variant().forEach(this::element);
      default -> {}
    }
  }

  /// A field or variant, on a line of its own with a comma.
  private void element(ParserRuleContext tree) {
    units.set(start(tree));
    comma.set(stop(tree));
  }

  private void arm(NeuroLangParser.ArmContext tree) {
    units.set(start(tree));
    int last = stop(tree);
    while (tokens.get(last).getType() == NeuroLangLexer.COMMA
        || tokens.get(last).getChannel() != Token.DEFAULT_CHANNEL) {
      last--;
    }
    boolean block = tree.blockLike() != null && tree.memberSuffix() == null;
    (block ? noComma : comma).set(last);
  }

  private void item(NeuroLangParser.MemberSuffixContext tree) {
    int before = start(tree) - 1;
    if (tree.name() == null
        && before >= 0
        && tokens.get(before).getType() == NeuroLangLexer.INT
        && (before == 0 || tokens.get(before - 1).getType() != NeuroLangLexer.DOT)) {
      items.set(start(tree));
    }
  }

  // ------------------------------------------------------------------ long expressions

  private void operators(ParserRuleContext tree) {
    List<NeuroLangParser.OperatorContext> signs =
        tree.getRuleContexts(NeuroLangParser.OperatorContext.class);
    int weakest = signs.stream().mapToInt(Marks::binds).min().orElse(-1);
    signs.stream().filter(s -> binds(s) == weakest).forEach(s -> operators.set(start(s)));
    if (!signs.isEmpty()) {
      group(tree, true);
    }
  }

  /// Long expressions break where they are loosest.
  private static int binds(NeuroLangParser.OperatorContext sign) {
    return switch (sign.getStart().getType()) {
      case NeuroLangLexer.STAR, NeuroLangLexer.SLASH, NeuroLangLexer.PERCENT -> 10;
      case NeuroLangLexer.PLUS, NeuroLangLexer.MINUS -> 9;
      case NeuroLangLexer.SHIFT_LEFT -> 8;
      case NeuroLangLexer.GT -> sign.getChildCount() > 1 ? 8 : 4;
      case NeuroLangLexer.AMP -> 7;
      case NeuroLangLexer.CARET -> 6;
      case NeuroLangLexer.PIPE -> 5;
      case NeuroLangLexer.AND_AND -> 3;
      case NeuroLangLexer.OR_OR -> 2;
      default -> 4;
    };
  }

  /// `a.b().c().d()` breaks before its dots if it has many.
  private void chain(ParserRuleContext tree) {
    List<NeuroLangParser.DotSuffixContext> members =
        tree.getRuleContexts(NeuroLangParser.DotSuffixContext.class);
    if (members.size() >= 3) {
      members.forEach(member -> dots.set(start(member)));
      group(tree, true);
    }
  }

  /// `if c { a } else { b }` as a part of an expression may stand in one line.
  private void choice(ParseTree tree) {
    if (!(tree instanceof NeuroLangParser.IfExprContext t) || t.elseClause().isEmpty()) {
      return;
    }
    boolean soft = isSoft(t.block());
    for (NeuroLangParser.ElseClauseContext clause : t.elseClause()) {
      soft &= isSoft(clause.block());
    }
    if (soft) {
      group(t, false);
      Bracket bracket = new Bracket(Style.SOFT_BLOCK, Comma.NEVER);
      brackets.put(start(t.block()), bracket);
      t.elseClause().forEach(clause -> brackets.put(start(clause.block()), bracket));
    }
  }

  /// One expression without braces and comments.
  private boolean isSoft(NeuroLangParser.BlockContext tree) {
    boolean one =
        tree.inner().size() == 1
            && tree.inner(0).statement() instanceof NeuroLangParser.ExprStatementContext s
            && s.op == null
            && s.end.getType() == NeuroLangLexer.TAIL;
    for (int i = start(tree) + 1; one && i < stop(tree); i++) {
      Token token = tokens.get(i);
      one =
          token.getChannel() == Token.DEFAULT_CHANNEL
              && token.getType() != NeuroLangLexer.BODY_LBRACE
              && token.getType() != NeuroLangLexer.LBRACE;
    }
    if (one) {
      units.clear(start(tree.inner(0)));
    }
    return one;
  }

  // ------------------------------------------------------------------ brackets

  /// The pairs among the direct children of a rule.
  private void brackets(ParserRuleContext tree) {
    boolean arguments =
        tree instanceof NeuroLangParser.GenericsContext
            || tree instanceof NeuroLangParser.TypeArgsContext;
    for (int i = 0; i < tree.getChildCount(); i++) {
      if (!(tree.getChild(i) instanceof TerminalNode leaf)) {
        continue;
      }
      Token token = leaf.getSymbol();
      int index = token.getTokenIndex();
      Style style =
          switch (token.getType()) {
            case NeuroLangLexer.LPAREN, NeuroLangLexer.LBRACK -> Style.LIST;
            case NeuroLangLexer.STRUCT_LBRACE -> Style.FIELDS;
            case NeuroLangLexer.LBRACE, NeuroLangLexer.BODY_LBRACE -> Style.BLOCK;
            case NeuroLangLexer.LT -> arguments ? Style.LIST : null;
            default -> null;
          };
      if (arguments
          && (token.getType() == NeuroLangLexer.LT || token.getType() == NeuroLangLexer.GT)) {
        angles.set(index);
      }
      if (style != null) {
        brackets.putIfAbsent(index, new Bracket(style, comma(tree)));
      }
    }
  }

  private static Comma comma(ParserRuleContext tree) {
    return switch (tree) {
      case NeuroLangParser.TupleAtomContext t -> tuple(t.expr().size(), t.COMMA().size());
      case NeuroLangParser.TupleTypeContext t -> tuple(t.type().size(), t.COMMA().size());
      case NeuroLangParser.TuplePatternContext t -> tuple(t.pattern().size(), t.COMMA().size());
      case NeuroLangParser.TupleSizeContext t -> tuple(t.genericArg().size(), t.COMMA().size());
      case NeuroLangParser.ArrayAtomContext t when t.SEMI() != null -> Comma.NEVER;
      case NeuroLangParser.BracketArgContext t when t.SEMI() != null -> Comma.NEVER;
      case NeuroLangParser.ArrayTypeContext _ -> Comma.NEVER;
      default -> Comma.IF_BROKEN;
    };
  }

  private static Comma tuple(int items, int commas) {
    return items > 1 ? Comma.IF_BROKEN : commas > 0 ? Comma.ALWAYS : Comma.NEVER;
  }
}
