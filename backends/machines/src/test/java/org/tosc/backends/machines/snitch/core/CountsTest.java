package org.tosc.backends.machines.snitch.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tosc.backends.machines.snitch.core.Words.A0;
import static org.tosc.backends.machines.snitch.core.Words.A1;
import static org.tosc.backends.machines.snitch.core.Words.T0;
import static org.tosc.backends.machines.snitch.core.Words.T1;

import org.junit.jupiter.api.Test;

/// What each core does in each cycle adds up to the cycles, and stalls have their causes.
class CountsTest {
  private static final int BASE = Memory.DRAM;

  private static Counts run(int... words) {
    Cluster cluster = new Cluster(Configuration.DEFAULT, Doubles::new, 1);
    cluster.memory().load(BASE, Words.bytes(words));
    cluster.setPc(0, BASE);
    cluster.setRegister(0, A0, Memory.TCDM);
    cluster.setRegister(0, A1, Memory.TCDM + 64 * 8);
    for (int cycle = 0; cycle < 1000; cycle++) {
      cluster.step();
      if (cluster.pc(0) == BASE + 4 * words.length) {
        cluster.setPc(0, BASE + 4 * (words.length - 1));
      }
    }
    Counts counts = cluster.counts(0);
    assertEquals(1000, counts.cycles());
    assertEquals(1000, counts.issues() + sum(counts.stalls().values()));
    assertEquals(1000, counts.floatIssues() + sum(counts.floatStalls().values()));
    return counts;
  }

  private static long sum(Iterable<Long> values) {
    long sum = 0;
    for (long value : values) {
      sum += value;
    }
    return sum;
  }

  /// A sum into one register issues in one cycle of four (snitch.md section 5: 405 for 100).
  @Test
  void repeatedSumWaitsForItsOperand() {
    Counts counts =
        run(
            Words.addi(T0, 0, 99),
            Words.frep(T0, 1),
            Words.faddD(3, 3, 4),
            Words.fmvXW(T1, 3),
            Words.NOP);
    assertEquals(101, counts.fpuIssues());
    assertEquals(300, counts.floatStalls().get(FloatStall.OPERAND));
  }

  /// Two streams of 64 are read while 64 products are added; elements and active cycles count.
  @Test
  void streamsCount() {
    Counts counts =
        run(
            Words.addi(T0, 0, 63),
            Words.addi(T1, 0, 8),
            Words.scfgwi(T0, 31, 2),
            Words.scfgwi(T1, 31, 6),
            Words.scfgwi(A0, 0, 24),
            Words.scfgwi(A1, 1, 24),
            Words.SSR_ON,
            Words.frep(T0, 1),
            Words.fmaddD(3, 0, 1, 3),
            Words.SSR_OFF,
            Words.NOP);
    assertEquals(64, counts.streams().get(0).elements());
    assertEquals(64, counts.streams().get(1).elements());
    assertEquals(0, counts.streams().get(2).elements());
    assertEquals(64, counts.multiplyAddIssues());
    assertTrue(counts.streams().get(0).activeCycles() >= 64, counts::toString);
    assertEquals(66, counts.floatIssues());
  }

  /// Both streams in one bank (32 words apart): one of each two requests waits.
  @Test
  void bankConflictsCount() {
    Counts counts =
        run(
            Words.addi(T0, 0, 31),
            Words.addi(T1, 0, 256),
            Words.scfgwi(T0, 31, 2),
            Words.scfgwi(T1, 31, 6),
            Words.scfgwi(A0, 0, 24),
            Words.scfgwi(A0, 1, 24),
            Words.SSR_ON,
            Words.addi(T0, 0, 7),
            Words.frep(T0, 4),
            Words.faddD(4, 0, 1),
            Words.faddD(5, 0, 1),
            Words.faddD(6, 0, 1),
            Words.faddD(7, 0, 1),
            Words.SSR_OFF,
            Words.NOP);
    long conflicts = counts.streams().stream().mapToLong(StreamCounts::conflicts).sum();
    assertTrue(conflicts >= 30, counts::toString);
    assertTrue(counts.floatStalls().get(FloatStall.STREAM_EMPTY) >= 28, counts::toString);
  }

  /// Nothing but the integer core: the FPU is offered nothing, and a `lw` is waited for.
  @Test
  void loadUseStalls() {
    Counts counts = run(Words.lw(T0, A0, 0), Words.addi(T0, T0, 1), Words.NOP);
    assertEquals(3, counts.stalls().get(Stall.OPERAND));
    assertEquals(1000, counts.floatStalls().get(FloatStall.NOTHING));
    assertEquals(1, counts.accesses());
  }
}
