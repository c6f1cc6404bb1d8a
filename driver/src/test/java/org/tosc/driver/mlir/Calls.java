package org.tosc.driver.mlir;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.api.NativeKernel;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// Kernels on tensors: by the interpreter, and as code that takes memory.
public final class Calls {
  private Calls() {}

  /// The tensors that a kernel takes, or makes.
  private static List<Type> types(Function kernel, int from, int to) {
    List<Type> types = new ArrayList<>();
    for (Value parameter : kernel.params().subList(from, to)) {
      BufferType buffer = (BufferType) parameter.type();
      types.add(new TensorType(buffer.shape(), buffer.element()));
    }
    return types;
  }

  static int ins(Function kernel) {
    return Math.toIntExact(kernel.attributes().integer("ins"));
  }

  /// How many buffers a kernel takes and gives.
  public static int buffers(Function kernel) {
    return ins(kernel) + Math.toIntExact(kernel.attributes().integer("outs"));
  }

  /// What the nests of a kernel mean.
  public static List<OracleTensor> interpreted(Function kernel, List<OracleTensor> operands) {
    List<Type> in = types(kernel, 0, ins(kernel));
    List<Type> out = types(kernel, ins(kernel), buffers(kernel));
    Module module = Kernels.wrapped(List.of(kernel), in, out);
    return Kernels.run(module, "wrapped", operands);
  }

  /// Numbers for a kernel to work on.
  public static List<OracleTensor> operands(Function kernel, long seed) {
    List<Type> in = types(kernel, 0, ins(kernel));
    List<Type> out = types(kernel, ins(kernel), buffers(kernel));
    Module module = Kernels.wrapped(List.of(kernel), in, out);
    return Kernels.operands(Objects.requireNonNull(module.function("wrapped")), seed);
  }

  /// What its code makes of operands.
  ///
  /// @param before what stands in results before
  public static List<OracleTensor> called(
      NativeKernel.Code code, Function kernel, List<OracleTensor> operands, double before) {
    return called(call(code), tensors(kernel), operands, before);
  }

  /// The same of a function.
  static List<OracleTensor> called(
      Call call, KernelSequence function, List<OracleTensor> operands, double before) {
    return called(call, tensors(function), operands, before);
  }

  static Call call(NativeKernel.Code code) {
    return memory -> {
      code.onAny().invokeWithArguments(memory);
      return memory;
    };
  }

  /// What a function takes and gives.
  private record Tensors(List<TensorType> ins, List<TensorType> outs) {
    List<TensorType> all() {
      return Stream.concat(ins.stream(), outs.stream()).toList();
    }
  }

  private static Tensors tensors(Function kernel) {
    List<TensorType> all =
        types(kernel, 0, buffers(kernel)).stream().map(t -> (TensorType) t).toList();
    return new Tensors(all.subList(0, ins(kernel)), all.subList(ins(kernel), all.size()));
  }

  private static Tensors tensors(KernelSequence function) {
    return new Tensors(
        function.parameters().stream().map(KernelSequence.Tensor::type).toList(),
        function.results().stream().map(KernelSequence.Tensor::type).toList());
  }

  /// Runs code on memory.
  @FunctionalInterface
  interface Call {
    /// The memory as it is then.
    List<MemorySegment> on(List<MemorySegment> memory) throws Throwable;
  }

  private static List<OracleTensor> called(
      Call call, Tensors tensors, List<OracleTensor> operands, double before) {
    List<MemorySegment> memory = new ArrayList<>();
    for (TensorType type : tensors.all()) {
      int at = memory.size();
      long size =
          type.shape().stream()
              .mapToLong(d -> Long.parseLong(d.toString()))
              .reduce(1, (a, b) -> a * b);
      double[] given = at < operands.size() ? operands.get(at).reals() : new double[0];
      double[] all = Arrays.copyOf(given, Math.toIntExact(size));
      if (at >= operands.size()) {
        Arrays.fill(all, before);
      }
      Tensor tensor = Tensor.ofDoubles(dtype(type), new long[] {all.length}, all);
      memory.add(MemorySegment.ofArray(tensor.segment().toArray(ValueLayout.JAVA_BYTE)));
    }
    List<MemorySegment> after;
    try {
      after = call.on(memory);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    List<OracleTensor> results = new ArrayList<>();
    for (int i = 0; i < tensors.outs().size(); i++) {
      results.add(tensor(tensors.outs().get(i), after.get(tensors.ins().size() + i)));
    }
    return results;
  }

  /// The same of a kernel that may have scratch behind its results.
  public static List<OracleTensor> called(
      NativeKernel made, Function kernel, List<OracleTensor> operands, double before) {
    int scratch = made.sizes().size() - buffers(kernel);
    List<MemorySegment> rest = new ArrayList<>();
    for (int i = 0; i < scratch; i++) {
      int at = buffers(kernel) + i;
      long bytes = (long) made.sizes().get(at) * (long) made.elements().get(at).bits() / Byte.SIZE;
      rest.add(Arena.ofAuto().allocate(bytes, 64));
    }
    MethodHandle entry = made.entry().outside().get();
    return called(
        memory -> {
          List<MemorySegment> all = new ArrayList<>();
          for (MemorySegment heap : memory) {
            all.add(Arena.ofAuto().allocate(heap.byteSize(), 64).copyFrom(heap));
          }
          List<MemorySegment> given = new ArrayList<>(all);
          given.addAll(rest);
          entry.invokeWithArguments(given);
          return all;
        },
        tensors(kernel),
        operands,
        before);
  }

  private static OracleTensor tensor(TensorType type, MemorySegment memory) {
    long size = memory.byteSize() * Byte.SIZE / (long) type.element().bits();
    Tensor tensor = Tensor.ofSegment(dtype(type), new long[] {size}, memory);
    double[] all = new double[Math.toIntExact(size)];
    for (int i = 0; i < all.length; i++) {
      all[i] = tensor.getDouble(i);
    }
    return OracleTensor.reals(type.element(), new long[] {size}, all);
  }

  private static DType dtype(TensorType type) {
    return Objects.requireNonNull(DType.find(type.element().text()));
  }
}
