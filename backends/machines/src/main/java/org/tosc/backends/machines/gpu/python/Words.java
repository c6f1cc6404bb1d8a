package org.tosc.backends.machines.gpu.python;

import java.util.Set;

/// Words of Python that are no names.
final class Words {
  static final Set<String> RESERVED =
      Set.of(
          "False",
          "None",
          "True",
          "and",
          "as",
          "assert",
          "async",
          "await",
          "break",
          "class",
          "continue",
          "def",
          "del",
          "elif",
          "else",
          "except",
          "finally",
          "for",
          "from",
          "global",
          "if",
          "import",
          "in",
          "is",
          "lambda",
          "nonlocal",
          "not",
          "or",
          "pass",
          "raise",
          "return",
          "try",
          "while",
          "with",
          "yield");

  /// Statements that are not understood.
  static final Set<String> FOREIGN =
      Set.of(
          "class",
          "with",
          "try",
          "raise",
          "del",
          "global",
          "nonlocal",
          "async",
          "except",
          "finally",
          "yield",
          "await");

  private Words() {}
}
