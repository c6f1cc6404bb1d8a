package org.tosc.tir.ir;

import static org.tosc.tir.ir.Rows.attrs;
import static org.tosc.tir.ir.Rows.declared;
import static org.tosc.tir.ir.Rows.declaredMany;
import static org.tosc.tir.ir.Rows.inferred;
import static org.tosc.tir.ir.Rows.many;
import static org.tosc.tir.ir.Rows.maybe;
import static org.tosc.tir.ir.Rows.none;
import static org.tosc.tir.ir.Rows.one;
import static org.tosc.tir.ir.Rows.operands;
import static org.tosc.tir.ir.Rows.optional;
import static org.tosc.tir.ir.Rows.required;
import static org.tosc.tir.ir.Rows.sameAsOperands;
import static org.tosc.tir.ir.Rows.traits;
import static org.tosc.tir.ir.Trait.COMMUTATIVE;
import static org.tosc.tir.ir.Trait.PURE;
import static org.tosc.tir.ir.Trait.RAISES;
import static org.tosc.tir.ir.Trait.TERMINATOR;

import java.util.List;
import java.util.Set;
import org.tosc.tir.ir.OpRow.Attr;
import org.tosc.tir.ir.OpRow.AttrKind;
import org.tosc.tir.ir.OpRow.Operand;
import org.tosc.tir.ir.OpRow.Results;

/// Control and scalars: the `core` family.
///
/// Integer `add sub mul neg abs pow shl` raise `OverflowError` when the result does not fit the
/// type; `wrapping_*` take it modulo 2^n. Integer `floordiv` and `mod` round towards minus infinity
/// (the sign of `mod` is the divisor's), `quot` and `rem` towards 0; all raise `ZeroDivisionError`.
/// Float arithmetic is IEEE 754 in the type's format, round to nearest even; `mod` of floats is `a
/// - b·floor(a/b)`. Elementary functions are those of `StrictMath`, so every engine gives the same
///   bits. A constant of type `u64` from 2^63 on is written as the signed number of the same 64
///   bits.
///
/// On vectors (`vector<16xf32>`) arithmetic works lane by lane and never raises an error: integers
/// have `wrapping_*`, bit operations, comparisons, `min` and `max`.
///
/// Control is structured: a region ends in one terminator; `yield` hands values to the operation
/// that owns the region, while `break`, `continue`, `return`, `throw` and `tail_call` leave through
/// it. `break` and `continue` belong to the innermost enclosing `loop` of the same function.
public enum CoreOp implements Op {
  CONST(
      "const",
      operands(),
      attrs(required("value", AttrKind.ANY, "the constant")),
      declared(TypeSet.ANYTHING),
      traits(PURE),
      "A constant; of a vector that in every lane."),

