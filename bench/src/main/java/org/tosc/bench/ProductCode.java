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
import org.tosc.tir.ir.Function;

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

    private String text() {
      return """
          func @f(%%0: tensor<[%1$d, %2$d] x f32>, %%1: tensor<[%2$d, %3$d] x f32>)
              -> (tensor<[%1$d, %3$d] x f32>) {
            %%2 = tensor.matmul(%%0, %%1)
            core.return(%%2)
          }
          """
          .formatted(rows, terms, columns);
    }
  }

  /// What is called, with what, and where its result is.
  record Code(long address, MemorySegment arguments, MemorySegment result) {}

  /// @param pool holds the code
  /// @param library LIBXSMM's; null for none
  ProductCode(Shape shape, InstructionSet set, CodePool pool, @Nullable Libxsmm library)
      throws Throwable {
    Function nests = BoundKernel.nests(BoundKernel.function(shape.text()));
    List<Function> loops = Objects.requireNonNull(set.lower(nests, 1));
    KernelCode made = KernelCode.of(loops, set);
    Function entry = loops.getLast();
    long offset = Objects.requireNonNull(made.entries().get(entry.symbol()));
    pin = pool.install(made.code().bytes()).pin();
    List<MemorySegment> buffers = buffers(entry.attributes().integers("sizes"));
    MemorySegment arguments = CallLoop.arguments(arena, buffers);
    ours = new Code(pin.address() + offset, arguments, buffers.get(2));
    theirs = library == null ? null : theirs(library, shape, buffers);
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

  private List<MemorySegment> buffers(List<Long> sizes) {
    SplittableRandom random = new SplittableRandom(sizes.getFirst());
    List<MemorySegment> buffers = new ArrayList<>();
    for (long cells : sizes) {
      boolean isOperand = buffers.size() < 2;
      MemorySegment buffer = arena.allocate(cells * Float.BYTES + APART, 64);
      for (long k = 0; isOperand && k < cells; k++) {
        buffer.setAtIndex(ValueLayout.JAVA_FLOAT, k, (float) random.nextDouble() - 0.5f);
      }
      buffers.add(buffer.asSlice(0, cells * Float.BYTES));
    }
    return buffers;
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
