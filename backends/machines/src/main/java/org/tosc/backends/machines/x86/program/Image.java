package org.tosc.backends.machines.x86.program;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.elf.ObjectFile;
import org.tosc.backends.machines.elf.ObjectFile.Relocation;
import org.tosc.backends.machines.elf.ObjectFile.Section;
import org.tosc.backends.machines.elf.ObjectFile.Symbol;
import org.tosc.backends.machines.x86.exec.Memory;
import org.tosc.backends.machines.x86.exec.Memory.Access;
import org.tosc.backends.machines.x86.isa.Instruction;
import org.tosc.backends.machines.x86.text.Printer;

/// An object placed in memory, with everything filled in: sections in the order of the file, each
/// on pages of its own with an empty one behind it, below 2 GiB, where code without further options
/// expects them.
public final class Image {
  private static final long BASE = 0x40_0000;
  private static final long PAGE = 4096;
  private static final int WORD = 8;

  /// A part of the image.
  @SuppressWarnings("ArrayRecordComponent") // memory is its array
  private record Part(String name, long address, byte[] bytes, Access access) {}

  /// A function, or what else has a name in code.
  ///
  /// @param global whether other files see it
  /// @param size in bytes; 0 where the object does not say
  public record Function(String name, long address, long size, boolean global) {}

  private final ObjectFile object;
  private final List<Part> parts = new ArrayList<>();
  private final long[] addresses;
  private final Map<Integer, Long> commons = new LinkedHashMap<>();
  private final Map<Integer, Long> table = new LinkedHashMap<>();
  private long end = BASE;

  /// What becomes of an object.
  public sealed interface Outcome {
    record Placed(Image image) implements Outcome {}

    /// It is no program alone.
    ///
    /// @param names what it uses and does not have, in alphabetical order
    record Incomplete(List<String> names) implements Outcome {
      public Incomplete {
        names = List.copyOf(names);
      }
    }

    /// It cannot be placed.
    ///
    /// @param why in words
    record Refused(String why) implements Outcome {}
  }

  private Image(ObjectFile object) {
    this.object = object;
    addresses = new long[object.sections().size()];
  }

  /// Places an object.
  public static Outcome of(ObjectFile object) {
    if (object.machine() != ObjectFile.X86_64) {
      return new Outcome.Refused(
          "it is for the machine with number " + object.machine() + ", expected 62, x86-64");
    }
    if (object.bits() != 64) {
      return new Outcome.Refused("it has addresses of " + object.bits() + " bits, expected 64");
    }
    List<String> missing = missing(object);
    if (!missing.isEmpty()) {
      return new Outcome.Incomplete(missing);
    }
    Image image = new Image(object);
    image.place();
    String fault = image.relocate();
    return fault == null ? new Outcome.Placed(image) : new Outcome.Refused(fault);
  }

  private static List<String> missing(ObjectFile object) {
    TreeSet<String> names = new TreeSet<>();
    for (Section section : object.sections()) {
      for (Relocation r : section.inMemory() ? section.relocations() : List.<Relocation>of()) {
        Symbol symbol = object.symbols().get(r.symbol());
        if (symbol.home() == ObjectFile.Home.UNDEFINED && !symbol.weak() && r.symbol() != 0) {
          names.add(symbol.name());
        }
      }
    }
    return List.copyOf(names);
  }

  // Places.

