package org.tosc.backends.x86.elf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `readelf` and `objdump` find in an object is what was put in.
class ReadersTest {
  @TempDir Path folder;

  @BeforeEach
  void write() throws Exception {
    Files.write(folder.resolve("sum.o"), ObjectWriter.write(Sample.object("/src")));
  }

  @Test
  void sameInputSameBytes() {
    assertArrayEquals(
        ObjectWriter.write(Sample.object("/src")), ObjectWriter.write(Sample.object("/src")));
  }

  @Test
  void nothingIsStrange() throws Exception {
    Tools.assume("readelf");
    String all = Tools.run(folder, "readelf", "-W", "-a", "--debug-dump", "sum.o");
    assertFalse(all.contains("Warning") || all.contains("Error"), all);
    assertContains(
        all,
        "Class: ELF64",
        "Data: 2's complement, little endian",
        "Type: REL (Relocatable file)",
        "Machine: Advanced Micro Devices X86-64",
        "Number of section headers: 16");
  }

  @Test
  void sections() throws Exception {
    Tools.assume("readelf");
    String all = Tools.run(folder, "readelf", "-W", "-S", "sum.o");
    assertContains(
        all,
        ".text PROGBITS 0000000000000000 000040 00004e 00 AX 0 0 16",
        ".rodata PROGBITS 0000000000000000 000120 000020 00 A 0 0 32",
        ".eh_frame X86_64_UNWIND",
        ".note.GNU-stack PROGBITS");
  }

  @Test
  void symbols() throws Exception {
    Tools.assume("readelf");
    assertContains(
        Tools.run(folder, "readelf", "-W", "-s", "sum.o"),
        "FILE LOCAL DEFAULT ABS sum.pseudo",
        "0000000000000000 5 FUNC GLOBAL DEFAULT 1 add2",
        "0000000000000008 9 FUNC GLOBAL DEFAULT 1 scale",
        "0000000000000018 24 FUNC GLOBAL DEFAULT 1 outer",
        "0000000000000030 15 FUNC GLOBAL DEFAULT 1 entry",
        "0000000000000040 14 FUNC GLOBAL DEFAULT 1 deep",
        "0 NOTYPE GLOBAL DEFAULT UND host_value");
  }

  @Test
  void instructionsAndRelocations() throws Exception {
    Tools.assume("objdump");
    String text = Tools.run(folder, "objdump", "-dr", "-M", "intel", "--no-show-raw-insn", "sum.o");
    assertContains(
        text,
        "0000000000000000 <add2>: 0: lea rax,[rdi+rsi*1] 4: ret",
        "<scale>: 8: mulsd xmm0,QWORD PTR [rip+0x0] # 10 <scale+0x8> c: R_X86_64_PC32 .rodata+0x4",
        "1c: call 21 <outer+0x9> 1d: R_X86_64_PLT32 host_value-0x4",
        "29: call 2e <outer+0x16> 2a: R_X86_64_PLT32 add2-0x4",
        "30: movabs rax,0x0 32: R_X86_64_64 .rodata+0x10",
        "44: call 49 <deep+0x9> 45: R_X86_64_PLT32 host_value-0x4");
    assertContains(
        Tools.run(folder, "objdump", "-r", "-j", ".rodata", "sum.o"),
        "0000000000000010 R_X86_64_64 scale",
        "0000000000000018 R_X86_64_64 .text+0x0000000000000018");
  }

