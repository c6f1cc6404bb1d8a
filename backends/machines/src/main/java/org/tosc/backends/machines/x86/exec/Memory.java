package org.tosc.backends.machines.x86.exec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The memory of a program: regions of bytes, each with what may be done there. There is nothing
/// between them: any other access traps.
public final class Memory {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private final List<Region> regions = new ArrayList<>();
  private Region last = new Region("nothing", 0, new byte[0], Access.NONE);

  /// What may be done with a region.
  public enum Access {
    NONE,
    READ,
    READ_WRITE,
    EXECUTE
  }

  /// Bytes that are at an address.
  @SuppressWarnings("ArrayRecordComponent") // a region is its array
  private record Region(String name, long base, byte[] bytes, Access access) {
    boolean holds(long address, int size) {
      long at = address - base;
      return at >= 0 && at <= bytes.length - size;
    }
  }

  /// Adds a region; the program changes these bytes themselves.
  ///
  /// @throws IllegalArgumentException if it overlaps another
  public void map(String name, long base, byte[] bytes, Access access) {
    for (Region r : regions) {
      if (base < r.base + r.bytes.length && r.base < base + bytes.length) {
        throw new IllegalArgumentException(name + " overlaps " + r.name);
      }
    }
    regions.add(new Region(name, base, bytes, access));
  }

  private Region find(long address, int size, boolean write) {
    Region region = last;
    if (!region.holds(address, size)) {
      region = lookUp(address, size, write);
      last = region;
    }
    if (region.access == Access.NONE || (write && region.access != Access.READ_WRITE)) {
      throw outside(address, size, write, "in " + region.name + ", which does not allow it");
    }
    return region;
  }

  private Region lookUp(long address, int size, boolean write) {
    for (Region region : regions) {
      if (region.holds(address, size)) {
        return region;
      }
    }
    throw outside(address, size, write, nearest(address));
  }

  /// Which region an address misses, and by how much.
  private String nearest(long address) {
    String text = "outside all regions";
    long best = 1 << 20;
    for (Region r : regions) {
      long after = address - r.base - r.bytes.length;
      long before = r.base - address;
      if (after >= -64 && after < best) {
        best = after;
        text = String.format(Locale.ROOT, "%d bytes after the end of %s", after, r.name);
      } else if (before > 0 && before < best) {
        best = before;
        text = String.format(Locale.ROOT, "%d bytes before %s", before, r.name);
      }
    }
    return text;
  }

  private static Stop outside(long address, int size, boolean write, String where) {
    return new Stop(
        Trap.Kind.MEMORY,
        String.format(
            Locale.ROOT,
            "%s of %d bytes at 0x%x, %s",
            write ? "write" : "read",
            size,
            address,
            where));
  }

  /// 1, 2, 4 or 8 bytes, zero extended.
  public long load(long address, int size) {
    Region region = find(address, size, false);
    int at = (int) (address - region.base);
    return switch (size) {
      case 1 -> region.bytes[at] & 0xFFL;
      case 2 -> (short) SHORT.get(region.bytes, at) & 0xFFFFL;
      case 4 -> (int) INT.get(region.bytes, at) & 0xFFFF_FFFFL;
      default -> (long) LONG.get(region.bytes, at);
    };
  }

  /// 1, 2, 4 or 8 bytes.
  public void store(long address, int size, long value) {
    Region region = find(address, size, true);
    int at = (int) (address - region.base);
    switch (size) {
      case 1 -> region.bytes[at] = (byte) value;
      case 2 -> SHORT.set(region.bytes, at, (short) value);
      case 4 -> INT.set(region.bytes, at, (int) value);
      default -> LONG.set(region.bytes, at, value);
    }
  }

  /// That an access of this size is allowed, before any of it is done.
  void check(long address, int size, boolean write) {
    find(address, size, write);
  }

  /// Up to 15 bytes of code.
  ///
  /// @return how many there are
  int fetch(long address, byte[] into) {
    for (Region region : regions) {
      long at = address - region.base;
      if (region.access == Access.EXECUTE && at >= 0 && at < region.bytes.length) {
        int count = Math.min(into.length, region.bytes.length - (int) at);
        System.arraycopy(region.bytes, (int) at, into, 0, count);
        return count;
      }
    }
    throw new Stop(Trap.Kind.MEMORY, "no code at 0x" + Long.toHexString(address));
  }
}
