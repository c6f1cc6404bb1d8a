package org.tosc.backends.machines.snitch.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tosc.backends.machines.snitch.core.Words.A0;
import static org.tosc.backends.machines.snitch.core.Words.A1;
import static org.tosc.backends.machines.snitch.core.Words.A2;
import static org.tosc.backends.machines.snitch.core.Words.SSR_OFF;
import static org.tosc.backends.machines.snitch.core.Words.SSR_ON;
import static org.tosc.backends.machines.snitch.core.Words.T0;
import static org.tosc.backends.machines.snitch.core.Words.T1;
import static org.tosc.backends.machines.snitch.core.Words.T2;
import static org.tosc.backends.machines.snitch.core.Words.ZERO;
import static org.tosc.backends.machines.snitch.core.Words.addi;
import static org.tosc.backends.machines.snitch.core.Words.scfgwi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Streams that go by indices (snitch.md section 2.3: `idx_cfg`, `idx_base`, `irptr`, `iwptr`).
class IndirectTest {
  private static final int BASE = Memory.DRAM;
  private static final int DATA = Memory.TCDM + 0x2000;
  private static final int INDICES = Memory.TCDM + 0x100;
  private static final int BOUND = 2;
  private static final int INDEX = 10;
  private static final int INDEX_BASE = 11;
  private static final int READ_BY_INDEX = 16;
  private static final int WRITE_BY_INDEX = 20;

