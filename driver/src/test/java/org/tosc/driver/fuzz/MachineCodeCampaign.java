package org.tosc.driver.fuzz;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.api.Loaded;
import org.tosc.backends.api.NativeKernel;
import org.tosc.backends.x86.X86Kernels;
import org.tosc.backends.x86.code.InstructionSet;
import org.tosc.backends.x86.code.KernelCode;
import org.tosc.driver.Optimizer;
import org.tosc.driver.tensor.OracleTensors;
import org.tosc.passes.analysis.Graph;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.text.Printer;

/// Runs kernels of generated graphs as machine code, on this CPU and on the model of one, as class
/// files on this JVM, and on the interpreter, all lowered to the same loops over vectors: every bit
/// of every result must be the same, since nothing is left open there but which NaN it is; CPU and
/// model must agree in all bytes of all buffers.
final class MachineCodeCampaign implements Campaign.Kind {
  private static final double[] EDGES = {
    0.0,
    -0.0,
    1,
    -1,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    0x1p-149,
    -0x1p-126,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    0.5,
    65504,
    -0x1p-25,
    88.8,
    -104,
    16367173 * 0x1p72 // next to a multiple of π/2
  };

  private final InstructionSet set;
  private final KernelTarget target;
  private final Map<String, Long> used = new TreeMap<>();

  /// @param set in which code is written
  MachineCodeCampaign(InstructionSet set) {
    this.set = set;
    this.target = new X86Kernels(set);
  }

  /// Why nothing can run here; null where it can.
  @Nullable String obstacle() {
    return target.obstacle();
  }

  @Override
  public String name() {
    return switch (set) {
      case AVX2 -> "machine-code-avx2";
      case AVX512 -> "machine-code";
      case AVX512_VNNI -> "machine-code-vnni";
    };
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
    List<Optional<Mismatch>> all = new ArrayList<>();
    for (Choices choices : programs) {
      GraphMaker graphs = new GraphMaker(false);
      String main = graphs.add(0, choices);
      Module module = Optimizer.standard(new Module(List.of(), graphs.functions()), "jvm");
      String difference = difference(module, choices.taken().hashCode());
      all.add(
          Optional.ofNullable(difference)
              .map(d -> new Mismatch(name(), choices.taken(), main + "\n" + d, "", "")));
    }
    return all;
  }

  private @Nullable String difference(Module module, long seed) {
    List<Operation> groups = new ArrayList<>();
    for (Function f : module.functions()) {
      Graph.each(f.body(), o -> addGroup(o, groups));
    }
    String found = null;
    for (Operation group : groups) {
      found = found == null ? difference(group, seed) : found;
    }
    return found;
  }

  private static void addGroup(Operation o, List<Operation> groups) {
    if (o.op() == FusedOp.FUSED) {
      groups.add(o);
    }
  }

  private @Nullable String difference(Operation group, long seed) {
    Region region = group.region(0);
    if (!(Kernelize.kernel("k", region, group.span())
        instanceof Kernelize.Outcome.Made(Function nests))) {
      count("no kernel");
      return null;
    }
    int threads = (int) (seed & 1) + 1;
    KernelTarget.Outcome outcome;
    try {
      outcome = target.compile(nests, threads);
    } catch (RuntimeException fault) {
      throw new IllegalStateException(Printer.print(nests), fault);
    }
    return switch (outcome) {
      case KernelTarget.Outcome.Refused(String why) -> {
        count("refused: " + why);
        yield null;
      }
      case KernelTarget.Outcome.Made(NativeKernel kernel) -> {
        count("kernels");
        List<Function> lowered = Objects.requireNonNull(set.lower(nests, threads));
        count("of them with phases", kernel.phases().isEmpty() ? 0 : 1);
        List<Type> params = Value.types(region.params());
        SplittableRandom random = new SplittableRandom(seed);
        List<OracleTensor> operands = params.stream().map(t -> operand(t, random)).toList();
        yield difference(params, Value.types(group.results()), lowered, kernel, operands);
      }
    };
  }

  private void count(String what) {
    count(what, 1);
  }

  private void count(String what, long times) {
    used.merge(what, times, Long::sum);
  }

