package org.tosc.passes.kernelize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.tosc.tir.interp.Interpreter;
import org.tosc.tir.interp.NoHost;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.interp.TensorOracle;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Source;
import org.tosc.tir.source.Span;
import org.tosc.tir.text.Reader;
import org.tosc.tir.verify.Verifier;

/// Functions over tensors, what they mean, and what their kernels compute.
public final class Kernels {
  private Kernels() {}

  /// The function `@f` of a module's text.
  public static Function function(String text) {
    return switch (Reader.read(new Source("group.tir", text))) {
      case Reader.Result.Read(Module module) -> {
        requireVerified(module);
        yield Objects.requireNonNull(module.function("f"));
      }
      case Reader.Result.Refused(var diagnostic) ->
          throw new AssertionError(diagnostic + "\n" + text);
    };
  }

  static void requireVerified(Module module) {
    var complaints = Verifier.verify(module);
    if (!complaints.isEmpty()) {
      throw new AssertionError(
          complaints.getFirst().message() + " " + complaints.getFirst().notes());
    }
  }

  /// Operands for a function: random numbers between -2 and 2.
  public static List<OracleTensor> operands(Function f, long seed) {
    Random random = new Random(seed);
    return f.params().stream().map(p -> operand((TensorType) p.type(), random)).toList();
  }

  private static OracleTensor operand(TensorType type, Random random) {
    long[] shape = shape(type);
    int size = 1;
    for (long extent : shape) {
      size *= Math.toIntExact(extent);
    }
    double[] elements = new double[size];
    for (int i = 0; i < size; i++) {
      elements[i] = random.nextFloat() * 4 - 2;
    }
    if (type.element().isFloat()) {
      return OracleTensor.reals(type.element(), shape, elements);
    }
    boolean isWhole = type.element().kind() != Scalar.Kind.BLOCK;
    long[] whole = Arrays.stream(elements).mapToLong(x -> Math.round(x * 4)).toArray();
    return isWhole && type.element() != Scalar.I1
        ? OracleTensor.integers(type.element(), shape, whole)
        : OracleTensor.reals(Scalar.F32, shape, elements).as(type.element());
  }

