package org.tosc.passes.precision;

import java.util.List;
import java.util.function.Function;
import org.tosc.tir.ir.TensorOp;

/// The rule of each tensor operation: what its operands' estimates say about its results.
@FunctionalInterface
interface Rules {
  /// For operations whose results are not bounded: nothing is known of them.
  Rules NONE =
      step -> step.results().stream().map(t -> Estimate.unknown(Estimate.shape(t))).toList();

  List<Estimate> apply(Step step);

  private static Rules one(Function<Step, Estimate> rule) {
    return step -> List.of(rule.apply(step));
  }

  private static Rules pair(Elementwise.Rule rule) {
    return one(step -> Elementwise.binary(step, rule));
  }

  private static Rules steps(java.util.function.DoubleUnaryOperator f, boolean whole) {
    return one(step -> Elementwise.stepped(step, f, whole));
  }

  /// `NONE` for linear systems, whose errors grow with their condition; for remainders, which jump;
  /// and for what packs numbers in blocks, whose scales follow the largest.
  static Rules of(TensorOp op) {
    return switch (op) {
      case TRANSPOSE, RESHAPE, BROADCAST, CONCAT, STACK, SPLIT, SLICE, SELECT -> Sums::moved;
      case TRIL, TRIU -> one(Sums::triangle);
      case REDUCE_SUM, TRACE ->
          one(step -> Sums.positive(step, Sums.count(step), Sums.count(step)));
      case CUMSUM -> one(Sums::cumulated);
      case REDUCE_MEAN -> one(step -> Sums.positive(step, step.gathered(), 1));
      case POOL -> one(Sums::pooled);
      case DROPOUT -> one(Sums::scaled);
      case MATMUL, DOT, OUTER, CONV2D -> one(Sums::products);
      case QMATMUL -> one(Packed::products);
      case DEQUANTIZE -> one(Packed::numbers);
      case ADD -> pair(Elementwise::add);
      case SUB -> pair(Elementwise::sub);
      case MUL -> pair(Elementwise::mul);
      case DIV -> pair(Elementwise::div);
      case POW -> pair(Elementwise::pow);
      case MIN -> pair(Elementwise::min);
      case MAX -> pair(Elementwise::max);
      case EQ, NE, LT, LE, GT, GE -> one(Elementwise::compared);
      case AND, OR, XOR, NOT -> one(Elementwise::logical);
      case WHERE -> one(Elementwise::where);
      case NEG, ABS, RELU, EXP, LOG, SQRT, RSQRT, SIN, COS, TANH, ERF, SIGMOID, SILU, GELU ->
          one(step -> Curve.of(step).estimate(step));
      case SIGN -> steps(Math::signum, false);
      case FLOOR -> steps(Math::floor, true);
      case CEIL -> steps(Math::ceil, true);
      case ROUND -> steps(Math::rint, true);
      case REDUCE_MAX, REDUCE_MIN, SORT, CLIP -> one(Orders::monotone);
      case TOPK -> Orders::topk;
      case ARGMAX -> one(step -> Orders.position(step, 1));
      case ARGMIN -> one(step -> Orders.position(step, -1));
      case REDUCE_ANY, REDUCE_ALL -> one(Orders::truths);
      case REDUCE_PROD -> one(Orders::product);
      case NORM -> one(Orders::length);
      case GATHER, EMBEDDING -> one(step -> Sources.picked(step, 0, 1));
      case SCATTER_ADD -> one(Sources::scattered);
      case ONE_HOT -> one(Sources::oneHot);
      case SOFTMAX -> one(Rows::softmax);
      case LOG_SOFTMAX -> one(Rows::logSoftmax);
      case LAYERNORM -> one(Rows::layernorm);
      case RMSNORM -> one(Rows::rmsnorm);
      case ROPE -> one(Rows::rope);
      case ATTENTION -> one(Attention::estimate);
      case MSE_LOSS -> one(Losses::meanSquare);
      case CE_LOSS -> one(Losses::crossEntropy);
      case CAST -> one(Sources::cast);
      case SPLAT -> one(Sources::splat);
      case FULL -> one(Sources::full);
      case LITERAL, IOTA, EYE, RANDINT -> one(Sources::made);
      case RAND, RANDN -> one(Sources::random);
      case QUANTIZE, DET, INV, SOLVE, COLLECTIVE, MOD, FLOORDIV -> NONE;
    };
  }
}
