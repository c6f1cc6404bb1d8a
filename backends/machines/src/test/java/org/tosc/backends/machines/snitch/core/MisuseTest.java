package org.tosc.backends.machines.snitch.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tosc.backends.machines.snitch.core.Words.A0;
import static org.tosc.backends.machines.snitch.core.Words.NOP;
import static org.tosc.backends.machines.snitch.core.Words.SSR_OFF;
import static org.tosc.backends.machines.snitch.core.Words.SSR_ON;
import static org.tosc.backends.machines.snitch.core.Words.T0;
import static org.tosc.backends.machines.snitch.core.Words.T1;
import static org.tosc.backends.machines.snitch.core.Words.T2;
import static org.tosc.backends.machines.snitch.core.Words.ZERO;
import static org.tosc.backends.machines.snitch.core.Words.addi;
import static org.tosc.backends.machines.snitch.core.Words.faddD;
import static org.tosc.backends.machines.snitch.core.Words.frep;
import static org.tosc.backends.machines.snitch.core.Words.scfgwi;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tosc.backends.machines.snitch.core.Misuse.Kind;

/// Each way to misuse the machine is found, at the instruction that does it.
class MisuseTest {
  private static final int BASE = Memory.DRAM;
  private static final int STAY = 0x6F;
  private static final int BOUND = 2;
  private static final int STRIDE = 6;
  private static final int READ = 24;
  private static final int WRITE = 28;

  private static final int[] JOB_OF_EIGHT = {
    addi(T0, ZERO, 7), addi(T1, ZERO, 8), scfgwi(T0, 31, BOUND), scfgwi(T1, 31, STRIDE)
  };

  private static int[] after(int[] first, int... then) {
    return IntStream.concat(IntStream.of(first), IntStream.of(then)).toArray();
  }

  private static Cluster cluster(boolean moves, int... words) {
    Cluster cluster = new Cluster(Configuration.DEFAULT, Doubles::new, moves ? 0 : 1, moves);
    cluster.memory().load(BASE, Words.bytes(words));
    cluster.memory().load(BASE + 4 * words.length, Words.bytes(STAY));
    cluster.boot(BASE);
    cluster.setRegister(0, A0, Memory.TCDM);
    return cluster;
  }

  private static void run(Cluster cluster) {
    for (int cycle = 0; cycle < 10_000; cycle++) {
      cluster.step();
    }
    cluster.checkEnd(0);
  }

  /// @param at the number of the instruction
  private static void assertMisuse(Kind kind, int at, String words, Cluster cluster) {
    Misuse misuse = assertThrows(Misuse.class, () -> run(cluster));
    assertEquals(kind, misuse.kind(), misuse.getMessage());
    assertEquals(BASE + 4 * at, misuse.pc(), misuse.getMessage());
    assertTrue(String.valueOf(misuse.getMessage()).contains(words), misuse.getMessage());
    assertTrue(misuse.hart() >= 0, "the core is known");
  }

  private static void assertMisuse(Kind kind, int at, String words, int... program) {
    assertMisuse(kind, at, words, cluster(false, program));
  }

  @Test
  void nothingIsWrongWithARightProgram() {
    run(
        cluster(
            false,
            after(
                JOB_OF_EIGHT, scfgwi(A0, 0, READ), SSR_ON, frep(T0, 1), faddD(3, 3, 0), SSR_OFF)));
  }

  // Streams.

  @Test
  void readsBeyondTheLastElement() {
    assertMisuse(
        Kind.STREAM_OVERRUN,
        7,
        "reads ft0 after the last of the 8 elements",
        after(JOB_OF_EIGHT, scfgwi(A0, 0, READ), SSR_ON, frep(T1, 1), faddD(3, 3, 0), SSR_OFF));
  }

  @Test
  void writesBeyondTheLastElement() {
    assertMisuse(
        Kind.STREAM_OVERRUN,
        7,
        "more is written to ft2 than the 8 elements",
        after(JOB_OF_EIGHT, scfgwi(A0, 2, WRITE), SSR_ON, frep(T1, 1), faddD(2, 3, 4), SSR_OFF));
  }

