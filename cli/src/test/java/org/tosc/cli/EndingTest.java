package org.tosc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Programs whose process is told to end while they run, by SIGTERM; Ctrl-C takes the same way, but
/// is not heard by processes of a build in the background.
@DisabledOnOs(OS.WINDOWS)
final class EndingTest {
  private static final long SECONDS = 120;
  private static final int TERMINATED = 128 + 15;

  @TempDir private Path folder;

  @Test
  void whatWasPrintedIsWritten() throws Exception {
    Ended ended =
        told(
            """
            for i in 0..5 do
              print "line ${i}"
            end
            write_file("there", "")
            n = 0
            while true do
              n = (n + 1) % 7
            end
            """);
    assertEquals(new Ended(TERMINATED, "line 0\nline 1\nline 2\nline 3\nline 4\n", ""), ended);
  }

  @Test
  void aLoopThatPrintsRunsItsFinally() throws Exception {
    Ended ended =
        told(
            """
            try
              while true do
                print "round"
                write_file("there", "")
              end
            finally
              print "tidied up"
            end
            """);
    assertEquals(TERMINATED, ended.code());
    assertTrue(ended.out().endsWith("round\ntidied up\n"), ended.out());
    assertTrue(ended.err().contains("Interrupted"), ended.err());
  }

  @Test
  void aLoopThatComputesRunsItsFinally() throws Exception {
    Ended ended =
        told(
            """
            w = ones([2])
            try:
                write_file("there", "")
                while true:
                    w = w - 0.1 * grad(v => sum(v * v))(w)
            finally:
                print "tidied up"
            """);
    assertEquals(TERMINATED, ended.code());
    assertEquals("tidied up\n", ended.out(), ended.err());
  }

  /// Compiled parts and groups of operations hear it, too.
  @Test
  void aCompiledLoopOfTensorsRunsItsFinally() throws Exception {
    Ended ended =
        told(
            """
            x = ones([64, 64])
            try:
                write_file("there", "")
                while true:
                    x = relu(matmul(x, x) * 0.01)
            finally:
                print sum(x).item() >= 0
                print "tidied up"
            """);
    assertEquals(TERMINATED, ended.code());
    assertEquals("true\ntidied up\n", ended.out(), ended.err());
  }

  @Test
  void aTrainingKeepsItsWeightsAndRunsFinally() throws Exception {
    Ended ended =
        told(
            """
            model Line:
                w = param([1, 1])
                layer forward(x):
                    return x @ w
            m = Line()
            fn loss(given, wanted):
                write_file("there", "")
                return mse_loss(given, wanted)
            try:
                train m on [[[1.0], [2.0]]]: epochs = 100000000, loss = loss
            catch e:
                print e.kind
            finally:
                print "tidied up"
            """);
    assertEquals(TERMINATED, ended.code(), ended.err());
    assertEquals("Interrupted\ntidied up\n", ended.out());
  }

  @Test
  void aServerIsStoppedWithoutAnError() throws Exception {
    Ended ended =
        told(
            """
            model Twice:
                layer forward(x):
                    return x + x
            deploy Twice() on port 0
            print "serving"
            write_file("there", "")
            """);
    assertEquals(TERMINATED, ended.code());
    assertEquals("serving\n", ended.out());
    assertFalse(ended.err().contains("error"), ended.err());
  }

  /// How a process ended, and what it wrote.
  private record Ended(int code, String out, String err) {}

  /// Runs a program and tells it to end once it has written the file `there`.
  private Ended told(String program) throws IOException, InterruptedException {
    Path source = Files.writeString(folder.resolve("p.pseudo"), program);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                "-q",
                source.toString())
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      while (process.isAlive() && !Files.exists(folder.resolve("there"))) {
        Thread.sleep(5);
      }
      process.destroy(); // SIGTERM
      assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), "it ends");
    } finally {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
