package org.tosc.passes.precision;

import org.tosc.tir.ir.TensorOp;

/// What becomes of an operation where fewer bits are asked for: a column of the table of tensor
/// operations.
enum Treatment {
  /// Sums of products. Operands are stored in the narrow format; products of two narrow numbers are
  /// exact in `f32` (2 · 11 and 2 · 8 bits of significand, of 24), and `f32` is what they are
  /// summed in. Errors of independent elements partly cancel in the sum.
  PRODUCTS,

  /// Moves all elements: what is stored narrow may be moved as it is.
  VIEW,

  /// Stays `f32`: differences of nearly equal numbers, exponentials, sums over rows, or simply
  /// nothing to win, because an operation reads each element once.
  KEPT;

  static Treatment of(TensorOp op) {
    return switch (op) {
      case MATMUL, DOT, OUTER, ATTENTION, CONV2D -> PRODUCTS;
      case TRANSPOSE, RESHAPE, BROADCAST -> VIEW;
      case ADD, SUB, MUL, DIV, POW, MIN, MAX, MOD, FLOORDIV -> KEPT;
      case EQ, NE, LT, LE, GT, GE, AND, OR, XOR, NOT, WHERE -> KEPT;
      case NEG, ABS, SIGN, FLOOR, CEIL, ROUND, RELU, CLIP -> KEPT;
      case EXP, LOG, SQRT, RSQRT, SIN, COS, TANH, ERF, SIGMOID, SILU, GELU -> KEPT;
      case REDUCE_SUM, REDUCE_MEAN, REDUCE_MAX, REDUCE_MIN, REDUCE_PROD, NORM -> KEPT;
      case REDUCE_ANY, REDUCE_ALL, ARGMAX, ARGMIN, CUMSUM, SORT, TOPK -> KEPT;
      case QMATMUL, QUANTIZE, DEQUANTIZE, CAST -> KEPT; // their formats are the program's choice
      case DET, INV, TRACE, TRIL, TRIU, SOLVE -> KEPT;
      case CONCAT, STACK, SPLIT, SLICE, SELECT -> KEPT; // parts: what is narrowed is what is read
      case GATHER, SCATTER_ADD, EMBEDDING, ONE_HOT -> KEPT; // few rows of a table
      case SOFTMAX, LOG_SOFTMAX, LAYERNORM, RMSNORM, ROPE, POOL, DROPOUT -> KEPT;
      case MSE_LOSS, CE_LOSS, COLLECTIVE -> KEPT;
      case LITERAL, SPLAT, FULL, IOTA, EYE, RAND, RANDN, RANDINT -> KEPT;
    };
  }

  /// How many operands of an operation of [#PRODUCTS] are multiplied; the others (a mask, a bias)
  /// are added.
  static int multiplied(TensorOp op) {
    return op == TensorOp.ATTENTION ? 3 : 2;
  }
}
