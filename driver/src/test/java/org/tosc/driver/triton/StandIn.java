package org.tosc.driver.triton;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;

/// Runs Python that tosc wrote under a stand-in for Triton and torch, in one process for many.
public final class StandIn {
  /// Where the stand-in, its driver and the lint lie.
  static final Path FOLDER =
      Path.of("../backends/triton/src/test/resources/python").toAbsolutePath();

  private static final long MOST_SECONDS = 300;

  private StandIn() {}

  /// One module to run.
  ///
  /// @param function that launches its kernels
  /// @param results what it gives
  /// @param choice which configurations run
  public record Job(
      String module,
      String function,
      List<OracleTensor> arguments,
      List<TensorType> results,
      int choice) {}

  /// What became of a job: results as numbers, or an error.
  public record Outcome(List<double[]> results, String error) {}

  /// Why nothing can run, in words; null where it can.
  public static @Nullable String obstacle() {
    try {
      return command(Path.of("."), List.of("python3", "-c", "import numpy")).code() == 0
          ? null
          : "no numpy";
    } catch (IOException none) {
      return "no python3";
    }
  }

  record Ended(int code, String output) {}

  static Ended command(Path folder, List<String> words) throws IOException {
    Path output = Files.createTempFile("output", ".txt");
    try {
      Process process =
          new ProcessBuilder(words)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Ended(-1, "not done after " + MOST_SECONDS + " s");
      }
      return new Ended(process.exitValue(), Files.readString(output));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Ended(-1, "interrupted");
    } finally {
      Files.delete(output);
    }
  }

  /// Runs modules, in folders of their own below one.
  public static List<Outcome> run(Path below, List<Job> jobs) throws IOException {
    List<String> words = new ArrayList<>(List.of("python3", FOLDER.resolve("run.py").toString()));
    for (int i = 0; i < jobs.size(); i++) {
      Path folder = Files.createDirectories(below.resolve("job" + i));
      write(folder, jobs.get(i));
      words.add(folder.toString());
    }
    Ended ended = command(below, words);
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      outcomes.add(outcome(below.resolve("job" + i), jobs.get(i), ended.output()));
    }
    return outcomes;
  }

  private static void write(Path folder, Job job) throws IOException {
    Files.writeString(folder.resolve("module.py"), job.module());
    Files.writeString(folder.resolve("choice.txt"), Integer.toString(job.choice()));
    StringBuilder call = new StringBuilder(job.function()).append('\n');
    for (int i = 0; i < job.arguments().size(); i++) {
      OracleTensor tensor = job.arguments().get(i);
      Files.write(folder.resolve("argument" + i + ".bin"), bytes(tensor));
      String shape =
          Arrays.stream(stored(tensor.element(), tensor.shape()))
              .mapToObj(Long::toString)
              .collect(Collectors.joining("x"));
      call.append("%s %s argument%d.bin\n".formatted(torch(tensor.element()), shape, i));
    }
    Files.writeString(folder.resolve("call.txt"), call);
  }

  private static long[] stored(Scalar element, long[] shape) {
    long[] stored = shape.clone();
    if (element.kind() == Scalar.Kind.BLOCK) {
      int last = stored.length - 1;
      stored[last] = stored[last] / element.blockSize() * element.blockBytes();
    }
    return stored;
  }

  private static String torch(Scalar element) {
    return switch (element) {
      case F64 -> "float64";
      case F32 -> "float32";
      case F16 -> "float16";
      case BF16 -> "bfloat16";
      case F8E4M3 -> "float8_e4m3fn";
      case F8E5M2 -> "float8_e5m2";
      case I64 -> "int64";
      case I32 -> "int32";
      case I8 -> "int8";
      case I1 -> "bool";
      default -> "uint8";
    };
  }

  private static DType dtype(Scalar element) {
    return Objects.requireNonNull(DType.find(element == Scalar.I1 ? "bool" : element.text()));
  }

  private static byte[] bytes(OracleTensor t) {
    DType dtype = dtype(t.element());
    Tensor tensor =
        t.isWhole()
            ? Tensor.ofLongs(dtype, t.shape(), t.integers())
            : Tensor.ofDoubles(dtype, t.shape(), t.reals());
    return tensor.segment().toArray(ValueLayout.JAVA_BYTE);
  }

  /// Blocks as the bytes hold them that a kernel gets; other tensors as they are.
  static OracleTensor held(OracleTensor t) {
    if (t.element().kind() != Scalar.Kind.BLOCK) {
      return t;
    }
    double[] held = Tensor.ofDoubles(dtype(t.element()), t.shape(), t.reals()).toDoubles();
    return OracleTensor.blocks(t.element(), t.shape(), held);
  }

  private static Outcome outcome(Path folder, Job job, String output) throws IOException {
    Path error = folder.resolve("error.txt");
    if (Files.exists(error)) {
      return new Outcome(List.of(), Files.readString(error));
    }
    List<double[]> results = new ArrayList<>();
    for (int i = 0; i < job.results().size(); i++) {
      Path file = folder.resolve("result" + i + ".bin");
      if (!Files.exists(file)) {
        return new Outcome(List.of(), "no result: " + output);
      }
      TensorType type = job.results().get(i);
      long[] shape = type.shape().stream().mapToLong(d -> ((Dim.Known) d).size()).toArray();
      MemorySegment bytes = MemorySegment.ofArray(Files.readAllBytes(file));
      results.add(Tensor.ofSegment(dtype(type.element()), shape, bytes).toDoubles());
    }
    return new Outcome(results, "");
  }
}
