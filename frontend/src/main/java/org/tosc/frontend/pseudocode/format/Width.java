package org.tosc.frontend.pseudocode.format;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.format.Structure.Region;
import org.tosc.grammar.PseudocodeLexer;
import org.tosc.tir.source.Source;

/// Where a line that grows too long is broken: after a comma, and only in brackets that the author
/// has put on several lines.
final class Width {
  static final int LIMIT = 100;

  private final Source source;
  private final List<Item> items;

  /// The innermost region around each item.
  private final List<@Nullable Region> around = new ArrayList<>();

  private final Set<Region> broken = new HashSet<>();

  Width(Source source, Structure structure, List<Item> items) {
    this.source = source;
    this.items = items;
    OpenRegions open = new OpenRegions(structure);
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      if (!item.comment()) {
        open.leave(item.firstIndex());
      }
      Region inside = open.innermost();
      if (inside != null && inside.bracket() && startsElement(i, inside) && startsLine(i)) {
        broken.add(inside);
      }
      around.add(inside);
      if (!item.comment()) {
        open.openAfter(item.index());
      }
    }
  }

  private boolean startsElement(int i, Region bracket) {
    Item before = items.get(i - 1);
    return before.index() == bracket.start()
        || (before.type() == PseudocodeLexer.COMMA && bracket.equals(around.get(i - 1)));
  }

  private boolean startsLine(int i) {
    return source.position(items.get(i - 1).end()).line()
        < source.position(items.get(i).start()).line();
  }

  /// Whether an item that the author put on the line so far, `column` wide, must begin a new one.
  boolean wraps(int i, int column) {
    Region bracket = around.get(i);
    if (bracket == null || !broken.contains(bracket) || items.get(i).comment()) {
      return false;
    }
    boolean element = items.get(i - 1).type() == PseudocodeLexer.COMMA;
    return element && column + elementWidth(i, bracket) > LIMIT;
  }

  /// The width of an element with the space before it and the comma after it.
  private int elementWidth(int i, Region bracket) {
    int width = 1;
    for (int at = i; at < items.size(); at++) {
      Item item = items.get(at);
      boolean over = item.firstIndex() > bracket.end() || (at > i && startsLine(at));
      if (over) {
        return width;
      }
      width += item.end() - item.start() + (at > i ? 1 : 0);
      if (item.type() == PseudocodeLexer.COMMA && bracket.equals(around.get(at))) {
        return width - 1;
      }
    }
    return width;
  }
}
