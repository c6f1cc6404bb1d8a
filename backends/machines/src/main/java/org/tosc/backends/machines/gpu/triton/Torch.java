package org.tosc.backends.machines.gpu.triton;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.gpu.Argument;
import org.tosc.backends.machines.gpu.Machine;
import org.tosc.backends.machines.gpu.tile.Buffer;
import org.tosc.backends.machines.gpu.tile.DType;
import org.tosc.backends.machines.gpu.tile.Fault;
import org.tosc.backends.machines.gpu.triton.Value.Array;
import org.tosc.backends.machines.gpu.triton.Value.Tuple;
import org.tosc.backends.machines.gpu.triton.Value.Whole;

/// What launchers use of PyTorch: tensors with shapes and strides, as views of buffers.
final class Torch {
  private static final long MOST = 1L << 31;

  private static final Map<String, DType> TYPES =
      Map.ofEntries(
          Map.entry("float16", DType.F16),
          Map.entry("half", DType.F16),
          Map.entry("bfloat16", DType.BF16),
          Map.entry("float32", DType.F32),
          Map.entry("float", DType.F32),
          Map.entry("float64", DType.F64),
          Map.entry("double", DType.F64),
          Map.entry("int8", DType.I8),
          Map.entry("int16", DType.I16),
          Map.entry("int32", DType.I32),
          Map.entry("int", DType.I32),
          Map.entry("int64", DType.I64),
          Map.entry("long", DType.I64),
          Map.entry("uint8", DType.U8),
          Map.entry("uint32", DType.U32),
          Map.entry("bool", DType.I1),
          Map.entry("float8_e4m3fn", DType.F8E4M3),
          Map.entry("float8_e5m2", DType.F8E5M2));

  private final Machine machine;
  private final Function<String, Fault> fault;
  private final Random random = new Random(0);
  private String hint = "";

  Torch(Machine machine, Function<String, Fault> fault) {
    this.machine = machine;
    this.fault = fault;
  }

  /// The next tensor that is made gets this name; an empty one is no name.
  void name(String next) {
    hint = next;
  }

  private Value argument(List<Value> arguments, int index) {
    if (index >= arguments.size()) {
      throw fault.apply("an argument is missing here");
    }
    return arguments.get(index);
  }

  static List<Long> strides(List<Long> shape) {
    List<Long> strides = new ArrayList<>();
    long stride = 1;
    for (int i = shape.size() - 1; i >= 0; i--) {
      strides.addFirst(stride);
      stride *= shape.get(i);
    }
    return strides;
  }

  private static Value tuple(List<Long> values) {
    return new Tuple(values.stream().map(v -> (Value) new Whole(v)).toList());
  }

  Value attribute(Value value, String name) {
    return switch (value) {
      case Value.Known(String module) -> known(module, name);
      case Array array -> ofArray(array, name);
      case Value.TypeName type when "itemsize".equals(name) -> new Whole(type.type().bytes());
      case Value other -> new Value.Method(other, name);
    };
  }

  private Value known(String module, String name) {
    DType type = "torch".equals(module) ? TYPES.get(name) : null;
    if (type != null) {
      return new Value.TypeName(type);
    }
    if ("multi_processor_count".equals(name)) {
      return new Whole(machine.gpu().multiprocessors());
    }
    Value member = Builtins.member(module, name);
    return member;
  }

  private Value ofArray(Array array, String name) {
    return switch (name) {
      case "shape" -> tuple(array.shape());
      case "dtype" -> new Value.TypeName(array.buffer().type());
      case "device" -> new Value.Text("cuda");
      case "is_cuda" -> new Value.Truth(true);
      case "ndim" -> new Whole(array.shape().size());
      case "T" -> transposed(array, 0, 1);
      default -> new Value.Method(array, name);
    };
  }

  private static long numel(List<Long> shape) {
    long count = 1;
    for (long extent : shape) {
      count *= extent;
    }
    return count;
  }

