package org.tosc.driver.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.models.train.Checkpoint;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;

/// Processes that write checkpoints are killed (`kill -9`) at any time: the file is always one that
/// was written as a whole. As a program, with a folder and a number of kills, for long runs.
class CheckpointKillTest {
  private static final int NUMBERS = 100_000;
  private static final int TENSORS = 4;

  @TempDir Path folder;

  @Test
  void theFileIsAlwaysWhole() throws Exception {
    assertTrue(kills(folder, 3) > 0);
  }

  /// Kills so many processes.
  ///
  /// @return how many steps they wrote
  private static long kills(Path folder, int count) throws Exception {
    Path file = folder.resolve("c.safetensors");
    SplittableRandom random = new SplittableRandom(1);
    long last = 0;
    for (int i = 0; i < count; i++) {
      Process writer =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElse("java"),
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Writer.class.getName(),
                  file.toString())
              .inheritIO()
              .start();
      long begun = last;
      while (writer.isAlive() && (!Files.exists(file) || step(file) == begun)) {
        Thread.sleep(5);
      }
      Thread.sleep(random.nextInt(200));
      writer.destroyForcibly();
      assertTrue(writer.waitFor(60, TimeUnit.SECONDS));
      long step = step(file);
      assertTrue(step > begun, "the process did not go on");
      last = step;
    }
    return last;
  }

  /// The step of a file, all of whose numbers say the same.
  private static long step(Path file) {
    Checkpoint read = Checkpoint.read(file);
    long step = Long.parseLong(read.facts().getOrDefault("step", ""));
    assertEquals(TENSORS, read.tensors().size());
    for (Tensor tensor : read.tensors().values()) {
      for (double number : tensor.toDoubles()) {
        assertEquals((double) step, number);
      }
    }
    return step;
  }

  /// Goes on from a file's step, and writes as fast as it can.
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) throws IOException {
      Path file = Path.of(args[0]);
      long step = Files.exists(file) ? step(file) : 0;
      while (true) {
        step++;
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < TENSORS; i++) {
          double[] numbers = new double[NUMBERS];
          Arrays.fill(numbers, (double) step);
          tensors.put("t" + i, Tensor.ofDoubles(DType.F32, new long[] {NUMBERS}, numbers));
        }
        new Checkpoint(Map.of("step", Long.toString(step)), tensors).write(file);
      }
    }
  }

  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[1]);
    long steps = kills(Path.of(args[0]), count);
    System.out.println(count + " kills, " + steps + " checkpoints, 0 damaged");
  }
}
