package org.tosc.driver.neuro;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.driver.Compiler;
import org.tosc.driver.Programs;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.session.Policy;
import org.tosc.rt.session.Session;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;

/// `Tensor::load` and `save` against files put together by hand.
///
/// Source: NumPy Enhancement Proposal 1, the format of `.npy` files.
final class TensorFilesTest {
  private static final List<String> ENGINES = List.of("interp", "jvm");

  @TempDir Path folder;

  /// A dtype, its NumPy name, two elements as little-endian bytes, and what they print as.
  record Row(String dtype, String descr, String bytes, String printed) {}

  static final List<Row> ROWS =
      List.of(
          new Row("f16", "<f2", "00 3e 00 c0", "1.5, -2"),
          new Row("f32", "<f4", "00 00 c0 3f 00 00 80 ff", "1.5, -inf"),
          new Row("f64", "<f8", "00 00 00 00 00 00 f8 3f 9a 99 99 99 99 99 b9 3f", "1.5, 0.1"),
          new Row("i8", "|i1", "7f 80", "127, -128"),
          new Row("i16", "<i2", "ff 7f 00 80", "32767, -32768"),
          new Row("i32", "<i4", "ff ff ff 7f fe ff ff ff", "2147483647, -2"),
          new Row(
              "i64",
              "<i8",
              "00 00 00 00 00 00 00 80 01 00 00 00 00 00 00 00",
              "-9223372036854775808, 1"),
          new Row("u8", "|u1", "ff 80", "255, 128"),
          new Row("u16", "<u2", "ff ff 01 80", "65535, 32769"),
          new Row("u32", "<u4", "ff ff ff ff 00 00 00 80", "4294967295, 2147483648"),
          new Row(
              "u64",
              "<u8",
              "ff ff ff ff ff ff ff ff 00 00 00 00 00 00 00 80",
              "18446744073709551615, 9223372036854775808"),
          new Row("bool", "|b1", "01 00", "true, false"));

  static Stream<Arguments> rows() {
    return ROWS.stream().flatMap(r -> ENGINES.stream().map(e -> Arguments.of(r, e)));
  }

  private static byte[] bytes(String hex) {
    String[] parts = hex.split(" ", -1);
    byte[] bytes = new byte[parts.length];
    for (int i = 0; i < parts.length; i++) {
      bytes[i] = (byte) Integer.parseInt(parts[i], 16);
    }
    return bytes;
  }

  /// A file of version 1.0: magic, version, length of the header, header, elements.
  private static byte[] npy(String descr, String shape, byte[] data) {
    String header = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }";
    String padded = header + " ".repeat(63 - (10 + header.length()) % 64) + "\n";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    out.write(padded.length());
    out.write(padded.length() >> 8);
    out.writeBytes(padded.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(data);
    return out.toByteArray();
  }

  private String run(String body, String engine, Policy policy) throws Exception {
    Source source = new Source("a.neuro", "fn main() {\n" + body + "\n}\n");
    Compiler.Compilation compiled =
        Compiler.compile(source, Compiler.Language.NEURO, (_, _, _) -> null);
    assertEquals(List.of(), compiled.diagnostics());
    Module module = compiled.module();
    assertNotNull(module);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Session session =
        Session.builder()
            .out(out)
            .policy(policy)
            .directory(folder)
            .engine(Programs.tensors())
            .gradients(Programs.gradients())
            .build();
    session.run(() -> Programs.load(module, engine).call(Module.MAIN));
    session.out().flush();
    return out.toString(StandardCharsets.UTF_8);
  }

