package org.tosc.bench;

import jdk.incubator.vector.FloatVector;

/// The product of two panels as a programmer writes it with the Vector API: 12 rows of 2 vectors of
/// 16 floats, one step of k in each round. The accumulators are variables, because the JIT keeps
/// nothing else in registers; hence its length.
final class HandKernel {
  static final int ROWS = 12;
  static final int COLUMNS = 32;

  private HandKernel() {}

  static void run(float[] a, float[] b, float[] c, int kc) {
    var s = FloatVector.SPECIES_512;
    FloatVector c0l = FloatVector.zero(s);
    FloatVector c0r = FloatVector.zero(s);
    FloatVector c1l = FloatVector.zero(s);
    FloatVector c1r = FloatVector.zero(s);
    FloatVector c2l = FloatVector.zero(s);
    FloatVector c2r = FloatVector.zero(s);
    FloatVector c3l = FloatVector.zero(s);
    FloatVector c3r = FloatVector.zero(s);
    FloatVector c4l = FloatVector.zero(s);
    FloatVector c4r = FloatVector.zero(s);
    FloatVector c5l = FloatVector.zero(s);
    FloatVector c5r = FloatVector.zero(s);
    FloatVector c6l = FloatVector.zero(s);
    FloatVector c6r = FloatVector.zero(s);
    FloatVector c7l = FloatVector.zero(s);
    FloatVector c7r = FloatVector.zero(s);
    FloatVector c8l = FloatVector.zero(s);
    FloatVector c8r = FloatVector.zero(s);
    FloatVector c9l = FloatVector.zero(s);
    FloatVector c9r = FloatVector.zero(s);
    FloatVector c10l = FloatVector.zero(s);
    FloatVector c10r = FloatVector.zero(s);
    FloatVector c11l = FloatVector.zero(s);
    FloatVector c11r = FloatVector.zero(s);
    for (int k = 0; k < kc; k++) {
      FloatVector l = FloatVector.fromArray(s, b, k * COLUMNS);
      FloatVector r = FloatVector.fromArray(s, b, k * COLUMNS + 16);
      FloatVector a0 = FloatVector.broadcast(s, a[k * ROWS + 0]);
      c0l = a0.fma(l, c0l);
      c0r = a0.fma(r, c0r);
      FloatVector a1 = FloatVector.broadcast(s, a[k * ROWS + 1]);
      c1l = a1.fma(l, c1l);
      c1r = a1.fma(r, c1r);
      FloatVector a2 = FloatVector.broadcast(s, a[k * ROWS + 2]);
      c2l = a2.fma(l, c2l);
      c2r = a2.fma(r, c2r);
      FloatVector a3 = FloatVector.broadcast(s, a[k * ROWS + 3]);
      c3l = a3.fma(l, c3l);
      c3r = a3.fma(r, c3r);
      FloatVector a4 = FloatVector.broadcast(s, a[k * ROWS + 4]);
      c4l = a4.fma(l, c4l);
      c4r = a4.fma(r, c4r);
      FloatVector a5 = FloatVector.broadcast(s, a[k * ROWS + 5]);
      c5l = a5.fma(l, c5l);
      c5r = a5.fma(r, c5r);
      FloatVector a6 = FloatVector.broadcast(s, a[k * ROWS + 6]);
      c6l = a6.fma(l, c6l);
      c6r = a6.fma(r, c6r);
      FloatVector a7 = FloatVector.broadcast(s, a[k * ROWS + 7]);
      c7l = a7.fma(l, c7l);
      c7r = a7.fma(r, c7r);
      FloatVector a8 = FloatVector.broadcast(s, a[k * ROWS + 8]);
      c8l = a8.fma(l, c8l);
      c8r = a8.fma(r, c8r);
      FloatVector a9 = FloatVector.broadcast(s, a[k * ROWS + 9]);
      c9l = a9.fma(l, c9l);
      c9r = a9.fma(r, c9r);
      FloatVector a10 = FloatVector.broadcast(s, a[k * ROWS + 10]);
      c10l = a10.fma(l, c10l);
      c10r = a10.fma(r, c10r);
      FloatVector a11 = FloatVector.broadcast(s, a[k * ROWS + 11]);
      c11l = a11.fma(l, c11l);
      c11r = a11.fma(r, c11r);
    }
    c0l.intoArray(c, 0);
    c0r.intoArray(c, 16);
    c1l.intoArray(c, 32);
    c1r.intoArray(c, 48);
    c2l.intoArray(c, 64);
    c2r.intoArray(c, 80);
    c3l.intoArray(c, 96);
    c3r.intoArray(c, 112);
    c4l.intoArray(c, 128);
    c4r.intoArray(c, 144);
    c5l.intoArray(c, 160);
    c5r.intoArray(c, 176);
    c6l.intoArray(c, 192);
    c6r.intoArray(c, 208);
    c7l.intoArray(c, 224);
    c7r.intoArray(c, 240);
    c8l.intoArray(c, 256);
    c8r.intoArray(c, 272);
    c9l.intoArray(c, 288);
    c9r.intoArray(c, 304);
    c10l.intoArray(c, 320);
    c10r.intoArray(c, 336);
    c11l.intoArray(c, 352);
    c11r.intoArray(c, 368);
  }
}
