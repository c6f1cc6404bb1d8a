package org.tosc.backends.snitch.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.backends.snitch.asm.Assembler;
import org.tosc.backends.snitch.asm.Assembly;
import org.tosc.backends.snitch.asm.GnuTools;
import org.tosc.tir.source.Source;

/// The standard part against GNU as and objdump: RV32IMAFD, Zicsr, Zifencei, Zawrs, privileged
/// instructions, and floats of 16 bits, which Zfh has in the same way.
class GnuAgreementTest {
  private static final int COUNT = 250_000;

  @TempDir Path folder;

  private static List<Opcode> standard() {
    return Stream.<Opcode[]>of(
            Base.values(),
            Multiply.values(),
            Atomic.values(),
            Control.values(),
            SingleFloat.values(),
            DoubleFloat.values(),
            HalfFloat.values())
        .flatMap(Arrays::stream)
        .filter(o -> !o.mnemonic().contains(".l")) // of 64 bits
        .toList();
  }

  private static Instruction random(Opcode opcode, Random random) {
    List<Integer> values = new ArrayList<>();
    for (Operand operand : opcode.format().operands()) {
      values.add(value(operand, random));
    }
    return Instruction.of(opcode, values.stream().mapToInt(Integer::intValue).toArray());
  }

  private static int value(Operand operand, Random random) {
    while (true) {
      // Often the ends of the range.
      int value =
          switch (random.nextInt(6)) {
            case 0 -> operand.min();
            case 1 -> operand.max();
            default -> random.nextInt(operand.min(), operand.max() + 1);
          };
      // GNU as does not read a fence without accesses, though objdump shows it.
      boolean isWritten = operand.kind() != Operand.Kind.ACCESSES || value != 0;
      if (operand.takes(value) && isWritten) {
        return value;
      }
    }
  }

  @Test
  void wordsAndTextsAreThoseOfGnu() throws IOException {
    GnuTools.require();
    Random random = new Random(2026);
    List<Opcode> opcodes = standard();
    List<Instruction> instructions = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < COUNT; i++) {
      Instruction next = random(opcodes.get(i % opcodes.size()), random);
      instructions.add(next);
      text.append(next).append('\n');
    }
    byte[] ours = new byte[4 * COUNT];
    ByteBuffer words = ByteBuffer.wrap(ours).order(ByteOrder.LITTLE_ENDIAN);
    instructions.forEach(i -> words.putInt(i.word()));

    GnuTools gnu = new GnuTools(folder);
    Path object = gnu.assemble(text.toString());
    assertEquals(List.of(), differences(instructions, gnu.section(object, ".text"), ours));

    Assembly assembly = Assembler.assemble(new Source("random.s", text.toString()));
    assertEquals(List.of(), assembly.diagnostics());
    assertEquals(
        List.of(),
        differences(instructions, assembly.object().sections().getFirst().bytes(), ours));