  /// The assembler writes frames of its own for the same code.
  @Test
  void framesAreThoseOfTheAssembler() throws Exception {
    Tools.assume("readelf", "as");
    Files.writeString(
        folder.resolve("same.s"),
        """
        .text
        .cfi_startproc
        .skip 5
        .cfi_endproc
        .skip 3
        .cfi_startproc
        .skip 9
        .cfi_endproc
        .skip 7
        .cfi_startproc
        push %rbp
        .cfi_def_cfa_offset 16
        .cfi_offset %rbp, -16
        mov %rsp, %rbp
        .cfi_def_cfa_register %rbp
        .skip 18
        pop %rbp
        .cfi_def_cfa %rsp, 8
        .cfi_restore %rbp
        ret
        .cfi_endproc
        .cfi_startproc
        .skip 15
        .cfi_endproc
        .skip 1
        .cfi_startproc
        .skip 4
        .cfi_def_cfa_offset 32
        .skip 9
        .cfi_def_cfa_offset 8
        ret
        .cfi_endproc
        """);
    Tools.run(folder, "as", "-o", "same.o", "same.s");
    String ours = frames("sum.o");
    assertEquals(frames("same.o"), ours);
    assertTrue(ours.contains("rbp+16"), ours);
  }

  @Test
  void framesOfLongFunctions() throws Exception {
    Tools.assume("readelf", "as");
    StringBuilder same = new StringBuilder(".cfi_startproc\n");
    List<FrameStep> steps = new ArrayList<>();
    int at = 0;
    for (int advance : new int[] {63, 64, 255, 256, 65535, 65536}) {
      at += advance;
      DwarfRegister register = DwarfRegister.valueOf("R" + (8 + steps.size()));
      steps.add(new FrameStep.Saved(at, register, 8 * at));
      same.append(".skip %d%n.cfi_offset %%%s, %d%n".formatted(advance, name(register), -8 * at));
    }
    Files.writeString(folder.resolve("same.s"), same + ".skip 1\n.cfi_endproc\n");
    Function function = new Function("f", 0, at + 1, new Frame(steps));
    ObjectFile object =
        ObjectFile.of("f.tir", new Contents(new byte[at + 1], 1), List.of(function));
    Files.write(folder.resolve("long.o"), ObjectWriter.write(object));
    Tools.run(folder, "as", "-o", "same.o", "same.s");
    assertEquals(frames("same.o"), frames("long.o"));
  }

  @Test
  void rowsOfLines() throws Exception {
    Tools.assume("readelf", "objdump");
    String rows = Tools.run(folder, "objdump", "--dwarf=decodedline", "sum.o");
    assertContains(
        rows,
        "sum.pseudo 1 0 x",
        "sum.pseudo - 0x5",
        "sum.pseudo 3 0x18 x",
        "sum.pseudo 4 0x1c x",
        "sum.pseudo 5 0x21 x",
        "sum.pseudo - 0x30",
        "sum.pseudo 7 0x40 x",
        "sum.pseudo - 0x4e");
    String raw = Tools.run(folder, "readelf", "-W", "--debug-dump=rawline", "sum.o");
    assertContains(raw, "Set column to 14", "DWARF Version: 5", "/src");
  }

