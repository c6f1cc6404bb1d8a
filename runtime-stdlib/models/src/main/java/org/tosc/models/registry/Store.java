package org.tosc.models.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The models that are installed: `NAME/VERSION/FILE` below a folder, and
/// `NAME/VERSION+FORMAT/FILE` for what was quantised, so that a project that wants fewer bits takes
/// nothing from others. A folder is there as a whole or not at all, whatever ends the program; what
/// an end has left begins with `.part-` and goes with the next change.
public record Store(Path folder) {
  private static final String PART = ".part-";
  private static final String MAIN = ".main";
  private static final char WITH = '+';

  /// A model that is installed.
  ///
  /// @param format of the matrices of a variant, `q4_0`; empty for what the registry has
  /// @param main the file that programs load
  public record Installed(String name, String version, String format, Path main) {
    /// `name@version`, or `name@version+format`.
    public String text() {
      return name + "@" + variant();
    }

    /// Whether it is what a project's lock says, byte by byte; false, too, where it is not known:
    /// of a lock that has not all digests, and of what an older version of tosc has quantised.
    public boolean isAsLocked(LockFile.Entry locked) throws IOException {
      Path folder = Objects.requireNonNull(main.getParent());
      Digests noted = Digests.read(folder);
      String file = main.getFileName().toString();
      String original = locked.files().getFirst().name();
      for (LockFile.File each : locked.files()) {
        Path there = folder.resolve(each.name());
        // What was quantised did not stay.
        boolean isGone = !format.isEmpty() && Quantised.isGone(each.name(), original);
        String found =
            isGone
                ? noted.byName().get(each.name())
                : Files.isRegularFile(there) ? Digests.of(there) : "";
        if (!each.sha256().equals(found)) {
          return false;
        }
      }
      return version.equals(locked.version())
          && format.equals(locked.format())
          && (format.isEmpty() ? file.equals(original) : isAsNoted(noted));
    }

    private boolean isAsNoted(Digests noted) throws IOException {
      return Files.isRegularFile(main)
          && Digests.of(main).equals(noted.byName().get(main.getFileName().toString()));
    }

    private String variant() {
      return variantOf(version, format);
    }

    /// Older versions of tosc put what they quantised in the original's place; the file's name says
    /// so.
    private boolean isOlder(String variant) {
      return format.isEmpty()
          && variant.startsWith(version + WITH)
          && main.toString().endsWith("." + variant.substring(version.length() + 1) + ".gguf");
    }
  }

  /// How a version, or a variant of one, is said, and what its folder is called.
  static String variantOf(String version, String format) {
    return format.isEmpty() ? version : version + WITH + format;
  }

  /// A new folder for what is being installed.
  Path begin() throws IOException {
    Files.createDirectories(folder);
    sweep();
    return part();
  }

  private Path part() throws IOException {
    return Files.createTempDirectory(folder, PART + ProcessHandle.current().pid() + "-");
  }

  /// Makes what was begun a package. One that was there before is replaced.
  ///
  /// @param files the folder of its files, below what was begun
  Installed finish(Path files, ModelPackage made, String format, String main) throws IOException {
    Files.writeString(files.resolve(MAIN), main);
    Path target = folder.resolve(made.name()).resolve(variantOf(made.version(), format));
    Files.createDirectories(folder.resolve(made.name()));
    if (Files.exists(target)) {
      discard(target);
    }
    Files.move(files, target, StandardCopyOption.ATOMIC_MOVE);
    return new Installed(made.name(), made.version(), format, target.resolve(main));
  }

  /// Takes a folder away in one step, then deletes it.
  private void discard(Path target) throws IOException {
    Path old = part();
    Files.move(target, old.resolve("old"), StandardCopyOption.ATOMIC_MOVE);
    delete(old);
  }

  /// Deletes what processes have left that have ended.
  private void sweep() throws IOException {
    for (Path path : children(folder)) {
      String name = path.getFileName().toString();
      if (name.startsWith(PART) && !isRunning(name)) {
        delete(path);
      }
    }
  }

  private static boolean isRunning(String part) {
    String pid = part.substring(PART.length()).replaceFirst("-.*", "");
    return pid.matches("[0-9]{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isPresent();
  }

  /// All of them, by name and version, and the variants of a version behind it.
  public List<Installed> all() throws IOException {
    List<Installed> all = new ArrayList<>();
    for (Path name : children(folder)) {
      if (ModelPackage.isName(name.getFileName().toString())) {
        for (Path version : children(name)) {
          Installed installed = installed(version);
          if (installed != null) {
            all.add(installed);
          }
        }
      }
    }
    all.sort(
        Comparator.comparing(Installed::name)
            .thenComparing(Installed::version, Versions::compare)
            .thenComparing(Installed::format));
    return all;
  }

  private static @Nullable Installed installed(Path variant) throws IOException {
    Path main = variant.resolve(MAIN);
    Path parent = variant.getParent();
    if (parent == null || !Files.isRegularFile(main)) {
      return null;
    }
    String text = variant.getFileName().toString();
    int cut = text.indexOf(WITH);
    String file = Files.readString(main);
    return ModelPackage.isFileName(file)
        ? new Installed(
            parent.getFileName().toString(),
            cut < 0 ? text : text.substring(0, cut),
            cut < 0 ? "" : text.substring(cut + 1),
            variant.resolve(file))
        : null;
  }

  /// A model by `name`, `name@version` or `name@version+format`; null where it is not installed. A
  /// version without a format is the original, and no variant is taken for it. A name alone is the
  /// latest version: its original, or its first variant where that alone is installed.
  public @Nullable Installed find(String text) throws IOException {
    int cut = text.indexOf('@');
    List<Installed> named = named(text);
    if (named.isEmpty()) {
      return null;
    }
    if (cut < 0) {
      String latest = named.getLast().version();
      return first(named, i -> i.version().equals(latest)).orElseThrow();
    }
    String said = text.substring(cut + 1);
    return first(named, i -> i.variant().equals(said))
        .or(() -> first(named, i -> i.isOlder(said)))
        .orElse(null);
  }

  /// What is installed of the name in `name`, `name@version` or `name@version+format`.
  private List<Installed> named(String text) throws IOException {
    String name = text.replaceFirst("@.*", "");
    return all().stream().filter(i -> i.name().equals(name)).toList();
  }

  /// Why [#find] has nothing, as the end of a sentence: of a name that is installed, what is.
  ///
  /// @param text as for [#find]
  public String missing(String text) throws IOException {
    List<Installed> others = named(text);
    return others.isEmpty()
        ? "no model of that name is installed"
        : others.stream()
            .map(other -> "`" + other.text() + "`")
            .collect(Collectors.joining(", ", "of that name there is installed: ", ""));
  }

  private static Optional<Installed> first(List<Installed> all, Predicate<Installed> wanted) {
    return all.stream().filter(wanted).findFirst();
  }

  /// Removes a version, or a variant of one, and nothing beside it.
  public void remove(Installed installed) throws IOException {
    Path target = folder.resolve(installed.name()).resolve(installed.variant());
    discard(target);
    Path name = folder.resolve(installed.name());
    if (children(name).isEmpty()) {
      Files.delete(name);
    }
  }

  private static List<Path> children(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(path)) {
      return all.sorted().toList();
    }
  }

  static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