  ADD(
      "add",
      two(TypeSet.NUMBER_OR_FLOATS),
      sameAsOperands(),
      traits(PURE, RAISES, COMMUTATIVE),
      "`a + b`."),
  SUB("sub", two(TypeSet.NUMBER_OR_FLOATS), sameAsOperands(), traits(PURE, RAISES), "`a - b`."),
  MUL(
      "mul",
      two(TypeSet.NUMBER_OR_FLOATS),
      sameAsOperands(),
      traits(PURE, RAISES, COMMUTATIVE),
      "`a · b`."),
  DIV("div", two(TypeSet.FLOATS), sameAsOperands(), traits(PURE), "`a / b` of floats."),
  FLOORDIV(
      "floordiv",
      two(TypeSet.NUMBER),
      sameAsOperands(),
      traits(PURE, RAISES),
      "`⌊a / b⌋`; a zero `b` raises `ZeroDivisionError`."),
  MOD(
      "mod",
      two(TypeSet.NUMBER),
      sameAsOperands(),
      traits(PURE, RAISES),
      "`a - b·⌊a / b⌋`; a zero `b` raises `ZeroDivisionError`."),
  QUOT(
      "quot",
      two(TypeSet.INT),
      sameAsOperands(),
      traits(PURE, RAISES),
      "`a / b` of integers, towards 0; a zero `b` raises `ZeroDivisionError`, the least number by"
          + " -1 `OverflowError`."),
  REM(
      "rem",
      two(TypeSet.NUMBER),
      sameAsOperands(),
      traits(PURE, RAISES),
      "What `quot` leaves, with the sign of `a`; a zero integer `b` raises `ZeroDivisionError`. Of"
          + " floats the exact remainder of C's `fmod`, NaN for a zero `b`."),
  POW(
      "pow",
      two(TypeSet.NUMBER),
      sameAsOperands(),
      traits(PURE, RAISES),
      "`a` to the power `b`; a negative integer exponent raises `ValueError`."),
  MIN(
      "min",
      two(TypeSet.NUMBERS),
      sameAsOperands(),
      traits(PURE, COMMUTATIVE),
      "The smaller; NaN if either is."),
  MAX(
      "max",
      two(TypeSet.NUMBERS),
      sameAsOperands(),
      traits(PURE, COMMUTATIVE),
      "The larger; NaN if either is."),
  WRAPPING_ADD(
      "wrapping_add",
      two(TypeSet.INTS),
      sameAsOperands(),
      traits(PURE, COMMUTATIVE),
      "`a + b` modulo 2^n."),
  WRAPPING_SUB(
      "wrapping_sub", two(TypeSet.INTS), sameAsOperands(), traits(PURE), "`a - b` modulo 2^n."),
  WRAPPING_MUL(
      "wrapping_mul",
      two(TypeSet.INTS),
      sameAsOperands(),
      traits(PURE, COMMUTATIVE),
      "`a · b` modulo 2^n."),
  WRAPPING_SHL(
      "wrapping_shl",
      two(TypeSet.INTS),
      sameAsOperands(),
      traits(PURE),
      "`a · 2^b` modulo 2^n, with `b` modulo n."),
  WRAPPING_SHR(
      "wrapping_shr",
      two(TypeSet.INTS),
      sameAsOperands(),
      traits(PURE),
      "`⌊a / 2^b⌋`, with `b` modulo n."),
  FMA(
      "fma",
      operands(one("a", TypeSet.FLOATS), one("b", TypeSet.FLOATS), one("c", TypeSet.FLOATS)),
      attrs(),
      sameAsOperands(),
      traits(PURE),
      "`a · b + c`, rounded once."),
  DOT4(
      "dot4",
      operands(one("sum", TypeSet.INTS), one("a", TypeSet.INTS), one("b", TypeSet.INTS)),
      attrs(),
      inferred(VectorRules::dot4),
      traits(PURE),
      "`sum + Σ aᵢ · bᵢ` modulo 2^32, of the four bytes of `a`, which count from 0 to 255, and those"
          + " of `b`, from -128 to 127; all are `i32`."),
  NEG("neg", single(TypeSet.NUMBER_OR_FLOATS), sameAsOperands(), traits(PURE, RAISES), "`-a`."),
  ABS(
      "abs",
      single(TypeSet.NUMBER_OR_FLOATS),
      sameAsOperands(),
      traits(PURE, RAISES),
      "The absolute value."),
  SQRT(
      "sqrt",
      single(TypeSet.FLOATS),
      sameAsOperands(),
      traits(PURE),
      "The square root, correctly rounded."),
  EXP(
      "exp",
      single(TypeSet.FLOATS),
      attrs(
          maybe(
              "normal",
              AttrKind.BOOL,
              "whether a result of `f32` below 2^-126 may be 0, and one above 2^127.5 infinite; false"
                  + " where absent"),
          maybe(
              "falling",
              AttrKind.BOOL,
              "whether the operand is known not to be above 0; false where absent")),
      sameAsOperands(),
      traits(PURE),
      "e to the power a."),
  LOG("log", single(TypeSet.FLOATS), sameAsOperands(), traits(PURE), "The natural logarithm."),
  SIN("sin", single(TypeSet.FLOATS), sameAsOperands(), traits(PURE), "The sine of radians."),
  COS("cos", single(TypeSet.FLOATS), sameAsOperands(), traits(PURE), "The cosine of radians."),
  TANH("tanh", single(TypeSet.FLOATS), sameAsOperands(), traits(PURE), "The hyperbolic tangent."),
  FLOOR(
      "floor",
      single(TypeSet.FLOATS),
      sameAsOperands(),
      traits(PURE),
      "The largest integral number not above a."),
  CEIL(
      "ceil",
      single(TypeSet.FLOATS),
      sameAsOperands(),
      traits(PURE),
      "The smallest integral number not below a."),

