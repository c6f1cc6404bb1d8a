package org.tosc.models.gguf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tosc.rt.tensor.file.TensorFileFault;

/// Each way in which a file can be wrong, with the byte and the words of its fault.
class GgufFaultsTest {
  /// Where the first entry begins.
  private static final int ENTRIES = 24;

  private static void fault(GgufBytes file, long at, String reason) {
    TensorFileFault fault = assertThrows(TensorFileFault.class, file::read);
    assertTrue(fault.reason().contains(reason), fault.reason());
    assertEquals(at, fault.offset(), fault.reason());
    assertEquals("test.gguf", fault.file());
  }

  private static GgufBytes entry() {
    return GgufBytes.header(3, 0, 1);
  }

  private static GgufBytes weight() {
    return GgufBytes.header(3, 1, 0);
  }

  @Test
  void theFirstBytes() {
    fault(new GgufBytes().ascii("GGML").u32(3).u64(0).u64(0), 0, "does not begin with GGUF");
    fault(new GgufBytes(), 0, "the magic number takes 4 bytes, but 0 are left");
    fault(new GgufBytes().ascii("GGU"), 0, "takes 4 bytes, but 3 are left");
    fault(new GgufBytes().ascii("GGUF").u32(3).u32(0), 8, "takes 8 bytes, but 4 are left");
  }

  @Test
  void versions() {
    for (long version : List.of(0L, 1L, 4L, 0xFFFF_FFFFL)) {
      fault(GgufBytes.header((int) version, 0, 0), 4, "version " + version + " is not supported");
    }
    fault(GgufBytes.header(0x0300_0000, 0, 0), 4, "the file is big-endian");
  }

  @Test
  void counts() {
    for (long count : List.of(-1L, 1L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32)) {
      String text = "there cannot be " + Long.toUnsignedString(count);
      fault(GgufBytes.header(3, count, 0), 8, text + " weights");
      fault(GgufBytes.header(3, 0, count), 16, text + " metadata entries");
    }
    fault(GgufBytes.header(3, 0, 1 << 17).zeros(14 << 17), 16, "are more than 65536");
    fault(GgufBytes.header(3, 1 << 19, 0).zeros(25 << 19), 8, "are more than 262144");
  }

  @Test
  void keys() {
    fault(entry().string("").u32(0).zeros(3), ENTRIES, "a metadata key has 1 to 65535 bytes");
    fault(entry().u64(70_000).zeros(70_010), ENTRIES, "this one 70000");
    fault(entry().u64(-1).zeros(8), ENTRIES, "this one 18446744073709551615");
    fault(entry().u64(100).zeros(8), ENTRIES + 8, "takes 100 bytes, but 8 are left");
    fault(entry().u64(2).u8(0xC3).u8(0x28).u32(0).u8(0), ENTRIES + 8, "is UTF-8 text");
    GgufBytes twice = GgufBytes.header(3, 0, 2).key("k", 0).u8(1).key("k", 0).u8(2);
    fault(twice, ENTRIES + 14, "metadata `k`: this key is there twice");
  }

  @Test
  void controlCharactersOfKeysAreEscaped() {
    fault(entry().key("a\u001b[31m", 13).zeros(8), ENTRIES + 14, "metadata `a\\u{1b}[31m`: value");
  }

  @Test
  void valueTypes() {
    int type = ENTRIES + 9;
    fault(entry().key("k", 13).zeros(8), type, "value types are 0 to 12, this one is 13");
    fault(entry().key("k", -1).zeros(8), type, "this one is 4294967295");
    fault(entry().key("k", 7).u8(2), type + 4, "a bool is 0 or 1, this one is 2");
    fault(entry().key("k", 10).u32(0), type + 4, "a value takes 8 bytes, but 4 are left");
    fault(entry().key("k", 8).u64(9).zeros(8), type + 4, "there cannot be 9 bytes of text");
    fault(entry().key("k", 8).u64(-1).zeros(8), type + 4, "there cannot be 18446744073709551615");
  }

  @Test
  void arrays() {
    int element = ENTRIES + 13;
    fault(entry().key("k", 9).u32(9).u64(0), element, "arrays of arrays are not supported");
    fault(entry().key("k", 9).u32(99).u64(0), element, "value types are 0 to 12");
    for (long count : List.of(3L, -1L, 1L << 61, 1L << 62, Long.MAX_VALUE)) {
      fault(entry().key("k", 9).u32(4).u64(count).zeros(8), element + 4, "there cannot be");
      fault(entry().key("k", 9).u32(8).u64(count).zeros(8), element + 4, "there cannot be");
    }
    GgufBytes text = entry().key("k", 9).u32(8).u64(2).u64(5).zeros(8);
    fault(text, element + 25, "a count takes 8 bytes, but 3 are left");
  }

  @Test
  void alignments() {
    int value = ENTRIES + 8 + GgufFile.ALIGNMENT_KEY.length() + 4;
    for (long bad : List.of(0L, 3L, 0xFFFF_FFFFL)) {
      fault(entry().key(GgufFile.ALIGNMENT_KEY, 4).u32(bad), value, "expected a power of two");
    }
    fault(entry().key(GgufFile.ALIGNMENT_KEY, 4).u32(1L << 31), value, "expected at most 2^30");
    fault(entry().key(GgufFile.ALIGNMENT_KEY, 5).u32(32), value, "expected a u32, found i32");
    fault(entry().key(GgufFile.ALIGNMENT_KEY, 8).string("32"), value, "found string");
  }

