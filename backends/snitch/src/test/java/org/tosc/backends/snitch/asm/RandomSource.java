package org.tosc.backends.snitch.asm;

import java.util.Random;

/// Random programs that refer to their own labels, near and far.
///
/// Alignments that depend on how long branches become are left out: at the limit GNU as makes some
/// longer than they need to be.
final class RandomSource {
  private static final String[] BRANCHES = {
    "beq", "bne", "blt", "bge", "bltu", "bgeu", "bgt", "bleu"
  };
  private static final String[] LOADS = {"lb", "lh", "lw", "lbu", "lhu"};

  private final Random random;
  private final StringBuilder text = new StringBuilder(".globl _start\n_start:\n");
  private final int labels;

  RandomSource(Random random) {
    this.random = random;
    this.labels = random.nextInt(5, 40);
  }

  String text() {
    int next = 0;
    boolean isCode = true;
    int lines = random.nextInt(100, 800);
    for (int i = 0; i < lines; i++) {
      if (next < labels && random.nextInt(lines / labels) == 0) {
        text.append("L").append(next++).append(":\n");
      }
      if (random.nextInt(20) == 0) {
        isCode = !isCode;
        text.append(isCode ? ".text\n" : ".data\n");
      }
      text.append(isCode ? code() : data()).append('\n');
    }
    text.append(".text\n");
    while (next < labels) {
      text.append("L").append(next++).append(": nop\n");
    }
    return text.append("9: ret\n").toString();
  }

  private String label() {
    return "L" + random.nextInt(labels);
  }

  private String x() {
    return "x" + random.nextInt(32);
  }

  private static String one(String[] of, Random random) {
    return of[random.nextInt(of.length)];
  }

  private String code() {
    return switch (random.nextInt(18)) {
      case 0, 1, 2 -> one(BRANCHES, random) + " " + x() + ", " + x() + ", " + label();
      case 3 -> "j " + label();
      case 4 -> "call " + label();
      case 5 -> "la " + x() + ", " + label() + " + " + random.nextInt(100);
      case 6 -> "li " + x() + ", " + random.nextInt();
      case 7 -> "li " + x() + ", " + random.nextInt(-4096, 4096);
      case 8 -> one(LOADS, random) + " t0, " + label();
      case 9 -> "sw " + x() + ", " + label() + ", t1";
      case 10 -> "lui a0, %hi(" + label() + ")\nlw a0, %lo(" + label() + ")(a0)";
      case 11 -> ".p2align " + random.nextInt(3);
      case 12 -> "1: bnez a0, 1b\nbeqz a1, 1f\n1: nop";
      case 13 -> random.nextInt(6) == 0 ? ".zero " + 4 * random.nextInt(1500) : "nop";
      case 14 -> "bnez " + x() + ", 9f";
      case 15 -> "call outside\nbeq a0, a1, outside";
      case 16 -> "fld fa" + random.nextInt(8) + ", far_away, t2";
      default -> "addi " + x() + ", " + x() + ", " + random.nextInt(-2048, 2048);
    };
  }

  private String data() {
    return switch (random.nextInt(7)) {
      case 0 -> ".word " + label() + " - " + label();
      case 1 -> ".word " + label() + " + " + random.nextInt(1000);
      case 2 -> ".byte " + random.nextInt(256) + ", " + random.nextInt(256);
      case 3 -> ".p2align " + random.nextInt(5);
      case 4 -> ".double " + random.nextGaussian();
      case 5 -> ".half " + random.nextInt(65536) + "\n.word . - 2";
      default -> ".word " + random.nextInt() + ", far_away";
    };
  }
}