  LDEXP(
      "ldexp",
      operands(one("x", TypeSet.FLOATS), one("n", TypeSet.INTS)),
      attrs(),
      inferred(VectorRules::ldexp),
      traits(PURE),
      "`x · 2^n` rounded once, with `n` first held to -252 … 254 for `f32` (then an `i32`), to"
          + " -2044 … 2046 for `f64` (then an `i64`)."),
  BITCAST(
      "bitcast",
      single(TypeSet.NUMBERS),
      inferred(VectorRules::bitcast),
      traits(PURE),
      "The same bits in the other kind of number: `f32` and `i32`, `f64` and `i64`; which bits a"
          + " NaN has is left open."),

  AND("and", two(TypeSet.BITS), sameAsOperands(), traits(PURE, COMMUTATIVE), "Bitwise and."),
  OR("or", two(TypeSet.BITS), sameAsOperands(), traits(PURE, COMMUTATIVE), "Bitwise or."),
  XOR(
      "xor",
      two(TypeSet.BITS),
      sameAsOperands(),
      traits(PURE, COMMUTATIVE),
      "Bitwise exclusive or."),
  NOT("not", single(TypeSet.TRUTHS), sameAsOperands(), traits(PURE), "Logical negation."),
  SHL(
      "shl",
      two(TypeSet.INT),
      sameAsOperands(),
      traits(PURE, RAISES),
      "`a · 2^b`; a count outside 0 … n-1 raises `ValueError`, a result that does not fit"
          + " `OverflowError`."),
  SHR(
      "shr",
      two(TypeSet.INT),
      sameAsOperands(),
      traits(PURE, RAISES),
      "`⌊a / 2^b⌋`; a count outside 0 … n-1 raises `ValueError`."),

  EQ(
      "eq",
      two(TypeSet.SCALARS),
      inferred(VectorRules::comparison),
      traits(PURE, COMMUTATIVE),
      "Equal; NaN equals nothing."),
  NE(
      "ne",
      two(TypeSet.SCALARS),
      inferred(VectorRules::comparison),
      traits(PURE, COMMUTATIVE),
      "Not equal."),
  LT(
      "lt",
      two(TypeSet.NUMBERS),
      inferred(VectorRules::comparison),
      traits(PURE),
      "Less; false for NaN."),
  LE(
      "le",
      two(TypeSet.NUMBERS),
      inferred(VectorRules::comparison),
      traits(PURE),
      "Less or equal; false for NaN."),
  GT(
      "gt",
      two(TypeSet.NUMBERS),
      inferred(VectorRules::comparison),
      traits(PURE),
      "Greater; false for NaN."),
  GE(
      "ge",
      two(TypeSet.NUMBERS),
      inferred(VectorRules::comparison),
      traits(PURE),
      "Greater or equal; false for NaN."),

  CAST(
      "cast",
      single(TypeSet.SCALARS),
      attrs(),
      declared(TypeSet.SCALARS),
      traits(PURE, RAISES),
      "Converts between scalars: to a float rounds to nearest even, from a float truncates and"
          + " raises `OverflowError` (`ValueError` for NaN) outside the range; integers that do not"
          + " fit raise `OverflowError`. Vectors are cast lane by lane where no value raises"
          + " errors: to a float, to a wider integer, from and to `i1`."),
  SELECT(
      "select",
      operands(
          one("condition", TypeSet.TRUTHS),
          one("then", TypeSet.ANYTHING),
          one("otherwise", TypeSet.ANYTHING)),
      attrs(),
      inferred(VectorRules::select),
      traits(PURE),
      "`then` if the condition holds, else `otherwise`; both are computed. A mask chooses lane by"
          + " lane."),

