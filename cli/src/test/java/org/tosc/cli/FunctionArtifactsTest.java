package org.tosc.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `tosc build --emit asm|obj`: functions of a file as machine code.
class FunctionArtifactsTest {
  private static final String TEXT =
      """
      fn net(x, w, b, v):
        let h = relu(x @ w + b)
        return h @ v

      fn double(x):
        return x + x

      fn twice(x):
        return x + x

      fn same(x):
        return x

      fn scaled(x, by):
        return x * by
      """;

  private static final String SHAPES = "x=4x8xf32,w=8x16xf32,b=16xf32,v=16x3xf32";

  @TempDir private Path folder;
  private String program = "";

  @BeforeEach
  void write() throws IOException {
    Path file = folder.resolve("net.pseudo");
    Files.writeString(file, TEXT);
    program = file.toString();
  }

  private Terminal build(String kind, String function, String shapes, String... more) {
    List<String> line =
        new java.util.ArrayList<>(
            List.of("build", "--target", "x86_64", "--emit", kind, "--function", function));
    line.addAll(List.of("--shapes", shapes));
    line.addAll(List.of(more));
    line.add(program);
    return Terminal.run(line.toArray(String[]::new));
  }

  @Test
  void aListingHasSymbolsLinesAndInstructions() {
    Terminal terminal = build("asm", "double", "x=40xf32");
    assertEquals(0, terminal.exit(), terminal.err());
    List<String> lines = terminal.out().lines().toList();
    assertTrue(lines.contains("double:"), terminal.out());
    assertTrue(lines.contains("  ; " + program + ":6: return x + x"), terminal.out());
    assertTrue(lines.stream().anyMatch(l -> l.contains("  vaddps zmm")), terminal.out());
    assertTrue(lines.stream().anyMatch(l -> l.matches(" *[0-9a-f]+  c3 +ret")), terminal.out());
  }

  @Test
  void aCpuCanBeNamed() {
    Terminal terminal = build("asm", "double", "x=40xf32", "--cpu", "x86-64-v3");
    assertEquals(0, terminal.exit(), terminal.err());
    assertTrue(terminal.out().contains("  vaddps ymm"), terminal.out());
    assertFalse(terminal.out().contains("zmm"), terminal.out());
    assertEquals(
        build("asm", "double", "x=40xf32"),
        build("asm", "double", "x=40xf32", "--cpu", "x86-64-v4", "--abi", "sysv"));
  }

  @Test
  void aCallingConventionCanBeNamed() throws IOException {
    String object = folder.resolve("double_it.o").toString();
    Terminal terminal = build("obj", "twice", "x=40xf32", "--abi", "windows", "-o", object);
    assertEquals(new Terminal(0, "", ""), terminal);
    String header = Files.readString(folder.resolve("double_it.h"));
    assertTrue(header.contains("\nTOSC_WINDOWS_CALL void twice("), header);
  }

  @ParameterizedTest
  @CsvSource({
    "--cpu,zen5,'--cpu takes x86-64-v4, x86-64-v4+vnni or x86-64-v3, found `zen5`'",
    "--abi,fastcall,'--abi takes sysv or windows, found `fastcall`'"
  })
  void whatCanBeNamedIsSaid(String option, String value, String why) {
    Terminal terminal = build("asm", "double", "x=40xf32", option, value);
    assertEquals(2, terminal.exit());
    assertTrue(terminal.err().startsWith("tosc build: " + why + "\n"), terminal.err());
  }

  @Test
  void anObjectHasItsHeaderBesideIt() throws IOException {
    Path object = folder.resolve("layers.o");
    Terminal terminal = build("obj", "net", SHAPES, "-o", object.toString());
    assertEquals(new Terminal(0, "", ""), terminal);
    byte[] magic = {0x7f, 'E', 'L', 'F'};
    assertArrayEquals(magic, Arrays.copyOf(Files.readAllBytes(object), magic.length));
    String header = Files.readString(folder.resolve("layers.h"));
    assertEquals(
        """
        /* out from t0, v */
        void net_k1(
            /* read: 4x16, made by net_k0, 64 elements of f32 */
            const float *t0,
            /* read: 16x3, 48 elements of f32 */
            const float *v,
            /* written: 4x3, 12 elements of f32 */
            float *out);
        """,
        header.substring(header.indexOf("/* out from"), header.indexOf(");\n\n#ifdef") + 3));
    assertTrue(
        header.startsWith(
            """
            /* Made by tosc.
              \s
               `net` is computed by these functions, called one after the other in this order.
            """),
        header);
  }

  @Test
  void severalArtifactsGoToAFolder() throws IOException {
    Path out = folder.resolve("out");
    Terminal terminal = build("obj", "net", SHAPES, "-o", out.toString());
    assertEquals(new Terminal(0, "", ""), terminal);
    assertTrue(Files.exists(out.resolve("net.o")) && Files.exists(out.resolve("net.h")));
  }

