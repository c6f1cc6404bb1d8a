package org.tosc.driver.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorEngine;
import org.tosc.rt.tensor.TensorFault;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.OpRow;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TypeSet;

/// A call of a [TensorEngine] in the terms of the operation's row: what the dynamic forms leave
/// open is decided. Operands are tensors, [Weak] numbers with the dtype they take, or, where the
/// row asks for scalars, Java numbers. What the dynamic forms pass as operands and the row has as
/// attributes (`k` of `topk`) is an attribute.
public record RowCall(TensorOp op, List<Object> operands, Attributes attributes) {
  private static final Map<String, TensorOp> BY_NAME =
      Arrays.stream(TensorOp.values())
          .collect(Collectors.toUnmodifiableMap(op -> op.row().name(), op -> op));

  /// Operations in which a number adapts to the tensor beside it.
  private static final Set<TensorOp> ADAPTING = EnumSet.range(TensorOp.ADD, TensorOp.XOR);

  /// The operands after the first that are attributes of the row.
  private static final Map<TensorOp, List<String>> ATTRIBUTES =
      Map.of(
          TensorOp.CLIP, List.of("min", "max"),
          TensorOp.TOPK, List.of("k"),
          TensorOp.SELECT, List.of("index"),
          TensorOp.CAST, List.of("dtype"));

  /// A Java number beside tensors, as a tensor without axes.
  public record Weak(Object value, DType dtype) {
    public Tensor tensor() {
      return Tensor.scalar(dtype, value);
    }
  }

  /// The row of that name, or null: the kernels have one operation more, `index`, which nothing
  /// emits.
  public static @Nullable TensorOp find(String name) {
    return BY_NAME.get(name);
  }

  /// The parts that a call means where the row does not have its form: `clip` between tensors is
  /// `max` and `min`. Null where the row has it.
  public static @Nullable Object inParts(
      TensorEngine engine, String op, @Nullable Object[] args, Map<String, Object> attrs) {
    if (!op.equals("clip")) {
      return null;
    }
    Object low = args.length > 1 ? args[1] : attrs.get("min");
    Object high = args.length > 2 ? args[2] : attrs.get("max");
    if (!isWide(low) && !isWide(high)) {
      return null;
    }
    Object x = args[0];
    Object raised = low == null ? x : engine.apply("max", new Object[] {x, low}, Map.of());
    return high == null ? raised : engine.apply("min", new Object[] {raised, high}, Map.of());
  }

  private static boolean isWide(@Nullable Object bound) {
    return bound instanceof Tensor;
  }

  public static RowCall of(TensorOp op, @Nullable Object[] args, Map<String, Object> attrs) {
    List<@Nullable Object> given = new ArrayList<>();
    for (Object arg : args) {
      if (arg instanceof List<?> list) {
        given.addAll(list);
      } else {
        given.add(arg);
      }
    }
    Map<String, Object> named = new HashMap<>(attrs);
    move(given, named, ATTRIBUTES.getOrDefault(op, List.of()));
    if (op == TensorOp.LAYERNORM) {
      fillGamma(given);
    }
    while (!given.isEmpty() && given.getLast() == null) {
      given.removeLast();
    }
    return new RowCall(op, operands(op, given), RowAttributes.of(op.row(), named));
  }

  private static void move(
      List<@Nullable Object> given, Map<String, Object> named, List<String> names) {
    for (String name : names) {
      Object value = given.size() > 1 ? given.remove(1) : null;
      if (value != null) {
        named.put(name, value);
      }
    }
  }

  /// `layernorm` with `beta` and without `gamma`: the row's optional operands have no gaps.
  private static void fillGamma(List<@Nullable Object> given) {
    if (given.size() == 3 && given.get(1) == null && given.get(2) instanceof Tensor beta) {
      double[] ones = new double[(int) beta.size()];
      Arrays.fill(ones, 1);
      given.set(1, Tensor.ofDoubles(beta.dtype(), beta.shape(), ones));
    }
  }

  private static List<Object> operands(TensorOp op, List<@Nullable Object> given) {
    OpRow row = op.row();
    if (given.size() < row.minOperands()) {
      throw TensorFault.value(
          "`" + row.name() + "` takes an operand " + (given.size() + 1) + ", which is missing");
    }
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      OpRow.Operand operand = row.operandAt(i);
      Object value = given.get(i);
      if (operand == null || value == null) {
        throw TensorFault.value("`" + row.name() + "` takes no operand " + (i + 1));
      }
      boolean isScalar = operand.types() == TypeSet.SCALAR;
      all.add(isScalar ? scalar(value) : value instanceof Tensor ? value : weak(op, given, i));
    }
    return List.copyOf(all);
  }

  private static Object scalar(Object value) {
    return value instanceof Tensor t ? t.item() : value;
  }

  private static Weak weak(TensorOp op, List<@Nullable Object> given, int i) {
    Object value = number(op, given.get(i));
    int from = op == TensorOp.WHERE ? 1 : 0;
    if (!ADAPTING.contains(op) && (op != TensorOp.WHERE || i == 0)) {
      return new Weak(value, DType.ofScalar(value));
    }
    Object other = number(op, given.get(i == from ? from + 1 : from));
    DType dtype =
        other instanceof Tensor t
            ? t.dtype().withScalar(value)
            : DType.promote(DType.ofScalar(value), DType.ofScalar(other));
    return new Weak(value, dtype);
  }

  private static Object number(TensorOp op, @Nullable Object value) {
    if (value instanceof Tensor || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    throw TensorFault.dtype(
        "`" + op.row().name() + "` takes tensors and numbers, found `" + value + "`");
  }
}
