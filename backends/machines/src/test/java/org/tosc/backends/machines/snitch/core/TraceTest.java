package org.tosc.backends.machines.snitch.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tosc.backends.machines.snitch.core.Words.A0;
import static org.tosc.backends.machines.snitch.core.Words.A1;
import static org.tosc.backends.machines.snitch.core.Words.SSR_OFF;
import static org.tosc.backends.machines.snitch.core.Words.SSR_ON;
import static org.tosc.backends.machines.snitch.core.Words.T0;
import static org.tosc.backends.machines.snitch.core.Words.T1;
import static org.tosc.backends.machines.snitch.core.Words.ZERO;
import static org.tosc.backends.machines.snitch.core.Words.addi;
import static org.tosc.backends.machines.snitch.core.Words.scfgwi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.backends.machines.snitch.trace.Listing;
import org.tosc.backends.machines.snitch.trace.PerfettoTrace;
import org.tosc.backends.machines.snitch.trace.PipelineView;
import org.tosc.backends.machines.snitch.trace.TextTrace;
import org.tosc.backends.machines.x86.Tools;

/// What listeners hear is what the counters count, and what they write can be read.
class TraceTest {
  private static final int BASE = Memory.DRAM;
  private static final int CYCLES = 150;
  private static final int[] SUM = {
    addi(T0, ZERO, 7),
    addi(T1, ZERO, 8),
    scfgwi(T0, 31, 2),
    scfgwi(T1, 31, 6),
    scfgwi(A0, 0, 24),
    scfgwi(A1, 1, 24),
    SSR_ON,
    Words.frep(T0, 1),
    Words.fmaddD(3, 0, 1, 3),
    SSR_OFF,
    Words.fsd(3, A0, 0),
    Words.WFI
  };

  private record Heard(long cycle, int hart, Event event) {}

  private static Cluster cluster() {
    Cluster cluster = new Cluster(Configuration.DEFAULT, Doubles::new, 1);
    cluster.memory().load(BASE, Words.bytes(SUM));
    cluster.boot(BASE);
    cluster.setRegister(0, A0, Memory.TCDM);
    cluster.setRegister(0, A1, Memory.TCDM + 0x400);
    return cluster;
  }

  private static Cluster run(Listener listener) {
    Cluster cluster = cluster();
    cluster.listen(listener);
    for (int cycle = 0; cycle < CYCLES; cycle++) {
      cluster.step();
    }
    return cluster;
  }

  @Test
  void whatIsHeardIsWhatIsCounted() {
    List<Heard> heard = new ArrayList<>();
    Cluster cluster = run((cycle, hart, event) -> heard.add(new Heard(cycle, hart, event)));
    Counts counts = cluster.counts(0);
    assertEquals(counts.issues(), count(heard, Event.IntegerIssue.class));
    assertEquals(CYCLES - counts.issues(), count(heard, Event.IntegerStall.class));
    assertEquals(counts.floatIssues(), count(heard, Event.FloatIssue.class));
    assertEquals(counts.fpuIssues(), count(heard, Event.FloatResult.class));
    assertEquals(16, count(heard, Event.StreamRequest.class) - conflicts(counts));
    assertEquals(1, counts.accesses());
    assertEquals(1, count(heard, Event.MemoryRequest.class) - counts.accessConflicts());
    List<Integer> iterations = new ArrayList<>();
    for (Heard one : heard) {
      if (one.event() instanceof Event.FloatIssue issue && issue.outer() >= 0) {
        iterations.add(issue.outer());
        assertEquals(BASE + 32, issue.pc());
      }
    }
    assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7), iterations);
  }

  private static long conflicts(Counts counts) {
    return counts.streams().stream().mapToLong(StreamCounts::conflicts).sum();
  }

  private static long count(List<Heard> heard, Class<? extends Event> kind) {
    return heard.stream().filter(h -> kind.isInstance(h.event())).count();
  }

  /// Listening changes nothing.
  @Test
  void listeningCostsNoCycles() {
    Cluster heard = run((_, _, _) -> {});
    Cluster alone = cluster();
    for (int cycle = 0; cycle < CYCLES; cycle++) {
      alone.step();
    }
    assertEquals(alone.counts(0), heard.counts(0));
  }

  @Test
  void textHasALineForEachIssue() {
    StringBuilder text = new StringBuilder();
    Cluster cluster = run(new TextTrace(text, Listing.MNEMONICS));
    List<String> lines = text.toString().lines().toList();
    assertEquals(1 + cluster.counts(0).issues() + cluster.counts(0).floatIssues(), lines.size());
    assertTrue(lines.get(1).endsWith("   0 0x80000000 int   addi"), lines.get(1));
    assertTrue(
        lines.stream().anyMatch(l -> l.matches(".* 0x80000020 fpu   fmadd.d +7")), text::toString);
  }

  /// Python's reader of JSON takes it, and each thing that begins ends.
  @Test
  void perfettoCanBeRead(@TempDir Path folder) throws IOException {
    StringBuilder json = new StringBuilder();
    try (PerfettoTrace trace = new PerfettoTrace(json, Listing.MNEMONICS)) {
      run(trace);
    }
    String script =
        """
        import json, sys
        events = json.load(open(sys.argv[1]))["traceEvents"]
        begins = sorted(e["id"] for e in events if e["ph"] == "b")
        ends = sorted(e["id"] for e in events if e["ph"] == "e")
        names = {e["args"]["name"] for e in events if e["name"] == "thread_name"}
        last = {}
        for e in events:
            if e["ph"] == "X":
                assert e["ts"] >= last.get(e["tid"], 0), e
                last[e["tid"]] = e["ts"] + e["dur"]
        print(len(begins), begins == ends, ", ".join(sorted(names)))
        """;
    assertEquals(
        "8 True FPU issue, FPU multiply-add, integer core, loads and stores, stream ft0,"
            + " stream ft1",
        python(script, folder, json.toString()));
  }

  /// Python's reader of XML takes it; all that was issued has a line.
  @Test
  void pictureCanBeRead(@TempDir Path folder) throws IOException {
    PipelineView view = new PipelineView(0, 0, CYCLES, Listing.MNEMONICS);
    Cluster cluster = run(view);
    String script =
        """
        import sys, xml.etree.ElementTree as tree
        texts = [t for t in tree.parse(sys.argv[1]).iter() if t.tag.endswith("text")]
        print(sum(1 for t in texts if t.get("font-family") == "monospace"))
        """;
    long rows = cluster.counts(0).issues() + cluster.counts(0).floatIssues() + 3;
    assertEquals(String.valueOf(rows), python(script, folder, view.svg()));
  }

  private static String python(String script, Path folder, String text) throws IOException {
    Assumptions.assumeTrue(Tools.has("python3"), "not checked: there is no python3");
    Path file = Files.writeString(folder.resolve("text"), text);
    return Tools.run(folder, "", List.of("python3", "-c", script, file.toString())).strip();
  }
}
