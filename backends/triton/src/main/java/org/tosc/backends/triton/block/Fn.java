package org.tosc.backends.triton.block;

/// What works element by element: how Python says it, and which operation of MLIR it is for floats
/// and for integers (empty where there is none).
///
/// In Python `%1` stands for the first operand. What stands between operands has a precedence, as
/// in Python's own table; calls have none.
public enum Fn {
  ADD("%1 + %2", 12, "arith.addf", "arith.addi"),
  SUB("%1 - %2", 12, "arith.subf", "arith.subi"),
  MUL("%1 * %2", 13, "arith.mulf", "arith.muli"),
  /// Rounded as IEEE 754 says.
  DIV("%1 / %2", 13, "arith.divf", ""),
  /// Of numbers that are not negative.
  QUOTIENT("%1 // %2", 13, "", "arith.divsi"),
  REMAINDER("%1 % %2", 13, "", "arith.remsi"),
  MAX("tl.maximum(%1, %2, propagate_nan=tl.PropagateNan.ALL)", "arith.maximumf", "arith.maxsi"),
  MIN("tl.minimum(%1, %2, propagate_nan=tl.PropagateNan.ALL)", "arith.minimumf", "arith.minsi"),
  /// The other one where one is NaN.
  MAX_NUMBER("tl.maximum(%1, %2)", "arith.maxnumf", "arith.maxsi"),
  MIN_NUMBER("tl.minimum(%1, %2)", "arith.minnumf", "arith.minsi"),
  /// Triton's own minus is `0 - x`, which has another sign for 0.
  NEG("%1 * -1.0", 13, "arith.negf", ""),
  ABS("tl.abs(%1)", "math.absf", "math.absi"),
  SQRT("tl.sqrt(%1)", "math.sqrt", ""),
  EXP("tl.exp(%1)", "math.exp", ""),
  LOG("tl.log(%1)", "math.log", ""),
  SIN("tl.sin(%1)", "math.sin", ""),
  COS("tl.cos(%1)", "math.cos", ""),
  FLOOR("tl.floor(%1)", "math.floor", ""),
  CEIL("tl.ceil(%1)", "math.ceil", ""),
  FMA("tl.fma(%1, %2, %3)", "math.fma", ""),
  AND("%1 & %2", 10, "", "arith.andi"),
  XOR("%1 ^ %2", 9, "", "arith.xori"),
  OR("%1 | %2", 8, "", "arith.ori"),
  SHL("%1 << %2", 11, "", "arith.shli"),
  SHR("%1 >> %2", 11, "", "arith.shrsi"),
  EQ("%1 == %2", 6, "oeq", "eq"),
  NE("%1 != %2", 6, "une", "ne"),
  LT("%1 < %2", 6, "olt", "slt"),
  LE("%1 <= %2", 6, "ole", "sle"),
  GT("%1 > %2", 6, "ogt", "sgt"),
  GE("%1 >= %2", 6, "oge", "sge"),
  SELECT("tl.where(%1, %2, %3)", "arith.select", "arith.select");

  /// Of what needs no parentheses anywhere.
  public static final int CALL = 99;

  private final String python;
  private final int precedence;
  private final String ofFloats;
  private final String ofIntegers;

  Fn(String python, int precedence, String ofFloats, String ofIntegers) {
    this.python = python;
    this.precedence = precedence;
    this.ofFloats = ofFloats;
    this.ofIntegers = ofIntegers;
  }

  Fn(String python, String ofFloats, String ofIntegers) {
    this(python, CALL, ofFloats, ofIntegers);
  }

  public String python() {
    return python;
  }

  public int precedence() {
    return precedence;
  }

  /// The operation, or the predicate of a comparison.
  public String mlir(boolean isFloat) {
    return isFloat ? ofFloats : ofIntegers;
  }

  public boolean isComparison() {
    return precedence == 6;
  }
}
