package org.tosc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.driver.Programs;
import org.tosc.rt.session.Policy;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/// Where the kernels of `tosc run --target x86_64` run.
class KernelPlaceTest {
  /// A loop of which a kernel is made; what is printed hangs on every bit of its results. (On the
  /// JVM, whose sums are in another order, it is another number.)
  private static final String PROGRAM =
      """
      xs = []
      for i in range(2500) do
        xs.append((i % 13 - 6) / 7.0)
      end
      x = tensor(xs).reshape([50, 50])
      fn step(x: tensor[50, 50, f32], y: tensor[50, 50, f32])
        return softmax(y @ x) * 3 + x
      end
      y = x
      for i in range(400) do
        y = step(x, y)
      end
      bits = 0
      for i in range(50) do
        for j in range(50) do
          bits = (bits * 31 + int(float(y[i, j]) * 16777216)) % 1000000007
        end
      end
      print bits
      """;

  @TempDir private Path folder;
  private String program = "";

  @BeforeEach
  void write() throws Exception {
    Path file = folder.resolve("p.pseudo");
    Files.writeString(file, PROGRAM);
    program = file.toString();
  }

  private static ParseResult line(String... words) {
    CommandLine line = new CommandLine(Console.common(new RunCommand().spec()));
    return line.parseArgs(words);
  }

  private static String told(KernelPlace place, Policy policy, String... words) {
    var err = new ByteArrayOutputStream();
    ParseResult line = line(words);
    var to = new PrintStream(err, true, StandardCharsets.UTF_8);
    place.tell(policy, line, Console.of(line, InputStream.nullInputStream(), to, to));
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void otherMachinesHaveTheModelAndSaySo() {
    ParseResult line = line("--target", "x86_64", "p.pseudo");
    var model = Programs.model("x86_64");
    Policy policy = Policy.PERMISSIVE;
    KernelPlace place = KernelPlace.of("x86_64", policy, model, () -> "this machine is none", line);
    assertEquals(model, place.kernels());
    String note = "tosc: kernels run on the model of `x86_64`: this machine is none\n";
    assertEquals(note, told(place, policy, "p.pseudo"));
    assertEquals(note, told(place, policy, "-v", "p.pseudo"));
    assertEquals("", told(place, policy, "-q", "p.pseudo"));
  }

  /// Nobody expects another machine than the model: what it took is told at the end.
  @Test
  void aTargetThatHasNoProcessorsNeedsNoWords() {
    ParseResult line = line("--target", "snitch", "p.pseudo");
    var model = Programs.model("snitch");
    Policy policy = Policy.PERMISSIVE;
    KernelPlace place = KernelPlace.of("snitch", policy, model, () -> "there is none", line);
    assertEquals(model, place.kernels());
    assertEquals("", told(place, policy, "p.pseudo"));
    assertEquals(
        "tosc: kernels run on the model of `snitch`: there is none\n",
        told(place, policy, "-v", "p.pseudo"));
  }

  @Test
  void thisMachineIsUsedWhereItCan() {
    ParseResult line = line("--target", "x86_64", "p.pseudo");
    Policy policy = Policy.STANDARD;
    KernelPlace place =
        KernelPlace.of("x86_64", policy, Programs.model("x86_64"), () -> null, line);
    assertEquals(null, place.kernels());
    assertEquals("", told(place, policy, "p.pseudo"));
    assertEquals("tosc: target `x86_64`, on this machine\n", told(place, policy, "-v", "p.pseudo"));
  }

  @Test
  void strictRunsAskNoMachine() {
    ParseResult line = line("--target", "x86_64", "p.pseudo");
    Policy policy = Policy.STRICT;
    KernelPlace place =
        KernelPlace.of(
            "x86_64",
            policy,
            Programs.model("x86_64"),
            () -> {
              throw new AssertionError("the machine was asked");
            },
            line);
    assertNotNull(place.kernels());
    assertEquals("", told(place, policy, "p.pseudo"));
    assertEquals(
        "tosc: kernels run on the model of `x86_64`: the policy is strict\n",
        told(place, policy, "-v", "p.pseudo"));
  }

  @Test
  void whatHasNoModelIsRefusedWhereItCannotRun() {
    ParseResult line = line("--target", "jvm", "p.pseudo");
    assertThrows(
        CommandLine.ParameterException.class,
        () -> KernelPlace.of("jvm", Policy.STRICT, null, () -> "no", line));
  }

  @Test
  void strictRunsGiveTheBitsOfTheCpu() throws Exception {
    String obstacle = Programs.obstacle("x86_64");
    assumeTrue(obstacle == null, () -> "not checked: " + obstacle);
    assumeTrue(
        Files.readString(Path.of("/proc/cpuinfo")).contains("avx512_vnni"),
        "not checked: this CPU has other instructions than the model");
    Terminal cpu = Terminal.run("run", "--target", "x86_64", "-v", program);
    Terminal strict =
        Terminal.run("run", "--target", "x86_64", "--policy", "strict", "-v", program);
    assertEquals("tosc: target `x86_64`, on this machine\n", cpu.err());
    assertEquals(
        "tosc: kernels run on the model of `x86_64`: the policy is strict\n", strict.err());
    assertEquals(cpu.out(), strict.out());
    assertEquals(0, strict.exit());
  }

  /// A JVM that lets nothing native be called runs strict programs, and no others.
  @Test
  void strictRunsCallNothingNative() throws Exception {
    String obstacle = Programs.obstacle("x86_64");
    assumeTrue(obstacle == null, () -> "not checked: " + obstacle);
    assertEquals(0, withoutNativeCalls("--policy", "strict"));
    assertTrue(withoutNativeCalls("--policy", "standard") != 0);
  }

  private int withoutNativeCalls(String... policy) throws Exception {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("--illegal-native-access=deny", "-cp"));
    line.addAll(List.of(System.getProperty("java.class.path"), "org.tosc.cli.Main"));
    line.addAll(List.of("run", "--target", "x86_64"));
    line.addAll(List.of(policy));
    line.add(program);
    Process process =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out.txt").toFile())
            .start();
    return process.waitFor();
  }
}
