package org.tosc.backends.machines.elf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.backends.machines.elf.Executable.Segment;
import org.tosc.backends.machines.elf.Executable.Symbol;
import org.tosc.backends.machines.elf.ObjectFile.Section;

/// Objects and programs of 32 bits that GNU as and ld write, whole and damaged.
class ExecutableReaderTest {
  private static final String PROGRAM =
      """
      .globl _start
      .type _start, @function
      _start: la a0, table
      lw a1, 4(a0)
      call work
      ebreak
      .size _start, . - _start
      work: beqz a1, 1f
      fld fa0, %lo(number)(zero)
      1: ret
      .data
      .balign 8
      table: .word work, 5, after - table
      after: .half 7
      .section .rodata
      number: .double 2.5
      .bss
      .globl room
      .balign 8
      room: .zero 100
      .comm shared, 24, 8
      """;

  private static final String[] PLACES = {"-Ttext=0x80000000", "-Tdata=0x10000000"};

  @TempDir private Path folder;
  private GnuRiscv gnu = new GnuRiscv(Path.of("."));

  @BeforeEach
  void tools() {
    gnu = new GnuRiscv(folder);
  }

  private static ObjectFile object(byte[] bytes) {
    return assertInstanceOf(ObjectReader.Outcome.Read.class, ObjectReader.read(bytes)).object();
  }

  private static Executable program(byte[] bytes) {
    var outcome = ExecutableReader.read(bytes);
    return assertInstanceOf(ExecutableReader.Outcome.Read.class, outcome).program();
  }

  @Test
  void objectsAreAsReadelfSays() throws IOException {
    ObjectFile object = object(gnu.assembled(PROGRAM));
    assertEquals(ObjectFile.RISCV, object.machine());
    TreeSet<String> found = new TreeSet<>();
    for (Section section : object.sections()) {
      section
          .relocations()
          .forEach(r -> found.add("%08x %08x".formatted(r.offset(), r.symbol() << 8 | r.type())));
    }
    TreeSet<String> listed = new TreeSet<>();
    for (String line : gnu.shown("readelf", "-rW", "p.o").split("\n", -1)) {
      String[] columns = line.split(" +", -1);
      if (columns[0].matches("[0-9a-f]{8}")) {
        listed.add(columns[0] + " " + columns[1]);
      }
    }
    assertEquals(listed, found);
    assertTrue(found.size() > 8, found.toString());
    String names =
        object.symbols().stream().map(ObjectFile.Symbol::name).collect(Collectors.joining(" "));
    assertTrue(names.contains("_start") && names.contains("room"), names);
  }

  @Test
  void programsAreAsNmAndObjcopySay() throws IOException {
    gnu.assembled(PROGRAM);
    Executable program = program(gnu.linked(PLACES));
    assertEquals(ObjectFile.RISCV, program.machine());
    assertEquals(0x8000_0000L, program.entry());
    String listed =
        gnu.shown("nm", "p.elf")
            .lines()
            .map(line -> line.replaceFirst(" . ", " "))
            .sorted()
            .collect(Collectors.joining("\n"));
    String found =
        program.symbols().stream()
            .map(s -> "%08x %s".formatted(s.address(), s.name()))
            .sorted()
            .collect(Collectors.joining("\n"));
    assertEquals(listed, found);
    Symbol start = program.symbols().stream().filter(Symbol::function).findFirst().orElseThrow();
    assertEquals("_start", start.name());
    assertTrue(start.global());
    gnu.shown("objcopy", "-O", "binary", "-j", ".text", "p.elf", "p.bin");
    byte[] text = java.nio.file.Files.readAllBytes(folder.resolve("p.bin"));
    assertEquals(start.size() + 12, text.length);
    Segment code =
        program.segments().stream().filter(Segment::executable).findFirst().orElseThrow();
    int at = (int) (program.entry() - code.address());
    assertEquals(ByteBuffer.wrap(text), ByteBuffer.wrap(code.bytes(), at, text.length).slice());
    Segment data = program.segments().stream().filter(Segment::writable).findFirst().orElseThrow();
    assertTrue(data.size() >= data.bytes().length + 124, data.toString());
  }

