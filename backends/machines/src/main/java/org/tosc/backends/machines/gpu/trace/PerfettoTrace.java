package org.tosc.backends.machines.gpu.trace;

import org.tosc.backends.machines.gpu.cost.Estimate;
import org.tosc.backends.machines.gpu.cost.Report;
import org.tosc.backends.machines.trace.TraceEvents;

/// Writes estimated launches as JSON that Perfetto and Chrome read (Trace Event Format): a process
/// for each launch, a track for each place of a multiprocessor, a slice for each program that runs
/// there, and counters of the pipes' and memory's shares. Microseconds are those of the estimate.
///
/// Programs are spread over the chip wave by wave, as the model counts them; where a program really
/// runs, hardware decides. Of large launches the first waves are shown, and the rest as one slice.
///
/// ```java
/// try (PerfettoTrace trace = new PerfettoTrace(writer)) {
///   trace.add("add_kernel", report);
/// }
/// ```
public final class PerfettoTrace implements AutoCloseable {
  private static final int MOST_SLICES = 20_000;
  private static final int CHIP = 0;
  private static final double MICRO = 1e6;
  private static final double PERCENT = 100;

  private final TraceEvents events;
  private int launches;
  private double now;

  public PerfettoTrace(Appendable out) {
    events = new TraceEvents(out);
  }

  /// Adds a launch behind those before.
  public void add(String kernel, Report report) {
    int process = ++launches;
    Estimate estimate = report.estimate();
    events.process(process, kernel + " on " + report.gpu().name());
    events.track(process, CHIP, "waves");
    double length = estimate.seconds() * MICRO;
    double overhead = report.gpu().launch() * MICRO;
    events.slice(process, CHIP, now, overhead, "launch", "launch");
    double running = Math.max(0, length - overhead);
    counters(process, now + overhead, now + length, estimate);
    waves(process, now + overhead, running, report);
    now += length;
  }

  private void waves(int process, double from, double running, Report report) {
    int places = report.gpu().multiprocessors() * report.estimate().occupancy().programs();
    int programs = report.grid().size();
    int count = (programs + places - 1) / places;
    double each = running / count;
    int shown = Math.max(1, Math.min(count, MOST_SLICES / places));
    for (int wave = 0; wave < shown; wave++) {
      double start = from + wave * each;
      events.slice(process, CHIP, start, each, "wave", "wave " + wave);
      int last = Math.min(programs, (wave + 1) * places);
      for (int program = wave * places; program < last; program++) {
        int place = program - wave * places;
        int multiprocessor = place % report.gpu().multiprocessors();
        int track =
            1
                + multiprocessor * report.estimate().occupancy().programs()
                + place / report.gpu().multiprocessors();
        if (wave == 0) {
          events.track(process, track, "multiprocessor " + multiprocessor);
        }
        String name = "program " + report.grid().describe(program);
        events.slice(process, track, start, each, "program", name);
      }
    }
    if (shown < count) {
      double start = from + shown * each;
      String name = (count - shown) + " more waves";
      events.slice(process, CHIP, start, running - shown * each, "wave", name);
    }
  }

  private void counters(int process, double from, double to, Estimate estimate) {
    double pipes =
        Math.max(
            Double.MIN_NORMAL,
            Math.max(Math.max(estimate.tensor(), estimate.shared()), estimate.vector()));
    double most = Math.max(Double.MIN_NORMAL, Math.max(estimate.computing(), estimate.memory()));
    double busy = estimate.computing() / most;
    counter(process, from, to, "tensor cores %", PERCENT * busy * estimate.tensor() / pipes);
    counter(process, from, to, "vector lanes %", PERCENT * busy * estimate.vector() / pipes);
    counter(process, from, to, "shared memory %", PERCENT * busy * estimate.shared() / pipes);
    counter(process, from, to, "memory and cache %", PERCENT * estimate.memory() / most);
  }

  private void counter(int process, double from, double to, String name, double value) {
    events.counter(process, from, name, value);
    events.counter(process, to, name, value);
  }

  /// Writes the end. The caller closes what it has given.
  @Override
  public void close() {
    events.close();
  }
}
