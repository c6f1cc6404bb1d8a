package org.tosc.driver.snitch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tosc.backends.machines.snitch.core.Cluster;
import org.tosc.backends.machines.snitch.core.Configuration;
import org.tosc.backends.machines.snitch.core.Fpu;
import org.tosc.backends.machines.snitch.core.Memory;
import org.tosc.backends.snitch.asm.Assembler;
import org.tosc.backends.snitch.asm.Assembly;
import org.tosc.tir.source.Source;

/// The table of small programs that were measured on the RTL (snitch.md section 5): the difference
/// of two reads of `mcycle` around each.
final class MicroBenchmarkTest {
  /// Waits until all has been issued to the FPU.
  private static final String FENCE = " fmv.x.w t6, fs0\n mv t6, t6\n";

  /// @param setup instructions in front of the measured ones
  private record Row(int cycles, String setup, String body) {}

  private static String times(int count, String line) {
    return line.repeat(count);
  }

  private static final List<Row> ROWS = rows();

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    String at = " li a0, 0x10000000\n";
    rows.add(new Row(1, "", ""));
    rows.add(new Row(6, at, " lw t0, 0(a0)\n mv t1, t0\n"));
    StringBuilder loads = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      loads.append(" lw s%d, %d(a0)\n".formatted(i + 2, 4 * i));
    }
    rows.add(new Row(13, at, loads + " mv t1, s9\n"));
    rows.add(new Row(6, "", " mul t0, t1, t2\n mv t1, t0\n"));
    rows.add(new Row(18, "", times(4, " mul t0, t0, t0\n") + " mv t1, t0\n"));
    rows.add(new Row(42, "", " li t0, 20\n1: addi t0, t0, -1\n bnez t0, 1b\n"));
    rows.add(new Row(6, "", " fmv.x.w t0, fa0\n mv t0, t0\n"));
    rows.add(new Row(8, "", " fmv.w.x fa0, t0\n fmv.x.w t0, fa0\n mv t0, t0\n"));
    rows.add(new Row(10, at, " fld fa0, 0(a0)\n fmv.x.w t0, fa0\n mv t0, t0\n"));
    String hundred = " li t0, 99\n";
    rows.add(new Row(405, hundred, " frep.o t0, 1, 0, 0\n fadd.d fa0, fa0, fa1\n" + FENCE));
    rows.add(new Row(109, hundred, " frep.o t0, 1, 3, 1\n fadd.d ft4, fa1, fa2\n" + FENCE));
    rows.add(
        new Row(
            409,
            hundred,
            " frep.o t0, 4, 0, 0\n"
                + " fadd.d fa0, fa0, fa5\n fadd.d fa1, fa1, fa5\n"
                + " fadd.d fa2, fa2, fa5\n fadd.d fa3, fa3, fa5\n"
                + FENCE));
    rows.add(
        new Row(
            408,
            hundred,
            " frep.o t0, 3, 0, 0\n"
                + " fadd.d fa0, fa0, fa5\n fadd.d fa1, fa1, fa5\n fadd.d fa2, fa2, fa5\n"
                + FENCE));
    rows.add(new Row(5, hundred, times(2, " frep.o t0, 1, 0, 0\n fadd.d fa0, fa0, fa1\n")));
    String twoHundred = " li t0, 199\n";
    String first = " frep.o t0, 1, 0, 0\n fadd.d fa0, fa0, fa1\n";
    rows.add(new Row(68, twoHundred, first + times(65, " fadd.d fa2, fa3, fa4\n")));
    rows.add(new Row(803, twoHundred, first + times(66, " fadd.d fa2, fa3, fa4\n")));
    rows.add(
        new Row(
            206,
            " li t0, 4\n li t1, 9\n",
            " frep.o t0, 1, 0, 0\n frep.o t1, 1, 0, 0\n fadd.d fa0, fa0, fa1\n" + FENCE));
    rows.addAll(streams());
    return rows;
  }

  /// Jobs of one dimension for streams are started in front of the FPU's instructions.
  private static List<Row> streams() {
    List<Row> rows = new ArrayList<>();
    String copy = " frep.o t0, 1, 0, 0\n fmv.d ft2, ft0\n";
    rows.add(new Row(76, jobs(64, 64, 64, 128), started(" scfgwi a0, 768\n" + WRITE, copy)));
    String four =
        """
         frep.o t0, 4, 0, 0
         fmadd.d ft4, ft0, ft1, ft4
         fmadd.d ft5, ft0, ft1, ft5
         fmadd.d ft6, ft0, ft1, ft6
         fmadd.d ft7, ft0, ft1, ft7
        """;
    rows.add(new Row(269, jobs(256, 64, 256, 512), started(READS, four)));
    String three = " frep.o t0, 1, 3, 1\n fmadd.d ft4, ft0, ft1, ft2\n";
    rows.add(new Row(78, jobs(64, 64, 66, 264), started(READS + " scfgwi a2, 770\n", three)));
    String fourLoops =
        """
         li t6, 3
         scfgwi t6, 64
         li t6, 1
         scfgwi t6, 96
         scfgwi t6, 128
         li t6, 3
         scfgwi t6, 160
         li t6, 8
         scfgwi t6, 192
         scfgwi t6, 224
         scfgwi t6, 256
         scfgwi t6, 288
         li a0, 0x10000000
         li t0, 63
        """;
    String sum = " frep.o t0, 1, 3, 1\n fadd.d ft4, ft0, ft8\n";
    rows.add(new Row(76, fourLoops, started(" scfgwi a0, 864\n", sum)));
    rows.addAll(additions());
    return rows;
  }

  /// How bank conflicts settle, by the words that lie between the streams (snitch.md rule 29).
  private static List<Row> additions() {
    String add = " frep.o t0, 1, 0, 0\n fadd.d ft2, ft0, ft1\n";
    List<Row> rows = new ArrayList<>();
    for (int bank = 0; bank < 32; bank++) {
      int cycles = bank == 1 ? 354 : 270;
      rows.add(new Row(cycles, jobs(256, 256, 256 + bank, 512), started(READS + WRITE, add)));
    }
    for (int bank = 3; bank <= 6; bank++) {
      rows.add(new Row(280, jobs(256, 256, 257, 1024 + bank), started(READS + WRITE, add)));
    }
    return rows;
  }

  private static final String READS = " scfgwi a0, 768\n scfgwi a1, 769\n";
  private static final String WRITE = " scfgwi a2, 898\n";

  /// Sets up all three streams for some elements, and `t0` for the repetitions.
  ///
  /// @param second words from the first stream's array to the second's
  private static String jobs(int elements, int repetitions, int second, int third) {
    return """
     li a0, 0x10000000
     li a1, 0x10000000 + %d
     li a2, 0x10000000 + %d
     li t0, %d
     li t6, %d
     scfgwi t6, 95
     li t6, 8
     scfgwi t6, 223
    """
        .formatted(8 * second, 8 * third, repetitions - 1, elements - 1);
  }

  private static String started(String pointers, String body) {
    return pointers + " csrrsi zero, 0x7c0, 1\n" + body + FENCE + " csrrci zero, 0x7c0, 1\n";
  }

  private static int measure(Row row) {
    String text =
        " .text\n"
            + row.setup()
            + times(100, " nop\n")
            + " csrr s0, mcycle\n"
            + row.body()
            + " csrr s1, mcycle\n"
            + "stop: j stop\n";
    Assembly assembly = Assembler.assemble(new Source("micro.s", text));
    assertEquals(List.of(), assembly.diagnostics(), text);
    byte[] code = assembly.object().sections().getFirst().bytes();
    Cluster cluster = new Cluster(Configuration.DEFAULT.withSequencer(64), Fpu::new, 1);
    int stop = Memory.DRAM + code.length - Integer.BYTES;
    cluster.memory().load(Memory.DRAM, code);
    // The first time fills the instruction cache.
    for (int run = 0; run < 2; run++) {
      cluster.setPc(0, Memory.DRAM);
      for (int cycle = 0; cluster.pc(0) != stop && cycle < 10_000; cycle++) {
        cluster.step();
      }
      for (int cycle = 0; cycle < 2_000; cycle++) {
        cluster.step();
      }
    }
    return cluster.register(0, 9) - cluster.register(0, 8);
  }

  @Test
  void smallProgramsTakeWhatTheyTakeOnTheRtl() {
    List<String> wrong = new ArrayList<>();
    for (Row row : ROWS) {
      int cycles = measure(row);
      if (cycles != row.cycles()) {
        wrong.add(row.setup() + row.body() + "takes " + cycles + " instead of " + row.cycles());
      }
    }
    assertEquals(List.of(), wrong);
  }
}
