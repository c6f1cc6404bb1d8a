package org.tosc.cli;

import java.nio.file.Path;
import java.util.Map;
import org.tosc.driver.model.ModelStore;
import org.tosc.driver.model.NamedModels;
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

  /// A model by its path or its name, as `load` finds it.
  ///
  /// @throws org.tosc.rt.tensor.file.TensorFileFault where there is none
  Path model(String said) {
    return new NamedModels(folder, environment).find(said, folder.resolve(said));
  }
}
