package org.tosc.backends.triton.tiling;

import java.util.Set;
import org.tosc.backends.triton.block.Op;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Scalar;

/// What a product of tiles multiplies, and in which type it adds: elements in few bits as they are
/// stored where both factors are the same kind, otherwise `f32`.
///
/// @param type of the elements of both
/// @param sum the type of the sums
record Factors(Term first, Term second, Scalar type, Scalar sum) {
  private static final Set<Scalar> STORED =
      Set.of(Scalar.F16, Scalar.BF16, Scalar.F8E4M3, Scalar.F8E5M2, Scalar.I8);

  /// More terms could leave `i32`: `2^31 / 128^2`.
  private static final long MOST_BYTES = 1L << 17;

  static Factors of(Contraction product, Stage stage) {
    Term a = stored(product.first());
    Term b = stored(product.second());
    boolean isByte = a.type() == Scalar.I8;
    boolean fits =
        a.type() == b.type()
            && STORED.contains(a.type())
            && (!isByte || Contraction.points(stage, product.sums()) < MOST_BYTES);
    return fits
        ? new Factors(a, b, a.type(), isByte ? Scalar.I32 : Scalar.F32)
        : new Factors(single(product.first()), single(product.second()), Scalar.F32, Scalar.F32);
  }

  /// What a number of `f32` was before.
  private static Term stored(Term term) {
    return term instanceof Term.Apply cast && cast.op() == CoreOp.CAST ? cast.arg(0) : term;
  }

  private static Term single(Term term) {
    return term.type() == Scalar.F32
        ? term
        : new Term.Apply(CoreOp.CAST, java.util.List.of(term), Scalar.F32);
  }

  static Op zero(Scalar type) {
    return type.isFloat() ? new Op.Real(type, 0) : new Op.Whole(type, 0);
  }

  /// Whether a term is 0 where all that it reads is.
  static boolean keepsZeros(Term term) {
    return switch (term) {
      case Term.Read _ -> true;
      case Term.Apply(CoreOp op, var args, _) when op == CoreOp.CAST || op == CoreOp.NEG ->
          keepsZeros(args.getFirst());
      case Term.Apply _, Term.Real _, Term.Whole _, Term.Index _ -> false;
    };
  }
}
