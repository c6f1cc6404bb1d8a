package org.tosc.tir.ir;

import java.util.List;

/// Pure whole-tensor operations: the `tensor` family.
///
/// Element-wise operations of two tensors broadcast by NumPy's rule and compute in the promoted
/// element type ([Promotion]). Each operation rounds its result to the element type once, to
/// nearest even. Integers never wrap: a result that does not fit its type raises `OverflowError`.
/// Sums of floats are taken in at least `f32`, those of integers and booleans in `i64`. Axes count
/// from the end where negative. Where extents are known only when the program runs, a shape mistake
/// raises `ShapeError` then.
///
/// The rows stand in tables by topic ([ElementwiseRows] and so on), one expression each.
public enum TensorOp implements Op {
  ADD(ElementwiseRows.ADD),
  SUB(ElementwiseRows.SUB),
  MUL(ElementwiseRows.MUL),
  DIV(ElementwiseRows.DIV),
  POW(ElementwiseRows.POW),
  MIN(ElementwiseRows.MIN),
  MAX(ElementwiseRows.MAX),
  MOD(ElementwiseRows.MOD),
  FLOORDIV(ElementwiseRows.FLOORDIV),
  EQ(ElementwiseRows.EQ),
  NE(ElementwiseRows.NE),
  LT(ElementwiseRows.LT),
  LE(ElementwiseRows.LE),
  GT(ElementwiseRows.GT),
  GE(ElementwiseRows.GE),
  AND(ElementwiseRows.AND),
  OR(ElementwiseRows.OR),
  XOR(ElementwiseRows.XOR),
  WHERE(ElementwiseRows.WHERE),
  NEG(ElementwiseRows.NEG),
  ABS(ElementwiseRows.ABS),
  SIGN(ElementwiseRows.SIGN),
  FLOOR(ElementwiseRows.FLOOR),
  CEIL(ElementwiseRows.CEIL),
  ROUND(ElementwiseRows.ROUND),
  RELU(ElementwiseRows.RELU),
  NOT(ElementwiseRows.NOT),
  CLIP(ElementwiseRows.CLIP),
  EXP(ElementwiseRows.EXP),
  LOG(ElementwiseRows.LOG),
  SQRT(ElementwiseRows.SQRT),
  RSQRT(ElementwiseRows.RSQRT),
  SIN(ElementwiseRows.SIN),
  COS(ElementwiseRows.COS),
  TANH(ElementwiseRows.TANH),
  ERF(ElementwiseRows.ERF),
  SIGMOID(ElementwiseRows.SIGMOID),
  SILU(ElementwiseRows.SILU),
  GELU(ElementwiseRows.GELU),

  REDUCE_SUM(ReduceRows.REDUCE_SUM),
  REDUCE_MEAN(ReduceRows.REDUCE_MEAN),
  REDUCE_MAX(ReduceRows.REDUCE_MAX),
  REDUCE_MIN(ReduceRows.REDUCE_MIN),
  REDUCE_PROD(ReduceRows.REDUCE_PROD),
  NORM(ReduceRows.NORM),
  REDUCE_ANY(ReduceRows.REDUCE_ANY),
  REDUCE_ALL(ReduceRows.REDUCE_ALL),
  ARGMAX(ReduceRows.ARGMAX),
  ARGMIN(ReduceRows.ARGMIN),
  CUMSUM(ReduceRows.CUMSUM),
  SORT(ReduceRows.SORT),
  TOPK(ReduceRows.TOPK),

  MATMUL(MatrixRows.MATMUL),
  QMATMUL(MatrixRows.QMATMUL),
  DOT(MatrixRows.DOT),
  OUTER(MatrixRows.OUTER),
  DET(MatrixRows.DET),
  INV(MatrixRows.INV),
  TRACE(MatrixRows.TRACE),
  TRIL(MatrixRows.TRIL),
  TRIU(MatrixRows.TRIU),
  SOLVE(MatrixRows.SOLVE),

  TRANSPOSE(LayoutRows.TRANSPOSE),
  RESHAPE(LayoutRows.RESHAPE),
  BROADCAST(LayoutRows.BROADCAST),
  CONCAT(LayoutRows.CONCAT),
  STACK(LayoutRows.STACK),
  SPLIT(LayoutRows.SPLIT),
  SLICE(LayoutRows.SLICE),
  SELECT(LayoutRows.SELECT),
  GATHER(LayoutRows.GATHER),
  SCATTER_ADD(LayoutRows.SCATTER_ADD),
  EMBEDDING(LayoutRows.EMBEDDING),
  ONE_HOT(LayoutRows.ONE_HOT),

  SOFTMAX(ModelRows.SOFTMAX),
  LOG_SOFTMAX(ModelRows.LOG_SOFTMAX),
  LAYERNORM(ModelRows.LAYERNORM),
  RMSNORM(ModelRows.RMSNORM),
  ROPE(ModelRows.ROPE),
  ATTENTION(ModelRows.ATTENTION),
  CONV2D(ModelRows.CONV2D),
  POOL(ModelRows.POOL),
  DROPOUT(ModelRows.DROPOUT),
  MSE_LOSS(ModelRows.MSE_LOSS),
  CE_LOSS(ModelRows.CE_LOSS),

  CAST(SourceRows.CAST),
  QUANTIZE(SourceRows.QUANTIZE),
  DEQUANTIZE(SourceRows.DEQUANTIZE),
  COLLECTIVE(SourceRows.COLLECTIVE),
  LITERAL(SourceRows.LITERAL),
  SPLAT(SourceRows.SPLAT),
  FULL(SourceRows.FULL),
  IOTA(SourceRows.IOTA),
  EYE(SourceRows.EYE),
  RAND(SourceRows.RAND),
  RANDN(SourceRows.RANDN),
  RANDINT(SourceRows.RANDINT);

  private final TensorRow row;

  TensorOp(TensorRow row) {
    this.row = row;
  }

  @Override
  public OpRow row() {
    return row.row();
  }

  /// How far engines may be apart.
  public Tolerance tolerance() {
    return row.tolerance();
  }

  /// The reverse-mode derivative.
  public Gradient gradient() {
    return row.gradient();
  }

  /// Whether anything ever flows to an operand.
  public boolean isDifferentiable() {
    return !row.gradient().equals(Gradient.NONE);
  }

  /// The result types, or what is wrong with the operands.
  public List<Type> infer(List<Type> operands, Attributes attributes) throws TypeRule.Mismatch {
    return row.rule().infer(call(operands, attributes));
  }

  /// What one application takes.
  public Cost cost(List<Type> operands, Attributes attributes) throws TypeRule.Mismatch {
    TensorCall call = call(operands, attributes);
    return Cost.of(row.flops(), call, row.rule().infer(call));
  }

  private TensorCall call(List<Type> operands, Attributes attributes) {
    return new TensorCall(row().name(), operands, attributes);
  }
}
