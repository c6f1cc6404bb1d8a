package org.tosc.backends.machines.snitch.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.backends.machines.elf.Executable;
import org.tosc.backends.machines.elf.Executable.Segment;
import org.tosc.backends.machines.elf.Executable.Symbol;
import org.tosc.backends.machines.elf.ExecutableReader;
import org.tosc.backends.machines.elf.GnuRiscv;
import org.tosc.backends.machines.elf.ObjectFile;
import org.tosc.backends.machines.elf.ObjectReader;

/// Objects placed here and by GNU ld: the same bytes at the same addresses.
class PlacedTest {
  private static final int CODE = 0x8000_0000;
  private static final int DATA = 0x1000_0000;

  @TempDir private Path folder;
  private GnuRiscv gnu = new GnuRiscv(Path.of("."));

  @BeforeEach
  void tools() {
    gnu = new GnuRiscv(folder);
  }

  private ObjectFile object(String text, String... options) throws IOException {
    byte[] bytes = gnu.assembled(text, options);
    return assertInstanceOf(ObjectReader.Outcome.Read.class, ObjectReader.read(bytes)).object();
  }

  private static Executable placed(Placement placement, ObjectFile object) {
    Placed.Outcome outcome = Placed.at(placement, object);
    return assertInstanceOf(Placed.Outcome.Program.class, outcome).program();
  }

  private Executable linked(String... options) throws IOException {
    var outcome = ExecutableReader.read(gnu.linked(options));
    return assertInstanceOf(ExecutableReader.Outcome.Read.class, outcome).program();
  }

  private static long address(Executable program, String name) {
    return program.symbols().stream()
        .filter(s -> s.name().equals(name))
        .mapToLong(Symbol::address)
        .findFirst()
        .orElseThrow();
  }

  private static byte at(Executable program, long address) {
    for (Segment segment : program.segments()) {
      long offset = address - segment.address();
      if (offset >= 0 && offset < segment.size()) {
        return offset < segment.bytes().length ? segment.bytes()[(int) offset] : 0;
      }
    }
    throw new AssertionError("nothing at " + Long.toHexString(address));
  }

  private void same(String text, String... options) throws IOException {
    ObjectFile object = object(text, options);
    Executable expected =
        linked("--no-relax", "-Ttext=0x80000000", "-Tdata=0x10000000", "-z", "norelro");
    Placement placement =
        new Placement(
            CODE,
            DATA,
            Map.of(
                ".bss",
                (int) address(expected, "room"),
                ".rodata",
                (int) address(expected, "numbers")));
    Executable found = placed(placement, object);
    assertEquals(expected.entry(), found.entry());
    int bytes = 0;
    for (Segment segment : found.segments()) {
      for (long n = 0; n < segment.size(); n++) {
        long address = segment.address() + n;
        assertEquals(at(expected, address), at(found, address), Long.toHexString(address));
        bytes++;
      }
    }
    assertTrue(bytes > 100, "compared " + bytes);
    assertEquals(names(found, expected), names(expected, found));
  }

  /// What both have.
  private static String names(Executable program, Executable other) {
    List<String> known = other.symbols().stream().map(Symbol::name).toList();
    return program.symbols().stream()
        .filter(s -> known.contains(s.name()))
        .map(s -> "%08x %s %b".formatted(s.address(), s.name(), s.global()))
        .sorted()
        .distinct()
        .collect(Collectors.joining("\n"));
  }

  private static final String EVERYTHING =
      """
      .globl _start
      leaf: ret
      _start: la a0, table
      lla a1, room + 12
      lui a2, %hi(numbers + 0x7fc)
      addi a2, a2, %lo(numbers + 0x7fc)
      flw fa0, %lo(numbers)(a2)
      fsd fa1, %lo(room + 8)(a3)
      lw a4, table
      sw a4, room, t0
      fld fa2, numbers, t1
      beq a0, a1, leaf
      bltu a2, a1, end
      j end
      jal leaf
      call leaf
      tail end
      .balign 4
      end: la a5, weak
      la a6, 0x12345fff
      la a7, absolute
      .weak weak
      .set absolute, 0x7ff
      .data
      table: .word leaf, end - leaf, end + 4, room - 8
      short: .half end - leaf
      byte: .byte end - leaf, end - _start
      .balign 4
      .word end - .
      .section .rodata
      numbers: .float 1.5, 2.5
      .word numbers, table, end
      .bss
      room: .zero 64
      """;

  @Test
  void sameAsGnuLd() throws IOException {
    same(EVERYTHING, "-mno-relax");
    same(EVERYTHING, "-mrelax");
  }

