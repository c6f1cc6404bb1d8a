package org.tosc.frontend.neuro.lower;

import java.util.List;
import java.util.function.Function;
import org.tosc.frontend.neuro.typed.ScalarFn;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.Nests;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Functions of scalars as `core` operations, the same for scalars and in the bodies of nests.
///
/// Elementary functions of formats narrower than f32 are computed in f32 and rounded once at the
/// end; `+ - * /` are rounded in the format itself.
final class ScalarLowering {
  private static final double SQRT_2_OVER_PI = Math.sqrt(2 / Math.PI);

  private final FunctionBuilder f;
  private final Span span;

  ScalarLowering(FunctionBuilder f, Span span) {
    this.f = f;
    this.span = span;
  }

  /// `to` is the type of a cast; other functions do not look at it.
  Value of(ScalarFn fn, List<Value> args, Scalar to) {
    return switch (fn) {
      case ADD -> op(CoreOp.ADD, args);
      case SUB -> op(CoreOp.SUB, args);
      case MUL -> op(CoreOp.MUL, args);
      case DIV -> op(isFloat(args) ? CoreOp.DIV : CoreOp.QUOT, args);
      case REM -> op(CoreOp.REM, args);
      case BIT_AND -> op(CoreOp.AND, args);
      case BIT_OR -> op(CoreOp.OR, args);
      case BIT_XOR -> op(CoreOp.XOR, args);
      case SHL -> op(CoreOp.SHL, args);
      case SHR -> op(CoreOp.SHR, args);
      case EQ -> op(CoreOp.EQ, args);
      case NE -> op(CoreOp.NE, args);
      case LT -> op(CoreOp.LT, args);
      case LE -> op(CoreOp.LE, args);
      case GT -> op(CoreOp.GT, args);
      case GE -> op(CoreOp.GE, args);
      case NEG -> op(CoreOp.NEG, args);
      case NOT -> not(args.getFirst());
      case MAX -> op(CoreOp.MAX, args);
      case MIN -> op(CoreOp.MIN, args);
      case ABS -> op(CoreOp.ABS, args);
      case SQRT -> op(CoreOp.SQRT, args);
      case FLOOR -> op(CoreOp.FLOOR, args);
      case CEIL -> op(CoreOp.CEIL, args);
      case RELU -> op(CoreOp.MAX, List.of(args.getFirst(), number(args.getFirst(), 0)));
      case EXP -> wide(args, x -> op(CoreOp.EXP, x));
      case LOG -> wide(args, x -> op(CoreOp.LOG, x));
      case SIN -> wide(args, x -> op(CoreOp.SIN, x));
      case COS -> wide(args, x -> op(CoreOp.COS, x));
      case TANH -> wide(args, x -> op(CoreOp.TANH, x));
      case POW -> wide(args, x -> op(CoreOp.POW, x));
      case RSQRT -> wide(args, x -> rsqrt(x.getFirst()));
      case SIGMOID -> wide(args, x -> sigmoid(x.getFirst()));
      case SILU -> wide(args, x -> op(CoreOp.MUL, x.getFirst(), sigmoid(x.getFirst())));
      case GELU -> wide(args, x -> gelu(x.getFirst()));
      case FMA -> op(CoreOp.FMA, args);
      case WRAPPING_ADD -> op(CoreOp.WRAPPING_ADD, args);
      case WRAPPING_SUB -> op(CoreOp.WRAPPING_SUB, args);
      case WRAPPING_MUL -> op(CoreOp.WRAPPING_MUL, args);
      case CEIL_DIV -> ceilDiv(args.getFirst(), args.getLast());
      case WHERE -> op(CoreOp.SELECT, args);
      case CAST -> cast(args.getFirst(), to);
    };
  }

  private Value op(CoreOp op, List<Value> args) {
    return f.op(op, Attributes.NONE, span, args).result();
  }

  private Value op(CoreOp op, Value... args) {
    return op(op, List.of(args));
  }

  private static boolean isFloat(List<Value> args) {
    return ((Scalar) args.getFirst().type()).isFloat();
  }

  private Value not(Value value) {
    return value.type() == Scalar.I1
        ? op(CoreOp.NOT, value)
        : op(CoreOp.XOR, value, ones((Scalar) value.type()));
  }

  /// All bits set.
  private Value ones(Scalar type) {
    long value = type.kind() == Scalar.Kind.UINT ? -1L >>> (64 - (int) type.bits()) : -1;
    return constant(type, Attribute.of(value));
  }

  Value constant(Type type, Attribute value) {
    return f.opOf(CoreOp.CONST, List.of(type), Attributes.of("value", value), span, List.of())
        .result();
  }

  private Value number(Value like, double value) {
    return constant(like.type(), Attribute.of(value));
  }

  /// `⌈a / b⌉` as `-⌊-a / b⌋`; of unsigned types by the remainder.
  private Value ceilDiv(Value a, Value b) {
    if (((Scalar) a.type()).kind() == Scalar.Kind.UINT) {
      Value quotient = op(CoreOp.QUOT, a, b);
      Value zero = constant(a.type(), Attribute.of(0L));
      Value one = constant(a.type(), Attribute.of(1L));
      Value more = op(CoreOp.NE, op(CoreOp.REM, a, b), zero);
      return op(CoreOp.ADD, quotient, op(CoreOp.SELECT, more, one, zero));
    }
    return op(CoreOp.NEG, op(CoreOp.FLOORDIV, op(CoreOp.NEG, a), b));
  }

  private Value cast(Value value, Scalar to) {
    return Nests.cast(f, span, value, to);
  }

  private Value wide(List<Value> args, Function<List<Value>, Value> body) {
    Scalar type = (Scalar) args.getFirst().type();
    Scalar in = type == Scalar.F64 ? Scalar.F64 : Scalar.F32;
    return cast(body.apply(args.stream().map(a -> cast(a, in)).toList()), type);
  }

  private Value rsqrt(Value x) {
    return op(CoreOp.DIV, number(x, 1), op(CoreOp.SQRT, x));
  }

  private Value sigmoid(Value x) {
    Value one = number(x, 1);
    return op(CoreOp.DIV, one, op(CoreOp.ADD, one, op(CoreOp.EXP, op(CoreOp.NEG, x))));
  }

  /// `x/2 · (1 + tanh(√(2/π) · (x + 0.044715 x³)))` (D. Hendrycks, K. Gimpel, "Gaussian error
  /// linear units", 2016), as `tensor.gelu`.
  private Value gelu(Value x) {
    Value cube = op(CoreOp.MUL, op(CoreOp.MUL, x, x), x);
    Value inner = op(CoreOp.ADD, x, op(CoreOp.MUL, number(x, 0.044715), cube));
    Value tanh = op(CoreOp.TANH, op(CoreOp.MUL, number(x, SQRT_2_OVER_PI), inner));
    Value half = op(CoreOp.MUL, number(x, 0.5), x);
    return op(CoreOp.MUL, half, op(CoreOp.ADD, number(x, 1), tanh));
  }
}
