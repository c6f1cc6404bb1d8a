package org.tosc.driver.machine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.isa.Decoder;
import org.tosc.tir.source.Span;

/// A program for Snitch whose parts have their addresses.
///
/// @param lines which statement an instruction comes from, by its address; empty where nobody knows
record SnitchProgram(
    List<Segment> segments, List<Function> functions, NavigableMap<Integer, Span> lines) {
  /// Behind five instructions, where the callers of snitch-truth's programs have it. The place
  /// decides which lines of the instruction cache a program shares with its caller.
  static final int CODE = 0x80000014;

  /// How much a caller needs at most.
  private static final int CALLER = 1 << 10;

  SnitchProgram {
    segments = List.copyOf(segments);
    functions = List.copyOf(functions);
    lines = new TreeMap<>(lines);
  }

  /// A part of memory.
  ///
  /// @param bytes what it begins with
  /// @param size in memory; what is behind the bytes is zero
  @SuppressWarnings("ArrayRecordComponent") // what is loaded, which nobody changes
  record Segment(int address, byte[] bytes, int size, boolean executable) {
    long end() {
      return Integer.toUnsignedLong(address) + size;
    }

    boolean holds(int at) {
      return Integer.compareUnsigned(at - address, size) < 0;
    }
  }

  /// A name in the code.
  ///
  /// @param global whether other files see it
  record Function(String name, int address, boolean global) {}

  /// The names of functions.
  ///
  /// @param seen only those that other files see
  List<String> names(boolean seen) {
    return functions.stream().filter(f -> f.global() || !seen).map(Function::name).toList();
  }

  Function function(String name) {
    return functions.stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  /// The code that is at an address.
  Optional<Segment> code(int address) {
    return segments.stream().filter(s -> s.executable() && s.holds(address)).findFirst();
  }

  /// Where there is room for what calls the code that is at an address: right behind it, if nothing
  /// else is there and it is not in the cluster's memory, which is filled before each call.
  int room(int entry) {
    long first = Integer.toUnsignedLong(CODE);
    long end = (Math.max(first, code(entry).map(Segment::end).orElse(first)) + 3) & -4;
    long last = end;
    for (Segment segment : segments) {
      last = Math.max(last, segment.end());
    }
    long begin = end;
    boolean isFree =
        segments.stream()
            .noneMatch(
                s -> s.end() > begin && Integer.toUnsignedLong(s.address()) < begin + CALLER);
    return (int) (isFree ? begin : (last + 63) & -64);
  }

  /// The statement that an instruction comes from; null where it is not known.
  @Nullable Span span(int address) {
    Map.Entry<Integer, Span> entry = lines.floorEntry(address);
    return entry == null || code(address).isEmpty() ? null : entry.getValue();
  }

  /// An instruction as text.
  String text(int address) {
    return word(address).flatMap(Decoder::decode).map(i -> i.at(address)).orElse("no instruction");
  }

  private Optional<Integer> word(int address) {
    return code(address)
        .filter(s -> address - s.address() + Integer.BYTES <= s.bytes().length)
        .map(s -> word(s.bytes(), address - s.address()));
  }

  private static int word(byte[] bytes, int at) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
  }

  /// An address in the words of the program: a function, and bytes behind its beginning.
  String place(int address) {
    Function last = null;
    for (Function f : code(address).isEmpty() ? List.<Function>of() : functions) {
      boolean isBefore = Integer.compareUnsigned(f.address(), address) <= 0;
      if (isBefore && (last == null || f.address() - last.address() > 0)) {
        last = f;
      }
    }
    if (last == null) {
      return "0x" + Integer.toHexString(address);
    }
    int offset = address - last.address();
    return offset == 0 ? last.name() : last.name() + "+0x" + Integer.toHexString(offset);
  }
}
