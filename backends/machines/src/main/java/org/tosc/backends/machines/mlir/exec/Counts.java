package org.tosc.backends.machines.mlir.exec;

/// What a run did.
///
/// @param operations operations of any kind, a vector's as one
/// @param flops floating-point operations on elements; a multiply-add is two
/// @param loadedBytes bytes read from memory, and from tensors
/// @param storedBytes bytes written
/// @param allocatedBytes bytes of all that was allocated
/// @param leaks allocations that nobody freed
public record Counts(
    long operations,
    long flops,
    long loadedBytes,
    long storedBytes,
    long allocatedBytes,
    int leaks) {}
