package org.tosc.driver;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.Artifact;
import org.tosc.backends.api.Capability;
import org.tosc.backends.api.Engine;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.api.Loaded;
import org.tosc.backends.api.Loading;
import org.tosc.backends.api.Platform;
import org.tosc.backends.jvm.JvmEngine;
import org.tosc.backends.mlir.InstalledLlvm;
import org.tosc.backends.mlir.Level;
import org.tosc.backends.mlir.MlirKernels;
import org.tosc.driver.device.PresentDevices;
import org.tosc.driver.functions.Entry;
import org.tosc.driver.functions.KernelSplit;
import org.tosc.driver.functions.Parameter;
import org.tosc.driver.machine.Machines;
import org.tosc.driver.machine.ModelledMlir;
import org.tosc.driver.machine.ModelledSnitch;
import org.tosc.driver.machine.ModelledTriton;
import org.tosc.driver.machine.ModelledX86;
import org.tosc.driver.tensor.KernelTensors;
import org.tosc.driver.tensor.TapeGradients;
import org.tosc.rt.session.Devices;
import org.tosc.rt.session.Gradients;
import org.tosc.rt.session.Policy;
import org.tosc.rt.tensor.TensorEngine;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;

/// Runs and emits compiled programs on the engines that are present.
public final class Programs {
  private Programs() {}

  /// The names of the engines, and of what runs kernels alone, as `--target` takes them.
  public static List<String> engines() {
    return Stream.concat(
            Engine.all().stream().map(Engine::name),
            KernelTarget.all().stream().map(KernelTarget::name))
        .sorted()
        .toList();
  }

  /// A program ready to run on an engine of [#engines], optimised as is usual for it.
  public static Loaded load(Module module, String engine) {
    return loadAsItIs(Optimizer.standard(module, engine), engine);
  }

  /// The same, with kernels on the model of an engine's machine where this one is another.
  public static Loaded loadAnywhere(Module module, String engine) {
    KernelTarget model = obstacle(engine) == null ? null : model(engine);
    Loading loading = Loading.PLAIN.withKernels(model);
    return loadAsItIs(Optimizer.standard(module, engine), engine, loading);
  }

  /// A program ready to run, without any pass.
  public static Loaded loadAsItIs(Module module, String engine) {
    return loadAsItIs(module, engine, Loading.PLAIN);
  }

  /// The same, with what the engine is told. What runs kernels alone leaves the rest of a program
  /// to the JVM; where they are to run elsewhere than on this machine ([#model]), `loading` says
  /// so.
  ///
  /// @throws IllegalArgumentException where this machine cannot run it; the message says why
  public static Loaded loadAsItIs(Module module, String engine, Loading loading) {
    KernelTarget target = target(engine);
    if (target == null) {
      return engine(engine).load(module, loading);
    }
    if (loading.kernels() != null) {
      return engine("jvm").load(module, loading);
    }
    String obstacle = obstacle(target);
    if (obstacle != null) {
      throw new IllegalArgumentException(obstacle);
    }
    return engine("jvm").load(module, loading.withKernels(target));
  }

  /// Why an engine cannot run on this machine, in words; null where it can.
  public static @Nullable String obstacle(String engine) {
    KernelTarget target = target(engine);
    return target == null ? null : obstacle(target);
  }

  /// The model of the machine that an engine's code is for, which runs it on any other, and slowly;
  /// null where there is none.
  public static @Nullable KernelTarget model(String engine) {
    return switch (engine) {
      case Machines.X86_64 -> ModelledX86.kernels();
      case Machines.SNITCH -> new ModelledSnitch();
      case Machines.MLIR -> new ModelledMlir();
      case Machines.TRITON -> new ModelledTriton();
      default -> null;
    };
  }

  /// A target whose code what is installed here compiles for this machine; null where there is
  /// none.
  public static @Nullable KernelTarget installed(String target) {
    return target.equals(Machines.MLIR) ? new MlirKernels(new InstalledLlvm(Level.LINALG)) : null;
  }

