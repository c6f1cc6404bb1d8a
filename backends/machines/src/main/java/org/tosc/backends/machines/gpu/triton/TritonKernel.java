package org.tosc.backends.machines.gpu.triton;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.gpu.Argument;
import org.tosc.backends.machines.gpu.python.Expression;
import org.tosc.backends.machines.gpu.python.Expression.Parameter;
import org.tosc.backends.machines.gpu.python.Statement;
import org.tosc.backends.machines.gpu.tile.DType;
import org.tosc.backends.machines.gpu.tile.ElementType;
import org.tosc.backends.machines.gpu.tile.Fault;
import org.tosc.backends.machines.gpu.tile.KernelCode;
import org.tosc.backends.machines.gpu.tile.PointerType;
import org.tosc.backends.machines.gpu.tile.Tile;
import org.tosc.backends.machines.gpu.triton.Value.Tensor;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Span;

/// A function with `@triton.jit`.
public final class TritonKernel {
  private final KernelFile file;
  private final Statement.Function function;

  TritonKernel(KernelFile file, Statement.Function function) {
    this.file = file;
    this.function = function;
  }

  public String name() {
    return function.name();
  }

  /// Where its name stands.
  public Span span() {
    return function.span();
  }

  /// A parameter.
  ///
  /// @param isConstexpr whether Triton must know it when it compiles
  /// @param isOptional whether it can be left out
  public record Input(String name, boolean isConstexpr, boolean isOptional) {}

  /// Its parameters, in their order.
  public List<Input> inputs() {
    return function.parameters().stream()
        .map(p -> new Input(p.name(), Binding.isConstexpr(p.annotation()), p.initial() != null))
        .toList();
  }

  /// The configurations that `@triton.autotune` lists, as far as they are written down there.
  public List<Configuration> configurations() {
    return Configuration.of(function);
  }

  /// The kernel with its arguments.
  ///
  /// @param positional in the order of the parameters
  /// @param keywords by name; `num_warps` and others of the launch are left out
  /// @throws Fault where they do not fit the parameters
  public KernelCode with(List<Argument> positional, Map<String, Argument> keywords) {
    Map<String, Argument> given = new HashMap<>(keywords);
    List<Parameter> parameters = function.parameters();
    if (positional.size() > parameters.size()) {
      throw misfit("takes " + parameters.size() + " arguments, not " + positional.size());
    }
    for (int i = 0; i < positional.size(); i++) {
      if (given.put(parameters.get(i).name(), positional.get(i)) != null) {
        throw misfit("gets its argument `" + parameters.get(i).name() + "` twice");
      }
    }
    Map<String, Value> values = new HashMap<>();
    List<String> missing = new ArrayList<>();
    for (Parameter parameter : parameters) {
      Argument argument = given.remove(parameter.name());
      if (argument != null) {
        values.put(parameter.name(), value(parameter, argument));
      } else if (parameter.initial() == null) {
        missing.add("`" + parameter.name() + "`");
      }
    }
    if (!missing.isEmpty()) {
      throw misfit("lacks " + String.join(", ", missing));
    }
    if (!given.isEmpty()) {
      String name = given.keySet().stream().sorted().toList().getFirst();
      List<String> names = parameters.stream().map(Parameter::name).toList();
      throw misfit("has no parameter `" + name + "`" + Nearest.hint(name, names));
    }
    return program -> {
      program.at(function.span());
      Evaluator evaluator = new Evaluator(program, file);
      Names names = Binding.names(evaluator, function, List.of(), values);
      new Run(evaluator).call(function, names);
    };
  }

  private Fault misfit(String message) {
    return Fault.of(Code.E1805, function.span(), "`" + function.name() + "` " + message);
  }

