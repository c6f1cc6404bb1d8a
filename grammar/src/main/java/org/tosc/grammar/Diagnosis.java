package org.tosc.grammar;

import static org.tosc.grammar.PseudocodeLexer.*;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/// Says what a parser's error means: which kind of fault, where, in which construct.
final class Diagnosis {
  /// Kinds of things that are not there.
  private static final Set<FaultKind> MISSING =
      Set.of(
          FaultKind.MISSING_EXPRESSION,
          FaultKind.MISSING_OPERAND,
          FaultKind.MISSING_COMMA,
          FaultKind.MISSING_OPERATOR,
          FaultKind.MISSING_IN,
          FaultKind.MISSING_NAME,
          FaultKind.MISSING_PARAMETER_NAME,
          FaultKind.MISSING_PARAMETERS,
          FaultKind.MISSING_TYPE,
          FaultKind.MISSING_PATTERN,
          FaultKind.MISSING_UNIT,
          FaultKind.MISSING_IMPORT,
          FaultKind.INFER_WITHOUT_WITH,
          FaultKind.LOAD_WITHOUT_AS,
          FaultKind.SAVE_WITHOUT_TO,
          FaultKind.DEPLOY_WITHOUT_PORT);

  /// What mends a fault where it is put before the place.
  private static final Map<FaultKind, String> INSERTED =
      Map.of(
          FaultKind.MISSING_COMMA, ", ",
          FaultKind.MISSING_NEWLINE, "\n",
          FaultKind.MISSING_PARAMETERS, "()");

  private final CommonTokenStream tokens;

  Diagnosis(CommonTokenStream tokens) {
    this.tokens = tokens;
  }

  /// What is known about one error.
  private record Failure(
      Token at,
      int type,
      int previous,
      int rule,
      @Nullable ParserRuleContext context,
      IntervalSet expected) {
    boolean expects(int token) {
      return expected.contains(token);
    }

    boolean expectsExpression() {
      return expects(INT) && expects(LPAREN);
    }

    boolean in(int wanted) {
      return rule == wanted;
    }
  }

  SyntaxFault of(Parser parser, Token at, IntervalSet expected) {
    ParserRuleContext context = parser.getContext();
    Token before = before(at);
    Failure error =
        new Failure(
            at,
            at.getType(),
            before == null ? NEWLINE : before.getType(),
            context.getRuleIndex(),
            context,
            expected);
    FaultKind kind = kind(error);
    return fault(kind, error, before);
  }

  private SyntaxFault fault(FaultKind kind, Failure error, @Nullable Token before) {
    Token at = error.at;
    boolean missing = MISSING.contains(kind);
    boolean lineEnd = at.getStopIndex() < at.getStartIndex() || at.getType() == NEWLINE;
    boolean behind = missing && before != null && (lineEnd || !touches(kind));
    int offset = behind && before != null ? end(before) : at.getStartIndex();
    int length = missing || lineEnd ? 0 : Math.max(0, end(at) - at.getStartIndex());
    String found = TokenWords.found(real(at));
    List<String> wanted = TokenWords.expected(kind, error.expected);
    SyntaxFault.Edit edit = edit(kind, offset, at);
    return new SyntaxFault(kind, offset, length, found, wanted, enclosing(error.context), edit);
  }

  private static boolean touches(FaultKind kind) {
    return kind == FaultKind.MISSING_COMMA || kind == FaultKind.MISSING_OPERATOR;
  }

  private static int end(Token token) {
    return Math.max(token.getStopIndex() + 1, token.getStartIndex());
  }

  /// The token itself, or the next one that has text.
  private Token real(Token at) {
    int i = at.getTokenIndex();
    while (i >= 0 && i < tokens.size() - 1 && isSilent(tokens.get(i))) {
      i++;
    }
    return i < 0 ? at : tokens.get(i);
  }

  private static boolean isSilent(Token token) {
    return token.getType() != Token.EOF
        && token.getType() != NEWLINE
        && (token.getStopIndex() < token.getStartIndex()
            || token.getChannel() != Token.DEFAULT_CHANNEL);
  }

