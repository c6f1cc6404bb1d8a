package org.tosc.driver.snitch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.backends.machines.snitch.core.Cluster;
import org.tosc.backends.machines.snitch.core.Configuration;
import org.tosc.backends.machines.snitch.core.Fpu;
import org.tosc.backends.machines.snitch.core.Memory;

/// The official tests of RISC-V processors (github.com/riscv-software-src/riscv-tests) on the
/// model.
///
/// They are built from their sources with gcc's preprocessor and binutils, where `TOSC_RISCV_TESTS`
/// names a checkout; the environment they run in is `riscv/riscv_test.h` here.
final class RiscvTestsTest {
  private static final List<String> SUITES =
      List.of("rv32ui", "rv32um", "rv32ua", "rv32uf", "rv32ud");

  private static final long ENOUGH = 1_000_000;

  /// What the core does not have.
  private static final Set<String> LACKED =
      Set.of(
          // It traps where an access is not aligned.
          "rv32ui/ma_data",
          // For 64-bit integer registers; not in the suite's list either.
          "rv32ud/move");

  /// What it has only with a divider: not by default.
  private static final Set<String> DIVISIONS = Set.of("rv32uf/fdiv", "rv32ud/fdiv");

  /// Test cases that read `fcsr` as a whole: its bits 9 and 8 are `fmode` (`snitch.sv`).
  private static final Map<String, Set<Integer>> CASES = Map.of("rv32uf/move", Set.of(3, 6, 8));

  private static final Configuration WITH_DIVIDER = Configuration.DEFAULT.withDivide(1);

  @TempDir private Path folder;

  /// A linked test.
  @SuppressWarnings("ArrayRecordComponent") // read once
  private record Built(byte[] code, Map<String, Integer> symbols) {}

  @Test
  void officialTestsPass() throws IOException, InterruptedException {
    String checkout = System.getenv("TOSC_RISCV_TESTS");
    assumeTrue(checkout != null, "not checked: TOSC_RISCV_TESTS names no checkout");
    assumeTrue(Shell.has("gcc"), "not checked: no gcc");
    assumeTrue(Shell.has("riscv64-unknown-elf-as"), "not checked: no riscv64-unknown-elf-as");
    Files.writeString(folder.resolve("riscv_test.h"), environment());
    List<String> failed = new ArrayList<>();
    int passed = 0;
    Path isa = Path.of(checkout, "isa");
    for (String suite : SUITES) {
      for (String name : names(isa.resolve(suite))) {
        String test = suite + "/" + name;
        if (LACKED.contains(test)) {
          continue;
        }
        String result = run(test, build(isa, suite, name));
        if (result.isEmpty()) {
          passed++;
        } else {
          failed.add(test + ": " + result);
        }
      }
    }
    assertEquals(List.of(), failed);
    assertEquals(80, passed);
  }

  private static List<String> names(Path suite) throws IOException {
    try (Stream<Path> files = Files.list(suite)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(".S"))
          .map(f -> f.substring(0, f.length() - 2))
          .sorted()
          .toList();
    }
  }

  private static String environment() throws IOException {
    try (InputStream in = RiscvTestsTest.class.getResourceAsStream("riscv/riscv_test.h")) {
      if (in == null) {
        throw new IllegalStateException("no riscv_test.h");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Built build(Path isa, String suite, String name)
      throws IOException, InterruptedException {
    Path text = folder.resolve("test.s");
    Path object = folder.resolve("test.o");
    Path program = folder.resolve("test.elf");
    Path bytes = folder.resolve("test.bin");
    Shell.run(
        List.of(
            "gcc",
            "-E",
            "-x",
            "assembler-with-cpp",
            "-D__riscv_xlen=32",
            "-I" + folder,
            "-I" + isa.resolve("macros/scalar"),
            isa.resolve(suite).resolve(name + ".S").toString(),
            "-o",
            text.toString()));
    Shell.run(
        List.of(
            "riscv64-unknown-elf-as",
            "-march=rv32imafd_zicsr_zifencei",
            "-mabi=ilp32d",
            text.toString(),
            "-o",
            object.toString()));
    Shell.run(
        List.of(
            "riscv64-unknown-elf-ld",
            "-melf32lriscv",
            // Tests count in `gp`, which relaxed code would use.
            "--no-relax",
            "-Ttext=0x80000000",
            object.toString(),
            "-o",
            program.toString()));
    Shell.run(
        List.of(
            "riscv64-unknown-elf-objcopy", "-O", "binary", program.toString(), bytes.toString()));
    return new Built(Files.readAllBytes(bytes), symbols(program));
  }

  private static Map<String, Integer> symbols(Path program)
      throws IOException, InterruptedException {
    Map<String, Integer> symbols = new HashMap<>();
    String list = Shell.run(List.of("riscv64-unknown-elf-nm", program.toString()));
    for (String line : list.lines().toList()) {
      String[] words = line.split(" ", -1);
      symbols.put(words[2], Integer.parseUnsignedInt(words[0], 16));
    }
    return symbols;
  }

  /// Runs a test.
  ///
  /// @return what went wrong; empty where nothing did
  private static String run(String test, Built built) {
    Configuration configuration = DIVISIONS.contains(test) ? WITH_DIVIDER : Configuration.DEFAULT;
    Cluster cluster = new Cluster(configuration, Fpu::new, 1);
    cluster.memory().load(Memory.DRAM, built.code());
    cluster.setPc(0, Memory.DRAM);
    int end = built.symbols().get("tosc_end");
    while (true) {
      while (cluster.pc(0) != end) {
        if (cluster.cycle() > ENOUGH) {
          return "it does not end";
        }
        cluster.step();
      }
      int failed = cluster.register(0, 10);
      if (!CASES.getOrDefault(test, Set.of()).contains(failed)) {
        return failed == 0 ? "" : "case " + failed;
      }
      cluster.setPc(0, caseAfter(failed, built));
    }
  }

  private static int caseAfter(int number, Built built) {
    int next = number + 1;
    while (!built.symbols().containsKey("test_" + next)) {
      next++;
    }
    return built.symbols().get("test_" + next);
  }
}
