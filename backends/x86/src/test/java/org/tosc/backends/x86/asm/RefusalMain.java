package org.tosc.backends.x86.asm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;

/// Which instructions GNU as takes that we refuse: `RefusalMain PER_FORM SEED`. In operands that
/// are taken one is replaced by each of a choice of others.
///
/// What it takes beyond us are other spellings: a register of 64 bits where only 32 are written,
/// constants that it cuts to 8 bits, `imul r, imm`, `test r, m`; forms of 16 bits that nobody needs
/// (`push`, `jmp`, `movsx`); AMD's `bextr r, m, imm`; `vcvttps2dq` with lengths that differ, which
/// no CPU has; gathers into their own indexes, of which it warns.
final class RefusalMain {
  private static final int BATCH = 200_000;
  private static final int SHOWN = 3;

  private RefusalMain() {}

  public static void main(String[] args) throws IOException {
    Samples samples = new Samples(Long.parseLong(args[1]));
    Set<String> refused = new LinkedHashSet<>();
    for (Opcode opcode : Samples.opcodes()) {
      for (Samples.Sample sample : samples.few(opcode, Integer.parseInt(args[0]))) {
        refused.addAll(refused(sample));
      }
    }
    Map<String, List<String>> taken = taken(new ArrayList<>(refused));
    taken.forEach(
        (mnemonic, texts) ->
            System.out.println(
                texts.size()
                    + " of "
                    + mnemonic
                    + ": "
                    + String.join("; ", texts.subList(0, Math.min(SHOWN, texts.size())))));
    System.out.println(
        refused.size()
            + " instructions refused, of which GNU as takes "
            + taken.values().stream().mapToInt(List::size).sum());
  }

  private static Set<String> refused(Samples.Sample sample) {
    Set<String> refused = new LinkedHashSet<>();
    for (int i = 0; i < sample.operands().length; i++) {
      for (Operand other : others()) {
        Operand[] operands = sample.operands().clone();
        operands[i] = other;
        if (!hasBroadcast(operands) && !isTaken(sample.opcode(), operands)) {
          StringJoiner text = new StringJoiner(", ", sample.opcode().mnemonic() + " ", "");
          for (Operand operand : operands) {
            text.add(operand.toString());
          }
          refused.add(text.toString());
        }
      }
    }
    return refused;
  }

  /// Without an instruction it is not known how many lanes a broadcast has.
  private static boolean hasBroadcast(Operand[] operands) {
    for (Operand operand : operands) {
      if (operand instanceof Mem m && m.isBroadcast()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTaken(Opcode opcode, Operand[] operands) {
    try {
      new Assembler().emit(opcode, operands);
      return true;
    } catch (IllegalArgumentException refusal) {
      return false;
    }
  }

  private static List<Operand> others() {
    Mask k = new Mask(1);
    List<Operand> all = new ArrayList<>();
    for (int bits = 8; bits <= 64; bits *= 2) {
      all.addAll(List.of(Gpr.of(bits, 0), Gpr.of(bits, 3), Mem.of(bits, Gpr.RDI, 8)));
    }
    for (int bits = 128; bits <= 512; bits *= 2) {
      Vec low = Vec.of(bits, 3);
      Mem mem = Mem.of(bits, Gpr.RDI, 8);
      all.addAll(List.of(low, Vec.of(bits, 19), mem, mem.masked(k)));
      all.addAll(List.of(low.masked(k, false), low.masked(k, true)));
      all.add(Mem.of(32, Gpr.RDI, Vec.of(bits, 5), 4, 0));
      all.add(Mem.of(64, Gpr.RDI, Vec.of(bits, 5), 4, 0));
    }
    all.addAll(List.of(new Mask(2), new Masked(new Mask(2), k, false), new Tile(1), Gpr.of(8, 1)));
    all.addAll(List.of(Imm.of(1), Imm.of(5), Imm.of(200), Imm.of(70_000)));
    all.addAll(List.of(Rounding.AS_SET, Rounding.NEAREST));
    return all;
  }

  private static Map<String, List<String>> taken(List<String> texts) throws IOException {
    Path folder = Files.createTempDirectory("refusals");
    Map<String, List<String>> taken = new TreeMap<>();
    for (int start = 0; start < texts.size(); start += BATCH) {
      List<String> batch = texts.subList(start, Math.min(start + BATCH, texts.size()));
      String source = GnuAssembler.INTEL + String.join("\n", batch) + "\n";
      Map<Integer, String> errors = GnuAssembler.errors(source, folder);
      for (int i = 0; i < batch.size(); i++) {
        if (!errors.containsKey(i + 2)) {
          String mnemonic = batch.get(i).split(" ", 2)[0];
          taken.computeIfAbsent(mnemonic, _ -> new ArrayList<>()).add(batch.get(i));
        }
      }
    }
    return taken;
  }
}