  @ParameterizedTest
  @CsvSource({
    "x86-64-v4,sysv,avx512dq",
    "x86-64-v3,sysv,avx2",
    "x86-64-v4,windows,avx512dq",
    "x86-64-v3,windows,avx2"
  })
  void aProgramOfCComputesWithIt(String cpu, String convention, String flag) throws Exception {
    link(cpu, convention, flag);
    assertEquals(0, run(folder.resolve("main").toString()));
  }

  /// Valgrind 3.19 knows no AVX-512.
  @Test
  void valgrindFindsNothing() throws Exception {
    assumeTrue(isInstalled("valgrind"), "not checked: valgrind is not installed");
    link("x86-64-v3", "sysv", "avx2");
    assertEquals(0, run("valgrind", "-q", "--error-exitcode=9", "./main"));
  }

  private void link(String cpu, String convention, String flag) throws Exception {
    assumeTrue(isInstalled("gcc"), "not checked: gcc is not installed");
    String flags =
        Files.exists(Path.of("/proc/cpuinfo")) ? Files.readString(Path.of("/proc/cpuinfo")) : "";
    assumeTrue(flags.contains(" " + flag + " "), "not checked: this CPU has no " + flag);
    String object = folder.resolve("net.o").toString();
    build("obj", "net", SHAPES, "--cpu", cpu, "--abi", convention, "-o", object);
    Files.writeString(
        folder.resolve("main.c"),
        """
        #include "net.h"

        int main(void) {
          static float x[4 * 8], w[8 * 16], b[16], v[16 * 3], t0[4 * 16], out[4 * 3], s[4096];
          for (int i = 0; i < 4 * 8; i++) x[i] = i % 5 - 2;
          for (int i = 0; i < 8 * 16; i++) w[i] = i % 7 - 3;
          for (int i = 0; i < 16; i++) b[i] = i - 8;
          for (int i = 0; i < 16 * 3; i++) v[i] = i % 3;
          net_k0(x, w, b, t0, s);
          net_k1(t0, v, out);
          for (int i = 0; i < 4; i++)
            for (int l = 0; l < 3; l++) {
              float sum = 0;
              for (int j = 0; j < 16; j++) {
                float h = b[j];
                for (int k = 0; k < 8; k++) h += x[i * 8 + k] * w[k * 16 + j];
                sum += (h > 0 ? h : 0) * v[j * 3 + l];
              }
              if (sum != out[i * 3 + l]) return 1; // whole numbers, so no sum is rounded
            }
          return 0;
        }
        """);
    assertEquals(0, run("gcc", "-Wall", "-Wextra", "-Werror", "-o", "main", "main.c", "net.o"));
  }

  private int run(String... command) throws Exception {
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output.txt").toFile())
        .start()
        .waitFor();
  }

  private static boolean isInstalled(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .anyMatch(bin -> Files.isExecutable(Path.of(bin, name)));
  }

  @ParameterizedTest
  @CsvSource({
    "double,x=4xf32,`double` is no name of a function of C",
    "same,x=4xf32,'it returns a parameter, or a result twice'",
    "scaled,'x=4xf32,by=float','it takes or gives f64, which is no tensor of known shape'"
  })
  void refusalsSayWhy(String function, String shapes, String why) {
    Terminal terminal = build("obj", function, shapes);
    assertEquals(1, terminal.exit());
    String message =
        "error[E0907]: there is no artifact `obj` of `" + function + "`: " + why + "\n";
    assertTrue(terminal.err().startsWith(message), terminal.err());
  }

  @Test
  void kindsOfATargetAreSaid() {
    Terminal other = Terminal.run("build", "--target", "x86_64", "--emit", "class", program);
    assertEquals(1, other.exit());
    assertTrue(
        other
            .err()
            .startsWith(
                "error[E0907]: there is no artifact `class`; expected ast, tir, tir-opt, kernels,"
                    + " asm or obj\n"),
        other.err());
    Terminal jvm = Terminal.run("build", "--emit", "asm", program);
    assertTrue(
        jvm.err()
            .startsWith(
                "error[E0907]: there is no artifact `asm`; expected ast, tir, tir-opt, kernels,"
                    + " bytecode or class\n"),
        jvm.err());
    assertTrue(jvm.err().contains("`asm` is of --target snitch and of --target x86_64"), jvm.err());
    Terminal usage = Terminal.run("build", "--emit", "tir", "--function", "net", program);
    assertEquals(2, usage.exit());
    assertTrue(
        usage.err().startsWith("tosc build: --function goes with artifacts of functions"),
        usage.err());
  }
}
