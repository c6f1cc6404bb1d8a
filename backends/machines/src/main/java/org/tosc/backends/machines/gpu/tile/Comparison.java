package org.tosc.backends.machines.gpu.tile;

/// Relations of two numbers of one type. Of floats, all but `NE` are false where one is NaN.
public enum Comparison {
  EQ("=="),
  NE("!="),
  LT("<"),
  LE("<="),
  GT(">"),
  GE(">=");

  private final String text;

  Comparison(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  boolean holds(int order) {
    return switch (this) {
      case EQ -> order == 0;
      case NE -> order != 0;
      case LT -> order < 0;
      case LE -> order <= 0;
      case GT -> order > 0;
      case GE -> order >= 0;
    };
  }

  boolean holds(long a, long b, boolean isUnsigned) {
    return holds(isUnsigned ? Long.compareUnsigned(a, b) : Long.compare(a, b));
  }

  public boolean holds(double a, double b) {
    return switch (this) {
      case EQ -> a == b;
      case NE -> a != b;
      case LT -> a < b;
      case LE -> a <= b;
      case GT -> a > b;
      case GE -> a >= b;
    };
  }
}
