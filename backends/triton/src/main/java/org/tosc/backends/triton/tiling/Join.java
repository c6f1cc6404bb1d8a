package org.tosc.backends.triton.tiling;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.triton.block.Fold;
import org.tosc.tir.ir.CoreOp;

/// How a reduction joins what it has with one more term.
///
/// @param term what is joined; null where it is a product
/// @param product its factors where it is one that need not be rounded
record Join(Fold fold, @Nullable Term term, List<Term> product) {
  private static final Map<CoreOp, Fold> FOLDS =
      Map.of(
          CoreOp.ADD, Fold.SUM,
          CoreOp.MUL, Fold.PRODUCT,
          CoreOp.MAX, Fold.MOST,
          CoreOp.MIN, Fold.LEAST);

  Join {
    product = List.copyOf(product);
  }

  /// What a stage does with its only result; null where that is something else, or where its order
  /// is fixed.
  static @Nullable Join of(Stage stage) {
    if (stage.values().size() != 1 || !stage.reduces()) {
      return null;
    }
    int before = stage.outs();
    Join join = of(stage.values().getFirst(), before);
    boolean isOrdered =
        join == null || (!stage.isFree() && (join.fold == Fold.SUM || join.fold == Fold.PRODUCT));
    return isOrdered ? null : join;
  }

  private static @Nullable Join of(Term value, int before) {
    if (!(value instanceof Term.Apply apply)) {
      return null;
    }
    if (apply.op() == CoreOp.FMA) {
      boolean fits =
          isBefore(apply.arg(2), before)
              && !apply.arg(0).reads(before)
              && !apply.arg(1).reads(before);
      return fits ? new Join(Fold.SUM, null, apply.args().subList(0, 2)) : null;
    }
    if (apply.op() == CoreOp.SELECT) {
      return most(apply, before);
    }
    Fold fold = FOLDS.get(apply.op());
    if (fold == null) {
      return null;
    }
    int at = isBefore(apply.arg(0), before) ? 0 : 1;
    Term term = apply.arg(1 - at);
    if (!isBefore(apply.arg(at), before) || term.reads(before)) {
      return null;
    }
    return fold == Fold.SUM && term instanceof Term.Apply inner && inner.op() == CoreOp.MUL
        ? new Join(fold, null, inner.args())
        : new Join(fold, term, List.of());
  }

  /// `term > before ? term : before`.
  private static @Nullable Join most(Term.Apply select, int before) {
    Term term = select.arg(1);
    boolean fits =
        select.arg(0) instanceof Term.Apply order
            && order.op() == CoreOp.GT
            && order.arg(0).equals(term)
            && isBefore(order.arg(1), before)
            && isBefore(select.arg(2), before)
            && !term.reads(before);
    return fits ? new Join(Fold.MOST_NUMBER, term, List.of()) : null;
  }

  private static boolean isBefore(Term term, int before) {
    return term instanceof Term.Read read && read.operand() == before;
  }
}
