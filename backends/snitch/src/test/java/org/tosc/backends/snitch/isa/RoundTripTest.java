package org.tosc.backends.snitch.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tosc.backends.snitch.asm.Assembler;
import org.tosc.backends.snitch.asm.Assembly;
import org.tosc.tir.source.Source;

/// Whatever a word means, its text means that word: with the formats of IEEE 754 and with their
/// alternatives.
class RoundTripTest {
  private static final int COUNT = 300_000;

  /// Words of which most are instructions.
  private static int word(Random random) {
    List<Opcode> all = Opcodes.all();
    Format format = all.get(random.nextInt(all.size())).format();
    return random.nextInt(8) == 0
        ? random.nextInt() | 3
        : format.match() | (random.nextInt() & ~format.mask());
  }

  @Test
  void textsMeanTheirWords() {
    Random random = new Random(5);
    List<Integer> words = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < COUNT; i++) {
      int word = word(random);
      Alternatives formats = new Alternatives(random.nextBoolean(), random.nextBoolean());
      Optional<Instruction> instruction = Decoder.of(formats).instruction(word);
      if (instruction.isPresent()) {
        words.add(word);
        text.append(instruction.get()).append('\n');
        Instruction same = instruction.get();
        int[] operands = same.operands().stream().mapToInt(Integer::intValue).toArray();
        assertEquals(same, Instruction.of(same.opcode(), operands));
      }
    }
    assertTrue(words.size() > COUNT / 2);
    Assembly assembly = Assembler.assemble(new Source("words.s", text.toString()));
    assertEquals(List.of(), assembly.diagnostics());
    ByteBuffer bytes = ByteBuffer.wrap(assembly.object().sections().getFirst().bytes());
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    for (int word : words) {
      int at = bytes.position();
      assertEquals(word, bytes.getInt(), () -> Decoder.decode(word) + " at " + at);
    }
  }

  @Test
  void aListingHasEveryWord() {
    ByteBuffer code = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
    code.putInt(Instruction.of(Base.JAL, 0, -4).word()).putInt(0xffff_ffff);
    assertEquals(
        List.of("jal zero, 0xffc", ".word 0xffffffff"),
        Disassembly.of(code.array(), 0x1000).stream().map(Disassembly.Line::text).toList());
  }
}
