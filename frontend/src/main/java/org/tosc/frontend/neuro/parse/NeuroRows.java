package org.tosc.frontend.neuro.parse;

import static org.tosc.frontend.form.FaultRow.row;

import java.util.Map;
import org.tosc.frontend.form.FaultRow;
import org.tosc.frontend.form.FaultRows;
import org.tosc.grammar.FaultKind;
import org.tosc.grammar.SyntaxFault;
import org.tosc.tir.source.Code;

/// The words for faults in Neuro-Lang: its own, and otherwise those of Pseudocode.
final class NeuroRows {
  private static final Map<FaultKind, FaultRow> OWN =
      Map.ofEntries(
          Map.entry(
              FaultKind.MISSING_SEMICOLON,
              row(Code.E1101, "`;` was expected at the end of the statement")),
          Map.entry(
              FaultKind.REFERENCE,
              row(
                  Code.E1103,
                  "there are no references, found {found}",
                  "values are copied or moved; `x.view()` lends a tensor to be read, and"
                      + " `x.view_mut()` to be written")),
          Map.entry(
              FaultKind.CLOSURE,
              row(
                  Code.E1104,
                  "there are no closures: a function with a name was expected",
                  "a function can be passed by its name, as in `apply(square, x)`")),
          Map.entry(
              FaultKind.STRUCT_IN_HEADER,
              row(
                  Code.E1107,
                  "a struct's fields stand in parentheses here",
                  "after `if`, `while`, `match` and `in`, the next `{` begins the body")),
          Map.entry(
              FaultKind.C_STYLE_FOR,
              row(
                  Code.E1108,
                  "a loop counts through a range: `for i in 0..n { … }` was expected",
                  "`0..n` ends before `n`, `0..=n` with it; every other loop is a `while`")),
          Map.entry(
              FaultKind.SQUARE_TYPE_ARGUMENTS,
              row(Code.E1109, "the arguments of a type stand between `<` and `>`")),
          Map.entry(FaultKind.SINGLE_QUOTES, row(Code.E1110, "a text stands in double quotes")),
          Map.entry(
              FaultKind.HASH_COMMENT, row(Code.E1111, "a comment begins with `//`, not with `#`")),
          Map.entry(
              FaultKind.HASH_ATTRIBUTE, row(Code.E1112, "an attribute is written {expected}")),
          Map.entry(
              FaultKind.MISSING_BODY,
              row(
                  Code.E1113,
                  "`{` was expected, found {found}",
                  "the body of a function, loop or choice always stands in braces")),
          Map.entry(
              FaultKind.PRINT_WITHOUT_PARENTHESES,
              row(Code.E1114, "{found} is a function: its arguments stand in parentheses")),
          Map.entry(
              FaultKind.USE_GROUP,
              row(
                  Code.E1115,
                  "`use` names one thing, found {found}",
                  "write one `use` for each name, or the path where the name is used")),
          Map.entry(
              FaultKind.MISSING_RESULT_ARROW,
              row(Code.E1119, "`->` was expected before the type of the result")),
          Map.entry(
              FaultKind.PARAMETER_ORDER,
              row(Code.E1120, "a parameter is written `name: type`: {expected} was expected")),
          Map.entry(
              FaultKind.MISSING_ARM_ARROW,
              row(Code.E1121, "`=>` was expected after the pattern, found {found}")),
          Map.entry(
              FaultKind.SMART_QUOTES,
              row(Code.E0003, "a string stands between `\"`, not between typographic quotes")),
          Map.entry(
              FaultKind.BAD_NUMBER,
              row(
                  Code.E0010,
                  "{found} is neither a number nor a name",
                  "a number may end in a type, as in `1i32`, `2u64`, `3index`, `1.5f16` or"
                      + " `2bf16`")),
          Map.entry(
              FaultKind.BAD_NUMBER_PREFIX,
              row(
                  Code.E0012,
                  "{found} is not a number: `0x` with hexadecimal, `0o` with octal or `0b` with"
                      + " binary digits was expected")),
          Map.entry(
              FaultKind.CONDITIONAL_EXPRESSION,
              row(Code.E0138, "a choice is written `if c { a } else { b }`")),
          Map.entry(
              FaultKind.STRING_PREFIX,
              row(
                  Code.E0168,
                  "a string has no letter before it, found {found}",
                  "`print(a, \" is \", b)` writes several values")));

  /// Why a word of other languages is not needed.
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("pub", "whoever imports a file can use everything in it"),
          Map.entry("public", "whoever imports a file can use everything in it"),
          Map.entry("export", "whoever imports a file can use everything in it"),
          Map.entry("private", "whoever imports a file can use everything in it"),
          Map.entry("mut", "`let` binds a name once; `var` may be assigned again"),
          Map.entry("async", "a launch does not wait; reading its result does"),
          Map.entry("unsafe", "every access is checked or proved to be inside"),
          Map.entry("mod", "a file is a module: `import \"./name.neuro\"` reads one"),
          Map.entry("module", "a file is a module: `import \"./name.neuro\"` reads one"),
          Map.entry("namespace", "a file is a module: `import \"./name.neuro\"` reads one"),
          Map.entry("trait", "a generic parameter names what it needs, as in `<T: Float>`"),
          Map.entry("interface", "a generic parameter names what it needs, as in `<T: Float>`"),
          Map.entry("static", "`const` names a value that never changes"),
          Map.entry("type", "types have no second name: write it out, or make a `struct`"),
          Map.entry("typedef", "types have no second name: write it out, or make a `struct`"),
          Map.entry("new", "a struct is made by `Point { x: 1.0 }`"),
          Map.entry("case", "an arm of `match` is `pattern => value,`"));

  private NeuroRows() {}

  static FaultRow of(SyntaxFault fault) {
    FaultRow own = OWN.get(fault.kind());
    FaultRow row = own == null ? FaultRows.of(fault.kind()) : own;
    String note = fault.kind() == FaultKind.FOREIGN_KEYWORD ? WORDS.get(fault.found()) : null;
    return note == null ? row : new FaultRow(row.code(), row.message(), note);
  }
}
