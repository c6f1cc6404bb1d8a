package org.tosc.models.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.models.weights.NewWeight;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.WeightFormat;
import org.tosc.rt.tensor.file.TensorFileFault;

class SafetensorsFileTest {
  @TempDir private Path folder;

  /// A file of a header and as many bytes of data, counted up.
  static byte[] file(String json, int data) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    return file(text.length, text, data);
  }

  private static byte[] file(long length, byte[] json, int data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] number = new byte[8];
    ByteBuffer.wrap(number).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    out.writeBytes(number);
    out.writeBytes(json);
    for (int i = 0; i < data; i++) {
      out.write(i);
    }
    return out.toByteArray();
  }

  private static SafetensorsFile read(byte[] bytes) {
    return SafetensorsFile.of("test.safetensors", MemorySegment.ofArray(bytes));
  }

  private static void fault(String json, int data, String reason) {
    fault(file(json, data), reason);
  }

  private static void fault(byte[] bytes, String reason) {
    TensorFileFault fault = assertThrows(TensorFileFault.class, () -> read(bytes));
    assertTrue(fault.reason().contains(reason), fault.reason());
    assertTrue(fault.offset() >= 0 && fault.offset() <= bytes.length, fault.getMessage());
  }

  private static final String TWO =
      """
      {"__metadata__":{"format":"pt"},
       "b":{"dtype":"F16","shape":[2,3],"data_offsets":[4,16]},
       "a":{"data_offsets":[0,4],"dtype":"F32","shape":[]},
       "none":{"dtype":"I64","shape":[3,0],"data_offsets":[4,4]}}   \
      """;

  @Test
  void weightsLieWhereTheHeaderSays() {
    SafetensorsFile file = read(file(TWO, 16));
    assertEquals(Map.of("format", "pt"), file.metadata());
    assertEquals(List.of("b", "a", "none"), file.all().stream().map(Weight::name).toList());
    Weight b = file.find("b");
    assertNotNull(b);
    assertEquals(WeightFormat.F16, b.format());
    assertArrayEquals(new long[] {2, 3}, b.shape());
    assertArrayEquals(
        new byte[] {4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
        b.bytes().toArray(ValueLayout.JAVA_BYTE));
    Weight a = file.find("a");
    assertNotNull(a);
    assertEquals(1, a.elements());
  }

  private static String weight(String type, String shape, String offsets) {
    return "{\"w\":{\"dtype\":\""
        + type
        + "\",\"shape\":"
        + shape
        + ",\"data_offsets\":"
        + offsets
        + "}}";
  }

  @Test
  void headersThatAreNoHeaders() {
    fault(new byte[] {1, 2, 3}, "takes 8 bytes, but 3 are left");
    fault(file(0, new byte[0], 0), "expected a JSON object");
    fault(file(100, "{}".getBytes(StandardCharsets.UTF_8), 0), "there cannot be 100 bytes of JSON");
    fault(
        file(-1, "{}".getBytes(StandardCharsets.UTF_8), 0), "there cannot be 18446744073709551615");
    fault(file(Long.MAX_VALUE, "{}".getBytes(StandardCharsets.UTF_8), 0), "there cannot be");
    fault(" {}", 0, "expected a JSON object");
    fault("[]", 0, "expected a JSON object");
    fault("{", 0, "expected a JSON object");
    fault("{x", 0, "the JSON is not well-formed");
    fault("{} {}", 0, "expected nothing behind the object");
    fault("{}", 1, "1 bytes follow the last weight");
    fault(file(2, new byte[] {'{', 0, '}', 0}, 0), "expected a JSON object");
    fault(file(4, new byte[] {'{', '"', (byte) 0xC3, '('}, 0), "the JSON is not well-formed");
  }

  @Test
  void aHeaderOfMoreThan100Megabytes() {
    byte[] bytes = new byte[100_000_100];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(100_000_001);
    fault(bytes, "there cannot be 100000001 bytes of JSON");
  }

  @Test
  void jsonOfAnotherForm() {
    fault("{\"w\":[]}", 0, "expected an object that says what the weight is");
    fault("{\"w\":{}}", 0, "a weight has dtype, shape, and data_offsets");
    fault("{\"w\":{\"x\":1}}", 0, "expected dtype, shape or data_offsets, found `x`");
    fault("{\"__metadata__\":{\"a\":1}}", 0, "expected a text, found value_number_int");
    fault("{\"__metadata__\":{\"a\":{}}}", 0, "expected a text");
    fault(weight("F32", "[1.0]", "[0,4]"), 4, "expected an extent, found value_number_float");
    fault(weight("F32", "[\"1\"]", "[0,4]"), 4, "expected an extent, found value_string");
    fault(weight("F32", "[[1]]", "[0,4]"), 4, "expected an extent, found start_array");
    fault(weight("F32", "[-1]", "[0,4]"), 4, "found a negative number");
    fault(weight("F32", "[9223372036854775808]", "[0,4]"), 4, "not well-formed");
    fault(weight("F32", "[" + "9".repeat(1000) + "]", "[0,4]"), 4, "not well-formed");
    fault(weight("F32", "1", "[0,4]"), 4, "expected an array of numbers");
    fault(weight("F32", "[1]", "[0]"), 4, "data_offsets with begin and end");
    fault(weight("F32", "[1]", "[0,4,4]"), 4, "more than 2 numbers");
    fault(weight("F32", "[" + "1,".repeat(64) + "1]", "[0,4]"), 4, "more than 64 numbers");
    fault("{\"a\":" + "[".repeat(5000), 0, "expected an object");
    fault("{\"w\":{\"shape\":" + "[".repeat(5000), 0, "expected an extent");
    fault("{\"\\ud800\":{}}", 0, "half of a surrogate pair");
  }

  @Test
  void keysThatAreThereTwice() {
    fault(
        "{\"a\":" + "{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}" + ",\"a\":{}}",
        0,
        "Duplicate");
    fault("{\"__metadata__\":{},\"__metadata__\":{}}", 0, "Duplicate");
    fault("{\"w\":{\"dtype\":\"U8\",\"dtype\":\"U8\"}}", 0, "Duplicate");
    fault("{\"__metadata__\":{\"a\":\"\",\"a\":\"\"}}", 0, "Duplicate");
    fault("{\"__metadata__\":{\"a\":\"\",\"\\u0061\":\"\"}}", 0, "Duplicate");
  }

  @Test
  void typesAndSizes() {
    fault(weight("Q4_0", "[1]", "[0,4]"), 4, "the type `Q4_0` is not supported");
    fault(weight("f32", "[1]", "[0,4]"), 4, "the type `f32` is not supported");
    fault(weight("F32", "[2]", "[0,4]"), 4, "its shape takes 8 bytes, its offsets are 0 and 4");
    fault(weight("F32", "[1]", "[4,0]"), 4, "its offsets are 4 and 0");
    fault(weight("F32", "[1]", "[0,9223372036854775807]"), 4, "its offsets are 0 and");
    fault(weight("F32", "[4294967296,4294967296]", "[0,0]"), 0, "2^63 bytes or more");
    fault(weight("F32", "[4611686018427387905]", "[0,4]"), 4, "2^63 bytes or more");
    fault(weight("U8", "[8]", "[0,8]"), 4, "its data end at 8, but there are 4 bytes");
    fault(weight("U8", "[4]", "[0,4]"), 5, "1 bytes follow the last weight");
  }

  @Test
  void holesAndOverlaps() {
    String w = "{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":";
    fault("{\"a\":" + w + "[1,5]}}", 5, "begin at 1 of all data, expected 0");
    fault("{\"a\":" + w + "[0,4]},\"b\":" + w + "[5,9]}}", 9, "begin at 5 of all data, expected 4");
    fault("{\"a\":" + w + "[0,4]},\"b\":" + w + "[3,7]}}", 7, "begin at 3 of all data, expected 4");
    fault("{\"a\":" + w + "[0,4]},\"b\":" + w + "[0,4]}}", 4, "begin at 0 of all data, expected 4");
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    SafetensorsFile first = read(file(TWO, 16));
    Path path = folder.resolve("out.safetensors");
    SafetensorsWriter.write(
        path, first.metadata(), first.all().stream().map(NewWeight::of).toList());
    try (SafetensorsFile second = SafetensorsFile.open(path)) {
      assertEquals(first.metadata(), second.metadata());
      assertEquals(3, second.all().size());
      for (Weight a : first.all()) {
        Weight b = second.find(a.name());
        assertNotNull(b);
        assertEquals(a.format(), b.format());
        assertArrayEquals(a.shape(), b.shape());
        assertEquals(-1, a.bytes().mismatch(b.bytes()));
      }
      second.requireWhole();
    }
    byte[] bytes = Files.readAllBytes(path);
    assertEquals(0, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8);
  }

  @Test
  void blocksCannotBeWritten() {
    NewWeight block = new NewWeight("w", WeightFormat.Q4_0, new long[] {32}, out -> {});
    Path path = folder.resolve("out.safetensors");
    assertThrows(IOException.class, () -> SafetensorsWriter.write(path, Map.of(), List.of(block)));
  }

  private Path shard(String name, String json, int data) throws IOException {
    return Files.write(folder.resolve(name), file(json, data));
  }

  private void index(String json) throws IOException {
    Files.writeString(folder.resolve(ShardedSafetensors.INDEX), json);
  }

  @Test
  void weightsOfSeveralFiles() throws IOException {
    shard("a.safetensors", "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}}", 2);
    shard("b.safetensors", "{\"b\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]}}", 3);
    index(
        """
        {"metadata":{"total_size":5,"x":[1,{}]},
         "weight_map":{"b":"b.safetensors","a":"a.safetensors"}}""");
    try (ShardedSafetensors model = ShardedSafetensors.open(folder)) {
      assertEquals(List.of("b", "a"), model.all().stream().map(Weight::name).toList());
      Weight b = model.find("b");
      assertNotNull(b);
      assertEquals(3, b.bytes().byteSize());
      model.requireWhole();
    }
  }

  @Test
  void anIndexDoesNotLeadElsewhere() throws IOException {
    for (String bad :
        List.of("../a.safetensors", "/etc/passwd", "a/b.safetensors", "a.bin", "..")) {
      index("{\"weight_map\":{\"a\":\"" + bad + "\"}}");
      TensorFileFault fault =
          assertThrows(TensorFileFault.class, () -> ShardedSafetensors.open(folder));
      assertTrue(fault.reason().contains("in this folder"), fault.reason());
    }
  }

  @Test
  void anIndexThatNamesWhatIsNotThere() throws IOException {
    shard("a.safetensors", "{}", 0);
    index("{\"weight_map\":{\"a\":\"a.safetensors\"}}");
    assertThrows(TensorFileFault.class, () -> ShardedSafetensors.open(folder));
    index("{\"weight_map\":{\"a\":\"none.safetensors\"}}");
    assertThrows(TensorFileFault.class, () -> ShardedSafetensors.open(folder));
    index("{\"weight_map\":{\"a\":\"a.safetensors\",\"a\":\"a.safetensors\"}}");
    assertThrows(TensorFileFault.class, () -> ShardedSafetensors.open(folder));
  }
}
