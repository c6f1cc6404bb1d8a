package org.tosc.frontend.neuro.typed;

import org.tosc.frontend.neuro.ast.BinaryOp;
import org.tosc.frontend.neuro.types.Bindings;
import org.tosc.frontend.neuro.types.Extent;
import org.tosc.tir.source.Span;

/// A condition of a `where` clause: a comparison of two extents.
public record Condition(BinaryOp op, Extent left, Extent right, Span span) {

  /// Whether a condition holds.
  public enum Truth {
    YES,
    NO,
    /// Not decided by what is known when the program is compiled.
    OPEN
  }

  /// The condition with generic parameters replaced.
  public Condition apply(Bindings bindings) {
    return new Condition(op, bindings.apply(left), bindings.apply(right), span);
  }

  public Truth truth() {
    var difference = left.minus(right).constant();
    if (difference.isEmpty()) {
      return Truth.OPEN;
    }
    int sign = Long.signum(difference.getAsLong());
    boolean holds =
        switch (op) {
          case EQ -> sign == 0;
          case NE -> sign != 0;
          case LT -> sign < 0;
          case LE -> sign <= 0;
          case GT -> sign > 0;
          case GE -> sign >= 0;
          case ADD, SUB, MUL, DIV, REM, BIT_AND, BIT_OR, BIT_XOR, SHL, SHR, AND, OR ->
              throw new IllegalStateException("a condition " + op);
        };
    return holds ? Truth.YES : Truth.NO;
  }

  @Override
  public String toString() {
    return left + " " + op.text() + " " + right;
  }
}
