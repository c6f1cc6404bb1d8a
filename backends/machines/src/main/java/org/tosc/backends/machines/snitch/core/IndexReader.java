package org.tosc.backends.machines.snitch.core;

/// Fetches the indices of an indirect stream, word by word, and makes addresses of them
/// (`snitch_ssr_indirector.sv`, without intersection).
///
/// A word of indices that is granted in a cycle comes back in the next, and is there in the one
/// after that; one index leaves in a cycle.
final class IndexReader {
  private static final int CREDITS = 3;
  private static final int WORD = 8;

  private final long[] words = new long[CREDITS + 1];
  private int head;
  private int count;
  private int credits = CREDITS;

  private int pointer;
  private int wordsLeft;
  private int indicesLeft;
  private int byteAt;
  private int size;
  private int shift;
  private int base;

  private boolean arrives;
  private long arriving;

  /// Begins a job.
  ///
  /// @param from where the first index is, an offset into the cluster's memory
  /// @param indices how many there are
  /// @param sizeLog2 of an index, in bytes
  /// @param elementShift by how much an index is shifted beside the 3 of a word of 64 bits
  /// @param dataBase offset of what the index 0 names
  void begin(int from, int indices, int sizeLog2, int elementShift, int dataBase) {
    pointer = from & -WORD;
    byteAt = from & WORD - 1;
    indicesLeft = indices;
    size = sizeLog2;
    shift = elementShift;
    base = dataBase;
    wordsLeft = (byteAt + ((indices - 1) << sizeLog2)) / WORD + 1;
    head = 0;
    count = 0;
    credits = CREDITS;
  }

  boolean requests() {
    return wordsLeft > 0 && credits > 0;
  }

  int address() {
    return pointer;
  }

  /// The word that was granted in the cycle before.
  void answer(long word) {
    arrives = true;
    arriving = word;
  }

  /// Whether an index is there.
  boolean hasIndex() {
    return count > 0;
  }

  /// Takes an index.
  ///
  /// @return the offset of what it names
  int next() {
    long mask = (1L << (Byte.SIZE << size)) - 1;
    int index = (int) (words[head] >>> (Byte.SIZE * byteAt) & mask);
    indicesLeft--;
    byteAt = byteAt + (1 << size) & WORD - 1;
    if (byteAt == 0 || indicesLeft == 0) {
      head = head + 1 & CREDITS;
      count--;
      credits++;
    }
    return base + (index << 3 << shift);
  }

  /// Whether the last index was taken.
  boolean isDone() {
    return indicesLeft == 0;
  }

  /// Ends the cycle.
  ///
  /// @param granted whether the word at [#address] was granted
  void end(boolean granted) {
    if (granted) {
      pointer += WORD;
      wordsLeft--;
      credits--;
    }
    if (arrives) {
      words[head + count & CREDITS] = arriving;
      count++;
      arrives = false;
    }
  }
}
