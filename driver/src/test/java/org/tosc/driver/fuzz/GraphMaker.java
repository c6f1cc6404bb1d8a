package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Source;
import org.tosc.tir.source.Span;

/// Makes graphs of tensor operations with shapes that are numbers, in functions that call each
/// other, with variables, branches and constants that rewrites look for.
///
/// The graph of number n is the function `@g<n>`, which `@g<n>.main` calls with random tensors.
/// Where host code takes part, it replaces elements of tensors, in the graph and of its results, so
/// that a pass that takes one tensor for another is noticed.
final class GraphMaker {
  private static final Source PLACES = new Source("graph.tir", "abcdefghijklmno\n".repeat(1024));
  private static final long[][] SHAPES = {{2, 3}, {3}, {2, 3}, {3, 3}, {1, 3}, {2, 2, 3}, {}, {4}};

  private static final double[] EDGES = {
    -0.0, 1.0, 0.0, -2.5, Double.NaN, 0.5, Double.POSITIVE_INFINITY, -1.0, Double.NEGATIVE_INFINITY
  };

  private final List<Function> functions = new ArrayList<>();
  private final Map<String, Long> used = new HashMap<>();
  private final boolean differentiates;
  private int place;

  /// @param differentiates whether graphs are differentiated, too
  GraphMaker(boolean differentiates) {
    this.differentiates = differentiates;
  }

  List<Function> functions() {
    return functions;
  }

  /// How often each operation was made.
  Map<String, Long> used() {
    return used;
  }

  /// Adds one graph and returns the symbol of the function that runs it.
  String add(int number, Choices choices) {
    String symbol = "g" + number;
    List<TensorType> params = new ArrayList<>();
    for (int i = 0, n = 1 + choices.below(3); i < n; i++) {
      params.add(type(choices));
    }
    Function helper = null;
    if (choices.below(3) == 0) {
      helper = new GraphBody(this, symbol + ".helper", choices, null, false).make(params, 3);
      functions.add(helper);
    }
    boolean hosts = choices.below(3) == 0;
    Function graph =
        new GraphBody(this, symbol, choices, helper, hosts).make(params, 4 + choices.below(12));
    functions.add(graph);
    Function loss = differentiates ? loss(symbol + ".loss", graph) : null;
    if (loss != null) {
      functions.add(loss);
    }
    functions.add(main(symbol + ".main", graph, loss, choices));
    return symbol + ".main";
  }

  private static TensorType type(Choices choices) {
    Scalar element =
        switch (choices.below(8)) {
          case 6 -> Scalar.F64;
          case 7 -> Scalar.I64;
          default -> Scalar.F32;
        };
    return TensorType.of(element, SHAPES[choices.below(SHAPES.length)]);
  }

  /// The sum of a graph's first result.
  private Function loss(String symbol, Function graph) {
    FunctionBuilder f = new FunctionBuilder(symbol);
    List<Value> tensors = new ArrayList<>();
    List<Value> given = graph.params().stream().map(p -> f.param(HostType.ANY)).toList();
    for (int i = 0; i < given.size(); i++) {
      List<Type> type = List.of(graph.params().get(i).type());
      List<Value> one = List.of(given.get(i));
      tensors.add(f.opOf(HostOp.UNBOX, type, Attributes.NONE, next(), one).result());
    }
    Attributes callee = Attributes.of("callee", new Attribute.Symbol(graph.symbol()));
    Operation call = f.opOf(CoreOp.CALL, graph.results(), callee, next(), tensors);
    Value sum = builtin(f, "sum", call.results().getFirst());
    f.op(CoreOp.RETURN, Attributes.NONE, next(), List.of(sum));
    List<Attribute> names = given.stream().map(v -> Attribute.of("p" + v.id())).toList();
    Attributes attributes =
        Attributes.of("params", new Attribute.Array(names)).with("captures", Attribute.of(0L));
    return f.finish(List.of(HostType.ANY), attributes, Span.NONE);
  }