  SPLAT(
      "splat",
      single(TypeSet.SCALAR),
      attrs(),
      declared(TypeSet.VECTOR),
      traits(PURE),
      "A vector that holds one scalar in every lane."),
  LANES_BELOW(
      "lanes_below",
      operands(one("n", TypeSet.I32)),
      attrs(),
      declared(TypeSet.MASK),
      traits(PURE),
      "The mask whose lane `k` says whether `k < n`."),
  SHUFFLE(
      "shuffle",
      operands(one("a", TypeSet.VECTOR), one("b", TypeSet.VECTOR)),
      attrs(required("lanes", AttrKind.INTS, "for each lane of the result which one it is")),
      inferred(VectorRules::shuffle),
      traits(PURE),
      "Lanes of two vectors: 0 … n-1 are those of `a`, n … 2n-1 those of `b`."),
  REDUCE_ADD(
      "reduce_add",
      single(TypeSet.VECTOR_OF_NUMBERS),
      inferred(VectorRules::reduce),
      traits(PURE),
      "The sum of the lanes, of integers modulo 2^n: the upper half is added to the lower lane by"
          + " lane until one lane is left."),
  REDUCE_MAX(
      "reduce_max",
      single(TypeSet.VECTOR_OF_NUMBERS),
      inferred(VectorRules::reduce),
      traits(PURE),
      "The largest lane; NaN if any is."),
  REDUCE_MIN(
      "reduce_min",
      single(TypeSet.VECTOR_OF_NUMBERS),
      inferred(VectorRules::reduce),
      traits(PURE),
      "The smallest lane; NaN if any is."),

  ZERO(
      "zero",
      operands(),
      attrs(),
      declared(TypeSet.ZEROED),
      traits(PURE),
      "0, false, the empty string, or a tile, vector, tuple or array of zeros."),
  TUPLE(
      "tuple",
      operands(many("items", TypeSet.ANYTHING)),
      attrs(),
      inferred(AggregateRules::tuple),
      traits(PURE),
      "A tuple of its operands."),
  ITEM(
      "item",
      operands(one("tuple", TypeSet.TUPLE)),
      attrs(required("index", AttrKind.INT, "which item, from 0")),
      inferred(AggregateRules::item),
      traits(PURE),
      "One item of a tuple."),
  WITH(
      "with",
      operands(one("tuple", TypeSet.TUPLE), one("value", TypeSet.ANYTHING)),
      attrs(required("index", AttrKind.INT, "which item, from 0")),
      inferred(AggregateRules::with),
      traits(PURE),
      "The tuple with another item in one place."),
  ARRAY(
      "array",
      operands(many("elements", TypeSet.ANYTHING)),
      attrs(),
      declared(TypeSet.ARRAY),
      traits(PURE),
      "An array of its operands."),
  SPLAT_ARRAY(
      "splat_array",
      operands(one("value", TypeSet.ANYTHING)),
      attrs(),
      declared(TypeSet.ARRAY),
      traits(PURE),
      "An array that holds one value everywhere."),
  ELEMENT(
      "element",
      operands(one("array", TypeSet.ARRAY), one("index", TypeSet.I64)),
      attrs(),
      inferred(AggregateRules::element),
      traits(PURE, RAISES),
      "One element of an array; raises `IndexError` outside 0 … length - 1."),
  WITH_ELEMENT(
      "with_element",
      operands(
          one("array", TypeSet.ARRAY), one("index", TypeSet.I64), one("value", TypeSet.ANYTHING)),
      attrs(),
      inferred(AggregateRules::withElement),
      traits(PURE, RAISES),
      "The array with another element in one place; raises `IndexError` outside 0 … length - 1."),
  ADDRESS(
      "address",
      operands(),
      attrs(required("function", AttrKind.SYMBOL, "the function")),
      declared(TypeSet.CODE),
      traits(PURE),
      "The address of a function of the module."),

  SLOT(
      "slot",
      operands(optional("initial", TypeSet.ANYTHING)),
      attrs(),
      declared(TypeSet.SLOT),
      traits(),
      "Declares a mutable local; without an initial value it holds zero, false or nil."),
  SLOT_GET(
      "slot_get", single(TypeSet.SLOT), inferred(CoreOp::contentType), traits(), "Reads a slot."),
  SLOT_SET(
      "slot_set",
      operands(one("slot", TypeSet.SLOT), one("value", TypeSet.ANYTHING)),
      attrs(),
      inferred(CoreOp::storeType),
      traits(),
      "Writes a slot."),
  GLOBAL_GET(
      "global_get",
      operands(),
      attrs(required("global", AttrKind.SYMBOL, "the global")),
      declared(TypeSet.ANYTHING),
      traits(),
      "Reads a global of the module."),
  GLOBAL_SET(
      "global_set",
      single(TypeSet.ANYTHING),
      attrs(required("global", AttrKind.SYMBOL, "the global")),
      none(),
      traits(),
      "Writes a global of the module."),

