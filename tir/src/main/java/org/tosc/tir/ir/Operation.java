package org.tosc.tir.ir;

import java.util.List;
import org.tosc.tir.source.Span;

/// One operation: its row, operands, attributes, nested regions, results, and the source text it
/// came from.
public record Operation(
    Op op,
    List<Value> operands,
    Attributes attributes,
    List<Region> regions,
    List<Value> results,
    Span span) {
  public Operation {
    operands = List.copyOf(operands);
    regions = List.copyOf(regions);
    results = List.copyOf(results);
  }

  public Value operand(int i) {
    return operands.get(i);
  }

  /// The only result; the operation must have one.
  public Value result() {
    if (results.size() != 1) {
      throw new IllegalStateException(op.mnemonic() + " has " + results.size() + " results");
    }
    return results.getFirst();
  }

  public Region region(int i) {
    return regions.get(i);
  }
}
