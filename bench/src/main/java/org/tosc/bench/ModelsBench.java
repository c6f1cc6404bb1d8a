package org.tosc.bench;

import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.driver.model.EngineCompute;
import org.tosc.models.generate.Drafting;
import org.tosc.models.load.Models;
import org.tosc.models.load.OpenModel;
import org.tosc.models.transformer.Cache;
import org.tosc.models.transformer.Transformer;
import org.tosc.models.weights.Weight;
import org.tosc.rt.team.Team;

/// How quickly language models read and say something: each round reads a prompt, says some tokens,
/// and reads the file's bytes and does nothing else, so that what else uses the memory hits all.
///
/// ```sh
/// python3 ../shared/reference/perf-drivers/make_gguf.py m-q4_0.gguf q4_0    # random weights
/// bench/run models [--threads N] [--rounds N] [--prompt N] [--tokens N] FILE ...
/// ```
///
/// With `--draft DRAFT` it measures answers with a draft, beside those without ([DraftBench]).
///
/// *best* and *median* are tokens a second times the bytes of weights that a token takes, by the
/// bytes a second of the read in the same round: the best of each, and the median of the rounds'
/// ratios. *of memory* is the best likewise by what memory gives that belongs to no file: a file's
/// pages lie where the system's cache has put them, which by itself can halve the speed of reading
/// them.
public final class ModelsBench {
  private static final int FIRST = 5;
  private static final int STEP = 7;
  private static final int KINDS = 100;

  /// More than caches hold.
  private static final long MEMORY = 2L << 30;

  private static final long PAGE = 4096;

  private final PrintStream out;
  private int threads = 1;
  private int rounds = 5;
  private int prompt = 128;
  private int tokens = 24;

  private ModelsBench(PrintStream out) {
    this.out = out;
  }

  /// Measures the files that are named.
  public static void main(String[] args) throws Throwable {
    ModelsBench bench = new ModelsBench(System.out);
    List<Path> files = new ArrayList<>();
    @Nullable Path draft = null;
    int draftTokens = Drafting.USUAL_TOKENS;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--threads" -> bench.threads = Integer.parseInt(args[++i]);
        case "--rounds" -> bench.rounds = Integer.parseInt(args[++i]);
        case "--prompt" -> bench.prompt = Integer.parseInt(args[++i]);
        case "--tokens" -> bench.tokens = Integer.parseInt(args[++i]);
        case "--draft" -> draft = Path.of(args[++i]);
        case "--draft-tokens" -> draftTokens = Integer.parseInt(args[++i]);
        default -> files.add(Path.of(args[i]));
      }
    }
    if (draft != null) {
      for (Path file : files) {
        new DraftBench(bench.out, bench.threads, bench.rounds, bench.text(), bench.tokens)
            .measure(file, draft, draftTokens);
      }
      return;
    }
    bench.out.printf(
        "%d thread(s), a prompt of %d tokens, %d tokens said, %d rounds%n%-16s %8s %9s %9s %9s %9s"
            + " %9s %8s %8s %8s %9s %9s %8s%n",
        bench.threads,
        bench.prompt,
        bench.tokens,
        bench.rounds,
        "file",
        "open ms",
        "first s",
        "prompt/s",
        "tokens/s",
        "GB/s",
        "read",
        "best",
        "median",
        "cache MB",
        "heap MB",
        "memory",
        "of it");
    try (Arena arena = Arena.ofShared()) {
      // Written once, so that each page is there.
      MemorySegment memory = arena.allocate(MEMORY, PAGE).fill((byte) 1);
      for (Path file : files) {
        bench.measure(file, memory);
      }
    }
  }

  private void measure(Path file, MemorySegment memory) throws Throwable {
    long begin = System.nanoTime();
    try (OpenModel model = Models.open(file, new EngineCompute("x86_64", threads));
        FileChannel channel = FileChannel.open(file);
        Arena arena = Arena.ofShared()) {
      double opened = (System.nanoTime() - begin) / 1e6;
      Transformer transformer = model.transformer();
      begin = System.nanoTime();
      transformer.logits(transformer.cache(), text());
      double first = (System.nanoTime() - begin) / 1e9;
      MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      transformer.logits(transformer.cache(), FIRST);
      print(file, model, opened, first, read(bytes), read(memory));
    }
  }

  /// Bytes a second of a read.
  private interface Speed {
    double now() throws Throwable;
  }

  private Speed read(MemorySegment bytes) throws Throwable {
    Step step = new PureRead(new Team(threads), threads, bytes)::run;
    step.run();
    return () -> bytes.byteSize() / seconds(step);
  }

  private void print(
      Path file, OpenModel model, double opened, double first, Speed read, Speed memory)
      throws Throwable {
    long each = bytesOfToken(model);
    double[] prompts = new double[rounds];
    double[] said = new double[rounds];
    double[] reads = new double[rounds];
    double[] memories = new double[rounds];
    double[] shares = new double[rounds];
    // As a server's: memory that was never touched is the first round's.
    Cache cache = model.transformer().cache();
    for (int round = 0; round < rounds; round++) {
      cache.clear();
      prompts[round] = prompt / seconds(() -> model.transformer().logits(cache, text()));
      said[round] = tokens / seconds(() -> say(model.transformer(), cache));
      reads[round] = read.now();
      memories[round] = memory.now();
      shares[round] = said[round] * each / reads[round];
    }
    Runtime runtime = Runtime.getRuntime();
    out.printf(
        "%-16s %8.1f %9.2f %9.1f %9.2f %9.1f %9.1f %8.2f %8.2f %8.1f %9.1f %9.1f %8.2f%n",
        file.getFileName(),
        opened,
        first,
        best(prompts),
        best(said),
        best(said) * each / 1e9,
        best(reads) / 1e9,
        best(said) * each / best(reads),
        median(shares),
        cache.bytes() / 1e6,
        (runtime.totalMemory() - runtime.freeMemory()) / 1e6,
        best(memories) / 1e9,
        best(said) * each / best(memories));
  }

  private int[] text() {
    int[] text = new int[prompt];
    Arrays.setAll(text, i -> FIRST + i * STEP % KINDS);
    return text;
  }

  private void say(Transformer transformer, Cache cache) {
    for (int i = 0; i < tokens; i++) {
      transformer.logits(cache, FIRST + i);
    }
  }

  private static double seconds(Step step) throws Throwable {
    return step.nanos(1) / 1e9;
  }

  /// What a token reads: all weights but the tokens' rows, unless these are those of logits, too.
  private static long bytesOfToken(OpenModel model) {
    boolean hasOutput = model.weights().find("output.weight") != null;
    return model.weights().all().stream()
        .filter(weight -> !hasOutput || !weight.name().equals("token_embd.weight"))
        .map(Weight::bytes)
        .mapToLong(MemorySegment::byteSize)
        .sum();
  }

  private static double best(double[] numbers) {
    return Arrays.stream(numbers).max().orElseThrow();
  }

  private static double median(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
