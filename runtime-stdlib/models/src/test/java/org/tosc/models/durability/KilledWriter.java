package org.tosc.models.durability;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.tosc.models.gguf.GgufFile;
import org.tosc.models.safetensors.SafetensorsFile;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.Weights;

/// Kills writers at random moments, and looks at what they leave.
final class KilledWriter {
  /// Longer than a child takes for its two files.
  private static final int LATEST_MICROS = 30_000;

  private final Path folder;
  private final SplittableRandom random;
  private int version;
  private int leftovers;
  private int killed;

  KilledWriter(Path folder, long seed) throws IOException {
    this.folder = folder;
    this.random = new SplittableRandom(seed);
    SavingChild.save(folder, version);
  }

  /// How many kills left an unfinished file.
  int leftovers() {
    return leftovers;
  }

  int killed() {
    return killed;
  }

  /// The version that was saved last.
  int version() {
    return version;
  }

  /// One child from its beginning to its end.
  ///
  /// @throws IllegalStateException where a file is damaged, or leftovers pile up
  void kill() throws IOException, InterruptedException {
    Process child = start();
    try (BufferedReader lines = child.inputReader()) {
      // Half of the children are killed in their first save, which also clears up after the last.
      String line = lines.readLine();
      if (random.nextBoolean()) {
        line = lines.readLine();
      }
      require(line != null, "the child has ended by itself");
      Thread.sleep(Duration.ofNanos(1000L * random.nextInt(LATEST_MICROS)));
    } finally {
      child.destroyForcibly(); // SIGKILL
      child.waitFor();
    }
    killed++;
    check();
  }

  private Process start() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            List.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SavingChild.class.getName(),
                folder.toString(),
                Integer.toString(version + 1)))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private void check() throws IOException {
    int gguf;
    try (GgufFile file = GgufFile.open(folder.resolve(SavingChild.GGUF))) {
      gguf = (int) file.metadata().integer(SavingChild.VERSION);
      whole(file, gguf);
    }
    try (SafetensorsFile file = SafetensorsFile.open(folder.resolve(SavingChild.SAFETENSORS))) {
      int other = Integer.parseInt(file.metadata().getOrDefault(SavingChild.VERSION, ""));
      whole(file, other);
      require(other == gguf || other == gguf - 1, "versions " + gguf + " and " + other);
    }
    require(gguf >= version, "version " + gguf + " after " + version);
    version = gguf;
    parts();
  }

  private static void whole(Weights weights, int version) {
    require(weights.all().size() == 2, "two weights");
    for (Weight weight : weights.all()) {
      MemorySegment expected = MemorySegment.ofArray(new byte[SavingChild.BYTES]);
      expected.fill((byte) version);
      require(weight.bytes().mismatch(expected) < 0, "all bytes are of version " + version);
      require(weight.bytes().get(ValueLayout.JAVA_BYTE, 0) == (byte) version, "the first byte");
    }
  }

  private void parts() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      long parts = files.filter(f -> f.toString().endsWith(".part")).count();
      require(parts <= 1, parts + " unfinished files");
      leftovers += parts > 0 ? 1 : 0;
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what);
    }
  }
}
