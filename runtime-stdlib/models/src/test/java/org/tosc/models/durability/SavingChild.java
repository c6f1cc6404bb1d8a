package org.tosc.models.durability;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tosc.models.gguf.GgufWriter;
import org.tosc.models.gguf.Metadata;
import org.tosc.models.gguf.MetadataType;
import org.tosc.models.gguf.MetadataValue;
import org.tosc.models.safetensors.SafetensorsWriter;
import org.tosc.models.weights.NewWeight;
import org.tosc.models.weights.WeightFormat;

/// Saves two files again and again, until it is killed. All bytes of a file's weights are its
/// version, which its metadata say, too.
final class SavingChild {
  static final String GGUF = "model.gguf";
  static final String SAFETENSORS = "model.safetensors";
  static final String VERSION = "general.version";
  static final int BYTES = 1 << 19;

  private SavingChild() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    System.out.println("begun");
    for (int version = Integer.parseInt(args[1]); ; version++) {
      save(folder, version);
      System.out.println(version);
    }
  }

  static void save(Path folder, int version) throws IOException {
    List<NewWeight> weights = List.of(weight("a", version), weight("b", version));
    Map<String, MetadataValue> metadata =
        Map.of(VERSION, new MetadataValue.Whole(MetadataType.U32, version));
    GgufWriter.write(folder.resolve(GGUF), Metadata.of(metadata), weights);
    SafetensorsWriter.write(
        folder.resolve(SAFETENSORS), Map.of(VERSION, Integer.toString(version)), weights);
  }

  private static NewWeight weight(String name, int version) {
    return new NewWeight(name, WeightFormat.I8, new long[] {BYTES}, out -> fill(out, version));
  }

  private static void fill(OutputStream out, int version) throws IOException {
    byte[] step = new byte[1 << 12];
    Arrays.fill(step, (byte) version);
    for (int at = 0; at < BYTES; at += step.length) {
      out.write(step);
    }
  }
}
