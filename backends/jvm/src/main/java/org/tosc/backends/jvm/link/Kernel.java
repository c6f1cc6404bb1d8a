package org.tosc.backends.jvm.link;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.device.Buffer;
import org.tosc.rt.monitor.KernelRunEvent;
import org.tosc.rt.monitor.Monitor;
import org.tosc.rt.session.Session;
import org.tosc.rt.team.Team;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;

/// The compiled kernel of a group of tensor operations: what takes tensors of the shapes and dtypes
/// that it was made for, and makes new ones.
///
/// Its workplace is kept; a second thread that calls at the same time gets its own.
public final class Kernel {
  private final String engine;
  private final KernelCode code;
  private final List<long[]> results;
  private final int inputs;
  private final Team team;
  private final AtomicReference<@Nullable Workplace> kept = new AtomicReference<>();
  private long makingNanos;

  /// @param engine where it runs, for counters
  /// @param inputs how many buffers are inputs
  /// @param results the shapes of the results, which come next; what is left is scratch
  public Kernel(String engine, KernelCode code, int inputs, List<long[]> results, Team team) {
    this.engine = engine;
    this.code = code;
    this.results = List.copyOf(results);
    this.inputs = inputs;
    this.team = team;
  }

  /// Notes what making it took, in nanoseconds.
  public void tookToMake(long nanos) {
    makingNanos = nanos;
  }

  /// Counts it in a session that runs it from now on.
  void register(Monitor monitor) {
    monitor.kernelMade(engine, makingNanos);
  }

  /// The results, each a new tensor.
  Object[] call(Tensor[] tensors) {
    Home home = code.home();
    Buffer[] buffers = new Buffer[code.sizes().size()];
    for (int i = 0; i < inputs; i++) {
      buffers[i] = home.of(tensors[i]);
    }
    Object[] made = new Object[results.size()];
    for (int i = 0; i < made.length; i++) {
      Tensor result = Raw.zeros(code.dtypes().get(inputs + i), results.get(i));
      buffers[inputs + i] = home.of(result);
      made[i] = result;
    }
    KernelRunEvent event = new KernelRunEvent(engine);
    long start = System.nanoTime();
    run(buffers);
    Session.current().monitor().kernelRan(engine, start);
    event.commit();
    return made;
  }

  private void run(Buffer[] buffers) {
    Workplace mine = kept.getAndSet(null);
    Workplace workplace = mine != null ? mine : new Workplace(code, inputs + results.size(), team);
    try {
      workplace.run(buffers);
    } catch (Throwable thrown) {
      throw Raise.<RuntimeException>again(thrown);
    }
    kept.set(workplace);
  }

  /// Runs on zeros, whose results nobody sees.
  public Runnable rehearsal() {
    Buffer[] buffers = new Buffer[code.sizes().size()];
    Arrays.setAll(buffers, code::zeros);
    return () -> run(buffers);
  }
}
