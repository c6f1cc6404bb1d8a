package org.tosc.driver.fuzz;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.api.NativeKernel;
import org.tosc.backends.snitch.code.Unsupported;
import org.tosc.backends.snitch.kernel.KernelCode;
import org.tosc.driver.machine.ModelledSnitch;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.text.Printer;

/// Runs generated kernels as code of Snitch on the model of it, and their nests on the interpreter.
/// Results are the same numbers, but for a zero's sign; quotients, roots and powers within a few
/// ulp.
final class SnitchCampaign implements Campaign.Kind {
  /// How far quotients, roots and powers may be off, in ulp of the format.
  static final double ULPS = 5;

  /// Powers below this may be 0.
  private static final double TINY = 1e-300;

  private final Map<String, Long> used = new TreeMap<>();

  @Override
  public String name() {
    return "snitch";
  }

  @Override
  public int batch() {
    return 20;
  }

  @Override
  public Map<String, Long> used() {
    return used;
  }

  @Override
  public List<Optional<Mismatch>> run(List<Choices> programs) {
    return programs.stream().map(this::run).toList();
  }

  private Optional<Mismatch> run(Choices choices) {
    NestMaker.Program program = NestMaker.make(choices);
    Module module =
        Kernels.wrapped(List.of(program.kernel()), program.types(), List.of(program.result()));
    String found = difference(module, program);
    return Optional.ofNullable(found)
        .map(
            what ->
                new Mismatch(
                    name(),
                    choices.taken(),
                    Printer.print(module) + program.operands() + "\n" + what,
                    "",
                    what.startsWith("internal") ? what : ""));
  }

  private @Nullable String difference(Module module, NestMaker.Program program) {
    OracleTensor expected = Kernels.run(module, "wrapped", program.operands()).getFirst();
    try {
      return switch (new ModelledSnitch().compile(program.kernel(), 1)) {
        case KernelTarget.Outcome.Refused(String why) -> {
          count("refused: " + why);
          yield null;
        }
        case KernelTarget.Outcome.Made(NativeKernel kernel) -> {
          countWay(program);
          count("kernels of " + expected.element());
          count("of them with numbers in all places", isFinite(expected) ? 1 : 0);
          Tensor result = result(kernel, program.operands());
          yield difference(expected, result, program.isExact() ? 0 : ULPS);
        }
      };
    } catch (Throwable fault) {
      return "internal: " + fault;
    }
  }

  private void countWay(NestMaker.Program program) throws Unsupported {
    String why = KernelCode.of(program.kernel()).whyLoops();
    count(why == null ? "streams of " + program.element() : "loops");
    if (why != null) {
      count("loops: " + why.replaceAll("[0-9.]+", "n"));
    }
  }

  private static boolean isFinite(OracleTensor t) {
    return IntStream.range(0, t.size()).allMatch(i -> Double.isFinite(t.real(i)));
  }

  private void count(String what) {
    count(what, 1);
  }

  private void count(String what, long times) {
    used.merge(what, times, Long::sum);
  }

  /// What a kernel on the model makes of operands.
  static Tensor result(NativeKernel kernel, List<OracleTensor> operands) throws Throwable {
    List<MemorySegment> buffers = new ArrayList<>();
    for (int i = 0; i < kernel.sizes().size(); i++) {
      double[] elements = i < operands.size() ? operands.get(i).reals() : new double[0];
      double[] all = Arrays.copyOf(elements, kernel.sizes().get(i));
      Tensor tensor = Tensor.ofDoubles(dtype(kernel, i), new long[] {all.length}, all);
      buffers.add(MemorySegment.ofArray(tensor.segment().toArray(ValueLayout.JAVA_BYTE)));
    }
    kernel.entry().onAny().invokeWithArguments(buffers);
    int result = operands.size();
    long[] shape = {kernel.sizes().get(result)};
    return Tensor.ofSegment(dtype(kernel, result), shape, buffers.get(result));
  }

  private static DType dtype(NativeKernel kernel, int buffer) {
    return Objects.requireNonNull(DType.find(kernel.elements().get(buffer).text()));
  }

  /// How a result differs from what is expected; null where it does not.
  static @Nullable String difference(OracleTensor expected, Tensor found, double ulps) {
    for (int i = 0; i < expected.size(); i++) {
      double x = expected.real(i);
      double y = found.getDouble(i);
      boolean isSame = x == y || (Double.isNaN(x) && Double.isNaN(y));
      boolean isNear = ulps > 0 && Math.abs(x - y) <= Math.max(TINY, ulps * ulp(expected, x));
      if (!isSame && !isNear) {
        return "element %d: %s expected, %s found".formatted(i, x, y);
      }
    }
    return null;
  }

  private static double ulp(OracleTensor like, double x) {
    return like.element() == Scalar.F64 ? Math.ulp(x) : Math.ulp((float) x);
  }
}
