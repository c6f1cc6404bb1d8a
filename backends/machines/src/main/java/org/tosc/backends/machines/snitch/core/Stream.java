package org.tosc.backends.machines.snitch.core;

/// A stream semantic register: an address generator of up to four loops in front of a queue of data
/// (`snitch_ssr.sv`, `snitch_ssr_addr_gen.sv`).
///
/// All questions are about the state at the beginning of the cycle; what happens in it is noted,
/// and takes place in [#end].
final class Stream {
  static final int LOOPS = 4;
  private static final int CREDITS = 4;

  /// Addresses of the memory of the cluster have 17 bits, and those of words none of the lowest.
  private static final int POINTER = (1 << 17) - 1;

  private static final int WORD = ~7;
  private static final int ALIAS = 0x18000000;
  private static final int REPEATS = 15;

  // Registers of the configuration (snitch.md section 2.3).
  private static final int STATUS = 0;
  private static final int REPEAT = 1;
  private static final int BOUNDS = 2;
  private static final int STRIDES = 6;
  private static final int JOBS = 16;

  /// What a job is: the written copy, and the one at work.
  private static final class Job {
    final int[] bounds = new int[LOOPS];
    final int[] strides = new int[LOOPS];
    int repeat;
    int pointer;
    boolean done = true;
    boolean write;
    int dimensions;
    boolean indirect;

    /// Where the instruction stands that started it.
    int pc;

    void take(Job other) {
      System.arraycopy(other.bounds, 0, bounds, 0, LOOPS);
      System.arraycopy(other.strides, 0, strides, 0, LOOPS);
      repeat = other.repeat;
      pointer = other.pointer;
      done = other.done;
      write = other.write;
      dimensions = other.dimensions;
      indirect = other.indirect;
      pc = other.pc;
    }
  }

  private final int number;
  private final int memoryBytes;
  private final Job next = new Job();
  private final Job job = new Job();
  private final int[] index = new int[LOOPS];

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
  }

  /// Whether the next job can be configured: none is waiting.
  boolean isConfigurable() {
    return next.done;
  }

  /// Writes a configuration register.
  ///
  /// @param pc where the instruction stands that does
  void configure(int register, int value, int pc) {
    check(register, value, pc);
    stale = true;
    if (register >= JOBS) {
      next.pointer = value & POINTER;
      next.done = false;
      next.write = (register & 4) != 0;
      next.dimensions = register & 3;
      next.indirect = (register & 8) == 0;
    } else if (register >= STRIDES && register < STRIDES + LOOPS) {
      next.strides[register - STRIDES] = value & WORD;
    } else if (register >= BOUNDS && register < BOUNDS + LOOPS) {
      next.bounds[register - BOUNDS] = value;
    } else if (register == REPEAT) {
      next.repeat = value & REPEATS;
    } else if (register == STATUS) {
      next.pointer = value & POINTER;
      next.done = value < 0;
      next.pc = pc;
      next.write = (value >>> 30 & 1) != 0;
      next.dimensions = value >>> 28 & 3;
      next.indirect = (value >>> 27 & 1) != 0;
    }
  }

  private void check(int register, int value, int pc) {
    boolean isPointer = register >= JOBS;
    boolean isStride = register >= STRIDES && register < STRIDES + LOOPS;
    if ((isPointer || isStride) && (value & ~WORD) != 0) {
      throw new Misuse(
          Misuse.Kind.STREAM_ALIGNMENT,
          pc,
          String.format(
              "the %s 0x%x of stream ft%d is not a multiple of 8",
              isPointer ? "pointer" : "stride", value, number));
    }
    if (isPointer) {
      boolean isThere =
          Integer.compareUnsigned(value - Memory.TCDM, memoryBytes) < 0
              || Integer.compareUnsigned(value - ALIAS, memoryBytes) < 0;
      if (!isThere) {
        throw new Misuse(
            Misuse.Kind.STREAM_ADDRESS,
            pc,
            String.format(
                "stream ft%d begins at 0x%08x, outside of the cluster's memory", number, value));
      }
      next.pc = pc;
    }
  }

  /// Reads a configuration register of the job at work.
  int configuration(int register) {
    if (register == STATUS) {
      return (job.done ? 1 << 31 : 0)
          | (job.write ? 1 << 30 : 0)
          | job.dimensions << 28
          | (job.indirect ? 1 << 27 : 0)
          | (job.pointer & POINTER);
    }
    if (register == REPEAT) {
      return job.repeat;
    }
    if (register >= BOUNDS && register < BOUNDS + LOOPS) {
      return job.bounds[register - BOUNDS];
    }
    return register >= STRIDES && register < STRIDES + LOOPS ? job.strides[register - STRIDES] : 0;
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

  boolean requests() {
    if (addressCount == 0 || credits == 0 || flushes()) {
      return false;
    }
    return job.write ? count > 0 : count < CREDITS;
  }

  boolean requestsWrite() {
    return job.write;
  }

  /// The offset into the memory of the cluster.
  int address() {
    return addresses[0];
  }

  void grant() {
    granted = true;
    happens = true;
  }

  /// The answer to what was granted in the last cycle.
  void answer(long value) {
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
    boolean generates = !job.done && !generated && addressCount < 2;
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
    if (wasDone && stale) {
      generated = false;
      elements = next.done ? elements : 0;
      job.take(next);
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
      repetition = leaves ? 0 : repetition + 1 & REPEATS;
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

  /// Lets one address leave the loops, and advances them.
  private void generate() {
    int address = job.pointer;
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
    int outermost = 0;
    boolean carries = true;
    for (int loop = 0; loop < LOOPS && carries; loop++) {
      outermost = loop;
      carries = loop > job.dimensions || index[loop] == job.bounds[loop];
      index[loop] = carries ? 0 : index[loop] + 1;
    }
    lasts[addressCount] = carries;
    addressCount++;
    generated = carries;
    job.pointer += job.strides[outermost];
  }
}
