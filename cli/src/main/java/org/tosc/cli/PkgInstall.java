package org.tosc.cli;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tosc.models.registry.Installer;
import org.tosc.models.registry.LockFile;
import org.tosc.models.registry.ModelPackage;
import org.tosc.models.registry.Registry;
import org.tosc.models.registry.Store;
import org.tosc.models.weights.WeightFormat;
import org.tosc.rt.error.FileReason;
import org.tosc.rt.tensor.file.TensorFileFault;
import picocli.CommandLine.ParseResult;

/// `tosc pkg install`: one model, or all that the project's lock says. What is there already, byte
/// by byte as it is locked, stays, and no registry is asked.
final class PkgInstall {
  private final Project project;
  private final ParseResult arguments;
  private final Console console;

  PkgInstall(Project project, ParseResult arguments, Console console) {
    this.project = project;
    this.arguments = arguments;
    this.console = console;
  }

  /// What is to be there.
  ///
  /// @param version null for the latest
  /// @param format of the matrices; empty for what the registry has
  /// @param locked what the project's lock says of the name; null where it is not to be followed
  private record Wanted(
      String name, @Nullable String version, String format, LockFile.@Nullable Entry locked) {
    static Wanted of(String name, LockFile.Entry locked) {
      return new Wanted(name, locked.version(), locked.format(), locked);
    }

    /// Whether it is this version and format that the lock knows all of.
    boolean isLocked() {
      return locked != null
          && locked.isComplete()
          && locked.version().equals(version)
          && locked.format().equals(format);
    }
  }

  /// Installs a model, and locks it.
  ///
  /// @param text `name`, `name@version` or `name@version+format`
  int one(String text) throws IOException {
    int cut = text.indexOf('@');
    String name = cut < 0 ? text : text.substring(0, cut);
    if (!ModelPackage.isName(name)) {
      throw PkgCommand.wrong(
          arguments, "which model? `tosc pkg install NAME`, found `" + text + "`");
    }
    LockFile lock = LockFile.read(project.folder());
    LockFile.Entry locked = lock.find(name);
    Wanted wanted = wanted(name, cut < 0 ? "" : text.substring(cut + 1), locked);
    if (isThere(wanted, lock)) {
      return Exit.OK;
    }
    Registry registry = registry(locked);
    ModelPackage installed = install(wanted, registry);
    lock.with(name, LockFile.Entry.of(installed, registry.text(), wanted.format()))
        .write(project.folder());
    return Exit.OK;
  }

  /// What is not said is as it is locked; with `--update` that holds for the format alone.
  ///
  /// @param said `version` or `version+format`; empty where it is not said
  private Wanted wanted(String name, String said, LockFile.@Nullable Entry locked) {
    LockFile.Entry followed = arguments.hasMatchedOption(PkgCommand.UPDATE) ? null : locked;
    String version = followed == null ? null : followed.version();
    String format = locked == null ? "" : locked.format();
    if (!said.isEmpty()) {
      int plus = said.indexOf('+');
      version = plus < 0 ? said : said.substring(0, plus);
      format = plus < 0 ? format : said.substring(plus + 1);
    }
    String asked = arguments.matchedOptionValue(PkgCommand.QUANTIZE, "");
    if (!asked.isEmpty()) {
      format = asked.equals(PkgCommand.ORIGINAL) ? "" : asked;
    }
    String known = format.isEmpty() ? "" : QuantizeCommand.format(format, arguments).text();
    return new Wanted(name, version, known, followed);
  }

  /// Makes what is installed what the lock says, model by model. Where one cannot be had the others
  /// are, and the exit code says so.
  int all() throws IOException {
    LockFile lock = LockFile.read(project.folder());
    if (lock.entries().isEmpty()) {
      throw PkgCommand.wrong(
          arguments,
          "which model? `tosc pkg install NAME`; without a name it is what %s says, and here it says none"
              .formatted(LockFile.NAME));
    }
    for (String option : new String[] {PkgCommand.UPDATE, PkgCommand.QUANTIZE}) {
      if (arguments.hasMatchedOption(option)) {
        throw PkgCommand.wrong(
            arguments, "`%s` is for one model: `tosc pkg install NAME`".formatted(option));
      }
    }
    int exit = Exit.OK;
    for (Map.Entry<String, LockFile.Entry> each : new TreeMap<>(lock.entries()).entrySet()) {
      try {
        lock = restored(each.getKey(), each.getValue(), lock);
      } catch (IOException | TensorFileFault | IllegalArgumentException fault) {
        console.err().println("tosc pkg: " + FileReason.told(fault));
        exit = Exit.PROGRAM_ERRORS;
      }
    }
    return exit;
  }

  /// @return the lock, which knows all files afterwards
  private LockFile restored(String name, LockFile.Entry locked, LockFile lock) throws IOException {
    Wanted wanted = Wanted.of(name, locked);
    if (isThere(wanted, lock)) {
      return lock;
    }
    ModelPackage installed = install(wanted, registry(locked));
    if (locked.isComplete()) {
      return lock;
    }
    LockFile complete =
        lock.with(name, LockFile.Entry.of(installed, locked.registry(), locked.format()));
    complete.write(project.folder());
    return complete;
  }

  private boolean isThere(Wanted wanted, LockFile lock) throws IOException {
    LockFile.Entry locked = wanted.locked();
    Store.Installed there =
        wanted.isLocked() ? project.store().find(lock.pinned(wanted.name())) : null;
    if (locked == null || there == null || !there.isAsLocked(locked)) {
      return false;
    }
    console.say("%s is there already: %s", there.text(), there.main());
    return true;
  }

  private Registry registry(LockFile.@Nullable Entry locked) {
    return PkgCommand.registry(project, arguments, locked == null ? null : locked.registry());
  }

  private ModelPackage install(Wanted wanted, Registry registry) throws IOException {
    String version = wanted.version();
    ModelPackage found = registry.index().find(wanted.name(), version);
    if (found == null) {
      String text = wanted.name() + (version == null ? "" : "@" + version);
      throw new IOException(registry.text() + " has no `" + text + "`");
    }
    requireAsLocked(found, wanted.locked());
    WeightFormat format =
        wanted.format().isEmpty() ? null : QuantizeCommand.format(wanted.format(), arguments);
    Progress progress = Progress.of(console);
    Installer.Progress heard =
        (file, done, all) -> progress.show((double) done / Math.max(1, all), file);
    try {
      Store.Installed installed =
          new Installer(registry, project.store(), heard).install(found, format);
      progress.end();
      console.say("installed %s: %s", installed.text(), installed.main());
    } finally {
      progress.end();
    }
    return found;
  }

  /// A registry that has something else under the name and version of what is locked is not
  /// believed.
  private static void requireAsLocked(ModelPackage found, LockFile.@Nullable Entry locked)
      throws IOException {
    String difference =
        locked == null || !found.version().equals(locked.version())
            ? null
            : locked.difference(found);
    if (difference != null) {
      throw new IOException(
          "%s is not what %s says: %s; `tosc pkg install %s %s` takes it"
              .formatted(found.text(), LockFile.NAME, difference, found.name(), PkgCommand.UPDATE));
    }
  }
}
