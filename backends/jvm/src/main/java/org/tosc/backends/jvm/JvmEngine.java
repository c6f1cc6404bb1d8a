package org.tosc.backends.jvm;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tosc.backends.api.Artifact;
import org.tosc.backends.api.Capability;
import org.tosc.backends.api.Engine;
import org.tosc.backends.api.Loaded;
import org.tosc.backends.api.Loading;
import org.tosc.backends.jvm.code.Compiled;
import org.tosc.backends.jvm.code.ModuleCompiler;
import org.tosc.backends.jvm.link.ClassImage;
import org.tosc.backends.jvm.link.Incubator;
import org.tosc.backends.jvm.link.PartVersions;
import org.tosc.backends.jvm.link.Unit;
import org.tosc.rt.team.Team;
import org.tosc.tir.ir.Module;

/// Compiles modules to class files and runs them in this JVM.
///
/// ```java
/// Loaded program = new JvmEngine().load(module);
/// Object result = session.run(() -> program.call("main"));
/// ```
public final class JvmEngine implements Engine {
  @Override
  public String name() {
    return "jvm";
  }

  @Override
  public Set<Capability> capabilities() {
    Set<Capability> all = EnumSet.of(Capability.HOST, Capability.TENSOR, Capability.KERNEL);
    if (Incubator.isPresent()) {
      all.add(Capability.VECTOR);
    }
    return all;
  }

  /// How many `f32` a vector of this machine holds, as the JVM sees it.
  ///
  /// @throws IllegalStateException where this JVM has no vectors
  public static int vectorLanes() {
    Incubator.open();
    return Incubator.lanes();
  }

  @Override
  public Loaded load(Module module, Loading loading) {
    return load(module, ModuleCompiler.compile(module), loading);
  }

  /// Loads with another bound on the size of methods than the JIT's, for tests of splitting.
  static Loaded load(Module module, int mostBytes) {
    return load(module, ModuleCompiler.compile(module, mostBytes), Loading.PLAIN);
  }

  private static Loaded load(Module module, Compiled compiled, Loading loading) {
    if (ModuleCompiler.hasVectors(module)) {
      if (!Incubator.isPresent()) {
        throw new IllegalArgumentException(
            "the jvm engine computes with vectors only where the JVM was started with"
                + " --add-modules jdk.incubator.vector");
      }
      Incubator.open();
    }
    VectorCodes codes =
        new VectorCodes(loading.schedules(), new Team(loading.threads()), loading.kernels());
    Unit unit = unit(compiled, codes, new TensorVersions(module, codes, loading.parts()));
    return new JvmProgram(module, unit, codes);
  }

  /// The classes of a program, whose groups get kernels and whose parts get versions.
  static Unit unit(Compiled compiled, VectorCodes codes, PartVersions parts) {
    return Unit.define(
        compiled.images(),
        compiled.functions(),
        compiled.attributes(),
        new VectorKernels(compiled.groups(), codes),
        parts);
  }

  @Override
  public List<String> emitKinds() {
    return List.of("class", "bytecode");
  }

  @Override
  public List<Artifact> emit(Module module, String kind) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (ClassImage image : ModuleCompiler.compile(module).images()) {
      String simple = image.name().substring(image.name().lastIndexOf('/') + 1);
      files.put(simple, image.bytes());
    }
    List<Artifact> artifacts = new ArrayList<>();
    switch (kind) {
      case "class" -> files.forEach((n, b) -> artifacts.add(Artifact.of(n + ".class", b)));
      case "bytecode" ->
          files.forEach((n, b) -> artifacts.add(Artifact.of(n + ".txt", Listing.of(b))));
      default -> throw new IllegalArgumentException("this engine does not emit `" + kind + "`");
    }
    return artifacts;
  }
}