  private String error(String body, String engine, Policy policy) {
    GuestError error = assertThrows(GuestError.class, () -> run(body, engine, policy));
    return error.kind() + ": " + error.getMessage();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyDtypeThatNumpyHasIsLoadedAndSaved(Row row, String engine) throws Exception {
    byte[] data = bytes(row.bytes());
    Files.write(folder.resolve("in.npy"), npy(row.descr(), "(1, 2)", data));
    String out =
        run(
            "let t: Tensor<[?, 2], D> = Tensor::load(\"in.npy\"); print(t); t.save(\"out.npy\");"
                .replace("D", row.dtype()),
            engine,
            Policy.PERMISSIVE);
    assertEquals(
        "Tensor(shape=[1, 2], dtype=" + row.dtype() + ", data=[" + row.printed() + "])\n", out);
    assertSaved(Files.readAllBytes(folder.resolve("out.npy")), row, data);
  }

  private static void assertSaved(byte[] file, Row row, byte[] data) {
    assertArrayEquals(
        new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}, Arrays.copyOf(file, 8));
    int length = (file[8] & 0xFF) + 256 * (file[9] & 0xFF);
    assertEquals(0, (10 + length) % 64);
    String header = new String(file, 10, length, StandardCharsets.US_ASCII);
    assertTrue(header.endsWith("\n"), header);
    String dictionary = header.replaceAll("[ \n]", "");
    assertEquals(
        "{'descr':'" + row.descr() + "','fortran_order':False,'shape':(1,2,),}", dictionary);
    assertArrayEquals(data, Arrays.copyOfRange(file, 10 + length, file.length));
  }

  @ParameterizedTest
  @ValueSource(strings = {"interp", "jvm"})
  void aFileThatHoldsSomethingElseIsAGuestError(String engine) throws Exception {
    Files.write(folder.resolve("in.npy"), npy("<f4", "(1, 2)", new byte[8]));
    Files.write(folder.resolve("short.npy"), npy("<f4", "(1, 2)", new byte[7]));
    String[][] rows = {
      {"[1, 2], f64", "in.npy", "DTypeError: \"in.npy\" holds f32, expected f64"},
      {
        "[?, 3], f32",
        "in.npy",
        "ShapeError: \"in.npy\" holds a tensor of shape [1, 2], expected [?, 3]"
      },
      {"[?], f32", "in.npy", "ShapeError: \"in.npy\" holds a tensor of shape [1, 2], expected [?]"},
      {"[1, 2], f32", "no.npy", "LoadError: cannot load \"no.npy\": there is no such file"},
      {
        "[1, 2], f32",
        "short.npy",
        "LoadError: cannot load \"short.npy\", byte 128: shape [1, 2] takes 2 × 4 bytes, but 7"
            + " follow"
      },
      {
        "[1, 2], f32",
        "model.gguf",
        "Unavailable: `load` of \"model.gguf\" as a tensor is not available: it reads `.npy`"
      },
    };
    for (String[] row : rows) {
      String body = "let t: Tensor<" + row[0] + "> = Tensor::load(\"" + row[1] + "\"); print(t);";
      assertEquals(row[2], error(body, engine, Policy.PERMISSIVE));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"interp", "jvm"})
  void thePolicyIsAsked(String engine) throws Exception {
    Path in = folder.resolve("in.npy");
    Files.write(in, npy("<f4", "(2,)", new byte[8]));
    String load = "let t: Tensor<[2], f32> = Tensor::load(\"in.npy\"); print(t.shape());";
    String save = "Tensor::zeros([2], f32).save(\"out.npy\");";
    assertTrue(error(load, engine, Policy.STRICT).startsWith("PermissionDenied: load(\"in.npy\")"));
    assertEquals("[2]\n", run(load, engine, Policy.STANDARD));
    assertTrue(
        error(save, engine, Policy.STANDARD).startsWith("PermissionDenied: save(\"out.npy\")"));
    assertFalse(Files.exists(folder.resolve("out.npy")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"interp", "jvm"})
  void whatCannotBeWrittenIsAnIoError(String engine) throws IOException {
    String body = "Tensor::zeros([2], f32).save(\"none/out.npy\");";
    assertEquals(
        "IOError: cannot save \"none/out.npy\": there is no such directory",
        error(body, engine, Policy.PERMISSIVE));
  }
}