  @Test
  void leavesElements() {
    assertMisuse(
        Kind.STREAM_UNDERRUN,
        4,
        "elements of the job of ft0 are left that nobody has read",
        after(JOB_OF_EIGHT, scfgwi(A0, 0, READ), SSR_ON, faddD(3, 3, 0), SSR_OFF));
  }

  @Test
  void configuresWhileElementsAreLeft() {
    assertMisuse(
        Kind.STREAM_UNDERRUN,
        7,
        "the configuration of ft0 waits for ever",
        after(JOB_OF_EIGHT, scfgwi(A0, 0, READ), scfgwi(A0, 0, READ), NOP, scfgwi(A0, 0, READ)));
  }

  @Test
  void readsAStreamThatWrites() {
    assertMisuse(
        Kind.STREAM_READ,
        6,
        "reads ft0, a stream that writes since 0x80000010",
        after(JOB_OF_EIGHT, scfgwi(A0, 0, WRITE), SSR_ON, faddD(3, 3, 0), SSR_OFF));
  }

  @Test
  void writesAStreamThatReads() {
    assertMisuse(
        Kind.STREAM_WRITE,
        6,
        "written to ft0, a stream that reads since 0x80000010",
        after(JOB_OF_EIGHT, scfgwi(A0, 0, READ), SSR_ON, faddD(0, 3, 4), SSR_OFF));
  }

  @Test
  void readsAStreamWithoutAJob() {
    assertMisuse(Kind.STREAM, 1, "never given a job", SSR_ON, faddD(3, 3, 1), SSR_OFF);
  }

  @Test
  void namesAStreamThatDoesNotExist() {
    assertMisuse(Kind.STREAM, 0, "there is no stream 3", scfgwi(A0, 3, BOUND));
  }

  @Test
  void pointerIsNotAligned() {
    assertMisuse(
        Kind.STREAM_ALIGNMENT,
        1,
        "the pointer 0x10000004 of stream ft1",
        addi(A0, A0, 4),
        scfgwi(A0, 1, READ));
  }

  @Test
  void strideIsNotAligned() {
    assertMisuse(
        Kind.STREAM_ALIGNMENT,
        1,
        "the stride 0x4 of stream ft1",
        addi(T0, ZERO, 4),
        scfgwi(T0, 1, STRIDE));
  }

  @Test
  void streamBeginsElsewhere() {
    assertMisuse(
        Kind.STREAM_ADDRESS,
        1,
        "begins at 0x80000000",
        Words.lui(T0, Memory.DRAM),
        scfgwi(T0, 1, READ));
  }

  @Test
  void streamLeavesMemory() {
    assertMisuse(
        Kind.STREAM_ADDRESS,
        6,
        "stream ft0 leaves the cluster's memory at offset 131072 after 2 elements",
        after(
            JOB_OF_EIGHT,
            Words.lui(A0, 0x10020000),
            addi(A0, A0, -16),
            scfgwi(A0, 0, READ),
            SSR_ON,
            frep(T0, 1),
            faddD(3, 3, 0),
            SSR_OFF));
  }

  @Test
  void streamsAreLeftOn() {
    assertMisuse(Kind.STREAM_ENABLED, 1, "still switched on", NOP, SSR_ON);
  }

  @Test
  void chainedRegisterIsNeverWritten() {
    assertMisuse(
        Kind.CHAIN,
        2,
        "reads f3, a chained register",
        addi(T0, ZERO, 8),
        Words.csr(2, 0x7C3, T0, ZERO),
        faddD(4, 3, 5));
  }

  @Test
  void chainedRegisterIsNeverRead() {
    assertMisuse(
        Kind.CHAIN,
        4,
        "f3, a chained register, is written again and again",
        addi(T0, ZERO, 8),
        Words.csr(2, 0x7C3, T0, ZERO),
        addi(T0, ZERO, 20),
        frep(T0, 1),
        faddD(3, 4, 5));
  }

