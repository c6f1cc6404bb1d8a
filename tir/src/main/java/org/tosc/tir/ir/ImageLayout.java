package org.tosc.tir.ir;

import org.jspecify.annotations.Nullable;

/// Where the axes of a batch of images and of filters stand. Filters are images whose first axis
/// counts the outputs.
public enum ImageLayout {
  NHWC("nhwc", 1, 2, 3),
  NCHW("nchw", 2, 3, 1);

  private final String text;
  private final int rows;
  private final int columns;
  private final int channels;

  ImageLayout(String text, int rows, int columns, int channels) {
    this.text = text;
    this.rows = rows;
    this.columns = columns;
    this.channels = channels;
  }

  public static @Nullable ImageLayout parse(String text) {
    for (ImageLayout layout : values()) {
      if (layout.text.equals(text)) {
        return layout;
      }
    }
    return null;
  }

  public String text() {
    return text;
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  public int channels() {
    return channels;
  }
}
