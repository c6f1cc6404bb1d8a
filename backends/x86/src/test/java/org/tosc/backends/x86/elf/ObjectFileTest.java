package org.tosc.backends.x86.elf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Only what can be written can be made.
class ObjectFileTest {
  private static final Contents TEXT = new Contents(new byte[16], 16);
  private static final Target TEXT_START = new Target.Start(Place.TEXT);

  private static void refused(String message, Executable making) {
    String actual = assertThrows(IllegalArgumentException.class, making).getMessage();
    assertEquals(message, actual);
  }

  private static Function function(String name, int offset, int size) {
    return new Function(name, offset, size, Frame.LEAF);
  }

  private static ObjectFile object(Function... functions) {
    return ObjectFile.of("x.tir", TEXT, List.of(functions));
  }

  @Test
  void functions() {
    object(function("f", 0, 16));
    object(function("g", 8, 8), function("f", 0, 8));
    refused("`f` ends after the text, which has 16 bytes", () -> object(function("f", 1, 16)));
    refused(
        "`f` ends after the text, which has 16 bytes",
        () -> object(function("f", 8, Integer.MAX_VALUE)));
    refused("`f` has 0 bytes at 0", () -> function("f", 0, 0));
    refused("`f` has 1 bytes at -1", () -> function("f", -1, 1));
    refused(
        "`g` begins in another function", () -> object(function("g", 7, 2), function("f", 0, 8)));
    refused("two functions `f`", () -> object(function("f", 0, 2), function("f", 4, 2)));
    refused("a symbol has letters, digits, _, . and $: `f g`", () -> function("f g", 0, 1));
    refused("a text with a NUL in it", () -> ObjectFile.of("a\0b", TEXT, List.of()));
  }

  @Test
  void contents() {
    byte[] bytes = {1};
    Contents contents = new Contents(bytes, 4096);
    bytes[0] = 2;
    contents.bytes()[0] = 3;
    assertArrayEquals(new byte[] {1}, contents.bytes());
    assertEquals(new Contents(new byte[] {1}, 4096), contents);
    for (int alignment : new int[] {0, -1, 3, 8192, Integer.MIN_VALUE}) {
      assertThrows(IllegalArgumentException.class, () -> new Contents(new byte[1], alignment));
    }
  }

  @Test
  void relocations() {
    ObjectFile object = object(function("f", 0, 16));
    RelocationType call = RelocationType.CALL;
    object.withRelocations(List.of(new Relocation(Place.TEXT, 12, call, TEXT_START, -4)));
    refused(
        "a field of 4 bytes at 13 ends after .text, which has 16 bytes",
        () -> object.withRelocations(List.of(new Relocation(Place.TEXT, 13, call, TEXT_START, 0))));
    refused(
        "a field of 8 bytes at 9 ends after .text, which has 16 bytes",
        () -> withField(object, Place.TEXT, 9, RelocationType.ADDRESS, TEXT_START));
    refused(
        "a field of 4 bytes at -1 ends after .text, which has 16 bytes",
        () -> withField(object, Place.TEXT, -1, call, TEXT_START));
    refused(
        "a field of 4 bytes at 0 ends after .rodata, which has 0 bytes",
        () -> withField(object, Place.READ_ONLY, 0, call, TEXT_START));
    refused(
        "there is no .rodata",
        () -> withField(object, Place.TEXT, 0, call, new Target.Start(Place.READ_ONLY)));
    refused(
        "there is no function `g`",
        () -> withField(object, Place.TEXT, 0, call, new Target.Own("g")));
    refused(
        "`f` is a function of this object",
        () -> withField(object, Place.TEXT, 0, call, new Target.External("f")));
    refused(
        "a field of 32 bits has the addend 2147483648",
        () -> new Relocation(Place.TEXT, 0, call, TEXT_START, 1L << 31));
  }

  private static void withField(
      ObjectFile object, Place place, int offset, RelocationType type, Target target) {
    ObjectFile unused =
        object.withRelocations(List.of(new Relocation(place, offset, type, target, 0)));
    assertEquals(unused, object);
  }

  @Test
  void framesAndLines() {
    FrameStep late = new FrameStep.Cfa(5, DwarfRegister.RSP, 8);
    refused(
        "`f` has 5 bytes, and a step at 5",
        () -> new Function("f", 0, 5, new Frame(List.of(late))));
    FrameStep early = new FrameStep.Restored(4, DwarfRegister.RBX);
    refused("the step at 4 comes after that at 5", () -> new Frame(List.of(late, early)));
    refused(
        "RBX at 0 lies at CFA - 12, which is no multiple of 8",
        () -> new FrameStep.Saved(0, DwarfRegister.RBX, 12));
    LineRow row = new LineRow(8, 0, 1, 1);
    ObjectFile object = object(function("f", 0, 8), function("g", 9, 7));
    refused(
        "the row at 8 is in no function",
        () -> object.withLines(new LineTable("", List.of("a"), List.of(row))));
    refused(
        "the row at 8 comes after that at 8",
        () -> new LineTable("", List.of("a"), List.of(row, row)));
    refused(
        "there is no file 1",
        () -> new LineTable("", List.of("a"), List.of(new LineRow(0, 1, 1, 1))));
    refused("lines of no file", () -> new LineTable("", List.of(), List.of()));
    assertThrows(IllegalArgumentException.class, () -> new LineRow(0, 0, -1, 1));
  }
}
