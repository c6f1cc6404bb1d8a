package org.tosc.backends.x86.elf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.backends.x86.elf.Prototype.Parameter;

class HeaderTest {
  private static final String NASTY =
      "*/ int x; /* \\\n*/\\\r\n??/\n???/*//**/\n#include <no>\n*\\\n/ int y;\n\u0000\u001b[31m \"';";

  @TempDir Path folder;

  private static Header header(String comment) {
    return new Header(
        "soft-max.2",
        comment,
        List.of(
            new Prototype(
                "soft_max",
                Optional.empty(),
                List.of(
                    new Parameter("x", CType.in(CType.Element.FLOAT), comment),
                    new Parameter("y", CType.out(CType.Element.UINT16), comment),
                    new Parameter("rows", CType.of(CType.Element.INT64), "")),
                comment),
            new Prototype(
                "version", Optional.of(CType.of(CType.Element.INT32)), List.of(), comment)));
  }

  @Test
  void text() {
    assertEquals(
        """
        /* one
           two */
        #ifndef TOSC_SOFT_MAX_2_H
        #define TOSC_SOFT_MAX_2_H

        #include <stdint.h>

        #ifdef __cplusplus
        extern "C" {
        #endif

        /* one
           two */
        void soft_max(
            /* one
               two */
            const float *x,
            /* one
               two */
            uint16_t *y,
            int64_t rows);

        /* one
           two */
        int32_t version(void);

        #ifdef __cplusplus
        }
        #endif

        #endif
        """,
        header("one\ntwo").text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"c99", "c11", "gnu17"})
  void anyCommentIsOneInC(String standard) throws Exception {
    Tools.assume("gcc");
    assertEquals("", compile("gcc", "-std=" + standard, "-trigraphs", "-Wpedantic"));
  }

  @Test
  void onlyLinesAreControlled() {
    assertEquals(0, header(NASTY).text().chars().filter(c -> c < ' ' && c != '\n').count());
  }

  @Test
  void anyCommentIsOneInCpp() throws Exception {
    Tools.assume("g++");
    assertEquals("", compile("g++", "-x", "c++", "-std=c++17", "-trigraphs"));
  }

  private String compile(String... command) throws Exception {
    Files.writeString(folder.resolve("h.h"), header(NASTY).text());
    Files.writeString(
        folder.resolve("main.c"),
        """
        #include "h.h"
        #include "h.h"
        int x;
        float y(void) { soft_max(0, 0, version()); return 0; }
        """);
    List<String> line = new ArrayList<>(List.of(command));
    line.addAll(List.of("-Wall", "-Wextra", "-Werror", "-fsyntax-only", "main.c"));
    return Tools.run(folder, line.toArray(String[]::new));
  }

  @Test
  void namesAreThoseOfC() {
    for (String name : List.of("", "1x", "a b", "int", "class", "x;int y", "\");import os#", "é")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new Prototype(name, Optional.empty(), List.of(), ""),
          name);
      assertThrows(
          IllegalArgumentException.class,
          () -> new Parameter(name, CType.of(CType.Element.FLOAT), ""),
          name);
    }
    Prototype twice = new Prototype("f", Optional.empty(), List.of(), "");
    assertThrows(IllegalArgumentException.class, () -> new Header("h", "", List.of(twice, twice)));
    Parameter x = new Parameter("x", CType.of(CType.Element.FLOAT), "");
    assertThrows(
        IllegalArgumentException.class,
        () -> new Prototype("f", Optional.empty(), List.of(x, x), ""));
    assertThrows(IllegalArgumentException.class, () -> new CType(CType.Element.FLOAT, false, true));
  }
}
