package org.tosc.backends.machines.snitch.core;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.snitch.isa.FloatOperation;

/// A core: integer core, FPU, and its ports into the cluster's memory (`snitch_cc.sv`). One that
/// computes has three streams and three ports, one that moves data the DMA engine and one port.
final class Core {
  static final int PORTS = 3;

  private static final int STREAM = 1;
  private static final int ACCESS = 2;

  private final Memory memory;
  private final Counters counters = new Counters();
  private final int hart;
  private final int firstTcdmPort;
  private final Stream[] streams;
  private final AddressQueue addresses = new AddressQueue();
  private final Sequencer sequencer;
  private final MemoryPort port;
  private final FloatPort floatPort;
  private final FloatSubsystem floats;
  private final Exchange exchange;
  private final IntegerCore integer;
  private final ControlRegisters control;

  /// Who uses the first port: the first stream, or loads and stores.
  private final RoundRobin firstPort = new RoundRobin(2, true);

  private @Nullable Listener listener;
  private long now;

  /// A bit for each stream that asks for an element in this cycle.
  private int requesting;

  private int firstRequests;
  private int picked;
  private @Nullable Access access;

  /// @param dma what controls the DMA engine; null for a core that computes
  Core(
      Configuration configuration,
      int hart,
      Cluster.Shared shared,
      FloatArithmetic arithmetic,
      @Nullable DmaControl dma) {
    this.hart = hart;
    firstTcdmPort = hart * PORTS;
    memory = shared.memory();
    streams = new Stream[dma == null ? PORTS : 0];
    Arrays.setAll(streams, i -> new Stream(i, memory.tcdmBytes()));
    control = new ControlRegisters(hart);
    Abilities abilities = configuration.abilities(dma != null);
    sequencer = new Sequencer(configuration.sequencerDepth(), abilities);
    port = new MemoryPort(memory, hart, configuration.dramCycles());
    floatPort = new FloatPort(port);
    floats = new FloatSubsystem(configuration, arithmetic, streams, control, floatPort, counters);
    exchange = new Exchange(sequencer, floats, streams, hart, shared.multiplier(), dma);
    integer =
        new IntegerCore(
            control,
            new CodeCache(memory, abilities),
            new InstructionCache(memory, shared.instructions()),
            port,
            addresses,
            exchange,
            new BodyCheck(configuration.sequencerDepth()),
            counters);
  }

  /// The first half of a cycle: all units but memory.
  void compute(long cycle) {
    now = cycle;
    try {
      work(cycle);
    } catch (Misuse misuse) {
      throw misuse.on(hart);
    }
  }

  private void work(long cycle) {
    port.begin(cycle);
    floatPort.begin();
    sequencer.begin();
    exchange.begin();
    boolean buffered = sequencer.isReadable();
    Offloaded candidate = buffered ? sequencer.peek() : exchange.direct();
    floats.begin(candidate, buffered && sequencer.isRepeated());
    boolean answers = exchange.arbitrate();
    exchange.collect();
    Access answer = port.floatAnswer();
    boolean issued = floats.step(answers, answer);
    if (listener != null) {
      reportFloat(listener, cycle, buffered);
    }
    if (issued && buffered) {
      sequencer.advance();
    }
    if (floats.tookLoad() || (answer != null && answer.write)) {
      finish(answer);
    }
    exchange.dispatch(issued && !buffered);
    integer.step(cycle);
    if (listener != null) {
      listener.hear(cycle, hart, integer.event());
    }
    port.passAnswer();
  }

  private void reportFloat(Listener to, long cycle, boolean buffered) {
    FloatOperation.Unit unit = floats.left();
    if (unit != null) {
      to.hear(cycle, hart, new Event.FloatResult(unit));
    }
    Offloaded candidate = floats.candidate();
    FloatStall stall = floats.stalled();
    if (candidate == null) {
      return;
    }
    if (stall != null) {
      to.hear(cycle, hart, new Event.FloatWait(candidate.pc(), stall));
      return;
    }
    int outer = buffered ? sequencer.iteration(0) : -1;
    int inner = buffered ? sequencer.iteration(1) : -1;
    to.hear(
        cycle, hart, new Event.FloatIssue(candidate.pc(), candidate.instruction(), outer, inner));
  }

