package org.tosc.frontend.pseudocode.format;

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
  private final Width width;
  private final OpenRegions open;
  private final StringBuilder out = new StringBuilder();

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
    this.width = new Width(source, structure, items);
    this.open = new OpenRegions(structure);
  }

  String write() {
    for (int i = 0; i < items.size(); i++) {
      write(i);
    }
    return items.isEmpty() ? "" : out.append('\n').toString();
  }

  private void write(int i) {
    Item item = items.get(i);
    int lines = i == 0 ? 0 : lineOf(item.start()) - lineOf(items.get(i - 1).end());
    boolean startsLine = i == 0 || lines > 0;
    if (startsLine) {
      startLine(i, lines);
    } else if (width.wraps(i, out.length() - out.lastIndexOf("\n") - 1)) {
      startLine(i, 1);
    } else {
      out.append(spacing.between(items.get(i - 1), item));
    }
    if (!item.comment()) {
      enter(item, startsLine);
    }
    String text = source.text().substring(item.start(), item.end());
    out.append(item.comment() ? text.stripTrailing() : text);
  }

  private int lineOf(int offset) {
    return source.position(offset).line();
  }

  private void startLine(int i, int lines) {
    Item item = items.get(i);
    if (item.comment()) {
      depth = commentDepth(i);
    } else {
      open.leave(item.firstIndex());
      depth = depth(item);
    }
    boolean top = depth == 0 && open.isEmpty();
    out.append("\n".repeat(Math.min(lines, top ? 3 : 2)));
    out.append(STEP.repeat(depth));
  }

  // Code.

  private int depth(Item item) {
    int index = item.firstIndex();
    int anchor = structure.anchor(index);
    if (anchor != index) {
      return depths.getOrDefault(anchor, 0);
    }
    Region around = open.around(index);
    boolean inBracket = around != null && around.bracket();
    if (!inBracket && !structure.startsStatement(index)) {
      return statementDepth + 1;
    }
    return around == null ? 0 : inside(around);
  }

  private int inside(Region region) {
    return depths.getOrDefault(region.anchor(), 0) + 1;
  }

  private void enter(Item item, boolean startsLine) {
    open.leave(item.firstIndex());
    if (startsLine) {
      open.forEach(region -> columns.putIfAbsent(region, column(item)));
    }
    if (structure.startsStatement(item.firstIndex())) {
      statementDepth = depth;
    }
    for (int index = item.firstIndex(); index <= item.index(); index++) {
      depths.put(index, depth);
    }
    open.openAfter(item.index());
  }

  private int column(Item item) {
    return source.position(item.start()).column();
  }

  // Comments on lines of their own.

  /// A comment stands with the code after it. If a block ends between the two, the author's column
  /// tells to which it belongs; before `end` and its like it belongs to the block.
  private int commentDepth(int i) {
    Item next = codeAfter(i);
    int index = next == null ? Integer.MAX_VALUE : next.firstIndex();
    Region ending = null;
    for (Region region : open) {
      if (region.end() >= index) {
        break;
      }
      if (column(items.get(i)) >= columns.getOrDefault(region, Integer.MAX_VALUE)) {
        return inside(region);
      }
      ending = region;
    }
    boolean closing = next != null && structure.anchor(index) != index;
    if (ending != null && closing) {
      return inside(ending);
    }
    return next == null ? 0 : depth(next);
  }

  private @Nullable Item codeAfter(int i) {
    for (Item item : items.subList(i, items.size())) {
      if (!item.comment()) {
        return item;
      }
    }
    return null;
  }
}
