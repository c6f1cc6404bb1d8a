package org.tosc.rt.tensor.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Run;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

final class CsvTest {
  @TempDir Path folder;

  private static Tensor read(String text) {
    return Csv.read("t.csv", text.getBytes(StandardCharsets.UTF_8), DType.F32);
  }

  @Test
  void tablesBecomeMatrices() {
    assertEquals(
        "Tensor(shape=[2, 2], dtype=f32, data=[1, 2.5, -3, 0.04])",
        read("1,2.5\n-3,4e-2\n").toString());
    assertEquals(
        "Tensor(shape=[2, 2], dtype=f32, data=[1, 2, nan, inf])",
        read("\uFEFFa,b\r\n\r\n 1 ,\"2\"\r\nNaN,inf").toString());
    assertEquals("Tensor(shape=[0, 0], dtype=f32, data=[])", read("").toString());
    assertEquals("Tensor(shape=[0, 2], dtype=f32, data=[])", read("x,y\n").toString());
  }

  @Test
  void faultsNameLineAndColumn() {
    String[][] rows = {
      {"1,2\n3\n", "line 2 has 1 columns, the first has 2"},
      {"1,2\n3,x\u001b\n", "line 2, column 2: expected a number, found `x\\u{1b}`"},
      {"a\n1\n\n0x1p3", "line 4, column 1: expected a number, found `0x1p3`"},
      {"1\n2f", "line 2, column 1: expected a number, found `2f`"},
      {"1,2,3x\n4,5,6\n", "line 1, column 3: expected a number, found `3x`"},
      {"1,,3\n4,5,6\n", "line 1, column 2: expected a number, found ``"},
      {"1,2\n,", "line 2, column 1: expected a number, found ``"},
    };
    for (String[] row : rows) {
      assertEquals(row[1], assertThrows(TensorFileFault.class, () -> read(row[0])).reason());
    }
    assertThrows(TensorFileFault.class, () -> Csv.read(folder.resolve("none.csv"), DType.F32));
  }

  @Test
  void writtenTablesReadBack() throws IOException {
    for (DType dtype : new DType[] {DType.F32, DType.F64, DType.F16, DType.I32}) {
      Tensor t = Run.random(1, dtype, 7, 3);
      Path path = folder.resolve("t.csv");
      Csv.write(path, t);
      assertTrue(t.contentEquals(Csv.read(path, dtype)));
    }
    Path path = folder.resolve("v.csv");
    Csv.write(path, Tensor.of(1, 0.1, Double.NaN, Double.NEGATIVE_INFINITY));
    assertEquals("1\n0.1\nnan\n-inf\n", Files.readString(path));
    assertArrayEquals(new long[] {4, 1}, Csv.read(path, DType.F64).shape());
    TensorFault fault =
        assertThrows(TensorFault.class, () -> Csv.write(path, Run.random(1, DType.F32, 1, 1, 1)));
    assertEquals("a .csv file holds one or two axes, found shape [1, 1, 1]", fault.text());
  }
}
