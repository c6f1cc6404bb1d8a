package org.tosc.rt.tensor.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Run;
import org.tosc.rt.tensor.Tensor;

final class NpyTest {
  @TempDir Path folder;

  private static Tensor read(byte[] bytes) {
    return Npy.read("x.npy", new ByteArrayInputStream(bytes), bytes.length);
  }

  /// A file of one version with this dictionary and data.
  static byte[] file(int version, String header, byte... data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    for (int i = 0; i < (version == 1 ? 2 : 4); i++) {
      out.write(text.length >> (8 * i));
    }
    out.writeBytes(text);
    out.writeBytes(data);
    return out.toByteArray();
  }

  private static String header(String descr, String shape) {
    return "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }";
  }

  @Test
  void everyDtypeSurvivesARoundTrip() throws IOException {
    for (DType dtype : DType.values()) {
      for (long[] shape : new long[][] {{}, {0}, {5}, {2, 3}, {2, 1, 4}}) {
        if (dtype.isBlock()) {
          continue;
        }
        Tensor t = Run.integers(1, dtype, dtype.isBool() || dtype.isUnsigned() ? 0 : -4, 2, shape);
        Path path = folder.resolve("t.npy");
        Npy.write(path, t);
        Tensor back = Npy.read(path);
        assertArrayEquals(shape, back.shape());
        assertArrayEquals(t.toDoubles(), back.toDoubles());
        assertEquals(NpyType.of(dtype).dtype(), back.dtype());
      }
    }
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void whatIsWrittenIsWhatNumpyWrites() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Npy.write(out, Tensor.of(new double[] {1, 2}, 1, 2));
    byte[] bytes = out.toByteArray();
    assertEquals(128 + 8, bytes.length);
    String text = new String(bytes, 10, 118, StandardCharsets.US_ASCII);
    assertEquals("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2, ), }", text.strip());
    assertTrue(text.endsWith("\n"));
    assertArrayEquals(
        new byte[] {0, 0, (byte) 0x80, 0x3F, 0, 0, 0, 0x40}, Arrays.copyOfRange(bytes, 128, 136));
  }

  @Test
  void versionsOrdersAndBytesOrdersAreRead() {
    for (int version = 1; version <= 3; version++) {
      Tensor t =
          read(file(version, header("<i2", "(2,)"), (byte) 1, (byte) 0, (byte) -1, (byte) -1));
      assertEquals("Tensor(shape=[2], dtype=i16, data=[1, -1])", t.toString());
    }
    assertEquals(258, read(file(1, header(">i2", "(1,)"), (byte) 1, (byte) 2)).getLong(0));
    assertEquals(65535, read(file(1, header("<u2", "()"), (byte) -1, (byte) -1)).getLong(0));
    assertEquals(
        4294967295L,
        read(file(1, header("<u4", "()"), (byte) -1, (byte) -1, (byte) -1, (byte) -1)).getLong(0));
    Tensor largest =
        read(file(1, header(">u8", "(1,)"), new byte[] {-1, -1, -1, -1, -1, -1, -1, -2}));
    assertEquals("Tensor(shape=[1], dtype=u64, data=[18446744073709551614])", largest.toString());
    byte[] fortran =
        file(
            1,
            "{\"fortran_order\": True, 'shape': (2L, 3L), 'descr': '|u1'}",
            (byte) 1,
            (byte) 4,
            (byte) 2,
            (byte) 5,
            (byte) 3,
            (byte) 6);
    assertEquals(
        "Tensor(shape=[2, 3], dtype=u8, data=[1, 2, 3, 4, 5, 6])", read(fortran).toString());
    assertEquals(
        "Tensor(shape=[2], dtype=bool, data=[false, true])",
        read(file(1, header("|b1", "(2,)"), (byte) 0, (byte) 7)).toString());
  }

