package org.tosc.backends.snitch.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Function;

/// What must hold of a function's operands so that instructions do what TIR means. `fmin` and
/// `fmax` take the other operand where one is NaN (RISC-V unprivileged specification, 11.6), so
/// nothing that they and [Exponential] are given may be NaN.
///
/// No NaN comes of numbers that are not too large. So the operands that such a computation depends
/// on are checked to be small before anything else is done, and how large terms become is then
/// known: all is in powers of two.
///
/// ```text
/// |x| < 2^100  ─►  |Σ x·y|, 512 terms < 2^209  ─►  max(Σ x·y, 0) of numbers
/// ```
final class Precautions {
  /// The places of arguments that are written before they are read are not operands.
  private final Set<Integer> written = new HashSet<>();

  /// How large the arrays' numbers are at most.
  private final Map<Integer, Double> arrays = new HashMap<>();

  private final Limits limits;

  /// What is known of a format's numbers, as powers of two.
  ///
  /// @param operands that are checked
  /// @param finite results below this are far from being infinite
  private record Limits(double operands, double finite) {
    static Limits of(Function function, Element element) throws Unsupported {
      return switch (element) {
        case F64 -> new Limits(100, 1000);
        case F32 -> new Limits(30, 120);
        case F16 ->
            throw new Unsupported(
                function.span(), "minima and maxima of `f16`, any of which may be NaN");
      };
    }
  }

  private Precautions(Limits limits) {
    this.limits = limits;
  }

  /// The checks that a function begins with.
  ///
  /// @throws Unsupported where it has a term that may be NaN for small operands, or is given one
  static List<Step> of(Function function, List<Computation> computations, Frame frame)
      throws Unsupported {
    boolean isNeeded = computations.stream().anyMatch(Precautions::isDelicate);
    if (!isNeeded || function.attributes().flag("finite", false)) {
      return List.of();
    }
    Element element = computations.getFirst().element();
    Precautions precautions = new Precautions(Limits.of(function, element));
    for (Computation computation : computations) {
      if (computation.element() != element || !precautions.holds(computation)) {
        throw new Unsupported(function.span(), "a minimum, a maximum or `exp` of what may be NaN");
      }
    }
    List<BufferType> buffers =
        function.params().stream()
            .filter(p -> p.type() instanceof BufferType)
            .map(p -> (BufferType) p.type())
            .toList();
    List<Step> steps = new ArrayList<>();
    for (int operand : needed(computations)) {
      long bytes = NestReader.bytes(function.span(), buffers.get(operand));
      if (bytes % Long.BYTES != 0) {
        throw new Unsupported(function.span(), "an operand that does not make whole words");
      }
      Access array = new Access(operand, 0, List.of());
      double limit = Math.scalb(1.0, (int) (2 * precautions.limits.operands()));
      int words = Math.toIntExact(bytes / Long.BYTES);
      steps.addAll(Squares.check(List.of(array), new Term.Read(0), words, element, limit, frame));
    }
    return steps;
  }

  /// Whether other code can begin anew when some of the function is done: no operand has been
  /// overwritten then.
  static boolean isRepeatable(List<Computation> computations) {
    Set<Integer> operands = operands(computations);
    return computations.stream().noneMatch(c -> operands.contains(place(c.write())));
  }

  /// What is read before it is written.
  private static Set<Integer> operands(List<Computation> computations) {
    Set<Integer> operands = new TreeSet<>();
    Set<Integer> written = new HashSet<>();
    for (Computation computation : computations) {
      for (Access read : computation.reads()) {
        if (!read.isOwn() && !written.contains(place(read))) {
          operands.add(place(read));
        }
      }
      written.add(place(computation.write()));
    }
    return operands;
  }

  /// The operands that delicate computations depend on. An array may be written by several
  /// computations, so all that write to it count.
  private static Set<Integer> needed(List<Computation> computations) {
    Set<Integer> needed = new TreeSet<>();
    for (Computation computation : computations.reversed()) {
      if (isDelicate(computation) || needed.contains(place(computation.write()))) {
        computation.reads().forEach(read -> needed.add(place(read)));
      }
    }
    needed.retainAll(operands(computations));
    return needed;
  }

  /// Arrays of the function's own count as one.
  private static int place(Access access) {
    return access.isOwn() ? Access.SCRATCH : access.argument();
  }

  private static boolean isDelicate(Computation computation) {
    Fold fold = computation.fold();
    return isDelicate(computation.term())
        || (fold != null && (fold.op() == FloatOp.MIN || fold.op() == FloatOp.MAX));
  }

  private static boolean isDelicate(Term term) {
    return switch (term) {
      case Term.Apply(FloatOp op, List<Term> operands) ->
          op == FloatOp.MIN
              || op == FloatOp.MAX
              || operands.stream().anyMatch(Precautions::isDelicate);
      case Term.Inverse(_, Term of) -> isDelicate(of);
      case Term.Read _, Term.Tap _, Term.Carried _, Term.Literal _, Term.Argument _ -> false;
    };
  }

  /// Whether no operand of a minimum or maximum is NaN.
  private boolean holds(Computation computation) {
    double most = most(computation.term(), computation);
    Fold fold = computation.fold();
    if (fold != null) {
      boolean isSum = fold.op() == FloatOp.ADD;
      // What changes nothing does not make a result large.
      double first =
          fold.startsNeutral() ? Double.NEGATIVE_INFINITY : most(fold.initial(), computation);
      most =
          isSum
              ? Math.max(most + log2((double) points(computation)), first) + 1
              : Math.max(most, first);
      if (!isSum && !(most < limits.finite())) {
        return false;
      }
    }
    int place = place(computation.write());
    written.add(place);
    arrays.merge(place, most, Math::max);
    return !Double.isNaN(most);
  }

  private static long points(Computation computation) {
    return computation.dims().stream()
        .filter(Computation.Dim::isReduction)
        .mapToLong(Computation.Dim::extent)
        .reduce(1, Math::multiplyExact);
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }

  /// How large a term is at most; infinite where it may be, NaN where a minimum or maximum may be
  /// given NaN.
  private double most(Term term, Computation at) {
    return switch (term) {
      case Term.Read(int access) -> read(at.reads().get(access));
      case Term.Tap(int access, int _) -> read(at.reads().get(access));
      case Term.Literal(double value) ->
          Double.isNaN(value) ? Double.POSITIVE_INFINITY : log2(Math.abs(value));
      case Term.Argument _, Term.Carried _, Term.Inverse _ -> Double.POSITIVE_INFINITY;
      case Term.Apply(FloatOp op, List<Term> operands) ->
          most(op, operands.stream().map(o -> most(o, at)).toList());
    };
  }

  private double read(Access access) {
    int place = place(access);
    if (place >= 0 && !written.contains(place)) {
      arrays.put(place, limits.operands());
    }
    return arrays.getOrDefault(place, Double.POSITIVE_INFINITY);
  }

  private double most(FloatOp op, List<Double> of) {
    double largest = of.stream().mapToDouble(x -> x).max().orElseThrow();
    return switch (op) {
      case ADD, SUB -> largest + 1;
      case MUL -> of.get(0) + of.get(1);
      case FMA -> Math.max(of.get(0) + of.get(1), of.get(2)) + 1;
      case MIN, MAX -> largest < limits.finite() ? largest : Double.NaN;
      case MOVE, NEG, ABS, SUM, PACK -> largest;
      case HALVES -> Double.POSITIVE_INFINITY;
    };
  }
}