  // Repetition.

  @Test
  void bodyHasAnInstructionOfIntegers() {
    assertMisuse(
        Kind.BODY,
        3,
        "`fmv.x.w` cannot be repeated by the `frep.o` at 0x80000004",
        addi(T0, ZERO, 3),
        frep(T0, 2),
        faddD(3, 3, 4),
        Words.fmvXW(T1, 3));
  }

  @Test
  void bodyIsTooLong() {
    assertMisuse(
        Kind.BODY_LENGTH,
        1,
        "a body of 33 instructions does not fit into the buffer of 32",
        addi(T0, ZERO, 3),
        frep(T0, 33));
  }

  @Test
  void bodyIsNotComplete() {
    assertMisuse(
        Kind.UNBALANCED,
        3,
        "before the body of the `frep.o` at 0x80000004 is complete: 1 more",
        addi(T0, ZERO, 3),
        frep(T0, 2),
        faddD(3, 3, 4),
        STAY);
  }

  @Test
  void programEndsInsideOfABody() {
    Cluster cluster = cluster(false, addi(T0, ZERO, 3), frep(T0, 2), faddD(3, 3, 4), Words.WFI);
    for (int cycle = 0; cycle < 50; cycle++) {
      cluster.step();
    }
    Misuse misuse = assertThrows(Misuse.class, () -> cluster.checkEnd(0));
    assertEquals(Kind.UNBALANCED, misuse.kind());
    assertEquals(BASE + 4, misuse.pc());
  }

  @Test
  void innerBodyIsLongerThanTheOuter() {
    assertMisuse(
        Kind.UNBALANCED,
        2,
        "a body of 3 instructions inside of one that has 2 left",
        addi(T0, ZERO, 3),
        frep(T0, 2),
        frep(T0, 3));
  }

  @Test
  void threeLoopsAreNested() {
    assertMisuse(
        Kind.NEST,
        3,
        "a nest has two loops at most",
        addi(T0, ZERO, 3),
        frep(T0, 4),
        frep(T0, 3),
        frep(T0, 2));
  }

  private static int staggered(int iterations, int body, int max, int mask) {
    return frep(iterations, body) | max << 12 | mask << 8;
  }

  @Test
  void outerLoopCountsRegistersUp() {
    assertMisuse(
        Kind.STAGGER,
        1,
        "only the innermost loop",
        addi(T0, ZERO, 3),
        staggered(T0, 2, 3, 1),
        frep(T0, 2));
  }

  @Test
  void registersAreCountedBeyondTheLast() {
    assertMisuse(
        Kind.STAGGER,
        2,
        "f29 counted up by 3 is beyond f31",
        addi(T0, ZERO, 3),
        staggered(T0, 1, 3, 1),
        faddD(29, 3, 4));
  }

  // Addresses.

  @Test
  void accessIsBehindTheClustersMemory() {
    assertMisuse(
        Kind.TCDM_OVERFLOW,
        1,
        "`lw` accesses 0x10020000",
        Words.lui(T0, 0x10020000),
        Words.lw(T1, T0, 0));
  }

  @Test
  void floatAccessIsBehindTheClustersMemory() {
    assertMisuse(
        Kind.TCDM_OVERFLOW,
        1,
        "`fsd` accesses 0x10020008",
        Words.lui(T0, 0x10020000),
        Words.fsd(3, T0, 8));
  }

  @Test
  void accessIsNowhere() {
    assertMisuse(Kind.ADDRESS, 0, "`sw` accesses 0x00000010", Words.sw(T1, ZERO, 16));
  }

  @Test
  void accessIsNotAligned() {
    assertMisuse(Kind.ALIGNMENT, 0, "`lw`", Words.lw(T1, A0, 2));
  }

