package org.tosc.driver.model;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.ArrayCode;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.api.Loaded;
import org.tosc.backends.api.Loading;
import org.tosc.driver.Optimizer;
import org.tosc.driver.Programs;
import org.tosc.driver.machine.Machines;
import org.tosc.driver.tensor.ElementTypes;
import org.tosc.models.compute.Code;
import org.tosc.models.compute.Compute;
import org.tosc.rt.session.Policy;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.TensorType;

/// An engine as models see it. Where its kernels take memory as it lies, functions are code over
/// memory; elsewhere they are programs over tensors.
///
/// @param name of an engine, one of [Programs#engines]
/// @param mayBeNative whether machine code may be executed; otherwise its model is
public record EngineCompute(String name, int threads, boolean mayBeNative) implements Compute {
  public EngineCompute(String name, int threads) {
    this(name, threads, true);
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
    return policy.isStrict() ? new EngineCompute(target, threads, false) : of(target, threads);
  }

  @Override
  public Code compile(Function function) {
    Loaded loaded = loaded(function);
    if (isProcessor()) {
      ArrayCode code = loaded.arrays(function.symbol());
      return buffers -> code.call((Object[]) buffers);
    }
    return new Called(loaded, function)::call;
  }

  /// The same as code over arrays and memory; null where this engine has none for it, or only that
  /// of a machine that is not this one.
  @Nullable ArrayCode arrays(Function function) {
    if (!name.equals("jvm") && !isProcessor()) {
      return null;
    }
    try {
      return loaded(function).arrays(function.symbol());
    } catch (IllegalArgumentException refused) {
      return null;
    }
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

  /// A function of a program, over tensors on the caller's memory.
  private record Called(Loaded loaded, Function function, Session session) {
    Called(Loaded loaded, Function function) {
      this(loaded, function, Session.builder().engine(Programs.tensors()).build());
    }

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
