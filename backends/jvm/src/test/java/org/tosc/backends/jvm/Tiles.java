package org.tosc.backends.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import org.tosc.backends.api.Loaded;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.interp.GuestFault;
import org.tosc.tir.interp.Interpreter;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.TileType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;
import org.tosc.tir.text.Printer;
import org.tosc.tir.verify.Verifier;

/// Programs of the `kernel` family, run on both engines, whose results are compared bit by bit.
final class Tiles {
  private Tiles() {}

  /// A function that loads whole tensors as tiles, and gives what `body` makes of them as tensors.
  static Module module(
      List<OracleTensor> ins, BiFunction<FunctionBuilder, List<Value>, List<Value>> body) {
    FunctionBuilder f = new FunctionBuilder("f");
    List<Value> params = ins.stream().map(t -> f.param(t.type())).toList();
    List<Value> tiles = new ArrayList<>();
    for (int i = 0; i < ins.size(); i++) {
      tiles.add(load(f, params.get(i), ins.get(i)));
    }
    List<Value> results = new ArrayList<>();
    for (Value result : body.apply(f, tiles)) {
      results.add(result.type() instanceof TileType ? store(f, result) : result);
    }
    f.op(CoreOp.RETURN, Attributes.NONE, Span.NONE, results);
    return new Module(
        List.of(), List.of(f.finish(Value.types(results), Attributes.NONE, Span.NONE)));
  }

  /// Runs such a function on both engines; returns what they show.
  static String agree(
      List<OracleTensor> ins, BiFunction<FunctionBuilder, List<Value>, List<Value>> body) {
    return agree(module(ins, body), "f", ins.toArray());
  }

  /// Runs a function on both engines and compares what comes out, or the errors' words.
  static String agree(Module module, String function, Object... arguments) {
    String expected = agreeWhole(module, 1, function, arguments);
    Object[] converted = Arrays.stream(arguments).map(Tiles::tensor).toArray();
    String pieces = compiled(JvmEngine.load(module, 200), function, converted);
    assertEquals(expected, pieces, () -> "in pieces\n" + Printer.print(module));
    return expected;
  }

  /// The same for functions that are not cut into pieces; the compiled one is called several times,
  /// so that the JIT compiles it in between.
  static String agreeWhole(Module module, int calls, String function, Object... arguments) {
    assertEquals("[]", Verifier.verify(module).toString(), () -> Printer.print(module));
    String expected;
    try {
      expected =
          show(new Interpreter(module, new RtHost(), (o, in) -> in).call(function, arguments));
    } catch (GuestFault fault) {
      expected = fault.kind() + ": " + fault.text();
    }
    Object[] converted = Arrays.stream(arguments).map(Tiles::tensor).toArray();
    Loaded loaded = new JvmEngine().load(module);
    for (int i = 0; i < calls; i++) {
      String found = compiled(loaded, function, converted);
      if (!expected.equals(found)) { // printing is slow
        assertEquals(expected, found, () -> Printer.print(module));
      }
    }
    return expected;
  }

  private static String compiled(Loaded loaded, String function, Object[] arguments) {
    try {
      return show(Programs.run(loaded, function, arguments));
    } catch (GuestError error) {
      return error.toString();
    }
  }

  private static Object tensor(Object argument) {
    if (!(argument instanceof OracleTensor t)) {
      return argument;
    }
    DType dtype = t.element() == Scalar.INDEX ? DType.I64 : DType.parse(t.element().text());
    return t.isWhole()
        ? Tensor.ofLongs(dtype, t.shape(), t.integers())
        : Tensor.ofDoubles(dtype, t.shape(), t.reals());
  }

  private static String show(Object value) {
    return switch (value) {
      case Object[] several -> Arrays.stream(several).map(Tiles::show).toList().toString();
      case OracleTensor t ->
          Arrays.toString(t.shape())
              + (t.isWhole() ? Arrays.toString(t.integers()) : Arrays.toString(t.reals()));
      case Tensor t ->
          Arrays.toString(t.shape())
              + (t.dtype().isInteger() || t.dtype().isBool()
                  ? Arrays.toString(t.toLongs())
                  : Arrays.toString(t.toDoubles()));
      case null, default -> String.valueOf(value);
    };
  }

