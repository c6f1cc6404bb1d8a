package org.tosc.backends.jvm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.jvm.link.Incubator;
import org.tosc.backends.jvm.link.Workplace;
import org.tosc.passes.lower.Machine;
import org.tosc.rt.device.Buffer;
import org.tosc.rt.device.View;
import org.tosc.rt.team.Team;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.ir.Function;

/// A kernel compiled on trial, with operands of its own, to be timed and compared with another of
/// the same nests.
///
/// ```java
/// TrialKernel usual = TrialKernel.of(nests, null);
/// TrialKernel other = TrialKernel.of(nests, "tile 8x3 depth 128 blocks 4x4 pack right");
/// ```
public final class TrialKernel implements Runnable {
  private final Workplace workplace;
  private final Buffer[] buffers;
  private final List<Tensor> results;

  private TrialKernel(Workplace workplace, Buffer[] buffers, List<Tensor> results) {
    this.workplace = workplace;
    this.buffers = buffers;
    this.results = results;
  }

  /// The machine for which kernels are cut here.
  public static Machine machine() {
    Incubator.open();
    return VectorCode.machine();
  }

  /// Compiles a kernel and runs it until the JIT has compiled its parts.
  ///
  /// @param schedule null for what the model chooses
  /// @throws IllegalArgumentException where there is no code for it; the message says why
  public static TrialKernel of(Function nests, @Nullable String schedule) {
    Function asked = schedule == null ? nests : VectorCodes.scheduled(nests, schedule);
    return switch (VectorCode.of(asked, 1)) {
      case VectorCode.Outcome.Refused(String why) -> throw new IllegalArgumentException(why);
      case VectorCode.Outcome.Made(VectorCode code) -> made(nests, code);
    };
  }

  private static TrialKernel made(Function nests, VectorCode code) {
    int ins = Math.toIntExact(nests.attributes().integer("ins"));
    int outs = Math.toIntExact(nests.attributes().integer("outs"));
    List<Integer> sizes = code.code().sizes();
    Buffer[] buffers = new Buffer[sizes.size()];
    List<Tensor> results = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < ins + outs; i++) {
      double[] elements = new double[sizes.get(i)];
      if (i < ins) {
        Arrays.setAll(elements, e -> random.nextDouble() - 0.5);
      }
      DType dtype = code.code().dtypes().get(i);
      Tensor tensor = Tensor.ofDoubles(dtype, new long[] {elements.length}, elements);
      if (i >= ins) {
        results.add(tensor);
      }
      buffers[i] = View.of(tensor);
    }
    WarmUp.fully(code);
    Workplace workplace = new Workplace(code.code(), ins + outs, new Team(1));
    return new TrialKernel(workplace, buffers, results);
  }

  @Override
  public void run() {
    try {
      workplace.run(buffers);
    } catch (Throwable fault) {
      throw new IllegalStateException("a kernel fails", fault);
    }
  }

  /// The largest difference from what another kernel of the same nests made, in parts of the
  /// largest result.
  public double distance(TrialKernel other) {
    double most = 0;
    double scale = Float.MIN_NORMAL;
    for (int r = 0; r < results.size(); r++) {
      float[] a = Raw.floats(results.get(r));
      float[] b = Raw.floats(other.results.get(r));
      for (int i = 0; i < a.length; i++) {
        scale = Math.max(scale, Math.abs(a[i]));
        boolean isSame = Float.compare(a[i], b[i]) == 0;
        most = Math.max(most, isSame ? 0 : Math.abs((double) a[i] - b[i]));
        if (Float.isNaN(a[i]) != Float.isNaN(b[i])) {
          return Double.POSITIVE_INFINITY;
        }
      }
    }
    return most / scale;
  }
}
