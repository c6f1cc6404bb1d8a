package org.tosc.driver.snitch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tosc.backends.machines.snitch.core.Cluster;
import org.tosc.backends.machines.snitch.core.Configuration;
import org.tosc.backends.machines.snitch.core.Counts;
import org.tosc.backends.machines.snitch.core.Fpu;
import org.tosc.backends.machines.snitch.core.Memory;
import org.tosc.backends.machines.snitch.program.ClusterCall;
import org.tosc.backends.machines.snitch.program.MeasuredCall;
import org.tosc.backends.snitch.cluster.ClusterCompiler;
import org.tosc.backends.snitch.cluster.ClusterProgram;
import org.tosc.backends.snitch.cluster.ClusterShape;
import org.tosc.backends.snitch.code.Unsupported;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Value;

/// Functions over data in DRAM on all harts of the model give what their nests mean, whatever the
/// sizes, the number of cores and the memory. Operands are such that no sum rounds, so results are
/// the same in every order.
final class ClusterProgramTest {
  private static final int CODE = Memory.DRAM;
  private static final int DATA = Memory.DRAM + (1 << 20);
  private static final double SCALAR = 1.5;
  private static final int REST = 1000;

  @ParameterizedTest
  @CsvSource({
    "product, 64 64 64, 8, 32",
    "product, 50 30 13, 8, 16",
    "product, 7 100 3, 8, 128",
    "product, 1 1 1, 8, 128",
    "product, 3 257 5, 8, 24",
    "product, 37 41 43, 8, 24",
    "product, 37 41 43, 3, 24",
    "product, 37 41 43, 1, 24",
    "product, 17 500 33, 8, 128",
    "product, 1 9000 1, 8, 16",
    "product, 9 4001 10, 8, 32",
    "product, 8 1024 16, 8, 24",
    "row sums, 3 5003, 8, 16",
    "column maxima, 3001 5, 8, 16",
    "transposed, 31 29 23, 8, 16",
    "relu, 100 100, 8, 16",
    "relu, 3 5, 8, 16",
    "relu, 10007, 8, 16",
    "relu, 7 11 13, 8, 12",
    "axpy, 61 67, 8, 16",
    "axpy, 4096, 5, 16",
    "add in place, 77 53, 8, 16",
    "add in place, 128 64, 8, 32",
    "add in place, 3 2, 8, 16",
    "add in place, 11 13, 8, 16",
    "five points, 45 61, 8, 16",
    "five points, 1 1, 8, 16",
    "convolution, 37 53, 8, 16",
    "convolution, 64 64, 2, 16",
    "row sums, 123 45, 8, 16",
    "row sums, 2 700, 8, 24",
    "column maxima, 45 123, 8, 16",
    "reversed, 53 47, 8, 16",
    "every other, 33 29, 8, 16",
    "two views, 61, 8, 16",
    "batch, 5 9 12 11, 8, 16",
    "'relu, product', 40 48 33, 8, 24",
  })
  void resultsAreWhatNestsMean(String kernel, String sizes, int cores, int kilobytes)
      throws Unsupported {
    long[] extents = Arrays.stream(sizes.split(" ", -1)).mapToLong(Long::parseLong).toArray();
    Function function = ClusterKernels.of(kernel, extents);
    Run run = new Run(function, new ClusterShape(cores, kilobytes << 10));
    run.check();
  }

  private static final List<String> KERNELS =
      List.of(
          "product",
          "transposed",
          "relu",
          "axpy",
          "add in place",
          "five points",
          "convolution",
          "row sums",
          "column maxima",
          "reversed",
          "every other",
          "two views");

  /// Sizes, cores and memory by chance; some long reductions among them.
  @RepeatedTest(24)
  void anySizesWork(RepetitionInfo info) throws Unsupported {
    SplittableRandom random = new SplittableRandom(info.getCurrentRepetition());
    String kernel = KERNELS.get(info.getCurrentRepetition() % KERNELS.size());
    long[] extents = new long[kernel.startsWith("product") || kernel.equals("transposed") ? 3 : 2];
    for (int i = 0; i < extents.length; i++) {
      boolean isLong = i == 1 && random.nextInt(3) == 0;
      extents[i] = random.nextLong(1, isLong ? 900 : 50);
    }
    int memory = random.nextInt(12, 40) << 10;
    ClusterShape shape = new ClusterShape(random.nextInt(1, 9), memory);
    new Run(ClusterKernels.of(kernel, extents), shape).check();
  }

