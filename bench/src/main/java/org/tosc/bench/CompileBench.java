package org.tosc.bench;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.tosc.driver.Compiler;
import org.tosc.frontend.pseudocode.PseudocodeFrontend;
import org.tosc.frontend.pseudocode.parse.Parsed;
import org.tosc.frontend.pseudocode.parse.PseudocodeParser;
import org.tosc.grammar.PseudocodeSyntax;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;
import org.tosc.tir.verify.Verifier;

/// How long a program takes from text to verified TIR, by stage, warm.
///
/// `CompileBench [ROUNDS]` prints the median of each stage for 1,000, 10,000 and 100,000 lines;
/// `CompileBench --print LINES` prints the program.
public final class CompileBench {
  private static final int[] LENGTHS = {1_000, 10_000, 100_000};
  private static final long WARM_UP_NANOS = 6_000_000_000L;
  private static final long STACK_BYTES = 1L << 28;

  private final PrintStream out;
  private final Map<String, long[]> times = new TreeMap<>();

  private CompileBench(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] args) throws InterruptedException {
    if (args.length == 2 && args[0].equals("--print")) {
      System.out.print(Generated.program(Integer.parseInt(args[1])));
      return;
    }
    int rounds = args.length == 0 ? 15 : Integer.parseInt(args[0]);
    Thread thread =
        new Thread(null, () -> new CompileBench(System.out).run(rounds), "bench", STACK_BYTES);
    thread.start();
    thread.join();
  }

  private void run(int rounds) {
    out.printf(
        "%-10s%10s%10s%10s%10s%10s%10s%n",
        "lines", "syntax", "tree", "check", "lower", "verify", "total");
    long end = System.nanoTime() + WARM_UP_NANOS;
    while (System.nanoTime() < end) {
      round(Generated.program(LENGTHS[1]), 0, 1);
    }
    for (int lines : LENGTHS) {
      String text = Generated.program(lines);
      int count = lines >= 100_000 ? Math.min(rounds, 7) : rounds;
      times.clear();
      for (int i = 0; i < count; i++) {
        round(text, i, count);
      }
      out.printf(
          Locale.ROOT,
          "%-10d%10.1f%10.1f%10.1f%10.1f%10.1f%10.1f%n",
          lines,
          median("1"),
          median("2"),
          median("3"),
          median("4"),
          median("5"),
          median("total"));
    }
  }

  private void round(String text, int round, int of) {
    Source source = new Source("bench.pseudo", text);
    long syntaxStart = System.nanoTime();
    var tree = PseudocodeSyntax.parse(text);
    long syntax = System.nanoTime() - syntaxStart;
    if (!tree.faults().isEmpty()) {
      throw new IllegalStateException(tree.faults().getFirst().toString());
    }
    long begin = System.nanoTime();
    Parsed parsed = PseudocodeParser.parse(source);
    long built = System.nanoTime();
    PseudocodeFrontend.Checked checked =
        PseudocodeFrontend.check(
            List.of(new PseudocodeFrontend.File(source.name(), "main", parsed.file(), Map.of())),
            Compiler.builtins());
    long analysed = System.nanoTime();
    if (checked.hasErrors()) {
      throw new IllegalStateException(checked.diagnostics().getFirst().toString());
    }
    Module module = checked.lower();
    long lowered = System.nanoTime();
    Verifier.verify(module);
    long verified = System.nanoTime();
    note("1", round, of, syntax);
    note("2", round, of, built - begin - syntax);
    note("3", round, of, analysed - built);
    note("4", round, of, lowered - analysed);
    note("5", round, of, verified - lowered);
    note("total", round, of, verified - begin);
  }

  private void note(String stage, int round, int of, long nanos) {
    long[] rounds = times.computeIfAbsent(stage, s -> new long[of]);
    rounds[Math.min(round, rounds.length - 1)] = nanos;
  }

  private double median(String stage) {
    long[] sorted = Objects.requireNonNull(times.get(stage)).clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2] / 1e6;
  }
}
