package org.tosc.backends.machines.snitch.core;

/// A stream semantic register: an address generator of up to four loops in front of a queue of data
/// (`snitch_ssr.sv`, `snitch_ssr_addr_gen.sv`).
///
/// All questions are about the state at the beginning of the cycle; what happens in it is noted,
/// and takes place in [#end].
final class Stream {
  private static final int LOOPS = StreamJob.LOOPS;
  private static final int CREDITS = 4;

  private final int number;
  private final int memoryBytes;
  private final StreamJob next;
  private final StreamJob job;
  private final int[] index = new int[LOOPS];
  private final IndexReader indices = new IndexReader();

  /// Who has the port: data or indices.
  private final RoundRobin port = new RoundRobin(2, true);

  private int portRequests;
  private boolean asksForIndex;
  private boolean grantedIndex;
  private boolean answersIndex;

  /// Whether all addresses of the job have left the loops.
  private boolean generated;

  /// Addresses between the loops and the port: a register of two.
  private final int[] addresses = new int[2];

  private final boolean[] lasts = new boolean[2];
  private int addressCount;

  private final long[] queue = new long[CREDITS];
  private int head;
  private int count;
  private int credits = CREDITS;
  private int repetition;

  /// The direction of the last request.
  private boolean wrote;

  /// Whether the copy at work differs from the written one.
  private boolean stale;

  /// Elements of the job at work, or of the last one, whose addresses were made.
  private long elements;

  // What happens in this cycle.
  private boolean happens;
  private boolean popped;
  private boolean pushed;
  private long pushedValue;
  private boolean granted;
  private boolean answered;
  private long answer;

  /// @param number which of the core's it is
  /// @param memoryBytes how large the cluster's memory is
  Stream(int number, int memoryBytes) {
    this.number = number;
    this.memoryBytes = memoryBytes;
    next = new StreamJob(number, memoryBytes);
    job = new StreamJob(number, memoryBytes);
  }

  /// Whether the next job can be configured: none is waiting.
  boolean isConfigurable() {
    return next.done;
  }

  /// Writes a configuration register.
  ///
  /// @param pc where the instruction stands that does
  void configure(int register, int value, int pc) {
    next.configure(register, value, pc);
    stale = true;
  }

  /// Reads a configuration register of the job at work.
  int configuration(int register) {
    return job.configuration(register);
  }

  // The side of the FPU.

  /// Whether an instruction can read the register.
  boolean hasData() {
    return !writes() && count > 0;
  }

  /// What an instruction reads.
  long data() {
    return queue[head];
  }

  /// An instruction has read the register.
  void pop() {
    popped = true;
    happens = true;
  }

  /// Whether a result can be written.
  boolean accepts() {
    return writes() && count < CREDITS;
  }

  void push(long value) {
    pushed = true;
    happens = true;
    pushedValue = value;
  }

  // The side of memory.

  /// Whether the direction turns while data of the other is still on its way.
  private boolean flushes() {
    return job.write != wrote && credits != CREDITS;
  }

  /// Which way data goes now.
  private boolean writes() {
    return flushes() ? wrote : job.write;
  }

  /// Whether the port is wanted, asked once in a cycle.
  boolean requests() {
    boolean data = requestsData();
    if (!job.indirect) {
      return data;
    }
    portRequests = (data ? 1 : 0) | (indices.requests() ? 2 : 0);
    int picked = port.pick(portRequests);
    asksForIndex = picked == 1;
    return picked != RoundRobin.NOBODY;
  }

  private boolean requestsData() {
    if (addressCount == 0 || credits == 0 || flushes()) {
      return false;
    }
    return job.write ? count > 0 : count < CREDITS;
  }

  /// Whether a word of indices is wanted.
  boolean requestsIndex() {
    return asksForIndex;
  }

  boolean requestsWrite() {
    return job.write && !asksForIndex;
  }

  /// The offset into the memory of the cluster.
  int address() {
    return asksForIndex ? indices.address() : addresses[0];
  }

  void grant() {
    happens = true;
    if (asksForIndex) {
      grantedIndex = true;
    } else {
      granted = true;
    }
  }

