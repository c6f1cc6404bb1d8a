package org.tosc.tir.ir;

import static org.tosc.tir.ir.TensorAttrs.APPROXIMATE;
import static org.tosc.tir.ir.TensorAttrs.BASE;
import static org.tosc.tir.ir.TensorAttrs.CAUSAL;
import static org.tosc.tir.ir.TensorAttrs.COLLECTIVE_KIND;
import static org.tosc.tir.ir.TensorAttrs.DATA;
import static org.tosc.tir.ir.TensorAttrs.DEPTH;
import static org.tosc.tir.ir.TensorAttrs.DESCENDING;
import static org.tosc.tir.ir.TensorAttrs.DIAGONAL;
import static org.tosc.tir.ir.TensorAttrs.DILATION;
import static org.tosc.tir.ir.TensorAttrs.DTYPE;
import static org.tosc.tir.ir.TensorAttrs.ENDS;
import static org.tosc.tir.ir.TensorAttrs.FIRST_AXIS;
import static org.tosc.tir.ir.TensorAttrs.FORMAT;
import static org.tosc.tir.ir.TensorAttrs.GROUP;
import static org.tosc.tir.ir.TensorAttrs.GROUPS;
import static org.tosc.tir.ir.TensorAttrs.HEADS;
import static org.tosc.tir.ir.TensorAttrs.HIGH;
import static org.tosc.tir.ir.TensorAttrs.INDEX;
import static org.tosc.tir.ir.TensorAttrs.INTERLEAVED;
import static org.tosc.tir.ir.TensorAttrs.K;
import static org.tosc.tir.ir.TensorAttrs.KV_HEADS;
import static org.tosc.tir.ir.TensorAttrs.LAST_AXIS;
import static org.tosc.tir.ir.TensorAttrs.LAYERNORM_EPS;
import static org.tosc.tir.ir.TensorAttrs.LAYOUT;
import static org.tosc.tir.ir.TensorAttrs.LOW;
import static org.tosc.tir.ir.TensorAttrs.M;
import static org.tosc.tir.ir.TensorAttrs.N;
import static org.tosc.tir.ir.TensorAttrs.OFFSET;
import static org.tosc.tir.ir.TensorAttrs.P;
import static org.tosc.tir.ir.TensorAttrs.PADDING;
import static org.tosc.tir.ir.TensorAttrs.PERM;
import static org.tosc.tir.ir.TensorAttrs.POOL_KIND;
import static org.tosc.tir.ir.TensorAttrs.POOL_STRIDE;
import static org.tosc.tir.ir.TensorAttrs.RMSNORM_EPS;
import static org.tosc.tir.ir.TensorAttrs.SCALE;
import static org.tosc.tir.ir.TensorAttrs.SEED;
import static org.tosc.tir.ir.TensorAttrs.SHAPE;
import static org.tosc.tir.ir.TensorAttrs.SIZE;
import static org.tosc.tir.ir.TensorAttrs.SIZES;
import static org.tosc.tir.ir.TensorAttrs.START;
import static org.tosc.tir.ir.TensorAttrs.STARTS;
import static org.tosc.tir.ir.TensorAttrs.STEP;
import static org.tosc.tir.ir.TensorAttrs.STEPS;
import static org.tosc.tir.ir.TensorAttrs.STRIDE;
import static org.tosc.tir.ir.TensorAttrs.TO_DTYPE;
import static org.tosc.tir.ir.TensorAttrs.TRAIN;
import static org.tosc.tir.ir.TensorAttrs.VALUE;
import static org.tosc.tir.ir.TensorAttrs.WINDOW;
import static org.tosc.tir.ir.TensorRow.binary;
import static org.tosc.tir.ir.TensorRow.function;
import static org.tosc.tir.ir.TensorRow.op;
import static org.tosc.tir.ir.TensorRow.reduction;
import static org.tosc.tir.ir.TensorRow.unary;
import static org.tosc.tir.ir.Tolerance.sum;
import static org.tosc.tir.ir.Tolerance.ulps;

import java.util.List;

