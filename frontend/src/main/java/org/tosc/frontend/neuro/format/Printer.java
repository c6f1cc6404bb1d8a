package org.tosc.frontend.neuro.format;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Writes pieces: a group stays in its line if it fits, and breaks otherwise.
final class Printer {
  private static final int WIDTH = 100;
  private static final int INDENTATION = 4;
  private static final Piece ANGLE = new Piece.Text("<");

  private final List<Piece> pieces;
  private final StringBuilder out = new StringBuilder();

  /// Whether each open group breaks.
  private final Deque<Boolean> breaks = new ArrayDeque<>();

  private int depth;
  private int column;
  private boolean lineEnds;

  Printer(List<Piece> pieces) {
    this.pieces = pieces;
  }

  String print() {
    breaks.push(true);
    for (int i = 0; i < pieces.size(); i++) {
      piece(i);
    }
    String text = out.toString().stripTrailing();
    return text.isEmpty() ? "" : text.stripLeading() + "\n";
  }

  private void piece(int at) {
    switch (pieces.get(at)) {
      case Piece.Text(var text) -> text(text);
      case Piece.Line(var flat) -> {
        if (broken()) {
          newLine(false);
        } else {
          text(flat);
        }
      }
      case Piece.Hard(var blank) -> newLine(blank);
      case Piece.Trailing(var comment) -> {
        text(column == 0 || lineEnds ? comment : " " + comment);
        lineEnds = true;
      }
      case Piece.IfBroken(var text) -> {
        if (broken()) {
          text(text);
        }
      }
      case Piece.Mark mark -> mark(mark, at);
    }
  }

  private boolean broken() {
    return breaks.getFirst();
  }

  private void mark(Piece.Mark mark, int at) {
    switch (mark) {
      case BEGIN -> breaks.push(broken() && !fits(at));
      case END -> breaks.pop();
      case INDENT -> depth++;
      case DEDENT -> depth--;
    }
  }

  private void text(String text) {
    if (text.isEmpty()) {
      return;
    }
    if (lineEnds) {
      newLine(false);
    }
    String shown = column == 0 ? text.stripLeading() : text;
    if (column == 0 && !shown.isEmpty()) {
      out.append(" ".repeat(depth * INDENTATION));
      column = depth * INDENTATION;
    }
    out.append(shown);
    int last = shown.lastIndexOf('\n');
    column = last < 0 ? column + width(shown) : Math.max(1, width(shown.substring(last + 1)));
  }

  private void newLine(boolean blank) {
    int end = out.length();
    while (end > 0 && out.charAt(end - 1) == ' ') {
      end--;
    }
    out.setLength(end);
    if (column > 0 || lineEnds) {
      out.append('\n');
    }
    if (blank && !out.toString().endsWith("\n\n")) {
      out.append('\n');
    }
    column = 0;
    lineEnds = false;
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  /// Does the group fit in the line, with what follows it up to the next possible break?
  private boolean fits(int begin) {
    int room = WIDTH - Math.max(column, depth * INDENTATION);
    int level = 0;
    boolean behind = false;
    // What stands between `<` and `>` breaks last: parameters behind it may break instead.
    boolean angle = begin > 0 && pieces.get(begin - 1).equals(ANGLE);
    for (int i = begin; i < pieces.size() && room >= 0; i++) {
      switch (pieces.get(i)) {
        case Piece.Text(var text) -> {
          int line = text.indexOf('\n');
          room -= width(line < 0 ? text : text.substring(0, line));
          if (line >= 0 && behind) {
            return room >= 0;
          }
        }
        case Piece.Line(var flat) -> {
          if (behind && (level <= 0 || angle)) {
            return true;
          }
          room -= flat.length();
        }
        case Piece.Hard _, Piece.Trailing _ -> {
          return behind;
        }
        case Piece.IfBroken _ -> {}
        case Piece.Mark mark -> {
          level += nesting(mark);
          behind |= level <= 0;
        }
      }
    }
    return room >= 0;
  }

  private static int nesting(Piece.Mark mark) {
    return switch (mark) {
      case BEGIN -> 1;
      case END -> -1;
      case INDENT, DEDENT -> 0;
    };
  }
}
