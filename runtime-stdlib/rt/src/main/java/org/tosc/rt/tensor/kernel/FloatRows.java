package org.tosc.rt.tensor.kernel;

/// Rows of `f32` arithmetic, each operand contiguous (step 1) or constant (step 0) or strided. One
/// method per operation, so that the JIT compiler vectorises each.
final class FloatRows {
  /// `out[io + i] = a[ia + i·sa] ∘ b[ib + i·sb]`.
  @FunctionalInterface
  interface Row {
    void run(float[] a, int ia, int sa, float[] b, int ib, int sb, float[] out, int io, int n);
  }

  /// A scalar operation for the rows without a loop of their own.
  @FunctionalInterface
  interface Scalar {
    float apply(float a, float b);
  }

  private FloatRows() {}

  static Row generic(Scalar f) {
    return (a, ia, sa, b, ib, sb, out, io, n) -> {
      for (int i = 0; i < n; i++) {
        out[io + i] = f.apply(a[ia + i * sa], b[ib + i * sb]);
      }
    };
  }

  static void add(
      float[] a, int ia, int sa, float[] b, int ib, int sb, float[] out, int io, int n) {
    if (sa == 1 && sb == 1) {
      for (int i = 0; i < n; i++) {
        out[io + i] = a[ia + i] + b[ib + i];
      }
    } else if (sa == 1 && sb == 0) {
      float y = b[ib];
      for (int i = 0; i < n; i++) {
        out[io + i] = a[ia + i] + y;
      }
    } else if (sa == 0 && sb == 1) {
      float x = a[ia];
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
      float[] a, int ia, int sa, float[] b, int ib, int sb, float[] out, int io, int n) {
    if (sa == 1 && sb == 1) {
      for (int i = 0; i < n; i++) {
        out[io + i] = a[ia + i] - b[ib + i];
      }
    } else if (sa == 1 && sb == 0) {
      float y = b[ib];
      for (int i = 0; i < n; i++) {
        out[io + i] = a[ia + i] - y;
      }
    } else if (sa == 0 && sb == 1) {
      float x = a[ia];
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
      float[] a, int ia, int sa, float[] b, int ib, int sb, float[] out, int io, int n) {
    if (sa == 1 && sb == 1) {
      for (int i = 0; i < n; i++) {
        out[io + i] = a[ia + i] * b[ib + i];
      }
    } else if (sa == 1 && sb == 0) {
      float y = b[ib];
      for (int i = 0; i < n; i++) {
        out[io + i] = a[ia + i] * y;
      }
    } else if (sa == 0 && sb == 1) {
      float x = a[ia];
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
      float[] a, int ia, int sa, float[] b, int ib, int sb, float[] out, int io, int n) {
    if (sa == 1 && sb == 1) {
      for (int i = 0; i < n; i++) {
        out[io + i] = a[ia + i] / b[ib + i];
      }
    } else if (sa == 1 && sb == 0) {
      float y = b[ib];
      for (int i = 0; i < n; i++) {
        out[io + i] = a[ia + i] / y;
      }
    } else if (sa == 0 && sb == 1) {
      float x = a[ia];
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
