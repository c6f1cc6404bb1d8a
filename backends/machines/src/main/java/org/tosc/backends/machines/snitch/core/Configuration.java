package org.tosc.backends.machines.snitch.core;

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
    return new Configuration(
        value,
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

  /// The same with a buffer of another size in front of the FPU.
  public Configuration withSequencer(int value) {
    return new Configuration(
        cores,
        value,
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

  /// The same with another multiply-add unit.
  public Configuration withMultiplyAdd(int value) {
    return new Configuration(
        cores,
        sequencerDepth,
        value,
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

  /// The same with another divider; 0 for none.
  public Configuration withDivide(int value) {
    return new Configuration(
        cores,
        sequencerDepth,
        multiplyAdd,
        value,
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

  /// The same with another unit of comparisons.
  public Configuration withNonCompute(int value) {
    return new Configuration(
        cores,
        sequencerDepth,
        multiplyAdd,
        divide,
        value,
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

  /// The same with another unit of conversions.
  public Configuration withConvert(int value) {
    return new Configuration(
        cores,
        sequencerDepth,
        multiplyAdd,
        divide,
        nonCompute,
        value,
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

  /// The same with another unit of dot products.
  public Configuration withDotProduct(int value) {
    return new Configuration(
        cores,
        sequencerDepth,
        multiplyAdd,
        divide,
        nonCompute,
        convert,
        value,
        tcdmBytes,
        banks,
        dramCycles,
        instructionBytes,
        instructionCycles,
        instructionMissCycles,
        buffersIntegers,
        waits);
  }

  /// The same with another size of the cluster's memory.
  public Configuration withTcdmBytes(int value) {
    return new Configuration(
        cores,
        sequencerDepth,
        multiplyAdd,
        divide,
        nonCompute,
        convert,
        dotProduct,
        value,
        banks,
        dramCycles,
        instructionBytes,
        instructionCycles,
        instructionMissCycles,
        buffersIntegers,
        waits);
  }

  /// The same with another number of banks.
  public Configuration withBanks(int value) {
    return new Configuration(
        cores,
        sequencerDepth,
        multiplyAdd,
        divide,
        nonCompute,
        convert,
        dotProduct,
        tcdmBytes,
        value,
        dramCycles,
        instructionBytes,
        instructionCycles,
        instructionMissCycles,
        buffersIntegers,
        waits);
  }

  /// The same with memory outside at another distance.
  public Configuration withDramCycles(int value) {
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
        value,
        instructionBytes,
        instructionCycles,
        instructionMissCycles,
        buffersIntegers,
        waits);
  }

  /// The same with a shared instruction cache of another size.
  public Configuration withInstructionBytes(int value) {
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
        value,
        instructionCycles,
        instructionMissCycles,
        buffersIntegers,
        waits);
  }

  /// The same with the shared instruction cache at another distance.
  public Configuration withInstructionCycles(int value) {
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
        value,
        instructionMissCycles,
        buffersIntegers,
        waits);
  }

  /// The same with the memory of instructions at another distance.
  public Configuration withInstructionMissCycles(int value) {
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
        value,
        buffersIntegers,
        waits);
  }

  /// The same with or without buffering of instructions with an x register.
  public Configuration withBufferedIntegers(boolean value) {
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
        value,
        waits);
  }

  /// The same with or without Zawrs.
  public Configuration withWaits(boolean value) {
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
        value);
  }

  /// What a core has.
  ///
  /// @param moves whether it is the one with the DMA engine
  Abilities abilities(boolean moves) {
    return new Abilities(!moves, moves, divide > 0, waits, buffersIntegers);
  }

  int[] latencies() {
    return new int[] {multiplyAdd, Math.max(1, divide), nonCompute, convert, dotProduct};
  }
}
