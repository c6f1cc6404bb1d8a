package org.tosc.backends.machines.mlir.ir;

import java.util.List;
import java.util.stream.Collectors;

/// `(d0)[s0] : (d0 >= 0, s0 - d0 == 0)`: coordinates for which all conditions hold.
public record IntegerSet(int dims, int symbols, List<Condition> conditions) {
  /// That an expression is zero, or that it is not negative.
  public record Condition(AffineExpr expression, boolean isEquality) {
    @Override
    public String toString() {
      return expression + (isEquality ? " == 0" : " >= 0");
    }
  }

  public IntegerSet {
    conditions = List.copyOf(conditions);
  }

  /// Whether inputs, first the dimensions, then the symbols, lie in it.
  ///
  /// @throws ArithmeticException for a divisor that is not positive
  public boolean contains(long... inputs) {
    for (Condition condition : conditions) {
      long value = condition.expression().value(d -> inputs[d], s -> inputs[dims + s]);
      if (condition.isEquality() ? value != 0 : value < 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    String all = conditions.stream().map(Condition::toString).collect(Collectors.joining(", "));
    return AffineMap.space(dims, symbols) + " : (" + all + ")";
  }
}
