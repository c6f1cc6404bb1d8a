package org.tosc.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.stream.IntStream;

/// LIBXSMM 2 (`libxsmm_dispatch_gemm` of its `libxsmm.h`), which makes code for products of known
/// shapes, as we do.
@SuppressWarnings("restricted")
final class Libxsmm {
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

  /// `libxsmm_gemm_shape`: `m, n, k, lda, ldb, ldc` and the types of elements.
  private static final StructLayout SHAPE =
      MemoryLayout.structLayout(
          IntStream.range(0, 10).mapToObj(_ -> INT).toArray(MemoryLayout[]::new));

  /// `LIBXSMM_DATATYPE_F32`, `LIBXSMM_GEMM_FLAG_BETA_0` and `LIBXSMM_GEMM_PREFETCH_NONE`.
  private static final int F32 = 1;

  private static final int BETA_0 = 4;
  private static final int NO_PREFETCH = 0;

  /// `libxsmm_gemm_param`: pointers of the operation, then six for each matrix.
  private static final int POINTERS_OF_OPERATION = 4;

  private static final int POINTERS_OF_MATRIX = 6;

  private final MethodHandle dispatch;

  /// @param library `libxsmm.so`
  Libxsmm(Path library) throws Throwable {
    SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
    Linker linker = Linker.nativeLinker();
    linker
        .downcallHandle(symbols.findOrThrow("libxsmm_init"), FunctionDescriptor.ofVoid())
        .invokeExact();
    dispatch =
        linker.downcallHandle(
            symbols.findOrThrow("libxsmm_dispatch_gemm"),
            FunctionDescriptor.of(ValueLayout.ADDRESS, SHAPE, INT, INT));
  }

  /// The code of a product of matrices whose rows follow each other. The library's columns do, so
  /// that it computes the turned product of the operands the other way round.
  ///
  /// @return where the code begins; 0 where it makes none
  long product(int rows, int terms, int columns) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment shape = arena.allocate(SHAPE);
      int[] all = {columns, rows, terms, columns, terms, columns, F32, F32, F32, F32};
      MemorySegment.copy(all, 0, shape, INT, 0, all.length);
      return ((MemorySegment) dispatch.invokeExact(shape, BETA_0, NO_PREFETCH)).address();
    }
  }

  /// What its code is called with.
  static MemorySegment parameters(
      Arena arena, MemorySegment left, MemorySegment right, MemorySegment out) {
    int size = POINTERS_OF_OPERATION + 3 * POINTERS_OF_MATRIX;
    MemorySegment all = arena.allocate(ValueLayout.JAVA_LONG, size);
    int at = POINTERS_OF_OPERATION;
    for (MemorySegment matrix : new MemorySegment[] {right, left, out}) {
      all.setAtIndex(ValueLayout.JAVA_LONG, at, matrix.address());
      at += POINTERS_OF_MATRIX;
    }
    return all;
  }
}
