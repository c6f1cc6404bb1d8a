package org.tosc.backends.jvm;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collections;
import java.util.List;
import org.tosc.backends.api.ArrayCode;
import org.tosc.backends.jvm.link.Home;
import org.tosc.rt.device.Buffer;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;

/// The kernels of a function, one after the other, over arrays of the caller and memory of their
/// own.
///
/// The buffers that kernels take are made once. Those of the caller's arrays are made again only
/// where it brings other arrays than the last time.
final class ArrayFunction implements ArrayCode {
  private static final int MOST_IN_HANDLE = 250;

  /// One kernel, over an array of the buffers that it takes.
  ///
  /// @param callers which of the caller's arrays stands at which place, -1 for memory of our own
  @SuppressWarnings("ArrayRecordComponent") // steps are never compared
  record Step(Work work, Buffer[] buffers, int[] callers) {}

  /// What a step does with its buffers.
  @FunctionalInterface
  interface Work {
    void run(Buffer[] buffers) throws Throwable;
  }

  private final Home home;
  private final List<Step> steps;
  private final List<Slot> slots;
  private final Object[] last;
  private final long arenaBytes;
  private final long scratchBytes;

  /// What one of the caller's arrays holds.
  record Slot(DType dtype, int elements) {
    /// @throws IllegalArgumentException where an array is another one
    private Buffer buffer(Home home, Object array) {
      return home.callers(dtype, elements, array);
    }
  }

  ArrayFunction(Home home, List<Step> steps, List<Slot> slots, long arenaBytes, long scratchBytes) {
    this.home = home;
    this.steps = List.copyOf(steps);
    this.slots = List.copyOf(slots);
    this.last = new Object[slots.size()];
    this.arenaBytes = arenaBytes;
    this.scratchBytes = scratchBytes;
  }

  @Override
  public void call(Object... arrays) {
    if (arrays.length != last.length) {
      throw new IllegalArgumentException(
          "the function takes " + last.length + " arrays, found " + arrays.length);
    }
    for (int i = 0; i < arrays.length; i++) {
      if (arrays[i] != last[i]) {
        bring(i, arrays[i]);
      }
    }
    try {
      for (Step step : steps) {
        step.work.run(step.buffers);
      }
    } catch (RuntimeException | Error thrown) {
      throw thrown;
    } catch (Throwable thrown) {
      throw new IllegalStateException(thrown);
    }
  }

  private void bring(int number, Object array) {
    Buffer buffer;
    try {
      buffer = slots.get(number).buffer(home, array);
    } catch (IllegalArgumentException other) {
      throw new IllegalArgumentException("array " + number + ": " + other.getMessage(), other);
    }
    for (Step step : steps) {
      for (int i = 0; i < step.callers.length; i++) {
        if (step.callers[i] == number) {
          step.buffers[i] = buffer;
        }
      }
    }
    last[number] = array;
  }

  @Override
  public Object allocate(int number) {
    Slot slot = slots.get(number);
    return home.allocate(slot.dtype(), slot.elements());
  }

  @Override
  public MethodHandle handle() {
    return handle(slots.stream().<Class<?>>map(slot -> Raw.arrayType(slot.dtype())).toList());
  }

  @Override
  public MethodHandle segments() {
    if (home == Home.ARRAYS) {
      throw new IllegalArgumentException("class files work on Java arrays, not on memory");
    }
    return handle(Collections.nCopies(slots.size(), MemorySegment.class));
  }

  private MethodHandle handle(List<Class<?>> parameters) {
    if (last.length > MOST_IN_HANDLE) {
      throw new IllegalArgumentException(
          "a handle takes " + MOST_IN_HANDLE + " arrays at most, the function " + last.length);
    }
    MethodType type = MethodType.methodType(void.class, parameters);
    try {
      return MethodHandles.lookup()
          .bind(this, "call", MethodType.methodType(void.class, Object[].class))
          .asCollector(Object[].class, last.length)
          .asType(type);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  @Override
  public long arenaBytes() {
    return arenaBytes;
  }

  @Override
  public long scratchBytes() {
    return scratchBytes;
  }
}
