package org.tosc.rt.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.ops.Compare;
import org.tosc.rt.ops.Show;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Text;

class DataBuiltinsTest {
  private final Calling calling = new Calling();

  private String parse(String json) {
    try {
      return Show.quoted(calling.value("json_parse", Text.of(json)));
    } catch (GuestError e) {
      return e.toString();
    }
  }

  @Test
  void readsJson() {
    String[][] rows = {
      {
        "{\"a\": [1, 2.5, true, null, \"x\\u0041\"], \"b\": {}}",
        "{\"a\": [1, 2.5, true, nil, \"xA\"], \"b\": {}}"
      },
      {" [ ] ", "[]"},
      {"-0", "-0"},
      {"1e2", "100"},
      {"9223372036854775807", "9223372036854775807"},
      {"9223372036854775808", "9.223372036854776e18"},
      {"\"\\ud83d\\ude00\\n\\/\"", "\"😀\\n/\""},
      {"{\"k\": 1, \"k\": 2}", "{\"k\": 2}"},
    };
    for (String[] row : rows) {
      assertEquals(row[1], parse(row[0]));
    }
  }

  @Test
  void saysWhereJsonIsWrong() {
    String[][] rows = {
      {"", "line 1, column 1: expected a value, found the end"},
      {"{", "line 1, column 2: expected a key in quotes, found the end"},
      {"[1,]", "line 1, column 4: expected a value, found \"]\""},
      {"nul", "line 1, column 1: expected a value, found \"n\""},
      {"1 2", "line 1, column 3: expected the end, found \"2\""},
      {
        "\"\\x\"",
        "line 1, column 3: expected one of the escapes \\\" \\\\ \\/ \\b \\f \\n \\r"
            + " \\t \\u, found \"x\""
      },
      {"01", "line 1, column 1: a number does not begin with 0 followed by digits"},
      {"[\n  1,\n  é]", "line 3, column 3: expected a value, found \"é\""},
      {"\"a", "line 1, column 3: expected `\"`, found the end"},
      {"\"a\nb\"", "line 1, column 3: a control character in a string is written as an escape"},
      {"\"\\ud800\"", "line 1, column 2: \\ud800 is half of a surrogate pair"},
      {"\"\\u12\"", "line 1, column 6: expected four hexadecimal digits, found \"\\\"\""},
      {"{\"a\" 1}", "line 1, column 6: expected `:`, found \"1\""},
      {"[1 2]", "line 1, column 4: expected `,` or `]`, found \"2\""},
      {"1.", "line 1, column 3: expected a digit, found the end"},
      {"-", "line 1, column 2: expected a digit, found the end"},
      {"1e+", "line 1, column 4: expected a digit, found the end"},
      {"+1", "line 1, column 1: expected a value, found \"+\""},
      {"'a'", "line 1, column 1: expected a value, found \"'\""},
    };
    for (String[] row : rows) {
      assertEquals("ParseError: JSON " + row[1], parse(row[0]), row[0]);
    }
    String deep = "[".repeat(100_000);
    assertTrue(parse(deep).startsWith("ParseError: JSON line 1, column 1001: nested more than"));
  }

