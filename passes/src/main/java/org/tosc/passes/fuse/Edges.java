package org.tosc.passes.fuse;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.fuse.Reason.Refused;

/// The uses that go from one unit to another.
final class Edges {
  /// What speaks against one use, or null.
  @FunctionalInterface
  interface Check {
    @Nullable Refused refuses(Node producer, Node consumer);
  }

  private Edges() {}

  /// What speaks against the first use that something speaks against; null where nothing does.
  static @Nullable Refused first(Unit from, Unit to, Check check) {
    for (Node consumer : to.members) {
      Set<Node> seen = new HashSet<>();
      for (Node producer : consumer.operands) {
        if (producer != null && producer.unit == from && seen.add(producer)) {
          Refused refused = check.refuses(producer, consumer);
          if (refused != null) {
            return refused;
          }
        }
      }
    }
    return null;
  }
}
