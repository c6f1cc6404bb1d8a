package org.tosc.backends.machines.x86.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Loops in code, and the report of one.
class LoopReportTest {
  // vxorps; outer: mov rcx,rdx; inner: vfmadd231ps zmm0,zmm1,[rsi]; add rsi,4; dec rcx; jnz inner;
  // dec rax; jnz outer; ret
  private static final byte[] CODE =
      HexFormat.ofDelimiter(" ")
          .parseHex(
              "62 f1 7c 48 57 c0 48 89 d1 62 f2 75 48 b8 06 48 83 c6 04 48 ff c9 75 f1 48 ff c8 75"
                  + " e9 c3");

  @Test
  void onlyInnermostLoopsAreFound() {
    List<InnerLoop> loops = InnerLoop.in(CODE);
    assertEquals(1, loops.size(), loops::toString);
    assertEquals(9, loops.getFirst().head());
    assertEquals(24, loops.getFirst().end());
    assertEquals(4, loops.getFirst().body().size());
  }

  @Test
  void portsOfEachInstruction() {
    String expected =
        """
        redwood-cove: 4.00 cycles a round, limited by latency
          entering 0.50, ports 0.67, chain of results 4.00

         slots     0     1     5     6     A     2     3     7     8     4     9     D     W
        """;
    String report = LoopReport.of(Cores.REDWOOD_COVE, InnerLoop.in(CODE).getFirst(), CODE);
    assertEquals(expected, String.join("\n", report.lines().toList().subList(0, 4)) + "\n");
    assertEquals(
        List.of(
            "vfmadd231ps zmm0,zmm1,ZMMWORD PTR [rsi]",
            "add    rsi,0x4",
            "dec    rcx",
            "jne    0x9"),
        report.lines().skip(4).map(l -> l.substring(86).strip()).toList());
  }
}
