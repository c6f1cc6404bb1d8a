package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.SlotType;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.TypeRule;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// The body of one graph of [GraphMaker]: operations on whatever there is, as far as the rows take
/// it.
final class GraphBody {
  private static final List<TensorOp> UNARY =
      List.copyOf(EnumSet.range(TensorOp.NEG, TensorOp.NOT));
  private static final List<TensorOp> BINARY =
      List.copyOf(EnumSet.range(TensorOp.ADD, TensorOp.XOR));
  private static final List<TensorOp> ARITHMETIC =
      List.of(TensorOp.ADD, TensorOp.SUB, TensorOp.MUL, TensorOp.DIV);
  private static final List<TensorOp> FUNCTIONS =
      List.of(
          TensorOp.EXP,
          TensorOp.TANH,
          TensorOp.SIGMOID,
          TensorOp.GELU,
          TensorOp.SQRT,
          TensorOp.SIN,
          TensorOp.COS);
  private static final List<TensorOp> REDUCTIONS =
      List.copyOf(EnumSet.range(TensorOp.REDUCE_SUM, TensorOp.NORM));
  private static final double[] NUMBERS = {0.0, 1.0, -0.0, 2.0, 8.0, -1.0, 0.5, 3.0};
  private static final List<Scalar> TYPES =
      List.of(Scalar.F32, Scalar.F64, Scalar.F16, Scalar.I64, Scalar.I32, Scalar.I1);

  private final GraphMaker maker;
  private final FunctionBuilder f;
  private final Choices choices;
  private final @Nullable Function helper;
  private final boolean hosts;
  private final List<Value> tensors = new ArrayList<>();

  GraphBody(
      GraphMaker maker, String symbol, Choices choices, @Nullable Function helper, boolean hosts) {
    this.maker = maker;
    this.f = new FunctionBuilder(symbol);
    this.choices = choices;
    this.helper = helper;
    this.hosts = hosts;
  }

  Function make(List<TensorType> params, int steps) {
    params.forEach(p -> tensors.add(f.param(p)));
    for (int i = 0; i < steps; i++) {
      step(1);
    }
    List<Value> results = new ArrayList<>();
    for (int i = 0, n = 1 + choices.below(3); i < n; i++) {
      results.add(recent());
    }
    f.op(CoreOp.RETURN, Attributes.NONE, maker.next(), results);
    return f.finish(Value.types(results), Attributes.NONE, Span.NONE);
  }

  private void step(int depth) {
    switch (choices.below(18)) {
      case 0, 1 -> tensor(choice(UNARY), Attributes.NONE, recent());
      case 2, 3, 4 -> tensor(choice(BINARY), Attributes.NONE, any(), recent());
      case 5, 6 -> withNumber();
      case 7 -> tensor(choice(FUNCTIONS), Attributes.NONE, any());
      case 8, 9 -> move();
      case 10 -> reduce();
      case 11 -> tensor(TensorOp.MATMUL, Attributes.NONE, any(), any());
      case 12 -> cast();
      case 13 -> join();
      case 14 -> tensor(TensorOp.WHERE, Attributes.NONE, any(), any(), any());
      case 15 -> variable();
      case 16 -> special();
      default -> branch(depth);
    }
  }

  /// A tensor and a number on either side.
  private void withNumber() {
    TensorOp op = choices.below(3) == 0 ? choice(BINARY) : choice(ARITHMETIC);
    Value x = recent();
    if (choices.below(4) == 0) {
      tensor(op, Attributes.NONE, number(), x);
    } else {
      tensor(op, Attributes.NONE, x, number());
    }
  }

  private <T> T choice(List<T> list) {
    return list.get(choices.below(list.size()));
  }

  private Value any() {
    return choice(tensors);
  }

  /// One of the last two tensors, mostly, so that operations come in chains.
  private Value recent() {
    return choices.below(4) == 0
        ? any()
        : tensors.get(tensors.size() - 1 - choices.below(Math.min(2, tensors.size())));
  }

  /// Makes an operation, if its row takes the operands; an operation of integers that may divide by
  /// zero is as welcome as any other.
  private void tensor(TensorOp op, Attributes attributes, Value... operands) {
    try {
      op.infer(Value.types(List.of(operands)), attributes);
    } catch (TypeRule.Mismatch refused) {
      return;
    }
    maker.count(op.row().name());
    Operation made = f.op(op, attributes, maker.next(), List.of(operands));
    made.results().stream().filter(GraphBody::isSmall).forEach(tensors::add);
    if (choices.below(6) == 0) {
      Operation again = f.op(op, attributes, maker.next(), List.of(operands));
      again.results().stream().filter(GraphBody::isSmall).forEach(tensors::add);
    }
  }

  private static boolean isSmall(Value v) {
    return ((TensorType) v.type())
            .shape().stream().mapToLong(d -> ((Dim.Known) d).size()).reduce(1, (a, b) -> a * b)
        <= 200;
  }

  private static TensorType type(Value v) {
    return (TensorType) v.type();
  }

  private Value constant(Type type, Attribute value) {
    return f.opOf(
            CoreOp.CONST, List.of(type), Attributes.of("value", value), maker.next(), List.of())
        .result();
  }