  static Value load(FunctionBuilder f, Value tensor, OracleTensor like) {
    BufferType type = new BufferType(like.type().shape(), like.element(), "global");
    List<Value> from = new ArrayList<>();
    from.add(one(f, KernelOp.FROM_TENSOR, type, List.of(tensor)));
    from.addAll(zeros(f, like.rank()));
    return f.opOf(
            KernelOp.TILE_LOAD,
            List.of(TileType.of(like.element(), like.shape())),
            Attributes.of("bounds", Attribute.of("checked")),
            Span.NONE,
            from)
        .result();
  }

  private static Value store(FunctionBuilder f, Value tile) {
    TileType type = (TileType) tile.type();
    long[] shape = type.shape().stream().mapToLong(n -> n).toArray();
    TensorType tensor = TensorType.of(type.element(), shape);
    BufferType buffer = new BufferType(tensor.shape(), type.element(), "global");
    Value memory = one(f, KernelOp.ALLOC, buffer, List.of());
    List<Value> to = new ArrayList<>(List.of(memory, tile));
    to.addAll(zeros(f, type.rank()));
    f.op(KernelOp.TILE_STORE, Attributes.of("bounds", Attribute.of("checked")), Span.NONE, to);
    return one(f, KernelOp.TO_TENSOR, tensor, List.of(memory));
  }

  private static List<Value> zeros(FunctionBuilder f, int count) {
    List<Value> zeros = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      zeros.add(constant(f, Scalar.I64, 0));
    }
    return zeros;
  }

  static Value constant(FunctionBuilder f, Scalar type, double value) {
    Attribute number =
        type == Scalar.I1
            ? Attribute.of(value != 0)
            : type.isFloat() ? Attribute.of(value) : Attribute.of((long) value);
    return f.opOf(CoreOp.CONST, List.of(type), Attributes.of("value", number), Span.NONE, List.of())
        .result();
  }

  static Value zero(FunctionBuilder f, Type type) {
    return one(f, CoreOp.ZERO, type, List.of());
  }

  static Value one(FunctionBuilder f, Op op, Type result, List<Value> operands) {
    return f.opOf(op, List.of(result), Attributes.NONE, Span.NONE, operands).result();
  }

  static Value op(FunctionBuilder f, CoreOp op, Value... operands) {
    return f.op(op, Span.NONE, operands).result();
  }

  static Value cast(FunctionBuilder f, Value value, Scalar to) {
    return value.type() == to ? value : one(f, CoreOp.CAST, to, List.of(value));
  }

  static Value index(FunctionBuilder f, int dim) {
    return f.op(
            KernelOp.INDEX, Attributes.of("dim", Attribute.of((long) dim)), Span.NONE, List.of())
        .result();
  }

  /// A tensor made of flat indexes; `make` gives numbers that the element type holds or rounds.
  static OracleTensor tensor(Scalar element, DoubleUnaryOperator make, long... shape) {
    int size = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    if (element.isFloat()) {
      double[] values = new double[size];
      Arrays.setAll(values, make::applyAsDouble);
      return OracleTensor.reals(element, shape, values);
    }
    if (element.kind() == Scalar.Kind.BLOCK) {
      double[] values = new double[size];
      Arrays.setAll(values, make::applyAsDouble);
      return OracleTensor.reals(Scalar.F32, shape, values).as(element);
    }
    long[] values = new long[size];
    Arrays.setAll(values, i -> (long) make.applyAsDouble(i));
    return OracleTensor.integers(element, shape, values);
  }

  /// A number between -2 and 2 that looks like chance.
  static double mixed(double i) {
    return StrictMath.sin(12.9898 * i + 78.233) * 2;
  }
}
