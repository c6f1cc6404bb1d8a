package org.tosc.backends.machines.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tosc.backends.machines.gpu.tile.DType;
import org.tosc.backends.machines.gpu.tile.Grid;
import org.tosc.tir.source.Diagnostic;

/// Mistakes that a GPU does not tell are found, with their lines.
class PlantedBugsTest {
  private static final String HEAD =
      """
      import triton
      import triton.language as tl

      @triton.jit
      def k(x, y, n, B: tl.constexpr):
          pid = tl.program_id(0)
          i = pid * B + tl.arange(0, B)
      """;

  private static List<String> found(String body, int programs) {
    Fixture f = new Fixture("k.py", HEAD + body.indent(4));
    assertEquals(List.of(), Fixture.words(f.file.diagnostics()));
    Data x = Data.random(f.machine, "x", DType.F32, 100, 1);
    Data y = Data.zeros(f.machine, "y", DType.F32, 100);
    var outcome =
        f.outcome(
            "k",
            new Grid(programs, 1, 1),
            LaunchOptions.DEFAULT,
            List.of(x, y, 100),
            Map.of("B", 32));
    return Fixture.words(outcome.diagnostics());
  }

  @Test
  void loadsWithoutMask() {
    assertEquals(
        List.of("8:9 E1811 an access to element 100 of `x`, which has 100 elements"),
        found("v = tl.load(x + i)", 4));
  }

  @Test
  void storesBeforeTheBeginning() {
    assertEquals(
        List.of("8:5 E1811 an access to element -1 of `y`, which has 100 elements"),
        found("tl.store(y + i - 1, 0.0, mask=i < n)", 1));
  }

  @Test
  void masksThatAreTooWide() {
    assertEquals(
        List.of("8:9 E1811 an access to element 100 of `x`, which has 100 elements"),
        found("v = tl.load(x + i, mask=i <= n, other=0.0)", 4));
  }

  @Test
  void programsThatWriteOnePlace() {
    assertEquals(
        List.of(
            "8:5 E1812 this program writes element 0 of `y`, as program (0, 0, 0) does without order"
                + " between them"),
        found("tl.store(y + tl.arange(0, B), tl.load(x + i, mask=i < n, other=0.0))", 2));
  }

  @Test
  void programsThatReadWhatOthersWrite() {
    String body =
        """
        v = tl.load(x + i + 1, mask=i + 1 < n, other=0.0)
        tl.store(x + i, v, mask=i < n)
        """;
    for (long order : new long[] {0, 3}) {
      Fixture f = new Fixture("k.py", HEAD + body.indent(4));
      Data x = Data.random(f.machine, "x", DType.F32, 100, 1);
      var outcome =
          f.outcome(
              "k",
              new Grid(4, 1, 1),
              LaunchOptions.DEFAULT.withOrder(order),
              List.of(x, x, 100),
              Map.of("B", 32));
      Diagnostic race = outcome.diagnostics().getFirst();
      assertEquals("E1812", race.code().name());
      assertEquals(1, race.labels().size());
    }
  }

  @Test
  void sumsWithoutAtomics() {
    String body = "tl.store(y, tl.load(y) + tl.sum(tl.load(x + i, mask=i < n, other=0.0)))";
    assertEquals(
        List.of(
            "8:17 E1812 this program reads element 0 of `y`, as program (0, 0, 0) does without order"
                + " between them"),
        found(body, 2));
    String atomic = "tl.atomic_add(y, tl.sum(tl.load(x + i, mask=i < n, other=0.0)))";
    assertEquals(List.of(), found(atomic, 2));
  }

  @Test
  void missingOther() {
    String body =
        """
        v = tl.load(x + i, mask=i < n)
        tl.store(y, tl.sum(v))
        """;
    Fixture f = new Fixture("k.py", HEAD + body.indent(4));
    Data x = Data.random(f.machine, "x", DType.F32, 20, 1);
    Data y = Data.zeros(f.machine, "y", DType.F32, 1);
    var outcome =
        f.outcome(
            "k", new Grid(1, 1, 1), LaunchOptions.DEFAULT, List.of(x, y, 20), Map.of("B", 32));
    Diagnostic fault = outcome.diagnostics().getFirst();
    assertEquals(
        "9:5 E1813 a lane is stored that has no value",
        Fixture.words(outcome.diagnostics()).getFirst());
    assertEquals("8:9", fault.labels().getFirst().span().from().toString());
  }

  @Test
  void missingOtherThatNobodyUsesIsFine() {
    assertEquals(
        List.of(), found("tl.store(y + i, tl.load(x + i, mask=i < n) * 2, mask=i < n)", 4));
  }

  @Test
  void locksThatNobodyOpens() {
    String body =
        """
        while tl.atomic_cas(y, 0, 1) == 1:
            pass
        """;
    Fixture f = new Fixture("k.py", HEAD + body.indent(4));
    Data x = Data.random(f.machine, "x", DType.F32, 20, 1);
    Data lock = Data.zeros(f.machine, "lock", DType.I32, 1);
    var outcome =
        f.outcome(
            "k",
            new Grid(2, 1, 1),
            LaunchOptions.DEFAULT.withFuel(1000),
            List.of(x, lock, 20),
            Map.of("B", 32));
    assertEquals("E1814", outcome.diagnostics().getFirst().code().name());
  }
}
