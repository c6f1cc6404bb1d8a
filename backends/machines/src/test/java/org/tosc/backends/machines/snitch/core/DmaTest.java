package org.tosc.backends.machines.snitch.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tosc.backends.machines.snitch.core.Words.A0;
import static org.tosc.backends.machines.snitch.core.Words.A1;
import static org.tosc.backends.machines.snitch.core.Words.A2;
import static org.tosc.backends.machines.snitch.core.Words.A3;
import static org.tosc.backends.machines.snitch.core.Words.T0;
import static org.tosc.backends.machines.snitch.core.Words.T1;
import static org.tosc.backends.machines.snitch.core.Words.T2;
import static org.tosc.backends.machines.snitch.core.Words.ZERO;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The DMA engine copies what it is told to, and takes as long as on the RTL (snitch.md section
/// 4.8: the sequence from `dmsrc` to the end of polling, between two `csrr`).
class DmaTest {
  private static final int CODE = Memory.DRAM;
  private static final int OUTSIDE = Memory.DRAM + 0x100000;
  private static final int S0 = 8;
  private static final int S1 = 9;
  private static final int READ_S0 = Words.csr(2, 0xB00, 0, S0);
  private static final int READ_S1 = Words.csr(2, 0xB00, 0, S1);

  private static int dmsrc(int register) {
    return Words.dma(0, 0, register, ZERO);
  }

  private static int dmdst(int register) {
    return Words.dma(1, 0, register, ZERO);
  }

  private static int dmcpyi(int rd, int size, int configuration) {
    return Words.dma(2, rd, size, configuration);
  }

  private static int dmstati(int rd, int status) {
    return Words.dma(4, rd, 0, status);
  }

  /// Runs words on the core that moves data, twice, so that the second finds the instructions.
  private static Cluster run(int source, int destination, int size, int more, int... words) {
    Cluster cluster = new Cluster(Configuration.DEFAULT, Doubles::new, 0, true);
    byte[] bytes = new byte[Math.max(size, 1) * 70];
    new Random(1).nextBytes(bytes);
    cluster.memory().load(source, java.util.Arrays.copyOf(bytes, Math.min(bytes.length, 40000)));
    cluster.memory().load(CODE, Words.bytes(words));
    int[] end = new int[12];
    java.util.Arrays.fill(end, Words.NOP);
    cluster.memory().load(CODE + 4 * words.length, Words.bytes(end));
    for (int call = 0; call < 2; call++) {
      cluster.setPc(0, CODE);
      cluster.setRegister(0, A0, source);
      cluster.setRegister(0, A1, destination);
      cluster.setRegister(0, A2, size);
      cluster.setRegister(0, A3, more);
      while (cluster.pc(0) != CODE + 4 * words.length) {
        cluster.step();
      }
    }
    return cluster;
  }

  private static int cycles(Cluster cluster) {
    return cluster.register(0, S1) - cluster.register(0, S0);
  }

  @ParameterizedTest
  @CsvSource({
    "OUT,IN,64,24",
    "OUT,IN,512,29",
    "OUT,IN,1024,39",
    "OUT,IN,4096,84",
    "OUT,IN,16384,279",
    "IN,OUT,64,19",
    "IN,OUT,512,24",
    "IN,OUT,4096,84",
    "IN,OUT,16384,274",
    "IN,IN,64,19",
    "IN,IN,512,29",
    "IN,IN,4096,139",
    "IN,IN,16384,524"
  })
  void lineTakesAsLongAsOnTheRtl(String from, String to, int size, int expected) {
    int source = "IN".equals(from) ? Memory.TCDM : OUTSIDE;
    int destination = "IN".equals(to) ? Memory.TCDM + 0x10000 : OUTSIDE + 0x10000;
    Cluster cluster =
        run(
            source,
            destination,
            size,
            0,
            READ_S0,
            dmsrc(A0),
            dmdst(A1),
            dmcpyi(T0, A2, 0),
            dmstati(T1, 2),
            Words.bne(T1, ZERO, -4),
            READ_S1);
    assertEquals(expected, cycles(cluster));
    assertArrayEquals(
        cluster.memory().bytes(source, size), cluster.memory().bytes(destination, size));
  }

  @ParameterizedTest
  @CsvSource({"16,256,101", "64,64,151", "64,8,151"})
  void planeTakesAsLongAsOnTheRtl(int rows, int size, int expected) {
    int destination = Memory.TCDM;
    Cluster cluster =
        run(
            OUTSIDE,
            destination,
            size,
            512,
            Words.addi(T2, ZERO, rows),
            READ_S0,
            dmsrc(A0),
            dmdst(A1),
            Words.dma(6, 0, A3, A2),
            Words.dma(7, 0, T2, 0),
            dmcpyi(T0, A2, 2),
            dmstati(T1, 2),
            Words.bne(T1, ZERO, -4),
            READ_S1);
    assertEquals(expected, cycles(cluster));
    for (int row = 0; row < rows; row++) {
      assertArrayEquals(
          cluster.memory().bytes(OUTSIDE + row * 512, size),
          cluster.memory().bytes(destination + row * size, size));
    }
  }

  /// Four copies of 1 KiB in a row: 86 cycles on the RTL; how its program was written is not known.
  @Test
  void queuedCopiesOverlap() {
    Cluster cluster =
        run(
            OUTSIDE,
            Memory.TCDM,
            1024,
            0,
            READ_S0,
            dmsrc(A0),
            dmdst(A1),
            dmcpyi(T0, A2, 0),
            dmcpyi(T0, A2, 0),
            dmcpyi(T0, A2, 0),
            dmcpyi(T0, A2, 0),
            dmstati(T1, 2),
            Words.bne(T1, ZERO, -4),
            READ_S1);
    assertEquals(86, cycles(cluster), 3);
  }

  /// Numbers of transfers: the first is 2, and it is complete when `dmstati 0` says so.
  @Test
  void numbersTransfers() {
    Cluster cluster =
        run(
            OUTSIDE,
            Memory.TCDM,
            64,
            0,
            dmsrc(A0),
            dmdst(A1),
            dmcpyi(S0, A2, 0),
            dmstati(T1, 2),
            Words.bne(T1, ZERO, -4),
            dmstati(S1, 0),
            Words.addi(T1, S1, 0));
    assertEquals(3, cluster.register(0, S0));
    assertEquals(3, cluster.register(0, S1));
    assertEquals(2, cluster.dmaCounts().transfers());
  }

  /// Bytes at odd places are copied too, over the borders of lines and pages.
  @ParameterizedTest
  @CsvSource({"1,0,7", "3,61,200", "4090,5,4100", "63,62,1", "0,1,64"})
  void copiesUnalignedBytes(int from, int to, int size) {
    Cluster cluster =
        run(
            OUTSIDE + from,
            Memory.TCDM + to,
            size,
            0,
            dmsrc(A0),
            dmdst(A1),
            dmcpyi(T0, A2, 0),
            dmstati(T1, 2),
            Words.bne(T1, ZERO, -4));
    assertArrayEquals(
        cluster.memory().bytes(OUTSIDE + from, size),
        cluster.memory().bytes(Memory.TCDM + to, size));
  }
}
