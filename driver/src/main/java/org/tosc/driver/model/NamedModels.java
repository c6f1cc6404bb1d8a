package org.tosc.driver.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.tosc.models.registry.LockFile;
import org.tosc.models.registry.Store;
import org.tosc.rt.error.FileReason;
import org.tosc.rt.tensor.file.TensorFileFault;

/// Models by what users say, in programs and in commands: a file or a folder, or else the name of
/// an installed one, in the version that the project's `tosc.lock` says.
///
/// @param project the folder of the lock
/// @param environment of the process
public record NamedModels(Path project, Map<String, String> environment) {
  /// Where a model is.
  ///
  /// @param said by the user: `model.gguf`, `tiny`, `tiny@1.0.0`
  /// @param file what that is as a path
  /// @throws TensorFileFault where there is none, or the lock is damaged
  public Path find(String said, Path file) {
    if (Files.exists(file)) {
      return file;
    }
    try {
      String pinned = LockFile.read(project).pinned(said);
      Store store = ModelStore.of(environment);
      Store.Installed installed = store.find(pinned);
      if (installed != null) {
        return installed.main();
      }
      throw TensorFileFault.ofWhole(said, missing(said, pinned, store));
    } catch (IOException e) {
      throw TensorFileFault.ofWhole(
          said, "the store of models cannot be read: " + FileReason.told(e));
    }
  }

  private static String missing(String said, String pinned, Store store) throws IOException {
    return pinned.equals(said)
        ? "there is no such file, and " + store.missing(said)
        : "%s wants %s, which is not installed: `tosc pkg install %s` installs it"
            .formatted(LockFile.NAME, pinned, said);
  }
}
