package org.tosc.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.x86.code.InstructionSet;
import org.tosc.backends.x86.code.KernelCode;
import org.tosc.backends.x86.pool.CodePool;
import org.tosc.backends.x86.pool.Pin;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Scalar;

/// A product of matrices as machine code, and as LIBXSMM's beside it, to be called by [CallLoop] on
/// the same operands.
final class ProductCode implements AutoCloseable {
  /// Bytes between buffers: a vector under a mask waits for what was stored to any of its bytes.
  private static final long APART = 256;

  /// What both add up in another order may differ by this, of the largest element.
  private static final double DIFFERENCE = 1e-5;

  private final Arena arena = Arena.ofConfined();
  private final Pin pin;
  private final Code ours;
  private final @Nullable Code theirs;

  /// `rows × terms` by `terms × columns`.
  record Shape(int rows, int terms, int columns) {
    /// @param text `64`, or `8x512x512`
    static Shape of(String text) {
      int[] all = Arrays.stream(text.split("x", -1)).mapToInt(Integer::parseInt).toArray();
      return all.length == 1
          ? new Shape(all[0], all[0], all[0])
          : new Shape(all[0], all[1], all[2]);
    }

    double flops() {
      return 2.0 * rows * terms * columns;
    }

    private String text(Scalar element) {
      String both =
          element == Scalar.F32
              ? "%4 = tensor.matmul(%0, %1)"
              : """
              %2 = tensor.cast(%0) {dtype = type f32}
                %3 = tensor.cast(%1) {dtype = type f32}
                %4 = tensor.matmul(%2, %3)""";
      return """
          func @f(%%0: tensor<[%1$d, %2$d] x %4$s>, %%1: tensor<[%2$d, %3$d] x %4$s>)
              -> (tensor<[%1$d, %3$d] x f32>) {
            %5$s
            core.return(%%4)
          }
          """
          .formatted(rows, terms, columns, element.text(), both);
    }
  }

  /// What is called, with what, and where its result is.
  record Code(long address, MemorySegment arguments, MemorySegment result) {}

  /// @param pool holds the code
  /// @param library LIBXSMM's; null for none
  ProductCode(
      Shape shape, Operands operands, InstructionSet set, CodePool pool, @Nullable Libxsmm library)
      throws Throwable {
    Function nests = BoundKernel.nests(BoundKernel.function(shape.text(operands.element)));
    List<Function> loops = Objects.requireNonNull(set.lower(nests, 1));
    KernelCode made = KernelCode.of(loops, set);
    Function entry = loops.getLast();
    long offset = Objects.requireNonNull(made.entries().get(entry.symbol()));
    pin = pool.install(made.code().bytes()).pin();
    List<MemorySegment> buffers = buffers(entry, operands);
    MemorySegment arguments = CallLoop.arguments(arena, buffers);
    ours = new Code(pin.address() + offset, arguments, buffers.get(2));
    theirs = library == null || operands != Operands.F32 ? null : theirs(library, shape, buffers);
  }

  Code ours() {
    return ours;
  }

  /// LIBXSMM's; null where it is not there, or has none for the shape.
  @Nullable Code theirs() {
    return theirs;
  }

  private @Nullable Code theirs(Libxsmm library, Shape shape, List<MemorySegment> buffers)
      throws Throwable {
    long code = library.product(shape.rows, shape.terms, shape.columns);
    MemorySegment result = arena.allocate(buffers.get(2).byteSize(), 64);
    MemorySegment parameters = Libxsmm.parameters(arena, buffers.get(0), buffers.get(1), result);
    return code == 0
        ? null
        : new Code(code, CallLoop.arguments(arena, List.of(parameters)), result);
  }

  private List<MemorySegment> buffers(Function entry, Operands operands) {
    List<Long> sizes = entry.attributes().integers("sizes");
    SplittableRandom random = new SplittableRandom(sizes.getFirst());
    List<MemorySegment> buffers = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      BufferType type = (BufferType) entry.body().params().get(i).type();
      long bytes = sizes.get(i) * type.element().blockBytes();
      MemorySegment buffer = arena.allocate(bytes + APART, 64);
      if (i < 2) {
        fill(buffer.asSlice(0, bytes), operands, random);
      }
      buffers.add(buffer.asSlice(0, bytes));
    }
    return buffers;
  }

  private static void fill(MemorySegment operand, Operands operands, SplittableRandom random) {
    long cells = operand.byteSize() / operands.element.blockBytes();
    for (long k = 0; k < cells; k++) {
      float number = (float) random.nextDouble() - 0.5f;
      switch (operands) {
        case F32 -> operand.setAtIndex(ValueLayout.JAVA_FLOAT, k, number);
        case BF16 -> {
          short upper = (short) (Float.floatToRawIntBits(number) >> Short.SIZE);
          operand.setAtIndex(ValueLayout.JAVA_SHORT, k, upper);
        }
        case I8 -> operand.set(ValueLayout.JAVA_BYTE, k, (byte) random.nextInt());
      }
    }
  }

  /// Whether both computed the same, once both were called.
  boolean agree() {
    if (theirs == null) {
      return true;
    }
    double most = 0;
    double difference = 0;
    for (long i = 0; i < ours.result.byteSize() / Float.BYTES; i++) {
      float x = ours.result.getAtIndex(ValueLayout.JAVA_FLOAT, i);
      double apart = Math.abs(x - theirs.result.getAtIndex(ValueLayout.JAVA_FLOAT, i));
      most = Math.max(most, Math.abs(x));
      // Not Math.max, so that what is no number is different, too.
      difference = apart <= difference ? difference : apart;
    }
    return difference <= DIFFERENCE * most;
  }

  @Override
  public void close() {
    pin.close();
    arena.close();
  }
}
