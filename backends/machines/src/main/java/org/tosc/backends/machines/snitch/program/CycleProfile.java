package org.tosc.backends.machines.snitch.program;

/// In how many cycles the integer core stood at an instruction, and in how many the FPU.
///
/// Where it stands, it issues or waits: the numbers of all instructions together are the cycles
/// that were spent in the code.
public final class CycleProfile implements MeasuredCall.Watch {
  private final int begin;
  private final long[] integers;
  private final long[] floats;

  /// @param begin of the code
  /// @param bytes that it has, a multiple of four
  public CycleProfile(int begin, int bytes) {
    this.begin = begin;
    integers = new long[bytes / Integer.BYTES];
    floats = new long[bytes / Integer.BYTES];
  }

  @Override
  public void cycle(int pc, int floatPc) {
    count(integers, pc);
    count(floats, floatPc);
  }

  private void count(long[] counts, int pc) {
    int number = (pc - begin) >>> 2;
    if (number < counts.length) {
      counts[number]++;
    }
  }

  /// Cycles of the integer core at an address; 0 outside of the code.
  public long integer(int address) {
    return at(integers, address);
  }

  /// Cycles of the FPU's subsystem at an address; 0 outside of the code.
  public long floating(int address) {
    return at(floats, address);
  }

  private long at(long[] counts, int address) {
    int number = (address - begin) >>> 2;
    return number < counts.length ? counts[number] : 0;
  }
}
