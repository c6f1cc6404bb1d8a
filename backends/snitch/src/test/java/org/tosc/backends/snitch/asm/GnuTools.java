package org.tosc.backends.snitch.asm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/// GNU as, ld and objdump for RISC-V, as judges.
public final class GnuTools {
  private static final String PREFIX = "riscv64-unknown-elf-";
  private static final String MARCH = "-march=rv32imafd_zicsr_zifencei_zawrs_zfh";

  private final Path folder;

  /// @param folder for files that nobody else uses
  public GnuTools(Path folder) {
    this.folder = folder;
  }

  /// Ends the test as "not checked" where they are not installed.
  public static void require() throws IOException {
    boolean isThere;
    try {
      run(List.of(PREFIX + "as", "--version"));
      isThere = true;
    } catch (IOException missing) {
      isThere = false;
    }
    Assumptions.assumeTrue(
        isThere, "not checked: " + PREFIX + "as is missing (binutils-riscv64-unknown-elf)");
  }

  /// Assembles a text; it must have no faults.
  public Path assemble(String text) throws IOException {
    Path source = Files.writeString(folder.resolve("gnu.s"), text);
    Path object = folder.resolve("gnu.o");
    run(
        List.of(
            PREFIX + "as",
            MARCH,
            "-mabi=ilp32d",
            "-mno-relax",
            "-mpriv-spec=1.12",
            "-o",
            object.toString(),
            source.toString()));
    return object;
  }

  /// The contents of a section.
  public byte[] section(Path object, String name) throws IOException {
    Path binary = folder.resolve("section.bin");
    Files.deleteIfExists(binary);
    run(
        List.of(
            PREFIX + "objcopy", "-O", "binary", "-j", name, object.toString(), binary.toString()));
    return Files.exists(binary) ? Files.readAllBytes(binary) : new byte[0];
  }

  /// What `objdump` makes of the code of an object: a line for each word, without addresses and
  /// comments.
  ///
  /// @param options of `-M`: `no-aliases`, `numeric`
  public List<String> disassemble(Path object, String options) throws IOException {
    // Without symbols all is code, and targets are numbers.
    Path stripped = folder.resolve("stripped.o");
    run(List.of(PREFIX + "objcopy", "--strip-all", object.toString(), stripped.toString()));
    List<String> texts = new ArrayList<>();
    for (String line :
        run(List.of(PREFIX + "objdump", "-d", "-z", "-M", options, stripped.toString()))) {
      String[] cells = line.split("\t", -1);
      if (cells.length >= 3) {
        String operands = cells.length > 3 ? cells[3] : "";
        texts.add((cells[2].strip() + " " + operands.replaceFirst(" [#<].*", "")).strip());
      }
    }
    return texts;
  }

  /// Links an object with others to an image of memory, `.text` at 0x10000 and `.data` at 0x40000.
  public Path link(Path image, List<Path> objects) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                PREFIX + "ld",
                "-m",
                "elf32lriscv",
                "--no-relax",
                "-e",
                "0",
                "-Ttext=0x10000",
                "-Tdata=0x40000",
                "-o",
                image.toString()));
    objects.forEach(o -> command.add(o.toString()));
    run(command);
    return image;
  }

  /// Symbols that a program sees: value, size, kind, binding and name, sorted.
  public List<String> symbols(Path image) throws IOException {
    List<String> symbols = new ArrayList<>();
    for (String line : run(List.of(PREFIX + "readelf", "-sW", image.toString()))) {
      String[] cells = line.strip().split(" +", -1);
      boolean isKept =
          cells.length == 8
              && cells[0].endsWith(":")
              && !cells[3].equals("SECTION")
              && !cells[3].equals("FILE")
              && !cells[7].startsWith("$")
              && !cells[7].startsWith(".L");
      if (isKept) {
        symbols.add(String.join(" ", cells[1], cells[2], cells[3], cells[4], cells[7]));
      }
    }
    symbols.sort(null);
    return symbols;
  }

  /// What a program prints.
  ///
  /// @throws IllegalStateException where it fails
  static List<String> run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said;
    try (InputStream out = process.getInputStream()) {
      said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + "\n" + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return said.lines().toList();
  }
}
