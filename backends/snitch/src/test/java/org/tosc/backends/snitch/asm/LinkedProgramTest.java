package org.tosc.backends.snitch.asm;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.tir.source.Source;

/// Whole programs against GNU as: linked by GNU ld, both objects have the same bytes in memory and
/// the same symbols.
///
/// The texts of compilers are those of `mix.c`: clang 14 with `--target=riscv32 -march=rv32imafd
/// -mabi=ilp32d -ffreestanding`, gcc 12 with `-march=rv32imafd_zicsr_zifencei -mabi=ilp32d
/// -mcmodel=medlow -ffreestanding`, at `-O0` and `-O2`.
class LinkedProgramTest {
  /// What other files define.
  private static final String OTHERS =
      """
      .globl outside, far_away, sqrtf, memset, __muldi3, other
      outside: ret
      sqrtf: ret
      memset: ret
      __muldi3: ret
      other: ret
      .data
      .p2align 3
      far_away: .double 1, 2, 3
      """;

  private static final List<String> SECTIONS =
      List.of(".text", ".data", ".sdata", ".rodata", ".rodata.mine", ".rodata.str1.4");

  @TempDir Path folder;

  private static String read(String name) throws IOException {
    try (InputStream in = LinkedProgramTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"all.s", "clang_O0.s", "clang_O2.s", "gcc_O0.s", "gcc_O2.s"})
  void isTheSameInMemory(String name) throws IOException {
    GnuTools.require();
    compare(name, read(name));
  }

  @Test
  void randomProgramsAreTheSameInMemory() throws IOException {
    GnuTools.require();
    for (int seed = 0; seed < 40; seed++) {
      compare("seed " + seed, new RandomSource(new Random(seed)).text());
    }
  }

  private void compare(String name, String text) throws IOException {
    GnuTools gnu = new GnuTools(folder);
    Path others = Files.move(gnu.assemble(OTHERS), folder.resolve("others.o"), REPLACE_EXISTING);
    // GNU as does not know these two of clang.
    Path theirs = gnu.assemble(text.replaceAll("(?m)^\\s*\\.addrsig.*$", ""));
    Assembly assembly = Assembler.assemble(new Source(name, text));
    assertEquals(List.of(), assembly.diagnostics(), name);
    Path ours = Files.write(folder.resolve("ours.o"), assembly.bytes());

    Path one = gnu.link(folder.resolve("theirs.elf"), List.of(theirs, others));
    Path two = gnu.link(folder.resolve("ours.elf"), List.of(ours, others));
    for (String section : SECTIONS) {
      assertArrayEquals(gnu.section(one, section), gnu.section(two, section), name + " " + section);
    }
    assertEquals(gnu.symbols(one), gnu.symbols(two), name);
  }
}
