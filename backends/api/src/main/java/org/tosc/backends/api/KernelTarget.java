package org.tosc.backends.api;

import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Function;

/// Where kernels run, beside an engine that runs the rest of a program: a code generator for them,
/// found by [ServiceLoader].
///
/// ```java
/// switch (target.compile(nests, 1)) {
///   case Outcome.Made(NativeKernel kernel) -> kernel.entry().invokeExact(a, b, sum);
///   case Outcome.Refused(String why) -> complain(why);
/// }
/// ```
public interface KernelTarget {
  /// The name that `--target` takes.
  String name();

  /// Why nothing can run here, in words; null where it can.
  @Nullable String obstacle();

  /// Whether all kernels run there from their first call on: who asks for it wants to know what
  /// happens there. Otherwise, short work stays where it is.
  default boolean isEager() {
    return false;
  }

  /// Compiles a kernel.
  ///
  /// @param nests the kernel as nests over buffers, with its schedule if it has one
  /// @param threads how many threads may work on it together
  Outcome compile(Function nests, int threads);

  /// What [#emit] makes, in the words of `--emit`.
  default List<String> emitKinds() {
    return List.of();
  }

  /// The levels of processors that artifacts are made for, the usual one first, which does not hang
  /// on the machine that makes them.
  default List<String> cpus() {
    return List.of();
  }

  /// The calling conventions that artifacts are made for, the usual one first.
  default List<String> conventions() {
    return List.of();
  }

  /// The artifacts of one kind for a function. They need no machine that can run them.
  ///
  /// @throws IllegalArgumentException where [#emitKinds] does not name the kind, or this target
  ///   does not offer the platform
  default Emission emit(KernelSequence function, String kind, Platform platform) {
    throw new IllegalArgumentException("there is no artifact `" + kind + "`");
  }

  /// What becomes of a function that is to be written.
  sealed interface Emission {
    record Made(List<Artifact> artifacts) implements Emission {
      public Made {
        artifacts = List.copyOf(artifacts);
      }
    }

    /// No artifact.
    ///
    /// @param why in words
    record Refused(String why) implements Emission {}
  }

  /// What becomes of a kernel.
  sealed interface Outcome {
    record Made(NativeKernel kernel) implements Outcome {}

    /// No code.
    ///
    /// @param why in words
    record Refused(String why) implements Outcome {}
  }

  /// The targets that are present, in the order in which the loader finds them.
  static List<KernelTarget> all() {
    return ServiceLoader.load(KernelTarget.class, KernelTarget.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }
}
