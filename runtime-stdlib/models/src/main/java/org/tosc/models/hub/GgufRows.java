package org.tosc.models.hub;

import java.lang.foreign.MemorySegment;
import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tosc.models.transformer.Architecture;
import org.tosc.models.transformer.Rotary;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.Weights;

/// Weights in the rows of `.gguf` files. Those of Llama have the features of a pair side by side,
/// where folders have them half a head apart (`LlamaModel.permute` of `convert_hf_to_gguf.py`).
///
/// Rows in another order are made each time that a weight is asked for, and not kept: a file is
/// written one weight after the other, and may be larger than memory.
final class GgufRows implements Weights {
  private static final List<String> TURNED = List.of("attn_q", "attn_k", "attn_qkv");

  private final Weights weights;
  private final List<Weight> more;
  private final @Nullable Rotary rotary;
  private final Architecture a;

  /// @param more weights that come first
  /// @param rotary null for rows as they are
  GgufRows(Weights weights, List<Weight> more, @Nullable Rotary rotary, Architecture a) {
    this.weights = weights;
    this.more = more;
    this.rotary = rotary;
    this.a = a;
  }

  @Override
  public @Nullable Weight find(String name) {
    for (Weight weight : more) {
      if (weight.name().equals(name)) {
        return weight;
      }
    }
    Weight weight = weights.find(name);
    return weight == null ? null : inOrder(weight);
  }

  @Override
  public Collection<Weight> all() {
    return new AbstractCollection<>() {
      @Override
      public Iterator<Weight> iterator() {
        return Stream.concat(more.stream(), weights.all().stream().map(w -> inOrder(w))).iterator();
      }

      @Override
      public int size() {
        return more.size() + weights.all().size();
      }
    };
  }

  private Weight inOrder(Weight weight) {
    String[] parts = weight.name().split("\\.", -1);
    boolean isTurned = parts.length == 4 && TURNED.contains(parts[2]);
    return rotary == null || !isTurned ? weight : neighbours(weight, rotary.features());
  }

  /// Each head's features 0, n/2, 1, n/2 + 1, … of those that are turned.
  private Weight neighbours(Weight weight, int turned) {
    long bytes = weight.bytes().byteSize();
    long rows = weight.shape()[0];
    long row = bytes / rows;
    // Values, which one weight may have behind queries and keys, are not turned.
    long heads = Math.min(rows, (long) (a.heads() + a.kvHeads()) * a.headSize());
    MemorySegment ordered = Weight.memory(bytes);
    for (long to = 0; to < rows; to++) {
      long feature = to % a.headSize();
      boolean isTurned = to < heads && feature < turned;
      long from = isTurned ? to - feature + feature / 2 + feature % 2 * (turned / 2) : to;
      MemorySegment.copy(weight.bytes(), from * row, ordered, to * row, row);
    }
    return new Weight(weight.name(), weight.format(), weight.shape(), ordered);
  }

  @Override
  public void requireWhole() {
    weights.requireWhole();
  }

  @Override
  public void close() {
    weights.close();
  }
}
