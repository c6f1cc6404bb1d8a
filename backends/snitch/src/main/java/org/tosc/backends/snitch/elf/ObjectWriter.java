package org.tosc.backends.snitch.elf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes an [ObjectFile] as a relocatable object of ELF with 32 bits for RISC-V.
///
/// In the file: header, contents of the sections, table of sections. After each section with fields
/// for the linker comes the table of these.
public final class ObjectWriter {
  private static final int HEADER = 52;
  private static final int SECTION_HEADER = 40;
  private static final int RISCV = 243; // EM_RISCV (ABI, "File Header")
  private static final int DOUBLE_FLOATS = 4; // EF_RISCV_FLOAT_ABI_DOUBLE (the same)
  private static final int SYMTAB = 2;
  private static final int STRTAB = 3;
  private static final int RELA = 4;
  private static final int RELA_ENTRY = 12;
  private static final int MOST_PADDING = 64;
  private static final int INFO_LINK = 0x40; // SHF_INFO_LINK

  private final ObjectFile object;
  private final Output file = new Output();
  private final Output headers = new Output();
  private final Strings names = new Strings();
  private int sections;

  private ObjectWriter(ObjectFile object) {
    this.object = object;
  }

  /// The bytes of the file.
  public static byte[] write(ObjectFile object) {
    return new ObjectWriter(object).write();
  }

  private byte[] write() {
    Map<String, Integer> numbers = numbers();
    SymbolTable symbols = new SymbolTable(object.symbols(), numbers);
    int withFields =
        Math.toIntExact(object.sections().stream().filter(s -> !s.relocations().isEmpty()).count());
    int table = 1 + object.sections().size() + withFields;
    file.bytes(new byte[HEADER]);
    headers.bytes(new byte[SECTION_HEADER]);
    sections = 1;
    for (Section section : object.sections()) {
      contents(section, symbols, table);
    }
    Line line = new Line(".symtab", SYMTAB, 0, table + 1, symbols.locals(), 4, SymbolTable.ENTRY);
    add(line, symbols.entries());
    add(Line.strings(".strtab"), symbols.names());
    String last = ".shstrtab";
    int ahead = last.length() + 1; // its own name is in it, but not yet
    add(Line.strings(last), names.bytes(), names.bytes().size() + ahead);
    file.align(4);
    byte[] first = fileHeader(file.size()).toBytes();
    byte[] all = file.bytes(headers.toBytes()).toBytes();
    System.arraycopy(first, 0, all, 0, HEADER);
    return all;
  }

  private Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    int next = 1;
    for (Section section : object.sections()) {
      if (numbers.put(section.name(), next) != null) {
        throw new IllegalArgumentException("two sections `" + section.name() + "`");
      }
      next += section.relocations().isEmpty() ? 1 : 2;
    }
    return numbers;
  }

  private void contents(Section s, SymbolTable symbols, int table) {
    int number = sections;
    Line line =
        new Line(s.name(), s.type().number(), s.flags(), 0, 0, s.alignment(), s.entrySize());
    add(line, new Output().bytes(s.bytes()), s.size());
    if (!s.relocations().isEmpty()) {
      Line fields = new Line(".rela" + s.name(), RELA, INFO_LINK, table, number, 4, RELA_ENTRY);
      add(fields, relocations(s.relocations(), symbols));
    }
  }

  private static Output relocations(List<Relocation> relocations, SymbolTable symbols) {
    Output table = new Output();
    for (Relocation r : relocations) {
      table.u32(r.offset(), symbols.number(r.target()) << 8 | r.type().number(), r.addend());
    }
    return table;
  }

  /// Puts a section into the file and its line into the table of sections (ELF, figure 1-8).
  private void add(Line line, Output content, int size) {
    int name = names.add(line.name);
    // Only in memory the alignment matters.
    file.align(Math.min(line.alignment, MOST_PADDING));
    headers.u32(name, line.type, line.flags, 0, file.size(), size);
    headers.u32(line.link, line.info, line.alignment, line.entry);
    file.bytes(content.toBytes());
    sections++;
  }

  private void add(Line line, Output content) {
    add(line, content, content.size());
  }

  /// What the table says of a section beside its place.
  private record Line(
      String name, int type, int flags, int link, int info, int alignment, int entry) {
    static Line strings(String name) {
      return new Line(name, STRTAB, 0, 0, 0, 1, 0);
    }
  }

  private Output fileHeader(int sectionTable) {
    Output header = new Output();
    header.u8(0x7f, 'E', 'L', 'F', 1, 1, 1, 0).u32(0, 0); // 32 bits, low byte first, System V
    header.u16(1).u16(RISCV).u32(1); // ET_REL, EM_RISCV, version
    header.u32(0, 0, sectionTable, DOUBLE_FLOATS); // no entry, no segments
    header.u16(HEADER).u16(0).u16(0).u16(SECTION_HEADER).u16(sections).u16(sections - 1);
    return header;
  }
}
