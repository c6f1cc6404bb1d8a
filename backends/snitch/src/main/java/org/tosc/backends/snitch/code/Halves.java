package org.tosc.backends.snitch.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A long term of two operands in two computations: what needs both first, into the result's place,
/// then the rest, which leaves a stream free for its numbers ([Table]).
final class Halves {
  private Halves() {}

  /// The ways to compute this so; none where there is no such part.
  static List<List<Computation>> ways(Computation whole) {
    if (whole.fold() != null || whole.reads().size() != StreamState.WRITTEN) {
      return List.of();
    }
    List<Term> parts = new ArrayList<>();
    collect(whole.term(), parts);
    for (Term part : parts.reversed()) {
      Term rest = whole.term().replaced(Map.of(part, new Term.Carried()));
      if (!part.equals(whole.term()) && !reads(rest)) {
        Term after = rest.replaced(Map.of(new Term.Carried(), new Term.Read(0)));
        return List.of(
            List.of(with(whole, whole.reads(), part), with(whole, List.of(whole.write()), after)));
      }
    }
    return List.of();
  }

  private static Computation with(Computation whole, List<Access> reads, Term term) {
    return new Computation(
        whole.dims(), reads, whole.write(), term, null, whole.element(), whole.packing());
  }

  /// All operations of a term, those that others use behind these.
  private static void collect(Term term, List<Term> found) {
    if (term instanceof Term.Apply apply && !found.contains(term)) {
      found.add(term);
      apply.operands().forEach(operand -> collect(operand, found));
    }
  }

  private static boolean reads(Term term) {
    return switch (term) {
      case Term.Read _, Term.Tap _, Term.Inverse _ -> true;
      case Term.Apply(FloatOp _, List<Term> operands) -> operands.stream().anyMatch(Halves::reads);
      case Term.Carried _, Term.Literal _, Term.Argument _ -> false;
    };
  }
}