/// Pure whole-tensor operations: the `tensor` family.
///
/// Element-wise operations of two tensors broadcast by NumPy's rule and compute in the promoted
/// element type ([Promotion]). Each operation rounds its result to the element type once, to
/// nearest even. Integers never wrap: a result that does not fit its type raises `OverflowError`.
/// Sums of floats are taken in at least `f32`, those of integers and booleans in `i64`. Axes count
/// from the end where negative. Where extents are known only when the program runs, a shape mistake
/// raises `ShapeError` then.
public enum TensorOp implements Op {
  ADD(
      binary("add", "`a + b`.")
          .shape(BroadcastRules::arithmetic)
          .commutes()
          .raises()
          .gradient(ElementwiseGradients::add)),
  SUB(
      binary("sub", "`a - b`.")
          .shape(BroadcastRules::arithmetic)
          .raises()
          .gradient(ElementwiseGradients::sub)),
  MUL(
      binary("mul", "`a · b`.")
          .shape(BroadcastRules::arithmetic)
          .commutes()
          .raises()
          .gradient(ElementwiseGradients::mul)),
  DIV(
      binary("div", "`a / b`, of integers in `f32`.")
          .shape(BroadcastRules::division)
          .gradient(ElementwiseGradients::div)),
  POW(
      binary("pow", "`a` to the power `b`; integers take powers of at least 0.")
          .shape(BroadcastRules::arithmetic)
          .costs(Cost.perResult(20))
          .within(ulps(2))
          .raises()
          .gradient(ElementwiseGradients::pow)),
  MIN(
      binary("min", "The smaller; NaN if either is, -0 below 0.")
          .shape(BroadcastRules::ordered)
          .commutes()
          .gradient(ElementwiseGradients::min)),
  MAX(
      binary("max", "The larger; NaN if either is, -0 below 0.")
          .shape(BroadcastRules::ordered)
          .commutes()
          .gradient(ElementwiseGradients::max)),
  MOD(
      binary("mod", "`a - b·⌊a / b⌋`, with the sign of `b`.")
          .shape(BroadcastRules::arithmetic)
          .raises()
          .gradient(ElementwiseGradients::mod)),
  FLOORDIV(binary("floordiv", "`⌊a / b⌋`.").shape(BroadcastRules::arithmetic).raises()),
  EQ(binary("eq", "Equal; NaN equals nothing.").shape(BroadcastRules::comparison).commutes()),
  NE(binary("ne", "Not equal.").shape(BroadcastRules::comparison).commutes()),
  LT(binary("lt", "Less; false for NaN.").shape(BroadcastRules::comparison)),
  LE(binary("le", "Less or equal; false for NaN.").shape(BroadcastRules::comparison)),
  GT(binary("gt", "Greater; false for NaN.").shape(BroadcastRules::comparison)),
  GE(binary("ge", "Greater or equal; false for NaN.").shape(BroadcastRules::comparison)),
  AND(binary("and", "Both, of booleans or bits.").shape(BroadcastRules::bitwise).commutes()),
  OR(binary("or", "Either, of booleans or bits.").shape(BroadcastRules::bitwise).commutes()),
  XOR(binary("xor", "One only, of booleans or bits.").shape(BroadcastRules::bitwise).commutes()),
  WHERE(
      op("where", "`a` where the condition is not 0, else `b`; all three broadcast.")
          .takes("condition", "a", "b")
          .shape(BroadcastRules::where)
          .gradient(ElementwiseGradients::where)),

