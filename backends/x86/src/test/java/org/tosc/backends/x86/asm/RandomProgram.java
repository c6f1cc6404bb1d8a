package org.tosc.backends.x86.asm;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A program at random, for our assembler and as text for GNU as: jumps and calls forth and back,
/// many of them just about as far as 8 bits reach, loads relative to the code, alignments.
final class RandomProgram {
  private static final List<Opcode> JUMPS =
      List.of(Base.JMP, Base.JZ, Base.JNZ, Base.JG, Base.JAE, Base.JS, Base.CALL);

  /// Labels are that many lines apart, so that 128 bytes are a few labels away.
  private static final int LABEL_EVERY = 6;

  private static final int NEAR = 8;

  private final SplittableRandom random;
  private final boolean aligns;
  private final Assembler asm = new Assembler();
  private final List<Line> lines = new ArrayList<>();
  private final List<Label> labels = new ArrayList<>();

  /// @param before where the line begins
  /// @param behind where it ends
  record Line(String text, Label before, Label behind) {
    boolean isAlignment() {
      return text.startsWith(".balign");
    }

    boolean isJump() {
      return text.startsWith("j");
    }

    int size(Code code) {
      return code.offset(behind) - code.offset(before);
    }
  }

  RandomProgram(long seed, int lines, boolean aligns) {
    this.random = new SplittableRandom(seed);
    this.aligns = aligns;
    for (int i = 0; i <= lines / LABEL_EVERY; i++) {
      labels.add(asm.label());
    }
    for (int line = 0; line < lines; line++) {
      if (line % LABEL_EVERY == 0) {
        bind(labels.get(line / LABEL_EVERY));
      }
      line(line / LABEL_EVERY);
    }
    if (lines % LABEL_EVERY == 0) {
      bind(labels.getLast());
    }
    emit(Base.RET);
  }

  /// @param code our code: jumps that are long there are written as long ones
  String text(Code code) {
    StringBuilder text = new StringBuilder(GnuAssembler.INTEL);
    for (Line line : lines) {
      boolean isLong = line.isJump() && line.size(code) > Jumps.SHORT;
      text.append(isLong ? "{disp32} " : "").append(line.text()).append('\n');
    }
    return text.toString();
  }

  String text() {
    StringBuilder text = new StringBuilder(GnuAssembler.INTEL);
    lines.forEach(line -> text.append(line.text()).append('\n'));
    return text.toString();
  }

  Code code() {
    return asm.finish();
  }

  List<Line> alignments() {
    return lines.stream().filter(Line::isAlignment).toList();
  }

  private void bind(Label label) {
    asm.bind(label);
    lines.add(new Line(label + ":", label, label));
  }

  private void line(int label) {
    switch (random.nextInt(aligns ? 9 : 8)) {
      case 0, 1, 2, 3 -> emit(JUMPS.get(random.nextInt(JUMPS.size())), target(label));
      case 4 -> emit(Base.CMP, Mem.at(32, target(label)), Imm.of(random.nextInt(500)));
      case 5 -> emit(VectorFloat.VADDPS, Vec.zmm(20), Vec.zmm(1), Mem.at(512, target(label)));
      case 6 -> emit(Base.MOV, Gpr.RAX, Imm.of(random.nextLong() >> random.nextInt(64)));
      case 7 -> emit(Base.ADD, Gpr.RCX, Mem.of(64, Gpr.RDI, random.nextInt(300)));
      default -> align(16 << random.nextInt(2));
    }
  }

  private Label target(int from) {
    int to = random.nextInt(20) == 0 ? random.nextInt(labels.size()) : from + near();
    return labels.get(Math.clamp(to, 0, labels.size() - 1));
  }

  private int near() {
    return random.nextInt(-NEAR, NEAR + 1);
  }

  private void align(int to) {
    Label before = asm.here();
    asm.align(to);
    lines.add(new Line(".balign " + to + ", 0x90", before, asm.here()));
  }

  private void emit(Opcode opcode, Operand... operands) {
    Label before = asm.here();
    asm.emit(opcode, operands);
    lines.add(new Line(AssemblyText.of(opcode, operands), before, asm.here()));
  }
}
