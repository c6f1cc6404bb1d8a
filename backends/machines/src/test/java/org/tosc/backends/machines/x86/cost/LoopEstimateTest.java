package org.tosc.backends.machines.x86.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tosc.backends.machines.x86.decode.Decoder;
import org.tosc.backends.machines.x86.isa.Instruction;

/// Loops whose limits were measured on Turin: FMA 2 per cycle and 4 cycles long, 2 loads and 1
/// store of 64 bytes per cycle, imul 3 cycles.
class LoopEstimateTest {
  /// dec rcx; jnz
  private static final String END = " 48 ff c9 75 80";

  private static LoopEstimate estimate(String hex) {
    byte[] code = HexFormat.ofDelimiter(" ").parseHex(hex + END);
    List<Instruction> body = new ArrayList<>();
    for (int at = 0; at < code.length; at += body.getLast().length()) {
      body.add(assertInstanceOf(Instruction.class, Decoder.decode(code, at, code.length)));
    }
    return LoopEstimate.of(body);
  }

  private static void assertLimit(double cycles, String limit, String hex) {
    LoopEstimate e = estimate(hex);
    assertEquals(cycles, e.cycles(), 0.01, e::toString);
    assertEquals(limit, e.limit(), e::toString);
    assertEquals(List.of(), e.unknown());
  }

  @Test
  void oneAccumulatorWaitsForItself() {
    assertLimit(4, "latency", "62 f2 75 48 b8 c2"); // vfmadd231ps zmm0,zmm1,zmm2
  }

  @Test
  void tenAccumulatorsFillTheUnits() {
    var body = new StringBuilder();
    for (int n = 0; n < 10; n++) {
      // vfmadd231ps zmm<n>,zmm30,zmm31
      body.append(n == 0 ? "" : " ")
          .append("62 ")
          .append(n < 8 ? "92" : "12")
          .append(" 0d 40 b8 ")
          .append(HexFormat.of().toHexDigits((byte) (0xC7 | (n & 7) << 3)));
    }
    assertLimit(5, "fma", body.toString());
  }

  @Test
  void loadsAndStores() {
    String load = "62 f1 7c 48 10 06"; // vmovups zmm0,[rsi]
    assertLimit(2, "load", String.join(" ", List.of(load, load, load, load)));
    String store = "62 f1 7c 48 11 07"; // vmovups [rdi],zmm0
    assertLimit(3, "store", String.join(" ", List.of(store, store, store)));
  }

  @Test
  void productsInAChain() {
    assertLimit(3, "latency", "48 0f af c2"); // imul rax,rdx
    assertLimit(4, "latency", "48 8b 36"); // mov rsi,[rsi]: a load of L1 is 0.9 ns
    assertLimit(1, "latency", "31 c0"); // xor eax,eax: only the counter waits
  }
}