  /// The same numbers, each moved up or down by one unit of `f32` precision: how much results
  /// change by that is how much roundings on the way may change them.
  public static List<OracleTensor> moved(List<OracleTensor> operands, long seed) {
    Random random = new Random(seed);
    List<OracleTensor> all = new ArrayList<>();
    for (OracleTensor t : operands) {
      if (t.element() != Scalar.F32) {
        all.add(t);
        continue;
      }
      double[] elements = new double[t.size()];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = t.real(i) * (1 + (random.nextBoolean() ? 0x1p-23 : -0x1p-23));
      }
      all.add(OracleTensor.reals(t.element(), t.shape(), elements));
    }
    return all;
  }

  private static long[] shape(TensorType type) {
    return type.shape().stream().mapToLong(d -> ((Dim.Known) d).size()).toArray();
  }

  /// What a function over tensors gives, by the interpreter.
  public static List<OracleTensor> run(Module module, String symbol, List<OracleTensor> operands) {
    Object result =
        new Interpreter(module, NoHost.INSTANCE, TensorOracle.INSTANCE)
            .call(symbol, operands(module, symbol, operands));
    List<OracleTensor> results = new ArrayList<>();
    for (Object one : result instanceof Object[] several ? several : new Object[] {result}) {
      results.add((OracleTensor) one);
    }
    return results;
  }

  private static Object[] operands(Module module, String symbol, List<OracleTensor> operands) {
    List<Value> params = Objects.requireNonNull(module.function(symbol)).params();
    Object[] all = new Object[operands.size()];
    for (int i = 0; i < all.length; i++) {
      OracleTensor t = operands.get(i);
      boolean isBlock = t.element().kind() == Scalar.Kind.BLOCK;
      long[] shape = shape((TensorType) params.get(i).type());
      all[i] = isBlock ? OracleTensor.blocks(t.element(), shape, t.reals()) : t;
    }
    return all;
  }

  /// A module with a kernel, the last of some functions, and `@wrapped`, which calls it on tensors
  /// of these types; buffers have the tensors' shapes or, of a lowered kernel, rank 1.
  public static Module wrapped(List<Function> functions, List<Type> operands, List<Type> results) {
    Function kernel = functions.getLast();
    FunctionBuilder w = new FunctionBuilder("wrapped");
    Span span = kernel.span();
    List<Value> buffers = new ArrayList<>();
    for (int i = 0; i < kernel.params().size(); i++) {
      BufferType type = (BufferType) kernel.params().get(i).type();
      if (i < operands.size()) {
        Value tensor = shaped(w, w.param(parameter(operands.get(i), kernel, i)), kernel, i);
        buffers.add(op(w, KernelOp.FROM_TENSOR, type, span, List.of(tensor)));
      } else {
        buffers.add(op(w, KernelOp.ALLOC, type, span, extents(w, kernel, i)));
      }
    }
    Attributes callee = Attributes.of("callee", new Attribute.Symbol(kernel.symbol()));
    w.opOf(CoreOp.CALL, List.of(), callee, span, buffers);
    List<Value> made = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Value buffer = buffers.get(operands.size() + i);
      TensorType wanted = (TensorType) results.get(i);
      Type flat = new TensorType(shape(kernel, operands.size() + i), wanted.element());
      Value tensor = op(w, KernelOp.TO_TENSOR, flat, span, List.of(buffer));
      made.add(shaped(w, tensor, wanted.shape(), span));
    }
    w.op(CoreOp.RETURN, Attributes.NONE, span, made);
    List<Function> all = new ArrayList<>(functions);
    all.add(w.finish(results, Attributes.NONE, span));
    Module module = new Module(List.of(), all);
    requireVerified(module);
    return module;
  }

  /// Blocks cannot get another shape on the way: they come with that of the buffer.
  private static Type parameter(Type operand, Function kernel, int parameter) {
    Scalar element = ((TensorType) operand).element();
    boolean isBlock = element.kind() == Scalar.Kind.BLOCK;
    return isBlock ? new TensorType(shape(kernel, parameter), element) : operand;
  }

  private static Value shaped(FunctionBuilder w, Value tensor, Function kernel, int parameter) {
    return shaped(w, tensor, shape(kernel, parameter), kernel.span());
  }

  /// The shape of a buffer; that of one of unknown size stands among the attributes.
  private static List<Dim> shape(Function kernel, int parameter) {
    return kernel.attributes().has("sizes")
        ? List.of(Dim.of(kernel.attributes().integers("sizes").get(parameter)))
        : ((BufferType) kernel.params().get(parameter).type()).shape();
  }

  private static List<Value> extents(FunctionBuilder w, Function kernel, int parameter) {
    if (!kernel.attributes().has("sizes")) {
      return List.of();
    }
    Attribute size = Attribute.of(kernel.attributes().integers("sizes").get(parameter));
    Attributes value = Attributes.of("value", size);
    return List.of(
        w.opOf(CoreOp.CONST, List.of(Scalar.I64), value, kernel.span(), List.of()).result());
  }

  private static Value op(FunctionBuilder w, Op op, Type type, Span span, List<Value> operands) {
    return w.opOf(op, List.of(type), Attributes.NONE, span, operands).result();
  }

  private static Value shaped(FunctionBuilder w, Value tensor, List<Dim> shape, Span span) {
    List<Long> sizes = shape.stream().map(d -> ((Dim.Known) d).size()).toList();
    return ((TensorType) tensor.type()).shape().equals(shape)
        ? tensor
        : w.op(
                TensorOp.RESHAPE,
                Attributes.of("shape", Attribute.ints(sizes)),
                span,
                List.of(tensor))
            .result();
  }

  /// The greatest difference, in units of `f32` precision of the greatest element there is.
  public static double difference(List<OracleTensor> a, List<OracleTensor> b) {
    double most = 0;
    double scale = 1;
    for (int t = 0; t < a.size(); t++) {
      for (int i = 0; i < a.get(t).size(); i++) {
        double x = a.get(t).real(i);
        double y = b.get(t).real(i);
        scale = Double.isFinite(y) ? Math.max(scale, Math.abs(y)) : scale;
        most = Double.compare(x, y) == 0 ? most : Math.max(most, Math.abs(x - y));
        most = Double.isNaN(x - y) && Double.compare(x, y) != 0 ? Double.MAX_VALUE : most;
      }
    }
    return most / scale * 0x1p23;
  }
}
