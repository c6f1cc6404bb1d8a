package org.tosc.backends.machines.snitch.program;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.elf.Executable;
import org.tosc.backends.machines.elf.Executable.Segment;
import org.tosc.backends.machines.elf.ObjectFile;
import org.tosc.backends.machines.elf.ObjectFile.Home;
import org.tosc.backends.machines.elf.ObjectFile.Relocation;
import org.tosc.backends.machines.elf.ObjectFile.Section;
import org.tosc.backends.machines.elf.ObjectFile.Symbol;

/// Makes a program of one relocatable object of RV32: gives its sections their places and fills in
/// what depends on them, without relaxation.
///
/// ```java
/// switch (Placed.at(Placement.of(0x8000_0000, 0x1000_0000), object)) {
///   case Placed.Outcome.Program(Executable program) -> …
///   case Placed.Outcome.Incomplete(List<String> names) -> …
///   case Placed.Outcome.Refused(String why) -> …
/// }
/// ```
public final class Placed {
  private static final long ADDRESSES = 1L << 32;
  private static final String START = "_start";

  private final ObjectFile object;
  private final long[] addresses;
  private final Map<Integer, Long> commons = new HashMap<>();
  private final List<Segment> segments = new ArrayList<>();

  /// What becomes of an object.
  public sealed interface Outcome {
    /// It begins at `_start`, or where its code does if it has none.
    record Program(Executable program) implements Outcome {}

    /// It uses what other objects have.
    ///
    /// @param names in alphabetical order
    record Incomplete(List<String> names) implements Outcome {
      public Incomplete {
        names = List.copyOf(names);
      }
    }

    /// It cannot be placed so.
    ///
    /// @param why in words
    record Refused(String why) implements Outcome {}
  }

  private Placed(ObjectFile object) {
    this.object = object;
    addresses = new long[object.sections().size()];
  }

  /// Places an object.
  public static Outcome at(Placement placement, ObjectFile object) {
    if (object.machine() != ObjectFile.RISCV) {
      return new Outcome.Refused(
          "it is for the machine with number " + object.machine() + ", expected 243, RISC-V");
    }
    if (object.bits() != 32) {
      return new Outcome.Refused("it has addresses of " + object.bits() + " bits, expected 32");
    }
    List<String> missing = missing(object);
    if (!missing.isEmpty()) {
      return new Outcome.Incomplete(missing);
    }
    Placed placed = new Placed(object);
    String fault = placed.place(new Placement.Cursor(placement));
    if (fault == null) {
      fault = placed.relocate();
    }
    return fault == null ? new Outcome.Program(placed.program()) : new Outcome.Refused(fault);
  }

  private static List<String> missing(ObjectFile object) {
    TreeSet<String> names = new TreeSet<>();
    for (Section section : object.sections()) {
      for (Relocation r : section.inMemory() ? section.relocations() : List.<Relocation>of()) {
        Symbol symbol = object.symbols().get(r.symbol());
        if (symbol.home() == Home.UNDEFINED && !symbol.weak() && r.symbol() != 0) {
          names.add(symbol.name());
        }
      }
    }
    return List.copyOf(names);
  }

  // Places.

  private @Nullable String place(Placement.Cursor cursor) {
    for (int n = 0; n < addresses.length; n++) {
      Section s = object.sections().get(n);
      if (s.inMemory()) {
        addresses[n] = cursor.next(s);
        add(new Segment(addresses[n], s.bytes().clone(), s.size(), s.writable(), s.executable()));
      }
    }
    for (int n = 0; n < object.symbols().size(); n++) {
      Symbol s = object.symbols().get(n);
      if (s.home() == Home.COMMON) {
        if (Long.bitCount(s.value()) != 1 || s.value() > ADDRESSES) {
          return "`" + s.name() + "` is aligned to " + s.value() + " bytes";
        }
        commons.put(n, cursor.next(s.size(), s.value()));
        add(new Segment(commons.getOrDefault(n, 0L), new byte[0], s.size(), true, false));
      }
    }
    segments.sort(Comparator.comparingLong(Segment::address));
    long end = 0;
    for (Segment segment : segments) {
      if (segment.address() < end) {
        return String.format(
            Locale.ROOT, "two of its sections would be at 0x%x", segment.address());
      }
      end = segment.address() + segment.size();
    }
    return end > ADDRESSES ? "it would reach behind the end of memory" : null;
  }

