package org.tosc.backends.x86.asm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// GNU as, as a judge of encodings.
public final class GnuAssembler {
  /// Each instruction begins at a multiple of this.
  static final int SLOT = 16;

  /// The head of all texts: operands in the order of Intel.
  public static final String INTEL = ".intel_syntax noprefix\n";

  private static final byte FILL = (byte) 0xCC;
  private static final Pattern ERROR = Pattern.compile(":(\\d+): Error: (.*)");

  private GnuAssembler() {}

  public static boolean isPresent() {
    try {
      return run(List.of("as", "--version")).isEmpty()
          && run(List.of("objcopy", "--version")).isEmpty();
    } catch (IOException missing) {
      return false;
    }
  }

  /// What it says of our bytes: one line for each instruction that it writes in another way, or not
  /// at all.
  static List<String> differences(List<Samples.Sample> samples, Path folder) throws IOException {
    List<String> texts = new ArrayList<>();
    List<byte[]> ours = new ArrayList<>();
    for (Samples.Sample s : samples) {
      texts.add(AssemblyText.of(s.opcode(), s.operands()));
      Assembler asm = new Assembler();
      asm.emit(s.opcode(), s.operands());
      ours.add(asm.finish().bytes());
    }
    StringBuilder all = new StringBuilder(INTEL);
    texts.forEach(text -> all.append(".balign 16, 0xCC; ").append(text).append('\n'));
    all.append(".balign 16, 0xCC\n");
    Map<Integer, String> errors = errors(all.toString(), folder);
    if (!errors.isEmpty()) {
      return errors.entrySet().stream()
          .map(e -> texts.get(e.getKey() - 2) + ": as says " + e.getValue())
          .toList();
    }
    byte[] theirs = bytes(folder);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      byte[] slot = Arrays.copyOfRange(theirs, i * SLOT, (i + 1) * SLOT);
      byte[] expected = Arrays.copyOf(ours.get(i), SLOT);
      Arrays.fill(expected, ours.get(i).length, SLOT, FILL);
      if (!Arrays.equals(slot, expected)) {
        differences.add(texts.get(i) + ": ours " + hex(expected) + ", as " + hex(slot));
      }
    }
    return differences;
  }

  /// Assembles a text; what it says of each line that it does not take.
  public static Map<Integer, String> errors(String text, Path folder) throws IOException {
    Path source = Files.writeString(folder.resolve("all.s"), text);
    String object = folder.resolve("all.o").toString();
    Map<Integer, String> errors = new TreeMap<>();
    for (String line : run(List.of("as", "--64", "-o", object, source.toString()))) {
      Matcher m = ERROR.matcher(line);
      if (m.find()) {
        errors.put(Integer.parseInt(m.group(1)), m.group(2));
      }
    }
    return errors;
  }

  /// The code of the text that was assembled last.
  static byte[] bytes(Path folder) throws IOException {
    String object = folder.resolve("all.o").toString();
    Path binary = folder.resolve("all.bin");
    run(List.of("objcopy", "-O", "binary", "-j", ".text", object, binary.toString()));
    return Files.readAllBytes(binary);
  }

  private static String hex(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      if (b != FILL) {
        text.append(String.format("%02x ", b));
      }
    }
    return text.toString().strip();
  }

  /// What a program says on stderr.
  private static List<String> run(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    byte[] said = process.getErrorStream().readAllBytes();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new String(said, StandardCharsets.UTF_8).lines().toList();
  }
}
