package org.tosc.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.file.Npy;

/// `tosc exec --machine snitch`: programs of another compiler give the cycles of the RTL, and
/// results are those of Java.
final class SnitchExecCommandTest {
  private static final Path TRUTH =
      Path.of("../driver/src/test/resources/org/tosc/driver/snitch/truth");

  /// One program of so many is run; `ExecutionTest` in driver runs all.
  private static final int STEP = 10;

  private static final String AXPY =
      """
          .globl axpy
      # void axpy(double a, const double *x, double *y, int n)
      axpy:
          addi    a2, a2, -1
          scfgwi  a2, 95              # bound 0 of all streams: n - 1
          li      t0, 8
          scfgwi  t0, 223             # stride 0 of all streams
          scfgwi  a0, 768             # ft0 reads x
          scfgwi  a1, 769             # ft1 reads y
          csrrsi  zero, 0x7c0, 1
          frep.o  a2, 1, 0, 0
          fmadd.d ft2, fa0, ft0, ft1
          scfgwi  a1, 898             # ft2 writes y
          csrrci  zero, 0x7c0, 1
          ret
      """;

  @TempDir private Path folder;

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private String text(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
    return file(name);
  }

  private String npy(String name, double... cells) throws IOException {
    Npy.write(folder.resolve(name), Raw.adopt(new long[] {cells.length}, cells));
    return file(name);
  }

  private static Terminal exec(String artifact, String... more) {
    List<String> line = new ArrayList<>(List.of("exec", artifact, "--machine", "snitch"));
    line.addAll(List.of(more));
    return Terminal.run(line.toArray(String[]::new));
  }

  private static String member(Terminal terminal, String name) {
    assertEquals(0, terminal.exit(), terminal.err());
    String rest = terminal.out().substring(terminal.out().indexOf("\"" + name + "\":"));
    return rest.substring(rest.indexOf(':') + 1).split("[,}\\n]", -1)[0].replace("\"", "");
  }

  // The RTL.

  static Stream<List<String>> rows() throws IOException {
    List<String> lines = Files.readAllLines(TRUTH.resolve("truth.csv"));
    List<List<String>> rows = new ArrayList<>();
    for (int i = 1; i < lines.size(); i += STEP) {
      rows.add(List.of(lines.get(i).split(",", -1)));
    }
    return rows.stream();
  }

  /// Columns of truth.csv: kernel, shape, variant, rtl_cold, rtl_warm, asm_fpss, asm_fpu,
  /// fmadd_issues, asm_offloads, asm_snitch, region_int_overhead, …, asm.
  @ParameterizedTest
  @MethodSource("rows")
  void cyclesAreThoseOfTheRtl(List<String> row) throws IOException {
    List<String> more = new ArrayList<>();
    int n = 0;
    for (long bytes : arrays(row.get(0), row.get(1))) {
      more.add("--out");
      more.add(file("b" + n++ + ".npy") + ":" + bytes + "xu8");
    }
    more.addAll(List.of("--overhead", row.get(10), "--json"));
    String program = TRUTH.resolve(row.getLast()).toString();
    Terminal terminal = exec(program, more.toArray(String[]::new));
    assertEquals(row.get(4), member(terminal, "cycles"));
    assertEquals(row.get(5), member(terminal, "fpss_issues"));
    assertEquals(row.get(6), member(terminal, "fpu_issues"));
    assertEquals(row.get(7), member(terminal, "fmadd_issues"));
    assertEquals(row.get(8), member(terminal, "offloads"));
    assertEquals(row.get(9), member(terminal, "int_issues"));
  }

  /// The bytes of each array in the order of the arguments (snitch.md section 8), and one more
  /// where the two-pass pools put what lies between the passes.
  private static List<Long> arrays(String kernel, String shape) {
    String[] words = shape.split("x", -1);
    int element = Integer.parseInt(words[words.length - 1].substring(1)) / Byte.SIZE;
    long m = Integer.parseInt(words[0]);
    long n = words.length > 2 ? Integer.parseInt(words[1]) : 1;
    long k = words.length > 3 ? Integer.parseInt(words[2]) : 1;
    long out = m * n * element;
    return switch (kernel) {
      case "matmul", "matmul_transb" -> List.of(out, n * k * element, m * k * element);
      case "conv2d_d1_s1_3x3" -> List.of((m + 2) * (n + 2) * element, 9L * element, out);
      case "pooling_nchw_max_d1_s2_3x3", "pooling_nchw_sum_d1_s2_3x3" ->
          List.of((m + 3) * (n + 3) * element, out, out + (m + 3) * n * element);
      case "sum" -> List.of(out, out, out);
      case "relu" -> List.of(out, out);
      case "fill" -> List.of(out);
      default -> throw new IllegalStateException(kernel);
    };
  }

  // Results.

