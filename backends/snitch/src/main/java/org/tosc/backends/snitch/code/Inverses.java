package org.tosc.backends.snitch.code;

import static org.tosc.backends.snitch.code.Term.apply;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.code.Computation.Dim;

/// Reciprocals and reciprocal roots of `f64`, for which the FPU has no unit: what they are taken of
/// is computed first, once for each point that it depends on; the integer core makes a guess from
/// the upper half of its bits; and Newton's steps double the digits.
///
/// The guesses are off by an eighth and by a twenty-eighth at most (the constants are those of C.
/// Lomont, "Fast inverse square root", 2003, and its counterpart), so five and four steps give all
/// digits but the last. What Newton's steps do not find is noticed: the product of each number and
/// its inverse is checked to be 1 ([Squares]).
final class Inverses {
  private static final int RECIPROCAL_STEPS = 5;
  private static final int ROOT_STEPS = 4;

  /// Below the square of any residual that is not 0.
  private static final double CONVERGED = 0x1p-200;

  private Inverses() {}

  static Term root(Term of) {
    return apply(FloatOp.MUL, of, new Term.Inverse(Term.Inverse.Kind.ROOT, of));
  }

  static Term quotient(Term a, Term b) {
    Term inverse =
        b instanceof Term.Literal(double value)
            ? new Term.Literal(1 / value)
            : rootOf(b) instanceof Term.Inverse root
                ? root
                : new Term.Inverse(Term.Inverse.Kind.RECIPROCAL, b);
    return a.equals(new Term.Literal(1)) ? inverse : apply(FloatOp.MUL, a, inverse);
  }

  /// What a square root was made of.
  private static @Nullable Term rootOf(Term term) {
    return term instanceof Term.Apply(FloatOp op, List<Term> factors)
            && op == FloatOp.MUL
            && factors.get(1) instanceof Term.Inverse(Term.Inverse.Kind kind, Term of)
            && kind == Term.Inverse.Kind.ROOT
            && of.equals(factors.get(0))
        ? factors.get(1)
        : null;
  }

  /// The computation and what must be done before it, in order.
  static List<Step> steps(Computation computation, Frame frame) {
    List<Step> steps = new ArrayList<>();
    Computation rest = computation;
    Term.Inverse inverse = innermost(rest.term());
    while (inverse != null) {
      rest = without(rest, inverse, frame, steps);
      inverse = innermost(rest.term());
    }
    steps.add(new Step.Compute(rest));
    return steps;
  }

  private static Term.@Nullable Inverse innermost(Term term) {
    if (term instanceof Term.Inverse inverse) {
      Term.Inverse inner = innermost(inverse.of());
      return inner != null ? inner : inverse;
    }
    if (term instanceof Term.Apply apply) {
      for (Term operand : apply.operands()) {
        Term.Inverse inner = innermost(operand);
        if (inner != null) {
          return inner;
        }
      }
    }
    return null;
  }

  private static Computation without(
      Computation whole, Term.Inverse inverse, Frame frame, List<Step> steps) {
    List<Integer> reads = new ArrayList<>();
    collect(inverse.of(), reads);
    List<Boolean> used = new ArrayList<>();
    long count = 1;
    for (int dim = 0; dim < whole.dims().size(); dim++) {
      int d = dim;
      used.add(reads.stream().anyMatch(r -> whole.reads().get(r).stride(d) != 0));
      count *= used.get(dim) ? whole.dims().get(dim).extent() : 1;
    }
    Access of = frame.array(whole.dims(), used);
    Access guess = frame.array(whole.dims(), used);
    Access result = frame.array(whole.dims(), used);
    Map<Term, Term> numbers = new HashMap<>();
    List<Access> operands = new ArrayList<>();
    for (int read : reads) {
      numbers.put(new Term.Read(read), new Term.Read(operands.size()));
      operands.add(whole.reads().get(read));
    }
    Term inner = inverse.of().replaced(numbers);
    steps.add(new Step.Compute(only(whole, used, operands, of, inner)));
    int all = Math.toIntExact(count);
    steps.add(new Step.Guess(new Item.Guesses(of, guess, all, inverse.kind())));
    Term newton = newton(inverse.kind(), new Term.Read(0), new Term.Read(1));
    steps.add(new Step.Compute(only(whole, used, List.of(of, guess), result, newton)));
    Term off = residual(inverse.kind(), new Term.Read(0), new Term.Read(1));
    steps.addAll(Squares.check(List.of(of, result), off, all, whole.element(), CONVERGED, frame));
    List<Access> more = new ArrayList<>(whole.reads());
    more.add(result);
    Term rest = whole.term().replaced(Map.of(inverse, new Term.Read(whole.reads().size())));
    return compact(
        new Computation(
            whole.dims(),
            more,
            whole.write(),
            rest,
            whole.fold(),
            whole.element(),
            whole.packing()));
  }

