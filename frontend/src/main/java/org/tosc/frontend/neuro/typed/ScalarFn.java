package org.tosc.frontend.neuro.typed;

import org.jspecify.annotations.Nullable;

/// Functions of scalars, which tiles apply element by element: one row each with the name users
/// write (an operator or a function of the prelude), what the operands may be, and what comes out.
public enum ScalarFn {
  ADD("+", 2, Domain.NUMBER, Gives.SAME),
  SUB("-", 2, Domain.NUMBER, Gives.SAME),
  MUL("*", 2, Domain.NUMBER, Gives.SAME),
  DIV("/", 2, Domain.NUMBER, Gives.SAME),
  REM("%", 2, Domain.NUMBER, Gives.SAME),
  BIT_AND("&", 2, Domain.INT_OR_BOOL, Gives.SAME),
  BIT_OR("|", 2, Domain.INT_OR_BOOL, Gives.SAME),
  BIT_XOR("^", 2, Domain.INT_OR_BOOL, Gives.SAME),
  SHL("<<", 2, Domain.INT, Gives.SAME),
  SHR(">>", 2, Domain.INT, Gives.SAME),
  EQ("==", 2, Domain.SCALAR, Gives.BOOL),
  NE("!=", 2, Domain.SCALAR, Gives.BOOL),
  LT("<", 2, Domain.NUMBER, Gives.BOOL),
  LE("<=", 2, Domain.NUMBER, Gives.BOOL),
  GT(">", 2, Domain.NUMBER, Gives.BOOL),
  GE(">=", 2, Domain.NUMBER, Gives.BOOL),
  NEG("-", 1, Domain.NUMBER, Gives.SAME),
  NOT("!", 1, Domain.INT_OR_BOOL, Gives.SAME),

  MAX("max", 2, Domain.NUMBER, Gives.SAME),
  MIN("min", 2, Domain.NUMBER, Gives.SAME),
  ABS("abs", 1, Domain.NUMBER, Gives.SAME),
  EXP("exp", 1, Domain.FLOAT, Gives.SAME),
  LOG("log", 1, Domain.FLOAT, Gives.SAME),
  SQRT("sqrt", 1, Domain.FLOAT, Gives.SAME),
  RSQRT("rsqrt", 1, Domain.FLOAT, Gives.SAME),
  SIN("sin", 1, Domain.FLOAT, Gives.SAME),
  COS("cos", 1, Domain.FLOAT, Gives.SAME),
  TANH("tanh", 1, Domain.FLOAT, Gives.SAME),
  SIGMOID("sigmoid", 1, Domain.FLOAT, Gives.SAME),
  RELU("relu", 1, Domain.FLOAT, Gives.SAME),
  GELU("gelu", 1, Domain.FLOAT, Gives.SAME),
  SILU("silu", 1, Domain.FLOAT, Gives.SAME),
  FLOOR("floor", 1, Domain.FLOAT, Gives.SAME),
  CEIL("ceil", 1, Domain.FLOAT, Gives.SAME),
  POW("pow", 2, Domain.FLOAT, Gives.SAME),
  FMA("fma", 3, Domain.FLOAT, Gives.SAME),
  WRAPPING_ADD("wrapping_add", 2, Domain.INT, Gives.SAME),
  WRAPPING_SUB("wrapping_sub", 2, Domain.INT, Gives.SAME),
  WRAPPING_MUL("wrapping_mul", 2, Domain.INT, Gives.SAME),
  CEIL_DIV("ceil_div", 2, Domain.INT, Gives.SAME),
  /// `where(condition, a, b)`.
  WHERE("where", 3, Domain.SCALAR, Gives.SAME),
  /// `x as T` and `cast(x, T)`.
  CAST("cast", 1, Domain.SCALAR, Gives.STATED);

  /// What the operands may be.
  public enum Domain {
    NUMBER("numbers"),
    FLOAT("floats"),
    INT("integers"),
    INT_OR_BOOL("integers or booleans"),
    SCALAR("scalars");

    private final String words;

    Domain(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /// The type of the result.
  public enum Gives {
    SAME,
    BOOL,
    STATED
  }

  private final String text;
  private final int arity;
  private final Domain domain;
  private final Gives gives;

  ScalarFn(String text, int arity, Domain domain, Gives gives) {
    this.text = text;
    this.arity = arity;
    this.domain = domain;
    this.gives = gives;
  }

  /// As it is written: an operator or a name.
  public String text() {
    return text;
  }

  public int arity() {
    return arity;
  }

  public Domain domain() {
    return domain;
  }

  public Gives gives() {
    return gives;
  }

  /// Whether it is written as a call.
  public boolean isNamed() {
    return Character.isLetter(text.charAt(0));
  }

  /// The function of a name that is called, or null.
  public static @Nullable ScalarFn named(String name) {
    for (ScalarFn fn : values()) {
      if (fn.isNamed() && fn.text.equals(name)) {
        return fn;
      }
    }
    return null;
  }
}
