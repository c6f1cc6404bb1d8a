package org.tosc.backends.x86.elf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A C program with an object of ours in it runs, and a debugger sees its lines and callers.
class LinkedTest {
  private static final Header HEADER =
      new Header(
          "sum",
          "Made by a test.",
          List.of(
              new Prototype(
                  "add2",
                  Optional.of(CType.of(CType.Element.INT64)),
                  List.of(number("a", CType.Element.INT64), number("b", CType.Element.INT64)),
                  "a + b"),
              new Prototype(
                  "scale",
                  Optional.of(CType.of(CType.Element.DOUBLE)),
                  List.of(number("x", CType.Element.DOUBLE)),
                  ""),
              new Prototype(
                  "outer", Optional.of(CType.of(CType.Element.INT64)), List.of(), "calls back"),
              new Prototype(
                  "entry",
                  Optional.of(CType.out(CType.Element.INT8)),
                  List.of(number("i", CType.Element.INT64)),
                  "the address of a function"),
              new Prototype(
                  "deep", Optional.of(CType.of(CType.Element.INT64)), List.of(), "calls back")));

  private static final String PROGRAM =
      """
      #include "sum.h"
      #include <stdio.h>
      #include <unwind.h>

      int64_t host_value(void);

      static int depth;

      static _Unwind_Reason_Code count(struct _Unwind_Context *context, void *unused) {
        (void) unused;
        depth += _Unwind_GetIP(context) != 0;
        return _URC_NO_REASON;
      }

      int64_t host_value(void) {
        depth = 0;
        _Unwind_Backtrace(count, 0);
        return 41;
      }

      #define CHECK(what) if (!(what)) { puts("failed: " #what); failures++; }

      int main(void) {
        int failures = 0;
        CHECK(add2(40, 2) == 42)
        CHECK(scale(4) == 10)
        host_value();
        int alone = depth;
        CHECK(outer() == 42)
        CHECK(depth == alone + 1)
        CHECK(deep() == 41)
        CHECK(depth == alone + 1)
        CHECK(((double (*)(double)) (intptr_t) entry(0))(2) == 5)
        CHECK(((int64_t (*)(void)) (intptr_t) entry(1))() == 42)
        puts("done");
        return failures;
      }
      """;

  @TempDir Path folder;

  private static Prototype.Parameter number(String name, CType.Element type) {
    return new Prototype.Parameter(name, CType.of(type), "");
  }

  @BeforeEach
  void link() throws Exception {
    Assumptions.assumeTrue(
        System.getProperty("os.arch").equals("amd64"), "not checked: this is no x86-64");
    Tools.assume("gcc");
    Files.write(folder.resolve("sum.o"), ObjectWriter.write(Sample.object(folder.toString())));
    Files.writeString(folder.resolve("sum.pseudo"), Sample.SOURCE);
    Files.writeString(folder.resolve("sum.h"), HEADER.text());
    Files.writeString(folder.resolve("main.c"), PROGRAM);
    // Addresses in the text, as `movabs` has them, exclude programs that may lie anywhere.
    String output =
        Tools.run(
            folder,
            "gcc",
            "-std=c11",
            "-Wall",
            "-Wextra",
            "-Werror",
            "-g",
            "-O1",
            "-no-pie",
            "-Wl,--fatal-warnings",
            "-o",
            "program",
            "main.c",
            "sum.o");
    assertEquals("", output);
  }

  @Test
  void theProgramPassesItsOwnTest() throws Exception {
    assertEquals("done\n", Tools.run(folder, "./program"));
  }

  @Test
  void noStackIsExecutable() throws Exception {
    Tools.assume("readelf");
    String segments = Tools.run(folder, "readelf", "-W", "-l", "program");
    String stack = segments.lines().filter(l -> l.contains("GNU_STACK")).findFirst().orElseThrow();
    assertTrue(stack.contains(" RW "), stack);
  }

  @Test
  void valgrindFindsNothing() throws Exception {
    Tools.assume("valgrind");
    String output = Tools.run(folder, "valgrind", "-q", "--error-exitcode=9", "./program");
    assertEquals("done\n", output);
  }

  @Test
  void codeWithoutAddressesMayLieAnywhere() throws Exception {
    byte[] code = {0x48, (byte) 0x8d, 0x04, 0x37, (byte) 0xc3}; // lea rax, [rdi + rsi]; ret
    ObjectFile object =
        ObjectFile.of(
            "add.tir", new Contents(code, 64), List.of(new Function("add2", 0, 5, Frame.LEAF)));
    Files.write(folder.resolve("add.o"), ObjectWriter.write(object));
    Files.writeString(
        folder.resolve("small.c"),
        "#include \"sum.h\"\nint main(void) { return add2(40, 2) == 42 ? 0 : 1; }\n");
    Tools.run(
        folder, "gcc", "-pie", "-fpie", "-Wl,--fatal-warnings", "-o", "small", "small.c", "add.o");
    assertEquals("", Tools.run(folder, "./small"));
    Tools.run(folder, "gcc", "-shared", "-Wl,--fatal-warnings", "-o", "libadd.so", "add.o");
  }

  @Test
  void addressesHaveLines() throws Exception {
    Tools.assume("gdb");
    String text =
        gdb(
            "info line *(char *)&outer",
            "info line *((char *)&outer + 9)",
            "info line *((char *)&deep + 4)",
            "list outer");
    assertTrue(text.contains("Line 3 of \"sum.pseudo\" starts at address"), text);
    assertTrue(text.contains("Line 5 of \"sum.pseudo\" starts at address"), text);
    assertTrue(text.contains("Line 7 of \"sum.pseudo\""), text);
    assertTrue(text.contains("4\t    v = host_value()"), text);
  }

  @Test
  void aDebuggerStopsAtALineAndSeesTheCallers() throws Exception {
    Tools.assume("gdb");
    String text =
        gdb(
            "break sum.pseudo:5",
            "run",
            "bt",
            "delete",
            "break host_value",
            "continue",
            "bt",
            "finish",
            "stepi",
            "bt");
    Assumptions.assumeFalse(
        text.contains("ptrace: Operation not permitted"),
        "not checked: nothing may be debugged here");
    assertTrue(text.contains("outer () at sum.pseudo:5"), text);
    assertTrue(text.contains("5\t    return add2(v, 1)"), text);
    assertTrue(text.contains("in deep () at sum.pseudo:7"), text);
    assertTrue(text.contains("deep () at sum.pseudo:7\n#1"), text);
    assertEquals(
        3, text.split("#\\d+ +(0x[0-9a-f]+ in )?main \\(\\) at main.c", -1).length - 1, text);
  }

  private String gdb(String... commands) throws Exception {
    List<String> line = new ArrayList<>(List.of("gdb", "-nx", "-batch"));
    line.addAll(List.of("-ex", "set style enabled off"));
    for (String command : commands) {
      line.addAll(List.of("-ex", command));
    }
    line.add("./program");
    return Tools.run(folder, line.toArray(String[]::new));
  }
}
