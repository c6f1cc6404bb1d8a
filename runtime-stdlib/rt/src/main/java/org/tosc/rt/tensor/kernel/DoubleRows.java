package org.tosc.rt.tensor.kernel;

/// Rows of binary64 arithmetic, each operand contiguous (step 1) or constant (step 0) or strided.
/// One method per operation, so that the JIT compiler vectorises each.
final class DoubleRows {
  /// `out[io + i] = a[ia + i·sa] ∘ b[ib + i·sb]`.
  @FunctionalInterface
  interface Row {
    void run(double[] a, int ia, int sa, double[] b, int ib, int sb, double[] out, int io, int n);
  }

  /// A scalar operation for the rows without a loop of their own.
  @FunctionalInterface
  interface Scalar {
    double apply(double a, double b);
  }

  private DoubleRows() {}

  static Row generic(Scalar f) {
    return (a, ia, sa, b, ib, sb, out, io, n) -> {
      for (int i = 0; i < n; i++) {
        out[io + i] = f.apply(a[ia + i * sa], b[ib + i * sb]);
      }
    };
  }

  static void add(
      double[] a, int ia, int sa, double[] b, int ib, int sb, double[] out, int io, int n) {
    if (sa == 1 && sb == 1) {
      for (int i = 0; i < n; i++) {
        out[io + i] = a[ia + i] + b[ib + i];
      }
    } else if (sa == 1 && sb == 0) {
      double y = b[ib];
      for (int i = 0; i < n; i++) {
        out[io + i] = a[ia + i] + y;
      }
    } else if (sa == 0 && sb == 1) {
      double x = a[ia];
      for (int i = 0; i < n; i++) {
        out[io + i] = x + b[ib + i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        out[io + i] = a[ia + i * sa] + b[ib + i * sb];
      }
    }
  }

  static void sub(
      double[] a, int ia, int sa, double[] b, int ib, int sb, double[] out, int io, int n) {
    if (sa == 1 && sb == 1) {
      for (int i = 0; i < n; i++) {
        out[io + i] = a[ia + i] - b[ib + i];
      }
    } else if (sa == 1 && sb == 0) {
      double y = b[ib];
      for (int i = 0; i < n; i++) {
        out[io + i] = a[ia + i] - y;
      }
    } else if (sa == 0 && sb == 1) {
      double x = a[ia];
      for (int i = 0; i < n; i++) {
        out[io + i] = x - b[ib + i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        out[io + i] = a[ia + i * sa] - b[ib + i * sb];
      }
    }
  }

  static void mul(
      double[] a, int ia, int sa, double[] b, int ib, int sb, double[] out, int io, int n) {
    if (sa == 1 && sb == 1) {
      for (int i = 0; i < n; i++) {
        out[io + i] = a[ia + i] * b[ib + i];
      }
    } else if (sa == 1 && sb == 0) {
      double y = b[ib];
      for (int i = 0; i < n; i++) {
        out[io + i] = a[ia + i] * y;
      }
    } else if (sa == 0 && sb == 1) {
      double x = a[ia];
      for (int i = 0; i < n; i++) {
        out[io + i] = x * b[ib + i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        out[io + i] = a[ia + i * sa] * b[ib + i * sb];
      }
    }
  }

  static void div(
      double[] a, int ia, int sa, double[] b, int ib, int sb, double[] out, int io, int n) {
    if (sa == 1 && sb == 1) {
      for (int i = 0; i < n; i++) {
        out[io + i] = a[ia + i] / b[ib + i];
      }
    } else if (sa == 1 && sb == 0) {
      double y = b[ib];
      for (int i = 0; i < n; i++) {
        out[io + i] = a[ia + i] / y;
      }
    } else if (sa == 0 && sb == 1) {
      double x = a[ia];
      for (int i = 0; i < n; i++) {
        out[io + i] = x / b[ib + i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        out[io + i] = a[ia + i * sa] / b[ib + i * sb];
      }
    }
  }
}
