package org.tosc.models.foreign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.models.blocks.Decoding;
import org.tosc.models.blocks.Encoding;
import org.tosc.models.gguf.GgufFile;
import org.tosc.models.gguf.GgufWriter;
import org.tosc.models.gguf.Metadata;
import org.tosc.models.gguf.MetadataType;
import org.tosc.models.gguf.MetadataValue;
import org.tosc.models.safetensors.SafetensorsFile;
import org.tosc.models.safetensors.SafetensorsWriter;
import org.tosc.models.weights.NewWeight;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.WeightFormat;
import org.tosc.models.weights.Weights;

class ForeignFilesTest {
  @TempDir private Path folder;

  private Path resource(String name) throws IOException {
    try (InputStream in = ForeignFilesTest.class.getResourceAsStream(name)) {
      assertNotNull(in);
      return Files.write(folder.resolve(name), in.readAllBytes());
    }
  }

  private static float[] floats(Weights weights, String name) {
    Weight weight = weights.find(name);
    assertNotNull(weight, name);
    return Decoding.floats(weight);
  }

  /// The numbers of `make.py`.
  private static float number(int i) {
    return (i * 37 % 101 - 50) / 8f;
  }

  @Test
  void aFileOfLlamaCpp() throws IOException {
    try (GgufFile file = GgufFile.open(resource("foreign.gguf"))) {
      metadata(file.metadata());
      assertEquals(5, file.all().size());
      // f16 and bf16 have enough bits for these numbers, q8_0 and q4_0 have not.
      Map<String, Double> bounds =
          Map.of("f32", 0.0, "f16", 0.0, "bf16", 0.0, "q8_0", 0.026, "q4_0", 0.8);
      bounds.forEach(
          (name, bound) -> {
            float[] values = floats(file, name);
            assertEquals(512, values.length);
            for (int i = 0; i < values.length; i++) {
              assertEquals(number(i), values[i], bound, name + " element " + i);
            }
          });
      Weight block = file.find("q8_0");
      assertNotNull(block);
      assertArrayEquals(new long[] {2, 256}, block.shape());
    }
  }

  private static void metadata(Metadata m) {
    assertEquals("llama", m.string("general.architecture"));
    assertEquals(2, m.integer("llama.block_count"));
    assertEquals(200, m.integer("t.u8"));
    assertEquals(-100, m.integer("t.i8"));
    assertEquals(60_000, m.integer("t.u16"));
    assertEquals(-30_000, m.integer("t.i16"));
    assertEquals(4_000_000_000L, m.integer("t.u32"));
    assertEquals(-2_000_000_000, m.integer("t.i32"));
    assertEquals(Long.MAX_VALUE, m.integer("t.u64"));
    assertEquals(Long.MIN_VALUE, m.integer("t.i64"));
    assertEquals(0.5, m.real("t.f32"));
    assertEquals(0.1, m.real("t.f64"));
    assertTrue(m.flag("t.bool"));
    assertEquals("grüße", m.string("t.string"));
    assertArrayEquals(new double[] {0.5, -1.5}, m.reals("t.reals"));
    assertEquals(List.of("<unk>", "▁a", "b"), m.strings("tokenizer.ggml.tokens"));
    assertArrayEquals(new long[] {2, 1, 1}, m.integers("tokenizer.ggml.token_type"));
  }

  /// GGML's Python and C code round alike, and so do we.
  @Test
  void blocksOfLlamaCppAreThoseThatWeMake() throws IOException {
    float[] numbers = new float[512];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(i);
    }
    try (GgufFile file = GgufFile.open(resource("foreign.gguf"))) {
      for (WeightFormat format :
          List.of(WeightFormat.Q8_0, WeightFormat.Q4_0, WeightFormat.BF16, WeightFormat.F16)) {
        Weight weight = file.find(format.text());
        assertNotNull(weight);
        assertEquals(-1, weight.bytes().mismatch(encoded(format, numbers)), format.text());
      }
    }
  }

  private static MemorySegment encoded(WeightFormat format, float[] numbers) {
    MemorySegment out = MemorySegment.ofArray(new byte[(int) format.byteSize(numbers.length)]);
    Encoding.encode(format, numbers, 0, numbers.length, out, 0);
    return out;
  }

  @Test
  void aFileOfHuggingFace() throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(resource("foreign.safetensors"))) {
      assertEquals(Map.of("format", "np", "note", "grüße"), file.metadata());
      assertEquals(number(256 + 3), floats(file, "f32")[7]);
      assertEquals(number(100), floats(file, "f16")[100]);
      assertArrayEquals(new float[] {7}, floats(file, "scalar"));
      assertArrayEquals(new float[] {1, 0}, floats(file, "bool"));
      assertEquals(0, floats(file, "none").length);
    }
  }

  @Test
  void ourFilesAreReadByOthers() throws IOException, InterruptedException {
    String python = System.getenv("TOSC_PYTHON_GGUF");
    assumeTrue(python != null, "not checked: TOSC_PYTHON_GGUF names no Python");
    ourFiles();
    Process check =
        new ProcessBuilder(python, resource("check.py").toString(), folder.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, check.waitFor(), output);
    assertEquals("equal", output.strip());
  }

  private void ourFiles() throws IOException {
    float[] numbers = new float[512];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i % 7 - 3f;
    }
    List<NewWeight> all = new ArrayList<>();
    for (String name : List.of("F32", "F16", "BF16", "Q8_0", "Q6_K", "Q4_K", "Q4_0")) {
      WeightFormat format = WeightFormat.valueOf(name);
      Weight weight =
          new Weight(format.text(), format, new long[] {2, 256}, encoded(format, numbers));
      all.add(NewWeight.of(weight));
    }
    Map<String, MetadataValue> metadata = new LinkedHashMap<>();
    metadata.put("general.architecture", new MetadataValue.Text("llama"));
    metadata.put("t.texts", new MetadataValue.Texts(List.of("a", "grüße", "")));
    metadata.put("t.whole", new MetadataValue.Whole(MetadataType.I16, -5));
    GgufWriter.write(folder.resolve("ours.gguf"), Metadata.of(metadata), all);
    SafetensorsWriter.write(
        folder.resolve("ours.safetensors"), Map.of("format", "pt"), all.subList(0, 2));
  }
}
