package org.tosc.driver.tune;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.Schedules;
import org.tosc.driver.measure.Processor;
import org.tosc.passes.lower.Schedule;
import org.tosc.rt.digest.Sha256;
import org.tosc.tir.ir.Function;
import org.tosc.tir.text.Printer;

/// The file that keeps schedules between processes: a line for each kernel of each machine.
///
/// ```text
/// tosc-schedule-1 ⇥ Xeon … 16 lanes ⇥ JDK 25.0.1+8 ⇥ tosc 0.1.0 ⇥ 5f0c… ⇥ tile 8x3 … ⇥ 100x127x333
/// ```
///
/// A kernel is known by the digest of its nests, which say all of it. Lines of other machines, JDKs
/// and versions stay as they are; a line of another form is told of and left out. The file is
/// written beside itself and moved into place, so that readers see the old one or the new one;
/// where two processes tune at once, one's new lines may be lost, which costs another search.
public final class ScheduleFile implements Schedules {
  private static final String FORM = "tosc-schedule-1";
  private static final int FIELDS = 7;
  private static final String NAME = "schedules.tsv";

  /// What stands for the model's choice, where a search found nothing better: also for that of a
  /// later model.
  static final String MODEL = "model";

  private final Path file;
  private final Supplier<String> machine;
  private final Consumer<String> warnings;
  private @Nullable Map<String, String> known;

  /// @param machine processor, JDK and version, with tabs between them; asked for where a kernel
  ///   is, since most programs have none
  /// @param warnings hears of lines that are left out
  ScheduleFile(Path file, Supplier<String> machine, Consumer<String> warnings) {
    this.file = file;
    this.machine = machine;
    this.warnings = warnings;
  }

  /// The file of this user, for this machine.
  ///
  /// @param version of tosc
  public static ScheduleFile usual(
      Map<String, String> environment, String version, Consumer<String> warnings) {
    return in(folder(environment), version, warnings);
  }

  /// A file in a folder, for this machine.
  public static ScheduleFile in(Path folder, String version, Consumer<String> warnings) {
    return new ScheduleFile(folder.resolve(NAME), () -> machine(version), warnings);
  }

  private static String machine(String version) {
    return String.join(
        "\t", clean(Processor.name()), "JDK " + Runtime.version(), "tosc " + version);
  }

  /// `$TOSC_CACHE`, `$XDG_CACHE_HOME/tosc` or `~/.cache/tosc`, the first that there is.
  static Path folder(Map<String, String> environment) {
    Path own = path(environment.getOrDefault("TOSC_CACHE", ""));
    Path shared = path(environment.getOrDefault("XDG_CACHE_HOME", ""));
    return own != null
        ? own
        : shared != null
            ? shared.resolve("tosc")
            : Path.of(System.getProperty("user.home", "."), ".cache", "tosc");
  }

  private static @Nullable Path path(String text) {
    try {
      return text.isEmpty() ? null : Path.of(text);
    } catch (InvalidPathException noPath) {
      return null;
    }
  }

  private static String clean(String text) {
    return text.replaceAll("[^\\x21-\\x7e]+", " ").strip();
  }

  public Path file() {
    return file;
  }

  @Override
  public synchronized @Nullable String of(Function kernel) {
    if (known == null) {
      known = read();
    }
    return known.get(digest(kernel));
  }

  /// What tells a kernel from others: a digest of its text.
  static String digest(Function kernel) {
    // Its name says nothing of it.
    Function nameless =
        new Function("kernel", kernel.results(), kernel.body(), kernel.attributes(), kernel.span());
    return HexFormat.of().formatHex(Sha256.of(Printer.print(nameless)), 0, 12);
  }

  /// Adds a schedule to the file, or puts it in place of the kernel's last one.
  ///
  /// @param what the kernel is, for people who read the file
  public synchronized void put(Function kernel, String schedule, String what) throws IOException {
    Map<String, String> lines = lines();
    String digest = digest(kernel);
    String key = machine.get() + "\t" + digest;
    lines.put(key, String.join("\t", FORM, key, schedule, clean(what)));
    write(lines);
    if (known == null) {
      known = read();
    }
    known.put(digest, schedule);
  }

  private void write(Map<String, String> lines) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path beside = file.resolveSibling(NAME + "." + ProcessHandle.current().pid() + ".new");
    Files.write(beside, lines.values(), StandardCharsets.ISO_8859_1);
    try {
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException otherwise) {
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// The schedules of this machine by digests.
  private Map<String, String> read() {
    Map<String, String> own = new TreeMap<>();
    String here = machine.get();
    lines()
        .values()
        .forEach(
            line -> {
              List<String> fields = List.of(line.split("\t", -1));
              if (String.join("\t", fields.subList(1, 4)).equals(here)) {
                own.put(fields.get(4), fields.get(5));
              }
            });
    return own;
  }

  /// The lines of the file by machine and digest, in their order.
  private Map<String, String> lines() {
    Map<String, String> lines = new LinkedHashMap<>();
    List<String> all = all();
    for (int i = 0; i < all.size(); i++) {
      List<String> fields = List.of(all.get(i).split("\t", -1));
      boolean isWhole =
          fields.size() == FIELDS && fields.getFirst().equals(FORM) && isSchedule(fields.get(5));
      if (isWhole) {
        lines.put(String.join("\t", fields.subList(1, 5)), all.get(i));
      } else if (!all.get(i).isBlank()) {
        warnings.accept(file + ":" + (i + 1) + ": no schedule; the line is left out");
      }
    }
    return lines;
  }

  private static boolean isSchedule(String text) {
    return text.equals(MODEL) || Schedule.parse(text) != null;
  }

  private List<String> all() {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    try {
      // Whatever the bytes are, each line is a text of some form.
      return Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
    } catch (IOException | UncheckedIOException unreadable) {
      warnings.accept(file + ": cannot be read; no schedules are known");
      return List.of();
    }
  }
}
