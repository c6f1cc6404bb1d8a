package org.tosc.models.mapped;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.tosc.rt.tensor.file.TensorFileFault;

/// Reads the little-endian fields of a header, one after the other. Nothing is read, and nothing is
/// allocated, before it was compared with the bytes that are left.
public final class ByteCursor {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final String file;
  private final MemorySegment bytes;
  private final long end;
  private long position;
  private String kind = "";
  private String name = "";

  /// A cursor at the first byte.
  ///
  /// @param file what messages call the bytes
  /// @param limit how many bytes a header may have; what is beyond is not read
  public ByteCursor(String file, MemorySegment bytes, long limit) {
    this.file = file;
    this.bytes = bytes;
    this.end = Math.min(limit, bytes.byteSize());
  }

  /// The byte that is read next.
  public long position() {
    return position;
  }

  /// How many bytes may still be read.
  public long remaining() {
    return end - position;
  }

  /// Says what the fields to come belong to, for messages: ``weight `output` ``.
  public void enter(String newKind, String newName) {
    kind = newKind;
    name = newName;
  }

  /// The fields to come belong to the whole file.
  public void leave() {
    kind = "";
  }

  public byte int8(String what) {
    return bytes.get(ValueLayout.JAVA_BYTE, step(1, what));
  }

  public short int16(String what) {
    return bytes.get(SHORT, step(2, what));
  }

  public int int32(String what) {
    return bytes.get(INT, step(4, what));
  }

  public long int64(String what) {
    return bytes.get(LONG, step(8, what));
  }

  /// A count of things that take at least `leastBytes` each, in 64 bits: as many as can follow.
  public long count(long leastBytes, String what) {
    long at = position;
    long count = int64("a count");
    if (count < 0 || count > remaining() / leastBytes) {
      String least = leastBytes == 1 ? "" : " of at least " + leastBytes + " bytes";
      throw fault(
          at,
          "there cannot be "
              + Long.toUnsignedString(count)
              + " "
              + what
              + least
              + " in the "
              + remaining()
              + " bytes that follow"
              + limitation());
    }
    return count;
  }

  /// The next `count` bytes; there must be no more than an array holds.
  public byte[] bytes(long count, String what) {
    long at = step(count, what);
    if (count > Integer.MAX_VALUE - 8) {
      throw fault(at, what + " has " + count + " bytes, an array at most 2^31 - 9");
    }
    byte[] out = new byte[(int) count];
    MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, out, 0, (int) count);
    return out;
  }

  /// Steps over `count` bytes.
  public void skip(long count, String what) {
    step(count, what);
  }

  /// A name: UTF-8 text of 1 to `most` bytes behind its length in 64 bits.
  public String name(int most, String what) {
    long at = position;
    long length = int64(what);
    if (length < 1 || length > most) {
      throw fault(
          at, what + " has 1 to " + most + " bytes, this one " + Long.toUnsignedString(length));
    }
    long start = position;
    byte[] text = bytes(length, what);
    return strict(text, start, what);
  }

  /// Text behind its length in 64 bits. What is no UTF-8 becomes U+FFFD.
  public String text(String what) {
    return new String(bytes(count(1, "bytes of text"), what), StandardCharsets.UTF_8);
  }

  /// The bytes of texts, without the lengths of 64 bits that stand before each.
  ///
  /// @param from where the first length stands
  /// @param ends for each text, where it ends in the result
  public byte[] gather(long from, int[] ends) {
    byte[] out = new byte[ends.length == 0 ? 0 : ends[ends.length - 1]];
    long at = from;
    int start = 0;
    for (int end : ends) {
      at += 8;
      MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, out, start, end - start);
      at += end - start;
      start = end;
    }
    return out;
  }

  private String strict(byte[] text, long start, String what) {
    for (byte b : text) {
      if (b < 0) {
        return decoded(text, start, what);
      }
    }
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private String decoded(byte[] text, long start, String what) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
    } catch (CharacterCodingException e) {
      TensorFileFault fault = fault(start, what + " is UTF-8 text, these bytes are not");
      fault.initCause(e);
      throw fault;
    }
  }

  private long step(long count, String what) {
    if (count < 0 || count > end - position) {
      throw fault(
          position,
          what
              + " takes "
              + Long.toUnsignedString(count)
              + " bytes, but "
              + remaining()
              + " are left"
              + limitation());
    }
    long at = position;
    position += count;
    return at;
  }

  private String limitation() {
    return end < bytes.byteSize() ? " of the " + end + " that a header may have" : "";
  }

  /// What is wrong at a byte.
  public TensorFileFault fault(long at, String reason) {
    String subject = kind.isEmpty() ? "" : kind + " `" + TensorFileFault.escaped(name) + "`: ";
    return new TensorFileFault(file, at, subject + reason);
  }
}
