package org.tosc.driver.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.backends.api.ArrayCode;
import org.tosc.backends.api.Loading;
import org.tosc.backends.api.Schedules;
import org.tosc.driver.Compiler.Language;
import org.tosc.driver.Optimizer;
import org.tosc.driver.Programs;
import org.tosc.driver.SourceStore;
import org.tosc.driver.compare.Calls;
import org.tosc.driver.functions.Entries;
import org.tosc.driver.functions.Entry;
import org.tosc.driver.measure.Clock;
import org.tosc.driver.measure.Sampler;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;

/// Kernels of a program are found, tuned, and cut as the file says.
final class TunerTest {
  @TempDir private Path folder;

  private static Entry entry() {
    String text =
        """
        fn f(x: tensor[40, 17, f32], w: tensor[17, 33, f32])
          return relu(x @ w)
        end
        """;
    return Entries.of(
            new Source("f.pseudo", text), Language.PSEUDOCODE, SourceStore.NONE, "f", Map.of())
        .all()
        .getFirst();
  }

  private ScheduleFile file() {
    return ScheduleFile.in(folder, "test", message -> {});
  }

  @Test
  void whatIsFoundIsKnownToTheNextOne() throws Exception {
    assumeTrue(Programs.hasVectors());
    List<Tuner.Kernel> kernels = Tuner.kernels(entry());
    assertTrue(!kernels.isEmpty());
    Tuner.Kernel kernel = kernels.getFirst();
    Sampler brief =
        new Sampler(Clock.SYSTEM, new Sampler.Limits(1_000, 1_000, 1_000, 1_000, 1_000), 1);
    file().put(kernel.nests(), ScheduleFile.MODEL, "p");
    Tuned tuned = new Tuner(file(), brief).tune(kernel, 1, false, (done, what) -> {});
    assertTrue(tuned.isKnown());
    assertTrue(!tuned.isBetter());
    assertEquals(0, tuned.tried());
  }

  /// Without copies a kernel needs no memory for panels.
  @Test
  void theEngineCutsKernelsAsSchedulesSay() throws Exception {
    assumeTrue(Programs.hasVectors());
    Entry entry = entry();
    Module module = Optimizer.standard(Objects.requireNonNull(entry.straightModule()), "jvm");
    Schedules none = kernel -> "tile 4x1 depth 17 blocks 1x1 pack none";
    Schedules both = kernel -> "tile 4x1 depth 17 blocks 1x1 pack both";
    assertTrue(scratch(module, entry, none) < scratch(module, entry, both));
    assertEquals(
        scratch(module, entry, Schedules.NONE), scratch(module, entry, kernel -> "nonsense"));
  }

  private static long scratch(Module module, Entry entry, Schedules schedules) throws Exception {
    ArrayCode code =
        Calls.session()
            .run(
                () ->
                    Programs.loadAsItIs(module, "jvm", Loading.with(schedules))
                        .arrays(entry.straightSymbol()));
    return code.scratchBytes();
  }
}