  private @Nullable Token before(Token at) {
    for (int i = at.getTokenIndex() - 1; i >= 0; i--) {
      Token token = tokens.get(i);
      if (token.getChannel() == Token.DEFAULT_CHANNEL
          && (token.getStopIndex() >= token.getStartIndex() || token.getType() == NEWLINE)) {
        return token;
      }
    }
    return null;
  }

  private static SyntaxFault.@Nullable Construct enclosing(@Nullable RuleContext context) {
    for (RuleContext at = context; at != null; at = at.parent) {
      if (at instanceof PseudocodeParser.StatementContext
          || at instanceof PseudocodeParser.DeclarationContext) {
        Token start = ((ParserRuleContext) at).getStart();
        if (start != null && TokenSets.isWord(start.getType()) && start.getType() != IDENT) {
          return new SyntaxFault.Construct(start.getText(), start.getStartIndex());
        }
      }
    }
    return null;
  }

  private static SyntaxFault.@Nullable Edit edit(FaultKind kind, int offset, Token at) {
    if (kind == FaultKind.MISSING_IN) {
      return in(offset, at);
    }
    if (kind == FaultKind.ASSIGNMENT_IN_EXPRESSION) {
      return new SyntaxFault.Edit(at.getStartIndex(), 1, "==");
    }
    String text = INSERTED.get(kind);
    return text == null ? null : new SyntaxFault.Edit(offset, 0, text);
  }

  /// `in` instead of what other languages write there, or between what is there.
  private static SyntaxFault.Edit in(int offset, Token at) {
    return Set.of("of", "from", "=", ":").contains(at.getText())
        ? new SyntaxFault.Edit(at.getStartIndex(), at.getText().length(), "in")
        : new SyntaxFault.Edit(offset, 0, " in");
  }

  // ------------------------------------------------------------------ kinds

  private static FaultKind kind(Failure error) {
    FaultKind kind = word(error);
    kind = kind == null ? runTime(error) : kind;
    kind = kind == null ? form(error) : kind;
    kind = kind == null ? name(error) : kind;
    return kind == null ? expression(error) : kind;
  }

  /// A word or sign that says by itself what is wrong.
  private static @Nullable FaultKind word(Failure error) {
    boolean afterOperand = TokenSets.endsOperand(error.previous);
    if (error.type == ASSIGN && afterOperand && !error.expects(IDENT)) {
      return FaultKind.ASSIGNMENT_IN_EXPRESSION;
    }
    boolean declares = error.previous == LET || error.previous == CONST;
    if (error.type == ASSIGN && isHard(error.previous) && !declares) {
      return FaultKind.RESERVED_WORD;
    }
    if (error.type == INTERPOLATION_CLOSE && error.previous == INTERPOLATION_OPEN) {
      return FaultKind.EMPTY_INTERPOLATION;
    }
    boolean slice = error.in(PseudocodeParser.RULE_sliceTail) || isIndex(error.context);
    if (error.type == COLON && slice) {
      return FaultKind.TOO_MANY_SLICE_PARTS;
    }
    return TokenSets.statementOnly(error.type) && afterOperand ? FaultKind.MISSING_NEWLINE : null;
  }

  private static boolean isIndex(@Nullable ParserRuleContext context) {
    return context instanceof PseudocodeParser.IndexExprContext;
  }

  private static @Nullable FaultKind runTime(Failure error) {
    IntervalSet wanted = error.expected;
    if (wanted.contains(STEPS)) {
      return FaultKind.MISSING_UNIT;
    }
    return switch (error.context) {
      case PseudocodeParser.InferExprContext c when wanted.contains(WITH) ->
          FaultKind.INFER_WITHOUT_WITH;
      case PseudocodeParser.LoadStatementContext c when wanted.contains(AS) ->
          FaultKind.LOAD_WITHOUT_AS;
      case PseudocodeParser.SaveStatementContext c when wanted.contains(TO) ->
          FaultKind.SAVE_WITHOUT_TO;
      case PseudocodeParser.DeployStatementContext c
          when wanted.contains(ON) || wanted.contains(PORT) ->
          FaultKind.DEPLOY_WITHOUT_PORT;
      case PseudocodeParser.FromImportStatementContext c when wanted.contains(IMPORT) ->
          FaultKind.MISSING_IMPORT;
      case null, default -> null;
    };
  }

