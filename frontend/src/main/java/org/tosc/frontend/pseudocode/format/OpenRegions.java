package org.tosc.frontend.pseudocode.format;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.format.Structure.Region;

/// The blocks and brackets around a place, while one reads a text from its beginning.
final class OpenRegions implements Iterable<Region> {
  private final Structure structure;
  private final Deque<Region> open = new ArrayDeque<>();

  OpenRegions(Structure structure) {
    this.structure = structure;
  }

  @Nullable Region innermost() {
    return open.peek();
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  /// The innermost first.
  @Override
  public Iterator<Region> iterator() {
    return open.iterator();
  }

  /// Closes what ends before a token.
  void leave(int index) {
    while (!open.isEmpty() && open.peek().end() < index) {
      open.pop();
    }
  }

  /// The innermost region that a token will be in, without closing any yet.
  @Nullable Region around(int index) {
    for (Region region : open) {
      if (region.end() >= index) {
        return region;
      }
    }
    return null;
  }

  /// Opens what begins with a token, or with the line end after it.
  void openAfter(int index) {
    for (int at = index; at < structure.tokens().size(); at++) {
      structure.startingAt(at).forEach(open::push);
      if (at + 1 < structure.tokens().size() && Items.isVisible(structure.tokens().get(at + 1))) {
        return;
      }
    }
  }
}