  private Value value(Parameter parameter, Argument argument) {
    boolean isConstexpr = Binding.isConstexpr(parameter.annotation());
    return switch (argument) {
      case Argument.Pointer pointer -> {
        if (isConstexpr) {
          throw misfit("takes a `tl.constexpr` as `" + parameter.name() + "`, not memory");
        }
        yield new Tensor(address(pointer));
      }
      case Argument.Tensor(var buffer, var _) ->
          value(parameter, Argument.Pointer.of(buffer));
      case Argument.Whole(long value) -> isConstexpr ? new Value.Whole(value) : whole(value);
      case Argument.Real(double value) ->
          isConstexpr ? new Value.Real(value) : new Tensor(Tile.scalar(DType.F32, value));
      case Argument.Truth(boolean value) ->
          isConstexpr ? new Value.Truth(value) : new Tensor(Tile.scalar(DType.I1, value ? 1L : 0L));
      case Argument.Text(String text) -> new Value.Text(text);
      case Argument.Type(ElementType type) -> new Value.TypeName(type);
      case Argument.Nothing _ -> new Value.Nothing();
      case Argument.Tuple(var items) ->
          new Value.Tuple(items.stream().map(item -> value(parameter, item)).toList());
      case Argument.Descriptor descriptor ->
          new Value.Block(
              address(descriptor.base()),
              scalars(descriptor.shape()),
              scalars(descriptor.strides()),
              List.of(),
              descriptor.block());
    };
  }

  private static List<Tile> scalars(List<Long> values) {
    return values.stream().map(v -> Tile.scalar(DType.I64, v.longValue())).toList();
  }

  private static Tile address(Argument.Pointer pointer) {
    long address = pointer.buffer().base() + pointer.element() * pointer.type().bytes();
    return Tile.pointer(new PointerType(pointer.type()), address);
  }

  private static Value whole(long value) {
    boolean isNarrow = value == (int) value;
    return new Tensor(Tile.scalar(isNarrow ? DType.I32 : DType.I64, value));
  }

  /// A configuration of `@triton.autotune`.
  ///
  /// @param values of parameters
  /// @param warps 0 where it is not said
  /// @param stages 0 where it is not said
  public record Configuration(Map<String, Long> values, int warps, int stages) {
    public Configuration {
      values = Map.copyOf(values);
    }

    static List<Configuration> of(Statement.Function function) {
      List<Configuration> all = new ArrayList<>();
      for (Expression decorator : function.decorators()) {
        if (decorator instanceof Expression.Call call
            && "autotune".equals(KernelFile.decoratorName(call))) {
          call.arguments().forEach(a -> read(a.value(), all));
        }
      }
      return all;
    }

    private static void read(Expression list, List<Configuration> into) {
      if (!(list instanceof Expression.Sequence(var items, boolean _, var _))) {
        return;
      }
      for (Expression item : items) {
        if (item instanceof Expression.Call call
            && "Config".equals(KernelFile.decoratorName(call))) {
          into.add(read(call));
        }
      }
    }

    private static Configuration read(Expression.Call call) {
      Map<String, Long> values = new HashMap<>();
      int warps = 0;
      int stages = 0;
      for (Expression.Argument argument : call.arguments()) {
        switch (argument.value()) {
          case Expression.Dictionary(var keys, var items, var _) -> {
            for (int i = 0; i < keys.size(); i++) {
              put(values, keys.get(i), items.get(i));
            }
          }
          case Expression.Whole(long value, var _) when "num_warps".equals(argument.keyword()) ->
              warps = (int) value;
          case Expression.Whole(long value, var _) when "num_stages".equals(argument.keyword()) ->
              stages = (int) value;
          case Expression _ -> {}
        }
      }
      return new Configuration(values, warps, stages);
    }

    private static void put(Map<String, Long> values, Expression key, @Nullable Expression value) {
      if (key instanceof Expression.Text(String name, var _)) {
        switch (value) {
          case Expression.Whole(long whole, var _) -> values.put(name, whole);
          case Expression.Truth(boolean truth, var _) -> values.put(name, truth ? 1L : 0L);
          case null -> {}
          case Expression _ -> {}
        }
      }
    }
  }
}