  /// How results of machine code differ from what the interpreter makes of the same loops, or from
  /// the model of the machine, or class files of them; null where no bit does.
  @Nullable String difference(
      List<Type> params,
      List<Type> results,
      List<Function> lowered,
      NativeKernel kernel,
      List<OracleTensor> operands) {
    Module module = Kernels.wrapped(lowered, params, results);
    List<OracleTensor> expected = Kernels.run(module, "wrapped", operands);
    List<Tensor> buffers = new ArrayList<>();
    for (int i = 0; i < kernel.sizes().size(); i++) {
      DType dtype = Objects.requireNonNull(DType.find(kernel.elements().get(i).text()));
      double[] elements = i < operands.size() ? operands.get(i).reals() : new double[0];
      double[] all = Arrays.copyOf(elements, kernel.sizes().get(i));
      buffers.add(Tensor.ofDoubles(dtype, new long[] {all.length}, all));
    }
    List<byte[]> modelled = buffers.stream().map(MachineCodeCampaign::bytes).toList();
    String trapped = MachineModel.run(KernelCode.of(lowered, set), lowered.getLast(), modelled);
    if (trapped != null) {
      return trapped + "\n" + Printer.print(module);
    }
    try {
      kernel
          .entry()
          .onAny()
          .invokeWithArguments(buffers.stream().map(MachineCodeCampaign::segment).toList());
    } catch (Throwable fault) {
      throw new IllegalStateException(fault);
    }
    for (int i = 0; i < modelled.size(); i++) {
      int at = Arrays.mismatch(modelled.get(i), bytes(buffers.get(i)));
      if (at >= 0) {
        return "buffer %d, byte %d: the model of the machine writes another one%n%s"
            .formatted(i, at, Printer.print(module));
      }
    }
    int from = operands.size();
    String machine =
        difference("machine code", expected, buffers.subList(from, from + expected.size()));
    // Class files have no dot products of bytes.
    boolean isDone = machine != null || set == InstructionSet.AVX512_VNNI;
    String found = isDone ? machine : onTheJvm(module, operands, expected);
    return found == null ? null : found + "\n" + Printer.print(module);
  }

  private static @Nullable String difference(
      String who, List<OracleTensor> expected, List<Tensor> results) {
    for (int i = 0; i < expected.size(); i++) {
      Tensor found = results.get(i);
      for (int k = 0; k < expected.get(i).size(); k++) {
        if (Double.compare(expected.get(i).real(k), found.getDouble(k)) != 0) {
          return "result %d, element %d: %s expected, %s found by %s"
              .formatted(i, k, expected.get(i).real(k), found.getDouble(k), who);
        }
      }
    }
    return null;
  }

  /// How what the same loops give as class files differs. Vectors of one method cannot be split, so
  /// that some functions are too large for one: they are counted.
  private @Nullable String onTheJvm(
      Module module, List<OracleTensor> operands, List<OracleTensor> expected) {
    Loaded program;
    try {
      program = Engines.engine("jvm").load(module);
    } catch (IllegalArgumentException tooLarge) {
      count("not on the JVM: too large for one method");
      return null;
    }
    Object[] arguments = operands.stream().map(OracleTensors::tensor).toArray();
    try {
      Object result = Engines.session().run(() -> program.call("wrapped", arguments));
      List<Tensor> results =
          result instanceof Object[] several
              ? Arrays.stream(several).map(Tensor.class::cast).toList()
              : List.of((Tensor) Objects.requireNonNull(result));
      return difference("the JVM", expected, results);
    } catch (Exception fault) {
      throw new IllegalStateException(Printer.print(module), fault);
    }
  }

  /// The memory of a tensor, which the kernel may write.
  private static MemorySegment segment(Tensor t) {
    return switch (Raw.array(t)) {
      case float[] cells -> MemorySegment.ofArray(cells);
      case short[] cells -> MemorySegment.ofArray(cells);
      case byte[] cells -> MemorySegment.ofArray(cells);
      case Object other -> throw new IllegalStateException("a kernel over " + other.getClass());
    };
  }

  private static byte[] bytes(Tensor t) {
    return t.segment().toArray(ValueLayout.JAVA_BYTE);
  }

  private static OracleTensor operand(Type type, SplittableRandom random) {
    TensorType tensor = (TensorType) type;
    long[] shape = tensor.shape().stream().mapToLong(d -> ((Dim.Known) d).size()).toArray();
    int size = 1;
    for (long extent : shape) {
      size *= Math.toIntExact(extent);
    }
    double[] elements = new double[size];
    for (int i = 0; i < size; i++) {
      boolean isEdge = random.nextInt(4) == 0;
      elements[i] =
          isEdge
              ? (float) EDGES[random.nextInt(EDGES.length)]
              : (float) (random.nextInt(41) - 20) / (1 + random.nextInt(7));
    }
    return OracleTensor.reals(Scalar.F32, shape, elements).as(tensor.element());
  }
}
