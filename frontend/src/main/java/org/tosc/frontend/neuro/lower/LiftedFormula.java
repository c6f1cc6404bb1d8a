package org.tosc.frontend.neuro.lower;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tosc.frontend.neuro.lift.LiftGraph;
import org.tosc.frontend.neuro.lift.LiftNode;
import org.tosc.frontend.neuro.lift.Whole;
import org.tosc.frontend.neuro.typed.ScalarFn;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.frontend.neuro.typed.Variable;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// A lifted kernel as operations on whole tensors, for derivatives: a kernel is lifted because its
/// body is a formula over tensors, so its derivative is that of the formula, and each operation of
/// the formula has its own.
///
/// Products of matrices are computed in the type that the kernel accumulates in.
final class LiftedFormula {
  /// The operation on tensors that is the function on elements; what is missing has no derivative.
  private static final Map<ScalarFn, TensorOp> OPERATIONS =
      Map.ofEntries(
          Map.entry(ScalarFn.ADD, TensorOp.ADD),
          Map.entry(ScalarFn.SUB, TensorOp.SUB),
          Map.entry(ScalarFn.MUL, TensorOp.MUL),
          Map.entry(ScalarFn.DIV, TensorOp.DIV),
          Map.entry(ScalarFn.EQ, TensorOp.EQ),
          Map.entry(ScalarFn.NE, TensorOp.NE),
          Map.entry(ScalarFn.LT, TensorOp.LT),
          Map.entry(ScalarFn.LE, TensorOp.LE),
          Map.entry(ScalarFn.GT, TensorOp.GT),
          Map.entry(ScalarFn.GE, TensorOp.GE),
          Map.entry(ScalarFn.NEG, TensorOp.NEG),
          Map.entry(ScalarFn.NOT, TensorOp.NOT),
          Map.entry(ScalarFn.MAX, TensorOp.MAX),
          Map.entry(ScalarFn.MIN, TensorOp.MIN),
          Map.entry(ScalarFn.ABS, TensorOp.ABS),
          Map.entry(ScalarFn.EXP, TensorOp.EXP),
          Map.entry(ScalarFn.LOG, TensorOp.LOG),
          Map.entry(ScalarFn.SQRT, TensorOp.SQRT),
          Map.entry(ScalarFn.RSQRT, TensorOp.RSQRT),
          Map.entry(ScalarFn.SIN, TensorOp.SIN),
          Map.entry(ScalarFn.COS, TensorOp.COS),
          Map.entry(ScalarFn.TANH, TensorOp.TANH),
          Map.entry(ScalarFn.SIGMOID, TensorOp.SIGMOID),
          Map.entry(ScalarFn.RELU, TensorOp.RELU),
          Map.entry(ScalarFn.GELU, TensorOp.GELU),
          Map.entry(ScalarFn.SILU, TensorOp.SILU),
          Map.entry(ScalarFn.FLOOR, TensorOp.FLOOR),
          Map.entry(ScalarFn.CEIL, TensorOp.CEIL),
          Map.entry(ScalarFn.POW, TensorOp.POW),
          Map.entry(ScalarFn.WHERE, TensorOp.WHERE));

  private final TFunction kernel;
  private final LiftGraph graph;
  private final FunctionLowering in;
  private final List<Value> params = new ArrayList<>();
  private final Map<LiftNode, Value> known = new IdentityHashMap<>();

  private LiftedFormula(NeuroLowering program, TFunction kernel, LiftGraph graph, String symbol) {
    this.kernel = kernel;
    this.graph = graph;
    this.in = new FunctionLowering(program, new Instance(kernel, List.of()), symbol);
  }

  /// Whether every step of the kernel is an operation on tensors.
  static boolean exists(LiftGraph graph) {
    return exists(graph.result());
  }

  private static boolean exists(LiftNode node) {
    return switch (node) {
      case LiftNode.OfScalar _, LiftNode.Param _, LiftNode.Fill _ -> true;
      case LiftNode.Map map ->
          (map.fn() == ScalarFn.CAST
                  || map.fn() == ScalarFn.FMA
                  || OPERATIONS.containsKey(map.fn()))
              && map.args().stream().allMatch(LiftedFormula::exists);
      case LiftNode.Transpose(var arg, _, _, _, _) -> exists(arg);
      case LiftNode.Relayout(var arg, _, _, _) -> exists(arg);
      case LiftNode.Reduce reduce -> isSized(reduce.arg()) && exists(reduce.arg());
      case LiftNode.Dot(var left, var right, var acc, _, _, _) ->
          isSized(left)
              && isSized(right)
              && exists(left)
              && exists(right)
              && (acc == null || exists(acc));
    };
  }

  /// Whether views say how large the tile is on every axis: what is the same everywhere is a tensor
  /// without axes here.
  private static boolean isSized(LiftNode.OfTile tile) {
    return tile.whole().stream().noneMatch(w -> w instanceof Whole.Any);
  }

