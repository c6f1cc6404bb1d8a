package org.tosc.models.convert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tosc.models.blocks.Decoding;
import org.tosc.models.gguf.GgufFile;
import org.tosc.models.gguf.GgufWriter;
import org.tosc.models.gguf.Metadata;
import org.tosc.models.gguf.MetadataType;
import org.tosc.models.gguf.MetadataValue;
import org.tosc.models.safetensors.SafetensorsFile;
import org.tosc.models.weights.NewWeight;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.WeightFormat;
import org.tosc.rt.tensor.file.TensorFileFault;

class RequantiseTest {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final Progress SILENT = (report, done, all) -> {};

  @TempDir private Path folder;

  private static NewWeight f32(String name, float[] values, long... shape) {
    byte[] bytes = new byte[4 * values.length];
    MemorySegment.copy(values, 0, MemorySegment.ofArray(bytes), FLOAT, 0, values.length);
    return new NewWeight(name, WeightFormat.F32, shape, out -> out.write(bytes));
  }

  private static float[] normal(int count) {
    SplittableRandom random = new SplittableRandom(7);
    float[] out = new float[count];
    for (int i = 0; i < count; i++) {
      out[i] = (float) (0.02 * random.nextGaussian());
    }
    return out;
  }

  private static Metadata metadata() {
    return Metadata.of(
        Map.of(
            "general.architecture", new MetadataValue.Text("llama"),
            "general.file_type", new MetadataValue.Whole(MetadataType.U32, 0)));
  }

  /// 300 rows of 512, which are more than one step, rows of 32 and of 31, and a norm.
  private Path source() throws IOException {
    Path path = folder.resolve("source.gguf");
    GgufWriter.write(
        path,
        metadata(),
        List.of(
            f32("blk.0.attn_q.weight", normal(300 * 512), 300, 512),
            f32("narrow", normal(3 * 32), 3, 32),
            f32("odd", normal(3 * 31), 3, 31),
            f32("norm", normal(512), 512)));
    return path;
  }

  private static float[] floats(GgufFile file, String name) {
    Weight weight = file.find(name);
    assertNotNull(weight);
    return Decoding.floats(weight);
  }

  /// How many bytes 256 elements take, and what the relative error of normal numbers must be at
  /// most.
  private static double bound(WeightFormat format) {
    return switch (format) {
      case Q8_0 -> 0.008;
      case Q6_K -> 0.025;
      case Q4_K -> 0.09;
      case Q4_0 -> 0.11;
      case F16 -> 0.0005;
      case BF16 -> 0.004;
      case F64, F32, F8E4M3, F8E5M2, I64, I32, I16, I8, U64, U32, U16, U8, BOOL -> 0;
      case Q4_1, Q5_0, Q5_1, Q2_K, Q3_K, Q5_K -> 0;
    };
  }

  @ParameterizedTest
  @EnumSource(names = {"Q8_0", "Q6_K", "Q4_K", "Q4_0", "F16", "BF16"})
  void matricesGetTheFormatAndTheReportSaysWhatThatCost(WeightFormat format) throws IOException {
    Path out = folder.resolve("out.gguf");
    try (GgufFile before = GgufFile.open(source())) {
      List<WeightReport> reports =
          Requantise.toGguf(out, before.metadata(), before, Recipe.of(format), SILENT);
      try (GgufFile after = GgufFile.open(out)) {
        for (WeightReport report : reports) {
          Weight weight = after.find(report.name());
          assertNotNull(weight);
          assertEquals(weight.format(), report.to());
          assertEquals(weight.bytes().byteSize(), report.bytesAfter());
          measured(floats(before, report.name()), floats(after, report.name()), report);
        }
        WeightReport matrix = reports.getFirst();
        assertEquals(format, matrix.to());
        assertTrue(matrix.relativeError() > 0, matrix.toString());
        assertTrue(matrix.relativeError() < bound(format), matrix.toString());
        assertEquals(WeightFormat.F32, reports.getLast().to());
        assertEquals(0, reports.getLast().maxError());
      }
    }
  }

  /// The errors once more, from the files.
  private static void measured(float[] before, float[] after, WeightReport report) {
    double max = 0;
    double squares = 0;
    double all = 0;
    for (int i = 0; i < before.length; i++) {
      double d = (double) before[i] - after[i];
      max = Math.max(max, Math.abs(d));
      squares += d * d;
      all += (double) before[i] * before[i];
    }
    assertEquals(max, report.maxError());
    assertEquals(Math.sqrt(squares / before.length), report.rmsError(), 1e-12);
    assertEquals(Math.sqrt(squares / all), report.relativeError(), 1e-12);
  }

