package org.tosc.backends.machines.snitch.core;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Copies rows of bytes between memories, 64 bytes a cycle (`idma_inst64_top.sv` and `idma_backend`
/// of pulp-platform/iDMA).
///
/// A reader goes over the source and a writer over the destination, line by line of 64 bytes; what
/// was read is there for the writer some cycles later. In the cluster's memory both use one port,
/// in turn, which takes eight banks at once and goes before all others (`mem_wide_narrow_mux.sv`).
/// Bursts end at pages of 4 KiB; from memory outside each takes one cycle more. The figures are
/// chosen such that the table of snitch.md section 4.8 comes out, whose polling tells times within
/// five cycles.
final class DmaEngine {
  static final int LINE = 64;
  private static final int PAGE = 4096;
  private static final int MOST_WAITING = 8;

  /// Bytes that may be on their way between reader and writer, a power of two.
  private static final int STAGE = 32 * LINE;

  // From a read to the data, and from the last write to the end, by where that is.
  private static final int CLUSTER_READ = 4;
  private static final int OUTSIDE_READ = 8;
  private static final int CLUSTER_END = 2;
  private static final int OUTSIDE_END = 3;

  private final Memory memory;
  private final ArrayDeque<Transfer> waiting = new ArrayDeque<>();
  private final ArrayDeque<Transfer> writing = new ArrayDeque<>();
  private final ArrayDeque<Long> ends = new ArrayDeque<>();

  /// What was given in this cycle.
  private @Nullable Transfer arriving;

  // The reader's transfer, and its place in it.
  private @Nullable Transfer reading;
  private int readRow;
  private int readAt;
  private long readAgain;

  // The writer's place in its first transfer.
  private int writeRow;
  private int writeAt;

  private final byte[] stage = new byte[STAGE];
  private final byte[] line = new byte[LINE];
  private long bytesRead;
  private long bytesWritten;

  /// When which bytes are there, a ring.
  private final long[] arrivals = new long[STAGE / LINE * 2];

  private final long[] arrived = new long[STAGE / LINE * 2];
  private int firstArrival;
  private int arrivalCount;
  private long bytesThere;
  private boolean wroteLast;

  private @Nullable Listener listener;
  private int hart;
  private int nextId = 2;
  private int completedId = 1;
  private long busyCycles;
  private long readBeats;
  private long writeBeats;

  DmaEngine(Memory memory) {
    this.memory = memory;
  }

  /// What is wrong with copying from or to a range; null for nothing.
  Misuse.@Nullable Kind fault(long begin, long end) {
    Misuse.Kind first = memory.fault((int) begin);
    boolean isOut = begin < 0 || end > 0xFFFFFFFFL;
    boolean leaves = memory.isInCluster((int) begin) != memory.isInCluster((int) end);
    boolean overflows = leaves || memory.fault((int) end) != null;
    return first != null
        ? first
        : isOut ? Misuse.Kind.ADDRESS : overflows ? Misuse.Kind.TCDM_OVERFLOW : null;
  }

  boolean hasRoom() {
    return waiting.size() < MOST_WAITING;
  }

  void add(Transfer transfer) {
    arriving = transfer;
  }

  /// The number of the next transfer that the engine begins.
  int nextId() {
    return nextId;
  }

  /// The number of the last one that is complete.
  int completedId() {
    return completedId;
  }

  boolean isBusy() {
    return arriving != null
        || !waiting.isEmpty()
        || reading != null
        || !writing.isEmpty()
        || !ends.isEmpty();
  }

  /// Begins a cycle: what was written long enough ago is complete.
  void begin(long cycle) {
    Long end = ends.peek();
    while (end != null && end <= cycle) {
      ends.remove();
      completedId++;
      end = ends.peek();
    }
  }

  /// Reads and writes in a cycle.
  void step(Tcdm tcdm, long cycle) {
    if (!isBusy()) {
      return;
    }
    busyCycles++;
    while (arrivalCount > 0 && arrivals[firstArrival] <= cycle) {
      bytesThere = arrived[firstArrival];
      firstArrival = firstArrival + 1 & arrivals.length - 1;
      arrivalCount--;
    }
    boolean readsCluster = wantsRead(cycle) && memory.isInCluster(readAddress());
    boolean writesCluster = wantsWrite() && memory.isInCluster(writeAddress());
    boolean both = readsCluster && writesCluster;
    boolean writes = wantsWrite() && !(both && wroteLast);
    boolean reads = wantsRead(cycle) && !(both && writes);
    if (reads) {
      read(tcdm, cycle);
    }
    if (writes) {
      write(tcdm, cycle);
    }
    wroteLast = both ? writes : wroteLast;
    beginReading(cycle);
    if (arriving != null) {
      waiting.add(arriving);
      arriving = null;
    }
  }

  private boolean wantsRead(long cycle) {
    return reading != null && readAgain <= cycle && bytesRead - bytesWritten <= STAGE - LINE;
  }

  private Transfer readTransfer() {
    if (reading == null) {
      throw new IllegalStateException("nothing is read");
    }
    return reading;
  }

  private int readAddress() {
    Transfer transfer = readTransfer();
    return transfer.source() + readRow * transfer.sourceStride() + readAt;
  }

  private void read(Tcdm tcdm, long cycle) {
    Transfer transfer = readTransfer();
    int address = readAddress();
    int bytes = Math.min(LINE - (address & LINE - 1), transfer.size() - readAt);
    memory.readLine(address, bytes, line);
    for (int i = 0; i < bytes; i++) {
      stage[(int) (bytesRead + i & STAGE - 1)] = line[i];
    }
    bytesRead += bytes;
    readAt += bytes;
    readBeats++;
    report(cycle, address, bytes, false);
    boolean inCluster = memory.isInCluster(address);
    if (inCluster) {
      tcdm.claim(memory.offset(address));
    }
    int last = firstArrival + arrivalCount & arrivals.length - 1;
    arrivals[last] = cycle + (inCluster ? CLUSTER_READ : OUTSIDE_READ);
    arrived[last] = bytesRead;
    arrivalCount++;
    boolean rowEnds = readAt == transfer.size();
    boolean burstEnds = rowEnds || (address + bytes & PAGE - 1) == 0;
    readAgain = cycle + (burstEnds && !inCluster ? 2 : 1);
    if (rowEnds) {
      readAt = 0;
      readRow++;
      if (readRow == transfer.rows()) {
        reading = null;
      }
    }
  }

  /// Takes the next transfer, which is read from the next cycle on.
  private void beginReading(long cycle) {
    Transfer first = waiting.peek();
    if (reading != null || first == null) {
      return;
    }
    waiting.remove();
    nextId++;
    if (first.isEmpty()) {
      ends.add(cycle + 1);
      return;
    }
    reading = first;
    readRow = 0;
    readAt = 0;
    readAgain = Math.max(readAgain, cycle + 1);
    writing.add(first);
  }

  private int writeBytes(Transfer transfer) {
    return Math.min(LINE - (writeAddress() & LINE - 1), transfer.size() - writeAt);
  }

  private boolean wantsWrite() {
    Transfer transfer = writing.peek();
    return transfer != null && bytesThere - bytesWritten >= writeBytes(transfer);
  }

  private int writeAddress() {
    Transfer transfer = writing.element();
    return transfer.destination() + writeRow * transfer.destinationStride() + writeAt;
  }

  private void write(Tcdm tcdm, long cycle) {
    Transfer transfer = writing.element();
    int address = writeAddress();
    int bytes = writeBytes(transfer);
    for (int i = 0; i < bytes; i++) {
      memory.invalidate(address + i, RoundRobin.NOBODY);
      line[i] = stage[(int) (bytesWritten + i & STAGE - 1)];
    }
    memory.writeLine(address, bytes, line);
    bytesWritten += bytes;
    writeAt += bytes;
    writeBeats++;
    report(cycle, address, bytes, true);
    boolean inCluster = memory.isInCluster(address);
    if (inCluster) {
      tcdm.claim(memory.offset(address));
    }
    if (writeAt == transfer.size()) {
      writeAt = 0;
      writeRow++;
      if (writeRow == transfer.rows()) {
        writing.remove();
        writeRow = 0;
        ends.add(cycle + (inCluster ? CLUSTER_END : OUTSIDE_END));
      }
    }
  }

  private void report(long cycle, int address, int bytes, boolean write) {
    if (listener != null) {
      listener.hear(cycle, hart, new Event.DmaBeat(address, bytes, write));
    }
  }

  /// @param controller the hart that controls the engine
  void listen(@Nullable Listener to, int controller) {
    listener = to;
    hart = controller;
  }

  DmaCounts counts() {
    return new DmaCounts(busyCycles, readBeats, writeBeats, completedId - 1L);
  }
}
