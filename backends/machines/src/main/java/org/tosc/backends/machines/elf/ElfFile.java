package org.tosc.backends.machines.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The parts that all ELF files have: the header, the headers of sections, texts. Nothing is read
/// or reserved before it was checked against the file's size.
final class ElfFile {
  private static final byte[] MAGIC = {0x7F, 'E', 'L', 'F'};
  private static final int MOST_SECTIONS = 1 << 16;

  /// What all parts may take in memory together, and all names: parts of a damaged file may lie
  /// over each other, and be many times as large as the file.
  static final long MOST_MEMORY = 1L << 28;

  private static final long MOST_TEXT = 1L << 26;

  /// Sections by what they hold (`sh_type`).
  static final int SYMBOLS = 2;

  static final int ZEROS = 8;

  /// Numbers of sections that are none (`SHN_…`).
  static final int UNDEFINED = 0;

  static final int RESERVED = 0xFF00;
  static final int ABSOLUTE = 0xFFF1;
  static final int COMMON = 0xFFF2;

  final ByteBuffer bytes;
  final Shape shape;
  private long memory;
  private long text;

  /// The header of a section, as it stands in the file.
  record Header(
      int name, int type, long flags, long offset, long size, int link, int info, long alignment) {}

  ElfFile(byte[] file) throws Damage {
    if (!isElf(file)) {
      throw new Damage("it does not begin with \\x7fELF");
    }
    bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    need(0, Shape.ELF32.header, "the file header");
    boolean isNarrow = bytes.get(4) == 1;
    if (!isNarrow && bytes.get(4) != 2) {
      throw new Damage("it is a file of neither 32 nor 64 bits");
    }
    if (bytes.get(5) != 1) {
      throw new Damage("it is not little-endian");
    }
    shape = isNarrow ? Shape.ELF32 : Shape.ELF64;
    need(0, shape.header, "the file header");
  }

  static boolean isElf(byte[] bytes) {
    return bytes.length >= MAGIC.length
        && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  int half(int at) {
    return bytes.getShort(at) & 0xFFFF;
  }

  long word(int at) {
    return shape.word(bytes, at);
  }

  int type() {
    return half(16);
  }

  int machine() {
    return half(18);
  }

  /// A type of files, in words.
  static String kind(int type) {
    return switch (type) {
      case 1 -> "a relocatable object";
      case 2 -> "an executable";
      case 3 -> "a shared library or an executable";
      case 4 -> "a core dump";
      default -> "a file of type " + type;
    };
  }

  /// How many sections it says that it has.
  int sections() {
    return half(shape.halfAt(4));
  }

  List<Header> headers() throws Damage {
    int size = half(shape.halfAt(3));
    int count = sections();
    if (size != shape.section) {
      throw new Damage("headers of sections have " + shape.section + " bytes, these " + size);
    }
    if (count == 0 || count > MOST_SECTIONS) {
      throw new Damage("it has no sections");
    }
    int start =
        need(word(shape.sectionsAt()), (long) count * shape.section, "the headers of sections");
    List<Header> all = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      Header header = header(start + n * shape.section);
      if (header.type != ZEROS && header.type != 0) {
        need(header.offset, header.size, "section " + n);
      }
      all.add(header);
    }
    return all;
  }

  private Header header(int at) {
    int word = shape.word;
    return new Header(
        bytes.getInt(at),
        bytes.getInt(at + 4),
        word(at + 8),
        word(at + 8 + 2 * word),
        word(at + 8 + 3 * word),
        bytes.getInt(at + 8 + 4 * word),
        bytes.getInt(at + 12 + 4 * word),
        word(at + 16 + 4 * word));
  }

  /// Where the symbols of the one table are that a file has.
  List<Integer> symbols(List<Header> headers) {
    List<Integer> all = new ArrayList<>();
    for (Header h : headers) {
      if (h.type == SYMBOLS) {
        for (long at = h.offset; at <= h.offset + h.size - shape.symbol; at += shape.symbol) {
          all.add((int) at);
        }
        break;
      }
    }
    return all;
  }

  /// The section that the names of symbols are in.
  static int namesOfSymbols(List<Header> headers) {
    return headers.stream().filter(h -> h.type == SYMBOLS).findFirst().map(Header::link).orElse(0);
  }

  /// Counts memory that the program has when it runs.
  void take(long size) throws Damage {
    if (size < 0 || size > MOST_MEMORY - memory) {
      throw new Damage("it takes more than " + MOST_MEMORY + " bytes of memory");
    }
    memory += size;
  }

  /// A text of a table of texts; each ends with a zero.
  String text(List<Header> headers, int table, int offset) throws Damage {
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
    while (end < start + h.size && bytes.get(end) != 0) {
      end++;
    }
    text += end - from;
    if (text > MOST_TEXT) {
      throw new Damage("its names are longer than " + MOST_TEXT + " bytes");
    }
    return new String(bytes.array(), from, end - from, StandardCharsets.UTF_8);
  }

  /// That bytes are in the file; gives where.
  int need(long offset, long size, String what) throws Damage {
    int limit = bytes.limit();
    if (offset < 0 || size < 0 || offset > limit || size > limit - offset) {
      throw new Damage(what + " would lie behind the end of the file");
    }
    return Math.toIntExact(offset);
  }
}
