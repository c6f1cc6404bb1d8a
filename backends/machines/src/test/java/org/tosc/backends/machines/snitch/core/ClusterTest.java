package org.tosc.backends.machines.snitch.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tosc.backends.machines.snitch.core.Words.A0;
import static org.tosc.backends.machines.snitch.core.Words.A1;
import static org.tosc.backends.machines.snitch.core.Words.T0;
import static org.tosc.backends.machines.snitch.core.Words.T1;
import static org.tosc.backends.machines.snitch.core.Words.T2;
import static org.tosc.backends.machines.snitch.core.Words.ZERO;

import org.junit.jupiter.api.Test;

/// Cores of a cluster: barriers, interrupts, the multiplier that they share, atomic operations, and
/// the registers of the cluster.
class ClusterTest {
  private static final int BASE = Memory.DRAM;
  private static final int STAY = 0x6F;
  private static final int S0 = 8;
  private static final int S1 = 9;
  private static final int READ_S0 = Words.csr(2, 0xB00, 0, S0);
  private static final int READ_S1 = Words.csr(2, 0xB00, 0, S1);

  private static Cluster whole(int... words) {
    Cluster cluster = Cluster.whole(Configuration.DEFAULT, Doubles::new);
    cluster.memory().load(BASE, Words.bytes(words));
    cluster.memory().load(BASE + 4 * words.length, Words.bytes(STAY));
    cluster.boot(BASE);
    return cluster;
  }

  private static void run(Cluster cluster, int cycles) {
    for (int i = 0; i < cycles; i++) {
      cluster.step();
    }
  }

  private static int word(Cluster cluster, int address) {
    byte[] bytes = cluster.memory().bytes(address, 4);
    return (bytes[0] & 255) | (bytes[1] & 255) << 8 | (bytes[2] & 255) << 16 | bytes[3] << 24;
  }

  /// Nine cores have the numbers 0 to 8, in `a0` and in `mhartid`.
  @Test
  void hartsAreNumbered() {
    Cluster cluster = whole(Words.csr(2, 0xF14, 0, T0));
    run(cluster, 100);
    assertEquals(9, cluster.cores());
    for (int core = 0; core < 9; core++) {
      assertEquals(core, cluster.register(core, A0));
      assertEquals(core, cluster.register(core, T0));
    }
  }

  /// A barrier takes 2 cycles where all arrive together (snitch.md rule 6).
  @Test
  void barrierTakesTwoCycles() {
    Cluster cluster = whole(Words.BARRIER, Words.BARRIER, READ_S0, Words.BARRIER, READ_S1);
    run(cluster, 200);
    for (int core = 0; core < 9; core++) {
      assertEquals(1 + 2, cluster.register(core, S1) - cluster.register(core, S0));
    }
  }

  /// Nobody leaves before the last has come: hart 0 counts down first.
  @Test
  void barrierWaitsForTheLast() {
    Cluster cluster =
        whole(
            Words.bne(A0, ZERO, 16),
            Words.addi(T0, ZERO, 200),
            Words.addi(T0, T0, -1),
            Words.bne(T0, ZERO, -4),
            Words.BARRIER,
            READ_S0);
    run(cluster, 300);
    assertFalse(cluster.register(1, S0) != 0, "core 1 has left");
    run(cluster, 400);
    for (int core = 0; core < 9; core++) {
      assertEquals(cluster.register(0, S0), cluster.register(core, S0));
      assertTrue(cluster.register(core, S0) > 400);
    }
  }

  /// Hart 0 wakes the others through the register of the cluster; they clear it.
  @Test
  void interruptWakes() {
    Cluster cluster =
        whole(
            Words.lui(T1, 0x10021000),
            Words.lui(T0, 1 << 19),
            Words.csr(2, 0x304, T0, ZERO),
            Words.bne(A0, ZERO, 24),
            Words.addi(T0, ZERO, 300),
            Words.addi(T0, T0, -1),
            Words.bne(T0, ZERO, -4),
            Words.addi(T2, ZERO, 0x1FE),
            Words.sw(T2, T1, 0x1A0),
            Words.bne(A0, ZERO, 8),
            STAY,
            Words.WFI,
            Words.addi(S1, ZERO, 1));
    run(cluster, 400);
    for (int core = 1; core < 9; core++) {
      assertTrue(cluster.isSleeping(core));
      assertEquals(0, cluster.register(core, S1));
    }
    run(cluster, 500);
    for (int core = 1; core < 9; core++) {
      assertEquals(1, cluster.register(core, S1));
    }
    assertTrue(cluster.counts(1).stalls().get(Stall.SLEEP) > 200);
  }

