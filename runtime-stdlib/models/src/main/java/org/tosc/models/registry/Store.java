package org.tosc.models.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The models that are installed: `NAME/VERSION/FILE` below a folder. A folder of a version is
/// there as a whole or not at all, whatever ends the program; what an end has left begins with
/// `.part-` and goes with the next change.
public record Store(Path folder) {
  private static final String PART = ".part-";
  private static final String MAIN = ".main";

  /// A model that is installed.
  ///
  /// @param main the file that programs load
  public record Installed(String name, String version, Path main) {}

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
  Installed finish(Path part, ModelPackage made, String main) throws IOException {
    Files.writeString(part.resolve(MAIN), main);
    Path target = folder.resolve(made.name()).resolve(made.version());
    Files.createDirectories(folder.resolve(made.name()));
    if (Files.exists(target)) {
      discard(target);
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    return new Installed(made.name(), made.version(), target.resolve(main));
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

  /// All of them, by name and version.
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
        Comparator.comparing(Installed::name).thenComparing(Installed::version, Versions::compare));
    return all;
  }

  private static @Nullable Installed installed(Path version) throws IOException {
    Path main = version.resolve(MAIN);
    Path parent = version.getParent();
    if (parent == null || !Files.isRegularFile(main)) {
      return null;
    }
    String file = Files.readString(main);
    return ModelPackage.isFileName(file)
        ? new Installed(
            parent.getFileName().toString(),
            version.getFileName().toString(),
            version.resolve(file))
        : null;
  }

  /// A model by `name` or `name@version`; the latest where several are installed, null where none.
  public @Nullable Installed find(String text) throws IOException {
    int cut = text.indexOf('@');
    String name = cut < 0 ? text : text.substring(0, cut);
    String version = cut < 0 ? null : text.substring(cut + 1);
    return all().stream()
        .filter(i -> i.name().equals(name) && (version == null || i.version().equals(version)))
        .reduce((_, later) -> later)
        .orElse(null);
  }

  /// Removes a version.
  public void remove(Installed installed) throws IOException {
    Path target = folder.resolve(installed.name()).resolve(installed.version());
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