  private static void collect(Term term, List<Integer> reads) {
    switch (term) {
      case Term.Read(int access) -> {
        if (!reads.contains(access)) {
          reads.add(access);
        }
      }
      case Term.Apply(FloatOp _, List<Term> operands) -> operands.forEach(o -> collect(o, reads));
      case Term.Inverse(Term.Inverse.Kind _, Term of) -> collect(of, reads);
      case Term.Tap _, Term.Carried _, Term.Literal _, Term.Argument _ -> {}
    }
  }

  /// Without reads that the term does not use.
  private static Computation compact(Computation c) {
    List<Integer> reads = new ArrayList<>();
    collect(c.term(), reads);
    Map<Term, Term> numbers = new HashMap<>();
    List<Access> kept = new ArrayList<>();
    for (int read : reads) {
      numbers.put(new Term.Read(read), new Term.Read(kept.size()));
      kept.add(c.reads().get(read));
    }
    return new Computation(
        c.dims(), kept, c.write(), c.term().replaced(numbers), c.fold(), c.element(), c.packing());
  }

  /// A computation over some of the dimensions, all of them parallel.
  private static Computation only(
      Computation whole, List<Boolean> used, List<Access> reads, Access write, Term term) {
    List<Dim> dims = new ArrayList<>(whole.dims().stream().map(Inverses::parallel).toList());
    List<Access> kept = new ArrayList<>(reads);
    Access target = write;
    for (int dim = used.size() - 1; dim >= 0; dim--) {
      if (!used.get(dim)) {
        int d = dim;
        dims.remove(dim);
        kept.replaceAll(a -> a.without(d));
        target = target.without(dim);
      }
    }
    return new Computation(dims, kept, target, term, null, whole.element(), whole.packing());
  }

  private static Dim parallel(Dim dim) {
    return new Dim(dim.extent(), false);
  }

  /// 0 where the product of a number and its inverse is 1, to some 2^-51. It is not where the steps
  /// went astray, or did not come to their end: from what is 0, infinite, NaN, too small or, under
  /// a root, negative.
  ///
  /// The product is added to a number whose last place is twice as large as what may be off; so it
  /// is rounded to 1 or to something that is not.
  private static Term residual(Term.Inverse.Kind kind, Term of, Term inverse) {
    return switch (kind) {
      case RECIPROCAL -> residual(of, inverse, 6);
      case ROOT -> residual(apply(FloatOp.MUL, of, inverse), inverse, 12);
    };
  }

  private static Term residual(Term factor, Term inverse, double sum) {
    Term rounded = apply(FloatOp.FMA, factor, inverse, new Term.Literal(sum - 1));
    return apply(FloatOp.SUB, rounded, new Term.Literal(sum));
  }

  private static Term newton(Term.Inverse.Kind kind, Term of, Term guess) {
    Term y = guess;
    switch (kind) {
      case RECIPROCAL -> {
        Term negative = apply(FloatOp.MUL, of, new Term.Literal(-1));
        for (int i = 0; i < RECIPROCAL_STEPS; i++) {
          y = apply(FloatOp.FMA, y, apply(FloatOp.FMA, negative, y, new Term.Literal(1)), y);
        }
      }
      case ROOT -> {
        Term half = apply(FloatOp.MUL, of, new Term.Literal(-0.5));
        for (int i = 0; i < ROOT_STEPS; i++) {
          Term square = apply(FloatOp.MUL, y, y);
          y = apply(FloatOp.MUL, y, apply(FloatOp.FMA, half, square, new Term.Literal(1.5)));
        }
      }
    }
    return y;
  }
}
