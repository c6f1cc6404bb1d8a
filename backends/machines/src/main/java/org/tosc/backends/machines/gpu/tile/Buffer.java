package org.tosc.backends.machines.gpu.tile;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Memory that a kernel is given: elements of one type, one after the other, little-endian.
///
/// Memory of zeros takes room only where something was written.
public final class Buffer {
  private static final int PAGE_BITS = 16;
  private static final int WHOLE_BITS = 31;
  private static final VarHandle SHORTS = view(short[].class);
  private static final VarHandle INTS = view(int[].class);
  private static final VarHandle LONGS = view(long[].class);

  private final String name;
  private final ElementType type;
  private final long bytes;
  private final long base;
  private final int pageBits;
  private final byte[] @Nullable [] pages;
  private @Nullable Sectors sectors;
  private @Nullable Shadow shadow;

  private Buffer(
      String name,
      ElementType type,
      long bytes,
      long base,
      int pageBits,
      byte[] @Nullable [] pages) {
    this.name = name;
    this.type = type;
    this.bytes = bytes;
    this.base = base;
    this.pageBits = pageBits;
    this.pages = pages;
  }

  /// What is written goes into `bytes`.
  static Buffer of(String name, ElementType type, byte[] bytes, long base) {
    return new Buffer(name, type, bytes.length, base, WHOLE_BITS, new byte[][] {bytes});
  }

  static Buffer zeros(String name, ElementType type, long bytes, long base) {
    int count = Math.toIntExact((bytes + (1L << PAGE_BITS) - 1) >> PAGE_BITS);
    return new Buffer(name, type, bytes, base, PAGE_BITS, new byte[count][]);
  }

  private static VarHandle view(Class<?> type) {
    return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.LITTLE_ENDIAN);
  }

  public String name() {
    return name;
  }

  public ElementType type() {
    return type;
  }

  public long bytes() {
    return bytes;
  }

  /// The address of its first byte.
  public long base() {
    return base;
  }

  /// Bits of an element at a place, in bytes from the beginning, a multiple of the element's bytes.
  long read(long offset, int size) {
    byte[] page = pages[(int) (offset >>> pageBits)];
    if (page == null) {
      return 0;
    }
    int at = (int) (offset & (1L << pageBits) - 1);
    return switch (size) {
      case Byte.BYTES -> page[at];
      case Short.BYTES -> (short) SHORTS.get(page, at);
      case Integer.BYTES -> (int) INTS.get(page, at);
      default -> (long) LONGS.get(page, at);
    };
  }

  /// A copy of the bytes from a place on.
  ///
  /// @throws IndexOutOfBoundsException where there are not so many
  public byte[] copy(long from, int count) {
    Objects.checkFromIndexSize(from, count, bytes);
    byte[] copy = new byte[count];
    for (int i = 0; i < count; i++) {
      copy[i] = (byte) read(from + i, Byte.BYTES);
    }
    return copy;
  }

  /// The bits of an element.
  ///
  /// @throws IndexOutOfBoundsException where there is none
  public long bits(long element) {
    int size = type.bytes();
    if (element < 0 || element >= bytes / size) {
      throw new IndexOutOfBoundsException(name + " has no element " + element);
    }
    return read(element * size, size);
  }

  void write(long offset, int size, long bits) {
    int number = (int) (offset >>> pageBits);
    byte[] page = pages[number];
    if (page == null) {
      page = new byte[1 << PAGE_BITS];
      pages[number] = page;
    }
    int at = (int) (offset & (1L << pageBits) - 1);
    switch (size) {
      case Byte.BYTES -> page[at] = (byte) bits;
      case Short.BYTES -> SHORTS.set(page, at, (short) bits);
      case Integer.BYTES -> INTS.set(page, at, (int) bits);
      default -> LONGS.set(page, at, bits);
    }
  }

  /// Which sectors of it were touched.
  Sectors sectors() {
    if (sectors == null) {
      sectors = new Sectors(bytes);
    }
    return sectors;
  }

  /// Who touched its elements.
  Shadow shadow() {
    if (shadow == null) {
      shadow = new Shadow(bytes, type.bytes());
    }
    return shadow;
  }

  /// A launch after another has waited for it.
  void forget() {
    sectors = null;
    shadow = null;
  }

  /// The same bytes at the same address, in memory of its own.
  Buffer copy() {
    byte[][] copies = new byte[pages.length][];
    for (int i = 0; i < copies.length; i++) {
      byte[] page = pages[i];
      if (page != null) {
        copies[i] = page.clone();
      }
    }
    return new Buffer(name, type, bytes, base, pageBits, copies);
  }
}
