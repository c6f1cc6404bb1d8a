package org.tosc.backends.x86.code;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.tosc.backends.x86.pool.CallMode;
import org.tosc.backends.x86.pool.CodePool;
import org.tosc.backends.x86.pool.Kernel;
import org.tosc.backends.x86.pool.NativeCall;
import org.tosc.backends.x86.pool.Pin;
import org.tosc.backends.x86.pool.Signature;
import org.tosc.backends.x86.pool.Word;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;

/// Runs the machine code of a lowered kernel on this CPU, each buffer between guard pages.
public final class NativeKernel {
  /// What results hold before: of every type no number.
  private static final byte OLD = -1;

  private final Function entry;
  private final KernelCode code;

  public NativeKernel(List<Function> lowered) {
    this(lowered, Integer.MAX_VALUE);
  }

  /// @param mostRegisters of each bank that its code uses
  NativeKernel(List<Function> lowered, int mostRegisters) {
    this.entry = lowered.getLast();
    this.code = KernelCode.of(lowered, mostRegisters);
  }

  /// What it gives for some operands.
  ///
  /// @param results their types
  /// @param atEnd whether buffers end at guard pages, otherwise they begin there
  public List<OracleTensor> run(
      List<OracleTensor> operands, List<TensorType> results, boolean atEnd) {
    return run(operands, results, atEnd, _ -> {});
  }

  /// The same with somebody who sees the buffers before the kernel does.
  ///
  /// @throws IllegalStateException where it has written beside its buffers, or an operand
  public List<OracleTensor> run(
      List<OracleTensor> operands,
      List<TensorType> results,
      boolean atEnd,
      Consumer<List<MemorySegment>> before) {
    List<Long> sizes = entry.attributes().integers("sizes");
    try (GuardedMemory memory = new GuardedMemory();
        CodePool pool = CodePool.open()) {
      List<MemorySegment> buffers = new ArrayList<>();
      for (int i = 0; i < sizes.size(); i++) {
        DType dtype = dtype(i);
        MemorySegment buffer = memory.allocate(dtype.byteSize(sizes.get(i)), atEnd);
        if (i < operands.size()) {
          buffer.copyFrom(tensor(operands.get(i), dtype).segment());
        } else if (i < operands.size() + results.size()) {
          buffer.fill(OLD);
        }
        buffers.add(buffer);
      }
      List<byte[]> given = bytes(buffers, operands.size());
      before.accept(buffers);
      call(pool, buffers);
      require(memory.strays() == 0, "bytes beside a buffer are written");
      require(
          Arrays.deepEquals(given.toArray(), bytes(buffers, operands.size()).toArray()),
          "an operand is written");
      List<OracleTensor> made = new ArrayList<>();
      for (int i = 0; i < results.size(); i++) {
        made.add(read(buffers.get(operands.size() + i), results.get(i)));
      }
      return made;
    }
  }

  private static List<byte[]> bytes(List<MemorySegment> buffers, int count) {
    return buffers.subList(0, count).stream().map(b -> b.toArray(ValueLayout.JAVA_BYTE)).toList();
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }

  private DType dtype(int parameter) {
    Scalar element = ((BufferType) entry.params().get(parameter).type()).element();
    return Objects.requireNonNull(DType.find(element.text()));
  }

  private void call(CodePool pool, List<MemorySegment> buffers) {
    Word[] words = Collections.nCopies(buffers.size(), Word.LONG).toArray(Word[]::new);
    NativeCall call = NativeCall.of(Signature.ofVoid(words), CallMode.PLAIN);
    Kernel kernel = pool.install(code.code().bytes());
    try (Pin pin = kernel.pin()) {
      int at = Objects.requireNonNull(code.entries().get(entry.symbol()));
      MethodHandle spread =
          call.atAddress()
              .asSpreader(Object[].class, buffers.size() + 1)
              .asType(MethodType.methodType(void.class, Object[].class));
      List<Object> arguments = new ArrayList<>();
      arguments.add(pin.address() + at);
      buffers.forEach(b -> arguments.add(b.address()));
      spread.invokeExact(arguments.toArray());
    } catch (Throwable fault) {
      throw new IllegalStateException(fault);
    }
  }

  private static Tensor tensor(OracleTensor operand, DType dtype) {
    long[] shape = {operand.size()};
    float[] cells = new float[operand.size()];
    long[] whole = new long[operand.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = (float) operand.real(i);
      whole[i] = (long) operand.real(i);
    }
    if (dtype.isBlock()) {
      return Raw.pack(dtype, Raw.adopt(shape, cells));
    }
    return dtype == DType.I8 ? Raw.checked(dtype, shape, whole) : Raw.rounded(dtype, shape, cells);
  }

  private static OracleTensor read(MemorySegment from, TensorType type) {
    long[] shape = type.shape().stream().mapToLong(d -> ((Dim.Known) d).size()).toArray();
    int size = Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b));
    double[] elements = new double[size];
    for (int i = 0; i < size; i++) {
      elements[i] =
          switch (type.element()) {
            case F16 -> Float.float16ToFloat(bits(from, i));
            case BF16 -> Float.intBitsToFloat(bits(from, i) << 16);
            default -> from.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i);
          };
    }
    return OracleTensor.reals(type.element(), shape, elements);
  }

  private static short bits(MemorySegment from, int i) {
    return from.getAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, i);
  }
}