  private static @Nullable FaultKind form(Failure error) {
    boolean reserved = isHard(error.type);
    if (error.in(PseudocodeParser.RULE_parameterList) && error.previous == COMMA && !reserved) {
      return FaultKind.MISSING_PARAMETER_NAME;
    }
    if (error.expects(IN) && error.context instanceof PseudocodeParser.ForStatementContext) {
      return FaultKind.MISSING_IN;
    }
    if (error.in(PseudocodeParser.RULE_declaration) && decorated(error.context)) {
      return FaultKind.DECORATOR_WITHOUT_FUNCTION;
    }
    if (error.expects(CASE) && !error.expectsExpression()) {
      return FaultKind.MISSING_CASE;
    }
    if (reserved || (!error.expects(IDENT) && !error.expects(LPAREN))) {
      return null;
    }
    return switch (error.rule) {
      case PseudocodeParser.RULE_parameterList ->
          error.expects(IDENT) || error.previous == LPAREN || error.previous == COMMA
              ? FaultKind.MISSING_PARAMETER_NAME
              : FaultKind.MISSING_PARAMETERS;
      case PseudocodeParser.RULE_parameter -> FaultKind.MISSING_PARAMETER_NAME;
      case PseudocodeParser.RULE_type, PseudocodeParser.RULE_typeArgument -> FaultKind.MISSING_TYPE;
      case PseudocodeParser.RULE_pattern,
          PseudocodeParser.RULE_simplePattern,
          PseudocodeParser.RULE_patternElement ->
          FaultKind.MISSING_PATTERN;
      default -> null;
    };
  }

  private static boolean decorated(@Nullable ParserRuleContext context) {
    return context != null
        && context.getParent() instanceof PseudocodeParser.DeclarationStatementContext statement
        && !statement.decorator().isEmpty();
  }

  private static @Nullable FaultKind name(Failure error) {
    if (!error.expects(IDENT) || error.expectsExpression()) {
      return null;
    }
    if (error.in(PseudocodeParser.RULE_name) && isInTypes(error.context)) {
      return isHard(error.type) ? FaultKind.RESERVED_WORD : FaultKind.MISSING_TYPE;
    }
    return isHard(error.type) ? FaultKind.RESERVED_WORD : FaultKind.MISSING_NAME;
  }

  private static boolean isInTypes(@Nullable ParserRuleContext name) {
    return name != null
        && name.getParent() != null
        && name.getParent().getParent() instanceof PseudocodeParser.TypeContext;
  }

  private static FaultKind expression(Failure error) {
    boolean afterOperand = TokenSets.endsOperand(error.previous);
    if (error.expectsExpression() && !afterOperand) {
      boolean operator = TokenSets.continues(error.previous) && error.previous != COMMA;
      boolean word = isHard(error.type) && !isClosing(error.type);
      if (word) {
        return FaultKind.RESERVED_WORD;
      }
      boolean operand = operator || binary(error.type);
      return operand ? FaultKind.MISSING_OPERAND : FaultKind.MISSING_EXPRESSION;
    }
    boolean operand = TokenSets.beginsOperand(error.type) || error.type == LAMBDA_FN;
    if (operand && afterOperand) {
      boolean inBracket = error.expects(RPAREN) || error.expects(RBRACK) || error.expects(RBRACE);
      return inBracket ? FaultKind.MISSING_COMMA : FaultKind.MISSING_OPERATOR;
    }
    boolean element = error.previous == COMMA || error.previous == LPAREN;
    return element ? FaultKind.MISSING_EXPRESSION : FaultKind.UNEXPECTED;
  }

  private static boolean binary(int type) {
    return TokenSets.continues(type) && type != COMMA && type != NOT && type != MINUS;
  }

  private static boolean isClosing(int type) {
    return type == END || type == UNTIL || type == THEN || type == DO || TokenSets.isClause(type);
  }

  /// A word that can never be a name.
  private static boolean isHard(int type) {
    return TokenSets.isWord(type) && !TokenSets.isName(type);
  }
}
