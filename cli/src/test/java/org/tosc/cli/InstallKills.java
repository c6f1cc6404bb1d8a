package org.tosc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tosc.models.gguf.GgufWriter;
import org.tosc.models.gguf.Metadata;
import org.tosc.models.gguf.MetadataValue;
import org.tosc.models.registry.LockFile;
import org.tosc.models.registry.Store;
import org.tosc.models.weights.NewWeight;
import org.tosc.models.weights.WeightFormat;

/// Kills `tosc pkg install` at random moments, and looks at what it leaves: what is in the store is
/// whole, the lock file names nothing else, and installing once more succeeds. `InstallKills KILLS
/// SEED` is for long runs; [InstallKillTest] is its short form.
final class InstallKills {
  private static final String NAME = "m";
  private static final String VERSION = "1.0.0";
  private static final String FILE = "m.gguf";
  private static final String NOTE = "note.txt";
  private static final String Q8 = "q8_0";

  /// 8 MB of f32: an installation takes longer than the clock's step.
  private static final int ROWS = 4096;

  private static final int WIDTH = 512;

  /// Longer than an installation takes from its first byte on.
  private static final int LATEST_MICROS = 250_000;

  private final Path registry;
  private final Path home;
  private final Path project;
  private final SplittableRandom random;
  private final byte[] plain;

  /// Of the first installation, which is not killed; empty until it is there.
  private byte[] quantised = {};

  private int killed;
  private int ended;
  private int absent;
  private int leftovers;

  InstallKills(Path folder, long seed) throws IOException, InterruptedException {
    this.registry = Files.createDirectories(folder.resolve("registry"));
    this.home = Files.createDirectories(folder.resolve("home"));
    this.project = Files.createDirectories(folder.resolve("project"));
    this.random = new SplittableRandom(seed);
    this.plain = publish();
    installed(Q8);
    this.quantised = Files.readAllBytes(folder(Q8).resolve(main(Q8)));
    require(quantised.length < plain.length / 3, "blocks are smaller");
    installed("");
  }

  /// The registry's package, and its model's bytes.
  private byte[] publish() throws IOException {
    Path folder = Files.createDirectories(registry.resolve(NAME).resolve(VERSION));
    byte[] numbers = new byte[ROWS * WIDTH * Float.BYTES];
    for (int i = 0; i < ROWS * WIDTH; i++) {
      int bits = Float.floatToIntBits((float) random.nextGaussian());
      for (int b = 0; b < Float.BYTES; b++) {
        numbers[i * Float.BYTES + b] = (byte) (bits >> (Byte.SIZE * b));
      }
    }
    NewWeight weight =
        new NewWeight(
            "w.weight", WeightFormat.F32, new long[] {ROWS, WIDTH}, out -> out.write(numbers));
    Metadata metadata =
        Metadata.of(Map.of("general.architecture", new MetadataValue.Text("llama")));
    GgufWriter.write(folder.resolve(FILE), metadata, List.of(weight));
    Files.writeString(folder.resolve(NOTE), "a note");
    Files.writeString(
        registry.resolve("index.json"),
        """
        {"schema": "tosc.registry/1", "packages": [{"name": "%s", "version": "%s",
         "description": "d", "files": [%s, %s]}]}
        """
            .formatted(NAME, VERSION, listed(folder.resolve(FILE)), listed(folder.resolve(NOTE))));
    return Files.readAllBytes(folder.resolve(FILE));
  }

  private static String listed(Path file) throws IOException {
    return "{\"name\": \"%s\", \"bytes\": %d, \"sha256\": \"%s\"}"
        .formatted(file.getFileName(), Files.size(file), digest(file));
  }

