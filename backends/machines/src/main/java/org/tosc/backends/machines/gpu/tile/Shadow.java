package org.tosc.backends.machines.gpu.tile;

import org.jspecify.annotations.Nullable;

/// Who touched each element of a buffer in a launch: the last writer, and two readers since.
final class Shadow {
  private static final int PAGE_BITS = 10;
  private static final int FIELDS = 9;
  private static final int WRITER = 0;
  private static final int READER = 3;
  private static final int EARLIER = 6;

  /// A program that touched an element.
  ///
  /// @param program its number
  /// @param isAtomic whether by an atomic operation
  /// @param site where in the source, by number
  record Touch(int program, boolean isAtomic, int site) {}

  private final int unit;
  private final int[] @Nullable [] pages;

  Shadow(long bytes, int unit) {
    this.unit = unit;
    pages = new int[(int) ((bytes / unit) >> PAGE_BITS) + 1][];
  }

  /// How many bytes are told apart.
  int unit() {
    return unit;
  }

  private int[] page(long element) {
    int number = (int) (element >> PAGE_BITS);
    int[] page = pages[number];
    if (page == null) {
      page = new int[FIELDS << PAGE_BITS];
      pages[number] = page;
    }
    return page;
  }

  private static int cell(long element) {
    return (int) (element & (1 << PAGE_BITS) - 1) * FIELDS;
  }

  /// Reads an element.
  ///
  /// @return who wrote it, without that this program could know; null for nobody
  @Nullable Touch read(long element, Program program, int site) {
    int[] page = page(element);
    int cell = cell(element);
    Touch rival = rival(page, cell + WRITER, program, false);
    int own = program.number() + 1;
    if (page[cell + READER] != own) {
      System.arraycopy(page, cell + READER, page, cell + EARLIER, 3);
      page[cell + READER] = own;
    }
    page[cell + READER + 1] = program.releases() << 1;
    page[cell + READER + 2] = site;
    return rival;
  }

  /// Writes an element.
  ///
  /// @return who touched it, without that this program could know; null for nobody
  @Nullable Touch write(long element, Program program, boolean isAtomic, int site) {
    int[] page = page(element);
    int cell = cell(element);
    Touch rival = rival(page, cell + WRITER, program, isAtomic);
    if (rival == null) {
      rival = rival(page, cell + READER, program, isAtomic);
    }
    if (rival == null) {
      rival = rival(page, cell + EARLIER, program, isAtomic);
    }
    page[cell + WRITER] = program.number() + 1;
    page[cell + WRITER + 1] = program.releases() << 1 | (isAtomic ? 1 : 0);
    page[cell + WRITER + 2] = site;
    return rival;
  }

  private static @Nullable Touch rival(int[] page, int at, Program program, boolean isAtomic) {
    int other = page[at] - 1;
    if (other < 0 || other == program.number()) {
      return null;
    }
    boolean wasAtomic = (page[at + 1] & 1) != 0;
    if ((isAtomic && wasAtomic) || program.knows(other, page[at + 1] >> 1)) {
      return null;
    }
    return new Touch(other, wasAtomic, page[at + 2]);
  }
}
