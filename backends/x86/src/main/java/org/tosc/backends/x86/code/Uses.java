package org.tosc.backends.x86.code;

import java.util.Arrays;

/// Which registers each line of a routine reads and which one it writes, by their numbers: lines
/// are asked once, however often registers are allocated.
final class Uses {
  /// Stands for no register.
  static final int NONE = -1;

  private static final int READS_OF_A_LINE = 3;

  private int lines;

  /// The register that each line writes, or [#NONE].
  private int[] written;

  /// Where the reads of each line begin among all; those of the last end with them.
  private int[] begins;

  private int[] reads;
  private int count;

  /// None yet.
  ///
  /// @param lines how many come, about
  Uses(int lines) {
    this.written = new int[lines];
    this.begins = new int[lines];
    this.reads = new int[READS_OF_A_LINE * lines];
  }

  /// The next line.
  void add(Line line) {
    Virtual to = line.writes();
    line(to == null ? NONE : to.id());
    line.reads(v -> note(v.id()));
  }

  /// The next line, which is one of another routine.
  void add(Uses other, int line) {
    line(other.written[line]);
    for (int i = other.begins[line]; i < other.end(line); i++) {
      note(other.reads[i]);
    }
  }

  private void line(int writes) {
    if (lines == written.length) {
      written = Arrays.copyOf(written, 2 * lines + 1);
      begins = Arrays.copyOf(begins, 2 * lines + 1);
    }
    written[lines] = writes;
    begins[lines++] = count;
  }

  private void note(int register) {
    if (count == reads.length) {
      reads = Arrays.copyOf(reads, 2 * count + 1);
    }
    reads[count++] = register;
  }

  int lines() {
    return lines;
  }

  int written(int line) {
    return written[line];
  }

  /// Where the reads of a line begin, for [#read(int)].
  int begin(int line) {
    return begins[line];
  }

  int read(int at) {
    return reads[at];
  }

  int end(int line) {
    return line + 1 < lines ? begins[line + 1] : count;
  }
}
