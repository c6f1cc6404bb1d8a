package org.tosc.grammar;

import java.util.List;

/// What can be wrong with the form of a source text. A kind is precise enough that a message can be
/// written from it and the fields of its [SyntaxFault]; the wording is the front end's work.
public enum FaultKind {
  // ---- characters and literals
  UNKNOWN_CHARACTER("a character that the language does not use"),
  LOOKALIKE_CHARACTER("a character that looks like one of the language's"),
  SMART_QUOTES("typographic quotes around a text"),
  UNTERMINATED_STRING("a string without its closing quote"),
  UNTERMINATED_INTERPOLATION("`${` without its `}`"),
  EMPTY_INTERPOLATION("`${}` without an expression", "an expression"),
  UNTERMINATED_COMMENT("`/*` without `*/`"),
  BAD_ESCAPE("an escape sequence that does not exist"),
  BAD_UNICODE_ESCAPE("`\\u{…}` without a code point in it"),
  BAD_NUMBER("letters glued to a number"),
  BAD_DIGIT_SEPARATOR("`_` where no digit is beside it"),
  BAD_NUMBER_PREFIX("a number prefix that does not exist, or without digits"),
  INCOMPLETE_FRACTION("`.5` or `5.`, a fraction with a missing half"),
  INCOMPLETE_EXPONENT("an exponent without digits"),
  TAB_SPACE_MIX("tabs and spaces in the indentation of one block"),

  // ---- limits
  TEXT_TOO_LONG("more text than a file may have"),
  TOO_MANY_TOKENS("more tokens than a file may have"),
  LITERAL_TOO_LONG("a literal that is too long"),
  NESTED_TOO_DEEPLY("blocks, brackets or operators nested too deeply"),

  // ---- blocks
  STRAY_INDENT("a line that is indented for no reason"),
  DEDENT_MATCHES_NOTHING("a line whose indentation no open block has"),
  EMPTY_BLOCK("`:` without an indented block"),
  BLOCK_WITHOUT_HEADER("an indented block after a `:` that opens none"),
  MARKER_WITHOUT_HEADER("`then` or `do` without a header"),
  MISSING_END("a keyword block without its `end`"),
  MISSING_UNTIL("`repeat` without `until`"),
  END_WITHOUT_OPENER("`end` that closes nothing"),
  END_WITH_KEYWORD("`end if` and the like"),
  MIXED_STYLES("both block styles in one construct"),
  MISSING_THEN("a condition without `then` or `:`"),
  MISSING_DO("a loop's header without `do` or `:`"),
  MISSING_COLON("a header without `:`"),
  WRONG_MARKER("`do` for `then` or the other way round"),
  BRACE_BLOCK("a block in braces"),
  UNTIL_WITHOUT_REPEAT("`until` without `repeat`"),
  ELSE_WITHOUT_IF("`else` that belongs to nothing"),
  ELIF_WITHOUT_IF("`elif` that belongs to no `if`"),
  CASE_WITHOUT_MATCH("`case` outside `match`"),
  CATCH_WITHOUT_TRY("`catch` or `finally` outside `try`"),
  TRY_WITHOUT_CATCH("`try` with neither `catch` nor `finally`"),
  DUPLICATE_ELSE("a second `else`"),
  CLAUSE_AFTER_ELSE("`elif` or `case` after `else`"),
  DUPLICATE_FINALLY("a second `finally`, or `catch` after it"),
  ELSE_IF("`else if`"),
  MISSING_CASE("a statement in `match` that stands under no `case`", "`case`"),
  MISSING_NEWLINE("two statements on one line", "a new line"),

  // ---- brackets
  MISSING_CLOSING_BRACKET("a bracket that is never closed"),
  MISMATCHED_BRACKET("a bracket closed by one of another kind"),
  STRAY_CLOSING_BRACKET("a closing bracket that nothing opened"),

