package org.tosc.backends.snitch.asm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tosc.backends.snitch.elf.Symbol;
import org.tosc.backends.snitch.isa.Disassembly;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// Whole sources.
class AssemblerTest {
  private static Assembly assemble(String text) {
    return Assembler.assemble(new Source("test.s", text));
  }

  /// The instructions of `.text`, disassembled.
  private static List<String> code(String text) {
    Assembly assembly = assemble(text);
    assertEquals(List.of(), assembly.diagnostics());
    byte[] bytes = assembly.object().sections().getFirst().bytes();
    return Disassembly.of(bytes, 0).stream().map(Disassembly.Line::text).toList();
  }

  @Test
  void aKernelOfSnitch() {
    String text =
        """
        .text
        .globl sum
        .p2align 2
        sum:
            li t1, 11       # iterations less one
            scfgwi t1, 64
            csrrsi zero, 0x7c0, 1
            frep.o t1, 1, 0, 0
            fadd.d ft3, ft0, ft3
        1:  bnez t1, 1b
            ret
        """;
    assertEquals(
        List.of(
            "addi t1, zero, 11",
            "scfgwi t1, 64",
            "csrrsi zero, 0x7c0, 1",
            "frep.o t1, 1, 0, 0",
            "fadd.d ft3, ft0, ft3",
            "bne t1, zero, 0x14",
            "jalr zero, 0(ra)"),
        code(text));
    Assembly assembly = assemble(text);
    Symbol symbol = assembly.object().symbols().getFirst();
    assertEquals("sum", symbol.name());
    assertEquals(Symbol.Binding.GLOBAL, symbol.binding());
    assertEquals(
        List.of(5, 6, 7, 8, 9, 10, 11), assembly.lines().stream().map(LineRow::line).toList());
  }

  /// The words are those of the manual (Zihintntl, Zihintpause, Zawrs).
  @Test
  void hintsAreOrdinaryInstructions() {
    byte[] code =
        assemble("ntl.p1; ntl.pall; ntl.s1; ntl.all; pause; wrs.nto; wrs.sto")
            .object()
            .sections()
            .getFirst()
            .bytes();
    IntBuffer words = ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
    int[] found = new int[words.remaining()];
    words.get(found);
    int[] expected = {
      0x00200033, 0x00300033, 0x00400033, 0x00500033, 0x0100000f, 0x00d00073, 0x01d00073
    };
    assertArrayEquals(expected, found);
  }

  @Test
  void bytesKnowTheirLines() {
    Assembly assembly = assemble("start:\n  li a0, 0x12345678\n\n  ret\n.data\n.word 1, 2\n");
    assertEquals(2, assembly.origin(".text", 4).orElseThrow().line());
    assertEquals(4, assembly.origin(".text", 8).orElseThrow().line());
    assertEquals(6, assembly.origin(".data", 4).orElseThrow().line());
    assertEquals("ret", assembly.origin(".text", 8).orElseThrow().span().text());
  }

  @Test
  void aMistypedInstructionIsMended() {
    Diagnostic wrong = assemble("fmuld fa0, fa0, fa1").diagnostics().getFirst();
    assertEquals("fmul.d", wrong.fixes().getFirst().edits().getFirst().replacement());
    assertEquals("fmuld", wrong.span().text());
  }

  @Test
  void theProgramOfTheDocumentationAssembles() throws IOException {
    String page = Files.readString(Path.of("../../docs/assembly.md"));
    String program = page.substring(page.indexOf("```asm\n") + 7);
    List<String> lines = code(program.substring(0, program.indexOf("```")));
    assertEquals("fmadd.d fa0, ft0, ft1, fa0", lines.get(lines.size() - 3));
  }
}
