package org.tosc.grammar;

import static org.tosc.grammar.PseudocodeLexer.*;

/// Sets of token types, as tables indexed by type.
final class TokenSets {
  private static final int SIZE = PseudocodeLexer.VOCABULARY.getMaxTokenType() + 2;

  /// Ends an operand: what follows may be an operator, a call or an index.
  private static final boolean[] ENDS_OPERAND =
      table(
          IDENT,
          INT,
          FLOAT,
          BAD_NUMBER,
          STRING,
          SMART_STRING,
          STRING_CLOSE,
          RPAREN,
          RBRACK,
          RBRACE,
          SELF,
          SUPER,
          NIL,
          TRUE,
          FALSE,
          END,
          ELLIPSIS,
          STEPS,
          EPOCHS,
          STATIC,
          MODULE);

  /// Begins an operand, or is a prefix of one.
  private static final boolean[] BEGINS_OPERAND =
      table(
          IDENT,
          INT,
          FLOAT,
          BAD_NUMBER,
          STRING,
          SMART_STRING,
          STRING_OPEN,
          SELF,
          SUPER,
          NIL,
          TRUE,
          FALSE,
          NOT,
          FN,
          AWAIT);

  /// A line that ends in one of these continues on the next.
  private static final boolean[] CONTINUES =
      table(
          COMMA,
          PLUS,
          MINUS,
          STAR,
          SLASH,
          PERCENT,
          AT,
          POWER,
          MOD,
          DIV,
          EQ,
          NE,
          LT,
          LE,
          GT,
          GE,
          IN,
          AND,
          OR,
          NOT,
          PIPE,
          CARET,
          AMP,
          SHIFT_LEFT,
          SHIFT_RIGHT,
          DOTDOT,
          FAT_ARROW,
          ARROW,
          DOT);

  /// Words that stand only at the beginning of a statement or a clause.
  private static final boolean[] STATEMENT_ONLY =
      table(
          LET, CONST, RETURN, IF, ELIF, ELSE, END, WHILE, FOR, MATCH, CASE, TRY, CATCH, FINALLY,
          THROW, CLASS, ENUM, YIELD, STATIC, MODULE, EXPORT, IMPORT, BREAK, CONTINUE, UNTIL);

  private static final boolean[] ASSIGNS =
      table(
          ASSIGN,
          PLUS_ASSIGN,
          MINUS_ASSIGN,
          STAR_ASSIGN,
          SLASH_ASSIGN,
          PERCENT_ASSIGN,
          POWER_ASSIGN,
          AT_ASSIGN,
          AMP_ASSIGN,
          PIPE_ASSIGN,
          CARET_ASSIGN,
          SHIFT_LEFT_ASSIGN,
          SHIFT_RIGHT_ASSIGN);

  private static final boolean[] CLAUSES = table(ELIF, ELSE, CASE, CATCH, FINALLY);

  private TokenSets() {}

  static boolean endsOperand(int type) {
    return has(ENDS_OPERAND, type);
  }

  static boolean beginsOperand(int type) {
    return has(BEGINS_OPERAND, type) || isSoftWord(type);
  }

  static boolean continues(int type) {
    return has(CONTINUES, type);
  }

  static boolean statementOnly(int type) {
    return has(STATEMENT_ONLY, type);
  }

  static boolean assigns(int type) {
    return has(ASSIGNS, type);
  }

  static boolean isClause(int type) {
    return has(CLAUSES, type);
  }

  /// Keywords and names alike: everything that is spelt with letters.
  static boolean isWord(int type) {
    return type >= LET && type <= IDENT;
  }

  /// Words that are keywords only where their form stands.
  static boolean isSoftWord(int type) {
    return type >= REPEAT && type <= PRINT;
  }

  static boolean isName(int type) {
    return type == IDENT || isSoftWord(type);
  }

  private static boolean has(boolean[] set, int type) {
    return type >= 0 && set[type];
  }

  private static boolean[] table(int... types) {
    boolean[] table = new boolean[SIZE];
    for (int type : types) {
      table[type] = true;
    }
    return table;
  }
}