  /// Rows far apart, back and forth, in several files: `.loc` of the assembler makes the same
  /// table.
  @Test
  void rowsAreThoseOfTheAssembler() throws Exception {
    String decoded =
        sameRows(
            new int[][] {
              {0, 0, 10, 0},
              {1, 0, 14, 3},
              {2, 0, 9, 3},
              {3, 0, 3, 90},
              {25, 1, 12, 1},
              {26, 1, 100_000, 1},
              {70_000, 2, 1, 300},
              {70_001, 0, 70, 5},
              {70_001 + 17, 0, 71, 5},
              {70_001 + 34, 0, 71, 200}
            });
    assertTrue(decoded.contains("100000"), decoded);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void randomRowsAreThoseOfTheAssembler(int seed) throws Exception {
    Random random = new Random(seed);
    int[][] rows = new int[200][];
    int at = 0;
    int line = 1000;
    for (int i = 0; i < rows.length; i++) {
      line += random.nextInt(5) == 0 ? random.nextInt(-300, 301) : random.nextInt(-8, 12);
      line = Math.max(line, 1);
      rows[i] = new int[] {at, random.nextInt(10) == 0 ? 1 : 0, line, random.nextInt(1, 200)};
      at += random.nextInt(9) == 0 ? random.nextInt(1, 500) : random.nextInt(1, 22);
    }
    sameRows(rows);
  }

  /// Rows of offset, file, line and column, written by us and by the assembler.
  private String sameRows(int[][] rows) throws Exception {
    Tools.assume("objdump", "as");
    List<LineRow> ours = new ArrayList<>();
    StringBuilder same =
        new StringBuilder(".file 0 \"/src\" \"a.tir\"\n.file 1 \"a.tir\"\n.file 2 \"b.tir\"\n")
            .append(".file 3 \"c.tir\"\n.text\n");
    int at = 0;
    for (int[] row : rows) {
      ours.add(new LineRow(row[0], row[1], row[2], row[3]));
      same.append(".skip %d, 0x90%n".formatted(row[0] - at));
      same.append(".loc %d %d %d%nnop%n".formatted(row[1] + 1, row[2], row[3]));
      at = row[0] + 1;
    }
    Files.writeString(folder.resolve("same.s"), same + ".skip 7, 0x90\n");
    Tools.run(folder, "as", "-gdwarf-5", "-o", "same.o", "same.s");
    Contents text = new Contents(new byte[at + 7], 1);
    ObjectFile object =
        ObjectFile.of("a.tir", text, List.of(new Function("f", 0, at + 7, Frame.LEAF)))
            .withLines(new LineTable("/src", List.of("a.tir", "b.tir", "c.tir"), ours));
    Files.write(folder.resolve("many.o"), ObjectWriter.write(object));
    String decoded = decoded("many.o");
    assertEquals(decoded("same.o"), decoded);
    assertTrue(decoded.lines().count() > rows.length, decoded);
    assertEquals(columns("same.o"), columns("many.o"));
    return decoded;
  }

  @Test
  void nothingToSay() throws Exception {
    Tools.assume("readelf", "objdump");
    ObjectFile empty = ObjectFile.of("x.tir", new Contents(new byte[0], 1), List.of());
    LineTable none = new LineTable("", List.of("x.tir"), List.of());
    for (ObjectFile object : List.of(empty, empty.withLines(none))) {
      Files.write(folder.resolve("empty.o"), ObjectWriter.write(object));
      String all = Tools.run(folder, "readelf", "-W", "-a", "--debug-dump", "empty.o");
      assertFalse(all.contains("Warning") || all.contains("Error"), all);
      Tools.run(folder, "objdump", "-d", "empty.o");
    }
  }

  private String decoded(String file) throws Exception {
    return Tools.run(folder, "objdump", "--dwarf=decodedline", file)
        .lines()
        .filter(line -> line.contains(".tir ") && line.matches(".*(0x|\\d).*"))
        .map(line -> String.join(" ", line.strip().split("\\s+")).replace(" x", ""))
        .collect(Collectors.joining("\n"));
  }

  /// Where columns change, and to what: tables of rows do not show them.
  private List<String> columns(String file) throws Exception {
    return Tools.run(folder, "readelf", "-W", "--debug-dump=rawline", file)
        .lines()
        .filter(line -> line.contains("Set column to "))
        .map(line -> line.substring(line.indexOf("Set")))
        .toList();
  }

  private String frames(String file) throws Exception {
    // Without the offsets in the section, and the lengths: the assembler has shorter forms.
    return Tools.run(folder, "readelf", "-W", "--debug-dump=frames-interp", file)
        .lines()
        .map(line -> line.replaceFirst("^[0-9a-f]{8} [0-9a-f]{16} [0-9a-f]{8} ", ""))
        .map(line -> line.replaceFirst("cie=[0-9a-f]+", "cie"))
        .collect(Collectors.joining("\n"));
  }

  private static String name(DwarfRegister register) {
    return register.name().toLowerCase(Locale.ROOT);
  }

  /// Whether the text has these pieces, with any space between words.
  private static void assertContains(String text, String... pieces) {
    String flat = String.join(" ", text.strip().split("\\s+"));
    for (String piece : pieces) {
      assertTrue(flat.contains(piece), () -> "no `" + piece + "` in\n" + text);
    }
  }
}
