package org.tosc.driver.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tosc.backends.machines.snitch.core.Memory;
import org.tosc.backends.machines.snitch.program.MeasuredCall;
import org.tosc.driver.machine.Execution.Argument;

/// What a function is passed by RISC-V's calling convention `ilp32d`: whole numbers and addresses
/// in `a0` to `a7`, floats in `fa0` to `fa7`, what is left on the stack; buffers lie in the
/// cluster's memory one behind the other, each at a multiple of eight.
final class SnitchArguments {
  /// How much of the cluster's memory buffers may not use: the stack has it.
  private static final int STACK = 1 << 12;

  private static final int REGISTERS = 8;
  private static final long BOXED = 0xFFFFFFFF00000000L;

  private final List<Integer> integers = new ArrayList<>();
  private final List<Long> floats = new ArrayList<>();
  private final List<Integer> stacked = new ArrayList<>();
  private final List<Placed> buffers = new ArrayList<>();
  private final int bytes;
  private int next = Memory.TCDM;

  /// A buffer with its address.
  record Placed(int address, Argument.Buffer buffer) {
    long begin() {
      return Integer.toUnsignedLong(address);
    }

    long end() {
      return begin() + buffer.bytes().length;
    }
  }

  /// @param bytes of the cluster's memory
  /// @param taken what is elsewhere in memory
  /// @throws IllegalArgumentException where a buffer has no place or a number does not fit; the
  ///   message says which
  SnitchArguments(int bytes, List<Argument> arguments, List<SnitchProgram.Segment> taken) {
    this.bytes = bytes;
    for (Argument argument : arguments) {
      switch (argument) {
        case Argument.Buffer buffer -> word(place(buffer, taken));
        case Argument.Whole(long value) -> word(whole(value));
        case Argument.F32(float value) ->
            floating(BOXED | Integer.toUnsignedLong(Float.floatToRawIntBits(value)), 1);
        case Argument.F64(double value) -> floating(Double.doubleToRawLongBits(value), 2);
      }
    }
  }

  List<Placed> buffers() {
    return List.copyOf(buffers);
  }

  /// Writes what lies in memory: buffers, and what is passed on the stack.
  void load(Memory memory) {
    for (Placed placed : buffers) {
      memory.load(placed.address(), placed.buffer().bytes());
    }
    int at = stack();
    for (int word : stacked) {
      memory.load(
          at,
          new byte[] {(byte) word, (byte) (word >> 8), (byte) (word >> 16), (byte) (word >> 24)});
      at += Integer.BYTES;
    }
  }

  /// Where the stack begins: a multiple of 16.
  private int stack() {
    return Memory.TCDM + bytes - ((stacked.size() * Integer.BYTES + 15) & -16);
  }

  MeasuredCall.Arguments registers() {
    return new MeasuredCall.Arguments(integers, floats, stack());
  }

  // One argument.

  private static int whole(long value) {
    if (value != (int) value && value >>> Integer.SIZE != 0) {
      throw new IllegalArgumentException(
          "a whole number has 32 bits on this machine, and " + value + " needs more");
    }
    return (int) value;
  }

  private void word(int value) {
    if (integers.size() < REGISTERS) {
      integers.add(value);
    } else {
      stacked.add(value);
    }
  }

  /// A float; where its registers are used up, it goes where whole numbers go.
  private void floating(long bits, int words) {
    if (floats.size() < REGISTERS) {
      floats.add(bits);
      return;
    }
    boolean isWhole = words == 2 && integers.size() >= REGISTERS && stacked.size() % 2 != 0;
    if (isWhole) {
      stacked.add(0);
    }
    word((int) bits);
    if (words == 2) {
      word((int) (bits >>> Integer.SIZE));
    }
  }

  private int place(Argument.Buffer buffer, List<SnitchProgram.Segment> taken) {
    long at = buffer.at() < 0 ? Integer.toUnsignedLong(next) : buffer.at();
    long end = at + buffer.bytes().length;
    boolean isInCluster = at >= Memory.TCDM && end <= Memory.TCDM + (long) bytes - STACK;
    boolean isOutside = at >= Integer.toUnsignedLong(Memory.DRAM) && end <= 0xFFFF0000L;
    if (!isInCluster && !isOutside) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "`%s` has %d bytes from 0x%x on, and buffers can be from 0x%x to 0x%x, and behind"
                  + " 0x%x",
              buffer.name(),
              buffer.bytes().length,
              at,
              Memory.TCDM,
              Memory.TCDM + bytes - STACK,
              Memory.DRAM));
    }
    Placed placed = new Placed((int) at, buffer);
    for (Placed other : buffers) {
      if (placed.begin() < other.end() && other.begin() < placed.end()) {
        throw taken(placed, "`" + other.buffer().name() + "` is");
      }
    }
    for (SnitchProgram.Segment segment : taken) {
      long begin = Integer.toUnsignedLong(segment.address());
      if (placed.begin() < segment.end() && begin < placed.end()) {
        throw taken(placed, "the program is");
      }
    }
    buffers.add(placed);
    if (isInCluster) {
      next = ((int) end + 7) & -8;
    }
    return (int) at;
  }

  private static IllegalArgumentException taken(Placed placed, String who) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "`%s` would be at 0x%x, where %s",
            placed.buffer().name(),
            placed.begin(),
            who));
  }
}
