package org.tosc.models.gguf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.WeightFormat;
import org.tosc.rt.tensor.file.TensorFileFault;

/// Files that are right: each value type, shapes, places of data.
class GgufFileTest {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  @TempDir private Path folder;

  private static GgufBytes small() {
    return GgufBytes.header(3, 2, 3)
        .key("general.architecture", 8)
        .string("llama")
        .key("general.alignment", 4)
        .u32(64)
        .key("tokenizer.ggml.tokens", 9)
        .u32(8)
        .u64(3)
        .string("<s>")
        .string("")
        .string("ö🙂")
        .weight("a", 0, 0, 2, 3)
        .weight("b", 8, 64, 32)
        .pad(64)
        .f32(1)
        .f32(2)
        .f32(3)
        .f32(4)
        .f32(5)
        .f32(6)
        .pad(64)
        .zeros(34);
  }

  @Test
  void weightsLieWhereTheTableSays() {
    GgufFile file = small().read();
    assertEquals(3, file.version());
    assertEquals(64, file.alignment());
    assertEquals(List.of("a", "b"), file.all().stream().map(Weight::name).toList());
    Weight a = file.find("a");
    assertNotNull(a);
    assertEquals(WeightFormat.F32, a.format());
    assertArrayEquals(new long[] {3, 2}, a.shape());
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, a.bytes().toArray(FLOAT));
    Weight b = file.find("b");
    assertNotNull(b);
    assertEquals(34, b.bytes().byteSize());
    assertNull(file.find("c"));
  }

  @Test
  void theLastWeightMayBePadded() {
    assertEquals(2, small().pad(64).read().all().size());
  }

  @Test
  void aVocabularyHasNoWeights() {
    GgufFile file = GgufBytes.header(2, 0, 1).key("k", 7).u8(1).read();
    assertEquals(2, file.version());
    assertTrue(file.all().isEmpty());
    assertTrue(file.metadata().flag("k"));
  }

  @Test
  void textsAreReadWhenAskedFor() {
    Metadata metadata = small().read().metadata();
    assertEquals("llama", metadata.string("general.architecture"));
    assertEquals(List.of("<s>", "", "ö🙂"), metadata.strings("tokenizer.ggml.tokens"));
    assertFalse(metadata.has("tokenizer.ggml.scores"));
  }

  @Test
  void eachValueTypeIsReadAsItIs() {
    Metadata m =
        GgufBytes.header(3, 0, 12)
            .key("u8", 0)
            .u8(0xFF)
            .key("i8", 1)
            .u8(0xFF)
            .key("u16", 2)
            .u16(0xFFFF)
            .key("i16", 3)
            .u16(0xFFFF)
            .key("u32", 4)
            .u32(-1)
            .key("i32", 5)
            .u32(-1)
            .key("f32", 6)
            .f32(0.1f)
            .key("bool", 7)
            .u8(0)
            .key("u64", 10)
            .u64(Long.MAX_VALUE)
            .key("i64", 11)
            .u64(-1)
            .key("f64", 12)
            .f64(0.1)
            .key("reals", 9)
            .u32(12)
            .u64(2)
            .f64(1.5)
            .f64(-2)
            .read()
            .metadata();
    assertEquals(255, m.integer("u8"));
    assertEquals(-1, m.integer("i8"));
    assertEquals(65_535, m.integer("u16"));
    assertEquals(-1, m.integer("i16"));
    assertEquals(0xFFFF_FFFFL, m.integer("u32"));
    assertEquals(-1, m.integer("i32"));
    assertEquals(0.1f, m.real("f32"));
    assertFalse(m.flag("bool"));
    assertEquals(Long.MAX_VALUE, m.integer("u64"));
    assertEquals(-1, m.integer("i64"));
    assertEquals(0.1, m.real("f64"));
    assertArrayEquals(new double[] {1.5, -2}, m.reals("reals"));
  }

  @Test
  void arraysOfWholeNumbersHaveTheSignOfTheirType() {
    Metadata m =
        GgufBytes.header(3, 0, 2)
            .key("u16", 9)
            .u32(2)
            .u64(2)
            .u16(1)
            .u16(0xFFFE)
            .key("i16", 9)
            .u32(3)
            .u64(2)
            .u16(1)
            .u16(0xFFFE)
            .read()
            .metadata();
    assertArrayEquals(new long[] {1, 65_534}, m.integers("u16"));
    assertArrayEquals(new long[] {1, -2}, m.integers("i16"));
  }

  @Test
  void anAccessorSaysKeyTypeAndByte() {
    Metadata m = small().read().metadata();
    TensorFileFault wrong =
        assertThrows(TensorFileFault.class, () -> m.integer("general.architecture"));
    assertEquals(
        "metadata `general.architecture`: expected a value of type whole number, found string",
        wrong.reason());
    assertEquals(24 + 8 + 20 + 4, wrong.offset());
    TensorFileFault missing = assertThrows(TensorFileFault.class, () -> m.real("rope"));
    assertEquals("metadata `rope`: the file has no such key", missing.reason());
  }

  @Test
  void aFileIsMapped() throws IOException {
    Path path = Files.write(folder.resolve("small.gguf"), small().bytes());
    try (GgufFile file = GgufFile.open(path)) {
      Weight a = file.find("a");
      assertNotNull(a);
      assertTrue(a.bytes().isMapped());
      assertEquals(6, a.bytes().getAtIndex(FLOAT, 5));
      file.requireWhole();
    }
  }

  @Test
  void aFileThatShrinksIsTold() throws IOException {
    Path path = Files.write(folder.resolve("small.gguf"), small().bytes());
    try (GgufFile file = GgufFile.open(path)) {
      Files.write(path, new byte[10], StandardOpenOption.TRUNCATE_EXISTING);
      TensorFileFault fault = assertThrows(TensorFileFault.class, file::requireWhole);
      assertEquals(10, fault.offset());
    }
  }

  @Test
  void whatIsNoFileIsAFault() throws IOException {
    assertThrows(TensorFileFault.class, () -> GgufFile.open(folder.resolve("none.gguf")));
    assertThrows(TensorFileFault.class, () -> GgufFile.open(folder));
    Path empty = Files.createFile(folder.resolve("empty.gguf"));
    TensorFileFault fault = assertThrows(TensorFileFault.class, () -> GgufFile.open(empty));
    assertEquals("the magic number takes 4 bytes, but 0 are left", fault.reason());
  }

  /// The file is as long as a disk's largest, and nearly all of it a hole: only the header is read.
  @Test
  void aTerabyteIsMapped() throws IOException {
    Path path = folder.resolve("large.gguf");
    GgufBytes header = GgufBytes.header(3, 1, 0).weight("w", 0, 0, 1L << 20, 1L << 18).pad(32);
    Files.write(path, header.bytes());
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      long end = header.size() + (1L << 40);
      channel.write(ByteBuffer.wrap(new byte[] {7}), end - 1);
    } catch (IOException e) {
      assumeTrue(false, "not checked: no such large files here");
    }
    try (GgufFile file = GgufFile.open(path)) {
      Weight w = file.find("w");
      assertNotNull(w);
      assertEquals(1L << 40, w.bytes().byteSize());
      assertEquals(7, w.bytes().get(ValueLayout.JAVA_BYTE, (1L << 40) - 1));
    }
  }
}
