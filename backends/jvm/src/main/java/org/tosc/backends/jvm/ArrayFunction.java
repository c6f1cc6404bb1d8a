package org.tosc.backends.jvm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collections;
import java.util.List;
import org.tosc.backends.api.ArrayCode;
import org.tosc.backends.jvm.link.Workplace;
import org.tosc.rt.device.View;

/// The kernels of a function, one after the other, over arrays of the caller and memory of their
/// own.
///
/// The views that kernels take are made once. Those of the caller's arrays are made again only
/// where it brings other arrays than the last time.
final class ArrayFunction implements ArrayCode {
  private static final int MOST_IN_HANDLE = 250;

  /// One kernel, over an array of the views that it takes.
  ///
  /// @param callers which of the caller's arrays stands at which place, -1 for memory of our own
  @SuppressWarnings("ArrayRecordComponent") // steps are never compared
  record Step(Workplace workplace, View[] views, int[] callers) {}

  private final List<Step> steps;
  private final List<Integer> sizes;
  private final float[][] last;
  private final long arenaBytes;
  private final long scratchBytes;

  ArrayFunction(List<Step> steps, List<Integer> sizes, long arenaBytes, long scratchBytes) {
    this.steps = List.copyOf(steps);
    this.sizes = List.copyOf(sizes);
    this.last = new float[sizes.size()][];
    this.arenaBytes = arenaBytes;
    this.scratchBytes = scratchBytes;
  }

  @Override
  public void call(float[]... arrays) {
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
        step.workplace.run(step.views);
      }
    } catch (RuntimeException | Error thrown) {
      throw thrown;
    } catch (Throwable thrown) {
      throw new IllegalStateException(thrown);
    }
  }

  private void bring(int number, float[] array) {
    if (array.length != sizes.get(number)) {
      throw new IllegalArgumentException(
          "array %d has %d elements, its tensor %d"
              .formatted(number, array.length, sizes.get(number)));
    }
    View view = View.of(array);
    for (Step step : steps) {
      for (int i = 0; i < step.callers.length; i++) {
        if (step.callers[i] == number) {
          step.views[i] = view;
        }
      }
    }
    last[number] = array;
  }

  @Override
  public MethodHandle handle() {
    if (last.length > MOST_IN_HANDLE) {
      throw new IllegalArgumentException(
          "a handle takes " + MOST_IN_HANDLE + " arrays at most, the function " + last.length);
    }
    MethodType type =
        MethodType.methodType(void.class, Collections.nCopies(last.length, float[].class));
    try {
      return MethodHandles.lookup()
          .bind(this, "call", MethodType.methodType(void.class, float[][].class))
          .asCollector(float[][].class, last.length)
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