  /// A software interrupt from outside of the cluster, taken as a trap.
  @Test
  void softwareInterruptTraps() {
    Cluster cluster =
        whole(
            Words.bne(A0, ZERO, 56),
            Words.lui(T0, BASE),
            Words.addi(T0, T0, 52),
            Words.csr(1, 0x305, T0, ZERO),
            Words.addi(T0, ZERO, 8),
            Words.csr(2, 0x304, T0, ZERO),
            Words.csr(2, 0x300, T0, ZERO),
            Words.lui(T1, 0xFFFF0000),
            Words.addi(T2, ZERO, 1),
            Words.sw(T2, T1, 0),
            Words.addi(T2, ZERO, 2),
            STAY,
            Words.NOP,
            Words.csr(2, 0x342, 0, S0));
    run(cluster, 400);
    assertEquals(0x80000003, cluster.register(0, S0));
    assertEquals(2, cluster.register(0, T2));
  }

  /// Nine cores multiply: one product leaves the shared multiplier in a cycle, and each core gets
  /// its own.
  @Test
  void multiplierIsShared() {
    Cluster cluster =
        whole(
            Words.addi(T0, A0, 3),
            Words.BARRIER,
            READ_S0,
            Words.mul(T1, T0, T0),
            Words.mul(T2, T0, A0),
            Words.addi(T1, T1, 0),
            Words.addi(T2, T2, 0),
            READ_S1);
    run(cluster, 400);
    int longest = 0;
    for (int core = 0; core < 9; core++) {
      assertEquals((core + 3) * (core + 3), cluster.register(core, T1));
      assertEquals((core + 3) * core, cluster.register(core, T2));
      longest = Math.max(longest, cluster.register(core, S1) - cluster.register(core, S0));
    }
    assertTrue(longest >= 18, "18 products need 18 cycles: " + longest);
  }

  /// Nine cores add to one word, each ten times.
  @Test
  void atomicSumsAreComplete() {
    int amoadd = Words.r(0x2F, 2, 0, T1, T0, T2);
    Cluster cluster =
        whole(
            Words.lui(T0, Memory.TCDM),
            Words.addi(T2, A0, 1),
            Words.addi(A1, ZERO, 10),
            amoadd,
            Words.addi(A1, A1, -1),
            Words.bne(A1, ZERO, -8));
    run(cluster, 2000);
    assertEquals(450, word(cluster, Memory.TCDM));
  }

  /// A counter that is taken with `lr.w` and `sc.w`: reservations of others fail.
  @Test
  void reservationsAreOfOneCore() {
    int loadReserved = Words.r(0x2F, 2, 0x08, T1, T0, 0);
    int storeConditional = Words.r(0x2F, 2, 0x0C, T2, T0, T1);
    Cluster cluster =
        whole(
            Words.lui(T0, Memory.TCDM),
            Words.addi(A1, ZERO, 5),
            loadReserved,
            Words.addi(T1, T1, 1),
            storeConditional,
            Words.bne(T2, ZERO, -12),
            Words.addi(A1, A1, -1),
            Words.bne(A1, ZERO, -20));
    run(cluster, 20000);
    assertEquals(45, word(cluster, Memory.TCDM));
  }

  /// Performance counters: cycles go on, a stopped counter does not, a selected metric counts.
  @Test
  void performanceCountersCount() {
    Cluster cluster =
        whole(
            Words.bne(A0, ZERO, 32),
            Words.lui(T0, 0x10021000),
            Words.lw(S0, T0, 0x100),
            Words.lw(S1, T0, 0x100),
            Words.sw(ZERO, T0, 0),
            Words.lw(T1, T0, 0x100),
            Words.lw(T2, T0, 0x100),
            Words.lw(A1, T0, 0x108));
    run(cluster, 300);
    assertTrue(cluster.register(0, S1) > cluster.register(0, S0));
    assertEquals(cluster.register(0, T1), cluster.register(0, T2));
    assertTrue(cluster.register(0, A1) > 0, "instructions retired");
  }

