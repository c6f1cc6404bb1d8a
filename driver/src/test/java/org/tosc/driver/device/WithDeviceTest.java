package org.tosc.driver.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.rt.monitor.EngineCounts;
import org.tosc.rt.session.Policy;

/// `with device` computes where it says, on whichever engine the program runs, and what it computes
/// is right.
final class WithDeviceTest {
  private static final List<String> ENGINES = List.of("interp", "jvm", "x86_64", "snitch");
  private static final List<String> KERNELS = List.of("x86_64", "snitch", "mlir", "triton");

  /// The sum of `relu(x @ x - 50)` where row i of `x` holds 6 i, 6 i + 1, …, from whole numbers.
  private static final String PROGRAM =
      """
      fn f(x)
        return sum(relu(x @ x - 50))
      end
      with device "%s":
          y = f(reshape(arange(36, dtype=f32), [6, 6]))
      print y
      """;

  @TempDir Path folder;

  private static long expected() {
    long sum = 0;
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 6; j++) {
        long dot = 0;
        for (int k = 0; k < 6; k++) {
          dot += (6L * i + k) * (6L * k + j);
        }
        sum += Math.max(0, dot - 50);
      }
    }
    return sum;
  }

  static Stream<String[]> pairs() {
    List<String> devices = new ArrayList<>(KERNELS);
    devices.addAll(List.of("cpu", "jvm", "interp"));
    return ENGINES.stream().flatMap(e -> devices.stream().map(d -> new String[] {e, d}));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void anotherEngineComputes(String engine, String device) throws Exception {
    Running run = Running.of(PROGRAM.formatted(device), engine, Policy.PERMISSIVE, folder);
    assertEquals("", run.error());
    assertEquals("Tensor(shape=[], dtype=f32, data=[" + expected() + "])\n", run.printed());
    Map<String, EngineCounts> counts = run.session().monitor().engines();
    for (String other : KERNELS) {
      long runs = counts.containsKey(other) ? counts.get(other).runs() : 0;
      assertEquals(other.equals(device), runs > 0, () -> other + " ran " + runs + " kernels");
    }
    if (!KERNELS.contains(device)) {
      String name = device.equals("cpu") ? "jvm" : device;
      assertTrue(counts.get(name).operations() > 0, name);
    }
    assertFalse(run.session().isOnDevice());
  }

  /// What no group holds is computed on the device as well, operation by operation: also with other
  /// shapes, with numbers beside tensors, with several results, and with elements of 16 bits.
  @ParameterizedTest
  @MethodSource("kernels")
  void singleOperationsAgreeWithTheInterpreter(String device) throws Exception {
    String program =
        """
        seed(7)
        a = randn([3, 4])
        b = randn([4])
        fn all(device)
          out = []
          with device device:
              for f in [() => a + b, () => 2 * a - 1, () => a / 3.5, () => exp(a), () => sum(a, axis=1),
                        () => softmax(a), () => layernorm(a), () => mean(a), () => a.T, () => sqrt(abs(a)),
                        () => concat([a, a], axis=0), () => cast(a, f16), () => a @ a.T, () => gelu(a),
                        () => split(a, 2, axis=1)[1], () => max(a, axis=0), () => sigmoid(a) * tanh(a)]:
                  out.push(f())
          return out
        end
        wanted = all("interp")
        found = all("%s")
        for i in 0..len(wanted):
            print max(abs(wanted[i] - found[i])).item() < 0.00001
        """
            .formatted(device);
    Running run = Running.of(program, "interp", Policy.PERMISSIVE, folder);
    assertEquals("", run.error());
    assertEquals("true\n".repeat(17), run.printed());
    assertTrue(run.session().monitor().engines().get(device).runs() >= 17);
  }

  static Stream<String> kernels() {
    return KERNELS.stream();
  }

  @Test
  void kernelsAreKept() throws Exception {
    String program =
        """
        a = ones([4])
        for i in 0..5:
            with device "mlir":
                a = a * i + 1
        print a
        """;
    Running run = Running.of(program, "interp", Policy.PERMISSIVE, folder);
    assertEquals("Tensor(shape=[4], dtype=f32, data=[65, 65, 65, 65])\n", run.printed());
    EngineCounts counts = run.session().monitor().engines().get("mlir");
    assertEquals(10, counts.runs());
    assertEquals(2, counts.kernels());
  }

  /// Functions whose shapes only a run tells are computed there, too: at first one operation after
  /// the other, then by kernels of versions that the program makes of them.
  @Test
  void nothingIsComputedElsewhere() throws Exception {
    String program =
        """
        fn f(x, y)
          return tanh(x @ y + 1) * 2
        end
        fn zero(n)
          return zeros([n, n])
        end
        total = 0.0
        for i in 1..30:
            a = zero(3 + i %% 2)
            with device "mlir":
                b = f(a, a)
            total += sum(b).item()
        print abs(total - %s) < 0.01
        """
            .formatted(2 * Math.tanh(1) * (15 * 16 + 14 * 9));
    Running run = Running.of(program, "jvm", Policy.PERMISSIVE, folder);
    assertEquals("", run.error());
    assertEquals("true\n", run.printed());
    Map<String, EngineCounts> counts = run.session().monitor().engines();
    // Of the JVM are zeros and sums: two for each round.
    assertEquals(2 * 29, counts.get("jvm").operations() + counts.get("jvm").runs());
    assertTrue(counts.get("mlir").runs() >= 29);
  }

  @Test
  void theFlightRecorderHearsKernels() throws Exception {
    Path file = folder.resolve("run.jfr");
    long made = 0;
    long runs = 0;
    try (Recording recording = new Recording()) {
      recording.enable("org.tosc.KernelRun");
      recording.enable("org.tosc.KernelCompilation");
      recording.start();
      for (String engine : List.of("jvm", "interp")) {
        Running run = Running.of(PROGRAM.formatted("mlir"), engine, Policy.PERMISSIVE, folder);
        EngineCounts counts = run.session().monitor().engines().get("mlir");
        made += counts.kernels();
        runs += counts.runs();
      }
      recording.stop();
      recording.dump(file);
    }
    Map<String, Long> heard =
        RecordingFile.readAllEvents(file).stream()
            .filter(e -> e.getEventType().getName().startsWith("org.tosc.Kernel"))
            .collect(
                Collectors.groupingBy(
                    e -> e.getEventType().getName() + " " + e.getString("device"),
                    TreeMap::new,
                    Collectors.counting()));
    assertEquals(
        Map.of("org.tosc.KernelCompilation mlir", made, "org.tosc.KernelRun mlir", runs), heard);
  }

  /// Machine code of the CPU is not for the policy `strict`; its model is.
  @Test
  void strictProgramsComputeOnTheModel() throws Exception {
    Running run = Running.of(PROGRAM.formatted("x86_64"), "jvm", Policy.STRICT, folder);
    assertEquals("", run.error());
    assertTrue(run.session().monitor().engines().get("x86_64").runs() > 0);
    Running gpu = Running.of(PROGRAM.formatted("gpu:0"), "jvm", Policy.STRICT, folder);
    assertEquals(
        "PermissionDenied: with device \"gpu:0\" needs the permission GPU_ACCESS, which the policy"
            + " `strict` does not give",
        gpu.error());
    assertEquals(4, gpu.line());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void theDeviceBeforeComesBack(String engine) throws Exception {
    String program =
        """
        start = monitor["device"]
        fn leave(how)
          loop
            with device "snitch" do
              with device "interp" do
                if how == 0 then return 1 end
                if how == 1 then break end
                if how == 2 then throw "up" end
                if how == 3 then x = [][1] end
              end
              if monitor["device"] != "snitch" then print "lost" end
              break
            end
          end
          return 0
        end
        for how in 0..5:
            try:
                leave(how)
            catch e:
                print "caught"
            print monitor["device"] == start
        with device "mlir":
            exit(3)
        """;
    Running run;
    try {
      run = Running.of(program, engine, Policy.PERMISSIVE, folder);
    } catch (org.tosc.rt.session.ExitRequest exit) {
      assertEquals(3, exit.code());
      run =
          Running.of(
              program.substring(0, program.indexOf("with device \"mlir\"")),
              engine,
              Policy.PERMISSIVE,
              folder);
    }
    assertEquals("true\ntrue\ncaught\ntrue\ncaught\ntrue\ntrue\n", run.printed());
    assertFalse(run.session().isOnDevice());
  }

  static Stream<String> engines() {
    return ENGINES.stream();
  }
}
