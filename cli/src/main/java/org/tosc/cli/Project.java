package org.tosc.cli;

import java.nio.file.Path;
import java.util.Map;
import org.tosc.driver.model.ModelStore;
import org.tosc.models.registry.Store;

/// Where a command on models is called: the folder that has `tosc.lock`, and what the process's
/// environment says.
record Project(Path folder, Map<String, String> environment) {
  static Project here() {
    return new Project(Path.of("").toAbsolutePath(), System.getenv());
  }

  /// The models of the user.
  Store store() {
    return ModelStore.of(environment);
  }
}
