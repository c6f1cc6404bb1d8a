package org.tosc.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.antlr.v4.runtime.Token;
import org.junit.jupiter.api.Test;

/// Damaged texts: never an exception, never a hang, and few faults for one error.
final class RobustnessTest {
  private static final int MUTATIONS = 2_000;

  static String sample() {
    try (InputStream in = RobustnessTest.class.getResourceAsStream("sample.pseudo")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<SyntaxFault> parse(String text) {
    List<SyntaxFault> faults =
        assertTimeoutPreemptively(
            Duration.ofSeconds(60), () -> PseudocodeSyntax.parse(text).faults(), text);
    for (SyntaxFault fault : faults) {
      assertTrue(
          fault.offset() >= 0 && fault.offset() + fault.length() <= text.length(),
          () -> fault + " in " + text);
    }
    return faults;
  }

  @Test
  void theSampleIsRight() {
    assertEquals(List.of(), parse(sample()));
    assertEquals(List.of(), parse(sample().replace("\n", "\r\n")));
    assertEquals(List.of(), parse(sample().replace("\n", "\r")));
  }

  /// Every prefix of the first part, and each seventh of the whole.
  @Test
  void everyPrefix() {
    String text = sample();
    for (int end = 0; end < text.length(); end += end < 1_000 ? 1 : 7) {
      parse(text.substring(0, end));
    }
  }

  @Test
  void randomMutations() {
    String text = sample();
    List<String> pieces =
        new ArrayList<>(List.of("\"", "'", "${", "}", "(", ")", "end", "\n", "\t"));
    for (Token token : PseudocodeSyntax.parse(text).tokens().getTokens()) {
      pieces.add(token.getText() + " ");
    }
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < MUTATIONS; i++) {
      parse(mutate(text, pieces, random));
    }
  }

  private static String mutate(String text, List<String> pieces, SplittableRandom random) {
    StringBuilder out = new StringBuilder(text);
    for (int n = random.nextInt(1, 6); n > 0; n--) {
      int at = random.nextInt(out.length());
      int end = Math.min(out.length(), at + random.nextInt(1, 12));
      switch (random.nextInt(5)) {
        case 0 -> out.delete(at, end);
        case 1 -> out.insert(at, pieces.get(random.nextInt(pieces.size())));
        case 2 -> out.replace(at, end, pieces.get(random.nextInt(pieces.size())));
        case 3 -> out.insert(at, (char) random.nextInt(0x3000));
        default -> out.insert(random.nextInt(out.length()), out.substring(at, end));
      }
    }
    return out.toString();
  }

  @Test
  void oneDeletedTokenGivesFewFaults() {
    String text = sample();
    int faulty = 0;
    int faults = 0;
    for (Token token : PseudocodeSyntax.parse(text).tokens().getTokens()) {
      if (token.getChannel() != 0 || token.getStopIndex() < token.getStartIndex()) {
        continue;
      }
      String damaged =
          text.substring(0, token.getStartIndex()) + text.substring(token.getStopIndex() + 1);
      int count = parse(damaged).size();
      faulty += count > 0 ? 1 : 0;
      faults += count;
    }
    double extra = (faults - faulty) / (double) faulty;
    assertTrue(faulty > 800 && extra <= 0.2, faulty + " faulty, mean extra faults " + extra);
  }
}
