package org.tosc.models.gguf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.models.weights.NewWeight;
import org.tosc.models.weights.WeightFormat;

class GgufWriterTest {
  @TempDir private Path folder;

  private static NewWeight weight(String name, WeightFormat format, long... shape) {
    long elements = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    byte[] bytes = new byte[(int) format.byteSize(elements)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return new NewWeight(name, format, shape, out -> out.write(bytes));
  }

  /// One value of each kind, and what the file must have there.
  private static Map<String, MetadataValue> values() {
    Map<String, MetadataValue> values = new LinkedHashMap<>();
    values.put("general.alignment", new MetadataValue.Whole(MetadataType.U32, 64));
    values.put("i8", new MetadataValue.Whole(MetadataType.I8, -2));
    values.put("u64", new MetadataValue.Whole(MetadataType.U64, -1));
    values.put("f32", new MetadataValue.Real(MetadataType.F32, 0.1f));
    values.put("f64", new MetadataValue.Real(MetadataType.F64, 0.1));
    values.put("bool", new MetadataValue.Flag(true));
    values.put("string", new MetadataValue.Text("ö"));
    values.put(
        "numbers", new MetadataValue.Numbers(MetadataType.I16, new byte[] {1, 0, -1, -1, 2, 0}));
    values.put("texts", new MetadataValue.Texts(List.of("a", "")));
    return values;
  }

  private static byte[] expected() {
    return GgufBytes.header(3, 2, 9)
        .key("general.alignment", 4)
        .u32(64)
        .key("i8", 1)
        .u8(-2)
        .key("u64", 10)
        .u64(-1)
        .key("f32", 6)
        .f32(0.1f)
        .key("f64", 12)
        .f64(0.1)
        .key("bool", 7)
        .u8(1)
        .key("string", 8)
        .string("ö")
        .key("numbers", 9)
        .u32(3)
        .u64(3)
        .u16(1)
        .u16(-1)
        .u16(2)
        .key("texts", 9)
        .u32(8)
        .u64(2)
        .string("a")
        .string("")
        .weight("w", 8, 0, 32, 3)
        .weight("n", 0, 128, 2)
        .pad(64)
        .counted(102)
        .pad(64)
        .counted(8)
        .pad(64)
        .bytes();
  }

  @Test
  void aFileHasTheBytesOfTheSpecification() throws IOException {
    Path path = folder.resolve("a.gguf");
    List<NewWeight> weights =
        List.of(weight("w", WeightFormat.Q8_0, 3, 32), weight("n", WeightFormat.F32, 2));
    GgufWriter.write(path, Metadata.of(values()), weights);
    assertArrayEquals(expected(), Files.readAllBytes(path));
  }

  @Test
  void whatWasReadIsWrittenAgain() throws IOException {
    GgufFile file = GgufFile.of("expected", MemorySegment.ofArray(expected()));
    Path path = folder.resolve("a.gguf");
    GgufWriter.write(path, file.metadata(), file.all().stream().map(NewWeight::of).toList());
    assertArrayEquals(expected(), Files.readAllBytes(path));
  }

  @Test
  void whatAFileCannotHoldIsSaidBeforeAnythingIsWritten() throws IOException {
    Path path = Files.writeString(folder.resolve("a.gguf"), "old");
    for (NewWeight bad :
        List.of(
            weight("n".repeat(64), WeightFormat.F32, 2),
            weight("", WeightFormat.F32, 2),
            weight("five", WeightFormat.F32, 1, 1, 1, 1, 1),
            weight("none", WeightFormat.F32, 0),
            weight("bool", WeightFormat.BOOL, 2))) {
      assertThrows(
          IOException.class, () -> GgufWriter.write(path, Metadata.of(Map.of()), List.of(bad)));
    }
    NewWeight a = weight("a", WeightFormat.F32, 2);
    assertThrows(
        IOException.class, () -> GgufWriter.write(path, Metadata.of(Map.of()), List.of(a, a)));
    assertEquals("old", Files.readString(path));
  }
}
