package org.tosc.tir.ir;

import static org.tosc.tir.ir.TensorAttrs.BASE;
import static org.tosc.tir.ir.TensorAttrs.CAUSAL;
import static org.tosc.tir.ir.TensorAttrs.DILATION;
import static org.tosc.tir.ir.TensorAttrs.GROUPS;
import static org.tosc.tir.ir.TensorAttrs.HEADS;
import static org.tosc.tir.ir.TensorAttrs.INTERLEAVED;
import static org.tosc.tir.ir.TensorAttrs.KV_HEADS;
import static org.tosc.tir.ir.TensorAttrs.LAST_AXIS;
import static org.tosc.tir.ir.TensorAttrs.LAYERNORM_EPS;
import static org.tosc.tir.ir.TensorAttrs.LAYOUT;
import static org.tosc.tir.ir.TensorAttrs.OFFSET;
import static org.tosc.tir.ir.TensorAttrs.P;
import static org.tosc.tir.ir.TensorAttrs.PADDING;
import static org.tosc.tir.ir.TensorAttrs.POOL_KIND;
import static org.tosc.tir.ir.TensorAttrs.POOL_STRIDE;
import static org.tosc.tir.ir.TensorAttrs.RMSNORM_EPS;
import static org.tosc.tir.ir.TensorAttrs.SCALE;
import static org.tosc.tir.ir.TensorAttrs.SEED;
import static org.tosc.tir.ir.TensorAttrs.STRIDE;
import static org.tosc.tir.ir.TensorAttrs.TRAIN;
import static org.tosc.tir.ir.TensorAttrs.WINDOW;
import static org.tosc.tir.ir.TensorRow.op;
import static org.tosc.tir.ir.Tolerance.sum;

/// The layers that models are made of.
final class ModelRows {
  private ModelRows() {}

  static final TensorRow SOFTMAX =
      op("softmax", "`exp(x) / Σ exp(x)` along an axis.")
          .with(LAST_AXIS)
          .shape(ReduceRules::softmax)
          .costs(Cost.perResult(14))
          .within(sum(8))
          .gradient(ReduceGradients::softmax);

  static final TensorRow LOG_SOFTMAX =
      op("log_softmax", "`x - log Σ exp(x)` along an axis.")
          .with(LAST_AXIS)
          .shape(ReduceRules::softmax)
          .costs(Cost.perResult(14))
          .within(sum(8))
          .gradient(ReduceGradients::logSoftmax);

  static final TensorRow LAYERNORM =
      op("layernorm", "`(x - mean) / √(variance + eps) · gamma + beta` over the last axis.")
          .takes("x", "gamma?", "beta?")
          .with(LAYERNORM_EPS)
          .shape(ModelRules::norm)
          .costs(Cost.perResult(8))
          .within(sum(8))
          .gradient(ModelGradients::layernorm);

  static final TensorRow RMSNORM =
      op("rmsnorm", "`x / √(mean(x²) + eps) · weight` over the last axis.")
          .takes("x", "weight?")
          .with(RMSNORM_EPS)
          .shape(ModelRules::norm)
          .costs(Cost.perResult(4))
          .within(sum(8))
          .gradient(ModelGradients::rmsnorm);

  static final TensorRow ROPE =
      op("rope", "Turns pairs of features by angles that grow with the position.")
          .with(BASE, INTERLEAVED, OFFSET)
          .shape(ModelRules::rope)
          .costs(Cost.perResult(3))
          .within(sum(8))
          .gradient(ModelGradients::rope);

  static final TensorRow ATTENTION =
      op("attention", "`softmax(q @ kᵀ · scale + mask) @ v` for each head.")
          .takes("q", "k", "v", "mask?")
          .with(CAUSAL, SCALE, HEADS, KV_HEADS)
          .shape(AttentionRules::attention)
          .costs(AttentionRules::flops)
          .within(sum(16))
          .gradient(AttentionGradients::attention);

  static final TensorRow CONV2D =
      op("conv2d", "Sums of images weighted by filters under a sliding window.")
          .takes("x", "filters", "bias?")
          .with(STRIDE, PADDING, DILATION, GROUPS, LAYOUT)
          .shape(ConvRules::conv2d)
          .costs(ConvRules::conv2dFlops)
          .within(sum())
          .gradient(ConvGradients::conv2d);

  static final TensorRow POOL =
      op("pool", "The largest or mean element under a sliding window; padding counts for neither.")
          .with(POOL_KIND, WINDOW, POOL_STRIDE, PADDING, LAYOUT)
          .shape(ConvRules::pool)
          .costs(ConvRules::poolFlops)
          .within(sum(1))
          .gradient(ConvGradients::pool);

  static final TensorRow DROPOUT =
      op("dropout", "0 with probability p, else `x / (1 - p)`.")
          .with(P, SEED, TRAIN)
          .shape(ModelRules::dropout)
          .costs(Cost.perResult(2))
          .gradient(ModelGradients::dropout);

  static final TensorRow MSE_LOSS =
      op("mse_loss", "The mean of `(prediction - target)²`.")
          .takes("prediction", "target")
          .shape(ReduceRules::meanSquare)
          .costs(Cost.perOperand(3))
          .within(sum(3))
          .gradient(ReduceGradients::meanSquare);

  static final TensorRow CE_LOSS =
      op("ce_loss", "The mean of `-log softmax(logits)` at the classes, or by probabilities.")
          .takes("logits", "targets")
          .shape(ReduceRules::crossEntropy)
          .costs(Cost.perOperand(14))
          .within(sum(8))
          .raises()
          .gradient(ReduceGradients::crossEntropy);
}
