package org.tosc.bench;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tosc.models.gguf.GgufFile;
import org.tosc.models.gguf.GgufWriter;
import org.tosc.models.gguf.Metadata;
import org.tosc.models.gguf.MetadataType;
import org.tosc.models.gguf.MetadataValue;
import org.tosc.models.weights.NewWeight;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.WeightFormat;

/// Makes a model and a good draft for it out of a model of random weights, whose layers nobody can
/// foretell: all but the first layers add a small share of what they did, and the draft has the
/// first ones.
///
/// ```sh
/// bench/run draft-pair FILE LAYERS SHARE MODEL DRAFT      # FILE has weights in q8_0
/// ```
public final class DraftPair {
  private static final Pattern LAYER = Pattern.compile("blk\\.(\\d+)\\.(.*)\\.weight");
  private static final ValueLayout.OfShort SCALE = ValueLayout.JAVA_SHORT_UNALIGNED;

  private DraftPair() {}

  /// Writes both files.
  public static void main(String[] args) throws IOException {
    int layers = Integer.parseInt(args[1]);
    float share = Float.parseFloat(args[2]);
    try (GgufFile file = GgufFile.open(Path.of(args[0]))) {
      List<NewWeight> model =
          file.all().stream()
              .map(w -> adds(w) && layer(w) >= layers ? scaled(w, share) : NewWeight.of(w))
              .toList();
      GgufWriter.write(Path.of(args[3]), file.metadata(), model);
      List<NewWeight> draft =
          file.all().stream().filter(w -> layer(w) < layers).map(NewWeight::of).toList();
      Metadata few =
          file.metadata()
              .with("llama.block_count", new MetadataValue.Whole(MetadataType.U32, layers));
      GgufWriter.write(Path.of(args[4]), few, draft);
    }
  }

  /// The number of a weight's layer; -1 where it is in none.
  private static int layer(Weight weight) {
    Matcher m = LAYER.matcher(weight.name());
    return m.matches() ? Integer.parseInt(m.group(1)) : -1;
  }

  /// Whether what it gives is added to the rows.
  private static boolean adds(Weight weight) {
    return weight.name().endsWith(".attn_output.weight")
        || weight.name().endsWith(".ffn_down.weight");
  }

  private static NewWeight scaled(Weight weight, float share) {
    WeightFormat format = weight.format();
    if (format != WeightFormat.Q8_0) {
      throw new IllegalArgumentException(weight.name() + " is in " + format.text() + ", not q8_0");
    }
    return new NewWeight(
        weight.name(),
        format,
        weight.shape(),
        out -> {
          byte[] bytes = weight.bytes().toArray(ValueLayout.JAVA_BYTE);
          MemorySegment blocks = MemorySegment.ofArray(bytes);
          for (long at = 0; at < bytes.length; at += format.blockBytes()) {
            float scale = Float.float16ToFloat(blocks.get(SCALE, at));
            blocks.set(SCALE, at, Float.floatToFloat16(scale * share));
          }
          out.write(bytes);
        });
  }
}