  NEG(
      unary("neg", "`-x`.")
          .shape(BroadcastRules::numeric)
          .raises()
          .gradient(ElementwiseGradients::neg)),
  ABS(
      unary("abs", "The absolute value.")
          .shape(BroadcastRules::numeric)
          .raises()
          .gradient(ElementwiseGradients::abs)),
  SIGN(unary("sign", "-1, 0 or 1; NaN and zeros stay.").shape(BroadcastRules::numeric)),
  FLOOR(unary("floor", "The largest integral number not above.").shape(BroadcastRules::numeric)),
  CEIL(unary("ceil", "The smallest integral number not below.").shape(BroadcastRules::numeric)),
  ROUND(
      unary("round", "The nearest integral number, ties to even.").shape(BroadcastRules::numeric)),
  RELU(
      unary("relu", "`max(x, 0)`; NaN stays.")
          .shape(BroadcastRules::numeric)
          .gradient(ElementwiseGradients::relu)),
  NOT(unary("not", "Logical negation, of integers bit by bit.").shape(BroadcastRules::not)),
  CLIP(
      unary("clip", "`x`, but not below `min` and not above `max`.")
          .with(TensorAttrs.MIN, TensorAttrs.MAX)
          .shape(BroadcastRules::clip)
          .costs(Cost.perResult(2))
          .gradient(ElementwiseGradients::clip)),
  EXP(function("exp", 10, 2, "e to the power x.").gradient(ElementwiseGradients::exp)),
  LOG(function("log", 10, 2, "The natural logarithm.").gradient(ElementwiseGradients::log)),
  SQRT(
      function("sqrt", 1, 0, "The square root, correctly rounded.")
          .within(Tolerance.BITWISE)
          .gradient(ElementwiseGradients::sqrt)),
  RSQRT(function("rsqrt", 2, 2, "`1 / √x`.").gradient(ElementwiseGradients::rsqrt)),
  SIN(function("sin", 15, 2, "The sine of radians.").gradient(ElementwiseGradients::sin)),
  COS(function("cos", 15, 2, "The cosine of radians.").gradient(ElementwiseGradients::cos)),
  TANH(function("tanh", 15, 2, "The hyperbolic tangent.").gradient(ElementwiseGradients::tanh)),
  ERF(function("erf", 20, 2, "The error function.").gradient(ElementwiseGradients::erf)),
  SIGMOID(
      function("sigmoid", 12, 4, "`1 / (1 + exp(-x))`.").gradient(ElementwiseGradients::sigmoid)),
  SILU(function("silu", 13, 4, "`x · sigmoid(x)`.").gradient(ElementwiseGradients::silu)),
  GELU(
      function("gelu", 20, 4, "`x/2 · (1 + tanh(√(2/π) · (x + 0.044715 x³)))`, or `x · Φ(x)`.")
          .with(APPROXIMATE)
          .shape(BroadcastRules::gelu)
          .gradient(ElementwiseGradients::gelu)),

  REDUCE_SUM(
      reduction("reduce_sum", "The sum.")
          .shape(ReduceRules::sum)
          .within(sum())
          .raises()
          .gradient(ReduceGradients::sum)),
  REDUCE_MEAN(
      reduction("reduce_mean", "The mean.")
          .shape(ReduceRules::mean)
          .within(sum(1))
          .gradient(ReduceGradients::mean)),
  REDUCE_MAX(
      reduction("reduce_max", "The largest; NaN if any is.")
          .shape(ReduceRules::extreme)
          .gradient(ReduceGradients::extreme)),
  REDUCE_MIN(
      reduction("reduce_min", "The smallest; NaN if any is.")
          .shape(ReduceRules::extreme)
          .gradient(ReduceGradients::extreme)),
  REDUCE_PROD(
      reduction("reduce_prod", "The product.")
          .shape(ReduceRules::sum)
          .within(sum())
          .raises()
          .gradient(ReduceGradients::prod)),
  NORM(
      reduction("norm", "`√Σ x²`.")
          .shape(ReduceRules::norm)
          .costs(Cost.perOperand(2))
          .within(sum(2))
          .gradient(ReduceGradients::norm)),
  REDUCE_ANY(reduction("reduce_any", "Whether any is not 0.").shape(ReduceRules::logical)),
  REDUCE_ALL(reduction("reduce_all", "Whether none is 0.").shape(ReduceRules::logical)),
  ARGMAX(
      reduction("argmax", "The position of the first largest; of the first NaN if any is.")
          .shape(ReduceRules::position)),
  ARGMIN(
      reduction("argmin", "The position of the first smallest; of the first NaN if any is.")
          .shape(ReduceRules::position)),
  CUMSUM(
      unary("cumsum", "Sums of the elements up to each.")
          .with(LAST_AXIS)
          .shape(ReduceRules::cumsum)
          .within(sum())
          .raises()
          .gradient(ReduceGradients::cumsum)),
  SORT(
      op("sort", "The elements in order; equal ones stay as they are, NaN counts as greatest.")
          .with(LAST_AXIS, DESCENDING)
          .shape(ReduceRules::sort)
          .costs(Cost.perOperand(20))
          .gradient(ReduceGradients::sort)),
  TOPK(
      op("topk", "The k greatest, greatest first, and their positions; NaN counts as greatest.")
          .with(K, LAST_AXIS)
          .shapes(ReduceRules::topk)
          .costs(Cost.perOperand(5))
          .gradient(ReduceGradients::topk)),

