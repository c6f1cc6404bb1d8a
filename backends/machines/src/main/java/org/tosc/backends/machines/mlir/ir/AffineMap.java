package org.tosc.backends.machines.mlir.ir;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// `(d0, d1)[s0] -> (d0 + s0, d1)`: from coordinates to coordinates.
public record AffineMap(int dims, int symbols, List<AffineExpr> results) {
  public AffineMap {
    results = List.copyOf(results);
  }

  public static AffineMap identity(int rank) {
    return new AffineMap(
        rank, 0, IntStream.range(0, rank).<AffineExpr>mapToObj(AffineExpr.Dim::new).toList());
  }

  /// The results at inputs: first the dimensions, then the symbols.
  ///
  /// @throws ArithmeticException for a divisor that is not positive
  public long[] at(long... inputs) {
    long[] values = new long[results.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = results.get(i).value(d -> inputs[d], s -> inputs[dims + s]);
    }
    return values;
  }

  public int inputs() {
    return dims + symbols;
  }

  static String space(int dims, int symbols) {
    String d = IntStream.range(0, dims).mapToObj(i -> "d" + i).collect(Collectors.joining(", "));
    String s = IntStream.range(0, symbols).mapToObj(i -> "s" + i).collect(Collectors.joining(", "));
    return "(" + d + ")" + (symbols == 0 ? "" : "[" + s + "]");
  }

  @Override
  public String toString() {
    String to = results.stream().map(AffineExpr::toString).collect(Collectors.joining(", "));
    return space(dims, symbols) + " -> (" + to + ")";
  }
}
