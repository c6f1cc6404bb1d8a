package org.tosc.backends.machines.x86.decode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.tosc.backends.machines.x86.CodeMaker;
import org.tosc.backends.machines.x86.Tools;
import org.tosc.backends.machines.x86.isa.Decoded;
import org.tosc.backends.machines.x86.isa.Fault;
import org.tosc.backends.machines.x86.isa.Instruction;

/// Has the processor execute VEX and EVEX instructions, well and badly encoded ones, and compares
/// which are invalid and how long the others are. `main` takes how many, and a seed.
final class ProcessorFaults {
  static final String[] FEATURES = {
    "avx2",
    "fma",
    "bmi2",
    "f16c",
    "avx512f",
    "avx512bw",
    "avx512dq",
    "avx512vl",
    "avx512cd",
    "avx512ifma",
    "avx512vbmi",
    "avx512_vbmi2",
    "avx512_vnni",
    "avx512_bitalg",
    "avx512_vpopcntdq",
    "avx512_bf16",
    "avx_vnni",
    "gfni",
    "vaes",
    "vpclmulqdq"
  };

  private static final Set<Integer> VECTOR = Set.of(0xC4, 0xC5, 0x62);

  private final Path folder;
  private final CodeMaker maker;
  final List<String> differences = new ArrayList<>();
  int executed;
  int refused;

  ProcessorFaults(Path folder, long seed) {
    this.folder = folder;
    this.maker = new CodeMaker(new Random(seed));
  }

  public static void main(String[] args) throws IOException {
    var campaign =
        new ProcessorFaults(Files.createTempDirectory("faults"), Long.parseLong(args[1]));
    campaign.run(Integer.parseInt(args[0]));
    campaign.differences.stream().limit(60).forEach(System.out::println);
    System.out.println(campaign);
  }

  void run(int count) throws IOException {
    List<byte[]> cases = new ArrayList<>();
    var input = new StringBuilder();
    while (cases.size() < count) {
      byte[] code = maker.next();
      Decoded decoded = Decoder.decode(code, 0, code.length);
      if (isVector(code) && !(decoded instanceof Fault f && f.kind() == Fault.Kind.UNMODELLED)) {
        cases.add(code);
        int length = decoded instanceof Instruction i ? i.length() : code.length;
        input.append(HexFormat.of().formatHex(code, 0, length)).append('\n');
      }
    }
    Files.writeString(folder.resolve("faults.c"), Tools.resource("faults.c"));
    Tools.run(folder, "", List.of("gcc", "-O1", "-w", "-o", "faults", "faults.c"));
    String program = folder.resolve("faults").toString();
    String[] lines =
        Tools.run(folder, input.toString(), List.of("timeout", "60", program)).split("\n", -1);
    for (int k = 0; k < count; k++) {
      compare(cases.get(k), lines[k]);
    }
  }

  /// VEX or EVEX after prefixes.
  private static boolean isVector(byte[] code) {
    int at = 0;
    while (at < 4 && Set.of(0x66, 0xF2, 0xF3, 0x2E, 0x48, 0x41).contains(code[at] & 0xFF)) {
      at++;
    }
    return VECTOR.contains(code[at] & 0xFF);
  }

  private void compare(byte[] code, String line) {
    Decoded decoded = Decoder.decode(code, 0, code.length);
    boolean same =
        switch (decoded) {
          case Fault fault -> line.startsWith("ILL");
          case Instruction i -> line.startsWith("OTHER") || line.equals("TRAP " + i.length());
        };
    if (decoded instanceof Fault) {
      refused++;
    } else {
      executed++;
    }
    if (!same) {
      String ours = decoded instanceof Instruction i ? i.row() + " " + i.length() : "" + decoded;
      differences.add(HexFormat.of().formatHex(code) + "  " + line + "  we: " + ours);
    }
  }

  @Override
  public String toString() {
    return executed + " executed, " + refused + " refused, " + differences.size() + " differences";
  }
}