  @Test
  void malformedFilesNameTheByteAndTheReason() {
    Object[][] rows = {
      {
        file(1, "x")[0] == 0 ? new byte[0] : new byte[] {1, 2},
        0L,
        "the magic number takes 6 bytes, but 2 are left"
      },
      {
        "PK\3\4......".getBytes(StandardCharsets.ISO_8859_1),
        0L,
        "this is no .npy file: it does not begin with \\x93NUMPY"
      },
      {file(9, header("<f4", "()")), 6L, "version 9 is not supported; 1, 2 and 3 are"},
      {
        file(1, header("<f4", "(2,)"), new byte[7]),
        65L,
        "shape [2] takes 2 × 4 bytes, but 7 follow"
      },
      {file(1, header("<f4", "(1,)"), new byte[5]), 69L, "1 bytes follow the data"},
      {
        file(1, header("<f4", "(1000000000, 1000000000)")),
        84L,
        "a tensor of shape [1000000000, 1000000000] has more than 2147483639 elements"
      },
      {
        file(1, header("<f4", "(9999999999999999999,)")),
        70L,
        "expected a size of at most 18 digits"
      },
      {file(1, header("<f4", "(-1,)")), 61L - 11, "expected a size of at most 18 digits"},
      {
        file(1, header("O", "()")),
        10L,
        "the element type 'O' is not supported; f2 f4 f8, i1 i2 i4 i8, u1 u2 u4 u8 and b1 are"
      },
      {
        file(1, "{'descr': [('a', '<f4')], }"),
        20L,
        "arrays of records are not supported, only arrays of numbers"
      },
      {file(1, "{}"), 12L, "the header lacks the key 'descr'"},
      {file(1, "{'shape': (), 'shape': ()}"), 31L, "the header has the key 'shape' twice"},
      {file(1, "{'evil\u0007': 1}"), 19L, "the header has an unknown key 'evil\\u{7}'"},
      {
        file(1, header("<f4", "()") + "+ __import__('os')"),
        61L,
        "the header goes on after its dictionary"
      },
    };
    for (Object[] row : rows) {
      TensorFileFault fault = assertThrows(TensorFileFault.class, () -> read((byte[]) row[0]));
      assertEquals(row[2], fault.reason());
      assertTrue(fault.getMessage().startsWith("cannot read `x.npy` at byte " + fault.offset()));
      assertTrue(fault.offset() >= 0 && fault.offset() <= ((byte[]) row[0]).length);
    }
    byte[] longHeader = file(2, "{}");
    longHeader[11] = 0x7F;
    assertEquals(
        "a header has at most 1048576 bytes, this one 2130706434",
        assertThrows(TensorFileFault.class, () -> read(longHeader)).reason());
    assertEquals(
        "there is no such file",
        assertThrows(TensorFileFault.class, () -> Npy.read(folder.resolve("none"))).reason());
    assertThrows(TensorFileFault.class, () -> Npy.read(folder));
  }

  /// Any bytes end in a tensor that fits them, or in a fault.
  @Test
  void mutatedFilesAreReadOrRefused() {
    byte[] good = file(1, header("<f4", "(3, 4)"), new byte[48]);
    SplittableRandom random = new SplittableRandom(1);
    int accepted = 0;
    for (int round = 0; round < 50_000; round++) {
      byte[] bytes =
          Arrays.copyOf(good, round % 3 == 0 ? random.nextInt(good.length + 9) : good.length);
      for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
        int at = random.nextInt(Math.min(bytes.length, 80));
        bytes[at] =
            (byte)
                (random.nextBoolean()
                    ? random.nextInt(256)
                    : "()',:{}0123456789L<>|fiub".charAt(random.nextInt(25)));
      }
      try {
        Tensor t = read(bytes);
        assertTrue(t.size() <= bytes.length);
        accepted++;
      } catch (TensorFileFault e) {
        assertTrue(e.offset() >= 0 && e.offset() <= bytes.length);
      }
    }
    assertTrue(accepted > 500);
  }
}