  MATMUL(
      binary("matmul", "The matrix product; leading axes broadcast, 1-D is a row or a column.")
          .shape(MatmulRules::matmul)
          .costs(MatmulRules::flops)
          .within(sum())
          .raises()
          .gradient(MatmulGradients::matmul)),
  QMATMUL(
      op("qmatmul", "`x @ transpose(weights)`, the weights [n, k] packed in blocks.")
          .takes("x", "weights", "scale?")
          .shape(MatmulRules::qmatmul)
          .costs(MatmulRules::flops)
          .within(sum(1))
          .gradient(MatmulGradients::qmatmul)),
  DOT(
      binary("dot", "The inner product of two vectors.")
          .shape(MatmulRules::dot)
          .costs(MatmulRules::flops)
          .within(sum())
          .raises()
          .gradient(MatmulGradients::matmul)),
  OUTER(
      binary("outer", "All products of two vectors.")
          .shape(MatmulRules::outer)
          .raises()
          .gradient(MatmulGradients::outer)),
  DET(
      op("det", "The determinants of square matrices.")
          .shape(MatmulRules::det)
          .costs(MatmulRules.cubic(2.0 / 3))
          .within(sum(16))
          .gradient(MatmulGradients::det)),
  INV(
      op("inv", "The inverses of square matrices; singular ones raise `ValueError`.")
          .shape(MatmulRules::inv)
          .costs(MatmulRules.cubic(2))
          .within(sum(16))
          .raises()
          .gradient(MatmulGradients::inv)),
  TRACE(
      unary("trace", "The sums of diagonals.")
          .shape(MatmulRules::trace)
          .within(sum())
          .raises()
          .gradient(MatmulGradients::trace)),
  TRIL(
      op("tril", "Zeros above diagonal k.")
          .with(DIAGONAL)
          .shape(MatmulRules::triangle)
          .gradient(MatmulGradients::tril)),
  TRIU(
      op("triu", "Zeros below diagonal k.")
          .with(DIAGONAL)
          .shape(MatmulRules::triangle)
          .gradient(MatmulGradients::triu)),
  SOLVE(
      op("solve", "The x with `a @ x = b`; a singular `a` raises `ValueError`.")
          .takes("a", "b")
          .shape(MatmulRules::solve)
          .costs(MatmulRules.cubic(2.0 / 3))
          .within(sum(16))
          .raises()
          .gradient(MatmulGradients::solve)),

  TRANSPOSE(
      op("transpose", "The axes in another order.")
          .with(PERM)
          .shape(LayoutRules::transpose)
          .gradient(LayoutGradients::transpose)),
  RESHAPE(
      op("reshape", "The same elements in another shape.")
          .with(TensorAttrs.RESHAPE)
          .shape(LayoutRules::reshape)
          .gradient(LayoutGradients::reshape)),
  BROADCAST(
      op("broadcast", "Repeats axes of extent 1 and adds leading axes.")
          .with(SHAPE)
          .shape(LayoutRules::broadcast)
          .gradient(LayoutGradients::broadcast)),
  CONCAT(
      op("concat", "Tensors one after the other along an axis.")
          .takes("parts…")
          .with(FIRST_AXIS)
          .shape(JoinRules::concat)
          .gradient(LayoutGradients::concat)),
  STACK(
      op("stack", "Tensors side by side along a new axis.")
          .takes("parts…")
          .with(FIRST_AXIS)
          .shape(JoinRules::stack)
          .gradient(LayoutGradients::stack)),
  SPLIT(
      op("split", "Consecutive parts of an axis.")
          .with(SIZES, FIRST_AXIS)
          .shapes(JoinRules::split)
          .gradient(LayoutGradients::split)),
  SLICE(
      op("slice", "Every step-th element from start to end of the leading axes.")
          .with(STARTS, ENDS, STEPS)
          .shape(LayoutRules::slice)
          .gradient(LayoutGradients::slice)),
  SELECT(
      op("select", "One index of an axis, which goes.")
          .with(INDEX, FIRST_AXIS)
          .shape(LayoutRules::select)
          .gradient(LayoutGradients::select)),
  GATHER(
      op("gather", "The slices of an axis that the indexes name.")
          .takes("x", "indexes")
          .with(FIRST_AXIS)
          .shape(JoinRules::gather)
          .raises()
          .gradient(LayoutGradients::gather)),
  SCATTER_ADD(
      op("scatter_add", "Zeros with updates added at the indexes of an axis.")
          .takes("updates", "indexes")
          .with(SIZE, FIRST_AXIS)
          .shape(JoinRules::scatterAdd)
          .costs(Cost.perOperand(1))
          .within(sum())
          .raises()
          .gradient(LayoutGradients::scatterAdd)),
  EMBEDDING(
      op("embedding", "The rows of a table that the ids name.")
          .takes("table", "ids")
          .shape(JoinRules::embedding)
          .raises()
          .gradient(LayoutGradients::embedding)),
  ONE_HOT(
      op("one_hot", "A last axis with 1 at the operand's element and 0 elsewhere.")
          .takes("ids")
          .with(DEPTH, DTYPE)
          .shape(JoinRules::oneHot)
          .raises()),

