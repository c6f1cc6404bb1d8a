package org.tosc.backends.jvm.link;

import java.util.Optional;

/// The JDK's module of vectors, which is there where the JVM was started with `--add-modules
/// jdk.incubator.vector`. Nothing here is compiled against it: compiled programs are, by name.
public final class Incubator {
  private static final String NAME = "jdk.incubator.vector";

  private Incubator() {}

  public static boolean isPresent() {
    return module().isPresent();
  }

  /// Lets the classes that programs become, which are of this module, see the other.
  public static void open() {
    module().ifPresent(vectors -> Incubator.class.getModule().addReads(vectors));
  }

  private static Optional<Module> module() {
    return ModuleLayer.boot().findModule(NAME);
  }
}