  /// Whether a target has processors that this program could run on, and not a model alone.
  public static boolean hasProcessors(String target) {
    return target.equals(Machines.X86_64);
  }

  private static @Nullable String obstacle(KernelTarget target) {
    String why = target.obstacle();
    return why == null ? null : "target `" + target.name() + "` cannot run here: " + why;
  }

  /// The names of what runs kernels alone.
  public static List<String> kernelTargets() {
    return KernelTarget.all().stream().map(KernelTarget::name).sorted().toList();
  }

  /// What runs kernels on this machine under a name of [#kernelTargets], whether or not it can;
  /// null where there is no such name.
  public static @Nullable KernelTarget kernelTarget(String name) {
    return target(name);
  }

  /// What `with device` chooses from, in a session with a policy.
  public static Devices devices(Policy policy) {
    return new PresentDevices(policy);
  }

  private static @Nullable KernelTarget target(String name) {
    return KernelTarget.all().stream().filter(t -> t.name().equals(name)).findFirst().orElse(null);
  }

  /// What `--emit` can name for a target that compiles functions alone; none for engines, which
  /// compile programs.
  public static List<String> functionKinds(String name) {
    KernelTarget target = target(name);
    return target == null ? List.of() : target.emitKinds();
  }

  /// The targets that compile functions alone and make artifacts of a kind.
  public static List<String> targetsWith(String kind) {
    return KernelTarget.all().stream()
        .filter(target -> target.emitKinds().contains(kind))
        .map(KernelTarget::name)
        .toList();
  }

  /// The levels of processors that such a target makes artifacts for, the usual one first.
  public static List<String> functionCpus(String name) {
    KernelTarget target = target(name);
    return target == null ? List.of() : target.cpus();
  }

  /// The calling conventions that such a target makes artifacts for, the usual one first.
  public static List<String> functionConventions(String name) {
    KernelTarget target = target(name);
    return target == null ? List.of() : target.conventions();
  }

  /// The artifacts of a function of one of [#functionKinds].
  ///
  /// @param optimised the module of its straight line, after the passes
  public static KernelTarget.Emission emit(
      Entry entry, Module optimised, String kind, String name, Platform platform) {
    KernelTarget target = Objects.requireNonNull(target(name), name);
    Function function =
        Objects.requireNonNull(optimised.function(entry.straightSymbol()), entry.name());
    List<String> parameters = entry.parameters().stream().map(Parameter::name).toList();
    return switch (KernelSplit.of(entry.name(), parameters, function)) {
      case KernelSplit.Outcome.Refused(String why) -> new KernelTarget.Emission.Refused(why);
      case KernelSplit.Outcome.Made(var sequence) -> target.emit(sequence, kind, platform);
    };
  }

  /// The artifacts of one kind, or null where the engine makes none of that kind.
  public static @Nullable List<Artifact> emit(Module module, String kind, String engine) {
    if (target(engine) != null) {
      return null;
    }
    Engine found = engine(engine);
    return found.emitKinds().contains(kind) ? found.emit(module, kind) : null;
  }

  /// What `grad` uses.
  public static Gradients gradients() {
    return new TapeGradients();
  }

  /// What computes the tensors of compiled programs.
  public static TensorEngine tensors() {
    return new KernelTensors();
  }

  /// Whether compiled programs can compute with vectors in this JVM.
  public static boolean hasVectors() {
    return engine("jvm").capabilities().contains(Capability.VECTOR);
  }

  /// How many `f32` a vector of this machine holds.
  ///
  /// @throws IllegalStateException where there are none
  public static int vectorLanes() {
    return JvmEngine.vectorLanes();
  }

  private static Engine engine(String name) {
    return Engine.all().stream()
        .filter(e -> e.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no engine `" + name + "`"));
  }
}
