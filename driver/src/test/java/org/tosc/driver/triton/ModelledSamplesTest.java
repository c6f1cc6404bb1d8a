package org.tosc.driver.triton;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tosc.backends.api.KernelSequence.Step;
import org.tosc.backends.api.KernelTarget.Outcome;
import org.tosc.backends.api.NativeKernel;
import org.tosc.driver.machine.ModelledTriton;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Type;

/// The kernels of all samples on the model of a GPU, which has a reader of its own for the text.
final class ModelledSamplesTest {
  /// What takes the interpreter of nests too long.
  private static final Set<String> LONG =
      Set.of("softmax_long", "layernorm_long", "softmax_few_long_rows");

  @Test
  void theModelComputesWhatNestsMean() throws Throwable {
    List<String> wrong = new ArrayList<>();
    for (Sample sample : Sample.all()) {
      if (!LONG.contains(sample.name())) {
        for (Step step : sample.written().sequence().steps()) {
          double off = off(step);
          double allowed = step.results().getFirst().type().element() == Scalar.F32 ? 64 : 0x1p14;
          if (!(off <= allowed)) {
            wrong.add(step.nests().symbol() + " is off by " + off);
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  /// In ulp of `f32` of the greatest element.
  private static double off(Step step) throws Throwable {
    List<Type> operands = step.inputs().stream().map(t -> (Type) t.type()).toList();
    List<Type> results = step.results().stream().map(t -> (Type) t.type()).toList();
    Module module = Kernels.wrapped(List.of(step.nests()), operands, results);
    List<OracleTensor> given =
        Kernels.operands(Objects.requireNonNull(module.function("wrapped")), 5).stream()
            .map(StandIn::held)
            .toList();
    List<OracleTensor> expected = Kernels.run(module, "wrapped", given);
    return switch (new ModelledTriton().compile(step.nests(), 1)) {
      case Outcome.Refused(String why) -> throw new AssertionError(why);
      case Outcome.Made(NativeKernel kernel) ->
          Kernels.difference(called(kernel, given, expected), expected);
    };
  }

  private static List<OracleTensor> called(
      NativeKernel kernel, List<OracleTensor> given, List<OracleTensor> like) throws Throwable {
    List<MemorySegment> buffers = new ArrayList<>();
    for (int i = 0; i < kernel.sizes().size(); i++) {
      int size = kernel.sizes().get(i);
      double[] elements = i < given.size() ? given.get(i).reals() : new double[size];
      long[] shape = i < given.size() ? given.get(i).shape() : new long[] {size};
      Tensor tensor = Tensor.ofDoubles(dtype(kernel.elements().get(i)), shape, elements);
      buffers.add(MemorySegment.ofArray(tensor.segment().toArray(ValueLayout.JAVA_BYTE)));
    }
    kernel.entry().onAny().invokeWithArguments(buffers);
    List<OracleTensor> found = new ArrayList<>();
    for (int i = 0; i < like.size(); i++) {
      OracleTensor t = like.get(i);
      MemorySegment bytes = buffers.get(given.size() + i);
      double[] numbers = Tensor.ofSegment(dtype(t.element()), t.shape(), bytes).toDoubles();
      found.add(OracleTensor.reals(t.element(), t.shape(), numbers));
    }
    return found;
  }

  private static DType dtype(Scalar element) {
    return Objects.requireNonNull(DType.find(element.text()));
  }
}
