package org.tosc.backends.snitch.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Operations of numbers that are known, computed as the FPU would.
final class Folding {
  private Folding() {}

  /// The operation, or its result where all operands are known.
  static Term folded(FloatOp op, List<Term> operands, Element element) {
    List<Double> numbers = new ArrayList<>();
    for (Term operand : operands) {
      if (operand instanceof Term.Literal(double value)) {
        numbers.add(value);
      }
    }
    Double result = numbers.size() < operands.size() ? null : result(op, numbers, element);
    return result == null ? new Term.Apply(op, operands) : new Term.Literal(result);
  }

  /// Null for what is not computed here. A double is rounded to the other formats as one operation
  /// on them would be (S. Figueroa, "When is double rounding innocuous?", 1995), but for `FMA`.
  private static @Nullable Double result(FloatOp op, List<Double> of, Element element) {
    double a = of.getFirst();
    double b = of.get(of.size() - 1);
    return switch (op) {
      case ADD -> rounded(a + b, element);
      case SUB -> rounded(a - b, element);
      case MUL -> rounded(a * b, element);
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      case MOVE -> a;
      case NEG -> -a;
      case ABS -> Math.abs(a);
      case FMA ->
          switch (element) {
            case F64 -> Math.fma(a, of.get(1), b);
            case F32 -> (double) Math.fma((float) a, of.get(1).floatValue(), (float) b);
            case F16 -> null;
          };
      case SUM, PACK, HALVES -> null;
    };
  }

  private static double rounded(double value, Element element) {
    return Rounded.to(element.scalar(), value);
  }
}