  /// The answer to what was granted in the last cycle.
  void answer(long value) {
    if (answersIndex) {
      answersIndex = false;
      indices.answer(value);
      return;
    }
    answered = true;
    happens = true;
    answer = value;
  }

  /// Whether nothing is left to do.
  boolean isIdle() {
    return job.done && next.done && count == 0 && credits == CREDITS;
  }

  int number() {
    return number;
  }

  /// Where the instruction stands that started the job at work, or the last one; 0 for none.
  int jobPc() {
    return job.pc;
  }

  /// Whether the job at work, or the last one, writes.
  boolean isWriting() {
    return job.write;
  }

  /// How many elements of the job at work have been requested, or the last one had.
  long elements() {
    return elements;
  }

  boolean isActive() {
    return !job.done;
  }

  /// Elements that were fetched and not read, or written and not stored.
  int queued() {
    return count;
  }

  /// Ends the cycle.
  void end() {
    if (happens) {
      moveData();
    } else if (job.done && !stale) {
      return;
    }
    boolean last = granted && lasts[0];
    boolean ready = !job.indirect || indices.hasIndex();
    boolean generates = !job.done && !generated && addressCount < 2 && ready;
    if (granted) {
      wrote = job.write;
      addresses[0] = addresses[1];
      lasts[0] = lasts[1];
      addressCount--;
    }
    boolean wasDone = job.done;
    if (generates) {
      generate();
    }
    if (job.indirect) {
      endIndices();
    }
    if (wasDone && stale) {
      generated = false;
      elements = next.done ? elements : 0;
      job.take(next);
      if (job.indirect && !job.done) {
        indices.begin(job.pointer, job.bounds[0] + 1, job.indexSize, job.indexShift, job.indexBase);
      }
      next.done = true;
      stale = false;
    } else if (last) {
      job.done = true;
      stale = true;
    }
    if (happens) {
      popped = false;
      pushed = false;
      granted = false;
      answered = false;
      happens = false;
    }
  }

  private void endIndices() {
    indices.end(grantedIndex);
    port.end(portRequests, granted || grantedIndex);
    portRequests = 0;
    answersIndex = grantedIndex;
    grantedIndex = false;
    asksForIndex = false;
  }

  private void moveData() {
    if (writes()) {
      if (pushed) {
        put(pushedValue);
      }
      credits += (answered ? 1 : 0) - (granted ? 1 : 0);
      if (granted) {
        drop();
      }
      return;
    }
    boolean leaves = false;
    if (popped) {
      leaves = repetition == job.repeat;
      repetition = leaves ? 0 : repetition + 1 & StreamJob.REPEATS;
    }
    if (answered) {
      put(answer);
    }
    if (leaves) {
      drop();
    }
    credits += (leaves ? 1 : 0) - (granted ? 1 : 0);
  }

  private void put(long value) {
    queue[head + count & CREDITS - 1] = value;
    count++;
  }

  private void drop() {
    head = head + 1 & CREDITS - 1;
    count--;
  }

  /// Lets one address leave, that of the next index or of the loops.
  private void generate() {
    int address = job.indirect ? indices.next() : job.pointer;
    if (Integer.compareUnsigned(address, memoryBytes) >= 0) {
      throw new Misuse(
          Misuse.Kind.STREAM_ADDRESS,
          job.pc,
          String.format(
              "stream ft%d leaves the cluster's memory at offset %d after %d elements",
              number, address, elements));
    }
    addresses[addressCount] = address;
    elements++;
    generated = job.indirect ? indices.isDone() : advance();
    lasts[addressCount] = generated;
    addressCount++;
  }

  /// Advances the loops.
  ///
  /// @return whether the last address has left
  private boolean advance() {
    int outermost = 0;
    boolean carries = true;
    for (int loop = 0; loop < LOOPS && carries; loop++) {
      outermost = loop;
      carries = loop > job.dimensions || index[loop] == job.bounds[loop];
      index[loop] = carries ? 0 : index[loop] + 1;
    }
    job.pointer += job.strides[outermost];
    return carries;
  }
}
