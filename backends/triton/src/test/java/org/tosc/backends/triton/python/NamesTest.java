package org.tosc.backends.triton.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class NamesTest {
  @Test
  void plainNamesStay() {
    Names names = new Names();
    assertEquals("weights", names.of("a", "weights"));
    assertEquals("weights_1", names.of("b", "weights"));
    assertEquals("weights", names.of("a", "weights"));
  }

  @Test
  void wordsOfPythonAreNoNames() {
    for (String word : new String[] {"lambda", "None", "tl", "torch", "range", "float", "meta"}) {
      assertNotEquals(word, new Names().fresh(word));
    }
  }

  @Test
  void anyCharactersBecomeDifferentNames() {
    Random random = new Random(1);
    Names names = new Names();
    Set<String> all = new HashSet<>();
    for (int i = 0; i < 2000; i++) {
      StringBuilder wanted = new StringBuilder();
      for (int c = random.nextInt(8); c > 0; c--) {
        wanted.appendCodePoint(random.nextInt(random.nextBoolean() ? 128 : 0x3000));
      }
      String name = names.fresh(wanted.toString());
      assertTrue(name.matches("[A-Za-z][A-Za-z0-9_]*"), name);
      assertTrue(all.add(name), name);
    }
  }

  @Test
  void commentsStayOnTheirLine() {
    assertEquals("a?b?c", Names.comment("a\nb\u2028c"));
  }
}