  /// Lowers the formula to a function of the tensors and numbers that Pseudocode has; gives `any`.
  static Function lower(
      NeuroLowering program,
      TFunction kernel,
      LiftGraph graph,
      String symbol,
      List<Type> arguments) {
    return new LiftedFormula(program, kernel, graph, symbol).lower(arguments);
  }

  private Function lower(List<Type> arguments) {
    Span span = kernel.span();
    for (int i = 0; i < arguments.size(); i++) {
      Value param = in.f.param(arguments.get(i));
      Variable variable = kernel.params().get(i).variable();
      params.add(param);
      if (!(variable.type() instanceof Ty.Tile)) {
        in.bind(variable, in.cast(param, TypeLowering.of(variable.type()), span));
      }
    }
    graph.scalars().forEach(in.statements::statement);
    Value result = tensor(graph.result());
    in.f.op(CoreOp.RETURN, span, in.op(HostOp.BOX, span, result));
    List<String> names = kernel.params().stream().map(p -> p.variable().name()).toList();
    Attributes attributes =
        Attributes.of("name", Attribute.of(kernel.name())).with("params", Attribute.strings(names));
    return in.f.finish(List.of(HostType.ANY), attributes, span);
  }

  private Value tensor(LiftNode node) {
    Value before = known.get(node);
    if (before != null) {
      return before;
    }
    Value made = made(node);
    known.put(node, made);
    return made;
  }

  private Value made(LiftNode node) {
    Span span = node.span();
    return switch (node) {
      case LiftNode.OfScalar(var value) -> splat(in.expressions.some(value), span);
      case LiftNode.Fill(var value, _, _, _) -> tensor(value);
      case LiftNode.Param param -> params.get(param.index());
      case LiftNode.Map map -> map(map);
      case LiftNode.Relayout(var arg, _, _, _) -> tensor(arg);
      case LiftNode.Transpose(var arg, var axes, _, _, _) -> {
        Value value = tensor(arg);
        yield rank(value) == 0 ? value : op(TensorOp.TRANSPOSE, "perm", ints(axes), span, value);
      }
      case LiftNode.Reduce reduce -> reduce(reduce);
      case LiftNode.Dot dot -> dot(dot);
    };
  }

  private Value splat(Value scalar, Span span) {
    return in.f.op(TensorOp.SPLAT, dtype((Scalar) scalar.type()), span, List.of(scalar)).result();
  }

  private Value map(LiftNode.Map map) {
    Span span = map.span();
    List<Value> args = map.args().stream().map(this::tensor).toList();
    if (map.fn() == ScalarFn.CAST) {
      return cast(args.getFirst(), map.type(), span);
    }
    if (map.fn() == ScalarFn.FMA) {
      Value product = op(TensorOp.MUL, span, args.get(0), args.get(1));
      return op(TensorOp.ADD, span, product, args.get(2));
    }
    return in.f
        .op(Objects.requireNonNull(OPERATIONS.get(map.fn())), Attributes.NONE, span, args)
        .result();
  }

  private Value cast(Value value, Ty.Tile type, Span span) {
    Scalar element = TypeLowering.scalar(type.element());
    return ((TensorType) value.type()).element() == element
        ? value
        : in.f.op(TensorOp.CAST, dtype(element), span, List.of(value)).result();
  }

  private Value reduce(LiftNode.Reduce reduce) {
    TensorOp op =
        switch (reduce.fn()) {
          case SUM -> TensorOp.REDUCE_SUM;
          case MAX -> TensorOp.REDUCE_MAX;
          case MIN -> TensorOp.REDUCE_MIN;
          case DOT,
              ARGMAX,
              TRANSPOSE,
              RESHAPE,
              TO_LAYOUT,
              FULL,
              ARANGE,
              LOAD,
              STORE,
              ATOMIC_ADD,
              PROGRAM_ID,
              NUM_PROGRAMS,
              BARRIER ->
              throw new IllegalStateException(reduce.fn() + " accumulates nothing");
        };
    Attributes attributes =
        Attributes.of("axis", ints(List.of((long) reduce.axis())))
            .with("keepdims", Attribute.of(true));
    return in.f.op(op, attributes, reduce.span(), List.of(tensor(reduce.arg()))).result();
  }

  private Value dot(LiftNode.Dot dot) {
    Span span = dot.span();
    Value left = cast(tensor(dot.left()), dot.type(), span);
    Value right = cast(tensor(dot.right()), dot.type(), span);
    Value product = op(TensorOp.MATMUL, span, left, right);
    return dot.acc() == null ? product : op(TensorOp.ADD, span, tensor(dot.acc()), product);
  }

  private Value op(TensorOp op, Span span, Value... operands) {
    return in.op(op, span, operands);
  }

  private Value op(TensorOp op, String name, Attribute value, Span span, Value operand) {
    return in.f.op(op, Attributes.of(name, value), span, List.of(operand)).result();
  }

  private static Attribute ints(List<Long> values) {
    return Attribute.ints(values);
  }

  private static Attributes dtype(Scalar element) {
    return Attributes.of("dtype", new Attribute.OfType(element));
  }

  private static int rank(Value value) {
    return ((TensorType) value.type()).rank();
  }
}
