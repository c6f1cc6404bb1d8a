package org.tosc.models.train;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tosc.models.safetensors.SafetensorsFile;
import org.tosc.models.safetensors.SafetensorsWriter;
import org.tosc.models.weights.NewWeight;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.WeightFormat;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.file.TensorFileFault;

/// Named tensors and facts in one `.safetensors` file: a model's parameters, or everything that a
/// run of training goes on from.
public record Checkpoint(Map<String, String> facts, Map<String, Tensor> tensors) {
  /// Writes the file as a whole, or leaves what was there: a process that is killed on the way
  /// damages nothing.
  ///
  /// @throws IOException where it cannot be written, or a tensor's element type is none of the
  ///   format's
  public void write(Path path) throws IOException {
    List<NewWeight> weights = new ArrayList<>();
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      WeightFormat format = WeightFormat.of(tensor.dtype());
      if (format == null) {
        throw new IOException("a .safetensors file holds no elements of " + tensor.dtype());
      }
      byte[] bytes = Raw.memory(tensor).toArray(ValueLayout.JAVA_BYTE);
      weights.add(new NewWeight(entry.getKey(), format, tensor.shape(), out -> out.write(bytes)));
    }
    SafetensorsWriter.write(path, facts, weights);
  }

  /// Reads a file.
  ///
  /// @throws TensorFileFault where it is missing or damaged
  public static Checkpoint read(Path path) {
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (Weight weight : file.all()) {
        tensors.put(weight.name(), tensor(path, weight));
      }
      file.requireWhole();
      return new Checkpoint(new LinkedHashMap<>(file.metadata()), tensors);
    }
  }

  private static Tensor tensor(Path path, Weight weight) {
    DType dtype = weight.format().dtype();
    if (dtype == null || dtype.isBlock()) {
      throw new TensorFileFault(
          path.toString(), 0, "`" + weight.name() + "` is of " + weight.format().text());
    }
    Tensor made = Raw.zeros(dtype, weight.shape());
    MemorySegment.copy(weight.bytes(), 0, Raw.memory(made), 0, weight.bytes().byteSize());
    return made;
  }
}
