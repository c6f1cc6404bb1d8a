package org.tosc.frontend.pseudocode.format;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.format.Structure.Region;
import org.tosc.tir.source.Source;

/// Writes the items of a text one after the other, each line at its depth.
final class Page {
  private static final String STEP = "    ";

  private final Source source;
  private final Structure structure;
  private final Spacing spacing;
  private final List<Item> items;
  private final StringBuilder out = new StringBuilder();

  /// The regions around the current item, the innermost first.
  private final Deque<Region> open = new ArrayDeque<>();

  /// The depth of the line on which a token stands.
  private final Map<Integer, Integer> depths = new HashMap<>();

  /// The column in the author's text at which the lines of a region begin.
  private final Map<Region, Integer> columns = new HashMap<>();

  private int depth;
  private int statementDepth;

  Page(Source source, Structure structure) {
    this.source = source;
    this.structure = structure;
    this.spacing = new Spacing(structure);
    this.items = Items.of(structure.tokens());
  }

  String write() {
    @Nullable Item left = null;
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      int lines = left == null ? 0 : breaks(left.end(), item.start());
      boolean startsLine = left == null || lines > 0;
      if (startsLine) {
        lineStart(i, lines);
      } else {
        out.append(spacing.between(items.get(i - 1), item));
      }
      if (!item.comment()) {
        enter(item, startsLine);
      }
      out.append(text(item));
      left = item;
    }
    return left == null ? "" : out.append('\n').toString();
  }

  private String text(Item item) {
    String text = source.text().substring(item.start(), item.end());
    return item.comment() ? text.stripTrailing() : text;
  }

  /// Line ends between two offsets.
  private int breaks(int from, int to) {
    return source.position(to).line() - source.position(from).line();
  }

  private void lineStart(int i, int lines) {
    Item item = items.get(i);
    depth = item.comment() ? commentDepth(i) : depth(item);
    boolean top = depth == 0 && open.isEmpty();
    out.append("\n".repeat(Math.min(lines, top ? 3 : 2)));
    out.append(STEP.repeat(depth));
  }

  // Code.

  private int depth(Item item) {
    leave(item.firstIndex());
    int anchor = structure.anchor(item.firstIndex());
    if (anchor != item.firstIndex()) {
      return depths.getOrDefault(anchor, 0);
    }
    Region around = open.peek();
    int inside = around == null ? 0 : depths.getOrDefault(around.anchor(), 0) + 1;
    boolean inBracket = around != null && around.bracket();
    boolean continues = !inBracket && !structure.startsStatement(item.firstIndex());
    return continues ? statementDepth + 1 : inside;
  }

  private void enter(Item item, boolean startsLine) {
    leave(item.firstIndex());
    if (startsLine) {
      for (Region region : open) {
        columns.putIfAbsent(region, column(item));
      }
    }
    if (structure.startsStatement(item.firstIndex())) {
      statementDepth = depth;
    }
    for (int index = item.firstIndex(); index <= item.index(); index++) {
      depths.put(index, depth);
    }
    openAfter(item.index());
  }

  /// Regions begin after this item, or after the line end that follows it.
  private void openAfter(int index) {
    for (int at = index; at < structure.tokens().size(); at++) {
      structure.startingAt(at).forEach(open::push);
      if (at + 1 < structure.tokens().size() && Items.isVisible(structure.tokens().get(at + 1))) {
        return;
      }
    }
  }

  private void leave(int index) {
    while (!open.isEmpty() && open.peek().end() < index) {
      open.pop();
    }
  }

  private int column(Item item) {
    return source.position(item.start()).column();
  }

  // Comments on lines of their own.

  /// A comment stands with the code after it. If a block ends between the two, the author's column
  /// tells to which it belongs; before `end` and its like it belongs to the block.
  private int commentDepth(int i) {
    int next = i;
    while (next < items.size() && items.get(next).comment()) {
      next++;
    }
    int index = next < items.size() ? items.get(next).firstIndex() : Integer.MAX_VALUE;
    boolean closing = next < items.size() && structure.anchor(index) != index;
    int column = column(items.get(i));
    Region ending = null;
    for (Region region : open) {
      if (region.end() >= index) {
        break;
      }
      if (column >= columns.getOrDefault(region, Integer.MAX_VALUE)) {
        return inside(region);
      }
      ending = region;
    }
    if (ending != null && closing) {
      return inside(ending);
    }
    return next < items.size() ? depthAfter(items.get(next)) : 0;
  }

  private int inside(Region region) {
    return depths.getOrDefault(region.anchor(), 0) + 1;
  }

  /// The depth that an item will have, without leaving any region yet.
  private int depthAfter(Item item) {
    List<Region> kept = new ArrayList<>(open);
    int result = depth(item);
    open.clear();
    open.addAll(kept);
    return result;
  }
}
