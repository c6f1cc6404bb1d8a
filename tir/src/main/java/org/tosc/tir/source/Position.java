package org.tosc.tir.source;

/// A place in a text: `line` and `column` count from 1, columns in Unicode code points.
public record Position(int line, int column) {
  @Override
  public String toString() {
    return line + ":" + column;
  }
}
