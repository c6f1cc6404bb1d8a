package org.tosc.tir.interp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.TileType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Source;
import org.tosc.tir.source.Span;
import org.tosc.tir.text.Printer;
import org.tosc.tir.text.Reader;
import org.tosc.tir.verify.Verifier;

/// Runs functions of the `kernel` family on tensors of the oracle.
final class KernelPrograms {
  private KernelPrograms() {}

  /// An interpreter of a text whose module is verified.
  static Interpreter read(String text) {
    Reader.Result result = Reader.read(new Source("test.tir", text));
    return interpreter(
        assertInstanceOf(Reader.Result.Read.class, result, result::toString).module());
  }

  static Interpreter interpreter(Module module) {
    assertEquals("[]", Verifier.verify(module).toString(), () -> Printer.print(module));
    return new Interpreter(module, NoHost.INSTANCE, (operation, operands) -> operands);
  }

  /// What `body` makes of tiles that hold whole tensors, as tensors.
  static List<OracleTensor> tiles(
      List<OracleTensor> ins, BiFunction<FunctionBuilder, List<Value>, List<Value>> body) {
    FunctionBuilder f = new FunctionBuilder("f");
    List<Value> params = ins.stream().map(t -> f.param(t.type())).toList();
    List<Value> tiles = new ArrayList<>();
    for (int i = 0; i < ins.size(); i++) {
      tiles.add(load(f, params.get(i), ins.get(i)));
    }
    List<Value> results = new ArrayList<>();
    for (Value tile : body.apply(f, tiles)) {
      results.add(store(f, tile));
    }
    List<Type> types = Value.types(results);
    f.op(CoreOp.RETURN, Attributes.NONE, Span.NONE, results);
    Module module = new Module(List.of(), List.of(f.finish(types, Attributes.NONE, Span.NONE)));
    Object found = interpreter(module).call("f", ins.toArray());
    return results.size() == 1
        ? List.of((OracleTensor) found)
        : java.util.Arrays.stream((@Nullable Object[]) found)
            .map(OracleTensor.class::cast)
            .toList();
  }

  private static Value load(FunctionBuilder f, Value tensor, OracleTensor like) {
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
      zeros.add(constant(f, Scalar.I64, Attribute.of(0L)));
    }
    return zeros;
  }

  static Value constant(FunctionBuilder f, Scalar type, Attribute value) {
    return f.opOf(CoreOp.CONST, List.of(type), Attributes.of("value", value), Span.NONE, List.of())
        .result();
  }

  static Value zero(FunctionBuilder f, Type type) {
    return one(f, CoreOp.ZERO, type, List.of());
  }

  private static Value one(
      FunctionBuilder f, org.tosc.tir.ir.Op op, Type result, List<Value> operands) {
    return f.opOf(op, List.of(result), Attributes.NONE, Span.NONE, operands).result();
  }

  static Value op(FunctionBuilder f, CoreOp op, Value... operands) {
    return f.op(op, Span.NONE, operands).result();
  }

  /// Floats made of the flat index.
  static OracleTensor reals(Scalar element, DoubleUnaryOperator make, long... shape) {
    double[] values = new double[Extents.size(shape)];
    java.util.Arrays.setAll(values, make::applyAsDouble);
    return OracleTensor.reals(element, shape, values);
  }

  /// Integers made of the flat index.
  static OracleTensor integers(Scalar element, LongFunction<Long> make, long... shape) {
    long[] values = new long[Extents.size(shape)];
    java.util.Arrays.setAll(values, i -> make.apply(i));
    return OracleTensor.integers(element, shape, values);
  }

  /// A number between -2 and 2 that looks like chance.
  static double mixed(double i) {
    return Math.sin(12.9898 * i + 78.233) * 2;
  }
}