  private static String digest(Path file) throws IOException {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(Files.readAllBytes(file)));
    } catch (java.security.NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  int killed() {
    return killed;
  }

  /// One installation that is killed, over what is there or over nothing, and one that is not.
  ///
  /// @throws IllegalStateException where something is damaged
  void kill() throws IOException, InterruptedException {
    if (random.nextBoolean()) {
      remove();
    }
    String format = random.nextBoolean() ? Q8 : "";
    Process child = start(format);
    try {
      await(child);
      Thread.sleep(Duration.ofNanos(1000L * random.nextInt(LATEST_MICROS)));
    } finally {
      ended += child.isAlive() ? 0 : 1;
      child.destroyForcibly(); // SIGKILL
      child.waitFor();
    }
    killed++;
    check();
    installed(random.nextBoolean() ? Q8 : "");
  }

  /// Until the first byte is written, which takes most of the time.
  private void await(Process child) throws IOException, InterruptedException {
    Set<Path> before = parts();
    while (child.isAlive() && before.containsAll(parts())) {
      Thread.sleep(1);
    }
  }

  private Process start(String format) throws IOException {
    Stream<String> options = Stream.of("--quantize", format.isEmpty() ? "none" : format);
    List<String> command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    "pkg",
                    "install",
                    NAME,
                    "--update",
                    "--from",
                    registry.toString()),
                options)
            .toList();
    ProcessBuilder builder = new ProcessBuilder(command).directory(project.toFile());
    builder.environment().put("TOSC_HOME", home.toString());
    return builder
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /// An installation to its end: it is there as it should be, and nothing else is.
  private void installed(String format) throws IOException, InterruptedException {
    Process child = start(format);
    require(child.waitFor(120, TimeUnit.SECONDS), "an installation ends");
    require(child.exitValue() == 0, "an installation succeeds, exit " + child.exitValue());
    check();
    require(parts().isEmpty(), "nothing unfinished stays");
    LockFile lock = LockFile.read(project);
    Store.Installed found = store().find(lock.pinned(NAME));
    require(
        found != null && found.main().equals(folder(format).resolve(main(format))), "it is found");
    LockFile.Entry entry = lock.find(NAME);
    require(entry != null && entry.format().equals(format), "the lock file says it");
  }

  private Store store() {
    return new Store(home.resolve("models"));
  }

  private Path folder(String format) {
    String variant = format.isEmpty() ? VERSION : VERSION + "+" + format;
    return home.resolve("models").resolve(NAME).resolve(variant);
  }

  private static String main(String format) {
    return format.isEmpty() ? FILE : "m." + format + ".gguf";
  }

  private void remove() throws IOException {
    for (Store.Installed each : store().all()) {
      store().remove(each);
    }
  }

  private Set<Path> parts() throws IOException {
    Path models = home.resolve("models");
    if (!Files.isDirectory(models)) {
      return Set.of();
    }
    try (Stream<Path> all = Files.list(models)) {
      return all.filter(p -> p.getFileName().toString().startsWith(".part-"))
          .collect(Collectors.toSet());
    }
  }

  private void check() throws IOException {
    checkStore();
    int parts = parts().size();
    // What is being installed, and what it takes the place of.
    require(parts <= 2, parts + " unfinished folders");
    leftovers += parts > 0 ? 1 : 0;
    LockFile.Entry entry = LockFile.read(project).find(NAME);
    if (entry != null) {
      require(entry.version().equals(VERSION), "the version of the lock file");
      require(
          entry.files().equals(List.of(locked(FILE), locked(NOTE))),
          "the digests of the lock file");
      require(List.of("", Q8).contains(entry.format()), "the format of the lock file");
    }
  }

  private LockFile.File locked(String file) throws IOException {
    Path published = registry.resolve(NAME).resolve(VERSION).resolve(file);
    return new LockFile.File(file, digest(published));
  }

  private void checkStore() throws IOException {
    int there = 0;
    for (String format : List.of("", Q8)) {
      if (Files.exists(folder(format))) {
        there++;
        check(format);
      }
    }
    absent += there == 0 ? 1 : 0;
    require(store().all().size() == there, "what is there is listed");
  }

  private void check(String format) throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder(format))) {
      files.forEach(f -> names.add(f.getFileName().toString()));
    }
    require(names.equals(Set.of(".main", ".sha256", NOTE, main(format))), "its files are " + names);
    byte[] expected = format.isEmpty() ? plain : quantised;
    byte[] found = Files.readAllBytes(folder(format).resolve(main(format)));
    require(expected.length == 0 || Arrays.equals(found, expected), "the model is whole");
    require(Files.readString(folder(format).resolve(NOTE)).equals("a note"), "the note is whole");
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("not so: " + what);
    }
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    InstallKills kills =
        new InstallKills(Files.createTempDirectory("tosc-install"), Long.parseLong(args[1]));
    for (int i = 0; i < Integer.parseInt(args[0]); i++) {
      kills.kill();
    }
    System.out.printf(
        "%d installations killed, seed %s: 0 damaged; %d had ended, %d checks found none installed,"
            + " %d unfinished folders, and each time the next installation succeeded%n",
        kills.killed, args[1], kills.ended, kills.absent, kills.leftovers);
  }
}
