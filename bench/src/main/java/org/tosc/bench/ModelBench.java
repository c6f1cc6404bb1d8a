package org.tosc.bench;

import java.util.List;
import java.util.Locale;
import org.tosc.backends.machines.snitch.core.Cluster;
import org.tosc.backends.machines.snitch.core.Configuration;
import org.tosc.backends.machines.snitch.core.Fpu;
import org.tosc.backends.machines.snitch.core.Memory;
import org.tosc.backends.snitch.asm.Assembler;
import org.tosc.backends.snitch.asm.Assembly;
import org.tosc.tir.source.Source;

/// How many cycles of a Snitch core the model simulates in a second: `bench/run model`.
public final class ModelBench {
  private static final long CYCLES = 5_000_000;
  private static final int ROUNDS = 5;

  private record Subject(String name, String text) {}

  /// Programs without an end.
  private static final List<Subject> SUBJECTS =
      List.of(
          new Subject("integer loop", "1: addi t0, t0, 1\n lw t1, 0(a0)\n add t2, t2, t1\n j 1b\n"),
          new Subject(
              "multiply-adds from two streams",
              """
              1:
               li t6, 999
               scfgwi t6, 95
               li t6, 8
               scfgwi t6, 223
               scfgwi a0, 768
               scfgwi a1, 769
               csrrsi zero, 0x7c0, 1
               li t0, 249
               frep.o t0, 4, 0, 0
               fmadd.d ft4, ft0, ft1, ft4
               fmadd.d ft5, ft0, ft1, ft5
               fmadd.d ft6, ft0, ft1, ft6
               fmadd.d ft7, ft0, ft1, ft7
               csrrci zero, 0x7c0, 1
               j 1b
              """),
          new Subject(
              "maxima from a stream to a stream",
              """
              1:
               li t6, 999
               scfgwi t6, 95
               li t6, 8
               scfgwi t6, 223
               scfgwi a0, 768
               scfgwi a2, 898
               csrrsi zero, 0x7c0, 1
               li t0, 999
               frep.o t0, 1, 0, 0
               fmax.d ft2, ft0, fa0
               csrrci zero, 0x7c0, 1
               j 1b
              """),
          new Subject(
              "packed multiply-adds of f16",
              """
              1:
               li t6, 999
               scfgwi t6, 95
               li t6, 8
               scfgwi t6, 223
               scfgwi a0, 768
               scfgwi a1, 769
               csrrsi zero, 0x7c0, 1
               li t0, 249
               frep.o t0, 4, 0, 0
               vfmac.h ft4, ft0, ft1
               vfmac.h ft5, ft0, ft1
               vfmac.h ft6, ft0, ft1
               vfmac.h ft7, ft0, ft1
               csrrci zero, 0x7c0, 1
               j 1b
              """));

  private ModelBench() {}

  /// Prints the figures.
  public static void main(String[] args) {
    for (Subject subject : SUBJECTS) {
      double best = 0;
      for (int round = 0; round < ROUNDS; round++) {
        best = Math.max(best, cyclesPerSecond(subject));
      }
      System.out.printf(
          Locale.ROOT, "%-34s %6.1f million cycles a second%n", subject.name(), best / 1e6);
    }
  }

  private static double cyclesPerSecond(Subject subject) {
    Assembly assembly = Assembler.assemble(new Source(subject.name(), subject.text()));
    Cluster cluster = new Cluster(Configuration.DEFAULT, Fpu::new, 1);
    cluster.memory().load(Memory.DRAM, assembly.object().sections().getFirst().bytes());
    cluster.setPc(0, Memory.DRAM);
    cluster.setRegister(0, 10, Memory.TCDM);
    cluster.setRegister(0, 11, Memory.TCDM + 8032);
    cluster.setRegister(0, 12, Memory.TCDM + 16096);
    fill(cluster);
    long begin = System.nanoTime();
    for (long cycle = 0; cycle < CYCLES; cycle++) {
      cluster.step();
    }
    return CYCLES * 1e9 / (System.nanoTime() - begin);
  }

  /// Small numbers of each format.
  private static void fill(Cluster cluster) {
    byte[] bytes = new byte[32 << 10];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i % 8 == 7 ? 0x3F : i % 2 == 1 ? 0x3C : i * 31);
    }
    cluster.memory().load(Memory.TCDM, bytes);
  }
}