  /// A tensor of one number, made in one of several ways.
  private Value number() {
    double number = NUMBERS[choices.below(NUMBERS.length)];
    Scalar element = choices.below(5) == 0 ? choice(TYPES) : type(recent()).element();
    Attributes typed = Attributes.of("dtype", new Attribute.OfType(element));
    if (choices.below(3) == 0) {
      Attributes shaped =
          typed.with("shape", Attribute.ints(List.of(3L))).with("value", Attribute.of(number));
      return f.op(TensorOp.FULL, shaped, maker.next(), List.of()).result();
    }
    Value scalar = constant(Scalar.F64, Attribute.of(number));
    return f.op(TensorOp.SPLAT, typed, maker.next(), List.of(scalar)).result();
  }

  private void move() {
    Value x = recent();
    List<Dim> shape = type(x).shape();
    switch (choices.below(5)) {
      case 0, 1 -> tensor(TensorOp.TRANSPOSE, Attributes.NONE, x);
      case 2 -> tensor(TensorOp.RESHAPE, shape(List.of(-1L)), x);
      case 3 -> {
        List<Long> sizes = new ArrayList<>();
        if (choices.below(2) == 0) {
          sizes.add(2L);
        }
        shape.forEach(d -> sizes.add(((Dim.Known) d).size()));
        tensor(TensorOp.BROADCAST, shape(sizes), x);
      }
      default -> {
        List<Long> sizes = new ArrayList<>(List.of(1L));
        shape.forEach(d -> sizes.add(((Dim.Known) d).size()));
        tensor(TensorOp.RESHAPE, shape(choices.below(2) == 0 ? sizes : sizes.reversed()), x);
      }
    }
  }

  private static Attributes shape(List<Long> sizes) {
    return Attributes.of("shape", Attribute.ints(sizes));
  }

  private void reduce() {
    Value x = any();
    Attributes axes = Attributes.of("axis", Attribute.ints(List.of(-1L)));
    switch (choices.below(3)) {
      case 0 -> tensor(TensorOp.SOFTMAX, Attributes.NONE, x);
      case 1 -> tensor(choice(REDUCTIONS), axes.with("keepdims", Attribute.of(true)), x);
      default -> tensor(choice(REDUCTIONS), axes, x);
    }
  }

  private void cast() {
    tensor(TensorOp.CAST, Attributes.of("dtype", new Attribute.OfType(choice(TYPES))), recent());
  }

  private void join() {
    Value x = any();
    Attributes axis = Attributes.of("axis", Attribute.of(-1L));
    switch (choices.below(4)) {
      case 0 -> tensor(TensorOp.CONCAT, axis, x, any());
      case 1 -> tensor(TensorOp.CONCAT, axis, x);
      case 2 -> {
        int before = tensors.size();
        tensor(TensorOp.SPLIT, axis.with("sizes", Attribute.ints(List.of(1L, 2L))), x);
        if (tensors.size() > before + 1) {
          tensor(TensorOp.CONCAT, axis, tensors.get(before), tensors.get(before + 1));
        }
      }
      default -> tensor(TensorOp.SLICE, Attributes.NONE, x);
    }
  }

  /// A slot that is stored to and read.
  private void variable() {
    Value x = any();
    Value slot =
        f.opOf(
                CoreOp.SLOT,
                List.of(new SlotType(x.type())),
                Attributes.NONE,
                maker.next(),
                List.of(x))
            .result();
    step(0);
    Value y = recent();
    if (y.type().equals(x.type())) {
      f.op(CoreOp.SLOT_SET, maker.next(), slot, y);
    }
    tensors.add(f.op(CoreOp.SLOT_GET, maker.next(), slot).result());
  }

  /// A call, or an element that host code replaces.
  private void special() {
    if (hosts && choices.below(2) == 0) {
      maker.count("host.set");
      maker.change(f, any());
    } else if (helper != null) {
      List<Value> arguments = new ArrayList<>();
      for (Value param : helper.params()) {
        tensors.stream()
            .filter(t -> t.type().equals(param.type()))
            .reduce((a, b) -> b)
            .ifPresent(arguments::add);
      }
      if (arguments.size() == helper.params().size()) {
        maker.count("call");
        Attributes callee = Attributes.of("callee", new Attribute.Symbol(helper.symbol()));
        tensors.addAll(
            f.opOf(CoreOp.CALL, helper.results(), callee, maker.next(), arguments).results());
      }
    }
  }

  /// One of two tensors of a type, by a constant condition or one that is computed.
  private void branch(int depth) {
    if (depth == 0) {
      return;
    }
    Value x = recent();
    Value two = constant(Scalar.I64, Attribute.of((long) choices.below(3)));
    Value condition =
        f.op(CoreOp.LT, maker.next(), constant(Scalar.I64, Attribute.of(1L)), two).result();
    List<Region> regions = List.of(side(x, 2), side(x, 1));
    maker.count("if");
    tensors.addAll(
        f.opWith(
                CoreOp.IF,
                List.of(x.type()),
                Attributes.NONE,
                maker.next(),
                List.of(condition),
                regions)
            .results());
  }

  /// A branch that yields the last tensor of a type that it makes, or the one given.
  private Region side(Value x, int steps) {
    int outside = tensors.size();
    return f.region(
        List.of(),
        none -> {
          for (int i = 0; i < steps; i++) {
            step(0);
          }
          Value last =
              tensors.subList(outside, tensors.size()).stream()
                  .filter(t -> t.type().equals(x.type()))
                  .reduce(x, (a, b) -> b);
          f.op(CoreOp.YIELD, maker.next(), last);
          tensors.subList(outside, tensors.size()).clear();
        });
  }
}