  @Test
  void resultsAreThoseOfTheFunction() throws IOException {
    double[] x = new double[64];
    double[] y = new double[64];
    double[] expected = new double[64];
    for (int i = 0; i < x.length; i++) {
      x[i] = 1.0 / (i + 1);
      y[i] = i;
      expected[i] = Math.fma(3.25, x[i], y[i]);
    }
    String program = text("axpy.s", AXPY);
    String from = npy("y.npy", y);
    Terminal terminal =
        exec(
            program,
            "--f64",
            "3.25",
            "--in",
            npy("x.npy", x),
            "--out",
            file("out.npy") + ":" + from,
            "--int",
            "64",
            "--trace",
            file("trace.json"));
    assertEquals(0, terminal.exit(), terminal.err());
    Tensor out = Npy.read(folder.resolve("out.npy"));
    assertArrayEquals(expected, Raw.doubles(out));
    assertTrue(terminal.out().startsWith("axpy: "), terminal.out());
    assertTrue(
        terminal.out().lines().anyMatch(l -> l.matches(" +12 +\\d+ +\\d+  fmadd.d ft2, fa0.*")),
        terminal.out());
    String trace = Files.readString(folder.resolve("trace.json"));
    assertTrue(trace.startsWith("{\"displayTimeUnit\""), trace);
    assertTrue(trace.contains("fmadd.d ft2, fa0, ft0, ft1"), trace);
    assertTrue(trace.endsWith("]}\n"), trace);
  }

  @Test
  void jsonHasTheContractsMembers() throws IOException {
    String program = text("f.s", "  .globl f\nf:\n  fadd.d fa0, fa0, fa0\n  ret\n");
    Terminal terminal = exec(program, "--f64", "0.75", "--json");
    assertEquals(1, terminal.out().lines().count());
    assertTrue(
        terminal.out().startsWith("{\"schema\":\"tosc.exec/1\",\"machine\":\"snitch\","),
        terminal.out());
    for (String name :
        List.of("cycles", "instructions", "fpu_utilization", "fmadd_issues", "stalls")) {
      assertTrue(terminal.out().contains("\"" + name + "\":"), name);
    }
    assertEquals("1", member(terminal, "fpu_issues"));
    assertEquals("1", member(terminal, "fpss_issues"));
    assertEquals("1", member(terminal, "int_issues"));
    assertEquals("2", member(terminal, "instructions"));
    assertEquals("5", member(terminal, "region_int_overhead"));
    assertEquals("1.5", member(terminal, "fa0_f64"));
    assertEquals("cold", member(exec(program, "--cold", "--json"), "call"));
  }

  @Test
  void faultsInJsonHaveTheLine() throws IOException {
    String program = text("f.s", "  .globl f\nf:\n  nop\n  lw a0, 0(zero)\n  ret\n");
    Terminal terminal = exec(program, "--json");
    assertEquals(1, terminal.exit());
    assertTrue(terminal.out().contains("\"code\":\"E0913\""), terminal.out());
    assertTrue(terminal.out().contains("\"line\":4"), terminal.out());
  }

  /// GNU's assembler and linker know no streams, but the rest of the processor.
  @Test
  void objectsAndLinkedProgramsOfGnuRun() throws Exception {
    String program =
        """
            .globl f
        f:
            la   t0, k
            lw   t0, 0(t0)
            add  a0, a0, t0
            ret
            .data
        k:  .word 30
        """;
    text("f.s", program);
    gnu("as", "-march=rv32imafd", "-mabi=ilp32d", "-o", "f.o", "f.s");
    assertEquals("42", member(exec(file("f.o"), "--int", "12", "--json"), "a0"));
    gnu("ld", "-melf32lriscv", "-Ttext=0x80000000", "-e", "f", "-o", "f.elf", "f.o");
    Terminal linked = exec(file("f.elf"), "--entry", "f", "--int", "12", "--json");
    assertEquals("42", member(linked, "a0"));
  }

  private void gnu(String tool, String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of("riscv64-unknown-elf-" + tool));
    line.addAll(List.of(arguments));
    Process process;
    try {
      process = new ProcessBuilder(line).directory(folder.toFile()).inheritIO().start();
    } catch (IOException none) {
      assumeTrue(false, "not checked: riscv64-unknown-elf-" + tool + " is not installed");
      throw none;
    }
    assertEquals(0, process.waitFor());
  }

  @Test
  void aClusterIsDescribedByAFile() throws IOException {
    String program = text("f.s", "  .globl f\nf:\n  fdiv.d fa0, fa0, fa1\n  ret\n");
    String cluster = text("divider.toml", "[fpu]\ndivide = 3\n");
    Terminal terminal = exec(program, "--core", cluster, "--f64", "1", "--f64", "8", "--json");
    assertEquals("0.125", member(terminal, "fa0_f64"));
    String wrong = text("wrong.toml", "[fpu]\ndivides = 3\n");
    assertEquals(2, exec(program, "--core", wrong).exit());
    assertEquals(1, exec(program, "--core", "head").exit());
  }

  @ParameterizedTest
  @CsvSource({
    "--core,zen5,'there is no core `zen5` in this build; it has default, head'",
    "--trace,x.html,'--trace takes a .json, .svg or .txt file, found `x.html`'",
    "--overhead,3,'--overhead takes a number from 4 to 99, found `3`'",
    "--core,none.toml,'cannot read `none.toml`: there is no such file'"
  })
  void wrongOptionsAreWrongUsage(String option, String value, String why) {
    Terminal terminal = exec("any.s", option, value);
    assertEquals(2, terminal.exit(), terminal.err());
    assertTrue(terminal.err().startsWith("tosc exec: " + why), terminal.err());
  }

  @Test
  void numbersOf33BitsAreRefused() throws IOException {
    String program = text("f.s", "  .globl f\nf:\n  ret\n");
    Terminal terminal = exec(program, "--int", "0x100000000");
    assertEquals(1, terminal.exit());
    assertTrue(
        terminal.err().startsWith("error[E0911]: a whole number has 32 bits on this machine"),
        terminal.err());
    assertEquals("-1", member(exec(program, "--int", "0xFFFFFFFF", "--json"), "a0"));
  }
}
