package org.tosc.models.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;

/// Texts as examples of one length: each text is one, or several where it is longer, and its
/// targets are the same tokens one further on. What is shorter than the longest is filled up, and
/// nothing is learnt from that.
///
/// ```text
/// tokens  a b c d e      inputs a b c   targets b c d
///                               d 0 0           e - -      where - is [#NONE]
/// ```
public final class TokenWindows {
  /// The target where there is none.
  public static final long NONE = -1;

  private TokenWindows() {}

  /// The examples of texts: inputs and targets `[count, length]` of `i64`.
  ///
  /// @param texts tokens of each, with those that end it; nothing can be learnt from less than two
  /// @param most tokens of an example
  /// @throws IllegalArgumentException where there is no text
  public static Examples of(List<int[]> texts, int most) {
    List<int[]> windows = new ArrayList<>();
    for (int[] text : texts) {
      for (int at = 0; at + 1 < text.length; at += most) {
        windows.add(Arrays.copyOfRange(text, at, Math.min(at + most + 1, text.length)));
      }
    }
    int length = windows.stream().mapToInt(w -> w.length - 1).max().orElse(0);
    if (length == 0) {
      throw new IllegalArgumentException("there is no text to learn from");
    }
    return new Examples(rows(windows, length, 0, 0), rows(windows, length, 1, NONE));
  }

  private static Tensor rows(List<int[]> windows, int length, int shift, long filling) {
    long[] cells = new long[Math.multiplyExact(windows.size(), length)];
    Arrays.fill(cells, filling);
    for (int row = 0; row < windows.size(); row++) {
      int[] window = windows.get(row);
      for (int i = 0; i + 1 < window.length; i++) {
        cells[row * length + i] = window[i + shift];
      }
    }
    return Tensor.ofLongs(DType.I64, new long[] {windows.size(), length}, cells);
  }
}
