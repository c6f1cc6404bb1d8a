package org.tosc.backends.triton.block;

import java.util.List;
import org.tosc.tir.ir.Scalar;

/// What tiles may be called that nobody has a name for: words for what makes them. None is a name
/// that Python has already.
final class Hints {
  private Hints() {}

  static String of(Op op) {
    return switch (op) {
      case Op.ProgramId _ -> "pid";
      case Op.Real _, Op.Whole _, Op.SizeOf _ -> "c";
      case Op.Range _ -> "lanes";
      case Op.Expand(Tile x, _) -> x.hint();
      case Op.Broadcast(Tile x, _) -> x.hint();
      case Op.Full _ -> "filled";
      case Op.Elementwise(Fn fn, List<Tile> args) -> of(fn, args.getFirst(), op.element());
      case Op.Cast(Tile x, _) -> x.hint();
      case Op.Bitcast _ -> "bits";
      case Op.Reduce(Fold fold, _, _) -> of(fold);
      case Op.Trans _ -> "turned";
      case Op.Dot _, Op.DotScaled _ -> "product";
      case Op.Load load -> load.pointer().name();
    };
  }

  private static String of(Fn fn, Tile first, Scalar made) {
    if (made == Scalar.I1) {
      return first.element().isFloat() ? "holds" : "inside";
    }
    return made.isFloat() ? ofFloats(fn) : ofIntegers(fn);
  }

  private static String of(Fold fold) {
    return switch (fold) {
      case SUM -> "total";
      case PRODUCT -> "product";
      case MOST, MOST_NUMBER -> "most";
      case LEAST -> "least";
    };
  }

  private static String ofFloats(Fn fn) {
    return switch (fn) {
      case ADD, FMA -> "total";
      case SUB -> "rest";
      case MUL -> "scaled";
      case DIV, QUOTIENT -> "quotient";
      case REMAINDER -> "remainder";
      case MAX, MAX_NUMBER -> "most";
      case MIN, MIN_NUMBER -> "least";
      case NEG -> "negative";
      case ABS -> "size";
      case SQRT -> "root";
      case EXP -> "power";
      case LOG -> "logarithm";
      case SIN -> "sine";
      case COS -> "cosine";
      case FLOOR, CEIL -> "whole";
      case SELECT -> "chosen";
      case AND, XOR, OR, SHL, SHR, EQ, NE, LT, LE, GT, GE -> "bits";
    };
  }

  /// Integers are places in memory and parts of packed numbers.
  private static String ofIntegers(Fn fn) {
    return switch (fn) {
      case ADD, SUB, MUL, QUOTIENT, REMAINDER -> "at";
      case MAX, MAX_NUMBER -> "most";
      case MIN, MIN_NUMBER -> "least";
      case AND, OR, XOR, SHL, SHR, EQ, NE, LT, LE, GT, GE -> "bits";
      case SELECT -> "chosen";
      case NEG, ABS, SQRT, EXP, LOG, SIN, COS, FLOOR, CEIL, FMA, DIV -> "number";
    };
  }
}
