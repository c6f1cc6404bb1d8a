package org.tosc.rt.device;

/// Elements that travel as `boolean`: `bool`, in bytes 0 and 1.
final class BooleanCells {
  private BooleanCells() {}

  private static byte[] cells(View view) {
    if (view.memory instanceof Memory.Bytes(byte[] cells)) {
      return cells;
    }
    throw new IllegalStateException("elements of " + view.dtype + " do not travel as boolean");
  }

  static void load(View view, int at, int step, boolean[] out, int to, int n) {
    byte[] cells = cells(view);
    for (int i = 0; i < n; i++) {
      out[to + i] = cells[at + i * step] != 0;
    }
  }

  static void store(View view, int at, int step, boolean[] in, int from, int n) {
    byte[] cells = cells(view);
    for (int i = 0; i < n; i++) {
      cells[at + i * step] = (byte) (in[from + i] ? 1 : 0);
    }
  }
}
