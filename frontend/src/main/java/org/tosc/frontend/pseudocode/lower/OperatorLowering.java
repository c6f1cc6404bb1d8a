package org.tosc.frontend.pseudocode.lower;

import java.util.List;
import org.tosc.frontend.pseudocode.ast.BinaryOp;
import org.tosc.frontend.pseudocode.ast.CompareOp;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.types.Ty;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Lowers operators: to `core` operations on numbers of known type, to `tensor` operations on
/// tensors of known rank and dtype, to `host` operations otherwise.
final class OperatorLowering {
  private final Body body;

  OperatorLowering(Body body) {
    this.body = body;
  }

  /// `a op b`; `result` is the type that the checker found for it.
  Value binary(BinaryOp op, Value a, Value b, Ty ta, Ty tb, Ty result, Span span) {
    if (a.type() == Scalar.I64 && b.type() == Scalar.I64 && result != Ty.ANY) {
      return integers(op, a, b, result, span);
    }
    if (result == Ty.FLOAT && isNumber(a) && isNumber(b)) {
      return floats(op, a, b, span);
    }
    if (op == BinaryOp.ADD && a.type() == HostType.STR && b.type() == HostType.STR) {
      return body.host(HostOp.CONCAT, span, a, b);
    }
    if (result instanceof Ty.Tensor
        && a.type() instanceof TensorType
        && b.type() instanceof TensorType) {
      Value tensor = TensorLowering.binary(body, op, a, b, span);
      if (tensor != null) {
        return tensor;
      }
    }
    return body.host(host(op), span, a, b);
  }

  private static boolean isNumber(Value value) {
    return value.type() == Scalar.I64 || value.type() == Scalar.F64;
  }

  private Value integers(BinaryOp op, Value a, Value b, Ty result, Span span) {
    return switch (op) {
      case ADD -> body.core(CoreOp.ADD, span, a, b);
      case SUB -> body.core(CoreOp.SUB, span, a, b);
      case MUL -> body.core(CoreOp.MUL, span, a, b);
      case MOD -> body.core(CoreOp.MOD, span, a, b);
      case FLOORDIV -> body.core(CoreOp.FLOORDIV, span, a, b);
      case BIT_AND -> body.core(CoreOp.AND, span, a, b);
      case BIT_OR -> body.core(CoreOp.OR, span, a, b);
      case BIT_XOR -> body.core(CoreOp.XOR, span, a, b);
      case SHL -> body.core(CoreOp.SHL, span, a, b);
      case SHR -> body.core(CoreOp.SHR, span, a, b);
      case DIV -> body.core(CoreOp.DIV, span, asFloat(a, span), asFloat(b, span));
      case POW ->
          result instanceof Ty.Int
              ? body.core(CoreOp.POW, span, a, b)
              : body.host(HostOp.POW, span, a, b);
      case MATMUL -> body.host(HostOp.MATMUL, span, a, b);
    };
  }

  private Value floats(BinaryOp op, Value a, Value b, Span span) {
    Op core =
        switch (op) {
          case ADD -> CoreOp.ADD;
          case SUB -> CoreOp.SUB;
          case MUL -> CoreOp.MUL;
          case DIV -> CoreOp.DIV;
          case MOD -> CoreOp.MOD;
          case FLOORDIV -> CoreOp.FLOORDIV;
          case POW -> CoreOp.POW;
          case MATMUL, BIT_AND, BIT_OR, BIT_XOR, SHL, SHR -> host(op);
        };
    return core instanceof CoreOp
        ? body.core(core, span, asFloat(a, span), asFloat(b, span))
        : body.host((HostOp) core, span, a, b);
  }

  private Value asFloat(Value value, Span span) {
    return body.coerce(value, Scalar.F64, span);
  }

  static HostOp host(BinaryOp op) {
    return switch (op) {
      case ADD -> HostOp.ADD;
      case SUB -> HostOp.SUB;
      case MUL -> HostOp.MUL;
      case DIV -> HostOp.DIV;
      case MOD -> HostOp.MOD;
      case FLOORDIV -> HostOp.FLOORDIV;
      case MATMUL -> HostOp.MATMUL;
      case POW -> HostOp.POW;
      case BIT_AND -> HostOp.BITAND;
      case BIT_OR -> HostOp.BITOR;
      case BIT_XOR -> HostOp.BITXOR;
      case SHL -> HostOp.SHL;
      case SHR -> HostOp.SHR;
    };
  }

  // Comparisons.

  Value compare(Expr.Compare compare, Value first) {
    Type type = body.instance().type(compare).representation();
    return chain(compare, 0, first, type);
  }

  /// `a < b < c` is `a < b and b < c` with `b` evaluated once.
  private Value chain(Expr.Compare compare, int i, Value left, Type type) {
    Span span = compare.span();
    Value right = body.expressions().value(compare.operands().get(i + 1));
    boolean last = i == compare.ops().size() - 1;
    Value each = one(compare.ops().get(i), left, right, last ? type : Scalar.I1, span);
    if (last) {
      return body.coerce(each, type, span);
    }
    return Choice.of(
        body,
        body.expressions().truthy(each, span),
        type,
        span,
        () -> chain(compare, i + 1, right, type),
        () -> body.truth(false, span));
  }

  private Value one(CompareOp op, Value a, Value b, Type wanted, Span span) {
    return switch (op) {
      case IN -> body.host(HostOp.IN, span, a, b);
      case NOT_IN -> body.core(CoreOp.NOT, span, body.host(HostOp.IN, span, a, b));
      case EQ -> ordered(CoreOp.EQ, HostOp.EQ, a, b, wanted, span);
      case NE -> ordered(CoreOp.NE, HostOp.NE, a, b, wanted, span);
      case LT -> ordered(CoreOp.LT, HostOp.LT, a, b, wanted, span);
      case LE -> ordered(CoreOp.LE, HostOp.LE, a, b, wanted, span);
      case GT -> ordered(CoreOp.GT, HostOp.GT, a, b, wanted, span);
      case GE -> ordered(CoreOp.GE, HostOp.GE, a, b, wanted, span);
    };
  }

  private Value ordered(CoreOp core, HostOp host, Value a, Value b, Type wanted, Span span) {
    boolean equality = core == CoreOp.EQ || core == CoreOp.NE;
    boolean scalars =
        a.type().equals(b.type()) && (isNumber(a) || (equality && a.type() == Scalar.I1));
    if (scalars) {
      return body.core(core, span, a, b);
    }
    Type result =
        wanted == Scalar.I1 && !mayBeTensor(a) && !mayBeTensor(b) ? Scalar.I1 : HostType.ANY;
    return body.builder()
        .opOf(host, List.of(result), Attributes.NONE, span, List.of(a, b))
        .result();
  }

  private static boolean mayBeTensor(Value value) {
    return value.type() == HostType.ANY || value.type() instanceof TensorType;
  }
}