  private void place() {
    for (int n = 0; n < addresses.length; n++) {
      Section s = object.sections().get(n);
      if (s.inMemory()) {
        boolean isZeros = s.bytes().length == 0;
        byte[] bytes = isZeros ? new byte[Math.toIntExact(s.size())] : s.bytes().clone();
        addresses[n] = add(s.name(), bytes, s.alignment(), access(s));
      }
    }
    for (int n = 0; n < object.symbols().size(); n++) {
      Symbol symbol = object.symbols().get(n);
      if (symbol.home() == ObjectFile.Home.COMMON) {
        byte[] bytes = new byte[Math.toIntExact(Math.min(symbol.size(), Integer.MAX_VALUE))];
        commons.put(n, add(symbol.name(), bytes, PAGE, Access.READ_WRITE));
      }
    }
    for (Section section : object.sections()) {
      for (Relocation r : section.inMemory() ? section.relocations() : List.<Relocation>of()) {
        if (Relocator.needsTable(r.type())) {
          table.putIfAbsent(r.symbol(), (long) table.size() * WORD);
        }
      }
    }
    placeTable();
  }

  /// The table of addresses that position-independent code reads (`.got`).
  private void placeTable() {
    ByteBuffer words = ByteBuffer.allocate(table.size() * WORD).order(ByteOrder.LITTLE_ENDIAN);
    table.keySet().forEach(symbol -> words.putLong(value(symbol)));
    long at = add("table of addresses", words.array(), WORD, Access.READ);
    table.replaceAll((_, offset) -> at + offset);
  }

  private long add(String name, byte[] bytes, long alignment, Access access) {
    long unit = Math.max(PAGE, alignment);
    long at = (end + unit - 1) & -unit;
    if (bytes.length > 0) {
      parts.add(new Part(name, at, bytes, access));
    }
    end = at + bytes.length + PAGE;
    return at;
  }

  private static Access access(Section s) {
    return s.executable() ? Access.EXECUTE : s.writable() ? Access.READ_WRITE : Access.READ;
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
      Part part = partAt(addresses[n]);
      if (!section.inMemory() || part == null) {
        continue;
      }
      for (Relocation r : section.relocations()) {
        boolean isTable = Relocator.needsTable(r.type());
        long target = isTable ? table.getOrDefault(r.symbol(), 0L) : value(r.symbol());
        String fault = Relocator.apply(r, part.bytes(), part.address(), target);
        if (fault != null) {
          return fault;
        }
      }
    }
    return null;
  }

  private @Nullable Part partAt(long address) {
    return parts.stream()
        .filter(p -> address >= p.address && address - p.address < p.bytes.length)
        .findFirst()
        .orElse(null);
  }

  // What it is used for.

  /// Adds it to a memory. The program changes the image's own bytes: an image is for one run.
  public void map(Memory memory) {
    parts.forEach(p -> memory.map(p.name, p.address, p.bytes, p.access));
  }

  /// The names in code, those that other files see first.
  public List<Function> functions() {
    List<Function> all = new ArrayList<>();
    for (boolean global : new boolean[] {true, false}) {
      for (Symbol s : object.symbols()) {
        boolean isCode =
            s.home() == ObjectFile.Home.SECTION
                && object.sections().get(s.section()).executable()
                && !s.name().isEmpty();
        if (isCode && s.global() == global) {
          all.add(new Function(s.name(), addresses[s.section()] + s.value(), s.size(), global));
        }
      }
    }
    return all;
  }

  /// Instructions that stand one after the other from an address on, in the syntax of Intel.
  public List<String> text(long address, List<Instruction> instructions) {
    List<String> lines = new ArrayList<>();
    Part part = partAt(address);
    if (part != null) {
      int at = (int) (address - part.address);
      for (Instruction i : instructions) {
        lines.add(Printer.print(i, part.bytes, at, part.address + at));
        at += i.length();
      }
    }
    return lines;
  }

  /// An address in the words of the object: `dot+0x1c`.
  public String place(long address) {
    Function best = null;
    for (Function f : functions()) {
      if (f.address <= address && (best == null || f.address > best.address)) {
        best = f;
      }
    }
    Part part = partAt(address);
    if (best == null || part == null || best.address < part.address) {
      return String.format(Locale.ROOT, "0x%x", address);
    }
    long behind = address - best.address;
    return behind == 0 ? best.name : String.format(Locale.ROOT, "%s+0x%x", best.name, behind);
  }
}
