package org.tosc.backends.snitch.asm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// Any text is assembled or has faults with places in it; nothing is thrown.
class WrongSourceTest {
  private static final String SIGNS = "(),:+-*/%<>=!&|~^\"'\\#;.@\n\t 0189azxf_$é\0";

  private static void check(String text) {
    Source source = new Source("wrong.s", text);
    Assembly assembly = Assembler.assemble(source);
    for (Diagnostic d : assembly.diagnostics()) {
      boolean isInside = 0 <= d.span().start() && d.span().end() <= text.length();
      assertTrue(isInside && d.span().source() == source, () -> d + " of " + text);
      assertTrue(!d.message().isBlank());
    }
    if (!assembly.hasErrors()) {
      assertTrue(assembly.bytes().length > 52);
    }
  }

  private static String valid() throws IOException {
    try (InputStream in = WrongSourceTest.class.getResourceAsStream("all.s")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void changedCharacters() throws IOException {
    String text = valid();
    Random random = new Random(1);
    for (int i = 0; i < 400; i++) {
      StringBuilder changed = new StringBuilder(text);
      for (int n = random.nextInt(1, 40); n > 0; n--) {
        char sign = SIGNS.charAt(random.nextInt(SIGNS.length()));
        int at = random.nextInt(changed.length());
        switch (random.nextInt(3)) {
          case 0 -> changed.setCharAt(at, sign);
          case 1 -> changed.insert(at, sign);
          default -> changed.deleteCharAt(at);
        }
      }
      check(changed.toString());
    }
  }

  @Test
  void wordsInAnyOrder() throws IOException {
    String[] words = valid().split("(?<=[ ,\t\n(])", -1);
    Random random = new Random(2);
    for (int i = 0; i < 1000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(1, 200); n > 0; n--) {
        text.append(words[random.nextInt(words.length)]);
      }
      check(text.toString());
    }
  }

  @Test
  void whatIsDeepLongOrLarge() {
    check("li a0, " + "(".repeat(100_000) + "1");
    check("li a0, " + "-".repeat(100_000) + "1");
    check("li a0, 1" + "+1".repeat(100_000));
    check("li a0, " + "9".repeat(100_000));
    check("j " + "9".repeat(100_000) + "f");
    check(".fill 0x7fffffff, 8, 1");
    check(".zero 0x7fffffffffffffff");
    check(".zero 0x7fffffff");
    check(".bss\n.zero 0x7fffffff\n.zero 0x7fffffff");
    check(".bss\n.byte 1");
    check(".org 0x7fffffff");
    check(".org -1");
    check(".rept 100\n".repeat(5) + "nop\n" + ".endr\n".repeat(5));
    check(".rept 2\n".repeat(10_000) + ".endr\n".repeat(10_000));
    check(".rept 0x7fffffffffffffff\n.endr\n");
    check(".byte 1\n.p2align 16\n".repeat(20_000));
    check(".section .s1\n.zero 0x3ffffff\n.section .s2\n.zero 0x3ffffff\n");
    check("a = b\nb = a\n");
    check("a = a + 1\n");
    check("x:\n.zero y - x\ny:\n");
    check("\"\": nop\n\"\\0\": nop\n\"1x\": nop\n0x10: nop\n99999999999: nop");
    check("lw a0, 0x7fffffffffffffff(a0)\nla a0, x+0x7fffffffffffffff\nx:");
  }
}
