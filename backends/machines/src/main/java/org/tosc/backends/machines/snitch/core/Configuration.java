package org.tosc.backends.machines.snitch.core;

import java.util.function.Consumer;

/// The parameters of a cluster (snitch.md section 1).
///
/// @param cores that compute, each with streams and repetition; one more moves data
/// @param sequencerDepth how many instructions the FPU's buffer holds, a power of two
/// @param multiplyAdd registers of the multiply-add unit
/// @param divide registers of the divider; 0 for none
/// @param nonCompute registers of comparisons, minima and sign operations
/// @param convert registers of conversions
/// @param dotProduct registers of dot products and sums
/// @param tcdmBytes how large the cluster's memory is
/// @param banks that it has, of 64 bits each
/// @param dramCycles how much longer an access to memory outside of the cluster takes
/// @param instructionBytes how large the instruction cache is that the cores share
/// @param instructionCycles until a line of it has come to a core
/// @param instructionMissCycles how much longer a line takes from outside of the cluster
/// @param buffersIntegers whether instructions of the FPU with a register of the integer core go
///   through the buffer and can be repeated
/// @param waits whether cores have Zawrs
public record Configuration(
    int cores,
    int sequencerDepth,
    int multiplyAdd,
    int divide,
    int nonCompute,
    int convert,
    int dotProduct,
    int tcdmBytes,
    int banks,
    int dramCycles,
    int instructionBytes,
    int instructionCycles,
    int instructionMissCycles,
    boolean buffersIntegers,
    boolean waits) {
  /// The defaults at revision 7f430f2.
  public static final Configuration DEFAULT =
      new Configuration(8, 32, 3, 0, 1, 2, 3, 128 << 10, 32, 7, 8 << 10, 1, 8, false, false);

  /// The same with another number of cores that compute.
  public Configuration withCores(int value) {
    return with(v -> v.cores = value);
  }

  /// The same with a buffer of another size in front of the FPU.
  public Configuration withSequencer(int value) {
    return with(v -> v.sequencerDepth = value);
  }

  /// The same with another multiply-add unit.
  public Configuration withMultiplyAdd(int value) {
    return with(v -> v.multiplyAdd = value);
  }

  /// The same with another divider; 0 for none.
  public Configuration withDivide(int value) {
    return with(v -> v.divide = value);
  }

  /// The same with another unit of comparisons.
  public Configuration withNonCompute(int value) {
    return with(v -> v.nonCompute = value);
  }

  /// The same with another unit of conversions.
  public Configuration withConvert(int value) {
    return with(v -> v.convert = value);
  }

  /// The same with another unit of dot products.
  public Configuration withDotProduct(int value) {
    return with(v -> v.dotProduct = value);
  }

  /// The same with another size of the cluster's memory.
  public Configuration withTcdmBytes(int value) {
    return with(v -> v.tcdmBytes = value);
  }

  /// The same with another number of banks.
  public Configuration withBanks(int value) {
    return with(v -> v.banks = value);
  }

  /// The same with memory outside at another distance.
  public Configuration withDramCycles(int value) {
    return with(v -> v.dramCycles = value);
  }

  /// The same with a shared instruction cache of another size.
  public Configuration withInstructionBytes(int value) {
    return with(v -> v.instructionBytes = value);
  }

  /// The same with the shared instruction cache at another distance.
  public Configuration withInstructionCycles(int value) {
    return with(v -> v.instructionCycles = value);
  }

  /// The same with the memory of instructions at another distance.
  public Configuration withInstructionMissCycles(int value) {
    return with(v -> v.instructionMissCycles = value);
  }

  /// The same with or without buffering of instructions with an x register.
  public Configuration withBufferedIntegers(boolean value) {
    return with(v -> v.buffersIntegers = value);
  }

  /// The same with or without Zawrs.
  public Configuration withWaits(boolean value) {
    return with(v -> v.waits = value);
  }

  /// What a core has.
  ///
  /// @param moves whether it is the one with the DMA engine
  Abilities abilities(boolean moves) {
    return new Abilities(!moves, moves, divide > 0, waits, buffersIntegers);
  }

  /// The parameters while some of them change.
  private final class Values {
    int cores = Configuration.this.cores;
    int sequencerDepth = Configuration.this.sequencerDepth;
    int multiplyAdd = Configuration.this.multiplyAdd;
    int divide = Configuration.this.divide;
    int nonCompute = Configuration.this.nonCompute;
    int convert = Configuration.this.convert;
    int dotProduct = Configuration.this.dotProduct;
    int tcdmBytes = Configuration.this.tcdmBytes;
    int banks = Configuration.this.banks;
    int dramCycles = Configuration.this.dramCycles;
    int instructionBytes = Configuration.this.instructionBytes;
    int instructionCycles = Configuration.this.instructionCycles;
    int instructionMissCycles = Configuration.this.instructionMissCycles;
    boolean buffersIntegers = Configuration.this.buffersIntegers;
    boolean waits = Configuration.this.waits;

    Configuration configuration() {
      return new Configuration(
          cores,
          sequencerDepth,
          multiplyAdd,
          divide,
          nonCompute,
          convert,
          dotProduct,
          tcdmBytes,
          banks,
          dramCycles,
          instructionBytes,
          instructionCycles,
          instructionMissCycles,
          buffersIntegers,
          waits);
    }
  }

  private Configuration with(Consumer<Values> change) {
    Values values = new Values();
    change.accept(values);
    return values.configuration();
  }

  int[] latencies() {
    return new int[] {multiplyAdd, Math.max(1, divide), nonCompute, convert, dotProduct};
  }
}
