package org.tosc.driver.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.tir.ir.Function;

/// The file of schedules: what one process writes another reads, whatever else stands in it.
final class ScheduleFileTest {
  private static final String SCHEDULE = "tile 8x3 depth 50 blocks 4x1 pack right";
  private static final String OTHER = "tile 4x1 depth 50 blocks 4x1 pack none";
  private static final Function KERNEL = SearchTest.kernel();

  @TempDir private Path folder;
  private final List<String> warnings = new ArrayList<>();

  private ScheduleFile file(String machine) {
    return new ScheduleFile(folder.resolve("a/schedules.tsv"), () -> machine, warnings::add);
  }

  @Test
  void theNextProcessKnows() throws IOException {
    assertNull(file("cpu\tjdk\ttosc").of(KERNEL));
    file("cpu\tjdk\ttosc").put(KERNEL, SCHEDULE, "100x50x40");
    assertEquals(SCHEDULE, file("cpu\tjdk\ttosc").of(KERNEL));
    ScheduleFile changing = file("cpu\tjdk\ttosc");
    changing.put(KERNEL, OTHER, "100x50x40");
    assertEquals(OTHER, changing.of(KERNEL));
    assertEquals(OTHER, file("cpu\tjdk\ttosc").of(KERNEL));
    assertEquals(List.of(), warnings);
    try (Stream<Path> files = Files.list(folder.resolve("a"))) {
      assertEquals(1, files.count(), "a file that was written beside is left");
    }
  }

  @Test
  void otherMachinesJdksAndVersionsKeepTheirLines() throws IOException {
    file("cpu\tjdk\ttosc").put(KERNEL, SCHEDULE, "p");
    for (String machine : List.of("cpu2\tjdk\ttosc", "cpu\tjdk2\ttosc", "cpu\tjdk\ttosc2")) {
      assertNull(file(machine).of(KERNEL));
      file(machine).put(KERNEL, OTHER, "p");
    }
    assertEquals(SCHEDULE, file("cpu\tjdk\ttosc").of(KERNEL));
    assertEquals(4, Files.readAllLines(folder.resolve("a/schedules.tsv")).size());
  }

  @Test
  void linesOfAnotherFormAreToldOfAndLeftOut() throws IOException {
    file("cpu\tjdk\ttosc").put(KERNEL, SCHEDULE, "p");
    Path path = folder.resolve("a/schedules.tsv");
    String good = Files.readString(path);
    byte[] noise = {(byte) 0xff, 0, 7, '\t', '\n'};
    Files.writeString(path, "tosc-schedule-1\tcut off\n");
    Files.write(path, noise, java.nio.file.StandardOpenOption.APPEND);
    Files.writeString(path, good.replace("8x3", "8x"), java.nio.file.StandardOpenOption.APPEND);
    Files.writeString(path, "\n" + good, java.nio.file.StandardOpenOption.APPEND);
    assertEquals(SCHEDULE, file("cpu\tjdk\ttosc").of(KERNEL));
    assertEquals(3, warnings.size(), warnings.toString());
    assertTrue(warnings.getFirst().endsWith(":1: no schedule; the line is left out"));
  }

  @Test
  void aSearchThatFoundNothingIsKnownToo() throws IOException {
    file("cpu\tjdk\ttosc").put(KERNEL, ScheduleFile.MODEL, "p");
    assertEquals("model", file("cpu\tjdk\ttosc").of(KERNEL));
    assertEquals(List.of(), warnings);
  }

  @Test
  void aFileThatCannotBeWrittenIsAFaultAndOneThatCannotBeReadIsNone() throws IOException {
    Files.writeString(folder.resolve("a"), "no folder");
    assertNull(file("cpu\tjdk\ttosc").of(KERNEL));
    assertThrows(IOException.class, () -> file("cpu\tjdk\ttosc").put(KERNEL, SCHEDULE, "p"));
  }

  @Test
  void theFolderIsWhereTheEnvironmentSays() {
    assertEquals(
        Path.of("x"), ScheduleFile.folder(Map.of("TOSC_CACHE", "x", "XDG_CACHE_HOME", "y")));
    assertEquals(Path.of("y", "tosc"), ScheduleFile.folder(Map.of("XDG_CACHE_HOME", "y")));
    assertTrue(ScheduleFile.folder(Map.of()).endsWith(Path.of(".cache", "tosc")));
  }

  @Test
  void aKernelsNameIsNoPartOfIt() {
    Function renamed =
        new Function("f.k7", KERNEL.results(), KERNEL.body(), KERNEL.attributes(), KERNEL.span());
    assertEquals(ScheduleFile.digest(KERNEL), ScheduleFile.digest(renamed));
    assertEquals(24, ScheduleFile.digest(KERNEL).length());
  }
}
