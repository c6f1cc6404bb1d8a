package org.tosc.backends.x86.pool;

import java.util.Optional;

/// How many kernels lie on each page. A page without any is free.
final class PageTable {
  private final int[] kernels;

  /// Pages side by side.
  record Run(int first, int count) {}

  PageTable(int pages) {
    kernels = new int[pages];
  }

  int kernelsOn(int page) {
    return kernels[page];
  }

  int used() {
    int count = 0;
    for (int n : kernels) {
      count += n > 0 ? 1 : 0;
    }
    return count;
  }

  /// The pages that so many bytes need from the beginning of a page.
  static long pagesOf(long bytes) {
    return (bytes + CodeMemory.PAGE - 1) / CodeMemory.PAGE;
  }

  /// The first of the lowest free pages in a row that hold so many bytes, or -1.
  int freeRun(long bytes) {
    long wanted = pagesOf(bytes);
    int free = 0;
    for (int page = 0; page < kernels.length; page++) {
      free = kernels[page] == 0 ? free + 1 : 0;
      if (free == wanted) {
        return page - free + 1;
      }
    }
    return -1;
  }

  /// A kernel more, at these bytes.
  void add(long offset, int size) {
    for (int page = first(offset); page <= last(offset, size); page++) {
      kernels[page]++;
    }
  }

  /// A kernel less.
  ///
  /// @return the pages that are free now: kernels on both sides may keep the first and the last,
  ///   never one between
  Optional<Run> remove(long offset, int size) {
    int start = 0;
    int count = 0;
    for (int page = first(offset); page <= last(offset, size); page++) {
      kernels[page]--;
      if (kernels[page] == 0) {
        start = count == 0 ? page : start;
        count++;
      }
    }
    return count == 0 ? Optional.empty() : Optional.of(new Run(start, count));
  }

  private static int first(long offset) {
    return Math.toIntExact(offset / CodeMemory.PAGE);
  }

  private static int last(long offset, int size) {
    return Math.toIntExact((offset + size - 1) / CodeMemory.PAGE);
  }
}