  @Test
  void strippedProgramsHaveNoSymbols() throws IOException {
    gnu.assembled(PROGRAM);
    Executable whole = program(gnu.linked(PLACES));
    Executable stripped = program(gnu.linked("-s", PLACES[0], PLACES[1]));
    assertEquals(List.of(), stripped.symbols());
    assertEquals(whole.segments().size(), stripped.segments().size());
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    byte[] object = gnu.assembled(PROGRAM);
    assertRefused(
        "it is a relocatable object, expected an executable with fixed addresses", object);
    byte[] program = gnu.linked(PLACES);
    var refused =
        new ObjectReader.Outcome.Refused(
            "it is an executable, expected a relocatable object (`gcc -c`)");
    assertEquals(refused, ObjectReader.read(program));
    assertTrue(ExecutableReader.isExecutable(program));
    assertEquals(false, ExecutableReader.isExecutable(object));
    ByteBuffer header = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
    int segments = header.getInt(28);
    byte[] other = program.clone();
    other[44] = 0;
    assertRefused("it has no segments", other);
    other = program.clone();
    other[42] = 56;
    assertRefused("headers of segments have 32 bytes, these 56", other);
    assertRefused(
        "the file header would lie behind the end of the file", Arrays.copyOf(program, 51));
    assertRefused(
        "the headers of segments would lie behind the end of the file",
        Arrays.copyOf(program, segments + 33));
    refusedSegments(program, segments);
  }

  /// Headers of segments have type, offset, two addresses, two sizes, flags and alignment.
  private static void refusedSegments(byte[] program, int segments) {
    int first = segments;
    ByteBuffer whole = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
    while (whole.getInt(first) != 1) {
      first += 32;
    }
    int number = (first - segments) / 32;
    assertRefused(
        "segment " + number + " would lie behind the end of the file",
        with(program, first + 4, program.length));
    assertRefused(
        "segment " + number + " reaches behind the end of memory", with(program, first + 8, -4));
    assertRefused(
        "segment " + number + " has more bytes in the file than in memory",
        with(program, first + 20, 0));
    assertRefused(
        "it takes more than 268435456 bytes of memory", with(program, first + 20, 1 << 30));
    int second = first + 32;
    assertRefused(
        "its segments lie over each other", with(program, second + 8, whole.getInt(first + 8) + 4));
  }

  private static byte[] with(byte[] program, int at, int value) {
    byte[] other = program.clone();
    ByteBuffer.wrap(other).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
    return other;
  }

  private static void assertRefused(String why, byte[] bytes) {
    assertEquals(new ExecutableReader.Outcome.Refused(why), ExecutableReader.read(bytes));
  }

  /// Damaged files are read or refused; nothing else leaves the readers.
  @Test
  void damageIsRefusedOrRead() throws IOException {
    byte[] object = gnu.assembled(PROGRAM);
    byte[] program = gnu.linked(PLACES);
    Random random = new Random(6);
    int refused = 0;
    for (byte[] whole : List.of(object, program)) {
      ByteBuffer header = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
      int sections = header.getInt(32);
      for (int length = 0; length < whole.length; length += 5) {
        refused += refused(Arrays.copyOf(whole, length));
      }
      for (int round = 0; round < 20_000; round++) {
        byte[] damaged = whole.clone();
        for (int n = random.nextInt(4); n >= 0; n--) {
          int from = random.nextBoolean() ? sections : 0;
          int to = from == 0 && random.nextBoolean() ? 52 + 4 * 32 : whole.length;
          int value = random.nextInt(3) == 0 ? 0xFF : random.nextInt(256);
          damaged[from + random.nextInt(to - from)] = (byte) value;
        }
        refused += refused(damaged);
      }
    }
    assertTrue(refused > 5_000 && refused < 75_000, "damaged files: " + refused);
  }

  private static int refused(byte[] bytes) {
    boolean noObject = ObjectReader.read(bytes) instanceof ObjectReader.Outcome.Refused;
    boolean noProgram = ExecutableReader.read(bytes) instanceof ExecutableReader.Outcome.Refused;
    return (noObject ? 1 : 0) + (noProgram ? 1 : 0);
  }
}
