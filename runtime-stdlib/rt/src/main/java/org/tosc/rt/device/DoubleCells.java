package org.tosc.rt.device;

/// Elements that travel as `double`: `f64`. The methods are those of [FloatCells].
final class DoubleCells {
  private DoubleCells() {}

  private static double[] cells(View view) {
    if (view.memory instanceof Memory.Doubles(double[] cells)) {
      return cells;
    }
    throw new IllegalStateException("elements of " + view.dtype + " do not travel as double");
  }

  static void load(View view, int at, int step, double[] out, int to, int n) {
    double[] cells = cells(view);
    if (step == 1) {
      System.arraycopy(cells, at, out, to, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      out[to + i] = cells[at + i * step];
    }
  }

  static void store(View view, int at, int step, double[] in, int from, int n) {
    double[] cells = cells(view);
    if (step == 1) {
      System.arraycopy(in, from, cells, at, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      cells[at + i * step] = in[from + i];
    }
  }

  static void add(View view, int at, int step, double[] in, int from, int n) {
    double[] cells = cells(view);
    for (int i = 0; i < n; i++) {
      cells[at + i * step] += in[from + i];
    }
  }
}