  @Test
  void jumpLeavesTheCode() {
    Misuse misuse =
        assertThrows(
            Misuse.class,
            () -> run(cluster(false, Words.lui(T0, 0x80100000), Words.i(0x67, 0, 0, T0, 0))));
    assertEquals(Kind.CODE, misuse.kind());
    assertEquals(0x80100000, misuse.pc());
  }

  @Test
  void jumpIsNotAligned() {
    Misuse misuse =
        assertThrows(
            Misuse.class,
            () -> run(cluster(false, Words.lui(T0, BASE), Words.i(0x67, 0, 0, T0, 2))));
    assertEquals(Kind.CODE, misuse.kind());
  }

  // Instructions.

  @Test
  void wordIsNoInstruction() {
    assertMisuse(Kind.INSTRUCTION, 1, "0xffffffff is no instruction", NOP, -1);
  }

  @Test
  void coreThatComputesHasNoDma() {
    assertMisuse(Kind.EXTENSION, 0, "no DMA engine", Words.dma(0, 0, A0, ZERO));
  }

  @Test
  void coreThatMovesHasNoRepetition() {
    Cluster cluster = cluster(true, frep(T0, 1));
    assertMisuse(Kind.EXTENSION, 0, "no streams and no repetition", cluster);
  }

  @Test
  void coreThatMovesHasNoStreams() {
    assertMisuse(Kind.EXTENSION, 0, "no streams and no chaining", cluster(true, SSR_ON));
  }

  @Test
  void fpuHasNoDivider() {
    int fdiv = Words.r(0x53, 7, 0x0D, 3, 4, 5);
    assertMisuse(Kind.EXTENSION, 0, "`fdiv.d`: the FPU has no divider", fdiv);
  }

  @Test
  void thereIsNoZawrs() {
    assertMisuse(Kind.EXTENSION, 0, "no Zawrs", 0x00D00073);
  }

  @Test
  void copyOfNothing() {
    Cluster cluster = cluster(true, Words.dma(2, T0, ZERO, 0));
    assertMisuse(Kind.DMA, 0, "a copy of no bytes", cluster);
  }

  @Test
  void copyOnAChannelThatIsNotThere() {
    assertMisuse(Kind.DMA, 0, "no channel 1", cluster(true, Words.dma(2, T0, A0, 4)));
  }

  @Test
  void copyBehindTheClustersMemory() {
    Cluster cluster =
        cluster(
            true,
            Words.lui(T1, 0x1001F000),
            Words.lui(T2, 0x2000),
            Words.lui(T0, 0x80000000),
            Words.dma(0, 0, T0, ZERO),
            Words.dma(1, 0, T1, ZERO),
            Words.dma(2, T0, T2, 0));
    assertMisuse(Kind.DMA, 5, "to 0x1001f000 leaves the cluster's memory", cluster);
  }

  // Hangs.

  @Test
  void barrierThatNotAllReach() {
    Cluster cluster = new Cluster(Configuration.DEFAULT, Doubles::new, 3);
    int[] program = {Words.bne(A0, ZERO, 8), STAY, Words.BARRIER, NOP, STAY};
    cluster.memory().load(BASE, Words.bytes(program));
    cluster.boot(BASE);
    Misuse misuse =
        assertThrows(
            Misuse.class,
            () -> {
              for (int cycle = 0; cycle < 10_000; cycle++) {
                cluster.step();
              }
            });
    assertEquals(Kind.BARRIER, misuse.kind());
    assertEquals(BASE + 8, misuse.pc());
    assertTrue(
        String.valueOf(misuse.getMessage()).contains("cores 1, 2 wait"), misuse.getMessage());
    assertTrue(
        String.valueOf(misuse.getMessage()).contains("0 (stays at 0x80000004)"),
        misuse.getMessage());
  }

  /// A sleeping cluster, and a loop that goes on, are no hangs.
  @Test
  void sleepIsNoHang() {
    run(cluster(false, NOP, Words.WFI));
    run(cluster(false, NOP, addi(T0, T0, 1), Words.bne(T0, ZERO, -4)));
  }
}
