package org.tosc.models.transformer;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.models.blocks.Grouping;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;

/// The weights of a transformer by the names that GGUF files give them.
@FunctionalInterface
public interface Parameters {
  /// The weight of a name, such as `blk.3.attn_q.weight`; null where there is none.
  @Nullable Parameter find(String name);

  /// The same where there must be one.
  default Parameter need(String name) {
    Parameter found = find(name);
    if (found == null) {
      throw new IllegalArgumentException("there is no weight `" + name + "`");
    }
    return found;
  }

  /// Whether there is a weight of a name, which need not be decoded for that.
  default boolean has(String name) {
    return find(name) != null;
  }

  /// How a weight is held as integers, scales and minimums, which have names of their own
  /// ([GroupedProduct]); null where it is one parameter, or there is none.
  default @Nullable Grouping grouping(String name) {
    return null;
  }

  /// Whether a weight has fewer bits than `f32` where it is stored; false where there is none.
  default boolean isNarrow(String name) {
    Parameter found = find(name);
    return found != null && found.element().bits() < Float.SIZE;
  }

  /// Reads one row of a weight that there is.
  ///
  /// @param out as long as rows are
  /// @throws IllegalArgumentException where there is no row of that number
  default void row(String name, long number, float[] out) {
    Parameter table = need(name);
    long count = table.extent(0);
    if (number < 0 || number >= count) {
      throw new IllegalArgumentException("row " + number + " of " + count + " of " + name);
    }
    DType dtype = Objects.requireNonNull(DType.find(table.element().text()));
    long bytes = dtype.byteSize(out.length);
    MemorySegment at = table.bytes().asSlice(number * bytes, bytes);
    float[] cells = Tensor.ofSegment(dtype, new long[] {out.length}, at).toFloats();
    System.arraycopy(cells, 0, out, 0, out.length);
  }

  /// Those of a layer, whose names lack its number: `attn_q.weight`.
  default Parameters layer(int number) {
    return new LayerParameters(this, "blk." + number + ".");
  }
}