  private Value builtin(FunctionBuilder f, String name, Value of) {
    Attributes attributes = Attributes.of("name", Attribute.of(name));
    List<Type> any = List.of(HostType.ANY);
    return f.opOf(HostOp.BUILTIN, any, attributes, next(), List.of(of)).result();
  }

  /// The derivative of a loss, with an element replaced where there is one.
  private Value derivative(FunctionBuilder f, Function loss, TensorType by, List<Value> of) {
    count("grad");
    Attributes function = Attributes.of("function", new Attribute.Symbol(loss.symbol()));
    Value closure = f.op(HostOp.CLOSURE, function, next(), List.of()).result();
    List<Value> all = new ArrayList<>(List.of(builtin(f, "grad", closure)));
    all.addAll(of);
    Value derivative = f.op(HostOp.CALL, Attributes.NONE, next(), all).result();
    change(f, derivative, by);
    return derivative;
  }

  /// Calls a graph with random tensors, replaces elements of its first result, and gives
  /// everything; the derivative of the graph, too, where there is a loss.
  private Function main(String symbol, Function graph, @Nullable Function loss, Choices choices) {
    FunctionBuilder f = new FunctionBuilder(symbol);
    List<Value> all = new ArrayList<>();
    for (Value param : graph.params()) {
      all.add(random(f, (TensorType) param.type(), choices.below(100)));
    }
    List<Value> given = List.copyOf(all);
    if (loss != null) {
      all.add(derivative(f, loss, (TensorType) given.getFirst().type(), given));
    }
    Attributes callee = Attributes.of("callee", new Attribute.Symbol(graph.symbol()));
    Operation call = f.opOf(CoreOp.CALL, graph.results(), callee, next(), given);
    change(f, call.results().getFirst());
    all.addAll(call.results());
    f.op(CoreOp.RETURN, Attributes.NONE, next(), all);
    return f.finish(Value.types(all), Attributes.NONE, Span.NONE);
  }

  private Value random(FunctionBuilder f, TensorType type, long seed) {
    List<Long> shape = type.shape().stream().map(d -> ((Dim.Known) d).size()).toList();
    Attributes attributes =
        Attributes.of("shape", Attribute.ints(shape))
            .with("seed", Attribute.of(seed))
            .with("dtype", new Attribute.OfType(type.element()));
    if (type.element().isFloat() && seed % 2 == 0) {
      long size = shape.stream().reduce(1L, (a, b) -> a * b);
      List<Attribute> data =
          LongStream.range(seed, seed + size)
              .<Attribute>mapToObj(i -> Attribute.of(EDGES[(int) (i % EDGES.length)]))
              .toList();
      Attributes literal = attributes.without("seed").with("data", new Attribute.Array(data));
      return f.op(TensorOp.LITERAL, literal, next(), List.of()).result();
    }
    return type.element().isFloat()
        ? f.op(TensorOp.RANDN, attributes, next(), List.of()).result()
        : f.op(
                TensorOp.RANDINT,
                attributes.with("low", Attribute.of(-4L)).with("high", Attribute.of(5L)),
                next(),
                List.of())
            .result();
  }

  /// `t[0] = 7`, where there is an element to replace.
  void change(FunctionBuilder f, Value tensor) {
    change(f, tensor, (TensorType) tensor.type());
  }

  private void change(FunctionBuilder f, Value tensor, TensorType type) {
    if (type.rank() > 0 && type.element() != Scalar.I1) {
      Attributes zero = Attributes.of("value", Attribute.of(0L));
      Attributes seven = Attributes.of("value", Attribute.of(7L));
      List<Type> whole = List.of(Scalar.I64);
      Value at = f.opOf(CoreOp.CONST, whole, zero, next(), List.of()).result();
      Value value = f.opOf(CoreOp.CONST, whole, seven, next(), List.of()).result();
      f.op(HostOp.SET, next(), tensor, at, value);
    }
  }

  void count(String what) {
    used.merge(what, 1L, Long::sum);
  }

  /// Every operation has a place of its own.
  Span next() {
    int at = place++ % (PLACES.text().length() - 1);
    return PLACES.span(at, at + 1);
  }
}
