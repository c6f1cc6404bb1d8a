package org.tosc.driver.compare;

import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tosc.backends.x86.code.InstructionSet;
import org.tosc.backends.x86.code.NativeKernel;
import org.tosc.backends.x86.code.NoCode;
import org.tosc.driver.functions.Entry;
import org.tosc.driver.functions.Parameter;
import org.tosc.driver.tensor.OracleTensors;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.passes.lower.Lower;
import org.tosc.passes.lower.Machine;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Tolerance;
import org.tosc.tir.ir.Value;

/// Runs kernels of each kind and length as machine code between guard pages, and compares them with
/// the oracle, which computes in `f64` and rounds each operation's result once: `LengthRun FROM
/// LENGTHS [KIND]`. What it prints is read by [LengthCampaign], whose process goes on where this
/// one is ended by a stray access.
///
/// Each kernel is made for AVX-512, and for AVX2 with so little cache that every loop has rounds,
/// in parts as two threads would do them. Each runs on numbers and on whole numbers, in buffers
/// that end at guard pages and in such that begin there.
final class LengthRun {
  static final String AT = "at ";
  static final String WRONG = "wrong ";
  static final String TOLD = "told ";

  private static final List<Made> MACHINES =
      List.of(
          new Made(InstructionSet.AVX512, Machine.AVX512.asAssembled()),
          new Made(InstructionSet.AVX2, new Machine(8, 16, 256, 1024, 2, 0).asAssembled()));

  /// What long kernels are made for instead, whose rounds would be too many.
  private static final List<Made> LARGE =
      List.of(
          new Made(InstructionSet.AVX512, Machine.AVX512.asAssembled()),
          new Made(InstructionSet.AVX2, new Machine(8, 16, 32 << 10, 1 << 20, 2, 0).asAssembled()));

  /// What code is made for.
  private record Made(InstructionSet set, Machine machine) {}

  private static final int MOST_WHOLE = 4;

  private final PrintStream out;
  private final Map<String, Long> refused = new TreeMap<>();
  private long kernels;
  private long runs;
  private long elements;

  private LengthRun(PrintStream out) {
    this.out = out;
  }

  /// One kind with one length.
  record Case(LengthKind kind, int n) {}

  /// All cases, in the same order in each process.
  ///
  /// @param lengths like `0-130,3072,8192`
  /// @param kind what the names begin with
  static List<Case> cases(String lengths, String kind) {
    List<Case> all = new ArrayList<>();
    for (LengthKind k : LengthKinds.ALL) {
      if (k.name().startsWith(kind)) {
        for (String part : lengths.split(",", -1)) {
          String[] ends = part.split("-", -1);
          IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
              .filter(k::has)
              .forEach(n -> all.add(new Case(k, n)));
        }
      }
    }
    return all;
  }

  public static void main(String[] args) throws Exception {
    LengthRun run = new LengthRun(System.out);
    List<Case> cases = cases(args[1], args.length > 2 ? args[2] : "");
    for (int i = Integer.parseInt(args[0]); i < cases.size(); i++) {
      run.run(i, cases.get(i));
    }
    run.tell();
  }

  private void run(int number, Case c) throws Exception {
    String where = number + " " + c.kind() + ", " + c.n();
    Function f;
    try {
      f = c.kind().function(c.n());
    } catch (AssertionError none) {
      if (c.n() > 0) {
        throw none;
      }
      refused.merge("no TIR", 1L, Long::sum);
      return;
    }
    switch (Kernelize.kernel("f.k0", f)) {
      case Kernelize.Outcome.Refused(String why) ->
          refused.merge((c.n() == 0 ? "" : c.kind() + ": ") + why, 1L, Long::sum);
      case Kernelize.Outcome.Made(Function kernel) -> {
        List<NativeKernel> codes = new ArrayList<>();
        for (Made made : c.n() > LengthKind.FEW ? LARGE : MACHINES) {
          codes.add(code(kernel, made, where));
        }
        kernels += codes.size();
        compare(c, f, codes, where);
      }
    }
  }

  private static NativeKernel code(Function kernel, Made made, String where) {
    try {
      return new NativeKernel(
          Objects.requireNonNull(Lower.lower(kernel, made.machine())), made.set());
    } catch (NoCode none) {
      throw new IllegalStateException(where, none);
    }
  }

