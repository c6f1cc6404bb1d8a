package org.tosc.frontend.form;

import static org.tosc.frontend.form.FaultRow.row;

import org.tosc.grammar.FaultKind;
import org.tosc.grammar.Limits;
import org.tosc.tir.source.Code;

/// Every kind of fault that the grammar reports, with its code and its words; those of Neuro-Lang
/// only have theirs in [org.tosc.frontend.neuro.parse].
public final class FaultRows {
  private FaultRows() {}

  public static FaultRow of(FaultKind kind) {
    return switch (kind) {
      case UNKNOWN_CHARACTER ->
          row(
              Code.E0001,
              "{found} is not a character of the language",
              "outside of strings and comments only letters, digits and the signs of operators"
                  + " stand");
      case LOOKALIKE_CHARACTER ->
          row(Code.E0002, "{found} only looks like a character of the language");
      case SMART_QUOTES ->
          row(Code.E0003, "a string stands between `\"` or `'`, not between typographic quotes");
      case UNTERMINATED_STRING ->
          row(
              Code.E0004,
              "the string has no closing {expected}",
              "a string may span lines, so all that follows would belong to it");
      case UNTERMINATED_INTERPOLATION ->
          row(
              Code.E0005,
              "the interpolation has no closing `}`",
              "write `\\$` for a dollar sign before `{`");
      case EMPTY_INTERPOLATION ->
          row(
              Code.E0006,
              "an expression was expected between `${` and `}`",
              "write `\\$` for a dollar sign before `{`");
      case UNTERMINATED_COMMENT -> row(Code.E0007, "the comment has no closing `*/`");
      case BAD_ESCAPE ->
          row(
              Code.E0008,
              "{found} is not an escape sequence",
              "the escapes are `\\n` `\\t` `\\r` `\\0` `\\\\` `\\\"` `\\'` `\\$` `\\u{1F600}`");
      case BAD_UNICODE_ESCAPE ->
          row(
              Code.E0009,
              "{found} names no Unicode code point",
              "one to six hexadecimal digits up to `10FFFF` stand between the braces");
      case BAD_NUMBER ->
          row(
              Code.E0010,
              "{found} is neither a number nor a name",
              "a name does not begin with a digit");
      case BAD_DIGIT_SEPARATOR -> row(Code.E0011, "`_` stands between two digits of a number");
      case BAD_NUMBER_PREFIX ->
          row(
              Code.E0012,
              "{found} is not a number: `0x` with hexadecimal or `0b` with binary digits was"
                  + " expected");
      case INCOMPLETE_FRACTION ->
          row(Code.E0013, "{found} needs digits on both sides of the point");
      case INCOMPLETE_EXPONENT -> row(Code.E0014, "{found} needs digits after `e`");
      case TAB_SPACE_MIX ->
          row(
              Code.E0015,
              "the block is indented by both tabs and spaces",
              "the width of a tab is a matter of taste, so the two cannot be compared");
      case TEXT_TOO_LONG ->
          row(Code.E0020, "the file is too long", "at most " + Limits.CHARS + " characters");
      case TOO_MANY_TOKENS ->
          row(Code.E0021, "the file has too many words and signs", "at most " + Limits.TOKENS);
      case LITERAL_TOO_LONG ->
          row(Code.E0022, "{found} is too long", "at most " + Limits.LITERAL + " characters");
      case NESTED_TOO_DEEPLY ->
          row(
              Code.E0023,
              "this is nested too deeply",
              "at most "
                  + Limits.NESTING
                  + " blocks and brackets inside one another, and "
                  + Limits.LEVELS
                  + " operators in one expression: name a part of it");
      case UNEXPECTED -> row(Code.E0100, "{expected} was expected, found {found}");
      case STRAY_INDENT ->
          row(
              Code.E0101,
              "the line is indented, but no block begins here",
              "a block begins after a header that ends in `:`");
      case DEDENT_MATCHES_NOTHING -> row(Code.E0102, "the line's indentation fits no open block");
      case EMPTY_BLOCK ->
          row(
              Code.E0103,
              "an indented block was expected after `:`",
              "write `pass` for a block that does nothing");
      case BLOCK_WITHOUT_HEADER -> row(Code.E0104, "this `:` opens no block");
      case MARKER_WITHOUT_HEADER ->
          row(
              Code.E0105,
              "{found} belongs to no header",
              "`then` follows a condition, `do` the header of a loop");
      case MISSING_END -> row(Code.E0106, "{opener} has no `end`");
      case MISSING_UNTIL -> row(Code.E0107, "`repeat` has no `until`");
      case END_WITHOUT_OPENER ->
          row(
              Code.E0108,
              "`end` closes nothing here",
              "a block that begins with `:` ends with its indentation");
      case END_WITH_KEYWORD -> row(Code.E0109, "`end` stands alone");
      case MIXED_STYLES ->
          row(
              Code.E0110,
              "{opener} mixes `:` with a keyword block",
              "all parts of one construct use the same style");
      case MISSING_THEN -> row(Code.E0111, "`then` or `:` was expected after the condition");
      case MISSING_DO -> row(Code.E0112, "`do` or `:` was expected after the loop's header");
      case MISSING_COLON -> row(Code.E0113, "`:` was expected at the end of the header");
      case WRONG_MARKER ->
          row(
              Code.E0114,
              "{expected} was expected, found {found}",
              "`then` follows a condition, `do` the header of a loop");
      case BRACE_BLOCK ->
          row(
              Code.E0115,
              "a block does not stand in braces",
              "a block is indented after `:`, or stands between `then` or `do` and `end`");
      case UNTIL_WITHOUT_REPEAT -> row(Code.E0116, "`until` belongs to no `repeat`");
      case ELSE_WITHOUT_IF -> row(Code.E0117, "`else` belongs to no `if` or `match`");
      case ELIF_WITHOUT_IF -> row(Code.E0118, "`elif` belongs to no `if`");
      case CASE_WITHOUT_MATCH -> row(Code.E0119, "`case` belongs to no `match`");
      case CATCH_WITHOUT_TRY -> row(Code.E0120, "{found} belongs to no `try`");
      case TRY_WITHOUT_CATCH -> row(Code.E0121, "`try` needs a `catch` or a `finally`");
      case DUPLICATE_ELSE -> row(Code.E0122, "{opener} has a second `else`");
      case CLAUSE_AFTER_ELSE ->
          row(
              Code.E0123,
              "{found} stands after `else`",
              "`else` is the last part: what follows it could never run");
      case DUPLICATE_FINALLY ->
          row(
              Code.E0124,
              "{found} stands after `finally`",
              "`finally` is the last part of `try`, and stands once");
      case ELSE_IF -> row(Code.E0125, "`else if` is written `elif`");
      case MISSING_CASE -> row(Code.E0126, "`case` or `else` was expected, found {found}");
      case MISSING_NEWLINE -> row(Code.E0127, "a new line was expected before {found}");
      case MISSING_CLOSING_BRACKET -> row(Code.E0130, "{opener} has no closing {expected}");
      case MISMATCHED_BRACKET -> row(Code.E0131, "{expected} was expected, found {found}");
      case STRAY_CLOSING_BRACKET -> row(Code.E0132, "{found} closes nothing");
      case FOREIGN_KEYWORD -> row(Code.E0133, "{found} is not a word of the language");
      case FOREIGN_CONSTANT -> row(Code.E0134, "{found} is written {expected}");
      case FOREIGN_OPERATOR -> row(Code.E0135, "{found} is not an operator of the language");
      case INCREMENT -> row(Code.E0136, "{found} is not an operator: {expected} was expected");
      case SEMICOLON -> row(Code.E0137, "a statement ends with its line, not with `;`");
      case CONDITIONAL_EXPRESSION ->
          row(
              Code.E0138,
              "a choice is a statement, not an expression: `if … then … else … end` was expected");
      case STRING_PREFIX ->
          row(
              Code.E0168,
              "a string has no letter before it, found {found}",
              "every string replaces `${i}` by the value of `i`, and knows `\\n`");
      case SELF_PARAMETER ->
          row(
              Code.E0169,
              "`self` is not a parameter",
              "every method knows its object as `self` without naming it");
      case FN_BEFORE_ARROW ->
          row(
              Code.E0167,
              "a lambda with `=>` has no `fn`",
              "`(x) => x * x` is one expression, `fn(x) … end` a block");
      case MISSING_EXPRESSION -> row(Code.E0140, "an expression was expected, found {found}");
      case MISSING_OPERAND ->
          row(Code.E0141, "an expression was expected beside the operator, found {found}");
      case MISSING_COMMA -> row(Code.E0142, "`,` was expected before {found}");
      case MISSING_OPERATOR -> row(Code.E0143, "an operator was expected before {found}");
      case MISSING_IN -> row(Code.E0144, "`in` was expected after the name, found {found}");
      case MISSING_NAME -> row(Code.E0145, "a name was expected, found {found}");
      case MISSING_PARAMETER_NAME ->
          row(Code.E0146, "the name of a parameter was expected, found {found}");
      case MISSING_PARAMETERS ->
          row(
              Code.E0147,
              "`(` and parameters were expected after the function's name",
              "a function without parameters has `()`");
      case MISSING_TYPE -> row(Code.E0148, "a type was expected, found {found}");
      case MISSING_PATTERN -> row(Code.E0149, "a pattern was expected, found {found}");
      case RESERVED_WORD -> row(Code.E0150, "{found} is a keyword and cannot be a name");
      case ASSIGNMENT_IN_EXPRESSION ->
          row(Code.E0151, "`=` assigns and has no value: `==` compares");
      case BAD_TARGET -> row(Code.E0153, "only a name, an element or a field can be assigned");
      case DEFAULT_BEFORE_REQUIRED ->
          row(Code.E0154, "{found} needs a default too, since a parameter before it has one");
      case REST_NOT_LAST -> row(Code.E0155, "what takes the rest must stand last");
      case DUPLICATE_REST -> row(Code.E0156, "only one part of a list can take the rest");
      case POSITIONAL_AFTER_NAMED ->
          row(Code.E0157, "an argument without a name stands before those with one");
      case TOO_MANY_SLICE_PARTS ->
          row(Code.E0158, "a slice has at most three parts: `from:to:step`");
      case DECORATOR_WITHOUT_FUNCTION ->
          row(Code.E0159, "`@` stands before a function, on the line above it");
      case MISSING_IMPORT -> row(Code.E0160, "`import` and names were expected after the module");
      case TRAIN_WITHOUT_DATA ->
          row(Code.E0161, "`on` with data, or `for` with a number of steps, was expected");
      case INFER_WITHOUT_WITH -> row(Code.E0162, "`with` and an input were expected");
      case LOAD_WITHOUT_AS -> row(Code.E0163, "`as` and a name were expected");
      case SAVE_WITHOUT_TO -> row(Code.E0164, "`to` and a path were expected");
      case DEPLOY_WITHOUT_PORT -> row(Code.E0165, "`on port` and a number were expected");
      case MISSING_UNIT -> row(Code.E0166, "`steps` or `epochs` was expected after the number");
      case MISSING_SEMICOLON,
          MISSING_BODY,
          MISSING_RESULT_ARROW,
          MISSING_ARM_ARROW,
          PARAMETER_ORDER,
          REFERENCE,
          CLOSURE,
          STRUCT_IN_HEADER,
          C_STYLE_FOR,
          SQUARE_TYPE_ARGUMENTS,
          SINGLE_QUOTES,
          HASH_COMMENT,
          HASH_ATTRIBUTE,
          PRINT_WITHOUT_PARENTHESES,
          USE_GROUP ->
          throw new IllegalArgumentException(kind + " is of Neuro-Lang");
    };
  }
}
