package org.tosc.backends.machines.mlir.dialect;

/// arith, math, ub and complex conversions of scalars, vectors and tensors of them.
final class ScalarRows {
  static final String TEXT =
      """
      arith.constant | () -> T | T number |
      arith.addf arith.subf arith.mulf arith.divf arith.remf | (lhs: T, rhs: T) -> T | T float | %lhs , %rhs FAST {} : T
      arith.maximumf arith.minimumf arith.maxnumf arith.minnumf | (lhs: T, rhs: T) -> T | T float | %lhs , %rhs FAST {} : T
      arith.negf | (operand: T) -> T | T float | %operand FAST {} : T
      arith.addi arith.subi arith.muli arith.shli | (lhs: T, rhs: T) -> T | T int | %lhs , %rhs OVERFLOW {} : T
      arith.andi arith.ori arith.xori arith.shrsi arith.shrui | (lhs: T, rhs: T) -> T | T int | %lhs , %rhs {} : T
      arith.divsi arith.divui arith.remsi arith.remui | (lhs: T, rhs: T) -> T | T int | %lhs , %rhs {} : T
      arith.ceildivsi arith.ceildivui arith.floordivsi | (lhs: T, rhs: T) -> T | T int | %lhs , %rhs {} : T
      arith.maxsi arith.maxui arith.minsi arith.minui | (lhs: T, rhs: T) -> T | T int | %lhs , %rhs {} : T
      arith.addui_extended | (lhs: T, rhs: T) -> (T, bool(T)) | T int | %lhs , %rhs {} : T , U
      arith.mulsi_extended arith.mului_extended | (lhs: T, rhs: T) -> (T, T) | T int | %lhs , %rhs {} : T
      arith.cmpf | (lhs: T, rhs: T) -> bool(T) | T float | <predicate:cmpf> , %lhs , %rhs FAST {} : T
      arith.cmpi | (lhs: T, rhs: T) -> bool(T) | T int | <predicate:cmpi> , %lhs , %rhs {} : T
      arith.select | (condition: C, true: T, false: T) -> T | C fixed |
      arith.extf | (in: A) -> B | A float, B float | %in FAST {} : A to B
      arith.truncf | (in: A) -> B | A float, B float | %in (? <roundingmode:rounding> ?) FAST {} : A to B
      arith.extsi arith.extui arith.trunci | (in: A) -> B | A fixed, B fixed | %in {} : A to B
      arith.fptosi arith.fptoui | (in: A) -> B | A float, B fixed | %in {} : A to B
      arith.sitofp arith.uitofp | (in: A) -> B | A fixed, B float | %in {} : A to B
      arith.index_cast arith.index_castui | (in: A) -> B | A int, B int | %in {} : A to B
      arith.bitcast | (in: A) -> B | A number, B number | %in {} : A to B
      math.absf math.acos math.acosh math.asin math.asinh math.atan math.atanh math.cbrt | (operand: T) -> T | T float | %operand FAST {} : T
      math.ceil math.cos math.cosh math.erf math.exp math.exp2 math.expm1 math.floor | (operand: T) -> T | T float | %operand FAST {} : T
      math.log math.log10 math.log1p math.log2 math.round math.roundeven math.rsqrt | (operand: T) -> T | T float | %operand FAST {} : T
      math.sin math.sinh math.sqrt math.tan math.tanh math.trunc | (operand: T) -> T | T float | %operand FAST {} : T
      math.absi math.ctlz math.cttz math.ctpop | (operand: T) -> T | T int | %operand {} : T
      math.atan2 math.copysign math.powf | (lhs: T, rhs: T) -> T | T float | %lhs , %rhs FAST {} : T
      math.ipowi | (lhs: T, rhs: T) -> T | T int | %lhs , %rhs {} : T
      math.fpowi | (lhs: T, rhs: U) -> T | T float, U int | %lhs , %rhs FAST {} : T , U
      math.fma | (a: T, b: T, c: T) -> T | T float | %a , %b , %c FAST {} : T
      ub.poison | () -> T | | {} : T
      builtin.unrealized_conversion_cast | (inputs*: any) -> (outputs*: any) | |
      """;

  private ScalarRows() {}
}
