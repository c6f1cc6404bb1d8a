package org.tosc.backends.jvm.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/// The JDK's module of vectors. Nothing here is compiled against it: compiled programs are, by
/// name.
///
/// It is there where the JVM was started with `--add-modules jdk.incubator.vector`. That makes
/// every start slower, because the JDK does not archive its graph of modules then (HotSpot's `CDS
/// full module graph disabled due to incubator modules`). So a JVM may also be started with
/// `-XX:+UnlockExperimentalVMOptions -XX:+EnableVectorSupport`, with
/// `java.base/jdk.internal.module` exported to this module, and with `-Dtosc.vectors=late`: the
/// module is loaded when a program first computes with vectors, as the JDK itself loads the modules
/// of agents.
public final class Incubator {
  private static final String NAME = "jdk.incubator.vector";
  private static final String LATE = "tosc.vectors";
  private static final String LOADER = "jdk.internal.module";

  private Incubator() {}

  /// Whether compiled programs can compute with vectors.
  public static boolean isPresent() {
    return module() != null || isLoadable();
  }

  /// Lets the classes that programs become, which are of this module, see the other.
  ///
  /// @throws IllegalStateException where it is not present
  public static synchronized void open() {
    Module vectors = module();
    Incubator.class.getModule().addReads(vectors == null ? load() : vectors);
  }

  /// How many `f32` the machine's vectors hold, as the JVM sees them. The module must be open.
  public static int lanes() {
    try {
      Class<?> shape = Class.forName(NAME + ".VectorShape", true, null);
      Lookup lookup = MethodHandles.publicLookup();
      MethodHandle preferred =
          lookup.findStatic(shape, "preferredShape", MethodType.methodType(shape));
      MethodHandle bits =
          lookup.findVirtual(shape, "vectorBitSize", MethodType.methodType(int.class));
      return (int) bits.invoke(preferred.invoke()) / Float.SIZE;
    } catch (Throwable changed) {
      throw new LinkageError("the JDK's vectors are not as they were", changed);
    }
  }

  /// The module's code is the boot loader's, in whichever layer the module is.
  private static @Nullable Module module() {
    try {
      return Class.forName(NAME + ".VectorShape", false, null).getModule();
    } catch (ClassNotFoundException absent) {
      return null;
    }
  }

  private static boolean isLoadable() {
    return "late".equals(System.getProperty(LATE))
        && Object.class.getModule().isExported(LOADER, Incubator.class.getModule());
  }

  private static Module load() {
    if (!isLoadable()) {
      throw new IllegalStateException("the JVM was started without " + NAME);
    }
    try {
      Class<?> modules = Class.forName(LOADER + ".Modules");
      MethodType type = MethodType.methodType(Module.class, String.class);
      return (Module) MethodHandles.lookup().findStatic(modules, "loadModule", type).invoke(NAME);
    } catch (Throwable changed) {
      throw new LinkageError("the JDK does not load " + NAME + " late any more", changed);
    }
  }
}
