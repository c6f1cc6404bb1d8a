package org.tosc.backends.snitch.code;

/// An estimate of when things happen, by the rules of snitch.md section 4: what schedules are
/// compared by. Banks without conflicts and an instruction cache without misses are assumed.
final class Clock {
  private static final int STREAMS = 3;

  /// From a pointer's write to the first element (rule 22).
  private static final int STREAM_DISTANCE = 5;

  /// Between the FPU's last result and the core that waits for it.
  private static final int TAIL = 6;

  /// Cycles that the FPU idles between two repetitions (rule 21).
  private static final int BETWEEN_REPETITIONS = 2;

  private long core;
  private long fpu;
  private boolean wasRepetition;

  /// Cycles of the job that was launched last, from its first result on, until its results are
  /// taken.
  private long writing;

  /// When each stream's first element is there.
  private final long[] ready = new long[STREAMS];

  /// When the running and the pending job of each stream end.
  private final long[] running = new long[STREAMS];

  private final long[] pending = new long[STREAMS];

  /// An instruction of the core, or one that is offloaded and not waited for.
  void issue() {
    core++;
  }

  /// A write to a stream's configuration, which waits while a job is pending (snitch.md 2.3).
  void configure(int stream) {
    core = Math.max(core, running[stream]) + 1;
  }

  /// A write that starts a job.
  void start(int stream) {
    configure(stream);
    ready[stream] = core - 1 + STREAM_DISTANCE;
    if (stream == StreamState.WRITTEN) {
      fpu = Math.max(fpu, core + writing - STREAM_DISTANCE);
      writing = 0;
    }
  }

  /// Instructions of the FPU in front of loops.
  void setUp(int count, int distance) {
    core += count;
    fpu = Math.max(fpu, core + distance);
  }

  /// A job.
  ///
  /// @param offloads instructions that the core hands over
  /// @param cycles that the FPU issues
  /// @param before cycles of these before the first result
  void launch(int offloads, long cycles, long before, boolean isRepetition) {
    if (isRepetition) {
      core = Math.max(core, fpu);
    }
    long begin = Math.max(core + (isRepetition ? 3 : 2), fpu);
    for (long at : ready) {
      begin = Math.max(begin, at);
    }
    if (isRepetition && wasRepetition) {
      begin = Math.max(begin, fpu + BETWEEN_REPETITIONS);
    }
    fpu = begin + cycles;
    writing = cycles - before;
    core += offloads;
    wasRepetition = isRepetition;
    for (int i = 0; i < STREAMS; i++) {
      running[i] = pending[i];
      pending[i] = fpu;
    }
  }

  /// The core waits until all is done.
  void join() {
    core = Math.max(core, fpu + TAIL);
  }

  /// `rounds` rounds of a loop of which one has passed since `before`.
  void repeat(Clock before, long rounds) {
    long core1 = core - before.core;
    long fpu1 = fpu - Math.max(before.fpu, before.core);
    long round = Math.max(core1, fpu1);
    core += round * (rounds - 1);
    fpu += round * (rounds - 1);
  }

  Clock copy() {
    Clock copy = new Clock();
    copy.core = core;
    copy.fpu = fpu;
    return copy;
  }

  long cycles() {
    return Math.max(core, fpu + TAIL);
  }
}