  private void compare(Case c, Function f, List<NativeKernel> codes, String where)
      throws Exception {
    Module module = new Module(List.of(), List.of(f));
    List<Parameter> parameters = f.params().stream().map(LengthRun::parameter).toList();
    Entry entry = new Entry("f", parameters, module, "f", false, f, "");
    List<TensorType> results = f.results().stream().map(TensorType.class::cast).toList();
    double worst = 0;
    for (boolean whole : new boolean[] {false, true}) {
      SplittableRandom random = new SplittableRandom(c.hashCode());
      List<Object> arguments = new ArrayList<>();
      for (TensorType type : f.params().stream().map(p -> (TensorType) p.type()).toList()) {
        arguments.add(tensor(type, whole, c.kind().is("positive"), random));
      }
      Reference reference = Reference.of(entry, new Example(1, "", arguments));
      if (!reference.outcome().error().isEmpty()) {
        throw new IllegalStateException(where + ": " + reference.outcome().error());
      }
      boolean isExact = whole && c.kind().is("whole");
      List<OracleTensor> operands =
          arguments.stream().map(a -> OracleTensors.oracle((Tensor) a)).toList();
      for (int i = 0; i < codes.size(); i++) {
        for (boolean atEnd : new boolean[] {true, false}) {
          String way =
              where
                  + (whole ? ", whole numbers, " : ", numbers, ")
                  + MACHINES.get(i).machine().lanes()
                  + " lanes, guarded "
                  + (atEnd ? "behind" : "before");
          List<OracleTensor> found =
              codes.get(i).run(operands, results, atEnd, buffers -> print(AT, way, buffers));
          runs++;
          worst = Math.max(worst, worst(reference, found, isExact, way));
        }
      }
    }
    out.printf(Locale.ROOT, "%s%.4f %s%n", TOLD, worst, where);
  }

  private static Parameter parameter(Value value) {
    return new Parameter("p" + value.id(), value.type());
  }

  private void print(String what, String way, List<MemorySegment> buffers) {
    out.println(
        what
            + way
            + ";"
            + buffers.stream()
                .map(b -> " %x+%x".formatted(b.address(), b.byteSize()))
                .collect(Collectors.joining()));
  }

  /// The largest part of what is allowed that was used.
  private double worst(Reference reference, List<OracleTensor> found, boolean isExact, String way) {
    double worst = 0;
    int wrong = 0;
    for (int r = 0; r < found.size(); r++) {
      Tensor expected = reference.outcome().results().get(r);
      Tensor made = OracleTensors.tensor(found.get(r));
      double[] allowed = reference.allowed().get(r);
      for (int i = 0; i < expected.size(); i++) {
        double x = expected.getDouble(i);
        double y = made.getDouble(i);
        double most = isExact ? 0 : allowed[i];
        elements++;
        if (Double.compare(x, y) == 0 || (isExact && x == y)) {
          continue;
        }
        if (most > 0 && Agreement.isNear(Tolerance.sum(), expected.dtype(), x, y, most)) {
          double used = Math.abs(x - y) / (most + Agreement.ulp(expected.dtype(), x));
          worst = y == 0 ? worst : Math.max(worst, used); // what fades does so wholly
        } else if (wrong++ == 0) {
          out.printf(
              Locale.ROOT,
              "%s%s: result %d, element %d: %s expected, %s found, %s allowed%n",
              WRONG,
              way,
              r,
              i,
              x,
              y,
              most);
        }
      }
    }
    return worst;
  }

  private void tell() {
    out.printf(
        "%d kernels, %d runs, %d elements; not made: %s%n", kernels, runs, elements, refused);
  }

  /// @param whole numbers whose products and sums have no error in `f32`
  private static Tensor tensor(
      TensorType type, boolean whole, boolean positive, SplittableRandom random) {
    long[] shape = type.extents();
    int size = 1;
    for (long extent : shape) {
      size = Math.toIntExact(size * extent);
    }
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      int number = random.nextInt(2 * MOST_WHOLE + 1) + (positive ? 1 : -MOST_WHOLE);
      double real = positive ? random.nextDouble(0.01, 4) : random.nextDouble(-2, 2);
      values[i] = whole ? number : real;
    }
    DType dtype = DType.parse(type.element().text());
    if (dtype == DType.I8) {
      return Tensor.ofLongs(dtype, shape, random.longs(size, -MOST_WHOLE, MOST_WHOLE).toArray());
    }
    return Tensor.ofDoubles(dtype, shape, values);
  }
}
