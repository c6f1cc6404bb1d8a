package org.tosc.passes.fuse;

import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.TensorOp;

/// What an operation can be in a group.
enum Role {
  /// One result element from the operands' elements at the same place.
  ELEMENT,
  /// A reduction of the last axes, or an operation on rows.
  ROW,
  /// Sums of products.
  CONTRACTION,
  /// `tensor.attention`.
  ATTENTION,
  /// The same elements in another order or more often.
  VIEW,
  /// A constant.
  SOURCE,
  /// No part of any group.
  OTHER;

  static Role of(Op op) {
    return switch (op) {
      case TensorOp tensor -> of(tensor);
      case CoreOp core -> core == CoreOp.CONST ? SOURCE : OTHER;
      case HostOp _ -> OTHER;
      case FusedOp _ -> OTHER;
      case KernelOp _ -> OTHER;
    };
  }

  private static Role of(TensorOp op) {
    return switch (op) {
      case ADD, SUB, MUL, DIV, POW, MIN, MAX, MOD, FLOORDIV -> ELEMENT;
      case EQ, NE, LT, LE, GT, GE, AND, OR, XOR, WHERE -> ELEMENT;
      case NEG, ABS, SIGN, FLOOR, CEIL, ROUND, RELU, NOT, CLIP -> ELEMENT;
      case EXP, LOG, SQRT, RSQRT, SIN, COS, TANH, ERF, SIGMOID, SILU, GELU -> ELEMENT;
      case CAST, DEQUANTIZE, TRIL, TRIU -> ELEMENT;
      case REDUCE_SUM, REDUCE_MEAN, REDUCE_MAX, REDUCE_MIN, REDUCE_PROD, NORM -> ROW;
      case REDUCE_ANY, REDUCE_ALL, ARGMAX, ARGMIN -> ROW;
      case SOFTMAX, LOG_SOFTMAX, LAYERNORM, RMSNORM, ROPE -> ROW;
      case MATMUL, QMATMUL, CONV2D -> CONTRACTION;
      case ATTENTION -> Role.ATTENTION;
      case TRANSPOSE, RESHAPE, BROADCAST, SLICE, SELECT, CONCAT -> VIEW;
      case SPLAT, FULL, IOTA, LITERAL -> SOURCE;
      case CUMSUM, SORT, TOPK, DOT, OUTER, DET, INV, TRACE, SOLVE -> OTHER;
      case STACK, SPLIT, GATHER, SCATTER_ADD, EMBEDDING, ONE_HOT -> OTHER;
      case POOL, DROPOUT, MSE_LOSS, CE_LOSS, QUANTIZE, COLLECTIVE -> OTHER;
      case EYE, RAND, RANDN, RANDINT -> OTHER;
    };
  }
}
