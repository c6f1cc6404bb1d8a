package org.tosc.backends.machines.x86.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tosc.backends.machines.x86.exec.Memory.Access;

/// How runs end: by return, by trap, by fuel.
class CpuTest {
  private static final long CODE = 0x40_0000L;
  private static final long DATA = 0x1000L;
  private static final long STACK = 0x8000L;

  private static Cpu cpu(String hex) {
    var memory = new Memory();
    memory.map("code", CODE, HexFormat.ofDelimiter(" ").parseHex(hex), Access.EXECUTE);
    memory.map("data", DATA, new byte[64], Access.READ_WRITE);
    memory.map("constants", 0x2000, new byte[64], Access.READ);
    memory.map("stack", STACK, new byte[256], Access.READ_WRITE);
    var cpu = new Cpu(memory);
    cpu.setGeneral(4, STACK + 256);
    cpu.call(CODE);
    return cpu;
  }

  private static Trap trap(Cpu cpu) {
    return assertInstanceOf(Outcome.Trapped.class, cpu.run(1000)).trap();
  }

  @Test
  void returnsToTheSentinel() {
    Cpu cpu = cpu("b8 2a 00 00 00 c3"); // mov eax,42; ret
    assertEquals(new Outcome.Returned(2), cpu.run(1000));
    assertEquals(42, cpu.general(0));
    assertEquals(STACK + 256, cpu.general(4));
  }

  @Test
  void fuelEndsALoop() {
    assertEquals(new Outcome.OutOfFuel(1000), cpu("eb fe").run(1000)); // jmp to itself
  }

  @Test
  void wrongAccessesSayWhereAndWhat() {
    // mov rax,[0x103c]: the last 4 bytes of data, and 4 more
    Trap trap = trap(cpu("48 8b 04 25 3c 10 00 00"));
    assertEquals(Trap.Kind.MEMORY, trap.kind());
    assertEquals(CODE, trap.pc());
    assertEquals("mov    rax,QWORD PTR ds:0x103c", trap.instruction());
    assertTrue(trap.detail().startsWith("read of 8 bytes at 0x103c"), trap::detail);
    // mov byte [0x2000],1: constants cannot be written
    trap = trap(cpu("c6 04 25 00 20 00 00 01"));
    assertTrue(trap.detail().contains("write of 1 bytes at 0x2000, in constants"), trap::detail);
  }

  @Test
  void elementsThatTheMaskLeavesOutAreNotAccessed() {
    // kmovd k1,eax; vmovups zmm0{k1}{z},[0x1038]: two elements lie within
    Cpu cpu = cpu("c5 fb 92 c8 62 f1 7c c9 10 04 25 38 10 00 00 c3");
    cpu.setGeneral(0, 3);
    assertInstanceOf(Outcome.Returned.class, cpu.run(1000));
    cpu = cpu("c5 fb 92 c8 62 f1 7c c9 10 04 25 38 10 00 00 c3");
    cpu.setGeneral(0, 7);
    assertEquals(Trap.Kind.MEMORY, trap(cpu).kind());
  }

  @Test
  void alignedMovesDemandIt() {
    assertEquals(Trap.Kind.ALIGNMENT, trap(cpu("0f 28 04 25 08 10 00 00")).kind()); // movaps
    assertEquals(Trap.Kind.INVALID, trap(cpu("0f 10 04 25 08 10 00 00 06")).kind()); // movups
  }

  @Test
  void otherTraps() {
    assertEquals(Trap.Kind.DIVIDE, trap(cpu("31 c9 f7 f1")).kind());
    assertEquals(Trap.Kind.SOFTWARE, trap(cpu("0f 0b")).kind());
    assertEquals(Trap.Kind.UNMODELLED, trap(cpu("d9 c0")).kind());
    assertEquals(Trap.Kind.MEMORY, trap(cpu("eb 10")).kind());
  }

  @Test
  void regionsDoNotOverlap() {
    var memory = new Memory();
    memory.map("one", 0, new byte[16], Access.READ);
    assertThrows(
        IllegalArgumentException.class, () -> memory.map("two", 15, new byte[1], Access.READ));
  }

  @Test
  void everyMeaningBelongsToARow() {
    assertEquals(Map.of(), Meanings.unused());
  }
}