  SOFTMAX(
      op("softmax", "`exp(x) / Σ exp(x)` along an axis.")
          .with(LAST_AXIS)
          .shape(ReduceRules::softmax)
          .costs(Cost.perResult(14))
          .within(sum(8))
          .gradient(ReduceGradients::softmax)),
  LOG_SOFTMAX(
      op("log_softmax", "`x - log Σ exp(x)` along an axis.")
          .with(LAST_AXIS)
          .shape(ReduceRules::softmax)
          .costs(Cost.perResult(14))
          .within(sum(8))
          .gradient(ReduceGradients::logSoftmax)),
  LAYERNORM(
      op("layernorm", "`(x - mean) / √(variance + eps) · gamma + beta` over the last axis.")
          .takes("x", "gamma?", "beta?")
          .with(LAYERNORM_EPS)
          .shape(ModelRules::norm)
          .costs(Cost.perResult(8))
          .within(sum(8))
          .gradient(ModelGradients::layernorm)),
  RMSNORM(
      op("rmsnorm", "`x / √(mean(x²) + eps) · weight` over the last axis.")
          .takes("x", "weight?")
          .with(RMSNORM_EPS)
          .shape(ModelRules::norm)
          .costs(Cost.perResult(4))
          .within(sum(8))
          .gradient(ModelGradients::rmsnorm)),
  ROPE(
      op("rope", "Turns pairs of features by angles that grow with the position.")
          .with(BASE, INTERLEAVED, OFFSET)
          .shape(ModelRules::rope)
          .costs(Cost.perResult(3))
          .within(sum(8))
          .gradient(ModelGradients::rope)),
  ATTENTION(
      op("attention", "`softmax(q @ kᵀ · scale + mask) @ v` for each head.")
          .takes("q", "k", "v", "mask?")
          .with(CAUSAL, SCALE, HEADS, KV_HEADS)
          .shape(AttentionRules::attention)
          .costs(AttentionRules::flops)
          .within(sum(16))
          .gradient(AttentionGradients::attention)),
  CONV2D(
      op("conv2d", "Sums of images weighted by filters under a sliding window.")
          .takes("x", "filters", "bias?")
          .with(STRIDE, PADDING, DILATION, GROUPS, LAYOUT)
          .shape(ConvRules::conv2d)
          .costs(ConvRules::conv2dFlops)
          .within(sum())
          .gradient(ConvGradients::conv2d)),
  POOL(
      op("pool", "The largest or mean element under a sliding window; padding counts for neither.")
          .with(POOL_KIND, WINDOW, POOL_STRIDE, PADDING, LAYOUT)
          .shape(ConvRules::pool)
          .costs(ConvRules::poolFlops)
          .within(sum(1))
          .gradient(ConvGradients::pool)),
  DROPOUT(
      op("dropout", "0 with probability p, else `x / (1 - p)`.")
          .with(P, SEED, TRAIN)
          .shape(ModelRules::dropout)
          .costs(Cost.perResult(2))
          .gradient(ModelGradients::dropout)),
  MSE_LOSS(
      op("mse_loss", "The mean of `(prediction - target)²`.")
          .takes("prediction", "target")
          .shape(ReduceRules::meanSquare)
          .costs(Cost.perOperand(3))
          .within(sum(3))
          .gradient(ReduceGradients::meanSquare)),
  CE_LOSS(
      op("ce_loss", "The mean of `-log softmax(logits)` at the classes, or by probabilities.")
          .takes("logits", "targets")
          .shape(ReduceRules::crossEntropy)
          .costs(Cost.perOperand(14))
          .within(sum(8))
          .raises()
          .gradient(ReduceGradients::crossEntropy)),

