package org.tosc.backends.api;

import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.tosc.tir.ir.Module;

/// A code generator for one kind of machine, found by [ServiceLoader]: a new backend is one new
/// module and no edit elsewhere.
///
/// Engines have no state; everything about one program is in what [#load] returns. The module has
/// passed the verifier.
public interface Engine {
  /// The name that `--target` takes.
  String name();

  Set<Capability> capabilities();

  /// Compiles a module so that its functions can be called.
  default Loaded load(Module module) {
    return load(module, Loading.PLAIN);
  }

  /// The same, with what there is to be told.
  Loaded load(Module module, Loading loading);

  /// What [#emit] makes, in the words of `--emit`.
  List<String> emitKinds();

  /// The artifacts of one kind for a module.
  ///
  /// @throws IllegalArgumentException where [#emitKinds] does not name the kind
  List<Artifact> emit(Module module, String kind);

  /// The engines that are present, in the order in which the loader finds them.
  static List<Engine> all() {
    return ServiceLoader.load(Engine.class, Engine.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }
}
