package org.tosc.backends.machines.elf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.backends.machines.elf.ObjectFile.Home;
import org.tosc.backends.machines.elf.ObjectFile.Section;
import org.tosc.backends.machines.elf.ObjectFile.Symbol;
import org.tosc.backends.machines.x86.Tools;

/// Objects that gcc writes, whole and damaged; what is in them is what binutils say.
class ObjectReaderTest {
  private static final String PROGRAM =
      """
      extern long elsewhere(const char *);
      long counter = 7;
      long zeros[100];
      static const char text[] = "some text";
      const char *pointer = text;
      long used(long n) { return elsewhere(pointer) + counter + zeros[n]; }
      static long hidden(long n) { return n + 1; }
      long (*table[])(long) = {used, hidden};
      """;

  @TempDir private Path folder;

  @BeforeEach
  void gcc() {
    Assumptions.assumeTrue(Tools.has("gcc"), "not checked: gcc is not installed");
  }

  private byte[] compiled(String... options) throws IOException {
    Files.writeString(folder.resolve("p.c"), PROGRAM);
    List<String> command =
        new java.util.ArrayList<>(List.of("gcc", "-g", "-o", "p.o", "p.c", "-c"));
    command.addAll(List.of(options));
    Tools.run(folder, "", command);
    return Files.readAllBytes(folder.resolve("p.o"));
  }

  private static ObjectFile read(byte[] bytes) {
    return assertInstanceOf(ObjectReader.Outcome.Read.class, ObjectReader.read(bytes)).object();
  }

  @Test
  void symbolsAreThoseOfNm() throws IOException {
    Assumptions.assumeTrue(Tools.has("nm"), "not checked: nm is not installed");
    ObjectFile object = read(compiled("-O2"));
    String listed =
        Tools.run(folder, "", List.of("nm", "p.o"))
            .lines()
            .map(String::strip)
            .filter(line -> !line.matches(".* [aN] .*"))
            .sorted()
            .collect(Collectors.joining("\n"));
    String found =
        object.symbols().stream()
            .filter(s -> !s.name().isEmpty() && s.home() != Home.ABSOLUTE)
            .map(s -> line(object, s))
            .sorted()
            .collect(Collectors.joining("\n"));
    assertEquals(listed, found);
    assertTrue(found.contains("U elsewhere"), found);
  }

  /// A symbol as nm prints it.
  private static String line(ObjectFile object, Symbol s) {
    if (s.home() == Home.UNDEFINED) {
      return "U " + s.name();
    }
    Section section = object.sections().get(s.section());
    char letter =
        section.executable()
            ? 't'
            : !section.writable() ? 'r' : section.bytes().length == 0 ? 'b' : 'd';
    return "%016x %c %s"
        .formatted(s.value(), s.global() ? Character.toUpperCase(letter) : letter, s.name());
  }

  @Test
  void relocationsAreThoseOfReadelf() throws IOException {
    Assumptions.assumeTrue(Tools.has("readelf"), "not checked: readelf is not installed");
    ObjectFile object = read(compiled("-O2"));
    TreeSet<String> listed = new TreeSet<>();
    for (String line : Tools.run(folder, "", List.of("readelf", "-rW", "p.o")).split("\n", -1)) {
      String[] columns = line.split(" +", -1);
      if (columns[0].matches("[0-9a-f]{16}")) {
        listed.add(columns[0] + " " + columns[1]);
      }
    }
    TreeSet<String> found = new TreeSet<>();
    for (Section section : object.sections()) {
      section
          .relocations()
          .forEach(r -> found.add("%016x %08x%08x".formatted(r.offset(), r.symbol(), r.type())));
    }
    assertEquals(listed, found);
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    assertRefused(
        "it does not begin with \\x7fELF",
        "MZ".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    byte[] program = compiled();
    byte[] other = program.clone();
    other[16] = 2;
    assertRefused("it is an executable, expected a relocatable object (`gcc -c`)", other);
    other = program.clone();
    other[4] = 3;
    assertRefused("it is a file of neither 32 nor 64 bits", other);
    other = program.clone();
    other[5] = 2;
    assertRefused("it is not little-endian", other);
    assertRefused(
        "the file header would lie behind the end of the file", Arrays.copyOf(program, 63));
  }

  private static void assertRefused(String why, byte[] bytes) {
    assertEquals(new ObjectReader.Outcome.Refused(why), ObjectReader.read(bytes));
  }

  /// Damaged files are read or refused; nothing else leaves the reader, and nothing takes memory
  /// that the file does not have.
  @Test
  void damageIsRefusedOrRead() throws IOException {
    byte[] program = compiled("-O2");
    int refused = 0;
    for (int length = 0; length < program.length; length += 7) {
      refused += isRefused(Arrays.copyOf(program, length));
    }
    assertTrue(refused > program.length / 8, "short files: " + refused);
    Random random = new Random(5);
    refused = 0;
    int headers =
        (int) java.nio.ByteBuffer.wrap(program).order(java.nio.ByteOrder.LITTLE_ENDIAN).getLong(40);
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = program.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        int from = random.nextBoolean() ? 0 : headers;
        int to = from == 0 ? random.nextBoolean() ? 64 : program.length : program.length;
        int value = random.nextInt(3) == 0 ? 0xFF : random.nextInt(256);
        damaged[from + random.nextInt(to - from)] = (byte) value;
      }
      refused += isRefused(damaged);
    }
    assertTrue(refused > 2_000 && refused < 19_000, "damaged files: " + refused);
  }

  private static int isRefused(byte[] bytes) {
    return ObjectReader.read(bytes) instanceof ObjectReader.Outcome.Refused ? 1 : 0;
  }
}