  @Test
  void names() {
    fault(weight().weight("", 0, 0, 1).zeros(40), ENTRIES, "has 1 to 63 bytes, this one 0");
    fault(weight().weight("n".repeat(64), 0, 0, 1).zeros(40), ENTRIES, "this one 64");
    GgufBytes twice =
        GgufBytes.header(3, 2, 0).weight("w", 0, 0, 1).weight("w", 0, 32, 1).pad(32).zeros(64);
    fault(twice, ENTRIES + 33, "weight `w`: this weight is there twice");
  }

  @Test
  void shapes() {
    int axes = ENTRIES + 9;
    fault(weight().weight("w", 0, 0, 1, 1, 1, 1, 1), axes, "at most 4 axes, this one 5");
    fault(weight().string("w").u32(-1).zeros(24), axes, "this one 4294967295");
    fault(weight().weight("w", 0, 0, 2, 0), axes + 12, "extents are 1 to 2^63 - 1, this one is 0");
    fault(weight().weight("w", 0, 0, -1), axes + 4, "this one is 18446744073709551615");
    long half = 1L << 31;
    fault(weight().weight("w", 0, 0, half, half, 2), axes, "take 2^63 bytes or more");
    fault(weight().weight("w", 0, 0, 1L << 61), axes, "take 2^63 bytes or more");
    fault(weight().weight("w", 0, 0, half, half, half, half), axes, "take 2^63 bytes or more");
  }

  @Test
  void types() {
    int type = ENTRIES + 9 + 4 + 8;
    fault(weight().weight("w", 77, 0, 32), type, "there is no type 77");
    fault(weight().weight("w", -1, 0, 32), type, "there is no type 4294967295");
    fault(weight().weight("w", 4, 0, 32), type, "there is no type 4"); // was Q4_2
    fault(weight().weight("w", 20, 0, 32), type, "the type IQ4_NL is not supported");
    fault(weight().weight("w", 8, 0, 33), type, "rows of 33 elements are no whole blocks of 32");
    fault(weight().weight("w", 12, 0, 128, 2), type + 8, "rows of 128 elements");
    fault(weight().string("w").u32(0).u32(8).u64(0), ENTRIES + 13, "rows of 1 elements");
  }

  @Test
  void offsets() {
    int offset = ENTRIES + 9 + 4 + 8 + 4;
    for (long bad : List.of(1L, 32L, -32L, Long.MIN_VALUE, Long.MAX_VALUE - 31, 1L << 32)) {
      String text = "begin at " + Long.toUnsignedString(bad) + " of all data, expected 0";
      fault(weight().weight("w", 0, bad, 8).pad(32).zeros(32), offset, text);
    }
    GgufBytes overlap =
        GgufBytes.header(3, 2, 0).weight("v", 0, 0, 8).weight("w", 0, 0, 8).pad(32).zeros(64);
    fault(overlap, offset + 33, "weight `w`: its data begin at 0 of all data, expected 32");
  }

  @Test
  void dataThatAreShortOrLong() {
    int offset = ENTRIES + 9 + 4 + 8 + 4;
    GgufBytes whole = weight().weight("w", 0, 0, 8).pad(32).zeros(32);
    assertEquals(1, whole.read().all().size());
    fault(
        weight().weight("w", 0, 0, 8).pad(32).zeros(31), offset, "take 32 bytes, but 31 are left");
    fault(weight().weight("w", 0, 0, 8), offset, "take 32 bytes, but 0 are left");
    fault(weight().weight("w", 0, 0, 8).pad(32).zeros(33), 96, "1 bytes follow the last weight");
    fault(GgufBytes.header(3, 0, 0).zeros(9), 24, "9 bytes follow the last weight");
    fault(weight().weight("w", 0, 0, 1L << 40).pad(32), offset, "take 4398046511104 bytes, but 0");
  }

  /// The 64-byte file of `reliability.md`, which a reader took for 2^61 - 1 numbers because `at +
  /// offset + size` wrapped around.
  @Test
  void sizesThatWrapAround() {
    fault(weight().weight("w", 0, -32, (1L << 61) - 1), 49, "begin at 18446744073709551584");
    fault(weight().weight("w", 0, 0, (1L << 61) - 1), 49, "take 9223372036854775804 bytes, but 0");
  }

  @Test
  void everyPrefixOfAFileIsAFault() {
    byte[] whole =
        GgufBytes.header(3, 1, 1)
            .key("k", 9)
            .u32(8)
            .u64(1)
            .string("text")
            .weight("w", 0, 0, 8)
            .pad(32)
            .counted(32)
            .bytes();
    for (int n = 0; n < whole.length; n++) {
      byte[] part = Arrays.copyOf(whole, n);
      TensorFileFault fault = assertThrows(TensorFileFault.class, () -> GgufBytes.of(part).read());
      assertTrue(fault.offset() <= n, fault.getMessage());
    }
  }
}
