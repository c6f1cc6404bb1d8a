package org.tosc.backends.machines.x86.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Loops whose cycles follow from a few facts: for Zen 5 what was measured on Turin (two FMAs a
/// cycle, 4 long; two loads and one store of 64 bytes; `imul` 3 cycles; loads 4), for Redwood Cove
/// what `InstructionFacts` of `driver` prints on one, for the core with AVX2 what is published of
/// Skylake. The bytes are GNU as's.
class LoopEstimateTest {
  private static final String FMA_512 = "62 f2 75 48 b8 c2"; // vfmadd231ps zmm0,zmm1,zmm2
  private static final String FMA_256 = "c4 e2 75 b8 c2"; // vfmadd231ps ymm0,ymm1,ymm2
  private static final String LOAD = "62 f1 7c 48 10 06"; // vmovups zmm0,[rsi]
  private static final String STORE = "62 f1 7c 48 11 07"; // vmovups [rdi],zmm0
  private static final String PERMUTE = "62 f2 75 48 16 da"; // vpermps zmm3,zmm1,zmm2
  private static final String SHIFT = "62 f1 5d 48 72 f1 03"; // vpslld zmm4,zmm1,3
  private static final String SUM = "62 f1 75 48 fe f2"; // vpaddd zmm6,zmm1,zmm2
  private static final String NOP = "90";

  /// dec rcx; jnz: back to the beginning, which is not read
  private static final String END = " 48 ff c9 75 80";

  private static LoopEstimate estimate(Core core, String... parts) {
    String hex = String.join(" ", parts) + END;
    byte[] code = HexFormat.ofDelimiter(" ").parseHex(hex);
    code[code.length - 1] = (byte) -code.length;
    return LoopEstimate.of(core, InnerLoop.in(code).getFirst().body());
  }

  private static void assertLimit(Core core, double cycles, String limit, String... parts) {
    LoopEstimate e = estimate(core, parts);
    assertEquals(cycles, e.cycles(), 0.03 * cycles, e::toString);
    assertEquals(limit, e.limit(), e::toString);
    assertEquals(List.of(), e.unknown());
  }

  private static String[] times(int count, String part) {
    return Collections.nCopies(count, part).toArray(String[]::new);
  }

  /// A product added to each of several registers.
  private static String accumulators(int count) {
    StringBuilder body = new StringBuilder();
    for (int n = 0; n < count; n++) {
      // vfmadd231ps zmm<n>,zmm30,zmm31
      body.append(n == 0 ? "62 " : " 62 ")
          .append(n < 8 ? "92" : "12")
          .append(" 0d 40 b8 ")
          .append(HexFormat.of().toHexDigits((byte) (0xC7 | (n & 7) << 3)));
    }
    return body.toString();
  }

  @Test
  void oneAccumulatorWaitsForItself() {
    assertLimit(Cores.ZEN_5, 4, "latency", FMA_512);
    assertLimit(Cores.REDWOOD_COVE, 4, "latency", FMA_512);
    assertLimit(Cores.GENERIC_AVX2, 4, "latency", FMA_256);
    assertLimit(Cores.ZEN_5, 12, "latency", FMA_512, FMA_512, FMA_512);
  }

  @Test
  void manyAccumulatorsFillTheUnits() {
    assertLimit(Cores.ZEN_5, 5, "ports 01", accumulators(10));
    assertLimit(Cores.ZEN_5, 8, "ports 01", accumulators(16));
    assertLimit(Cores.REDWOOD_COVE, 8, "ports 05", accumulators(16));
    assertLimit(Cores.ZEN_5, 4, "latency", accumulators(7));
  }

  /// Both read rax, which they do not name, and write it.
  @Test
  void productsOfTwiceTheWidthWaitForEachOther() {
    assertLimit(Cores.ZEN_5, 6, "latency", "49 f7 e0", "49 f7 e1"); // mul r8; mul r9
  }

  @Test
  void fewBitsMultiplyTwiceACycle() {
    assertLimit(Cores.ZEN_5, 4, "latency", "62 f2 76 48 52 da"); // vdpbf16ps zmm3,zmm1,zmm2
    assertLimit(Cores.ZEN_5, 4, "latency", "62 f2 75 48 50 e2"); // vpdpbusd zmm4,zmm1,zmm2
    assertLimit(Cores.REDWOOD_COVE, 8, "latency", "62 f2 76 48 52 da");
  }

  @Test
  void loadsAndStores() {
    assertLimit(Cores.ZEN_5, 4, "ports mn", times(8, LOAD));
    assertLimit(Cores.REDWOOD_COVE, 4, "ports 23", times(8, LOAD));
    assertLimit(Cores.ZEN_5, 3, "ports s", times(3, STORE));
    assertLimit(Cores.REDWOOD_COVE, 3, "ports 4", times(3, STORE));
  }

  @Test
  void portsThatOthersCannotTake() {
    // permutations go to port 5, shifts to 0, sums to either: 6 on two ports
    assertLimit(Cores.REDWOOD_COVE, 3, "ports 05", PERMUTE, PERMUTE, SHIFT, SHIFT, SUM, SUM);
    assertLimit(Cores.REDWOOD_COVE, 4, "ports 5", PERMUTE, PERMUTE, PERMUTE, PERMUTE, SUM, SHIFT);
  }

  @Test
  void whatEntersInACycle() {
    // 12 and the fused pair of the end: 13 slots
    assertLimit(Cores.REDWOOD_COVE, 13 / 6.0, "width", times(12, NOP));
    assertLimit(Cores.ZEN_5, 23 / 8.0, "width", times(22, NOP));
    assertLimit(Cores.GENERIC_AVX2, 9 / 4.0, "width", times(8, NOP));
  }

  @Test
  void wholeNumbersInAChain() {
    assertLimit(Cores.ZEN_5, 3, "latency", "48 0f af c2"); // imul rax,rdx
    assertLimit(Cores.REDWOOD_COVE, 3, "latency", "48 0f af c2");
    assertLimit(Cores.ZEN_5, 4, "latency", "48 8b 36"); // mov rsi,[rsi]
    assertLimit(Cores.REDWOOD_COVE, 2, "latency", "48 8d 04 90"); // lea rax,[rax+rdx*4]
    assertLimit(Cores.ZEN_5, 1, "latency", "31 c0"); // xor eax,eax: only the counter waits
  }

  @Test
  void renamingAddsConstants() {
    String add = "48 83 c0 08"; // add rax,8
    assertLimit(Cores.REDWOOD_COVE, 13 / 6.0, "width", times(12, add));
    assertLimit(Cores.ZEN_5, 12, "latency", times(12, add));
    assertLimit(Cores.REDWOOD_COVE, 12, "latency", times(12, "48 01 d0")); // add rax,rdx
  }

  @Test
  void divisionsKeepTheirUnit() {
    assertLimit(Cores.REDWOOD_COVE, 10, "ports D", "62 f1 74 48 5e c2"); // vdivps zmm0,zmm1,zmm2
    assertLimit(Cores.REDWOOD_COVE, 5, "ports D", "c5 f4 5e c2"); // vdivps ymm0,ymm1,ymm2
    assertLimit(Cores.GENERIC_AVX2, 5, "ports D", "c5 f4 5e c2");
  }

  @Test
  void aStoredValueIsLoadedLater() {
    String store = "c5 fa 11 06"; // vmovss [rsi],xmm0
    String load = "c5 fa 10 06"; // vmovss xmm0,[rsi]
    assertLimit(Cores.REDWOOD_COVE, 6, "latency", load, store);
    String behind = "c5 fa 11 46 04"; // vmovss [rsi+4],xmm0
    String on = "48 83 c6 04"; // add rsi,4
    assertLimit(Cores.REDWOOD_COVE, 6, "latency", load, behind, on);
    assertTrue(estimate(Cores.REDWOOD_COVE, load, behind).latency() < 1, "another place");
    String whole = "4c 8b 06 4c 89 06"; // mov r8,[rsi]; mov [rsi],r8
    assertTrue(estimate(Cores.REDWOOD_COVE, whole).latency() < 1, "renamed");
  }

  @Test
  void twoStoresOfACycleGoToOneLine() {
    String first = "c5 fa 11 07"; // vmovss [rdi],xmm0
    String beside = "c5 fa 11 47 04"; // vmovss [rdi+4],xmm0
    String elsewhere = "c5 fa 11 47 40"; // vmovss [rdi+64],xmm0
    assertLimit(Cores.REDWOOD_COVE, 4, "ports W", first, elsewhere, first, elsewhere);
    assertLimit(Cores.REDWOOD_COVE, 2, "ports 78", first, beside, first, beside);
  }

  @Test
  void aRegisterThatMovedNamesAnotherLine() {
    String store = "c5 fa 11 07"; // vmovss [rdi],xmm0
    String on = "48 83 c7 40"; // add rdi,64
    assertLimit(Cores.REDWOOD_COVE, 4, "ports W", store, on, store, on, store, on, store, on);
  }

  @Test
  void masksChoose() {
    String compare = "62 f1 7c 48 c2 c9 01"; // vcmpltps k1,zmm0,zmm1
    String blend = "62 f2 7d 49 65 c1"; // vblendmps zmm0{k1},zmm0,zmm1
    assertLimit(Cores.REDWOOD_COVE, 4, "latency", compare, blend);
  }

  @Test
  void whatHasNoRowIsNamed() {
    assertEquals(List.of("xchg"), estimate(Cores.ZEN_5, "48 93").unknown());
  }
}
