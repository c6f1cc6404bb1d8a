package org.tosc.models.token.normal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/// The table of replacements of a SentencePiece model (`precompiled_charsmap`): a trie of UTF-8 as
/// a double array, and the replacements, each with a zero byte behind it. The longest match at a
/// place is replaced.
///
/// The double array is that of darts-clone (`include/darts.h`, `DoubleArrayUnit`). A unit is 32
/// bits, little-endian:
///
/// ```text
/// 31        30 … 10          9         8         7 … 0
/// is value  offset           ×256      has leaf  label
/// ```
public final class Charsmap {
  private static final int SHORTEST = 4;

  private final ByteBuffer units;
  private final byte[] replacements;
  private final int count;

  private Charsmap(ByteBuffer units, byte[] replacements) {
    this.units = units;
    this.count = units.capacity() / Integer.BYTES;
    this.replacements = replacements;
  }

  /// Reads a table.
  ///
  /// @param bytes the trie's size in bytes as a 32-bit number, the trie, the replacements
  /// @param fault makes the error of a reason
  public static Charsmap of(byte[] bytes, Function<String, RuntimeException> fault) {
    if (bytes.length < SHORTEST) {
      throw fault.apply("the table of replacements has %d bytes".formatted(bytes.length));
    }
    ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int size = all.getInt();
    if (size < Integer.BYTES || size % Integer.BYTES != 0 || size > all.remaining()) {
      throw fault.apply(
          "the trie of the table of replacements has %d bytes; %d are there"
              .formatted(Integer.toUnsignedLong(size), all.remaining()));
    }
    ByteBuffer units = all.slice(SHORTEST, size).order(ByteOrder.LITTLE_ENDIAN);
    byte[] replacements = new byte[all.remaining() - size];
    all.get(SHORTEST + size, replacements);
    return new Charsmap(units, replacements);
  }

  String apply(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (at < bytes.length) {
      Match match = longest(bytes, at);
      if (match.length > 0) {
        out.append(replacement(match.replacement));
        at += match.length;
      } else {
        int length = characterLength(bytes[at]);
        out.append(new String(bytes, at, length, StandardCharsets.UTF_8));
        at += length;
      }
    }
    return out.toString();
  }

  /// @param length in bytes; 0 where nothing matches
  private record Match(int length, int replacement) {}

  private Match longest(byte[] bytes, int from) {
    Match found = new Match(0, 0);
    int node = offset(unit(0));
    for (int at = from; at < bytes.length && bytes[at] != 0; at++) {
      int label = bytes[at] & 0xFF;
      node ^= label;
      int unit = unit(node);
      if ((unit & 0x800000FF) != label) {
        break;
      }
      node ^= offset(unit);
      if ((unit & 0x100) != 0) {
        int value = unit(node) & 0x7FFFFFFF;
        // A replacement outside of the table is none.
        found = value < replacements.length ? new Match(at - from + 1, value) : found;
      }
    }
    return found;
  }

  /// The unit at a place; one that is outside of the table has a label that no byte is.
  private int unit(int place) {
    return place >= 0 && place < count ? units.getInt(place * Integer.BYTES) : 0x80000000;
  }

  private static int offset(int unit) {
    return (unit >>> 10) << ((unit & 0x200) >>> 6);
  }

  private String replacement(int begin) {
    int end = begin;
    while (end < replacements.length && replacements[end] != 0) {
      end++;
    }
    return new String(replacements, begin, end - begin, StandardCharsets.UTF_8);
  }

  /// Bytes of a character by its first byte; the text is valid UTF-8.
  private static int characterLength(byte first) {
    int b = first & 0xFF;
    if (b < 0x80) {
      return 1;
    }
    if (b < 0xE0) {
      return 2;
    }
    return b < 0xF0 ? 3 : 4;
  }
}