  /// Memory that is always zero.
  @Test
  void zeroMemoryIsZero() {
    Cluster cluster =
        whole(
            Words.lui(T0, 0x10030000),
            Words.addi(T1, ZERO, -1),
            Words.sw(T1, T0, 0),
            Words.lw(T1, T0, 0));
    run(cluster, 200);
    assertEquals(0, cluster.register(3, T1));
  }

  private static final int[] STREAM = {
    Words.lui(T0, Memory.TCDM),
    Words.addi(T1, ZERO, 255),
    Words.addi(T2, ZERO, 8),
    Words.scfgwi(T1, 0, 2),
    Words.scfgwi(T2, 0, 6),
    Words.scfgwi(T0, 0, 24),
    Words.SSR_ON,
    Words.addi(T1, ZERO, 63),
    Words.frep(T1, 4),
    Words.faddD(4, 4, 0),
    Words.faddD(5, 5, 0),
    Words.faddD(6, 6, 0),
    Words.faddD(7, 7, 0),
    Words.SSR_OFF
  };

  private static Cluster streaming(int cores, boolean moves) {
    Cluster cluster = new Cluster(Configuration.DEFAULT, Doubles::new, cores, moves);
    cluster.memory().load(BASE, Words.bytes(STREAM));
    cluster.memory().load(BASE + 4 * STREAM.length, Words.bytes(STAY));
    cluster.boot(BASE);
    return cluster;
  }

  /// Eight cores read the same words: where several want a bank, one is served. As all go through
  /// the banks one behind the other, all are served from then on.
  @Test
  void coresMeetAtBanks() {
    Cluster alone = streaming(1, false);
    run(alone, 800);
    assertEquals(0, alone.counts(0).streams().getFirst().conflicts());
    Cluster together = streaming(8, false);
    run(together, 800);
    long conflicts = 0;
    for (int core = 0; core < 8; core++) {
      assertEquals(256, together.counts(core).streams().getFirst().elements());
      conflicts += together.counts(core).streams().getFirst().conflicts();
    }
    assertTrue(conflicts > 0, "cores meet at the first bank: " + conflicts);
  }

  /// The DMA engine goes before a stream: a copy takes eight banks in each cycle.
  @Test
  void dmaGoesFirst() {
    Cluster cluster = streaming(1, true);
    int copy = BASE + 0x1000;
    cluster
        .memory()
        .load(
            copy,
            Words.bytes(
                Words.lui(T0, Memory.TCDM),
                Words.lui(T1, 0x80010000),
                Words.lui(T2, 0x4000),
                Words.dma(0, 0, T1, ZERO),
                Words.dma(1, 0, T0, ZERO),
                Words.dma(2, 0, T2, 0),
                STAY));
    cluster.setPc(1, copy);
    run(cluster, 800);
    assertEquals(1, cluster.dmaCounts().transfers());
    assertEquals(256, cluster.dmaCounts().writeBeats());
    assertTrue(cluster.counts(0).streams().getFirst().conflicts() > 10);
    assertEquals(256, cluster.counts(0).streams().getFirst().elements());
  }

  /// Without fetching ahead, straight code waits at each line.
  @Test
  void prefetchCanBeSwitchedOff() {
    long[] stalls = new long[2];
    for (int on = 0; on < 2; on++) {
      int[] words = new int[200];
      java.util.Arrays.fill(words, Words.NOP);
      words[0] = Words.lui(T0, 0x10021000);
      words[1] = Words.addi(T1, ZERO, on);
      words[2] = Words.sw(T1, T0, 0x1B0);
      Cluster cluster = new Cluster(Configuration.DEFAULT, Doubles::new, 1);
      cluster.memory().load(BASE, Words.bytes(words));
      cluster.memory().load(BASE + 4 * words.length, Words.bytes(STAY));
      cluster.boot(BASE);
      run(cluster, 600);
      stalls[on] = cluster.counts(0).stalls().get(Stall.FETCH);
    }
    assertTrue(stalls[0] > stalls[1] + 50, stalls[0] + " and " + stalls[1]);
  }
}