  CAST(
      op(
              "cast",
              "Another element type; from floats to integers towards 0, `OverflowError` outside.")
          .with(TO_DTYPE)
          .shape(SourceRules::cast)
          .raises()
          .gradient(ElementwiseGradients::cast)),
  QUANTIZE(
      op(
              "quantize",
              "Packs the last axis in blocks that share a scale; `i8`: integers and one scale.")
          .with(FORMAT)
          .shapes(SourceRules::quantize)
          .costs(Cost.perOperand(3))),
  DEQUANTIZE(
      op("dequantize", "The numbers of packed blocks, or of integers and their scale.")
          .takes("x", "scale?")
          .with(DTYPE)
          .shape(SourceRules::dequantize)
          .costs(Cost.perResult(1))),
  COLLECTIVE(
      op("collective", "Combines a tensor over the processes of a group.")
          .with(COLLECTIVE_KIND, GROUP)
          .shape(ModelRules::collective)
          .within(sum())
          .gradient(LayoutGradients::collective)),

  LITERAL(
      op("literal", "The elements given.")
          .takes()
          .with(DATA, SHAPE, DTYPE)
          .shape(SourceRules::literal)),
  SPLAT(
      op(
              "splat",
              "A scalar as a tensor without axes, in its own element type where `dtype` is absent.")
          .takes(Rows.one("value", TypeSet.SCALAR))
          .with(DTYPE)
          .shape(SourceRules::splat)
          .raises()),
  FULL(
      op("full", "One number everywhere.")
          .takes(Rows.optional("value", TypeSet.SCALAR))
          .with(SHAPE, VALUE, DTYPE)
          .shape(SourceRules::full)
          .raises()),
  IOTA(
      op("iota", "`start + i · step`.")
          .takes()
          .with(N, START, STEP, DTYPE)
          .shape(SourceRules::iota)),
  EYE(
      op("eye", "Ones on the diagonal, zeros elsewhere.")
          .takes()
          .with(N, M, DTYPE)
          .shape(SourceRules::eye)),
  RAND(
      op("rand", "Evenly distributed numbers from 0 up to 1, from a seed.")
          .takes()
          .with(SHAPE, SEED, DTYPE)
          .shape(SourceRules::random)),
  RANDN(
      op("randn", "Normally distributed numbers of mean 0 and variance 1, from a seed.")
          .takes()
          .with(SHAPE, SEED, DTYPE)
          .shape(SourceRules::random)),
  RANDINT(
      op("randint", "Evenly distributed integers from `low` up to `high`, exclusive, from a seed.")
          .takes()
          .with(SHAPE, SEED, LOW, HIGH, DTYPE)
          .shape(SourceRules::randint));

  private final OpRow row;
  private final Cost.Flops flops;
  private final Tolerance tolerance;
  private final Gradient gradient;

  TensorOp(TensorRow row) {
    this.row = row.finish();
    this.flops = row.flops();
    this.tolerance = row.tolerance();
    this.gradient = row.gradient();
  }

  @Override
  public OpRow row() {
    return row;
  }

  /// How far engines may be apart.
  public Tolerance tolerance() {
    return tolerance;
  }

  /// The reverse-mode derivative.
  public Gradient gradient() {
    return gradient;
  }

  /// The result types, or what is wrong with the operands.
  public List<Type> infer(List<Type> operands, Attributes attributes) throws TypeRule.Mismatch {
    return row.results() instanceof OpRow.Results.Inferred(TypeRule rule)
        ? rule.infer(operands, attributes)
        : List.of();
  }

  /// What one application takes.
  public Cost cost(List<Type> operands, Attributes attributes) throws TypeRule.Mismatch {
    TensorCall call = new TensorCall(row.name(), operands, attributes);
    return Cost.of(flops, call, infer(operands, attributes));
  }
}
