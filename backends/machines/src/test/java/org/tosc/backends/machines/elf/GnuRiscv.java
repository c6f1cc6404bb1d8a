package org.tosc.backends.machines.elf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.tosc.backends.machines.x86.Tools;

/// The GNU assembler and linker for RV32.
public final class GnuRiscv {
  private static final String PREFIX = "riscv64-unknown-elf-";

  private final Path folder;

  /// @param folder where files may be written
  public GnuRiscv(Path folder) {
    Assumptions.assumeTrue(Tools.has(PREFIX + "as"), "not checked: no " + PREFIX + "as");
    Assumptions.assumeTrue(Tools.has(PREFIX + "ld"), "not checked: no " + PREFIX + "ld");
    this.folder = folder;
  }

  public byte[] assembled(String text, String... options) throws IOException {
    Files.writeString(folder.resolve("p.s"), text);
    List<String> command =
        new ArrayList<>(
            List.of(PREFIX + "as", "-march=rv32imafd", "-mabi=ilp32d", "-o", "p.o", "p.s"));
    command.addAll(List.of(options));
    Tools.run(folder, "", command);
    return Files.readAllBytes(folder.resolve("p.o"));
  }

  /// Links what was assembled last.
  public byte[] linked(String... options) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(PREFIX + "ld", "-melf32lriscv", "-o", "p.elf", "p.o"));
    command.addAll(List.of(options));
    Tools.run(folder, "", command);
    return Files.readAllBytes(folder.resolve("p.elf"));
  }

  /// What one of the other tools prints.
  public String shown(String tool, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(PREFIX + tool));
    command.addAll(List.of(options));
    return Tools.run(folder, "", command);
  }
}