  /// Descriptions of frames have the smallest fields; ld changes those, so not theirs are compared.
  @Test
  void smallFieldsAreAsGnuLds() throws IOException {
    same(
        EVERYTHING
            + """
            .data
            fields: .byte 0xC1, 0x42, 3
            .half 4
            .word 5, 6
            .reloc fields, R_RISCV_SET6, end
            .reloc fields, R_RISCV_SUB6, leaf
            .reloc fields + 1, R_RISCV_SUB6, _start
            .reloc fields + 2, R_RISCV_SET8, end
            .reloc fields + 3, R_RISCV_SET16, end
            .reloc fields + 5, R_RISCV_SET32, end
            .reloc fields + 9, R_RISCV_32_PCREL, end
            """);
  }

  @Test
  void random() throws IOException {
    var random = new Random(3);
    var text = new StringBuilder(".globl _start\n_start: nop\n");
    String[] code = {
      "l%d: beq a0, a1, l%d",
      "l%d: jal l%d",
      "l%d: la a0, d%d+%d",
      "l%d: lui a1, %%hi(d%d+%d)",
      "l%d: sw a1, %%lo(d%d+%d)(a2)",
      "l%d: lh a1, d%d",
      "l%d: call l%d",
      "l%d: sb a3, d%d, t2"
    };
    for (int n = 0; n < 400; n++) {
      String row = code[random.nextInt(code.length)];
      text.append(row.formatted(n, random.nextInt(400), random.nextInt(5000))).append('\n');
    }
    text.append(".data\n");
    for (int n = 0; n < 400; n++) {
      text.append("d%d: .word l%d + %d\n".formatted(n, random.nextInt(400), n));
    }
    text.append(".section .rodata\nnumbers: .word _start\n.bss\nroom: .zero 8\n");
    same(text.toString(), "-mno-relax");
    same(text.toString(), "-mrelax");
  }

  private void refused(String why, String text, Placement placement, String... options)
      throws IOException {
    assertEquals(new Placed.Outcome.Refused(why), Placed.at(placement, object(text, options)));
  }

  @Test
  void whatCannotBePlacedIsRefused() throws IOException {
    Placement usual = Placement.of(CODE, DATA);
    assertEquals(
        new Placed.Outcome.Incomplete(List.of("other", "thing")),
        Placed.at(usual, object("call thing\ncall other\ncall thing\n")));
    refused(
        "in section `.text`: what follows 0x80000018 is aligned only after relaxation, expected code"
            + " that is assembled with -mno-relax",
        "nop\n.balign 16\nnop\nnop\n.balign 16\n",
        usual,
        "-mrelax");
    refused(
        "in section `.text`: relocations of type 20 are not known here",
        ".option pic\nla a0, there\n.data\nthere: .word 1\n",
        usual);
    refused(
        "in section `far`: a branch at 0x90000000 cannot reach -268435456 bytes",
        """
        there: nop
        .section far, "ax"
        .reloc 0, R_RISCV_BRANCH, there
        .word 0x63
        """,
        new Placement(CODE, DATA, Map.of("far", 0x9000_0000)),
        "-mno-relax");
    refused(
        "in section `far`: a jump at 0x90000000 cannot reach -268435456 bytes",
        "there: nop\n.section far, \"ax\"\nj there\n",
        new Placement(CODE, DATA, Map.of("far", 0x9000_0000)));
    refused(
        "two of its sections would be at 0x80000004",
        "nop\nnop\n.data\n.word 1\n",
        new Placement(CODE, CODE + 4, Map.of()));
    refused("it would reach behind the end of memory", "nop\nnop\n", Placement.of(-4, DATA));
    refused(
        "in section `.text`: the lower part of an address refers to 0x80000000, where no upper"
            + " part is",
        "there: nop\naddi a0, a0, %pcrel_lo(there)\n",
        usual);
    ObjectFile x86 = new ObjectFile(ObjectFile.X86_64, 64, List.of(), List.of());
    assertEquals(
        new Placed.Outcome.Refused("it is for the machine with number 62, expected 243, RISC-V"),
        Placed.at(usual, x86));
    ObjectFile wide = new ObjectFile(ObjectFile.RISCV, 64, List.of(), List.of());
    assertEquals(
        new Placed.Outcome.Refused("it has addresses of 64 bits, expected 32"),
        Placed.at(usual, wide));
  }

  /// Damaged objects that can be read are placed or refused; nothing else happens.
  @Test
  void damageIsPlacedOrRefused() throws IOException {
    byte[] whole = gnu.assembled(EVERYTHING, "-mrelax");
    var random = new Random(7);
    int placed = 0;
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = whole.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        damaged[52 + random.nextInt(whole.length - 52)] = (byte) random.nextInt(256);
      }
      if (ObjectReader.read(damaged) instanceof ObjectReader.Outcome.Read(ObjectFile object)) {
        Placed.Outcome outcome = Placed.at(Placement.of(CODE, DATA), object);
        placed += outcome instanceof Placed.Outcome.Program ? 1 : 0;
        refused += outcome instanceof Placed.Outcome.Refused ? 1 : 0;
      }
    }
    assertTrue(placed > 1_000 && refused > 1_000, placed + " placed, " + refused + " refused");
  }
}
