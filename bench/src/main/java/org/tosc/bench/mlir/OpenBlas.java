package org.tosc.bench.mlir;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/// The installed OpenBLAS (`cblas.h`), on one thread.
@SuppressWarnings("restricted")
final class OpenBlas {
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

  /// `CblasRowMajor` and `CblasNoTrans`.
  private static final int ROW_MAJOR = 101;

  private static final int NOT_TURNED = 111;

  private OpenBlas() {}

  private static @Nullable SymbolLookup library() {
    try {
      return SymbolLookup.libraryLookup("libopenblas.so.0", Arena.global());
    } catch (IllegalArgumentException none) {
      return null;
    }
  }

  /// Why it cannot be called, in words; null where it can.
  static @Nullable String obstacle() {
    return library() == null ? "no libopenblas.so.0 (Debian: libopenblas0)" : null;
  }

  private static MethodHandle function(String name, FunctionDescriptor type) {
    SymbolLookup symbols = library();
    if (symbols == null) {
      throw new IllegalStateException(obstacle());
    }
    return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), type);
  }

  /// What it is, and the kernels that it has chosen.
  static String version() throws Throwable {
    MethodHandle config =
        function("openblas_get_config", FunctionDescriptor.of(ValueLayout.ADDRESS));
    MethodHandle core =
        function("openblas_get_corename", FunctionDescriptor.of(ValueLayout.ADDRESS));
    return text((MemorySegment) config.invokeExact())
        + ", kernels "
        + text((MemorySegment) core.invokeExact());
  }

  private static String text(MemorySegment at) {
    return at.reinterpret(1000).getString(0);
  }

  /// Its product of square matrices: takes both operands and the result.
  static MethodHandle product(int size) throws Throwable {
    function("openblas_set_num_threads", FunctionDescriptor.ofVoid(INT)).invokeExact(1);
    MethodHandle sgemm =
        function(
            "cblas_sgemm",
            FunctionDescriptor.ofVoid(
                INT,
                INT,
                INT,
                INT,
                INT,
                INT,
                ValueLayout.JAVA_FLOAT,
                ValueLayout.ADDRESS,
                INT,
                ValueLayout.ADDRESS,
                INT,
                ValueLayout.JAVA_FLOAT,
                ValueLayout.ADDRESS,
                INT));
    // From behind, so that places in front stay what they are.
    MethodHandle bound = MethodHandles.insertArguments(sgemm, 13, size);
    bound = MethodHandles.insertArguments(bound, 11, 0f);
    bound = MethodHandles.insertArguments(bound, 10, size);
    bound = MethodHandles.insertArguments(bound, 8, size);
    return MethodHandles.insertArguments(
        bound, 0, ROW_MAJOR, NOT_TURNED, NOT_TURNED, size, size, size, 1f);
  }
}
