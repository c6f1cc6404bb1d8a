package org.tosc.passes.fold;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.analysis.Definitions;
import org.tosc.passes.rewrite.Match;
import org.tosc.tir.interp.GuestFault;
import org.tosc.tir.interp.Interpreter;
import org.tosc.tir.interp.NoHost;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.interp.TensorOracle;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;

/// One operation over constants, computed by the interpreter.
final class Evaluation {
  private static final String SYMBOL = "constant";
  private static final long MOST_EXACT = 1L << 53;

  private final Definitions definitions;
  private final Map<Integer, Value> named = new LinkedHashMap<>();
  private final List<Operation> ops = new ArrayList<>();

  private Evaluation(Definitions definitions) {
    this.definitions = definitions;
  }

  /// The result of a scalar operation; null where it raises.
  static @Nullable Attribute scalar(Operation o, Definitions definitions) {
    return switch (result(o, definitions)) {
      case Long whole -> Attribute.of(whole);
      case Double real -> Attribute.of(real);
      case Boolean truth -> Attribute.of(truth);
      case null, default -> null;
    };
  }

  /// The result of a tensor operation as operations that make it; null where it raises.
  static @Nullable List<Value> tensor(Operation o, Match m) {
    return result(o, m) instanceof OracleTensor t && isWritable(t) ? made(t, m) : null;
  }

  static long size(TensorType type) {
    return type.shape().stream()
        .mapToLong(d -> d instanceof Dim.Known(long size, var _) ? size : Long.MAX_VALUE)
        .reduce(1, (a, b) -> Math.min(a, Fold.MOST_ELEMENTS + 1L) * Math.min(b, 1L << 20));
  }

  private static @Nullable Object result(Operation o, Definitions definitions) {
    Evaluation evaluation = new Evaluation(definitions);
    Value result = evaluation.copied(o);
    evaluation.ops.add(
        new Operation(
            CoreOp.RETURN, List.of(result), Attributes.NONE, List.of(), List.of(), o.span()));
    Function function =
        new Function(
            SYMBOL,
            List.of(result.type()),
            new Region(List.of(), evaluation.ops),
            Attributes.NONE,
            o.span());
    Module module = new Module(List.of(), List.of(function));
    try {
      return new Interpreter(module, NoHost.INSTANCE, TensorOracle.INSTANCE).call(SYMBOL);
    } catch (GuestFault raised) {
      return null;
    }
  }

  /// The operation with its operands' operations in front, all numbered anew.
  private Value copied(Operation o) {
    List<Value> operands = new ArrayList<>();
    for (Value operand : o.operands()) {
      Value known = named.get(operand.id());
      Operation made = definitions.of(operand);
      if (known == null && made != null) {
        known = copied(made);
      }
      operands.add(Objects.requireNonNull(known));
    }
    Value result = new Value(named.size(), o.result().type());
    named.put(o.result().id(), result);
    ops.add(new Operation(o.op(), operands, o.attributes(), List.of(), List.of(result), o.span()));
    return result;
  }

  /// Literals go through binary64.
  private static boolean isWritable(OracleTensor t) {
    return !t.isWhole()
        || (t.element() != Scalar.U64
            && LongStream.of(t.integers()).allMatch(x -> Math.abs(x) <= MOST_EXACT));
  }

  private static List<Value> made(OracleTensor t, Match m) {
    Attributes typed = Attributes.of("dtype", new Attribute.OfType(t.element()));
    List<Attribute> data =
        IntStream.range(0, t.size()).<Attribute>mapToObj(i -> number(t, i)).toList();
    if (t.rank() == 0) {
      Value scalar = m.constant(scalarType(t), data.getFirst());
      return m.make(TensorOp.SPLAT, typed, List.of(scalar)).results();
    }
    Attributes shaped =
        typed.with("shape", Attribute.ints(LongStream.of(t.shape()).boxed().toList()));
    if (!data.isEmpty() && data.stream().allMatch(data.getFirst()::equals)) {
      return m.make(TensorOp.FULL, shaped.with("value", data.getFirst()), List.of()).results();
    }
    return m.make(TensorOp.LITERAL, shaped.with("data", new Attribute.Array(data)), List.of())
        .results();
  }

  private static Attribute number(OracleTensor t, int i) {
    if (t.element() == Scalar.I1) {
      return Attribute.of(t.integer(i) != 0);
    }
    return t.isWhole() ? Attribute.of(t.integer(i)) : Attribute.of(t.real(i));
  }

  private static Scalar scalarType(OracleTensor t) {
    return t.element() == Scalar.I1 ? Scalar.I1 : t.isWhole() ? Scalar.I64 : Scalar.F64;
  }
}
