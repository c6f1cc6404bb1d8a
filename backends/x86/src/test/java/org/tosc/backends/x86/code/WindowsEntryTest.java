package org.tosc.backends.x86.code;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tosc.backends.x86.asm.Assembler;
import org.tosc.backends.x86.asm.Base;
import org.tosc.backends.x86.asm.Label;
import org.tosc.backends.x86.asm.Mem;
import org.tosc.backends.x86.asm.Note;

/// What the calling convention of Windows asks for and no kernel needs so far; that registers and
/// parameters arrive, `WindowsTest` shows.
class WindowsEntryTest {
  /// How far below the stack pointer it reads, in the order in which it does.
  private static List<Integer> touched(int stack) {
    Assembler asm = Assembler.noting(InstructionSet.AVX2.features());
    Label entry = asm.label();
    Label function = asm.here();
    asm.emit(Base.RET);
    WindowsEntry.emit(asm, entry, function, 3, 1 << 0 | 1 << 6 | 1 << 15, stack);
    return asm.finish().notes().stream()
        .filter(n -> n instanceof Note.Instruction i && i.opcode() == Base.TEST)
        .map(n -> -((Mem) ((Note.Instruction) n).operands().getFirst()).displacement())
        .toList();
  }

  @Test
  void largeStacksAreTouchedPageByPage() {
    List<Integer> pages = IntStream.rangeClosed(1, 5).mapToObj(i -> 4096 * i).toList();
    assertEquals(pages, touched(5 * 4096 - 200));
    assertEquals(List.of(), touched(3000));
  }
}
