package org.tosc.backends.x86.asm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssemblerTest {
  private static final int PROGRAMS = 20;
  private static final int LINES = 600;

  @Test
  void jumpsAreAsShortAsThoseOfGnuAs(@TempDir Path folder) throws IOException {
    assumeTrue(GnuAssembler.isPresent(), "not checked: GNU as is not installed");
    for (int seed = 0; seed < PROGRAMS; seed++) {
      RandomProgram program = new RandomProgram(seed, LINES, false);
      Code code = program.code();
      assertEquals(Map.of(), GnuAssembler.errors(program.text(), folder));
      assertArrayEquals(GnuAssembler.bytes(folder), code.bytes(), "program " + seed);
    }
  }

  /// Where an alignment absorbs what a longer jump needs, there are several ways to be as short:
  /// GNU as is told which of the jumps are long.
  @Test
  void jumpsOverAlignmentsArrive(@TempDir Path folder) throws IOException {
    assumeTrue(GnuAssembler.isPresent(), "not checked: GNU as is not installed");
    for (int seed = 0; seed < PROGRAMS; seed++) {
      RandomProgram program = new RandomProgram(seed, LINES, true);
      Code code = program.code();
      assertEquals(Map.of(), GnuAssembler.errors(program.text(code), folder));
      assertArrayEquals(
          withoutGaps(GnuAssembler.bytes(folder), code, program),
          withoutGaps(code.bytes(), code, program),
          "program " + seed);
    }
  }

  /// Assemblers choose other instructions that do nothing: those become zeros.
  private static byte[] withoutGaps(byte[] bytes, Code code, RandomProgram program) {
    byte[] rest = bytes.clone();
    for (RandomProgram.Line gap : program.alignments()) {
      Arrays.fill(rest, code.offset(gap.before()), code.offset(gap.behind()), (byte) 0);
    }
    return rest;
  }

  /// Gaps of 1 to 31 bytes are instructions that do nothing: the recommended ones (Intel SDM volume
  /// 2, NOP, table 4-12), as GNU as writes them.
  @Test
  void alignmentsDoNothing(@TempDir Path folder) throws IOException {
    assumeTrue(GnuAssembler.isPresent(), "not checked: GNU as is not installed");
    List<String> nops =
        List.of(
            "nop",
            "xchg ax, ax",
            "nop dword ptr [rax]",
            "{disp8} nop dword ptr [rax]",
            "{disp8} nop dword ptr [rax+rax*1]",
            "{disp8} nop word ptr [rax+rax*1]",
            "{disp32} nop dword ptr [rax]",
            "{disp32} nop dword ptr [rax+rax*1]",
            "{disp32} nop word ptr [rax+rax*1]");
    for (int bytes = 1; bytes < 32; bytes++) {
      Assembler asm = new Assembler();
      IntStream.range(0, 32 - bytes).forEach(_ -> asm.emit(Base.INT3));
      asm.align(32);
      StringBuilder text = new StringBuilder(GnuAssembler.INTEL);
      IntStream.range(0, 32 - bytes).forEach(_ -> text.append("int3\n"));
      for (int left = bytes; left > 0; left -= nops.size()) {
        text.append(nops.get(Math.min(left, nops.size()) - 1)).append('\n');
      }
      assertEquals(Map.of(), GnuAssembler.errors(text.toString(), folder));
      assertArrayEquals(GnuAssembler.bytes(folder), asm.finish().bytes(), bytes + " bytes");
    }
  }

  @Test
  void constantsLieBehindTheCodeOnceAndAtMultiplesOfTheirSize() {
    Assembler asm = new Assembler();
    Label four = asm.literal32(0x01020304);
    Label eight = asm.literal64(0x05060708_090A0B0CL);
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) 7);
    Label long32 = asm.literal(bytes);
    bytes[0] = 1;
    Label other = asm.literal(bytes);
    assertEquals(four, asm.literal32(0x01020304));
    asm.emit(VectorMove.VMOVUPS, Vec.ymm(0), Mem.at(256, long32));
    asm.emit(Base.RET);
    Code code = asm.finish();

    assertTrue(code.offset(long32) >= code.size());
    assertEquals(0, code.offset(long32) % 32);
    assertEquals(0, code.offset(eight) % 8);
    assertEquals(0, code.offset(four) % 4);
    ByteBuffer all = ByteBuffer.wrap(code.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(0x01020304, all.getInt(code.offset(four)));
    assertEquals(0x05060708_090A0B0CL, all.getLong(code.offset(eight)));
    assertEquals(7, all.get(code.offset(long32)));
    assertEquals(1, all.get(code.offset(other)));
    // vmovups ymm0, [rip+d] has 8 bytes, and d counts from behind it.
    assertEquals(code.offset(long32), 8 + all.getInt(4));
    assertEquals(code.offset(other) + 32 + 8 + 4, code.bytes().length);
  }

  @Test
  void labelsAreBoundOnce() {
    Assembler asm = new Assembler();
    Label label = asm.here();
    assertThrows(IllegalStateException.class, () -> asm.bind(label));
    asm.emit(Base.JMP, asm.label());
    assertThrows(IllegalStateException.class, asm::finish);

    Assembler loads = new Assembler();
    loads.emit(Base.MOV, Gpr.RAX, Mem.at(64, loads.label()));
    assertThrows(IllegalStateException.class, loads::finish);
  }
}