  /// Most of the time of a product goes into its multiply-adds, moving data included.
  @Test
  void theFpusOfAProductWork() throws Unsupported {
    Run run = new Run(ClusterKernels.of("product", 32, 512, 64), ClusterShape.DEFAULT);
    run.check();
    long issues = run.result.cores().stream().mapToLong(Counts::fpuIssues).sum();
    double utilisation = issues / (8.0 * run.result.cycles());
    assertTrue(utilisation > 0.85, () -> "utilisation " + utilisation);
  }

  @Test
  void sumsThatDoNotFitAreRefused() {
    Function function = ClusterKernels.of("ordered row sums", 1, 100_000);
    Unsupported why =
        assertThrows(
            Unsupported.class, () -> ClusterCompiler.compile(function, ClusterShape.DEFAULT));
    assertEquals("a result whose operands do not fit into a cluster's memory", why.getMessage());
  }

  @Test
  void theSameFunctionGivesTheSameText() throws Unsupported {
    Function function = ClusterKernels.of("product", 100, 60, 70);
    ClusterProgram first = ClusterCompiler.compile(function, ClusterShape.DEFAULT);
    assertEquals(first, ClusterCompiler.compile(function, ClusterShape.DEFAULT));
  }

  /// A function that has run, with what it should have given.
  private static final class Run {
    private final Function function;
    private final Cluster cluster;
    private final List<Value> buffers;
    private final Map<Value, double[]> arrays = new HashMap<>();
    private final List<Integer> places = new ArrayList<>();
    private final ClusterCall.Result result;

    Run(Function function, ClusterShape shape) throws Unsupported {
      this.function = function;
      ClusterProgram program = ClusterCompiler.compile(function, shape);
      Configuration configuration =
          Configuration.DEFAULT.withCores(shape.cores()).withTcdmBytes(shape.memory());
      cluster = Cluster.whole(configuration, Fpu::new);
      buffers = function.params().stream().filter(p -> p.type() instanceof BufferType).toList();
      place();
      byte[] code = program.bytes();
      cluster.memory().load(CODE, code);
      long bits = Double.doubleToRawLongBits(SCALAR);
      var arguments = new MeasuredCall.Arguments(places, List.of(bits), 0);
      result = ClusterCall.call(cluster, CODE, CODE + code.length, arguments, 10_000_000);
    }

    private void place() {
      SplittableRandom random = new SplittableRandom(7);
      int place = DATA;
      for (Value buffer : buffers) {
        int count = 1;
        for (Dim dim : ((BufferType) buffer.type()).shape()) {
          count *= (int) ((Dim.Known) dim).size();
        }
        double[] array = new double[count];
        Arrays.setAll(array, _ -> random.nextInt(-512, 513) / 64.0);
        arrays.put(buffer, array);
        places.add(place);
        cluster.memory().load(place, bytes(array));
        place += count * Double.BYTES + 8 * (1 + places.size());
      }
    }

    private static byte[] bytes(double[] array) {
      ByteBuffer buffer =
          ByteBuffer.allocate(array.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      buffer.asDoubleBuffer().put(array);
      return buffer.array();
    }

    /// That all arrays are what they should be, and all harts at their end.
    void check() {
      assertTrue(result.returned(), "all harts return");
      for (int i = 0; i < REST; i++) {
        cluster.step();
      }
      for (int core = 0; core < cluster.cores(); core++) {
        cluster.checkEnd(core);
      }
      Map<Value, Double> scalars = new HashMap<>();
      function.params().forEach(p -> scalars.put(p, SCALAR));
      NestEvaluator.evaluate(function, arrays, scalars);
      for (int i = 0; i < buffers.size(); i++) {
        double[] expected = arrays.get(buffers.get(i));
        byte[] found = cluster.memory().bytes(places.get(i), expected.length * Double.BYTES);
        double[] numbers = new double[expected.length];
        ByteBuffer.wrap(found).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(numbers);
        assertArrayEquals(expected, numbers, "argument " + i);
      }
    }
  }
}
