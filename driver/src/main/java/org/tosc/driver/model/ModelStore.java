package org.tosc.driver.model;

import java.nio.file.Path;
import java.util.Map;
import org.tosc.models.registry.Store;

/// Where models are installed: `$TOSC_HOME/models`, or `.tosc/models` in the user's home.
public final class ModelStore {
  private static final String VARIABLE = "TOSC_HOME";

  private ModelStore() {}

  /// The store of a user.
  ///
  /// @param environment of the process
  public static Store of(Map<String, String> environment) {
    String home = environment.get(VARIABLE);
    Path folder =
        home == null || home.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".tosc")
            : Path.of(home);
    return new Store(folder.resolve("models"));
  }
}
