package org.tosc.backends.x86.asm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Compares many encodings with GNU as: `EncodingMain ROUNDS SEED [MNEMONIC]`. A round takes each
/// operand of each form through all that it may be.
final class EncodingMain {
  private static final int BATCH = 100_000;
  private static final int SHOWN = 3;

  private EncodingMain() {}

  public static void main(String[] args) throws IOException {
    int rounds = Integer.parseInt(args[0]);
    Samples samples = new Samples(Long.parseLong(args[1]));
    Path folder = Files.createTempDirectory("encodings");
    List<Samples.Sample> batch = new ArrayList<>();
    long compared = 0;
    int different = 0;
    List<Opcode> opcodes =
        Samples.opcodes().stream()
            .filter(o -> args.length < 3 || o.mnemonic().matches(args[2]))
            .toList();
    for (int i = 0; i < opcodes.size(); i++) {
      batch.addAll(samples.of(opcodes.get(i), rounds));
      if (batch.size() >= BATCH || i == opcodes.size() - 1) {
        List<String> differences = GnuAssembler.differences(batch, folder);
        show(differences);
        compared += batch.size();
        different += differences.size();
        batch.clear();
        System.err.println(compared + " compared, " + (i + 1) + " of " + opcodes.size());
      }
    }
    System.out.println(
        opcodes.size()
            + " mnemonics, "
            + compared
            + " instructions compared with GNU as, "
            + different
            + " differences");
  }

  private static void show(List<String> differences) {
    Map<String, List<String>> byMnemonic =
        differences.stream()
            .collect(
                Collectors.groupingBy(
                    d -> d.split(" ", 2)[0], LinkedHashMap::new, Collectors.toList()));
    byMnemonic.values().forEach(d -> d.stream().limit(SHOWN).forEach(System.out::println));
  }
}
