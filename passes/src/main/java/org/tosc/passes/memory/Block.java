package org.tosc.passes.memory;

import java.util.ArrayList;
import java.util.List;
import org.tosc.tir.ir.Value;

/// Memory that values share one after the other: a tensor, its other shapes, and results that were
/// written over it.
///
/// Times are positions in the function's body.
final class Block {
  private final List<Value> values = new ArrayList<>();
  private final long bytes;
  private final int from;
  private int to;

  Block(Value first, long bytes, int from) {
    this.values.add(first);
    this.bytes = bytes;
    this.from = from;
    this.to = from;
  }

  void also(Value value) {
    values.add(value);
  }

  void usedAt(int position) {
    to = Math.max(to, position);
  }

  List<Value> values() {
    return List.copyOf(values);
  }

  long bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /// Whether both are needed at some time. An operation reads all operands before it has written
  /// its results, but not element by element: what it reads and what it writes overlap.
  boolean overlaps(Block other) {
    return from <= other.to && other.from <= to;
  }
}
