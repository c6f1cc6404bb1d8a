package org.tosc.driver.machine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.tosc.backends.api.NativeKernel;

/// What a model does when a kernel is called.
///
/// ```java
/// NativeKernel.Code code = SegmentCode.of(buffers -> model.run(buffers), 3);
/// ```
@FunctionalInterface
interface SegmentCode {
  MethodHandle RUN = method();

  /// Runs it once.
  ///
  /// @param buffers a segment for each, of arrays or outside
  void run(List<MemorySegment> buffers);

  /// As a kernel's code.
  ///
  /// @param buffers how many segments it takes
  static NativeKernel.Code of(SegmentCode code, int buffers) {
    MethodType type =
        MethodType.methodType(void.class, Collections.nCopies(buffers, MemorySegment.class));
    MethodHandle run =
        MethodHandles.insertArguments(RUN, 0, code)
            .asCollector(MemorySegment[].class, buffers)
            .asType(type);
    return new NativeKernel.Code(run, () -> run);
  }

  /// Writes a copy of a segment back to it. What was only read is left alone: it may be read by
  /// others, or be written under another number.
  static void giveBack(MemorySegment segment, byte[] bytes) {
    if (MemorySegment.ofArray(bytes).mismatch(segment) >= 0) {
      MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
    }
  }

  @SuppressWarnings("UnusedMethod") // RUN calls it
  private void run(MemorySegment[] buffers) {
    run(Arrays.asList(buffers));
  }

  private static MethodHandle method() {
    try {
      return MethodHandles.lookup()
          .findVirtual(
              SegmentCode.class, "run", MethodType.methodType(void.class, MemorySegment[].class));
    } catch (ReflectiveOperationException fault) {
      throw new ExceptionInInitializerError(fault);
    }
  }
}