  Value method(Value receiver, String name, List<Value> arguments) {
    if (!(receiver instanceof Array array)) {
      throw fault.apply(receiver.describe() + " has no `" + name + "` here");
    }
    return switch (name) {
      case "stride" ->
          arguments.isEmpty() ? tuple(array.strides()) : item(tuple(array.strides()), arguments.getFirst());
      case "size" ->
          arguments.isEmpty() ? tuple(array.shape()) : item(tuple(array.shape()), arguments.getFirst());
      case "numel" -> new Whole(numel(array.shape()));
      case "dim" -> new Whole(array.shape().size());
      case "element_size" -> new Whole(array.buffer().type().bytes());
      case "is_contiguous" -> new Value.Truth(array.strides().equals(strides(array.shape())));
      case "contiguous", "detach", "cuda", "requires_grad_" -> same(array, name);
      case "t" -> transposed(array, 0, 1);
      case "transpose" ->
          transposed(array, (int) whole(argument(arguments, 0)), (int) whole(argument(arguments, 1)));
      case "view", "reshape" -> reshaped(array, shape(arguments));
      case "data_ptr" ->
          new Whole(array.buffer().base() + array.element() * array.buffer().type().bytes());
      default -> throw fault.apply("`" + name + "` of a tensor is not understood");
    };
  }

  private Value same(Array array, String name) {
    if ("contiguous".equals(name) && !array.strides().equals(strides(array.shape()))) {
      throw fault.apply("a copy by `contiguous` is not made here");
    }
    return array;
  }

  private Value transposed(Array array, int a, int b) {
    int rank = array.shape().size();
    int first = a < 0 ? a + rank : a;
    int second = b < 0 ? b + rank : b;
    if (first < 0 || second < 0 || first >= rank || second >= rank) {
      throw fault.apply("a tensor of " + rank + " axes has no axes " + a + " and " + b);
    }
    List<Long> shape = new ArrayList<>(array.shape());
    List<Long> strides = new ArrayList<>(array.strides());
    Collections.swap(shape, first, second);
    Collections.swap(strides, first, second);
    return new Array(array.buffer(), array.element(), shape, strides);
  }

  private Value reshaped(Array array, List<Long> shape) {
    List<Long> full = new ArrayList<>(shape);
    int open = full.indexOf(-1L);
    if (open >= 0) {
      full.set(open, numel(array.shape()) / Math.max(1, -numel(full)));
    }
    boolean isFine =
        numel(full) == numel(array.shape()) && array.strides().equals(strides(array.shape()));
    if (!isFine) {
      throw fault.apply("this tensor has no view of shape " + full);
    }
    return new Array(array.buffer(), array.element(), full, strides(full));
  }

  /// An element of a tuple or a dictionary.
  Value item(Value value, Value index) {
    if (value instanceof Tuple(var items) && index instanceof Whole(long at)) {
      long place = at < 0 ? at + items.size() : at;
      if (place >= 0 && place < items.size()) {
        return items.get((int) place);
      }
    }
    if (value instanceof Value.Table table && index instanceof Value.Text(String key)) {
      Value found = table.at(key);
      if (found != null) {
        return found;
      }
    }
    throw fault.apply(value.describe() + " has no element " + index.describe());
  }

  private long whole(Value value) {
    if (value instanceof Whole(long whole)) {
      return whole;
    }
    throw fault.apply("a whole number is expected, not " + value.describe());
  }

  private double number(Value value) {
    if (Operators.isNumber(value)) {
      return Constants.real(value);
    }
    throw fault.apply("a number is expected, not " + value.describe());
  }

  private List<Long> shape(List<Value> arguments) {
    List<Long> shape = new ArrayList<>();
    for (Value argument : arguments) {
      for (Value item : argument instanceof Tuple(var items) ? items : List.of(argument)) {
        shape.add(whole(item));
      }
    }
    return shape;
  }

  /// A function of Triton or Python that launchers see otherwise than kernels; null for others.
  @Nullable Value function(String name, List<Value> positional, Map<String, Value> keywords) {
    if (name.endsWith(".TensorDescriptor.from_tensor") || name.endsWith(".TensorDescriptor")) {
      return described(positional, keywords);
    }
    boolean isIgnored = name.endsWith(".set_allocator") || "python.print".equals(name);
    return isIgnored || "python.isinstance".equals(name) ? new Value.Truth(true) : null;
  }

