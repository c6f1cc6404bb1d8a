package org.tosc.backends.snitch.cluster;

/// What a program may use of a cluster.
///
/// @param cores that compute; the hart after them moves data
/// @param memory bytes of TCDM
public record ClusterShape(int cores, int memory) {
  /// Where TCDM begins (snitch.md section 2.8).
  public static final int TCDM = 0x10000000;

  /// The defaults of the processor (snitch.md section 1).
  public static final ClusterShape DEFAULT = new ClusterShape(8, 128 << 10);

  /// All harts.
  int harts() {
    return cores + 1;
  }
}
