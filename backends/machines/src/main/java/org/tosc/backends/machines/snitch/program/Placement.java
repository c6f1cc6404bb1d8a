package org.tosc.backends.machines.snitch.program;

import java.util.Map;
import org.tosc.backends.machines.elf.ObjectFile.Section;

/// Where the sections of an object go: code behind code and data behind data, as aligned as they
/// ask to be, in the order of the object; some at addresses of their own.
///
/// @param code the address of the first section with code
/// @param data of the first without
/// @param named addresses of sections, by their names
public record Placement(int code, int data, Map<String, Integer> named) {
  public Placement {
    named = Map.copyOf(named);
  }

  public static Placement of(int code, int data) {
    return new Placement(code, data, Map.of());
  }

  /// The addresses of an object's sections, one after the other.
  static final class Cursor {
    private final Placement placement;
    private long code;
    private long data;

    Cursor(Placement placement) {
      this.placement = placement;
      code = Integer.toUnsignedLong(placement.code);
      data = Integer.toUnsignedLong(placement.data);
    }

    long next(Section section) {
      Integer named = placement.named.get(section.name());
      if (named != null) {
        return Integer.toUnsignedLong(named);
      }
      if (section.executable()) {
        long at = aligned(code, section.alignment());
        code = at + section.size();
        return at;
      }
      return next(section.size(), section.alignment());
    }

    /// A place for data.
    long next(long size, long alignment) {
      long at = aligned(data, alignment);
      data = at + size;
      return at;
    }

    private static long aligned(long address, long alignment) {
      return address + alignment - 1 & -alignment;
    }
  }
}
