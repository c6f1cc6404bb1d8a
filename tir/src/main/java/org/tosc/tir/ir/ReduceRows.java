package org.tosc.tir.ir;

import static org.tosc.tir.ir.TensorAttrs.DESCENDING;
import static org.tosc.tir.ir.TensorAttrs.K;
import static org.tosc.tir.ir.TensorAttrs.LAST_AXIS;
import static org.tosc.tir.ir.TensorRow.op;
import static org.tosc.tir.ir.TensorRow.reduction;
import static org.tosc.tir.ir.TensorRow.unary;
import static org.tosc.tir.ir.Tolerance.sum;

/// Reductions, scans, sorting and losses.
final class ReduceRows {
  private ReduceRows() {}

  static final TensorRow REDUCE_SUM =
      reduction("reduce_sum", "The sum.")
          .shape(ReduceRules::sum)
          .within(sum())
          .raises()
          .gradient(ReduceGradients::sum);

  static final TensorRow REDUCE_MEAN =
      reduction("reduce_mean", "The mean.")
          .shape(ReduceRules::mean)
          .within(sum(1))
          .gradient(ReduceGradients::mean);

  static final TensorRow REDUCE_MAX =
      reduction("reduce_max", "The largest; NaN if any is.")
          .shape(ReduceRules::extreme)
          .gradient(ReduceGradients::extreme);

  static final TensorRow REDUCE_MIN =
      reduction("reduce_min", "The smallest; NaN if any is.")
          .shape(ReduceRules::extreme)
          .gradient(ReduceGradients::extreme);

  static final TensorRow REDUCE_PROD =
      reduction("reduce_prod", "The product.")
          .shape(ReduceRules::sum)
          .within(sum())
          .raises()
          .gradient(ReduceGradients::prod);

  static final TensorRow NORM =
      reduction("norm", "`√Σ x²`.")
          .shape(ReduceRules::norm)
          .costs(Cost.perOperand(2))
          .within(sum(2))
          .gradient(ReduceGradients::norm);

  static final TensorRow REDUCE_ANY =
      reduction("reduce_any", "Whether any is not 0.").shape(ReduceRules::logical);

  static final TensorRow REDUCE_ALL =
      reduction("reduce_all", "Whether none is 0.").shape(ReduceRules::logical);

  static final TensorRow ARGMAX =
      reduction("argmax", "The position of the first largest; of the first NaN if any is.")
          .shape(ReduceRules::position);

  static final TensorRow ARGMIN =
      reduction("argmin", "The position of the first smallest; of the first NaN if any is.")
          .shape(ReduceRules::position);

  static final TensorRow CUMSUM =
      unary("cumsum", "Sums of the elements up to each.")
          .with(LAST_AXIS)
          .shape(ReduceRules::cumsum)
          .within(sum())
          .raises()
          .gradient(ReduceGradients::cumsum);

  static final TensorRow SORT =
      op("sort", "The elements in order; equal ones stay as they are, NaN counts as greatest.")
          .with(LAST_AXIS, DESCENDING)
          .shape(ReduceRules::sort)
          .costs(Cost.perOperand(20))
          .gradient(ReduceGradients::sort);

  static final TensorRow TOPK =
      op("topk", "The k greatest, greatest first, and their positions; NaN counts as greatest.")
          .with(K, LAST_AXIS)
          .shapes(ReduceRules::topk)
          .costs(Cost.perOperand(5))
          .gradient(ReduceGradients::topk);
}
