package org.tosc.models.hostile;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Locale;
import java.util.SplittableRandom;

/// Many hostile files: `HostileFilesCampaign gguf|safetensors MUTATIONS SEED`. It begins with every
/// field and every pair of fields at their edges. Input i of a seed is the same in every run.
final class HostileFilesCampaign {
  private static final long STEP = 0x9E3779B97F4A7C15L;
  private static final long REPORT = 10_000_000;

  private HostileFilesCampaign() {}

  public static void main(String[] args) {
    PrintStream out = System.out;
    Subject subject = args[0].equals("gguf") ? new GgufSubject() : new SafetensorsSubject();
    Judge edges = new Judge(subject);
    long start = System.nanoTime();
    subject.boundaries(true, edges::test);
    report(out, args[0] + " edges", edges, start);
    Judge judge = new Judge(subject);
    long count = Long.parseLong(args[1]);
    long seed = Long.parseLong(args[2]);
    Input input = new Input();
    start = System.nanoTime();
    for (long i = 0; i < count; i++) {
      subject.mutate(input, new SplittableRandom(seed + (i * STEP)));
      judge.test(input);
      if ((i + 1) % REPORT == 0) {
        report(out, args[0] + " mutations, seed " + seed, judge, start);
      }
    }
    report(out, args[0] + " mutations, seed " + seed, judge, start);
    System.exit(edges.other() + judge.other() == 0 ? 0 : 1);
  }

  private static void report(PrintStream out, String what, Judge judge, long start) {
    double seconds = (System.nanoTime() - start) / 1e9;
    out.printf(
        Locale.ROOT,
        "%s: %d inputs, %d accepted, %d rejected, %d other, slowest %.1f ms, most allocated %d KiB,"
            + " peak heap %d MiB, %.0f inputs/s%n",
        what,
        judge.inputs(),
        judge.accepted(),
        judge.rejected(),
        judge.other(),
        judge.slowestMillis(),
        judge.mostAllocated() >> 10,
        peak() >> 20,
        judge.inputs() / seconds);
    judge.others().forEach(out::println);
    out.flush();
  }

  private static long peak() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }
}