  private static Cluster cluster(int size, int offset, int[] indices, int... words) {
    Cluster cluster = new Cluster(Configuration.DEFAULT, Doubles::new, 1);
    byte[] data = new byte[64 * 8];
    ByteBuffer elements = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 64; i++) {
      elements.putDouble(1 << i % 30);
    }
    byte[] list = new byte[indices.length << size];
    ByteBuffer entries = ByteBuffer.wrap(list).order(ByteOrder.LITTLE_ENDIAN);
    for (int index : indices) {
      switch (size) {
        case 0 -> entries.put((byte) index);
        case 1 -> entries.putShort((short) index);
        default -> entries.putInt(index);
      }
    }
    cluster.memory().load(DATA, data);
    cluster.memory().load(INDICES + offset, list);
    cluster.memory().load(BASE, Words.bytes(words));
    cluster.memory().load(BASE + 4 * words.length, Words.bytes(0x6F));
    cluster.boot(BASE);
    cluster.setRegister(0, A0, INDICES + offset);
    cluster.setRegister(0, A1, DATA);
    cluster.setRegister(0, T1, size);
    return cluster;
  }

  private static void run(Cluster cluster) {
    for (int cycle = 0; cycle < 2000; cycle++) {
      cluster.step();
    }
    cluster.checkEnd(0);
  }

  /// The sum of some elements, by indices of each size that begin anywhere in a word.
  @ParameterizedTest
  @CsvSource({"0,0,1", "0,3,11", "1,0,4", "1,6,9", "1,2,3", "2,0,2", "2,4,13", "0,7,1", "1,0,30"})
  void gathers(int size, int offset, int count) {
    int[] indices = new int[count];
    double expected = 0;
    for (int i = 0; i < count; i++) {
      indices[i] = (i * 7 + 3) % 29;
      expected += 1 << indices[i];
    }
    Cluster cluster =
        cluster(
            size,
            offset,
            indices,
            addi(T0, ZERO, count - 1),
            scfgwi(T0, 0, BOUND),
            scfgwi(T1, 0, INDEX),
            scfgwi(A1, 0, INDEX_BASE),
            scfgwi(A0, 0, READ_BY_INDEX),
            SSR_ON,
            Words.frep(T0, 1),
            Words.faddD(3, 3, 0),
            SSR_OFF);
    run(cluster);
    assertEquals(expected, Double.longBitsToDouble(cluster.floatRegister(0, 3)));
    assertEquals(count, cluster.counts(0).streams().getFirst().elements());
  }

  /// With a shift of 1, index i names the element 2 i.
  @Test
  void shiftsIndices() {
    Cluster cluster =
        cluster(
            1,
            0,
            new int[] {1, 2, 5},
            addi(T0, ZERO, 2),
            addi(T1, ZERO, 1 | 1 << 8),
            scfgwi(T0, 1, BOUND),
            scfgwi(T1, 1, INDEX),
            scfgwi(A1, 1, INDEX_BASE),
            scfgwi(A0, 1, READ_BY_INDEX),
            SSR_ON,
            Words.frep(T0, 1),
            Words.faddD(3, 3, 1),
            SSR_OFF);
    run(cluster);
    double sum = (1 << 2) + (1 << 4) + (1 << 10);
    assertEquals(sum, Double.longBitsToDouble(cluster.floatRegister(0, 3)));
  }

  @Test
  void scatters() {
    Cluster cluster =
        cluster(
            1,
            2,
            new int[] {7, 1, 30, 12, 2},
            addi(T0, ZERO, 4),
            scfgwi(T0, 0, BOUND),
            scfgwi(T1, 0, INDEX),
            scfgwi(A1, 0, INDEX_BASE),
            scfgwi(A0, 0, WRITE_BY_INDEX),
            Words.fld(3, A1, 8),
            SSR_ON,
            Words.frep(T0, 1),
            Words.faddD(0, 3, 3),
            SSR_OFF);
    run(cluster);
    for (int i = 0; i < 32; i++) {
      boolean written = i == 7 || i == 1 || i == 30 || i == 12 || i == 2;
      ByteBuffer word = ByteBuffer.wrap(cluster.memory().bytes(DATA + 8 * i, 8));
      double value = word.order(ByteOrder.LITTLE_ENDIAN).getDouble();
      assertEquals(written ? 4.0 : 1 << i % 30, value, "element " + i);
    }
  }

  /// A word of indices for each four elements passes through the same port: 5 cycles for 4.
  @Test
  void indicesShareThePort() {
    int[] indices = new int[256];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = i % 61;
    }
    Cluster cluster =
        cluster(
            1,
            0,
            indices,
            addi(T0, ZERO, 255),
            addi(T2, ZERO, 63),
            scfgwi(T0, 0, BOUND),
            scfgwi(T1, 0, INDEX),
            scfgwi(A1, 0, INDEX_BASE),
            scfgwi(A0, 0, READ_BY_INDEX),
            SSR_ON,
            Words.frep(T2, 4),
            Words.faddD(4, 4, 0),
            Words.faddD(5, 5, 0),
            Words.faddD(6, 6, 0),
            Words.faddD(7, 7, 0),
            SSR_OFF);
    run(cluster);
    long cycles = cluster.counts(0).streams().getFirst().activeCycles();
    assertTrue(cycles >= 256 + 64 && cycles <= 256 + 64 + 16, "cycles: " + cycles);
  }

  private static void assertMisuse(Misuse.Kind kind, int... words) {
    Cluster cluster = cluster(1, 0, new int[] {1, 20_000}, words);
    Misuse misuse = assertThrows(Misuse.class, () -> run(cluster));
    assertEquals(kind, misuse.kind(), misuse.getMessage());
  }

  @Test
  void tellsWhatIsWrong() {
    assertMisuse(Misuse.Kind.STREAM, scfgwi(A0, 2, READ_BY_INDEX));
    assertMisuse(Misuse.Kind.STREAM, scfgwi(A0, 0, READ_BY_INDEX + 2));
    assertMisuse(Misuse.Kind.STREAM, addi(T0, ZERO, 3), scfgwi(T0, 0, INDEX));
    assertMisuse(
        Misuse.Kind.STREAM_ALIGNMENT,
        scfgwi(T1, 0, INDEX),
        addi(A2, A0, 1),
        scfgwi(A2, 0, READ_BY_INDEX));
    assertMisuse(Misuse.Kind.STREAM_ADDRESS, scfgwi(ZERO, 0, INDEX_BASE));
    assertMisuse(
        Misuse.Kind.STREAM_ADDRESS,
        addi(T0, ZERO, 1),
        scfgwi(T0, 0, BOUND),
        scfgwi(T1, 0, INDEX),
        scfgwi(A1, 0, INDEX_BASE),
        scfgwi(A0, 0, READ_BY_INDEX),
        SSR_ON,
        Words.faddD(3, 3, 0),
        Words.faddD(3, 3, 0),
        SSR_OFF);
  }
}
