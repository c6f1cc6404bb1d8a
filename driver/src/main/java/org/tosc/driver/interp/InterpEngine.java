package org.tosc.driver.interp;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.Artifact;
import org.tosc.backends.api.Capability;
import org.tosc.backends.api.Engine;
import org.tosc.backends.api.Loaded;
import org.tosc.backends.api.Loading;
import org.tosc.driver.tensor.OracleTensors;
import org.tosc.rt.error.Errors;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.TensorEngine;
import org.tosc.tir.interp.GuestFault;
import org.tosc.tir.interp.Interpreter;
import org.tosc.tir.ir.Module;

/// The interpreter as an engine: slow, and right by definition. While it runs a function, the
/// session's tensor operations are the oracle's, unless a device is chosen (`with device`).
public final class InterpEngine implements Engine {
  private final boolean checksRaces;

  public InterpEngine() {
    this(true);
  }

  private InterpEngine(boolean checksRaces) {
    this.checksRaces = checksRaces;
  }

  /// The interpreter without its check that programs of one launch do not touch the same elements:
  /// it runs them one after the other, as the JVM engine does.
  public static InterpEngine withoutRaceCheck() {
    return new InterpEngine(false);
  }

  @Override
  public String name() {
    return "interp";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.values());
  }

  @Override
  public Interpreted load(Module module) {
    return load(module, Loading.PLAIN);
  }

  @Override
  public Interpreted load(Module module, Loading loading) {
    Interpreter interpreter = interpreter(module, new HashMap<>());
    interpreter.buffers().checkRaces(checksRaces);
    return new Interpreted(interpreter);
  }

  /// A program whose tensor operations are another engine's than the oracle's.
  public static Interpreted load(Module module, TensorEngine tensors) {
    return new Interpreted(interpreter(module, new HashMap<>()), tensors);
  }

  /// A program over globals that others share, by symbol.
  public static Loaded load(Module module, Map<String, @Nullable Object> globals) {
    return new Interpreted(interpreter(module, globals));
  }

  /// Calls the entry function of a module with values that earlier calls gave. Where it ends with
  /// an error, these values are usable as before, but for elements that were written.
  public static @Nullable Object entry(Module module, List<@Nullable Object> values) {
    Interpreter interpreter = interpreter(module, new HashMap<>());
    interpreter.buffers().rememberFrees();
    boolean done = false;
    try {
      Object result = new Interpreted(interpreter).call(Module.MAIN, values.toArray());
      done = true;
      return result;
    } finally {
      if (!done) {
        interpreter.buffers().undoFrees();
      }
    }
  }

  private static Interpreter interpreter(Module module, Map<String, @Nullable Object> globals) {
    return new Interpreter(module, new HostAdapter(), new TensorAdapter(), globals);
  }

  @Override
  public List<String> emitKinds() {
    return List.of();
  }

  @Override
  public List<Artifact> emit(Module module, String kind) {
    throw new IllegalArgumentException("this engine does not emit `" + kind + "`");
  }

  /// A program in an interpreter of its own, whose `buffers()` count the device memory in use.
  public record Interpreted(Interpreter interpreter, TensorEngine tensors) implements Loaded {
    Interpreted(Interpreter interpreter) {
      this(interpreter, new OracleTensors());
    }

    @Override
    public @Nullable Object call(String function, @Nullable Object... arguments) {
      Session session = Session.current();
      boolean isChosen = session.isOnDevice();
      TensorEngine before = isChosen ? null : session.replaceEngine(tensors);
      try {
        return interpreter.call(function, arguments);
      } catch (GuestFault fault) {
        throw (GuestError) HostAdapter.guest(fault);
      } catch (StackOverflowError | OutOfMemoryError fault) {
        throw Errors.asGuest(fault);
      } finally {
        if (!isChosen) {
          session.replaceEngine(before);
        }
      }
    }

    @Override
    public long liveBuffers() {
      return interpreter.buffers().live();
    }

    @Override
    public MethodHandle entry(String function) {
      try {
        return MethodHandles.lookup()
            .findVirtual(
                Loaded.class,
                "call",
                MethodType.methodType(Object.class, String.class, Object[].class))
            .bindTo(this)
            .bindTo(function)
            .asVarargsCollector(Object[].class);
      } catch (ReflectiveOperationException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }
}
