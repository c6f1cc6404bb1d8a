package org.tosc.backends.machines.elf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.elf.ElfFile.Header;
import org.tosc.backends.machines.elf.ObjectFile.Home;
import org.tosc.backends.machines.elf.ObjectFile.Relocation;
import org.tosc.backends.machines.elf.ObjectFile.Section;
import org.tosc.backends.machines.elf.ObjectFile.Symbol;

/// Reads relocatable ELF files of 32 and 64 bits, little-endian.
///
/// ```java
/// switch (ObjectReader.read(bytes)) {
///   case ObjectReader.Outcome.Read(ObjectFile object) -> …
///   case ObjectReader.Outcome.Refused(String why) -> …
/// }
/// ```
public final class ObjectReader {
  private static final int RELOCATIONS = 4;
  private static final int PLAIN_RELOCATIONS = 9;

  private final ElfFile file;

  /// What became of a file.
  public sealed interface Outcome {
    record Read(ObjectFile object) implements Outcome {}

    /// It is none that can be read.
    ///
    /// @param why in words
    record Refused(String why) implements Outcome {}
  }

  private ObjectReader(ElfFile file) {
    this.file = file;
  }

  /// Whether a file says that it is ELF.
  public static boolean isElf(byte[] bytes) {
    return ElfFile.isElf(bytes);
  }

  public static Outcome read(byte[] bytes) {
    try {
      return new Outcome.Read(new ObjectReader(new ElfFile(bytes)).object());
    } catch (Damage damage) {
      return new Outcome.Refused(String.valueOf(damage.getMessage()));
    }
  }

  private ObjectFile object() throws Damage {
    int type = file.type();
    if (type != 1) {
      throw new Damage(
          "it is " + ElfFile.kind(type) + ", expected a relocatable object (`gcc -c`)");
    }
    List<Header> headers = file.headers();
    List<Symbol> symbols = symbols(headers);
    Map<Integer, List<Relocation>> relocations = relocations(headers, symbols.size());
    List<Section> sections = new ArrayList<>();
    for (int n = 0; n < headers.size(); n++) {
      sections.add(section(headers, n, relocations.getOrDefault(n, List.of())));
    }
    return new ObjectFile(file.machine(), file.shape.bits(), sections, symbols);
  }

  private Section section(List<Header> headers, int number, List<Relocation> relocations)
      throws Damage {
    Header h = headers.get(number);
    long alignment = Math.max(1, h.alignment());
    if (Long.bitCount(alignment) != 1 || alignment > ElfFile.MOST_MEMORY) {
      throw new Damage("section " + number + " is aligned to " + h.alignment() + " bytes");
    }
    boolean inMemory = (h.flags() & 2) != 0;
    if (inMemory) {
      file.take(h.size());
    }
    boolean holds = inMemory && h.type() != ElfFile.ZEROS && h.type() != 0;
    byte[] bytes = new byte[holds ? (int) h.size() : 0];
    file.bytes.get(holds ? (int) h.offset() : 0, bytes);
    for (Relocation r : relocations) {
      if (inMemory && (r.offset() < 0 || r.offset() >= bytes.length)) {
        throw new Damage("a relocation is behind the end of section " + number);
      }
    }
    return new Section(
        file.text(headers, file.half(file.shape.halfAt(5)), h.name()),
        inMemory,
        (h.flags() & 1) != 0,
        (h.flags() & 4) != 0,
        alignment,
        bytes,
        h.size(),
        relocations);
  }

  /// Relocations by the sections that they are for.
  private Map<Integer, List<Relocation>> relocations(List<Header> headers, int symbols)
      throws Damage {
    Map<Integer, List<Relocation>> all = new HashMap<>();
    long left = file.bytes.limit() / file.shape.relocation;
    int size = file.shape.relocation;
    for (Header h : headers) {
      boolean isAny = h.type() == RELOCATIONS || h.type() == PLAIN_RELOCATIONS;
      if (!isAny || h.info() < 0 || h.info() >= headers.size()) {
        continue;
      }
      if (h.type() == PLAIN_RELOCATIONS) {
        throw new Damage("its relocations have no addends, which neither x86-64 nor RISC-V uses");
      }
      left -= h.size() / size;
      if (left < 0) {
        throw new Damage("its relocations lie over each other");
      }
      List<Relocation> some = all.computeIfAbsent(h.info(), _ -> new ArrayList<>());
      for (long at = h.offset(); at <= h.offset() + h.size() - size; at += size) {
        some.add(relocation((int) at, symbols));
      }
    }
    return all;
  }

  private Relocation relocation(int at, int symbols) throws Damage {
    int word = file.shape.word;
    long info = file.word(at + word);
    long symbol = file.shape.symbolOf(info) & 0xFFFF_FFFFL;
    if (symbol >= symbols) {
      throw new Damage("a relocation names symbol " + symbol + " of " + symbols);
    }
    long addend = file.shape.signed(file.bytes, at + 2 * word);
    return new Relocation(file.word(at), file.shape.typeOf(info), (int) symbol, addend);
  }

  private List<Symbol> symbols(List<Header> headers) throws Damage {
    List<Symbol> all = new ArrayList<>();
    int names = ElfFile.namesOfSymbols(headers);
    for (int at : file.symbols(headers)) {
      all.add(symbol(headers, names, at));
    }
    return all;
  }

  private Symbol symbol(List<Header> headers, int names, int at) throws Damage {
    Shape shape = file.shape;
    int info = file.bytes.get(at + shape.infoAt()) & 0xFF;
    int number = file.half(at + shape.homeAt());
    long size = file.word(at + shape.sizeAt());
    Home home =
        switch (number) {
          case ElfFile.UNDEFINED -> Home.UNDEFINED;
          case ElfFile.ABSOLUTE -> Home.ABSOLUTE;
          case ElfFile.COMMON -> Home.COMMON;
          default -> Home.SECTION;
        };
    if (home == Home.SECTION && (number >= ElfFile.RESERVED || number >= headers.size())) {
      throw new Damage("a symbol is in section " + number + " of " + headers.size());
    }
    if (home == Home.COMMON) {
      file.take(size);
    }
    int binding = info >> 4;
    return new Symbol(
        file.text(headers, names, file.bytes.getInt(at)),
        home,
        home == Home.SECTION ? number : 0,
        file.word(at + shape.valueAt()),
        size,
        binding != 0,
        binding == 2,
        (info & 15) == 2);
  }
}
