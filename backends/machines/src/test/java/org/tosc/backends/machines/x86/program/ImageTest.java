package org.tosc.backends.machines.x86.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.backends.machines.elf.ObjectReader;
import org.tosc.backends.machines.x86.Tools;
import org.tosc.backends.machines.x86.cost.Cores;
import org.tosc.backends.machines.x86.exec.CompiledFunctions;
import org.tosc.backends.machines.x86.exec.Trap;

/// Objects of gcc, placed in memory and run; the processor says what is right.
class ImageTest {
  @TempDir private Path folder;

  @BeforeEach
  void gcc() {
    Assumptions.assumeTrue(Tools.has("gcc"), "not checked: gcc is not installed");
  }

  private Image.Outcome placed(String program, String... options) throws IOException {
    Files.writeString(folder.resolve("p.c"), program);
    List<String> command =
        new ArrayList<>(List.of("gcc", "-O2", "-ffreestanding", "-c", "-o", "p.o", "p.c"));
    command.addAll(List.of(options));
    Tools.run(folder, "", command);
    byte[] bytes = Files.readAllBytes(folder.resolve("p.o"));
    return Image.of(
        assertInstanceOf(ObjectReader.Outcome.Read.class, ObjectReader.read(bytes)).object());
  }

  private Run.Result run(String program, String function, List<Call.Argument> arguments)
      throws IOException {
    return run(program, function, arguments, "-O2");
  }

  private Run.Result run(
      String program, String function, List<Call.Argument> arguments, String... options)
      throws IOException {
    Image image = assertInstanceOf(Image.Outcome.Placed.class, placed(program, options)).image();
    return new Run(image).call(entry(image, function), arguments, Cores.ZEN_5, 1_000_000);
  }

  private static long entry(Image image, String name) {
    return image.functions().stream()
        .filter(f -> f.name().equals(name))
        .findFirst()
        .orElseThrow()
        .address();
  }

  private static List<Call.Argument> words(long... values) {
    List<Call.Argument> all = new ArrayList<>();
    for (long v : values) {
      all.add(new Call.Argument.Word(v));
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-fPIE",
        "-fPIC",
        "-fno-pic",
        "-fno-pic -mcmodel=large",
        "-ffunction-sections -fdata-sections"
      })
  void functionsDoWhatTheProcessorDoes(String placing) throws Throwable {
    Assumptions.assumeTrue(
        Tools.processorHas("avx2", "fma", "bmi2"), "not checked: a processor without AVX2");
    var compiled =
        new CompiledFunctions(
            folder,
            List.of("-O3", "-mavx2", "-mfma", "-mbmi2"),
            List.of(placing.split(" ", -1)),
            2);
    assertEquals("", String.join("\n", compiled.differences));
    assertTrue(compiled.functions >= 60, () -> compiled.functions + " functions");
  }

  private static final String DATA =
      """
      long counter = 7;
      long zeros[100];
      long shared __attribute__((common));
      extern long absent __attribute__((weak));
      static long add(long n) { return n + 1; }
      static long twice(long n) { return n * 2; }
      long (*table[])(long) = {add, twice};
      const char *texts[] = {"one", "three"};
      long all(long n) {
        zeros[n] = counter++;
        shared += table[n & 1](n) + zeros[n] + texts[1][4];
        return &absent ? -1 : shared * 1000 + counter;
      }
      """;

  @ParameterizedTest
  @ValueSource(strings = {"-fPIE", "-fPIC", "-fno-pic", "-mcmodel=large -fno-pic"})
  void dataIsWhereTheCodeExpectsIt(String options) throws IOException {
    // twice(5) + 7 + 'e', and the counter behind it
    Run.Result result = run(DATA, "all", words(5), options.split(" ", -1));
    assertEquals(null, result.trap());
    assertEquals((10 + 7 + 'e') * 1000 + 8, result.integer());
  }

  @Test
  void whatIsNotThereIsNamed() throws IOException {
    String program =
        "extern long b(void), a(long), unused(void); long f(long n) { return a(n) + b(); }";
    assertEquals(new Image.Outcome.Incomplete(List.of("a", "b")), placed(program));
  }

  @Test
  void whatIsNotKnownIsRefused() throws IOException {
    var refused =
        assertInstanceOf(
            Image.Outcome.Refused.class,
            placed("_Thread_local long n; long f(void) { return n; }", "-fno-pic"));
    assertEquals("relocations of type 23 are not known here", refused.why());
  }

  @Test
  void argumentsAreWhereFunctionsExpectThem() throws IOException {
    String program =
        """
        double f(long a, double b, long c, float d, long e, long g, long h, long i, long j,
                 double k, double l, double m, double n, double o, double p, double q, long r) {
          return a + 2 * b + 4 * c + 8 * d + 16 * e + 32 * g + 64 * h + 128 * i + 256 * j + 512 * k
                 + 1024 * l + 2048 * m + 4096 * n + 8192 * o + 16384 * p + 32768 * q + 65536 * r;
        }
        """;
    List<Call.Argument> arguments = new ArrayList<>();
    for (char kind : "wdwswwwwwdddddddw".toCharArray()) {
      int n = arguments.size() + 1;
      arguments.add(
          switch (kind) {
            case 'w' -> new Call.Argument.Word(n);
            case 's' -> new Call.Argument.F32(n);
            default -> new Call.Argument.F64(n);
          });
    }
    double expected = 0;
    for (int n = 0; n < arguments.size(); n++) {
      expected += Math.scalb(n + 1.0, n);
    }
    Run.Result result = run(program, "f", arguments);
    assertEquals(expected, Double.longBitsToDouble(result.bits()));
  }

  @Test
  void trapsAreToldInTheWordsOfTheObject() throws IOException {
    Image image =
        assertInstanceOf(
                Image.Outcome.Placed.class,
                placed("long before(void) { return 1; } long f(long *x) { return x[3]; }"))
            .image();
    Run run = new Run(image);
    long x = run.buffer("x", new byte[24], -1);
    Run.Result result = run.call(entry(image, "f"), words(x), Cores.ZEN_5, 1000);
    Trap trap = java.util.Objects.requireNonNull(result.trap());
    assertEquals("f", run.place(trap.pc()));
    assertEquals("mov    rax,QWORD PTR [rdi+0x18]", trap.instruction());
    assertEquals(
        "read of 8 bytes at 0x%x, 0 bytes after the end of x".formatted(x + 24), trap.detail());
    assertEquals("f+0x3", run.place(trap.pc() + 3));
  }

  @Test
  void endlessProgramsAreStopped() throws IOException {
    Run.Result result = run("void f(void) { for (;;) __asm__(\"\"); }", "f", words());
    assertTrue(result.isStopped());
    assertTrue(result.cycles() >= 1_000_000 && result.cycles() < 1_100_000, result::toString);
  }
}
