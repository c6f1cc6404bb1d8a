package org.tosc.backends.machines.snitch.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tosc.backends.machines.snitch.core.Words.A0;
import static org.tosc.backends.machines.snitch.core.Words.NOP;
import static org.tosc.backends.machines.snitch.core.Words.T0;
import static org.tosc.backends.machines.snitch.core.Words.T1;
import static org.tosc.backends.machines.snitch.core.Words.T2;
import static org.tosc.backends.machines.snitch.core.Words.ZERO;
import static org.tosc.backends.machines.snitch.core.Words.addi;

import org.junit.jupiter.api.Test;

/// What newer revisions do otherwise, and options of the core.
class RevisionTest {
  private static final int BASE = Memory.DRAM;
  private static final int STAY = 0x6F;
  private static final int S0 = 8;
  private static final int S1 = 9;
  private static final int WRS_NTO = 0x00D00073;

  private static Cluster cluster(Configuration configuration, int cores, int... words) {
    Cluster cluster = new Cluster(configuration, Doubles::new, cores);
    cluster.memory().load(BASE, Words.bytes(words));
    cluster.memory().load(BASE + 4 * words.length, Words.bytes(STAY));
    cluster.boot(BASE);
    cluster.setRegister(0, A0, Memory.TCDM);
    return cluster;
  }

  private static int moveUse(Configuration configuration) {
    int[] words = {
      NOP,
      NOP,
      Words.csr(2, 0xB00, 0, S0),
      Words.fmvXW(T1, 3),
      addi(T1, T1, 0),
      Words.csr(2, 0xB00, 0, S1)
    };
    Cluster cluster = cluster(configuration, 1, words);
    for (int cycle = 0; cycle < 200; cycle++) {
      cluster.step();
    }
    return cluster.register(0, S1) - cluster.register(0, S0);
  }

  /// `fmv.x.w; use` takes 6 cycles (snitch.md section 5), and one more where it is buffered.
  @Test
  void bufferedMoveTakesOneCycleMore() {
    assertEquals(6, moveUse(Configuration.DEFAULT));
    assertEquals(7, moveUse(Configuration.DEFAULT.withBufferedIntegers(true)));
  }

  /// The newer revision repeats it.
  @Test
  void bufferedMoveCanBeRepeated() {
    int[] words = {addi(T0, ZERO, 9), Words.frep(T0, 2), Words.faddD(3, 3, 4), Words.fmvXW(T1, 3)};
    Cluster cluster = cluster(Configuration.DEFAULT.withBufferedIntegers(true), 1, words);
    cluster.setFloatRegister(0, 4, Double.doubleToRawLongBits(1));
    for (int cycle = 0; cycle < 300; cycle++) {
      cluster.step();
    }
    assertEquals(10.0, Double.longBitsToDouble(cluster.floatRegister(0, 3)));
    assertEquals(20, cluster.counts(0).fpuIssues());
    cluster.checkEnd(0);
  }

  /// `wrs.nto` sleeps until somebody writes the word that was reserved.
  @Test
  void waitsForTheReservedWord() {
    int loadReserved = Words.r(0x2F, 2, 0x08, T1, T0, 0);
    int[] words = {
      Words.lui(T0, Memory.TCDM),
      Words.bne(A0, ZERO, 20),
      loadReserved,
      WRS_NTO,
      Words.lw(S1, T0, 0),
      STAY,
      addi(T2, ZERO, 300),
      addi(T2, T2, -1),
      Words.bne(T2, ZERO, -4),
      addi(T2, ZERO, 77),
      Words.sw(T2, T0, 0)
    };
    Cluster cluster = cluster(Configuration.DEFAULT.withWaits(true), 2, words);
    cluster.setRegister(0, A0, 0);
    for (int cycle = 0; cycle < 400; cycle++) {
      cluster.step();
    }
    assertFalse(cluster.register(0, S1) == 77, "it has not waited");
    for (int cycle = 0; cycle < 500; cycle++) {
      cluster.step();
    }
    assertEquals(77, cluster.register(0, S1));
    assertTrue(cluster.counts(0).stalls().get(Stall.SLEEP) > 500);
  }

  /// With a divider, `fdiv.d` is an instruction.
  @Test
  void dividerDivides() {
    int fdiv = Words.r(0x53, 7, 0x0D, 3, 4, 5);
    Cluster cluster = cluster(Configuration.DEFAULT.withDivide(4), 1, NOP, fdiv);
    for (int cycle = 0; cycle < 100; cycle++) {
      cluster.step();
    }
    assertEquals(1, cluster.counts(0).fpuIssues());
  }
}
