package org.tosc.backends.x86.elf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.x86.elf.Draft.Field;
import org.tosc.backends.x86.elf.Draft.Named;
import org.tosc.backends.x86.elf.Draft.OfSection;
import org.tosc.backends.x86.elf.Draft.Symbol;

/// Writes an [ObjectFile] as a relocatable object of ELF-64 for x86-64.
///
/// In the file: header, contents of the sections, table of sections. After each section with fields
/// for the linker comes the table of these. An empty `.note.GNU-stack` says that no stack need be
/// executable.
public final class ObjectWriter {
  private static final int HEADER = 64;
  private static final int SECTION_HEADER = 64;

  /// The text comes first, behind the section without contents that has number 0.
  private static final int TEXT = 1;

  private static final int SYMTAB = 2;
  private static final int STRTAB = 3;
  private static final int RELA = 4;
  private static final int RELA_ENTRY = 24;
  private static final long INFO_LINK = 0x40; // SHF_INFO_LINK

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
    List<Draft> drafts = drafts();
    Map<String, Integer> numbers = numbers(drafts);
    int symbolSection = 1 + drafts.size() + withFields(drafts);
    SymbolTable symbols = new SymbolTable(object, numbers, TEXT);
    file.bytes(new byte[HEADER]);
    header("", 0, 0, 0, 0, 0, 0, new Output());
    for (Draft draft : drafts) {
      int number = sections;
      header(
          draft.name(), draft.type(), draft.flags(), 0, 0, draft.alignment(), 0, draft.content());
      if (!draft.fields().isEmpty()) {
        Output table = relocations(draft.fields(), symbols);
        String name = ".rela" + draft.name();
        header(name, RELA, INFO_LINK, symbolSection, number, 8, RELA_ENTRY, table);
      }
    }
    int strings = symbolSection + 1;
    header(
        ".symtab", SYMTAB, 0, strings, symbols.locals(), 8, SymbolTable.ENTRY, symbols.symbols());
    header(".strtab", STRTAB, 0, 0, 0, 1, 0, symbols.names());
    int own = names.add(".shstrtab");
    header(own, STRTAB, 0, 0, 0, 1, 0, names.bytes());
    file.align(8, 0);
    byte[] all = new Output().bytes(file.toBytes()).bytes(headers.toBytes()).toBytes();
    byte[] first = fileHeader(file.size()).toBytes();
    System.arraycopy(first, 0, all, 0, HEADER);
    return all;
  }

  private List<Draft> drafts() {
    List<Draft> drafts = new ArrayList<>();
    drafts.add(contents(Place.TEXT, object.text(), Draft.ALLOC | Draft.EXECINSTR));
    object.readOnly().ifPresent(c -> drafts.add(contents(Place.READ_ONLY, c, Draft.ALLOC)));
    if (!object.functions().isEmpty()) {
      drafts.add(Unwinding.of(object));
    }
    object
        .lines()
        .ifPresent(
            table -> {
              drafts.add(DebugLines.of(object, table));
              drafts.addAll(DebugInfo.of(object, table));
            });
    drafts.add(Draft.debug(".note.GNU-stack"));
    return drafts;
  }

  private Draft contents(Place place, Contents contents, long flags) {
    Draft draft = new Draft(place.section(), Draft.PROGBITS, flags, contents.alignment());
    draft.content().bytes(contents.bytes());
    for (Relocation r : object.relocations()) {
      if (r.place() == place) {
        draft
            .fields()
            .add(new Field(r.offset(), r.type().number(), symbol(r.target()), r.addend()));
      }
    }
    return draft;
  }

  private static Symbol symbol(Target target) {
    return switch (target) {
      case Target.Own(String name) -> new Named(name);
      case Target.External(String name) -> new Named(name);
      case Target.Start(Place place) -> new OfSection(place.section());
    };
  }

  private static int withFields(List<Draft> drafts) {
    return Math.toIntExact(drafts.stream().filter(draft -> !draft.fields().isEmpty()).count());
  }

  /// The number that each section will have.
  private static Map<String, Integer> numbers(List<Draft> drafts) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    int next = 1;
    for (Draft draft : drafts) {
      numbers.put(draft.name(), next);
      next += draft.fields().isEmpty() ? 1 : 2;
    }
    return numbers;
  }

  private static Output relocations(List<Field> fields, SymbolTable symbols) {
    Output table = new Output();
    for (Field field : fields) {
      table.u64(field.offset()).u32(field.type()).u32(symbols.number(field.symbol()));
      table.u64(field.addend());
    }
    return table;
  }

  private void header(
      String name,
      int type,
      long flags,
      int link,
      int info,
      int alignment,
      int entry,
      Output content) {
    int at = name.isEmpty() ? 0 : names.add(name);
    header(at, type, flags, link, info, alignment, entry, content);
  }

  /// Puts a section into the file and its line into the table of sections (ELF-64, chapter 5).
  private void header(
      int name,
      int type,
      long flags,
      int link,
      int info,
      int alignment,
      int entry,
      Output content) {
    file.align(Math.max(alignment, 1), 0);
    headers.u32(name).u32(type).u64(flags).u64(0);
    headers.u64(type == 0 ? 0 : file.size()).u64(content.size());
    headers.u32(link).u32(info).u64(alignment).u64(entry);
    file.bytes(content.toBytes());
    sections++;
  }

  /// ELF-64, chapter 3.
  private Output fileHeader(long sectionTable) {
    Output header = new Output();
    header.u8(0x7f, 'E', 'L', 'F', 2, 1, 1, 0).u64(0); // 64 bits, low byte first, System V
    header.u16(1).u16(62).u32(1); // ET_REL, EM_X86_64, version
    header.u64(0).u64(0).u64(sectionTable).u32(0); // no entry, no segments
    header.u16(HEADER).u16(0).u16(0).u16(SECTION_HEADER).u16(sections).u16(sections - 1);
    return header;
  }
}
