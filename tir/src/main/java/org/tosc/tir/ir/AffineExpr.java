package org.tosc.tir.ir;

import java.util.List;

/// `c0·d0 + c1·d1 + … + constant` with integer coefficients, one for each dimension of the map that
/// it belongs to: `d0 + 2*d2`.
public record AffineExpr(List<Long> coefficients, long constant) {
  public AffineExpr {
    coefficients = List.copyOf(coefficients);
  }

  /// The dimension `dim` itself, of `dims`.
  public static AffineExpr dim(int dims, int dim) {
    return of(dims, 0).plus(dim, 1);
  }

  /// A constant over `dims` dimensions.
  public static AffineExpr of(int dims, long constant) {
    return new AffineExpr(java.util.Collections.nCopies(dims, 0L), constant);
  }

  /// This and `times` the dimension `dim`.
  public AffineExpr plus(int dim, long times) {
    Long[] sum = coefficients.toArray(Long[]::new);
    sum[dim] += times;
    return new AffineExpr(List.of(sum), constant);
  }

  public AffineExpr plus(long more) {
    return new AffineExpr(coefficients, constant + more);
  }

  /// The sum of two expressions over the same dimensions.
  public AffineExpr plus(AffineExpr more) {
    Long[] sum = coefficients.toArray(Long[]::new);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += more.coefficients.get(i);
    }
    return new AffineExpr(List.of(sum), constant + more.constant);
  }

  /// A multiple.
  public AffineExpr times(long factor) {
    return new AffineExpr(coefficients.stream().map(c -> c * factor).toList(), constant * factor);
  }

  public boolean uses(int dim) {
    return coefficients.get(dim) != 0;
  }

  /// Whether two dimensions or more take part.
  public boolean isSum() {
    return coefficients.stream().filter(c -> c != 0).count() > 1;
  }

  /// The dimension that this is and nothing else, or -1.
  public int plainDim() {
    int found = -1;
    for (int i = 0; i < coefficients.size(); i++) {
      if (uses(i)) {
        if (found >= 0 || coefficients.get(i) != 1) {
          return -1;
        }
        found = i;
      }
    }
    return constant == 0 ? found : -1;
  }

  public long at(long... point) {
    long value = constant;
    for (int i = 0; i < point.length; i++) {
      value += coefficients.get(i) * point[i];
    }
    return value;
  }

  /// The least value over `0 ≤ d_i < extents[i]`, none of which is 0.
  public long least(long... extents) {
    return extreme(-1, extents);
  }

  /// The greatest value over `0 ≤ d_i < extents[i]`, none of which is 0.
  public long most(long... extents) {
    return extreme(1, extents);
  }

  private long extreme(int sign, long[] extents) {
    long value = constant;
    for (int i = 0; i < extents.length; i++) {
      long coefficient = coefficients.get(i);
      if (Long.signum(coefficient) == sign) {
        value = Math.addExact(value, Math.multiplyExact(coefficient, extents[i] - 1));
      }
    }
    return value;
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < coefficients.size(); i++) {
      long times = coefficients.get(i);
      if (times != 0) {
        String name = "d" + i;
        term(out, times == 1 ? name : times == -1 ? "-" + name : times + "*" + name);
      }
    }
    if (constant != 0 || out.isEmpty()) {
      term(out, Long.toString(constant));
    }
    return out.toString();
  }

  private static void term(StringBuilder out, String text) {
    if (out.isEmpty()) {
      out.append(text);
    } else if (text.startsWith("-")) {
      out.append(" - ").append(text, 1, text.length());
    } else {
      out.append(" + ").append(text);
    }
  }
}