  @Test
  void rowsThatAreNoWholeBlocksGetSmallerOnes() throws IOException {
    Path out = folder.resolve("out.gguf");
    Recipe recipe =
        new Recipe(WeightFormat.Q4_K, WeightFormat.F32, Map.of("norm", WeightFormat.F16));
    try (GgufFile before = GgufFile.open(source())) {
      List<WeightReport> reports =
          Requantise.toGguf(out, before.metadata(), before, recipe, SILENT);
      assertEquals(
          List.of(WeightFormat.Q4_K, WeightFormat.Q8_0, WeightFormat.F16, WeightFormat.F16),
          reports.stream().map(WeightReport::to).toList());
    }
  }

  @Test
  void metadataSayWhatTheFileIsMadeOf() throws IOException {
    Path out = folder.resolve("out.gguf");
    try (GgufFile before = GgufFile.open(source())) {
      Requantise.toGguf(out, before.metadata(), before, Recipe.of(WeightFormat.Q6_K), SILENT);
    }
    try (GgufFile after = GgufFile.open(out)) {
      assertEquals("llama", after.metadata().string("general.architecture"));
      assertEquals(18, after.metadata().integer("general.file_type"));
      assertEquals(2, after.metadata().integer("general.quantization_version"));
    }
  }

  @Test
  void progressHearsOfEachWeight() throws IOException {
    List<Long> heard = new ArrayList<>();
    try (GgufFile before = GgufFile.open(source())) {
      Requantise.toGguf(
          folder.resolve("out.gguf"),
          before.metadata(),
          before,
          Recipe.of(WeightFormat.Q8_0),
          (report, done, all) -> heard.addAll(List.of(done, all)));
    }
    long all = 4 * (300 * 512 + 3 * 32 + 3 * 31 + 512);
    assertEquals(8, heard.size());
    assertEquals(List.of(4L * 300 * 512, all), heard.subList(0, 2));
    assertEquals(List.of(all, all), heard.subList(6, 8));
  }

  @Test
  void aNumberThatIsNotFiniteIsToldAndNothingIsWritten() throws IOException {
    Path path = folder.resolve("bad.gguf");
    float[] values = normal(3 * 32);
    values[70] = Float.NaN;
    GgufWriter.write(path, metadata(), List.of(f32("w", values, 3, 32)));
    Path out = folder.resolve("out.gguf");
    try (GgufFile before = GgufFile.open(path)) {
      IOException e =
          assertThrows(
              IOException.class,
              () ->
                  Requantise.toGguf(
                      out, before.metadata(), before, Recipe.of(WeightFormat.Q4_0), SILENT));
      assertEquals("`w` cannot become q4_0: element 70 is NaN", e.getMessage());
    }
    assertTrue(Files.notExists(out));
  }

  @Test
  void aFileThatIsCutShortMeanwhileIsTold() throws IOException {
    Path source = source();
    Path out = folder.resolve("out.gguf");
    try (GgufFile before = GgufFile.open(source)) {
      Files.write(source, new byte[1000], StandardOpenOption.TRUNCATE_EXISTING);
      TensorFileFault fault =
          assertThrows(
              TensorFileFault.class,
              () ->
                  Requantise.toGguf(
                      out, before.metadata(), before, Recipe.of(WeightFormat.Q4_0), SILENT));
      assertEquals(1000, fault.offset());
    }
    assertTrue(Files.notExists(out));
  }

  @Test
  void thereAndBackAgain() throws IOException {
    Path safetensors = folder.resolve("out.safetensors");
    Path back = folder.resolve("back.gguf");
    try (GgufFile before = GgufFile.open(source())) {
      Requantise.toSafetensors(
          safetensors, Map.of("format", "pt"), before, Recipe.unchanged(before), SILENT);
      try (SafetensorsFile between = SafetensorsFile.open(safetensors)) {
        Requantise.toGguf(back, metadata(), between, Recipe.plain(WeightFormat.F32), SILENT);
      }
      try (GgufFile after = GgufFile.open(back)) {
        for (Weight weight : before.all()) {
          Weight same = after.find(weight.name());
          assertNotNull(same);
          assertArrayEquals(weight.shape(), same.shape());
          assertEquals(-1, weight.bytes().mismatch(same.bytes()));
        }
      }
    }
  }

  @Test
  void blocksBecomePlainNumbers() throws IOException {
    Path small = folder.resolve("small.gguf");
    Path out = folder.resolve("out.safetensors");
    try (GgufFile before = GgufFile.open(source())) {
      Requantise.toGguf(small, before.metadata(), before, Recipe.of(WeightFormat.Q6_K), SILENT);
    }
    try (GgufFile blocks = GgufFile.open(small)) {
      List<WeightReport> reports =
          Requantise.toSafetensors(out, Map.of(), blocks, Recipe.plain(WeightFormat.F32), SILENT);
      assertTrue(reports.stream().allMatch(r -> r.maxError() == 0));
      try (SafetensorsFile plain = SafetensorsFile.open(out)) {
        Weight weight = plain.find("blk.0.attn_q.weight");
        assertNotNull(weight);
        assertTrue(Arrays.equals(floats(blocks, "blk.0.attn_q.weight"), Decoding.floats(weight)));
      }
    }
  }
}
