package org.tosc.backends.machines.elf;

import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.elf.ObjectFile.Home;
import org.tosc.backends.machines.elf.ObjectFile.Relocation;
import org.tosc.backends.machines.elf.ObjectFile.Section;
import org.tosc.backends.machines.elf.ObjectFile.Symbol;

/// Reads relocatable ELF-64 files, little-endian.
///
/// ```java
/// switch (ObjectReader.read(bytes)) {
///   case ObjectReader.Outcome.Read(ObjectFile object) -> …
///   case ObjectReader.Outcome.Refused(String why) -> …
/// }
/// ```
public final class ObjectReader {
  private static final byte[] MAGIC = {0x7F, 'E', 'L', 'F'};
  private static final int HEADER = 64;
  private static final int SECTION = 64;
  private static final int SYMBOL = 24;
  private static final int RELOCATION = 24;
  private static final int MOST_SECTIONS = 1 << 16;

  /// What all sections may take in memory together, and all names: parts of a damaged file may lie
  /// over each other, and be many times as large as the file.
  private static final long MOST_MEMORY = 1L << 28;

  private static final long MOST_TEXT = 1L << 26;

  /// Sections by what they hold (`sh_type`).
  private static final int SYMBOLS = 2;

  private static final int RELOCATIONS = 4;
  private static final int ZEROS = 8;
  private static final int PLAIN_RELOCATIONS = 9;

  /// Numbers of sections that are none (`SHN_…`).
  private static final int UNDEFINED = 0;

  private static final int RESERVED = 0xFF00;
  private static final int ABSOLUTE = 0xFFF1;
  private static final int COMMON = 0xFFF2;

  private final ByteBuffer file;
  private long memory;
  private long text;

  /// What became of a file.
  public sealed interface Outcome {
    record Read(ObjectFile object) implements Outcome {}

    /// It is none that can be read.
    ///
    /// @param why in words
    record Refused(String why) implements Outcome {}
  }

  /// Leaves a file that is wrong somewhere.
  private static final class Damage extends Exception {
    @Serial private static final long serialVersionUID = 1;

    Damage(String why) {
      super(why, null, false, false);
    }
  }

  /// The header of a section, as it stands in the file.
  private record Header(
      int name, int type, long flags, long offset, long size, int link, int info, long alignment) {}

