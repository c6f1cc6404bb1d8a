package org.tosc.backends.machines.mlir.syntax;

/// A word or sign of the text, as half-open offsets.
record Token(Kind kind, int start, int end) {
  /// What words and signs there are.
  enum Kind {
    /// `func.func`, `f32`, `x4xf32`.
    WORD,
    /// `12`, `0xFF`.
    INTEGER,
    /// `1.5e3`.
    FLOAT,
    STRING,
    /// `%a`, `%0`.
    VALUE,
    /// `@f`, `@"f g"`.
    SYMBOL,
    /// `^bb0`.
    LABEL,
    /// `#map`, `#0`, `#arith.fastmath`.
    HASH,
    /// `!t`, `!tt.ptr`.
    BANG,
    /// Everything else: one character, or `->`, `::`, `{-#`, `#-}`.
    SIGN,
    END
  }

  boolean is(Kind other) {
    return kind == other;
  }
}
