package org.tosc.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.file.Npy;

/// `tosc exec` and `tosc machines`. Functions of C are compiled by gcc; what they give is what Java
/// computes by the same single steps, bit for bit.
class ExecCommandTest {
  private static final String FUNCTIONS =
      """
      float dot(const float *x, const float *y, long n) {
        float s = 0;
        for (long i = 0; i < n; i++) s += x[i] * y[i];
        return s;
      }
      void saxpy(float a, const float *x, const float *y, float *out, long n) {
        for (long i = 0; i < n; i++) out[i] = a * x[i] + y[i];
      }
      void add_to(float *y, const float *x, long n) {
        for (long i = 0; i < n; i++) y[i] += x[i];
      }
      long sum(const long *x, long n) {
        long s = 0;
        for (long i = 0; i < n; i++) s += x[i];
        return s;
      }
      long length(const char *text, long most) {
        long n = 0;
        while (n < most && text[n]) n++;
        return n;
      }
      double power(double x, long n) {
        double p = 1;
        while (n-- > 0) p *= x;
        return p;
      }
      """;

  @TempDir private Path folder;

  private String compiled(String program, String... options) throws Exception {
    Files.writeString(folder.resolve("p.c"), program);
    List<String> line =
        new ArrayList<>(List.of("gcc", "-O2", "-ffp-contract=off", "-c", "-o", "p.o", "p.c"));
    line.addAll(List.of(options));
    Process gcc;
    try {
      gcc = new ProcessBuilder(line).directory(folder.toFile()).inheritIO().start();
    } catch (IOException none) {
      assumeTrue(false, "not checked: gcc is not installed");
      throw none;
    }
    assertEquals(0, gcc.waitFor());
    return folder.resolve("p.o").toString();
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private String npy(String name, Tensor tensor) throws IOException {
    Npy.write(folder.resolve(name), tensor);
    return file(name);
  }

  private static Terminal exec(String object, String entry, String... more) {
    List<String> line =
        new ArrayList<>(List.of("exec", object, "--machine", "x86_64", "--entry", entry));
    line.addAll(List.of(more));
    return Terminal.run(line.toArray(String[]::new));
  }

  private static float[] floats(int n, int seed) {
    Random random = new Random(seed);
    float[] all = new float[n];
    for (int i = 0; i < n; i++) {
      all[i] = (float) random.nextGaussian();
    }
    return all;
  }

  private static Tensor tensor(float... cells) {
    return Raw.adopt(new long[] {cells.length}, cells);
  }

  /// A value of a JSON object, as text.
  private static String member(Terminal terminal, String name) {
    assertEquals(0, terminal.exit(), terminal.err());
    String rest = terminal.out().substring(terminal.out().indexOf("\"" + name + "\":"));
    return rest.substring(rest.indexOf(':') + 1).split("[,}\\n]", -1)[0].replace("\"", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-O2", "-O3 -mavx2", "-O3 -mavx512f -mprefer-vector-width=512"})
  void floatsAreThoseOfTheProcessor(String options) throws Exception {
    String object = compiled(FUNCTIONS, options.split(" ", -1));
    float[] x = floats(1003, 1);
    float[] y = floats(1003, 2);
    String first = npy("x.npy", tensor(x.clone()));
    String second = npy("y.npy", tensor(y.clone()));
    float sum = 0;
    float[] line = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
      line[i] = 1.7f * x[i] + y[i];
    }
    Terminal dot = exec(object, "dot", "--in", first, "--in", second, "--int", "1003", "--json");
    assertEquals(Float.toString(sum), member(dot, "xmm0_f32"));
    // The order of options is that of the parameters, whatever their kinds.
    Terminal saxpy =
        exec(
            object,
            "saxpy",
            "--f32=1.7",
            "--in=" + first,
            "--in",
            second,
            "--out",
            file("out.npy") + ":1003xf32",
            "--int",
            "1003");
    assertEquals(0, saxpy.exit(), saxpy.err());
    assertArrayEquals(line, Raw.floats(Npy.read(folder.resolve("out.npy"))));
  }

  @Test
  void aBufferMayBeginAsAFile() throws Exception {
    String object = compiled(FUNCTIONS);
    String from = npy("y.npy", tensor(1, 2, 3));
    String added = npy("x.npy", tensor(10, 20, 30));
    String out = file("sum.npy") + ":" + from;
    assertEquals(0, exec(object, "add_to", "--out", out, "--in", added, "--int", "3").exit());
    assertTrue(tensor(11, 22, 33).contentEquals(Npy.read(folder.resolve("sum.npy"))));
    assertTrue(tensor(1, 2, 3).contentEquals(Npy.read(folder.resolve("y.npy"))));
  }

  @Test
  void wholeNumbersTextsAndPowers() throws Exception {
    String object = compiled(FUNCTIONS);
    String numbers = npy("n.npy", Raw.adopt(new long[] {4}, new long[] {7, -9, 1L << 40, 3}));
    Terminal sum = exec(object, "sum", "--in", numbers, "--int", "4", "--json");
    assertEquals(Long.toString((1L << 40) + 1), member(sum, "rax"));
    String text = npy("t.npy", Raw.adoptBools(new long[] {6}, new byte[] {1, 1, 1, 0, 1, 1}));
    assertEquals("3", member(exec(object, "length", "--in", text, "--int", "6", "--json"), "rax"));
    assertEquals("2", member(exec(object, "length", "--in", text, "--int", "2", "--json"), "rax"));
    Terminal power = exec(object, "power", "--f64", "1.5", "--int", "0x5", "--json");
    assertEquals("7.59375", member(power, "xmm0_f64"));
  }

  @Test
  void theReportSaysWhatItTook() throws Exception {
    String object = compiled(FUNCTIONS, "-O1");
    String numbers = npy("n.npy", Raw.adopt(new long[] {500}, new long[500]));
    Terminal sum = exec(object, "sum", "--in", numbers, "--int", "500", "--core", "redwood-cove");
    assertEquals(0, sum.exit(), sum.err());
    List<String> lines = sum.out().lines().toList();
    assertTrue(
        lines.get(0).matches("sum: \\d+ instructions, 5\\d\\d cycles of redwood-cove"), sum.out());
    assertEquals(
        "  with all data in the first-level cache and all branches foreseen", lines.get(1));
    assertEquals("returned: rax 0; xmm0 0.0 as f32, 0.0 as f64", lines.get(2));
    assertTrue(lines.get(3).matches("inner loop +rounds +cycles +of all +limited by"), sum.out());
    assertTrue(
        lines.get(4).matches("sum\\+0x\\w+ to sum\\+0x\\w+ +500 +1\\.0\\d +9\\d\\.\\d%  latency"),
        sum.out());
    assertEquals(5, lines.size(), sum.out());
    Terminal verbose =
        exec(object, "sum", "--in", numbers, "--int", "500", "--core", "redwood-cove", "-v");
    assertTrue(verbose.out().contains("1.00 cycles a round, limited by latency"), verbose.out());
    assertTrue(verbose.out().contains("add    r"), verbose.out());
  }

  @Test
  void jsonHasTheContractsMembers() throws Exception {
    String object = compiled(FUNCTIONS);
    String numbers = npy("n.npy", Raw.adopt(new long[] {100}, new long[100]));
    Terminal sum = exec(object, "sum", "--in", numbers, "--int", "100", "--json");
    assertTrue(
        sum.out()
            .startsWith(
                "{\"schema\":\"tosc.exec/1\",\"machine\":\"x86_64\",\"core\":\"zen5\","
                    + "\"entry\":\"sum\",\"cycles\":"),
        sum.out());
    assertEquals("100", member(sum, "rounds"));
    assertEquals(member(sum, "instructions"), member(sum, "followed"));
    assertEquals(1, sum.out().lines().count());
  }

  @Test
  void ourOwnObjectsRun() throws Exception {
    Files.writeString(
        folder.resolve("layer.pseudo"), "fn layer(x, w, b):\n  return relu(x @ w + b)\n");
    String object = file("layer.o");
    Terminal build =
        Terminal.run(
            "build",
            file("layer.pseudo"),
            "--target",
            "x86_64",
            "--function",
            "layer",
            "--shapes",
            "x=5x17xf32,w=17x19xf32,b=19xf32",
            "--emit",
            "obj",
            "-o",
            object);
    assertEquals(0, build.exit(), build.err());
    Random random = new Random(3);
    float[] x = new float[5 * 17];
    float[] w = new float[17 * 19];
    float[] b = new float[19];
    for (float[] cells : List.of(x, w, b)) {
      for (int i = 0; i < cells.length; i++) {
        cells[i] = random.nextInt(21) - 10; // so that sums are exact in any order
      }
    }
    float[] expected = new float[5 * 19];
    for (int i = 0; i < expected.length; i++) {
      float sum = b[i % 19];
      for (int k = 0; k < 17; k++) {
        sum += x[i / 19 * 17 + k] * w[k * 19 + i % 19];
      }
      expected[i] = Math.max(0, sum);
    }
    Terminal terminal =
        Terminal.run(
            "exec",
            object,
            "--machine",
            "x86_64",
            "--in",
            npy("x.npy", tensor(x)),
            "--in",
            npy("w.npy", tensor(w)),
            "--in",
            npy("b.npy", tensor(b)),
            "--out",
            file("out.npy") + ":5x19xf32",
            "--out",
            file("scratch.npy") + ":4096xf32");
    assertEquals(0, terminal.exit(), terminal.err());
    assertArrayEquals(expected, Raw.floats(Npy.read(folder.resolve("out.npy"))));
  }

  @Test
  void buffersAreWhereTheyAreAskedFor() throws Exception {
    String object = compiled("long at(const char *p, const char *q) { return q - p; }");
    String two = npy("two.npy", tensor(1, 2));
    Terminal apart =
        exec(object, "at", "--at", "0x20000000", "--in", two, "--at", "0x20000040", "--in", two);
    assertTrue(apart.out().contains("rax 64;"), apart.out() + apart.err());
    Terminal over =
        exec(object, "at", "--at", "0x20000000", "--in", two, "--at", "0x20000004", "--in", two);
    assertEquals(1, over.exit());
    assertTrue(over.err().startsWith("error[E0911]: the place of a buffer is taken"), over.err());
  }

  @Test
  void accessesOutsideEndTheProgram() throws Exception {
    String object = compiled(FUNCTIONS);
    String out = file("out.npy");
    String three = npy("three.npy", tensor(1, 2, 3));
    Terminal terminal =
        exec(
            object,
            "saxpy",
            "--f32",
            "1",
            "--in",
            three,
            "--in",
            three,
            "--out",
            out + ":2xf32",
            "--int",
            "3");
    assertEquals(1, terminal.exit());
    assertEquals("", terminal.out());
    assertTrue(
        terminal.err().contains("error[E0913]: the program was ended in `saxpy+0x"),
        terminal.err());
    assertTrue(terminal.err().contains("write of 4 bytes at 0x"), terminal.err());
    assertTrue(terminal.err().contains("0 bytes after the end of " + out), terminal.err());
    assertTrue(terminal.err().contains(": movss DWORD PTR ["), terminal.err());
    assertFalse(Files.exists(Path.of(out)), "a file of a program that failed");
  }

  @ParameterizedTest
  @CsvSource({
    "--machine,sparc,'there is no machine `sparc` in this build; it has x86_64, snitch, mlir, tile-gpu'",
    "--overhead,5,'--overhead is not for x86_64'",
    "--trace,t.json,'--trace is not for x86_64'",
    "--core,zen9,'there is no core `zen9` in this build; it has zen5, redwood-cove, generic-avx2'",
    "--max-cycles,0,'--max-cycles takes a positive number, found `0`'",
    "--int,x,'--int takes a whole number of 64 bits, found `x`'",
    "--f32,x,'--f32 takes a number, found `x`'",
    "--at,here,'--at takes an address such as 0x10000, found `here`'",
    "--out,a.npy,'--out takes FILE.npy:2x3xf32, found `a.npy`'",
    "--out,a.npy:2x3,'--out takes FILE.npy:2x3xf32, found `a.npy:2x3`'",
    "--out,a.npy:99999x99999xf32,'--out: a tensor of shape [99999, 99999] has more than 2147483639 elements'",
    "--out,a.npy:4xbf16,'--out: a .npy file holds no elements of bf16'"
  })
  void wrongOptionsAreWrongUsage(String option, String value, String why) {
    List<String> line = new ArrayList<>(List.of("exec", "any.o", option, value));
    if (!option.equals("--machine")) {
      line.addAll(List.of("--machine", "x86_64"));
    }
    Terminal terminal = Terminal.run(line.toArray(String[]::new));
    assertEquals(2, terminal.exit(), terminal.err());
    assertTrue(terminal.err().startsWith("tosc exec: " + why + "\n"), terminal.err());
  }

  @Test
  void theMachineMustBeNamed() {
    assertEquals(2, Terminal.run("exec", "any.o").exit());
    assertEquals(2, Terminal.run("exec", "any.o", "--machine", "x86_64", "--int").exit());
  }

  @Test
  void filesThatCannotBeReadAreNamed() throws Exception {
    Terminal object = exec(file("none.o"), "f");
    assertEquals(1, object.exit());
    assertTrue(object.err().startsWith("error[E0901]: cannot read `"), object.err());
    Terminal tensor = exec(compiled(FUNCTIONS), "sum", "--in", file("none.npy"), "--int", "1");
    assertEquals(1, tensor.exit());
    assertTrue(tensor.err().startsWith("error[E0901]: cannot read `"), tensor.err());
  }

  // machines

  @Test
  void machinesAreListedFromTheirTables() {
    Terminal terminal = Terminal.run("machines");
    assertEquals(0, terminal.exit(), terminal.err());
    // Zen 5: two multiply-adds a cycle of 4 cycles, measured (see Zen5's table).
    assertTrue(
        terminal.out().lines().anyMatch(l -> l.matches(" +multiply-add of 16 f32 +2 +4 +01")),
        terminal.out());
    assertTrue(terminal.out().contains("\ngeneric-avx2\n"), terminal.out());
    String avx2 = terminal.out().substring(terminal.out().indexOf("\ngeneric-avx2\n"));
    assertFalse(avx2.contains("of 16 f32"), avx2);
    Terminal json = Terminal.run("machines", "--json");
    assertEquals(10, json.out().lines().count());
    assertTrue(
        json.out()
            .contains(
                "{\"schema\":\"tosc.machine/1\",\"machine\":\"snitch\",\"core\":\"default\","
                    + "\"cores\":8,\"sequencer_instructions\":32,"),
        json.out());
    assertTrue(
        json.out()
            .startsWith("{\"schema\":\"tosc.machine/1\",\"machine\":\"x86_64\",\"core\":\"zen5\""),
        json.out());
    // NVIDIA H100 white paper, table 3: the SXM5 board has 132 multiprocessors, 50 MB of L2.
    assertTrue(
        json.out()
            .lines()
            .anyMatch(l -> l.matches(".*\"core\":\"h100\".*multiprocessors\":132[,}].*")),
        json.out());
  }
}
