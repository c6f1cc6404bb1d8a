package org.tosc.tir.interp;

import java.util.ArrayList;
import java.util.List;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorCall;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.TypeRule;

/// The oracle: what every tensor operation means, in binary64 (integers in 64 bits) with one
/// rounding to the element type, by loops that follow the definitions. All other engines are
/// compared with it.
///
/// Example: `TensorOracle.apply(TensorOp.ADD, List.of(a, b), Attributes.NONE)`.
public final class TensorOracle implements TensorDomain {
  public static final TensorOracle INSTANCE = new TensorOracle();

  private TensorOracle() {}

  @Override
  public Object[] apply(Operation operation, Object[] operands) {
    List<Type> types = new ArrayList<>();
    for (int i = 0; i < operands.length; i++) {
      boolean isScalar = operation.operand(i).type() instanceof Scalar;
      types.add(isScalar ? operation.operand(i).type() : typeOf(operands[i]));
    }
    TensorOp op = (TensorOp) operation.op();
    return apply(op, List.of(operands), types, operation.attributes()).toArray();
  }

  /// Applies an operation to tensors (and, where the row says so, scalars as `Long`, `Double` or
  /// `Boolean`). Operands that do not fit raise what the language raises.
  public static List<OracleTensor> apply(TensorOp op, List<?> operands, Attributes attributes) {
    List<Type> types = new ArrayList<>();
    for (Object operand : operands) {
      types.add(typeOf(operand));
    }
    return apply(op, operands, types, attributes);
  }

  private static List<OracleTensor> apply(
      TensorOp op, List<?> operands, List<Type> types, Attributes attributes) {
    try {
      List<TensorType> results =
          op.infer(types, attributes).stream().map(TensorType.class::cast).toList();
      TensorCall call = new TensorCall(op.row().name(), types, attributes);
      return meaning(op, new OracleCall(call, operands, results));
    } catch (TypeRule.Mismatch mismatch) {
      throw OracleCall.fault(mismatch);
    } catch (ArithmeticException e) { // the exact methods of Math throw it, and nothing else here
      throw new GuestFault(
          "OverflowError", "`" + op.row().name() + "` overflows the 64-bit integers");
    }
  }

  /// Raises what the language raises where the row's rule refuses operands of these types.
  public static void check(TensorOp op, List<Type> operands, Attributes attributes) {
    try {
      op.infer(operands, attributes);
    } catch (TypeRule.Mismatch mismatch) {
      throw OracleCall.fault(mismatch);
    }
  }

  private static Type typeOf(Object operand) {
    return switch (operand) {
      case OracleTensor tensor -> tensor.type();
      case Long ignored -> Scalar.I64;
      case Double ignored -> Scalar.F64;
      case Boolean ignored -> Scalar.I1;
      default -> throw new IllegalStateException("no operand of the oracle: " + operand);
    };
  }

  private static List<OracleTensor> meaning(TensorOp op, OracleCall call) {
    if (op == TensorOp.SPLIT) {
      return OracleLayout.split(call);
    }
    if (op == TensorOp.TOPK) {
      return OracleReduce.topk(call);
    }
    return op == TensorOp.QUANTIZE ? OracleBlocks.quantize(call) : List.of(single(op, call));
  }

