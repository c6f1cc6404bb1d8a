package org.tosc.driver.model;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.ArrayCode;
import org.tosc.backends.api.KernelDevice;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.api.Loaded;
import org.tosc.backends.api.Loading;
import org.tosc.driver.Optimizer;
import org.tosc.driver.Programs;
import org.tosc.driver.machine.Machines;
import org.tosc.driver.tensor.ElementTypes;
import org.tosc.models.compute.Code;
import org.tosc.models.compute.Compute;
import org.tosc.rt.monitor.KernelCompilationEvent;
import org.tosc.rt.monitor.KernelRunEvent;
import org.tosc.rt.monitor.Monitor;
import org.tosc.rt.session.Policy;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorEngine;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.TensorType;

/// An engine as models see it. Where its kernels take memory as it lies, functions are code over
/// memory; elsewhere they are programs over tensors.
///
/// @param name of an engine, one of [Programs#engines]
/// @param mayBeNative whether machine code may be executed; otherwise its model is
/// @param monitor counts kernels and their runs
public record EngineCompute(String name, int threads, boolean mayBeNative, Monitor monitor)
    implements Compute {
  public EngineCompute(String name, int threads) {
    this(name, threads, true, new Monitor());
  }

  /// The engine that runs models where a program runs on another: machine code, where the program
  /// runs on the JVM and this machine has a processor for it.
  public static EngineCompute of(String target, int threads) {
    boolean hasMachineCode = Programs.obstacle(Machines.X86_64) == null;
    String name = target.equals("jvm") && hasMachineCode ? Machines.X86_64 : target;
    return new EngineCompute(name, threads);
  }

  /// The same for a policy: one that is strict executes nothing but the JVM's own code.
  public static EngineCompute of(String target, int threads, Policy policy) {
    return policy.isStrict()
        ? new EngineCompute(target, threads, false, new Monitor())
        : of(target, threads);
  }

  /// The same with another monitor.
  EngineCompute heardBy(Monitor other) {
    return new EngineCompute(name, threads, mayBeNative, other);
  }

  /// The engine that runs models where the program of a session is now: this one, or that of the
  /// device that was entered last.
  EngineCompute in(Session session) {
    return session.isOnDevice()
        ? new EngineCompute(on(session.device()), threads, mayBeNative, monitor)
        : this;
  }

  /// `cpu` is the processor as it is fastest, which this engine knows, and `jvm` class files. A
  /// device that is absent, and need not be there, is none of the engines.
  private String on(String device) {
    return Programs.engines().contains(device) ? device : name;
  }

  @Override
  public boolean isFusing() {
    return isProcessor();
  }

  @Override
  public Code compile(Function function) {
    if (isProcessor()) {
      ArrayCode code = made(() -> loaded(function).arrays(function.symbol()));
      return buffers -> heard(() -> code.call((Object[]) buffers));
    }
    return new Called(loaded(function), function, session())::call;
  }

  /// Compiles a kernel.
  private ArrayCode made(Supplier<ArrayCode> compiler) {
    KernelCompilationEvent event = new KernelCompilationEvent(name);
    long start = System.nanoTime();
    ArrayCode made = compiler.get();
    monitor.kernelMade(name, System.nanoTime() - start);
    event.commit();
    return made;
  }

  /// Runs a kernel of this engine.
  void heard(Runnable kernel) {
    KernelRunEvent event = new KernelRunEvent(name);
    long start = System.nanoTime();
    kernel.run();
    monitor.kernelRan(name, start);
    event.commit();
  }

  /// The same as code over arrays and memory; null where this engine has none for it, or only that
  /// of a machine that is not this one.
  @Nullable ArrayCode arrays(Function function) {
    if (!name.equals("jvm") && !isProcessor()) {
      return null;
    }
    try {
      return made(() -> loaded(function).arrays(function.symbol()));
    } catch (IllegalArgumentException refused) {
      return null;
    }
  }

  /// What computes operations that no kernel computes, where `singly` computes one after the other:
  /// on devices that have nothing but kernels it is the run-time library.
  TensorEngine library(TensorEngine singly) {
    boolean hasOnlyKernels =
        singly.base() instanceof KernelDevice device && device.kernels() != null;
    return hasOnlyKernels ? Programs.tensors() : singly;
  }

  /// A tensor where kernels of this engine read it: class files work on Java's arrays.
  Tensor placed(Tensor tensor) {
    return isProcessor() ? tensor : Raw.copied(tensor);
  }

  private Loaded loaded(Function function) {
    Module optimised = Optimizer.standard(new Module(List.of(), List.of(function)), name);
    Loading loading = Loading.PLAIN.withThreads(threads).withKernels(kernels());
    return Programs.loadAsItIs(optimised, name, loading);
  }

  /// Whether this machine's processor executes the code.
  private boolean isProcessor() {
    return mayBeNative && Programs.hasProcessors(name) && Programs.obstacle(name) == null;
  }

  /// The model of a machine that is not this one, or is not to be used.
  private @Nullable KernelTarget kernels() {
    return isProcessor() ? null : Programs.model(name);
  }

  /// A session in which all that is computed is computed on this engine, or is an error.
  private Session session() {
    Session.Builder builder = Session.builder().engine(Programs.tensors()).monitor(monitor);
    if (Programs.kernelTarget(name) == null) {
      return builder.build();
    }
    Policy policy = mayBeNative ? Policy.STANDARD : Policy.STRICT;
    Session session = builder.devices(Programs.devices(policy)).build();
    session.enterDevice(name, false);
    return session;
  }

  /// A function of a program, over tensors on the caller's memory.
  private record Called(Loaded loaded, Function function, Session session) {
    void call(MemorySegment... buffers) {
      int count = function.params().size();
      Object[] arguments = new Object[count];
      for (int i = 0; i < count; i++) {
        TensorType type = (TensorType) function.params().get(i).type();
        DType dtype = ElementTypes.dtype(type.element());
        arguments[i] = Tensor.ofSegment(dtype, type.extents(), buffers[i]);
      }
      Object result = run(() -> loaded.call(function.symbol(), arguments));
      Object[] results = result instanceof Object[] several ? several : new Object[] {result};
      for (int i = 0; i < results.length; i++) {
        MemorySegment made = Raw.memory((Tensor) results[i]);
        buffers[count + i].copyFrom(made);
      }
    }

    private Object run(Callable<@Nullable Object> body) {
      try {
        return Objects.requireNonNull(session.run(body));
      } catch (RuntimeException fault) {
        throw fault;
      } catch (Exception fault) {
        throw new IllegalStateException(fault);
      }
    }
  }
}
