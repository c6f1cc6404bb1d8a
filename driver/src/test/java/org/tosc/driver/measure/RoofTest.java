package org.tosc.driver.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.tosc.backends.api.Loaded;
import org.tosc.driver.Compiler.Language;
import org.tosc.driver.Programs;
import org.tosc.driver.SourceStore;
import org.tosc.driver.functions.Entries;
import org.tosc.driver.functions.Entry;
import org.tosc.rt.device.View;
import org.tosc.rt.session.Session;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;
import org.tosc.tir.verify.Verifier;

/// The programs that measure the machine compute what they say, and workloads are counted.
final class RoofTest {
  private static Loaded loaded(String text) {
    Module module = RoofPrograms.module(text);
    assertEquals(List.of(), Verifier.verify(module));
    return Programs.loadAsItIs(module, Programs.hasVectors() ? "jvm" : "interp");
  }

  /// Each of 3 · 4 lanes adds 0.5 · 0.25 in each of 10 rounds.
  @Test
  void peakDoesItsMultiplyAdds() throws Exception {
    Object sum =
        Session.builder()
            .build()
            .run(() -> loaded(RoofPrograms.peak(4, 3)).call("peak", 0.5, 0.25, 10L));
    assertEquals(3 * 4 * 10 * 0.125, ((Number) sum).doubleValue());
  }

  @Test
  void readReadsEveryElementOnce() throws Throwable {
    if (!Programs.hasVectors()) {
      return;
    }
    float[] elements = new float[4 * 3 * 5];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = i;
    }
    View view = View.of(elements);
    float sum = (float) loaded(RoofPrograms.read(4, 3)).entry("read").invoke(view, elements.length);
    assertEquals(elements.length * (elements.length - 1) / 2.0, sum);
  }

  private static Workload workload(String body) {
    String text = "fn f(x: tensor[5, 8, f32], w: tensor[8, 4, f32])\nreturn " + body + "\nend\n";
    Entry entry =
        Entries.of(
                new Source("f.pseudo", text), Language.PSEUDOCODE, SourceStore.NONE, "f", Map.of())
            .all()
            .getFirst();
    return Workload.of(Objects.requireNonNull(entry.straight()));
  }

  @Test
  void workIsThatOfTheRowsAndBytesThoseThatMustMove() {
    assertEquals(new Workload(2 * 5 * 4 * 8, 4 * (40 + 32 + 20)), workload("x @ w"));
    assertEquals(new Workload(2 * 5 * 4 * 8 + 5 * 4, 4 * (40 + 32 + 20)), workload("relu(x @ w)"));
  }

  @Test
  void levelsFollowFromSizes() {
    assertEquals(Roof.Level.L1, Roof.Level.of(1));
    assertEquals(Roof.Level.L2, Roof.Level.of(100e3));
    assertEquals(Roof.Level.L3, Roof.Level.of(4e6));
    assertEquals(Roof.Level.MEMORY, Roof.Level.of(1e9));
  }

  @Test
  void theRoofIsTheSlowerOfBoth() {
    if (!Programs.hasVectors()) {
      return;
    }
    Roof roof = Roof.of(Clock.SYSTEM);
    roof.measure(Roof.Level.L1);
    assertTrue(roof.peak() > 0 && roof.bandwidth(Roof.Level.L1) > 0);
    assertEquals(0, roof.bandwidth(Roof.Level.L2));
    Workload arithmetic = new Workload(1e6, 4);
    assertEquals(1e6 / roof.peak(), roof.nanos(arithmetic));
    assertTrue(roof.isArithmetic(arithmetic));
    Workload memory = new Workload(1, 10_000);
    assertEquals(10_000 / roof.bandwidth(Roof.Level.L1), roof.nanos(memory));
    assertTrue(!roof.isArithmetic(memory));
  }
}