  // ---- words and operators of other languages
  FOREIGN_KEYWORD("a keyword of another language"),
  FOREIGN_CONSTANT("`None`, `True`, `False`, `null`"),
  FOREIGN_OPERATOR("an operator of another language"),
  INCREMENT("`++` or `--`"),
  SEMICOLON("`;`"),
  CONDITIONAL_EXPRESSION("`c ? a : b` or `a if c else b`"),
  STRING_PREFIX("a letter before a string, as in `f\"…\"`"),
  SELF_PARAMETER("`self` among the parameters of a method"),
  FN_BEFORE_ARROW("`fn` before a lambda with `=>`", "`(…) => …`"),

  // ---- expressions and statements
  MISSING_EXPRESSION("an expression is missing", "an expression"),
  MISSING_OPERAND("an operator without its operand", "an expression"),
  MISSING_COMMA("two elements without a comma between them", "`,`"),
  MISSING_OPERATOR("two values without an operator between them", "an operator", "a new line"),
  MISSING_IN("`for` without `in`", "`in`"),
  MISSING_NAME("a name is missing", "a name"),
  MISSING_PARAMETER_NAME("a parameter's name is missing", "a parameter's name"),
  MISSING_PARAMETERS("a function without its parameter list", "`(`"),
  MISSING_TYPE("an annotation without a type", "a type"),
  MISSING_PATTERN("`case` without a pattern", "a pattern"),
  RESERVED_WORD("a keyword used as a name", "a name"),
  ASSIGNMENT_IN_EXPRESSION("`=` inside an expression", "`==`"),

  BAD_TARGET("an assignment to something that cannot be assigned"),
  DEFAULT_BEFORE_REQUIRED("a parameter without a default after one with it"),
  REST_NOT_LAST("a rest parameter that is not the last"),
  DUPLICATE_REST("two rest elements in one pattern"),
  POSITIONAL_AFTER_NAMED("a positional argument after a named one"),
  TOO_MANY_SLICE_PARTS("a slice with more than three parts"),
  DECORATOR_WITHOUT_FUNCTION("`@name` that stands before no declaration", "`fn`"),
  MISSING_IMPORT("`from` without `import`", "`import`"),

  // ---- run-time statements
  TRAIN_WITHOUT_DATA("`train` with neither `on` nor `for`"),
  INFER_WITHOUT_WITH("`infer` without `with`", "`with`"),
  LOAD_WITHOUT_AS("a `load` statement without `as`", "`as`"),
  SAVE_WITHOUT_TO("`save` without `to`", "`to`"),
  DEPLOY_WITHOUT_PORT("`deploy` without `on port`", "`on port`"),
  MISSING_UNIT("a count without `steps` or `epochs`", "`steps`", "`epochs`"),

  // ---- Neuro-Lang only
  MISSING_SEMICOLON("a statement without its `;`", "`;`"),
  MISSING_BODY("a header without its `{`", "`{`"),
  MISSING_RESULT_ARROW("the type of a result without `->`", "`->`"),
  MISSING_ARM_ARROW("a pattern without its `=>`", "`=>`"),
  PARAMETER_ORDER("`type name` for `name: type`"),
  REFERENCE("`&x` or `*x`"),
  CLOSURE("`|x| …`"),
  STRUCT_IN_HEADER("the fields of a struct in the head of `if` and the like"),
  C_STYLE_FOR("`for (…; …; …)`", "`for i in 0..n`"),
  SQUARE_TYPE_ARGUMENTS("`Tile[…]` for `Tile<…>`"),
  SINGLE_QUOTES("a text in single quotes"),
  HASH_COMMENT("a comment that begins with `#`", "`//`"),
  HASH_ATTRIBUTE("`#[name]` for `@name`"),
  PRINT_WITHOUT_PARENTHESES("`print x`", "`print(…)`"),
  USE_GROUP("`use a::{b, c}` or `use a::*`"),

  // ---- anything else
  UNEXPECTED("something else was expected");

  private final String summary;
  private final List<String> expected;

  FaultKind(String summary, String... expected) {
    this.summary = summary;
    this.expected = List.of(expected);
  }

  /// One line that describes the kind, for documentation and debugging.
  public String summary() {
    return summary;
  }

  /// What would have been right, where the kind alone says it.
  List<String> expected() {
    return expected;
  }
}