  private static Object random(SplittableRandom random, int depth) {
    return switch (random.nextInt(depth > 3 ? 5 : 7)) {
      case 0 -> random.nextLong();
      case 1 -> {
        double x = Double.longBitsToDouble(random.nextLong());
        yield Double.isNaN(x) || Double.isInfinite(x) ? (Object) 2.0 : x;
      }
      case 2 -> random.nextBoolean();
      case 3 -> null;
      case 4 -> {
        StringBuilder s = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
          int c = random.nextInt(Character.MAX_CODE_POINT + 1);
          s.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 31 : random.nextBoolean() ? c : c % 128);
        }
        yield Text.of(s.toString());
      }
      case 5 -> {
        ListValue list = new ListValue();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(random(random, depth + 1));
        }
        yield list;
      }
      default -> {
        DictValue dict = new DictValue();
        for (int i = random.nextInt(4); i > 0; i--) {
          dict.with("k\"\\" + i, random(random, depth + 1));
        }
        yield dict;
      }
    };
  }

  @Test
  void jsonReadsBackAsTheSameValue() {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 5000; round++) {
      Object value = random(random, 0);
      for (long indent : new long[] {0, 2}) {
        Object json = calling.value("json_stringify", value, indent);
        Object back = calling.value("json_parse", json);
        assertTrue(Compare.same(value, back), String.valueOf(json));
        assertEquals(Show.quoted(value), Show.quoted(back));
      }
    }
  }

  @Test
  void writesJson() {
    calling.check(
        """
        json_valid('[1, 2]') -> true
        json_valid('[1,') -> false
        json_valid(5) -> !TypeError
        json_get('[10, [20]]', '1.0') -> 20
        json_get({'a': {'b': 1}}, 'a.b') -> 1
        json_get({'a': 1}, 'x.y', 'd') -> 'd'
        """);
    DictValue value =
        new DictValue()
            .with("k", ListValue.of(1L, null, Text.of("q\"\u0001"), 0.5, true, 2.0))
            .with("e", new ListValue());
    value.put(3L, new DictValue());
    assertEquals(
        "{\"k\":[1,null,\"q\\\"\\u0001\",0.5,true,2.0],\"e\":[],\"3\":{}}",
        Show.text(calling.value("json_stringify", value)));
    assertEquals(
        "{\n  \"a\": [\n    1\n  ]\n}",
        Show.text(
            calling.value("json_stringify", new DictValue().with("a", ListValue.of(1L)), 2L)));
    ListValue cyclic = new ListValue();
    cyclic.add(cyclic);
    assertEquals("!ValueError", calling.shown("json_stringify", cyclic));
    assertEquals("!ValueError", calling.shown("json_stringify", Double.NaN));
    assertEquals("!TypeError", calling.shown("json_stringify", Builtins.find("len").function()));
  }

  @Test
  void patterns() {
    calling.check(
        """
        regex_match('abc123', '[a-z]+[0-9]+') -> true
        regex_match('abc', '[0-9]') -> false
        regex_match('ABC', 'b', 'i') -> true
        regex_full_match('abc1', '[a-z]+') -> false
        regex_find('a12b345', '[0-9]+') -> '12'
        regex_find('abc', '[0-9]+') -> nil
        regex_find_all('a12b345', '[0-9]+') -> ['12', '345']
        regex_groups('k=v', '(.)=(.)(x)?') -> ['k=v', 'k', 'v', nil]
        regex_index('😀ab', 'b') -> 2
        regex_split('a1b22c', '[0-9]+') -> ['a', 'b', 'c']
        regex_replace('a1b2', '[0-9]', '#') -> 'a#b#'
        regex_replace('ab', '(a)(b)', '$2$1') -> 'ba'
        regex_replace('ab', '(a)(b)', '\\\\2\\\\1') -> 'ba'
        regex_replace('a', 'a', '$5') -> !ValueError
        regex_count('banana', 'an') -> 2
        regex_match('a', '[') -> !ParseError
        regex_match('a', 'a', 'q') -> !ValueError
        regex_match('é', '\\\\w') -> true
        regex_escape('a.b') -> 'a\\\\.b'
        """);
  }

  @Test
  void patternsThatExplodeAreStopped() {
    Text victim = Text.of("a".repeat(40) + "!");
    assertEquals("!ValueError", calling.shown("regex_match", victim, Text.of("^(a+)+\\1?$")));
    Text wide = Text.of("ab".repeat(200_000));
    String shown = calling.shown("regex_full_match", wide, Text.of("(a|b)*"));
    assertTrue(shown.equals("!ValueError") || shown.equals("true"), shown);
  }

  /// Digests from RFC 1321, RFC 3174 and FIPS 180; CRC-32's check value; base64 from RFC 4648.
  @Test
  void encodings() {
    calling.check(
        """
        md5('abc') -> '900150983cd24fb0d6963f7d28e17f72'
        sha1('abc') -> 'a9993e364706816aba3e25717850c26c9cd0d89d'
        sha256('abc') -> 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
        crc32('123456789') -> 3421780262
        encode_base64('foobar') -> 'Zm9vYmFy'
        encode_base64('fo') -> 'Zm8='
        encode_base64('hello, wörld') -> 'aGVsbG8sIHfDtnJsZA=='
        decode_base64('Zm9vYg==') -> 'foob'
        decode_base64('/w==', true) -> [255]
        decode_base64('/w==') -> !ValueError
        decode_base64('!') -> !ValueError
        decode_base64('A') -> !ValueError
        encode_utf8('aé') -> [97, 195, 169]
        decode_utf8([97, 195, 169]) -> 'aé'
        decode_utf8([255]) -> !ValueError
        bytes('hi') -> [104, 105]
        bytes([256]) -> !ValueError
        bytes(5) -> !TypeError
        hex_encode('hi') -> '6869'
        hex_decode('6869') -> 'hi'
        hex_decode('6') -> !ValueError
        url_encode('a b&c/é~*') -> 'a%20b%26c%2F%C3%A9~%2A'
        url_decode('a%20b') -> 'a b'
        url_decode('%zz') -> !ValueError
        """);
    assertEquals(
        "[[\"a\", \"b \\\"q\\\", c\"], [\"1\", \"\"]]",
        calling.shown("csv_parse", Text.of("a,\"b \"\"q\"\", c\"\r\n1,\n")));
    assertEquals("!ParseError", calling.shown("csv_parse", Text.of("\"a")));
    Object rows = calling.value("csv_parse", Text.of("x;\"y;\"\nz;\"l\nm\"\n"), Text.of(";"));
    assertEquals("[[\"x\", \"y;\"], [\"z\", \"l\\nm\"]]", Show.text(rows));
    assertEquals(
        "x;\"y;\"\nz;\"l\nm\"\n", Show.text(calling.value("csv_stringify", rows, Text.of(";"))));
  }

  @Test
  void hashesOfEqualValuesAreEqual() {
    assertEquals(calling.value("hash", 1L), calling.value("hash", 1.0));
    assertEquals(
        calling.value("hash", ListValue.of(Text.of("a"))),
        calling.value("hash", ListValue.of(Text.of("a"))));
    // FNV-1a of the three bytes `"a"`, by the definition.
    long expected = 0xcbf29ce484222325L;
    for (char c : new char[] {'"', 'a', '"'}) {
      expected = (expected ^ c) * 0x100000001b3L;
    }
    assertEquals(expected, calling.value("hash", Text.of("a")));
  }

  @Test
  void errors() {
    assertEquals("boom", calling.shown("error", Text.of("boom")));
    calling.check(
        """
        assert(true) -> nil
        assert(0) -> nil
        assert(null) -> !AssertionError
        fail('x') -> !AssertionError
        """);
    GuestError failed =
        assertThrows(GuestError.class, () -> calling.value("assert", false, Text.of("why")));
    assertEquals("AssertionError: why", failed.toString());
  }
}
