package org.tosc.models.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;

/// Texts as examples of one length: all tokens one behind the other, cut into windows, and for each
/// the same tokens one further on. The last window begins early enough to be full, so no token is
/// left out.
public final class TokenWindows {
  private TokenWindows() {}

  /// The windows of texts: inputs and targets `[count, length]` of `i64`.
  ///
  /// @param texts tokens of each, with those that end it
  /// @param length of a window; shorter where the texts have fewer tokens
  /// @throws IllegalArgumentException where there are not two tokens
  public static Examples of(List<int[]> texts, int length) {
    long[] all = texts.stream().flatMapToInt(Arrays::stream).asLongStream().toArray();
    if (all.length < 2) {
      throw new IllegalArgumentException("there is no text to learn from");
    }
    int each = Math.min(length, all.length - 1);
    List<Integer> starts = new ArrayList<>();
    for (int at = 0; at + each < all.length; at += each) {
      starts.add(at);
    }
    int last = all.length - 1 - each;
    if (starts.getLast() != last) {
      starts.add(last);
    }
    return new Examples(rows(all, starts, each, 0), rows(all, starts, each, 1));
  }

  private static Tensor rows(long[] all, List<Integer> starts, int each, int shift) {
    long[] cells = new long[Math.multiplyExact(starts.size(), each)];
    for (int row = 0; row < starts.size(); row++) {
      System.arraycopy(all, starts.get(row) + shift, cells, row * each, each);
    }
    return Tensor.ofLongs(DType.I64, new long[] {starts.size(), each}, cells);
  }
}