  CALL(
      "call",
      operands(many("arguments", TypeSet.ANYTHING)),
      attrs(required("callee", AttrKind.SYMBOL, "the function")),
      declaredMany(TypeSet.ANYTHING),
      traits(RAISES),
      "Calls a function of the module."),
  CALL_ADDRESS(
      "call_address",
      operands(one("code", TypeSet.CODE), many("arguments", TypeSet.ANYTHING)),
      attrs(),
      declaredMany(TypeSet.ANYTHING),
      traits(RAISES),
      "Calls the function of an address."),
  IF(
      "if",
      single(TypeSet.I1),
      attrs(),
      List.of("then", "else"),
      declaredMany(TypeSet.ANYTHING),
      traits(),
      "Runs one of two regions; its results are what that region yields."),
  LOOP(
      "loop",
      operands(),
      attrs(),
      List.of("condition", "body", "step"),
      none(),
      traits(),
      "While `condition` yields true: runs `body`, then `step`. `continue` goes to `step`, `break`"
          + " leaves. `condition` and `step` contain neither."),
  TRY(
      "try",
      operands(),
      attrs(),
      List.of("body", "handler"),
      none(),
      traits(),
      "Runs `body`; a guest error raised in it enters `handler`, whose parameter (any) is the"
          + " caught value."),
  FINALLY(
      "finally",
      operands(),
      attrs(),
      List.of("body", "cleanup"),
      none(),
      traits(),
      "Runs `body`, then `cleanup`, however `body` is left: by its end, `break`, `continue`,"
          + " `return` or an error. Leaving `cleanup` by anything but its end replaces that."),

  YIELD(
      "yield",
      operands(many("values", TypeSet.ANYTHING)),
      attrs(),
      none(),
      traits(TERMINATOR),
      "Ends a region, handing values to the operation that owns it."),
  BREAK("break", operands(), attrs(), none(), traits(TERMINATOR), "Leaves the innermost loop."),
  CONTINUE(
      "continue",
      operands(),
      attrs(),
      none(),
      traits(TERMINATOR),
      "Goes to the innermost loop's `step`."),
  RETURN(
      "return",
      operands(many("values", TypeSet.ANYTHING)),
      attrs(),
      none(),
      traits(TERMINATOR),
      "Leaves the function with its results."),
  TAIL_CALL(
      "tail_call",
      operands(many("arguments", TypeSet.ANYTHING)),
      attrs(),
      none(),
      traits(TERMINATOR),
      "Starts the enclosing function again with new arguments (all parameters, captures included)"
          + " in place of this activation; not inside `try` or `finally`."),
  THROW(
      "throw",
      single(TypeSet.HOST_ANY),
      attrs(),
      none(),
      traits(TERMINATOR, RAISES),
      "Raises a guest value."),
  UNREACHABLE(
      "unreachable",
      operands(),
      attrs(),
      none(),
      traits(TERMINATOR),
      "Is never reached; reaching it is an internal fault.");

  private final OpRow row;

  CoreOp(String name, List<Operand> operands, Results results, Set<Trait> traits, String doc) {
    this(name, operands, List.of(), List.of(), results, traits, doc);
  }

  CoreOp(
      String name,
      List<Operand> operands,
      List<Attr> attrs,
      Results results,
      Set<Trait> traits,
      String doc) {
    this(name, operands, attrs, List.of(), results, traits, doc);
  }

  CoreOp(
      String name,
      List<Operand> operands,
      List<Attr> attrs,
      List<String> regions,
      Results results,
      Set<Trait> traits,
      String doc) {
    this.row = new OpRow("core", name, operands, attrs, regions, results, traits, doc);
  }

  @Override
  public OpRow row() {
    return row;
  }

  private static List<Operand> two(TypeSet types) {
    return operands(one("a", types), one("b", types));
  }

  private static List<Operand> single(TypeSet types) {
    return operands(one("a", types));
  }

  private static List<Type> contentType(List<Type> operands, Attributes attributes) {
    return List.of(((SlotType) operands.getFirst()).content());
  }

  private static List<Type> storeType(List<Type> operands, Attributes attributes)
      throws TypeRule.Mismatch {
    Type content = ((SlotType) operands.getFirst()).content();
    if (!content.equals(operands.get(1))) {
      throw new TypeRule.Mismatch(
          TypeRule.Mismatch.Rule.TYPE, "the slot holds " + content + ", found " + operands.get(1));
    }
    return List.of();
  }
}
