package org.tosc.backends.machines.snitch.core;

/// What a stream is told to do: a copy is written while another is at work (snitch.md section 2.3).
final class StreamJob {
  static final int LOOPS = 4;

  /// Addresses of the memory of the cluster have 17 bits, and those of words none of the lowest.
  private static final int POINTER = (1 << 17) - 1;

  private static final int WORD = ~7;
  private static final int ALIAS = 0x18000000;
  static final int REPEATS = 15;

  // Registers of the configuration (snitch.md section 2.3).
  private static final int STATUS = 0;
  private static final int REPEAT = 1;
  private static final int BOUNDS = 2;
  private static final int STRIDES = 6;
  private static final int INDEX = 10;
  private static final int INDEX_BASE = 11;
  private static final int JOBS = 16;

  /// The first streams can go by indices; the last cannot.
  private static final int INDIRECT_STREAMS = 2;

  /// Indices have up to 4 bytes.
  private static final int MOST_INDEX_SIZE = 2;

  private final int number;
  private final int memoryBytes;
  final int[] bounds = new int[LOOPS];
  final int[] strides = new int[LOOPS];
  int repeat;
  int pointer;
  boolean done = true;
  boolean write;
  int dimensions;
  boolean indirect;

  /// Of an index, the logarithm of its bytes, and by how much it is shifted beside.
  int indexSize;

  int indexShift;

  /// What index 0 names.
  int indexBase;

  /// Where the instruction stands that started it.
  int pc;

  /// @param number which of the core's streams it is for
  /// @param memoryBytes how large the cluster's memory is
  StreamJob(int number, int memoryBytes) {
    this.number = number;
    this.memoryBytes = memoryBytes;
  }

  /// Becomes a copy of another.
  void take(StreamJob other) {
    System.arraycopy(other.bounds, 0, bounds, 0, LOOPS);
    System.arraycopy(other.strides, 0, strides, 0, LOOPS);
    repeat = other.repeat;
    pointer = other.pointer;
    done = other.done;
    write = other.write;
    dimensions = other.dimensions;
    indirect = other.indirect;
    indexSize = other.indexSize;
    indexShift = other.indexShift;
    indexBase = other.indexBase;
    pc = other.pc;
  }

  /// Writes a configuration register.
  ///
  /// @param at where the instruction stands that does
  void configure(int register, int value, int at) {
    check(register, value, at);
    if (register >= JOBS) {
      pointer = value & POINTER;
      done = false;
      write = (register & 4) != 0;
      dimensions = register & 3;
      indirect = (register & 8) == 0;
    } else if (register >= STRIDES && register < STRIDES + LOOPS) {
      strides[register - STRIDES] = value & WORD;
    } else if (register >= BOUNDS && register < BOUNDS + LOOPS) {
      bounds[register - BOUNDS] = value;
    } else if (register == INDEX) {
      indexSize = value & 0xFF;
      indexShift = value >>> 8 & 0xFF;
    } else if (register == INDEX_BASE) {
      indexBase = value & POINTER & WORD;
    } else if (register == REPEAT) {
      repeat = value & REPEATS;
    } else if (register == STATUS) {
      pointer = value & POINTER;
      done = value < 0;
      pc = at;
      write = (value >>> 30 & 1) != 0;
      dimensions = value >>> 28 & 3;
      indirect = (value >>> 27 & 1) != 0;
    }
  }

  private void check(int register, int value, int at) {
    boolean byIndices = register >= JOBS && (register & 8) == 0;
    if (register >= JOBS || register == INDEX_BASE) {
      checkPlace(value, at);
    }
    if (register >= JOBS) {
      pc = at;
    }
    if (byIndices || register == INDEX) {
      checkIndices(register, value, at);
    }
    boolean isStride = register >= STRIDES && register < STRIDES + LOOPS;
    int multiple = byIndices ? 1 << indexSize : Long.BYTES;
    boolean aligned = (value & multiple - 1) == 0;
    if ((register >= JOBS || register == INDEX_BASE || isStride) && !aligned) {
      throw new Misuse(
          Misuse.Kind.STREAM_ALIGNMENT,
          at,
          String.format(
              "the %s 0x%x of stream ft%d is not a multiple of %d",
              isStride ? "stride" : "pointer", value, number, multiple));
    }
  }

  private void checkPlace(int value, int at) {
    boolean isThere =
        Integer.compareUnsigned(value - Memory.TCDM, memoryBytes) < 0
            || Integer.compareUnsigned(value - ALIAS, memoryBytes) < 0;
    if (!isThere) {
      throw new Misuse(
          Misuse.Kind.STREAM_ADDRESS,
          at,
          String.format(
              "stream ft%d begins at 0x%08x, outside of the cluster's memory", number, value));
    }
  }

  private void checkIndices(int register, int value, int at) {
    String why = null;
    if (number >= INDIRECT_STREAMS) {
      why = "stream ft" + number + " cannot go by indices";
    } else if (register == INDEX && (value & 0xFF) > MOST_INDEX_SIZE) {
      why = "indices have 1, 2 or 4 bytes";
    } else if (register != INDEX && (register & 3) != 0) {
      why = "intersections of streams are not modelled";
    }
    if (why != null) {
      throw new Misuse(Misuse.Kind.STREAM, at, why);
    }
  }

  /// Reads a configuration register.
  int configuration(int register) {
    if (register == STATUS) {
      return (done ? 1 << 31 : 0)
          | (write ? 1 << 30 : 0)
          | dimensions << 28
          | (indirect ? 1 << 27 : 0)
          | (pointer & POINTER);
    }
    if (register == REPEAT) {
      return repeat;
    }
    if (register == INDEX) {
      return indexShift << 8 | indexSize;
    }
    if (register == INDEX_BASE) {
      return indexBase;
    }
    if (register >= BOUNDS && register < BOUNDS + LOOPS) {
      return bounds[register - BOUNDS];
    }
    return register >= STRIDES && register < STRIDES + LOOPS ? strides[register - STRIDES] : 0;
  }
}