  private static OracleTensor single(TensorOp op, OracleCall call) {
    return switch (op) {
      case ADD -> OracleElementwise.binary(call, Math::addExact, Double::sum);
      case SUB -> OracleElementwise.binary(call, Math::subtractExact, (a, b) -> a - b);
      case MUL -> OracleElementwise.binary(call, Math::multiplyExact, (a, b) -> a * b);
      case DIV -> OracleElementwise.binary(call, Integers::floorDiv, (a, b) -> a / b);
      case POW -> OracleElementwise.binary(call, Integers::pow, StrictMath::pow);
      case MIN -> OracleElementwise.binary(call, Math::min, Math::min);
      case MAX -> OracleElementwise.binary(call, Math::max, Math::max);
      case MOD -> OracleElementwise.binary(call, Integers::floorMod, OracleElementwise::floorMod);
      case FLOORDIV ->
          OracleElementwise.binary(call, Integers::floorDiv, OracleElementwise::floorDiv);
      case EQ -> OracleElementwise.compare(call, (a, b) -> a == b, (a, b) -> a == b);
      case NE -> OracleElementwise.compare(call, (a, b) -> a != b, (a, b) -> a != b);
      case LT -> OracleElementwise.compare(call, (a, b) -> a < b, (a, b) -> a < b);
      case LE -> OracleElementwise.compare(call, (a, b) -> a <= b, (a, b) -> a <= b);
      case GT -> OracleElementwise.compare(call, (a, b) -> a > b, (a, b) -> a > b);
      case GE -> OracleElementwise.compare(call, (a, b) -> a >= b, (a, b) -> a >= b);
      case AND -> OracleElementwise.binary(call, (a, b) -> a & b, Double::sum);
      case OR -> OracleElementwise.binary(call, (a, b) -> a | b, Double::sum);
      case XOR -> OracleElementwise.binary(call, (a, b) -> a ^ b, Double::sum);
      case WHERE -> OracleElementwise.where(call);
      case NEG -> OracleElementwise.unary(call, Math::negateExact, x -> -x);
      case ABS -> OracleElementwise.unary(call, Math::absExact, Math::abs);
      case SIGN -> OracleElementwise.unary(call, Long::signum, Math::signum);
      case FLOOR -> OracleElementwise.unary(call, x -> x, Math::floor);
      case CEIL -> OracleElementwise.unary(call, x -> x, Math::ceil);
      case ROUND -> OracleElementwise.unary(call, x -> x, Math::rint);
      case RELU -> OracleElementwise.unary(call, x -> Math.max(x, 0), x -> Math.max(x, 0.0));
      case NOT -> OracleElementwise.not(call);
      case CLIP -> OracleElementwise.clip(call);
      case EXP -> OracleElementwise.function(call, StrictMath::exp);
      case LOG -> OracleElementwise.function(call, StrictMath::log);
      case SQRT -> OracleElementwise.function(call, Math::sqrt);
      case RSQRT -> OracleElementwise.function(call, SpecialFunctions::rsqrt);
      case SIN -> OracleElementwise.function(call, StrictMath::sin);
      case COS -> OracleElementwise.function(call, StrictMath::cos);
      case TANH -> OracleElementwise.function(call, StrictMath::tanh);
      case ERF -> OracleElementwise.function(call, SpecialFunctions::erf);
      case SIGMOID -> OracleElementwise.function(call, SpecialFunctions::sigmoid);
      case SILU -> OracleElementwise.function(call, SpecialFunctions::silu);
      case GELU -> OracleElementwise.gelu(call);
      case REDUCE_SUM -> OracleReduce.fold(call, 0, Math::addExact, Double::sum);
      case REDUCE_PROD -> OracleReduce.fold(call, 1, Math::multiplyExact, (a, b) -> a * b);
      case REDUCE_MEAN -> OracleReduce.mean(call);
      case REDUCE_MAX -> OracleReduce.extreme(call, Math::max, Math::max);
      case REDUCE_MIN -> OracleReduce.extreme(call, Math::min, Math::min);
      case REDUCE_ANY -> OracleReduce.any(call);
      case REDUCE_ALL -> OracleReduce.all(call);
      case NORM -> OracleReduce.norm(call);
      case ARGMAX -> OracleReduce.position(call, 1);
      case ARGMIN -> OracleReduce.position(call, -1);
      case CUMSUM -> OracleReduce.cumsum(call);
      case SORT -> OracleReduce.sort(call);
      case MATMUL, DOT -> OracleMatrix.matmul(call);
      case QMATMUL -> OracleMatrix.qmatmul(call);
      case OUTER -> OracleMatrix.outer(call);
      case DET -> OracleMatrix.det(call);
      case INV -> OracleMatrix.inv(call);
      case SOLVE -> OracleMatrix.solve(call);
      case TRACE -> OracleMatrix.trace(call);
      case TRIL -> OracleLayout.triangle(call, true);
      case TRIU -> OracleLayout.triangle(call, false);
      case TRANSPOSE -> OracleLayout.transpose(call);
      case RESHAPE -> OracleLayout.reshape(call);
      case BROADCAST -> OracleLayout.broadcast(call);
      case CONCAT -> OracleLayout.concat(call);
      case STACK -> OracleLayout.stack(call);
      case SLICE -> OracleLayout.slice(call);
      case SELECT -> OracleLayout.select(call);
      case GATHER -> OracleLayout.gather(call, call.axis(0));
      case EMBEDDING -> OracleLayout.gather(call, 0);
      case SCATTER_ADD -> OracleLayout.scatterAdd(call);
      case ONE_HOT -> OracleLayout.oneHot(call);
      case SOFTMAX -> OracleModel.softmax(call);
      case LOG_SOFTMAX -> OracleModel.logSoftmax(call);
      case LAYERNORM -> OracleModel.layernorm(call);
      case RMSNORM -> OracleModel.rmsnorm(call);
      case ROPE -> OracleModel.rope(call);
      case ATTENTION -> OracleAttention.attention(call);
      case CONV2D -> OracleConv.conv2d(call);
      case POOL -> OracleConv.pool(call);
      case DROPOUT -> OracleModel.dropout(call);
      case MSE_LOSS -> OracleModel.meanSquare(call);
      case CE_LOSS -> OracleModel.crossEntropy(call);
      case CAST, COLLECTIVE -> call.x().as(call.element()); // a group of one process
      case DEQUANTIZE -> OracleBlocks.dequantize(call);
      case LITERAL -> OracleSource.literal(call);
      case SPLAT -> OracleSource.filled(call, call.operands().getFirst());
      case FULL -> OracleSource.full(call);
      case IOTA -> OracleSource.iota(call);
      case EYE -> OracleSource.eye(call);
      case RAND -> OracleSource.rand(call);
      case RANDN -> OracleSource.randn(call);
      case RANDINT -> OracleSource.randint(call);
      case SPLIT, TOPK, QUANTIZE -> throw new IllegalStateException(op + " has many results");
    };
  }
}