  private void add(Segment segment) {
    if (segment.size() > 0) {
      segments.add(segment);
    }
  }

  // Values.

  private long value(int number) {
    Symbol symbol = object.symbols().get(number);
    return switch (symbol.home()) {
      case SECTION -> addresses[symbol.section()] + symbol.value();
      case ABSOLUTE -> symbol.value();
      case COMMON -> commons.getOrDefault(number, 0L);
      case UNDEFINED -> 0;
    };
  }

  private @Nullable String relocate() {
    for (int n = 0; n < addresses.length; n++) {
      Section section = object.sections().get(n);
      if (section.inMemory() && !section.relocations().isEmpty()) {
        String fault = relocate(section, addresses[n]);
        if (fault != null) {
          return "in section `" + section.name() + "`: " + fault;
        }
      }
    }
    return null;
  }

  private @Nullable String relocate(Section section, long address) {
    byte[] bytes = bytesAt(address);
    Relocator relocator = new Relocator(bytes, (int) address);
    Map<Long, Integer> highs = highs(section, address);
    for (Relocation r : section.relocations()) {
      RelocationKind kind = RelocationKind.of(r.type());
      if (kind == null) {
        return "relocations of type " + r.type() + " are not known here";
      }
      if (kind.bytes > bytes.length - r.offset()) {
        return "a relocation reaches behind its end";
      }
      long target = value(r.symbol()) + r.addend();
      if (kind.isRelativeLow()) {
        Integer high = highs.get(value(r.symbol()));
        if (high == null) {
          return String.format(
              Locale.ROOT,
              "the lower part of an address refers to 0x%x, where no upper part is",
              value(r.symbol()));
        }
        target = high;
      }
      boolean isAlignment = kind == RelocationKind.ALIGN;
      int what = (int) (isAlignment ? r.addend() : target);
      String fault = relocator.apply(kind, (int) r.offset(), what);
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }

  /// What the upper parts of relative addresses in a section are upper parts of, by where they
  /// stand.
  private Map<Long, Integer> highs(Section section, long address) {
    Map<Long, Integer> all = new HashMap<>();
    for (Relocation r : section.relocations()) {
      if (RelocationKind.of(r.type()) == RelocationKind.RELATIVE_HIGH) {
        long place = address + r.offset();
        all.put(place, (int) (value(r.symbol()) + r.addend() - place));
      }
    }
    return all;
  }

  private byte[] bytesAt(long address) {
    return segments.stream()
        .filter(s -> s.address() == address)
        .findFirst()
        .map(Segment::bytes)
        .orElse(new byte[0]);
  }

  // The program.

  private Executable program() {
    List<Executable.Symbol> symbols = new ArrayList<>();
    for (int n = 0; n < object.symbols().size(); n++) {
      Symbol s = object.symbols().get(n);
      boolean hasPlace =
          s.home() != Home.UNDEFINED
              && (s.home() != Home.SECTION || object.sections().get(s.section()).inMemory());
      if (hasPlace && Executable.Symbol.isName(s.name())) {
        symbols.add(
            new Executable.Symbol(
                s.name(), value(n) & ADDRESSES - 1, s.size(), s.global(), s.function()));
      }
    }
    return new Executable(object.machine(), object.bits(), entry(symbols), segments, symbols);
  }

  private long entry(List<Executable.Symbol> symbols) {
    for (Executable.Symbol symbol : symbols) {
      if (symbol.global() && symbol.name().equals(START)) {
        return symbol.address();
      }
    }
    return segments.stream()
        .filter(Segment::executable)
        .mapToLong(Segment::address)
        .findFirst()
        .orElse(0);
  }
}
