package org.tosc.driver.triton;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.tosc.tir.ir.TensorType;

/// Writes kernels for a GPU: `GpuKernels FILE FOLDER`. For each function of the file there is a
/// module in the folder, and `kernels.json` has what they take and mean, for `bench/gpu/check.py`.
public final class GpuKernels {
  private GpuKernels() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[1]));
    List<Sample> samples = Sample.all(Path.of(args[0]));
    for (Sample sample : samples) {
      Path file = folder.resolve(sample.name() + ".py");
      Files.writeString(file, sample.written().text("triton"));
    }
    String all = samples.stream().map(GpuKernels::entry).collect(Collectors.joining(",\n"));
    Files.writeString(folder.resolve("kernels.json"), "[\n" + all + "\n]\n");
  }

  private static String entry(Sample sample) {
    String inputs =
        sample.function().params().stream()
            .map(p -> tensor((TensorType) p.type()))
            .collect(Collectors.joining(", "));
    TensorType result = (TensorType) sample.function().results().getFirst();
    return "{\"name\": \"%s\", \"function\": \"%s\", \"meaning\": \"%s\", \"result\": \"%s\", \"inputs\": [%s]}"
        .formatted(sample.name(), sample.name(), sample.note(), result.element(), inputs);
  }

  private static String tensor(TensorType type) {
    return "{\"dtype\": \"%s\", \"shape\": %s}".formatted(type.element(), type.shapeText());
  }
}
