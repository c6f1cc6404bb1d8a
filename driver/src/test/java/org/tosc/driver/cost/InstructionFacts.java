package org.tosc.driver.cost;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// What single instructions take on this CPU, in cycles: one behind the other, one beside the
/// other, and one beside two of others that go to port 0 or 5 (`vfmadd`), to 5 alone (`vpermps`) or
/// to 0 alone (`vpslld`) on Intel's cores with vectors of 512 bits. From these come the rows of the
/// cost model that differ from published ones.
///
/// Needs GNU as and objcopy, AVX-512, and `--enable-native-access=ALL-UNNAMED`.
public final class InstructionFacts {
  private static final int COPIES = 45;
  private static final int BURSTS = 60;
  private static final int FEW = 1_000;
  private static final int MANY = 3_000;

  /// `{d}` is the destination; behind `|` the form in which nothing waits.
  private static final List<String> INSTRUCTIONS =
      """
      vaddps zmm{d},zmm{d},zmm20 | vaddps zmm{d},zmm20,zmm21
      vaddps ymm{d},ymm{d},ymm20 | vaddps ymm{d},ymm20,ymm21
      vmulps zmm{d},zmm{d},zmm20 | vmulps zmm{d},zmm20,zmm21
      vmulps ymm{d},ymm{d},ymm20 | vmulps ymm{d},ymm20,ymm21
      vfmadd231ps zmm{d},zmm20,zmm21
      vfmadd231ps ymm{d},ymm20,ymm21
      vrangeps zmm{d},zmm{d},zmm20,5 | vrangeps zmm{d},zmm20,zmm21,5
      vcmpps k{k},zmm20,zmm21,1
      vblendmps zmm{d}{k1},zmm{d},zmm20 | vblendmps zmm{d}{k1},zmm20,zmm21
      vblendmpd xmm{d}{k1},xmm{d},xmm20 | vblendmpd xmm{d}{k1},xmm20,xmm21
      vdivps zmm{d},zmm{d},zmm20 | vdivps zmm{d},zmm20,zmm21
      vdivps ymm{d},ymm{d},ymm20 | vdivps ymm{d},ymm20,ymm21
      vsqrtps zmm{d},zmm{d} | vsqrtps zmm{d},zmm20
      vcvtdq2ps zmm{d},zmm{d} | vcvtdq2ps zmm{d},zmm20
      vcvtph2ps zmm{d},ymm{d} | vcvtph2ps zmm{d},ymm20
      vcvtps2ph ymm{d},zmm{d},4 | vcvtps2ph ymm{d},zmm20,4
      vpaddd zmm{d},zmm{d},zmm20 | vpaddd zmm{d},zmm20,zmm21
      vpandd zmm{d},zmm{d},zmm20 | vpandd zmm{d},zmm20,zmm21
      vpslld zmm{d},zmm{d},3 | vpslld zmm{d},zmm20,3
      vpslld ymm{d},ymm{d},3 | vpslld ymm{d},ymm20,3
      vpmulld zmm{d},zmm{d},zmm20 | vpmulld zmm{d},zmm20,zmm21
      vpdpbusd zmm{d},zmm20,zmm21
      vdpbf16ps zmm{d},zmm20,zmm21
      vpermilps zmm{d},zmm{d},1 | vpermilps zmm{d},zmm20,1
      vpermps zmm{d},zmm{d},zmm20 | vpermps zmm{d},zmm20,zmm21
      vextractf64x4 ymm{d},zmm{d},1 | vextractf64x4 ymm{d},zmm20,1
      vpmovsxbd zmm{d},xmm{d} | vpmovsxbd zmm{d},xmm20
      vpmovdw ymm{d},zmm{d} | vpmovdw ymm{d},zmm20
      vmovaps zmm{d},zmm20
      vmovups zmm{d},[rsi]
      vbroadcastss zmm{d},dword ptr [rsi]
      vmovups [rsi],zmm20
      vmovups [rsi],zmm{d};vmovups zmm{d},[rsi]
      add rax,8
      add rax,rdx
      lea rax,[rax+8]
      lea rax,[rax+rdx*4]
      imul rax,rax
      """
          .lines()
          .toList();

  private static final List<String> BESIDE =
      List.of(
          "vfmadd231ps zmm{b},zmm30,zmm31", "vpermps zmm{b},zmm30,zmm31", "vpslld zmm{b},zmm31,1");

  private final CycleClock clock;
  private final long memory;

  private InstructionFacts(CycleClock clock, long memory) {
    this.clock = clock;
    this.memory = memory;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (CycleClock clock = new CycleClock();
        Arena arena = Arena.ofConfined()) {
      var facts = new InstructionFacts(clock, arena.allocate(1 << 16, 1 << 12).address());
      System.out.println(
          "instruction: one behind the other, one beside the other, + 2 on 05, 5, 0");
      for (String line : INSTRUCTIONS) {
        facts.print(line);
      }
    }
  }

  private void print(String line) throws IOException, InterruptedException {
    String[] forms = line.split("\\|", -1);
    String behind = forms[0].strip();
    String apart = forms[forms.length - 1].strip();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%-44s %5.2f %5.2f  ",
            behind,
            cycles(behind, 1, ""),
            cycles(apart, 9, "")));
    for (String other : BESIDE) {
      text.append(String.format(Locale.ROOT, " %5.2f", cycles(apart, 9, other)));
    }
    System.out.println(text);
  }

  /// Cycles of one copy in a loop of many.
  ///
  /// @param registers that they write in turn
  private double cycles(String instruction, int registers, String other)
      throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder(".intel_syntax noprefix\nmov rcx,-1\n");
    for (int i = 1; i < 8; i++) {
      text.append("kmovq k").append(i).append(",rcx\n");
    }
    text.append("mov eax,0x3f800001\n");
    for (int i = 0; i < 32; i++) {
      text.append("vpbroadcastd zmm").append(i).append(",eax\n");
    }
    text.append(".p2align 6\n1:\n");
    for (int i = 0; i < COPIES; i++) {
      String one =
          instruction
              .replace("{d}", "" + (1 + i % registers))
              .replace("{k}", "" + (1 + i % Math.min(registers, 7)));
      text.append(one.replace(";", "\n")).append('\n');
      for (int k = 0; k < 2 && !other.isEmpty(); k++) {
        text.append(other.replace("{b}", "" + (10 + (2 * i + k) % 10))).append('\n');
      }
    }
    text.append("sub rdi,1\njnz 1b\nvzeroupper\nret\n");
    var code = clock.handle(assembled(text.toString()), 0);
    double[] taken =
        clock.cycles(
            BURSTS,
            new CycleClock.Timed(code, FEW, memory),
            new CycleClock.Timed(code, MANY, memory));
    return (taken[1] - taken[0]) / (MANY - FEW) / COPIES;
  }

  private static byte[] assembled(String text) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("facts");
    Path source = Files.writeString(folder.resolve("a.s"), text);
    Path object = folder.resolve("a.o");
    Path raw = folder.resolve("a.bin");
    run("as", "-o", object.toString(), source.toString());
    run("objcopy", "-O", "binary", "-j", ".text", object.toString(), raw.toString());
    byte[] code = Files.readAllBytes(raw);
    for (Path file : List.of(source, object, raw, folder)) {
      Files.delete(file);
    }
    return code;
  }

  private static void run(String... command) throws IOException, InterruptedException {
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException(command[0] + " fails");
    }
  }
}
