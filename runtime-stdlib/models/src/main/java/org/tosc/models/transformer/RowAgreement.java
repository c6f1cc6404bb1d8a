package org.tosc.models.transformer;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;

/// Whether rows that go through a model together get the bits that each gets alone.
///
/// A kernel cuts the sums of a product by the number of rows, and sums that are cut otherwise are
/// rounded otherwise. Which way is taken depends on shapes and formats, not on numbers, so it shows
/// where the kernels of all pieces compute the same random rows both ways.
final class RowAgreement {
  private final Transformer transformer;
  private final Architecture architecture;
  private final Rows rows;
  private final SplittableRandom random = new SplittableRandom(1);

  private RowAgreement(Transformer transformer, int count) {
    this.transformer = transformer;
    this.architecture = transformer.architecture();
    this.rows = new Rows(count, Rows.Order.OF_SEVERAL_TEXTS);
  }

  /// Whether so many rows have the same bits as each alone.
  static boolean holds(Transformer transformer, int count) {
    return new RowAgreement(transformer, count).holds();
  }

  private boolean holds() {
    Parameters all = transformer.parameters();
    Set<String> seen = new HashSet<>();
    for (int layer = 0; layer < architecture.layers(); layer++) {
      Parameters weights = all.layer(layer);
      Scalar cached = transformer.shape().element();
      Piece in = AttentionIn.of(architecture, rows, weights, cached);
      Piece out = AttentionOut.of(architecture, rows, weights);
      boolean agree =
          (!seen.add(in.key())
                  || agree(in, AttentionIn.of(architecture, Rows.ONE, weights, cached), weights))
              && (!seen.add(out.key())
                  || agree(out, AttentionOut.of(architecture, Rows.ONE, weights), weights));
      if (!agree) {
        return false;
      }
    }
    return agree(Head.of(architecture, rows.count(), all), Head.of(architecture, 1, all), all);
  }

  private boolean agree(Piece together, Piece alone, Parameters weights) {
    List<Value> params = together.function().params();
    int inputs = params.size() - together.weights().size();
    List<MemorySegment> in = new ArrayList<>();
    for (Value param : params.subList(0, inputs)) {
      in.add(numbers((TensorType) param.type()));
    }
    List<MemorySegment> results = memory(together);
    transformer.call(together, weights, in, results);
    List<MemorySegment> one = memory(alone);
    for (int row = 0; row < rows.count(); row++) {
      int number = row;
      List<MemorySegment> mine = in.stream().map(rows -> part(rows, number)).toList();
      transformer.call(alone, weights, mine, one);
      for (int i = 0; i < one.size(); i++) {
        if (one.get(i).mismatch(part(results.get(i), row)) >= 0) {
          return false;
        }
      }
    }
    return true;
  }

  private MemorySegment part(MemorySegment all, int row) {
    return Sums.share(all, row, rows.count());
  }

  private static List<MemorySegment> memory(Piece piece) {
    return piece.function().results().stream()
        .map(type -> Transformer.memory(bytes((TensorType) type)))
        .toList();
  }

  private MemorySegment numbers(TensorType type) {
    long count = elements(type);
    MemorySegment numbers = Transformer.memory(count * Float.BYTES);
    for (long i = 0; i < count; i++) {
      Sums.set(numbers, i, (float) random.nextGaussian());
    }
    return numbers;
  }

  private static long bytes(TensorType type) {
    return elements(type) * type.element().blockBytes();
  }

  private static long elements(TensorType type) {
    long count = 1;
    for (long extent : type.extents()) {
      count = Math.multiplyExact(count, extent);
    }
    return count;
  }
}
