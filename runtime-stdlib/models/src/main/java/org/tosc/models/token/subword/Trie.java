package org.tosc.models.token.subword;

import java.util.Arrays;
import org.tosc.models.token.Vocabulary;

/// Texts by their beginnings. A node is a beginning; [#ROOT] is the empty one.
public final class Trie {
  static final int ROOT = 0;
  static final int NO_NODE = -1;

  /// Numbers (node, character) in the order they are added; the child is that number plus 1.
  private final LongIndex children = new LongIndex();

  private int[] values = {Vocabulary.NONE};

  /// Adds a text with its value, which is not negative. A text that is there keeps its first value.
  public void add(String text, int value) {
    int node = ROOT;
    for (int i = 0; i < text.length(); i++) {
      node = children.add(key(node, text.charAt(i))) + 1;
      if (node == values.length) {
        values = Arrays.copyOf(values, Math.multiplyExact(node, 2));
        Arrays.fill(values, node, values.length, Vocabulary.NONE);
      }
    }
    if (values[node] == Vocabulary.NONE) {
      values[node] = value;
    }
  }

  /// The value of the longest text at a place, or [Vocabulary#NONE].
  ///
  /// @param end where the text has to be over
  public int longest(String text, int from, int end) {
    int found = Vocabulary.NONE;
    int node = ROOT;
    for (int i = from; i < end; i++) {
      node = child(node, text.charAt(i));
      if (node == NO_NODE) {
        break;
      }
      found = values[node] == Vocabulary.NONE ? found : values[node];
    }
    return found;
  }

  /// The node of a beginning with one more character, or [#NO_NODE].
  int child(int node, char c) {
    int number = children.find(key(node, c));
    return number == LongIndex.NONE ? NO_NODE : number + 1;
  }

  /// The value of the text that ends at a node, or [Vocabulary#NONE].
  int value(int node) {
    return values[node];
  }

  private static long key(int node, char c) {
    return ((long) node << Character.SIZE) | c;
  }
}