  private void finish(@Nullable Access answer) {
    if (answer == null) {
      throw new IllegalStateException("nothing was loaded");
    }
    port.takeFloatAnswer();
    floatPort.answered(answer);
    if (!answer.repeated) {
      addresses.pop();
    }
  }

  /// The second half: what is wanted of memory.
  void request(Tcdm tcdm) {
    int first = firstTcdmPort;
    access = port.request();
    int requests = 0;
    for (int i = 0; i < streams.length; i++) {
      if (streams[i].requests()) {
        requests |= 1 << i;
      }
    }
    requesting = requests;
    firstRequests = (requests & STREAM) | (access != null ? ACCESS : 0);
    picked = firstPort.pick(firstRequests);
    if (picked == 0) {
      tcdm.request(first, streams[0].address());
    } else if (access != null && picked > 0) {
      tcdm.request(first, memory.offset(access.address));
    }
    for (int i = 1; requests >= 1 << i; i++) {
      if ((requests >>> i & 1) != 0) {
        tcdm.request(first + i, streams[i].address());
      }
    }
  }

  /// What memory has served, a bit for each port of the cluster. It ends the cycle.
  void served(int all) {
    try {
      end(all);
    } catch (Misuse misuse) {
      throw misuse.on(hart);
    }
  }

  private void end(int all) {
    int ports = all >>> firstTcdmPort;
    boolean granted = (ports & 1) != 0;
    if (listener != null && access != null) {
      boolean served = granted && picked == 1;
      listener.hear(now, hart, new Event.MemoryRequest(access.address, access.alters(), served));
    }
    firstPort.end(firstRequests, granted);
    if (granted && picked == 1 && access != null) {
      memory.serve(access, hart);
      port.granted();
      counters.accesses++;
    } else if (access != null) {
      counters.accessConflicts++;
    }
    for (int i = 0; i < streams.length; i++) {
      end(i, i == 0 ? granted && picked == 0 : (ports >>> i & 1) != 0);
    }
    addresses.end();
    sequencer.end();
    exchange.end();
    port.end();
  }

  /// Ends a stream's cycle; what it is granted comes back in the next.
  private void end(int number, boolean granted) {
    Stream stream = streams[number];
    if (stream.isActive()) {
      counters.active[number]++;
    }
    boolean requests = (requesting >>> number & 1) != 0;
    if (listener != null && requests) {
      boolean write = stream.requestsWrite();
      listener.hear(now, hart, new Event.StreamRequest(number, stream.address(), write, granted));
    }
    long value = 0;
    if (granted) {
      counters.elements[number] += stream.requestsIndex() ? 0 : 1;
      stream.grant();
      if (stream.requestsWrite()) {
        memory.setTcdmWord(stream.address(), stream.data());
      } else {
        value = memory.tcdmWord(stream.address());
      }
    } else if (requests) {
      counters.conflicts[number]++;
    }
    stream.end();
    if (granted) {
      stream.answer(value);
    }
  }

  void listen(@Nullable Listener to) {
    listener = to;
  }

  int hart() {
    return hart;
  }

  boolean wantsMultiplier() {
    return exchange.wantsMultiplier();
  }

  IntegerCore integer() {
    return integer;
  }

  FloatSubsystem floats() {
    return floats;
  }

  ControlRegisters control() {
    return control;
  }

  Counters counters() {
    return counters;
  }

  /// What has been done so far, as a number that grows with each thing.
  long progress() {
    long sum = counters.issues - counters.parked + counters.floatIssues + counters.accesses;
    for (Stream stream : streams) {
      sum += counters.elements[stream.number()];
    }
    return sum;
  }

  Exchange exchange() {
    return exchange;
  }

  List<Stream> streams() {
    return List.of(streams);
  }

  /// Whether something waits in the units of the FPU or on the way to them.
  boolean isWorking() {
    return !(exchange.isEmpty() && sequencer.isEmpty() && floats.isIdle() && port.isEmpty());
  }

  /// Whether nothing is on its way anywhere.
  boolean isQuiet() {
    boolean quiet = exchange.isEmpty() && sequencer.isEmpty() && floats.isIdle() && port.isEmpty();
    for (Stream stream : streams) {
      quiet &= stream.isIdle();
    }
    return quiet;
  }
}
