package org.tosc.driver.errors;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tosc.tir.source.Diagnostic;

/// What `check` says about programs with faults: always something with a position, never an
/// exception, and little more than what is wrong.
///
/// `-Dtosc.mutations=100000` sets the number of programs, and takes every prefix of every sample.
final class FaultyProgramsTest {
  private static final int COUNT = Integer.getInteger("tosc.mutations", 3_000);
  private static final boolean FULL = COUNT >= 100_000;

  private static final List<String> PIECES =
      List.of(
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          ":",
          ",",
          "\n",
          "\n    ",
          "\t",
          "end",
          " then ",
          " do ",
          "if ",
          "else",
          "fn ",
          "case ",
          "=",
          "=>",
          "...",
          "\"",
          "'",
          "${",
          "\\",
          "#",
          "/*",
          "*/",
          "1",
          "1e",
          "0x",
          "..",
          "-",
          "not ",
          "in ",
          "@",
          "\0",
          "\uD83D",
          "π",
          "model ",
          "layer ",
          "train ",
          "with ",
          "step ",
          "match ",
          "try",
          "catch",
          "class ",
          "super",
          "export ",
          "import ",
          "until ",
          "999999999999999999999",
          "self.",
          "tensor[n]",
          "zeros([2, 3])");

  /// How much processor time one program may take before it counts as hung.
  private static final Duration HUNG = Duration.ofSeconds(20);

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /// The slowest program so far in processor time, and how many there were.
  private static final class Watch {
    private long slowest;
    private int count;

    void check(Corpus program, String changed) {
      long start = THREADS.getCurrentThreadCpuTime();
      List<Diagnostic> found;
      try {
        found = program.check(changed);
      } catch (RuntimeException | Error fault) {
        throw new AssertionError(program.name() + ": " + fault + "\n" + changed, fault);
      }
      long nanos = THREADS.getCurrentThreadCpuTime() - start;
      assertTrue(nanos < HUNG.toNanos(), () -> program.name() + " hangs:\n" + changed);
      slowest = Math.max(slowest, nanos);
      count++;
      if (FULL && count % 10_000 == 0) {
        print("so far");
      }
      for (Diagnostic each : found) {
        assertTrue(!each.span().isNone(), () -> each.message() + " has no position:\n" + changed);
      }
    }

    void print(String what) {
      System.out.println(
          what + ": " + count + ", slowest ms: " + Duration.ofNanos(slowest).toMillis());
    }
  }

  @Test
  void oneFaultGivesLittleMoreThanOneError() {
    List<Corpus> programs = Corpus.valid();
    SplittableRandom random = new SplittableRandom(2026);
    ExtraErrors extra = new ExtraErrors();
    for (int i = 0; i < COUNT; i++) {
      Corpus program = programs.get(random.nextInt(programs.size()));
      extra.add(program.check(new TokenFaults(program.text()).one(random)));
    }
    double mean = extra.mean();
    assertTrue(mean <= 1.2, () -> "mean extra errors: " + mean);
  }

  @Test
  @Timeout(value = 4, unit = TimeUnit.HOURS)
  void randomChangesNeverThrow() {
    List<Corpus> programs = Corpus.valid();
    SplittableRandom random = new SplittableRandom(7);
    Watch watch = new Watch();
    for (int i = 0; i < COUNT; i++) {
      Corpus program = programs.get(random.nextInt(programs.size()));
      StringBuilder text = new StringBuilder(program.text());
      for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
        change(text, PIECES.get(random.nextInt(PIECES.size())), random);
      }
      watch.check(program, text.toString());
    }
    watch.print("random changes");
  }

  private static void change(StringBuilder text, String piece, SplittableRandom random) {
    int at = random.nextInt(text.length() + 1);
    int length = Math.min(text.length() - at, random.nextInt(8));
    switch (random.nextInt(4)) {
      case 0, 1 -> text.insert(at, piece);
      case 2 -> text.delete(at, at + length);
      default -> text.replace(at, at + length, piece);
    }
  }

  @Test
  @Timeout(value = 4, unit = TimeUnit.HOURS)
  void prefixesNeverThrow() {
    Watch watch = new Watch();
    for (Corpus sample : Corpus.samples()) {
      String text = sample.text();
      int stride = FULL ? 1 : 61;
      for (int end = 0; end < text.length(); end += stride) {
        watch.check(sample, text.substring(0, end));
      }
    }
    watch.print("prefixes");
  }
}