    List<String> theirs = gnu.disassemble(object, "no-aliases");
    assertEquals(COUNT, theirs.size());
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      Optional<Instruction> decoded = Decoder.decode(instructions.get(i).word());
      String found = objdumpText(decoded.orElseThrow().at(4 * i));
      if (!found.equals(theirs.get(i))) {
        wrong.add(
            "%08x: %s, objdump %s".formatted(instructions.get(i).word(), found, theirs.get(i)));
      }
    }
    assertEquals(List.of(), wrong.subList(0, Math.min(wrong.size(), 20)));
  }

  private static String objdumpText(String text) {
    return text.replace(", ", ",");
  }

  private static List<String> differences(
      List<Instruction> instructions, byte[] theirs, byte[] ours) {
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < instructions.size(); i++) {
      byte[] a = Arrays.copyOfRange(theirs, 4 * i, 4 * i + 4);
      byte[] b = Arrays.copyOfRange(ours, 4 * i, 4 * i + 4);
      if (!Arrays.equals(a, b)) {
        wrong.add(instructions.get(i) + ": " + Arrays.toString(a) + ", not " + Arrays.toString(b));
      }
    }
    return wrong.subList(0, Math.min(wrong.size(), 20));
  }

  /// What objdump calls an instruction, pseudo-instructions included, we read as the same word.
  /// Only targets it writes as addresses, which sources do not have.
  @ParameterizedTest
  @ValueSource(strings = {"priv-spec=1.12", "numeric"})
  void whatObjdumpPrintsIsRead(String options) throws IOException {
    GnuTools.require();
    Random random = new Random(32);
    List<Opcode> opcodes = standard();
    StringBuilder text = new StringBuilder();
    List<Integer> words = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      int word = simple(random(opcodes.get(i % opcodes.size()), random), random);
      words.add(word);
      text.append(".4byte 0x").append(Integer.toHexString(word)).append('\n');
    }
    GnuTools gnu = new GnuTools(folder);
    List<String> theirs = gnu.disassemble(gnu.assemble(text.toString()), options);
    StringBuilder read = new StringBuilder();
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      boolean hasTarget = theirs.get(i).matches("(b|j |jal ).*");
      boolean isUnknown = theirs.get(i).matches(".*unknown.*|\\..*");
      if (!hasTarget && !isUnknown) {
        kept.add(words.get(i));
        read.append(theirs.get(i)).append('\n');
      }
    }
    Assembly assembly = Assembler.assemble(new Source("objdump.s", read.toString()));
    assertEquals(List.of(), assembly.diagnostics().stream().limit(20).toList());
    ByteBuffer bytes = ByteBuffer.wrap(assembly.object().sections().getFirst().bytes());
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    List<String> lines = read.toString().lines().toList();
    for (int i = 0; i < kept.size(); i++) {
      int line = i;
      assertEquals(kept.get(i), bytes.getInt(), () -> lines.get(line));
    }
  }

  /// Often with registers and immediates for which there are pseudo-instructions.
  private static int simple(Instruction instruction, Random random) {
    Opcode opcode = instruction.opcode();
    int word = instruction.word();
    for (Operand operand : opcode.format().operands()) {
      boolean isCleared =
          random.nextInt(4) == 0
              && switch (operand.kind()) {
                case X, F, SIGNED, UNSIGNED -> true;
                case DISPLACEMENT, ACCESSES, ORDER, ROUNDING, COUNT -> false;
              };
      word = isCleared ? word & ~operand.mask() : word;
    }
    return word;
  }

  /// Words that are no instruction of the standard part are none for objdump, and the other way
  /// round.
  @Test
  void whatIsNoInstructionIsNoneForObjdump() throws IOException {
    GnuTools.require();
    Random random = new Random(243);
    List<Opcode> opcodes = standard();
    List<Integer> words = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    while (words.size() < 50_000) {
      int word = random(opcodes.get(random.nextInt(opcodes.size())), random).word();
      for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
        word ^= 4 << random.nextInt(30);
      }
      if (isJudged(word, opcodes)) {
        words.add(word);
        text.append(".4byte 0x").append(Integer.toHexString(word)).append('\n');
      }
    }
    GnuTools gnu = new GnuTools(folder);
    List<String> theirs = gnu.disassemble(gnu.assemble(text.toString()), "no-aliases");
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      int word = words.get(i);
      int address = 4 * i;
      String found =
          Decoder.decode(word)
              .map(instruction -> objdumpText(instruction.at(address)))
              .orElse(".4byte 0x" + Integer.toHexString(word));
      if (!found.equals(understood(theirs.get(i), word))) {
        wrong.add("%08x: %s, objdump %s".formatted(word, found, theirs.get(i)));
      }
    }
    assertEquals(List.of(), wrong.subList(0, Math.min(wrong.size(), 20)));
  }

  /// objdump shows some bits that are reserved: rounding modes 5 and 6, fences without accesses,
  /// shifts by more than 31, which registers of 64 bits have, and what older manuals had.
  private static String understood(String text, int word) {
    if (text.startsWith("fence ")) {
      return text.replace("unknown", "0");
    }
    boolean isLongShift = (word & 0x0200_307f) == 0x0200_1013;
    boolean isOld =
        text.equals("hret") || text.startsWith("sfence.vm ") || text.equals("sfence.vm");
    return text.endsWith(",unknown") || isLongShift || isOld
        ? ".4byte 0x" + Integer.toHexString(word)
        : text;
  }

  /// Whether both know what these bits may be, and they are not the beginning of something longer
  /// (The RISC-V Instruction Set Manual, volume I, 1.5).
  private static boolean isJudged(int word, List<Opcode> opcodes) {
    boolean isLonger = (word & 0x1c) == 0x1c;
    return !isLonger && Decoder.decode(word).map(i -> opcodes.contains(i.opcode())).orElse(true);
  }
}
