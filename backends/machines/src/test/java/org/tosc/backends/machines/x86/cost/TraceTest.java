package org.tosc.backends.machines.x86.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tosc.backends.machines.x86.exec.Cpu;
import org.tosc.backends.machines.x86.exec.Memory;
import org.tosc.backends.machines.x86.exec.Memory.Access;
import org.tosc.backends.machines.x86.exec.Outcome;

/// Runs whose cycles follow from facts of Zen 5 that were measured: multiply-adds take 4 cycles,
/// two begin in one; loads take 4, a stored value is loaded 7 later (a guess, see [Zen5]); `imul`
/// takes 3. The bytes are GNU as's.
class TraceTest {
  private static final long CODE = 0x40_0000L;

  private static Trace trace(String hex, long rcx) {
    Memory memory = new Memory();
    memory.map("code", CODE, HexFormat.ofDelimiter(" ").parseHex(hex), Access.EXECUTE);
    memory.map("data", 0x1000, new byte[4096], Access.READ_WRITE);
    memory.map("stack", 0x8000, new byte[256], Access.READ_WRITE);
    Cpu cpu = new Cpu(memory);
    cpu.setGeneral(1, rcx);
    cpu.setGeneral(4, 0x8000 + 256);
    cpu.setGeneral(7, 0x1000);
    cpu.call(CODE);
    Trace trace = new Trace(Cores.ZEN_5);
    cpu.watch(trace);
    assertInstanceOf(Outcome.Returned.class, cpu.run(100_000_000));
    trace.end();
    return trace;
  }

  // vfmadd231ps zmm0,zmm1,zmm2; dec rcx; jnz; ret
  private static final String SUM = "62 f2 75 48 b8 c2 48 ff c9 75 f5 c3";

  @Test
  void aChainOfSumsTakesItsLatencies() {
    Trace trace = trace(SUM, 1000);
    assertEquals(4000, trace.cycles(), 20);
    assertEquals(3001, trace.followed());
    Trace.Loop loop = trace.loops().getFirst();
    assertEquals(1, trace.loops().size());
    assertEquals(CODE, loop.head());
    assertEquals(CODE + 11, loop.end());
    assertEquals(1000, loop.rounds());
    assertEquals(4, loop.cycles(), 0.05);
    assertEquals("latency", assertNotNullOf(loop.estimate()).limit());
    assertEquals(Set.of(), trace.unknown());
  }

  private static LoopEstimate assertNotNullOf(
      @org.jspecify.annotations.Nullable LoopEstimate estimate) {
    assertNotNull(estimate);
    return estimate;
  }

  @Test
  void longRunsAreFollowedInPart() {
    Trace trace = trace(SUM, 2_000_000);
    assertEquals(8e6, trace.cycles(), 8e6 * 0.001);
    assertEquals(2_000_000, trace.loops().getFirst().rounds());
    assertTrue(trace.followed() >= 1_000_000, () -> trace.followed() + " followed");
    assertTrue(trace.followed() < 1_500_000, () -> trace.followed() + " followed");
  }

  @Test
  void loopsInLoopsCountOnce() {
    // mov edx,10; imul rax,rax; dec edx; jnz imul; dec rcx; jnz mov; ret
    Trace trace = trace("ba 0a 00 00 00 48 0f af c0 ff ca 75 f8 48 ff c9 75 ee c3", 100);
    assertEquals(3 * 1000, trace.cycles(), 30);
    assertEquals(1, trace.loops().size());
    Trace.Loop loop = trace.loops().getFirst();
    assertEquals(CODE + 5, loop.head());
    assertEquals(1000, loop.rounds());
    assertEquals(3, loop.cycles(), 0.4);
  }

  @Test
  void loopsWithBranchesHaveRoundsAndCycles() {
    // imul rax,rax; test cl,1; jz +4; imul rax,rax; dec rcx; jnz; ret: 3 or 6 cycles in turn
    Trace trace = trace("48 0f af c0 f6 c1 01 74 04 48 0f af c0 48 ff c9 75 ee c3", 1000);
    assertEquals(4500, trace.cycles(), 30);
    Trace.Loop loop = trace.loops().getFirst();
    assertEquals(1000, loop.rounds());
    assertEquals(4.5, loop.cycles(), 0.05);
    assertNull(loop.estimate());
    assertEquals(List.of(), loop.body());
  }

  @Test
  void whatIsStoredIsWaitedForWhereAddressesMeet() {
    // add qword [rdi],1; dec rcx; jnz; ret: through memory, by store and load
    Trace same = trace("48 83 07 01 48 ff c9 75 f7 c3", 500);
    assertEquals(8, same.cycles() / 500, 0.2);
    // add qword [rdi+8*rcx],1 …: another place each time
    Trace other = trace("48 83 04 cf 01 48 ff c9 75 f6 c3", 500);
    assertEquals(1, other.cycles() / 500, 0.2);
    // the same again with rcx and 7: each place is met again after 8 rounds, when it is long there
    // mov rax,rcx; and eax,7; add qword [rdi+8*rax],1; dec rcx; jnz; ret
    Trace turns = trace("48 89 c8 83 e0 07 48 83 04 c7 01 48 ff c9 75 f0 c3", 500);
    assertEquals(1.1, turns.cycles() / 500, 0.3);
  }
}
