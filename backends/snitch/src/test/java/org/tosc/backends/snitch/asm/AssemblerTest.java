package org.tosc.backends.snitch.asm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tosc.backends.snitch.elf.Section;
import org.tosc.backends.snitch.elf.Symbol;
import org.tosc.backends.snitch.isa.Decoder;
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
    Section section = assembly.object().sections().getFirst();
    List<String> lines = new ArrayList<>();
    for (int at = 0; at < section.size(); at += 4) {
      byte[] b = section.bytes();
      int word =
          (b[at] & 0xff) | (b[at + 1] & 0xff) << 8 | (b[at + 2] & 0xff) << 16 | b[at + 3] << 24;
      lines.add(Decoder.decode(word).orElseThrow().at(at));
    }
    return lines;
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
}
