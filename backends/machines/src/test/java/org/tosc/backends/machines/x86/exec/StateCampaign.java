package org.tosc.backends.machines.x86.exec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.tosc.backends.machines.x86.CodeMaker;
import org.tosc.backends.machines.x86.Tools;
import org.tosc.backends.machines.x86.decode.Decoder;
import org.tosc.backends.machines.x86.isa.Indirect;
import org.tosc.backends.machines.x86.isa.Instruction;
import org.tosc.backends.machines.x86.manual.Manual;
import org.tosc.backends.machines.x86.manual.Row;
import org.tosc.backends.machines.x86.manual.Trait;
import org.tosc.backends.machines.x86.text.Printer;

/// Executes single instructions in states by chance, on the model and on the processor, and
/// compares the states after them.
///
/// `main` takes how many, and a seed, and a part of the mnemonics that count.
final class StateCampaign {
  static final String[] FEATURES = {
    "avx2",
    "fma",
    "bmi1",
    "bmi2",
    "abm",
    "movbe",
    "adx",
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
    "avx_vnni"
  };

  private static final int BATCH = 10_000;
  private final Path folder;
  private final CodeMaker maker;
  private final Random random;
  private final String wanted;
  final List<String> differences = new ArrayList<>();
  final Map<Row, Integer> rows = new HashMap<>();
  int compared;
  int trapped;

  StateCampaign(Path folder, long seed, String wanted) throws IOException {
    this.folder = folder;
    this.random = new Random(seed);
    this.maker = new CodeMaker(random);
    this.wanted = wanted;
    Files.writeString(folder.resolve("states.c"), Tools.resource("states.c"));
    Tools.run(
        folder,
        "",
        List.of("gcc", "-O1", "-w", "-mavx512f", "-mavx512bw", "-o", "states", "states.c"));
  }

  public static void main(String[] args) throws IOException {
    String wanted = args.length > 2 ? args[2] : "";
    Path folder = Files.createTempDirectory("states");
    var campaign = new StateCampaign(folder, Long.parseLong(args[1]), wanted);
    campaign.run(Integer.parseInt(args[0]));
    Map<String, Integer> shown = new HashMap<>();
    for (String difference : campaign.differences) {
      String name = difference.substring(0, difference.indexOf(' '));
      if (shown.merge(name, 1, Integer::sum) <= Integer.getInteger("each", 1)) {
        System.out.println(difference);
      }
    }
    System.out.println(campaign + " " + new TreeSet<>(shown.keySet()));
    System.out.println("never: " + campaign.unseen());
  }

  private record Case(Instruction instruction, MachineState before) {}

  void run(int count) throws IOException {
    for (int done = 0; done < count; done += BATCH) {
      batch(Math.min(BATCH, count - done));
    }
  }

  private void batch(int count) throws IOException {
    List<Case> cases = new ArrayList<>();
    var out = new ByteArrayOutputStream();
    while (cases.size() < count) {
      byte[] code = maker.next();
      if (Decoder.decode(code, 0, code.length) instanceof Instruction i
          && i.row().mnemonic().contains(wanted)
          && isComparable(i)) {
        MachineState before = new MachineState(random);
        before.setCode(code, i.length());
        if (before.aim(i)) {
          cases.add(new Case(i, before));
          out.writeBytes(before.request());
        }
      }
    }
    Path in = Files.write(folder.resolve("in.bin"), out.toByteArray());
    Path result = folder.resolve("out.bin");
    var process =
        new ProcessBuilder("timeout", "100", folder.resolve("states").toString())
            .redirectInput(in.toFile())
            .redirectOutput(result.toFile())
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("the processor's side ended with " + process.exitValue());
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    ByteBuffer replies = ByteBuffer.wrap(Files.readAllBytes(result)).order(ByteOrder.LITTLE_ENDIAN);
    for (Case c : cases) {
      compare(c, new MachineState.Reply(replies));
    }
  }

  private static final Set<String> LEFT_OUT =
      Set.of(
          "jmp",
          "call",
          "ret",
          "syscall",
          "int",
          "int3",
          "ud2",
          "popfw/popf/popf",
          "enterw/enter/enter",
          "cpuid",
          "rdtsc",
          "rdtscp",
          "xgetbv",
          "ldmxcsr",
          "vldmxcsr",
          "loop",
          "loope",
          "loopne",
          "jrcxz",
          "leavew/leave/leave",
          "stmxcsr",
          "vstmxcsr");

  private static boolean isComparable(Instruction i) {
    String name = i.row().mnemonic();
    boolean undefined =
        (name.equals("bswap") || name.startsWith("shld") || name.startsWith("shrd"))
            && i.operandSize() == 2;
    boolean relative =
        i.operands().stream()
            .anyMatch(o -> o instanceof Indirect at && at.form().name().startsWith("RELATIVE"));
    return Cpu.executes(i.row())
        && !undefined
        && !relative
        && !LEFT_OUT.contains(name)
        && !(name.startsWith("j") && i.row().has(Trait.F64));
  }

  private void compare(Case c, MachineState.Reply reply) {
    compared++;
    rows.merge(c.instruction.row(), 1, Integer::sum);
    String difference = c.before.difference(c.instruction, reply);
    trapped += reply.signal() != 0 ? 1 : 0;
    if (difference != null) {
      byte[] code = c.before.code();
      differences.add(
          Printer.print(c.instruction, code, 0, 0).replaceFirst(" +", " ")
              + "  "
              + HexFormat.of().formatHex(code, 0, c.instruction.length())
              + ": "
              + difference);
    }
  }

  /// Mnemonics that are executed but were not compared.
  Set<String> unseen() {
    Set<String> names = new TreeSet<>();
    for (Row row : Manual.rows()) {
      if (Cpu.executes(row) && !rows.containsKey(row) && !LEFT_OUT.contains(row.mnemonic())) {
        names.add(row.mnemonic());
      }
    }
    rows.keySet().forEach(row -> names.remove(row.mnemonic()));
    names.removeIf(name -> name.startsWith("j"));
    return names;
  }

  @Override
  public String toString() {
    return compared
        + " compared, "
        + trapped
        + " trapped on the processor, "
        + rows.size()
        + " rows, "
        + differences.size()
        + " differences";
  }
}
