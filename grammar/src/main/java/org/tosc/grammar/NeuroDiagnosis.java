package org.tosc.grammar;

import static org.tosc.grammar.NeuroLangLexer.*;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/// Says what a parser's error means: which kind of fault, and where.
final class NeuroDiagnosis {
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
          FaultKind.MISSING_SEMICOLON,
          FaultKind.MISSING_BODY,
          FaultKind.MISSING_ARM_ARROW);

  /// What mends a fault where it is put at the place.
  private static final Map<FaultKind, String> INSERTED =
      Map.of(
          FaultKind.MISSING_COMMA, ",",
          FaultKind.MISSING_SEMICOLON, ";",
          FaultKind.MISSING_PARAMETERS, "()",
          FaultKind.MISSING_IN, " in",
          FaultKind.MISSING_ARM_ARROW, " =>");

  private final CommonTokenStream tokens;

  NeuroDiagnosis(CommonTokenStream tokens) {
    this.tokens = tokens;
  }

  /// What is known about one error.
  private record Failure(
      Token at,
      int type,
      int previous,
      int rule,
      boolean newLine,
      @Nullable ParserRuleContext context,
      IntervalSet expected) {
    boolean expects(int token) {
      return expected.contains(token);
    }

    boolean expectsExpression() {
      return expects(INT) && expects(LPAREN) && expects(STRING);
    }

    boolean afterOperand() {
      return NeuroBraces.endsOperand(previous) || previous == GT;
    }
  }

  SyntaxFault of(Parser parser, Token token, IntervalSet expected) {
    ParserRuleContext context = parser.getContext();
    Token at = real(token);
    Token before = before(token);
    Failure error =
        new Failure(
            at,
            at.getType(),
            before == null ? Token.EOF : before.getType(),
            context.getRuleIndex(),
            beginsLine(at),
            context,
            expected);
    return fault(kind(error), error, before);
  }

  private SyntaxFault fault(FaultKind kind, Failure error, @Nullable Token before) {
    Token at = error.at;
    boolean missing = MISSING.contains(kind);
    boolean behind = missing && before != null && kind != FaultKind.MISSING_OPERATOR;
    int offset = behind && before != null ? end(before) : at.getStartIndex();
    int length = missing ? 0 : Math.max(0, end(at) - at.getStartIndex());
    List<String> wanted = NeuroTokenWords.expected(kind, error.expected);
    return new SyntaxFault(
        kind, offset, length, TokenWords.shown(at), wanted, null, edit(kind, offset, at));
  }

  private static int end(Token token) {
    return Math.max(token.getStopIndex() + 1, token.getStartIndex());
  }

  private static SyntaxFault.@Nullable Edit edit(FaultKind kind, int offset, Token at) {
    int start = at.getStartIndex();
    int length = end(at) - start;
    if (kind == FaultKind.ASSIGNMENT_IN_EXPRESSION) {
      return new SyntaxFault.Edit(start, 1, "==");
    }
    if (kind == FaultKind.MISSING_IN) {
      return Set.of("of", "from", "=", ":").contains(at.getText())
          ? new SyntaxFault.Edit(start, length, "in")
          : new SyntaxFault.Edit(offset, 0, " in");
    }
    if (kind == FaultKind.MISSING_ARM_ARROW) {
      return Set.of("=", ":", "then").contains(at.getText())
          ? new SyntaxFault.Edit(start, length, "=>")
          : new SyntaxFault.Edit(offset, 0, " =>");
    }
    String text = INSERTED.get(kind);
    return text == null ? null : new SyntaxFault.Edit(offset, 0, text);
  }

  // ------------------------------------------------------------------ tokens

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
        && (token.getStopIndex() < token.getStartIndex()
            || token.getChannel() != Token.DEFAULT_CHANNEL);
  }

  private @Nullable Token before(Token at) {
    for (int i = at.getTokenIndex() - 1; i >= 0; i--) {
      if (!isSilent(tokens.get(i))) {
        return tokens.get(i);
      }
    }
    return null;
  }

  /// Is no other token on the line before this one?
  boolean beginsLine(Token token) {
    Token at = real(token);
    Token before = before(at);
    return before == null || before.getLine() + lines(before) < at.getLine();
  }

  private static int lines(Token token) {
    return token.getType() == STRING ? (int) token.getText().lines().count() - 1 : 0;
  }

  static boolean beginsItem(int type) {
    return switch (type) {
      case FN, STRUCT, ENUM, IMPL, IMPORT, USE -> true;
      default -> false;
    };
  }

  static boolean beginsStatement(int type) {
    return beginsItem(type)
        || switch (type) {
          case LET, VAR, CONST, RETURN, BREAK, CONTINUE, WHILE, FOR, LOOP, IF, MATCH -> true;
          default -> false;
        };
  }

  // ------------------------------------------------------------------ kinds

  private static FaultKind kind(Failure error) {
    FaultKind kind = assignment(error);
    kind = kind == null ? end(error) : kind;
    kind = kind == null ? form(error) : kind;
    kind = kind == null ? name(error) : kind;
    return kind == null ? expression(error) : kind;
  }

  private static @Nullable FaultKind assignment(Failure error) {
    boolean inside = error.type == ASSIGN && error.afterOperand() && !error.expects(IDENT);
    boolean body =
        error.context != null && error.context.getParent() instanceof NeuroLangParser.FnItemContext;
    return inside && !body ? FaultKind.ASSIGNMENT_IN_EXPRESSION : null;
  }

  /// Where a statement or arm could end.
  private static @Nullable FaultKind end(Failure error) {
    if (!error.expects(TAIL) || !(error.expects(SEMI) || error.expects(COMMA))) {
      return null;
    }
    boolean closed =
        error.newLine
            || error.type == RBRACE
            || error.type == Token.EOF
            || beginsStatement(error.type);
    if (error.expects(COMMA) && !error.expects(SEMI)) {
      return closed || NeuroBraces.beginsOperand(error.type) ? FaultKind.MISSING_COMMA : null;
    }
    if (closed) {
      return FaultKind.MISSING_SEMICOLON;
    }
    return NeuroBraces.beginsOperand(error.type) && error.afterOperand()
        ? FaultKind.MISSING_OPERATOR
        : null;
  }

  private static @Nullable FaultKind form(Failure error) {
    boolean keyword = NeuroTokenWords.isKeyword(error.type);
    if (error.expects(IN) && error.context instanceof NeuroLangParser.ForExprContext) {
      return FaultKind.MISSING_IN;
    }
    if (error.type == FAT_ARROW && error.expects(IDENT)) {
      return FaultKind.MISSING_PATTERN;
    }
    if (error.expects(FAT_ARROW) && error.rule == NeuroLangParser.RULE_arm) {
      return FaultKind.MISSING_ARM_ARROW;
    }
    if (error.expects(BODY_LBRACE) && (error.afterOperand() || !error.expectsExpression())) {
      return FaultKind.MISSING_BODY;
    }
    if (error.context instanceof NeuroLangParser.FnItemContext
        && error.expects(LPAREN)
        && !error.expects(IDENT)) {
      return FaultKind.MISSING_PARAMETERS;
    }
    if (keyword) {
      return null;
    }
    boolean parameters = error.context instanceof NeuroLangParser.FnItemContext;
    if (parameters && error.expects(RPAREN) && !NeuroBraces.endsOperand(error.previous)) {
      return FaultKind.MISSING_PARAMETER_NAME;
    }
    return switch (error.rule) {
      case NeuroLangParser.RULE_parameter -> FaultKind.MISSING_PARAMETER_NAME;
      case NeuroLangParser.RULE_type, NeuroLangParser.RULE_genericArg -> FaultKind.MISSING_TYPE;
      case NeuroLangParser.RULE_size, NeuroLangParser.RULE_sizeOperand -> FaultKind.MISSING_TYPE;
      case NeuroLangParser.RULE_pattern,
          NeuroLangParser.RULE_simplePattern,
          NeuroLangParser.RULE_patternNumber ->
          FaultKind.MISSING_PATTERN;
      default -> null;
    };
  }

  private static @Nullable FaultKind name(Failure error) {
    if (!error.expects(IDENT) || error.expectsExpression()) {
      return null;
    }
    if (NeuroTokenWords.isKeyword(error.type)) {
      return FaultKind.RESERVED_WORD;
    }
    boolean type =
        error.context != null
            && error.context.getParent() instanceof NeuroLangParser.TypePathContext;
    return type ? FaultKind.MISSING_TYPE : FaultKind.MISSING_NAME;
  }

  private static FaultKind expression(Failure error) {
    if (error.expectsExpression() && !error.afterOperand()) {
      if (NeuroTokenWords.isKeyword(error.type)) {
        return FaultKind.RESERVED_WORD;
      }
      boolean operator = isBinary(error.previous) || isBinary(error.type);
      return operator ? FaultKind.MISSING_OPERAND : FaultKind.MISSING_EXPRESSION;
    }
    if (isList(error) && NeuroBraces.beginsOperand(error.type)) {
      return FaultKind.MISSING_COMMA;
    }
    return NeuroBraces.beginsOperand(error.type) && error.afterOperand()
        ? FaultKind.MISSING_OPERATOR
        : FaultKind.UNEXPECTED;
  }

  /// Is the place inside brackets whose elements are separated by commas?
  private static boolean isList(Failure error) {
    boolean group =
        error.context instanceof NeuroLangParser.TupleAtomContext tuple && tuple.COMMA().isEmpty();
    boolean braces = error.expects(RBRACE) && !error.expects(LET);
    boolean closes = error.expects(RPAREN) || error.expects(RBRACK) || braces || error.expects(GT);
    return closes && !group;
  }

  private static boolean isBinary(int type) {
    return switch (type) {
      case PLUS, MINUS, STAR, SLASH, PERCENT, AMP, PIPE, CARET, SHIFT_LEFT, AND_AND, OR_OR -> true;
      case EQ, NE, LT, LE, GE, GT, BANG -> true;
      default -> false;
    };
  }
}
