package org.tosc.rt.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tosc.rt.error.GuestError;

class TextTest {
  private static final String[] ALPHABET = {
    "a", "Z", "é", "ñ", "€", "\uE000", "\uFFFD", "😀", "𝒳"
  };

  private static String random(SplittableRandom random, int most) {
    StringBuilder s = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      s.append(ALPHABET[random.nextInt(ALPHABET.length)]);
    }
    return s.toString();
  }

  @Test
  void lengthAndIndexCountCodePoints() {
    Text text = Text.of("héllo 😀!");
    assertEquals(8, text.length());
    assertEquals("é", text.at(1).toString());
    assertEquals("😀", text.at(6).toString());
    assertEquals("!", text.at(-1).toString());
    assertEquals("😀", text.at(-2).toString());
    assertEquals("o 😀", text.substring(4, 7).toString());
    assertEquals(0, Text.EMPTY.length());
  }

  @Test
  void indexErrorsNameIndexAndLength() {
    GuestError error = assertThrows(GuestError.class, () -> Text.of("a😀").at(2));
    assertEquals("IndexError: string index 2 is out of range for length 2", error.toString());
    assertThrows(GuestError.class, () -> Text.of("a😀").at(-3));
  }

  @Test
  void agreesWithCodePointArrays() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 2000; round++) {
      String s = random(random, 12);
      int[] points = s.codePoints().toArray();
      Text text = Text.of(s);
      assertEquals(points.length, text.length());
      for (int i = 0; i < points.length; i++) {
        assertEquals(points[i], text.codePointAt(i));
        assertEquals(Character.toString(points[i]), text.at(i - points.length).toString());
      }
      int from = random.nextInt(points.length + 1);
      int to = from + random.nextInt(points.length - from + 1);
      assertEquals(new String(points, from, to - from), text.substring(from, to).toString());
    }
  }

  @Test
  void concatenationsStayImmutable() {
    SplittableRandom random = new SplittableRandom(2);
    List<Text> texts = new ArrayList<>(List.of(Text.of("start")));
    List<String> strings = new ArrayList<>(List.of("start"));
    for (int round = 0; round < 3000; round++) {
      int at = random.nextInt(10) == 0 ? random.nextInt(texts.size()) : texts.size() - 1;
      String tail = random(random, 4);
      texts.add(texts.get(at).concat(Text.of(tail)));
      strings.add(strings.get(at) + tail);
    }
    for (int i = 0; i < texts.size(); i++) {
      String s = strings.get(i);
      assertEquals(s.codePointCount(0, s.length()), texts.get(i).length());
      assertEquals(s, texts.get(i).toString());
      assertEquals(Text.of(s), texts.get(i));
      assertEquals(Text.of(s).hashCode(), texts.get(i).hashCode());
    }
  }

  @Test
  void extendingInALoopTakesLinearTime() {
    Text text = Text.EMPTY;
    for (int i = 0; i < 2_000_000; i++) {
      text = text.concat(Text.ofCodePoint('x'));
    }
    // Quadratic copying would take 2·10¹² steps and never come here.
    assertEquals(2_000_000, text.length());
    assertEquals("x", text.at(1_999_999).toString());
  }

  @Test
  void numbersAreAppendedInPlace() {
    long[] numbers = {0, 7, -7, 10, 99, 100, -100, Long.MAX_VALUE, Long.MIN_VALUE};
    for (String start : List.of("", "n", "😀", "x".repeat(200))) {
      Text text = Text.of(start);
      StringBuilder expected = new StringBuilder(start);
      for (int round = 0; round < 40; round++) {
        long number = numbers[round % numbers.length];
        text = text.concat(number);
        expected.append(number);
        assertEquals(expected.toString(), text.toString());
        assertEquals(expected.codePoints().count(), text.length());
      }
    }
  }

  @Test
  void digitsAreCounted() {
    for (long power = 1; power > 0 && power <= Long.MAX_VALUE / 10; power *= 10) {
      for (long number : new long[] {power - 1, power, -power, 1 - power, power * 10 - 1}) {
        assertEquals(Long.toString(number).length(), TextBuffer.digits(number), () -> "" + number);
      }
    }
    for (long number : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, 1L << 62, -(1L << 62)}) {
      assertEquals(Long.toString(number).length(), TextBuffer.digits(number));
    }
  }

  @Test
  void piecesWithNumbersAreTexts() {
    for (String head : List.of("", "item ", "é", "😀 ")) {
      for (long number : new long[] {0, -1, 42, Integer.MIN_VALUE, Integer.MAX_VALUE, 1L << 40}) {
        String expected = head + number;
        Text piece = Text.of(head).concat(number);
        assertEquals(expected.codePointCount(0, expected.length()), piece.length());
        StringBuilder appended = new StringBuilder("<");
        piece.appendTo(appended);
        assertEquals("<" + expected, appended.toString());
        assertEquals(Text.of(expected), piece);
        assertEquals(Text.of(expected).hashCode(), Text.of(head).concat(number).hashCode());
        assertEquals(0, Text.of(head).concat(number).compareTo(Text.of(expected)));
        assertEquals(expected + "!", Text.of(head).concat(number).concat(Text.of("!")).toString());
        assertEquals(expected + "7", Text.of(head).concat(number).concat(7).toString());
        assertEquals("x" + expected, Text.of("x").concat(Text.of(head).concat(number)).toString());
        int last = expected.codePointBefore(expected.length());
        assertEquals(last, Text.of(head).concat(number).codePointAt(piece.length() - 1));
      }
    }
  }

  @Test
  void twoExtensionsOfOneTextDoNotMeet() {
    Text text = Text.of("x".repeat(100)).concat(Text.of("y")).concat(Text.of("z"));
    Text numbered = text.concat(12345);
    Text worded = text.concat(Text.of("word"));
    assertEquals("z12345", numbered.substring(101, 107).toString());
    assertEquals("zword", worded.substring(101, 106).toString());
    assertEquals(102, text.length());
    assertEquals("z", text.at(-1).toString());
  }

  @Test
  void anotherThreadExtendsACopy() throws InterruptedException {
    Text text = Text.of("x".repeat(100)).concat(Text.of("y")).concat(Text.of("z"));
    List<Text> made = new ArrayList<>();
    Thread other = new Thread(() -> made.add(text.concat(Text.of("other"))));
    other.start();
    other.join();
    assertEquals("x".repeat(100) + "yzown", text.concat(Text.of("own")).toString());
    assertEquals("x".repeat(100) + "yzother", made.getFirst().toString());
  }

  @Test
  void ordersByCodePoints() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 20_000; round++) {
      String a = random(random, 3);
      String b = random(random, 3);
      int expected =
          Integer.signum(
              java.util.Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray()));
      assertEquals(expected, Integer.signum(Text.of(a).compareTo(Text.of(b))), a + " " + b);
      assertEquals(expected == 0, Text.of(a).equals(Text.of(b)));
    }
    assertTrue(Text.of("\uFFFD").compareTo(Text.of("😀")) < 0);
  }
}