  private static Value described(List<Value> positional, Map<String, Value> keywords) {
    List<Value> keys = new ArrayList<>();
    List<Value> values = new ArrayList<>();
    List<String> names =
        positional.size() + keywords.size() > 2
            ? List.of("base", "shape", "strides", "block_shape")
            : List.of("base", "block_shape");
    for (int i = 0; i < positional.size() && i < names.size(); i++) {
      keys.add(new Value.Text(names.get(i)));
      values.add(positional.get(i));
    }
    keywords.forEach(
        (key, value) -> {
          keys.add(new Value.Text(key));
          values.add(value);
        });
    return new Value.Table(keys, values);
  }

  /// A descriptor that a launcher has made.
  Argument descriptor(Value.Table table) {
    if (!(table.at("base") instanceof Array array) || table.at("block_shape") == null) {
      throw fault.apply("a dictionary is not passed to kernels");
    }
    List<Long> block = shape(List.of(item(table, new Value.Text("block_shape"))));
    Value shape = table.at("shape");
    Value strides = table.at("strides");
    return new Argument.Descriptor(
        new Argument.Pointer(array.buffer(), array.buffer().type(), array.element()),
        shape == null ? array.shape() : shape(List.of(shape)),
        strides == null ? array.strides() : shape(List.of(strides)),
        block.stream().map(Math::toIntExact).toList());
  }

  /// A function of PyTorch.
  Value required(String name, List<Value> positional, Map<String, Value> keywords) {
    String word = name.startsWith("torch.") ? name.substring("torch.".length()) : name;
    return switch (word) {
      case "empty", "zeros" -> filled(shapeOf(positional, keywords), keywords, null);
      case "ones" -> filled(shapeOf(positional, keywords), keywords, () -> 1);
      case "full" -> {
        double value = number(argument(positional, 1));
        yield filled(shape(List.of(positional.getFirst())), keywords, () -> value);
      }
      case "randn" -> filled(shapeOf(positional, keywords), keywords, random::nextGaussian);
      case "rand" -> filled(shapeOf(positional, keywords), keywords, random::nextDouble);
      case "arange" -> {
        double[] next = {0};
        yield filled(shape(List.of(argument(positional, 0))), integers(keywords), () -> next[0]++);
      }
      case "empty_like", "zeros_like" -> like(positional, keywords, null);
      case "ones_like" -> like(positional, keywords, () -> 1);
      case "randn_like" -> like(positional, keywords, random::nextGaussian);
      case "manual_seed" -> new Value.Nothing();
      case "device" -> new Value.Text("cuda");
      case String _ when word.startsWith("cuda.") -> new Value.Known(name);
      case String _ -> throw fault.apply("`" + name + "` is not understood");
    };
  }

  private static Map<String, Value> integers(Map<String, Value> keywords) {
    Map<String, Value> all = new HashMap<>(keywords);
    all.putIfAbsent("dtype", new Value.TypeName(DType.I64));
    return all;
  }

  private List<Long> shapeOf(List<Value> positional, Map<String, Value> keywords) {
    Value size = keywords.get("size");
    return shape(size == null ? positional : List.of(size));
  }

  private Value like(
      List<Value> positional, Map<String, Value> keywords, @Nullable DoubleSupplier next) {
    if (!(argument(positional, 0) instanceof Array array)) {
      throw fault.apply("a tensor is expected, not " + argument(positional, 0).describe());
    }
    Map<String, Value> all = new HashMap<>(keywords);
    all.putIfAbsent("dtype", new Value.TypeName(array.buffer().type()));
    return filled(array.shape(), all, next);
  }

  private Value filled(
      List<Long> shape, Map<String, Value> keywords, @Nullable DoubleSupplier next) {
    DType type =
        keywords.get("dtype") instanceof Value.TypeName(DType own) ? own : DType.F32;
    long count = numel(shape);
    if (shape.stream().anyMatch(extent -> extent < 0) || count > MOST) {
      throw fault.apply("a tensor of shape " + shape + " is not made here");
    }
    String name = hint.isEmpty() ? "tensor" + (machine.memory().buffers().size() + 1) : hint;
    if (next == null) {
      Buffer buffer = machine.memory().addZeros(name, type, count * type.bytes());
      return new Array(buffer, 0, shape, strides(shape));
    }
    double[] values = new double[Math.toIntExact(Math.min(count, 1 << 27))];
    for (int i = 0; i < values.length; i++) {
      values[i] = next.getAsDouble();
    }
    return new Array(machine.memory().add(name, type, values), 0, shape, strides(shape));
  }
}
