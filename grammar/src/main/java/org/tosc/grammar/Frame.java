package org.tosc.grammar;

import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/// Something that is open at a point of the text: a bracket, a construct with blocks, the body of
/// one. Frames are nested; [Layout] keeps them on a stack.
final class Frame {
  enum Kind {
    /// The whole text.
    FILE,
    /// `( [ {` or `${`; newlines mean nothing directly inside.
    BRACKET,
    /// A construct such as `if`, from its first word to its `end`.
    CONSTRUCT,
    /// The indented lines after a `:`; `column` is theirs.
    INDENTED,
    /// The statement after a `:` on the same line.
    INLINE
  }

  /// Where a [Kind#CONSTRUCT] is.
  enum Phase {
    /// In a header, before its block marker.
    HEADER,
    /// Directly after the `:` of a header.
    COLON,
    /// In a body that only `end` or another clause ends.
    KEYWORD_BODY,
    /// A `:` body is over; another clause may follow.
    BETWEEN,
    /// In a `:` body; the frame of the body lies above.
    COLON_BODY
  }

  final Kind kind;
  final CommonToken opener;

  /// The token type of the construct's first word, or of the bracket.
  final int word;

  /// The column of the opener's line, or of the lines of an indented body.
  final int column;

  /// The word of the clause that is being read: `elif` of an `if`.
  int clause;

  Phase phase = Phase.HEADER;
  boolean colonStyle;

  /// The construct is an expression (a lambda, `train` with settings): its statement goes on.
  boolean expression;

  boolean mixed;

  /// Made up for a clause or marker without a construct; what else it lacks is not news.
  boolean orphan;

  /// The header of a `for` has its `in`.
  boolean sawIn;

  /// The keyword body was opened by `{`.
  boolean brace;

  /// A `[` that indexes what stands before it.
  boolean index;

  boolean sawElse;
  boolean sawFinally;
  boolean sawCatch;

  /// Inside a keyword body: its first line was indented, so that columns tell something.
  boolean bodyIndented;

  boolean bodyStarted;

  // ---- what the statement directly in this frame has shown so far
  /// INFER, TRAIN or DEPLOY where the statement has that word, and the word itself.
  int run;

  @Nullable CommonToken runOpener;
  boolean wantsWith;
  boolean wantsTo;
  boolean wantsAs;
  boolean wantsOn;
  boolean wantsUnit;
  boolean options;

  /// The statement has an `if` in the middle: `x = a if c else b`.
  boolean conditional;

  boolean inType;

  /// A bracket that belongs to a type: `list[int]`.
  boolean typeOnly;

  boolean bindsNames;

  /// Of a function's header: 0 before the parameters, 1 after them, 2 in the result's type.
  int functionPhase;

  boolean sawParameters;
  boolean sawLimit;

  /// A line deeper than `column` has been reported; the lines below it that are as deep are not.
  boolean tolerant;

  /// For an indented body: the whitespace its lines begin with, as a range of the text.
  int marginStart;

  int marginEnd;

  Frame(Kind kind, CommonToken opener, int word, int column) {
    this.kind = kind;
    this.opener = opener;
    this.word = word;
    this.clause = word;
    this.column = column;
  }

  boolean is(Kind wanted) {
    return kind == wanted;
  }

  boolean in(Phase wanted) {
    return kind == Kind.CONSTRUCT && phase == wanted;
  }

  /// A new statement begins directly in this frame.
  void newStatement() {
    wantsWith = false;
    wantsTo = false;
    wantsAs = false;
    wantsOn = false;
    wantsUnit = false;
    options = false;
    conditional = false;
    inType = false;
    bindsNames = false;
    sawLimit = false;
    run = 0;
    runOpener = null;
  }

  SyntaxFault.Construct construct() {
    String text = opener.getType() == Token.EOF ? "file" : opener.getText();
    return new SyntaxFault.Construct(text, Math.max(0, opener.getStartIndex()));
  }
}