  private ObjectReader(byte[] bytes) {
    file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Whether a file says that it is ELF.
  public static boolean isElf(byte[] bytes) {
    return bytes.length >= MAGIC.length
        && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  public static Outcome read(byte[] bytes) {
    try {
      return new Outcome.Read(new ObjectReader(bytes).object());
    } catch (Damage damage) {
      return new Outcome.Refused(String.valueOf(damage.getMessage()));
    }
  }

  private ObjectFile object() throws Damage {
    if (!isElf(file.array())) {
      throw new Damage("it does not begin with \\x7fELF");
    }
    need(0, HEADER, "the file header");
    if (file.get(4) != 2 || file.get(5) != 1) {
      throw new Damage("it is not a little-endian file of 64 bits");
    }
    int type = file.getShort(16) & 0xFFFF;
    if (type != 1) {
      throw new Damage("it is " + kind(type) + ", expected a relocatable object (`gcc -c`)");
    }
    List<Header> headers = headers();
    List<Symbol> symbols = symbols(headers);
    Map<Integer, List<Relocation>> relocations = relocations(headers, symbols.size());
    List<Section> sections = new ArrayList<>();
    for (int n = 0; n < headers.size(); n++) {
      sections.add(section(headers, n, relocations.getOrDefault(n, List.of())));
    }
    return new ObjectFile(file.getShort(18) & 0xFFFF, sections, symbols);
  }

  private static String kind(int type) {
    return switch (type) {
      case 2 -> "an executable";
      case 3 -> "a shared library or an executable";
      case 4 -> "a core dump";
      default -> "a file of type " + type;
    };
  }

  private List<Header> headers() throws Damage {
    long at = file.getLong(40);
    int size = file.getShort(58) & 0xFFFF;
    int count = file.getShort(60) & 0xFFFF;
    if (size != SECTION) {
      throw new Damage("headers of sections have " + SECTION + " bytes, these " + size);
    }
    if (count == 0 || count > MOST_SECTIONS) {
      throw new Damage("it has no sections");
    }
    int start = need(at, (long) count * SECTION, "the headers of sections");
    List<Header> all = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      int h = start + n * SECTION;
      Header header =
          new Header(
              file.getInt(h),
              file.getInt(h + 4),
              file.getLong(h + 8),
              file.getLong(h + 24),
              file.getLong(h + 32),
              file.getInt(h + 40),
              file.getInt(h + 44),
              file.getLong(h + 48));
      if (header.type != ZEROS && header.type != 0) {
        need(header.offset, header.size, "section " + n);
      }
      all.add(header);
    }
    return all;
  }

  private Section section(List<Header> headers, int number, List<Relocation> relocations)
      throws Damage {
    Header h = headers.get(number);
    long alignment = Math.max(1, h.alignment);
    if (Long.bitCount(alignment) != 1 || alignment > MOST_MEMORY) {
      throw new Damage("section " + number + " is aligned to " + h.alignment + " bytes");
    }
    boolean inMemory = (h.flags & 2) != 0;
    if (inMemory) {
      take(h.size);
    }
    boolean holds = inMemory && h.type != ZEROS && h.type != 0;
    byte[] bytes = new byte[holds ? (int) h.size : 0];
    file.get(holds ? (int) h.offset : 0, bytes);
    for (Relocation r : relocations) {
      if (inMemory && (r.offset() < 0 || r.offset() >= bytes.length)) {
        throw new Damage("a relocation is behind the end of section " + number);
      }
    }
    return new Section(
        text(headers, file.getShort(62) & 0xFFFF, h.name),
        inMemory,
        (h.flags & 1) != 0,
        (h.flags & 4) != 0,
        alignment,
        bytes,
        h.size,
        relocations);
  }

  /// Counts memory that the program has when it runs.
  private void take(long bytes) throws Damage {
    if (bytes < 0 || bytes > MOST_MEMORY - memory) {
      throw new Damage("it takes more than " + MOST_MEMORY + " bytes of memory");
    }
    memory += bytes;
  }

  /// Relocations by the sections that they are for.
  private Map<Integer, List<Relocation>> relocations(List<Header> headers, int symbols)
      throws Damage {
    Map<Integer, List<Relocation>> all = new HashMap<>();
    long left = file.limit() / RELOCATION;
    for (Header h : headers) {
      boolean isAny = h.type == RELOCATIONS || h.type == PLAIN_RELOCATIONS;
      if (!isAny || h.info < 0 || h.info >= headers.size()) {
        continue;
      }
      if (h.type == PLAIN_RELOCATIONS) {
        throw new Damage("its relocations have no addends, which x86-64 does not use");
      }
      left -= h.size / RELOCATION;
      if (left < 0) {
        throw new Damage("its relocations lie over each other");
      }
      List<Relocation> some = all.computeIfAbsent(h.info, _ -> new ArrayList<>());
      for (long at = h.offset; at <= h.offset + h.size - RELOCATION; at += RELOCATION) {
        some.add(relocation((int) at, symbols));
      }
    }
    return all;
  }

  private Relocation relocation(int at, int symbols) throws Damage {
    long info = file.getLong(at + 8);
    long symbol = info >>> 32;
    if (symbol >= symbols) {
      throw new Damage("a relocation names symbol " + symbol + " of " + symbols);
    }
    return new Relocation(file.getLong(at), (int) info, (int) symbol, file.getLong(at + 16));
  }

  private List<Symbol> symbols(List<Header> headers) throws Damage {
    List<Symbol> all = new ArrayList<>();
    for (Header h : headers) {
      if (h.type == SYMBOLS) {
        for (long at = h.offset; at <= h.offset + h.size - SYMBOL; at += SYMBOL) {
          all.add(symbol(headers, h.link, (int) at));
        }
        break; // an object has at most one table of them
      }
    }
    return all;
  }

  private Symbol symbol(List<Header> headers, int names, int at) throws Damage {
    int info = file.get(at + 4) & 0xFF;
    int number = file.getShort(at + 6) & 0xFFFF;
    Home home =
        switch (number) {
          case UNDEFINED -> Home.UNDEFINED;
          case ABSOLUTE -> Home.ABSOLUTE;
          case COMMON -> Home.COMMON;
          default -> Home.SECTION;
        };
    if (home == Home.SECTION && (number >= RESERVED || number >= headers.size())) {
      throw new Damage("a symbol is in section " + number + " of " + headers.size());
    }
    if (home == Home.COMMON) {
      take(file.getLong(at + 16));
    }
    int binding = info >> 4;
    return new Symbol(
        text(headers, names, file.getInt(at)),
        home,
        home == Home.SECTION ? number : 0,
        file.getLong(at + 8),
        file.getLong(at + 16),
        binding != 0,
        binding == 2,
        (info & 15) == 2);
  }

  /// A text of a table of texts; each ends with a zero.
  private String text(List<Header> headers, int table, int offset) throws Damage {
    if (table < 0 || table >= headers.size()) {
      throw new Damage("it has no section " + table);
    }
    Header h = headers.get(table);
    int start = need(h.offset, h.size, "section " + table);
    if (offset < 0 || offset >= h.size) {
      if (offset == 0) {
        return "";
      }
      throw new Damage("a name lies behind the end of section " + table);
    }
    int from = start + offset;
    int end = from;
    while (end < start + h.size && file.get(end) != 0) {
      end++;
    }
    text += end - from;
    if (text > MOST_TEXT) {
      throw new Damage("its names are longer than " + MOST_TEXT + " bytes");
    }
    return new String(file.array(), from, end - from, StandardCharsets.UTF_8);
  }

  /// That bytes are in the file; gives where.
  private int need(long offset, long size, String what) throws Damage {
    if (offset < 0 || size < 0 || offset > file.limit() || size > file.limit() - offset) {
      throw new Damage(what + " would lie behind the end of the file");
    }
    return Math.toIntExact(offset);
  }
}
