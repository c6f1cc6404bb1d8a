package org.tosc.backends.machines.snitch.core;

/// What the DMA engine is told to copy: rows of bytes.
///
/// @param source address of the first row
/// @param destination where it goes
/// @param size bytes of a row
/// @param sourceStride bytes from one row to the next
/// @param destinationStride the same where they go
/// @param rows how many; 0 copies nothing
/// @param pc where the instruction stands that started it
record Transfer(
    int source,
    int destination,
    int size,
    int sourceStride,
    int destinationStride,
    int rows,
    int pc) {
  boolean isEmpty() {
    return rows == 0 || size == 0;
  }
}
