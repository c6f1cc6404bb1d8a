package org.tosc.backends.machines.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tosc.backends.machines.gpu.tile.DType;
import org.tosc.backends.machines.gpu.tile.Grid;

/// What Triton's documentation says of types, quotients and precisions ("Triton Semantics").
class SemanticsTest {
  private static final String HEAD =
      """
      import triton
      import triton.language as tl

      @triton.jit
      def k(h, b, f, i, u, q, n):
          c = tl.arange(0, 16)
          h16 = tl.load(h + c)
          b16 = tl.load(b + c)
          f32 = tl.load(f + c)
          i32 = tl.load(i + c)
          u32 = tl.load(u + c)
          i8 = tl.load(q + c)
      """;

  private static void holds(String... conditions) {
    StringBuilder body = new StringBuilder();
    for (String condition : conditions) {
      body.append("    tl.device_assert(")
          .append(condition)
          .append(", \"")
          .append(condition.replace("\"", "'"))
          .append("\")\n");
    }
    Fixture f = new Fixture("k.py", HEAD + body);
    assertEquals(List.of(), Fixture.words(f.file.diagnostics()));
    double[] values = {-7, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};
    double[] positive = {7, 1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};
    f.run(
        "k",
        new Grid(1, 1, 1),
        List.of(
            Data.of(f.machine, "h", DType.F16, values),
            Data.of(f.machine, "b", DType.BF16, values),
            Data.of(f.machine, "f", DType.F32, values),
            Data.of(f.machine, "i", DType.I32, values),
            Data.of(f.machine, "u", DType.U32, positive),
            Data.of(f.machine, "q", DType.I8, values),
            -7),
        Map.of());
  }

  @Test
  void typesOfResults() {
    holds(
        "(h16 + f32).dtype == tl.float32",
        "(h16 + b16).dtype == tl.float16",
        "(b16 + b16).dtype == tl.bfloat16",
        "(h16 + 1.5).dtype == tl.float16",
        "(h16 + 1).dtype == tl.float16",
        "(i32 + 1.5).dtype == tl.float32",
        "(i32 + u32).dtype == tl.uint32",
        "(i8 + i32).dtype == tl.int32",
        "(i8 + 1).dtype == tl.int8",
        "(h16 / h16).dtype == tl.float32",
        "(i32 / i32).dtype == tl.float32",
        "(i32 + h16).dtype == tl.float16",
        "(i32 < 3).dtype == tl.int1",
        "tl.sum(i8).dtype == tl.int32",
        "tl.max(h16).dtype == tl.float32",
        "tl.sum(b16).dtype == tl.float32",
        "tl.cumsum(i32).dtype == tl.int32",
        "n.dtype == tl.int32",
        "f.dtype.element_ty == tl.float32");
  }

  @Test
  void quotientsOfTilesAreCutAndOfConstantsFloored() {
    holds(
        "n // 2 == -3",
        "n % 2 == -1",
        "-7 // 2 == -4",
        "-7 % 2 == 1",
        "tl.max(tl.where(c == 0, i32 // 2, -100)) == -3",
        "tl.cdiv(7, 2) == 4");
  }

  @Test
  void reductionsScansAndPositions() {
    holds(
        "tl.argmax(f32, 0) == 15",
        "tl.argmin(i32, 0) == 0",
        "tl.max(i32) == 13",
        "tl.sum(i32) == 83",
        "tl.xor_sum(c) == 0",
        "tl.max(tl.cumsum(c)) == 120",
        "tl.max(tl.abs(tl.sort(f32) - f32)) == 0",
        "tl.max(tl.flip(c) + c) == 15",
        "tl.sum(tl.histogram(u32.to(tl.int32), 16)) == 16");
  }

  @Test
  void shapes() {
    holds(
        "tl.max(tl.trans(tl.reshape(c, (4, 4))) - tl.reshape(c, (4, 4)).T) == 0",
        "tl.join(c, c).shape[1] == 2",
        "tl.max(tl.interleave(c, c) - tl.arange(0, 32) // 2) == 0",
        "tl.max(tl.ravel(tl.reshape(c, [2, 8])) - c) == 0",
        "tl.max(tl.gather(c, tl.flip(c), 0) - tl.flip(c)) == 0",
        "(c[:, None] + c[None, :]).shape[0] == 16",
        "tl.max(tl.cat(c, c, can_reorder=True)) == 15");
  }

  @Test
  void functions() {
    holds(
        "tl.max(tl.abs(tl.exp2(f32) - tl.exp(f32 * 0.6931471805599453))) < 1e-2",
        "tl.sum(tl.where(f32 == 0, tl.sigmoid(f32), 0.0)) == 0.5",
        "tl.maximum(float('nan'), tl.sum(f32) * 0 + 1) == 1",
        "tl.umulhi(u32 * 0 + 0x80000000, u32 * 0 + 4).dtype == tl.uint32",
        "tl.max(tl.clamp(f32, -1.0, 1.0)) == 1",
        "tl.max(tl.fma(f32, f32, f32) - (f32 * f32 + f32)) == 0",
        "tl.sum(tl.softmax(f32)) > 0.99999");
  }

  @Test
  void precisionOfProducts() {
    double[] errors = new double[3];
    String[] precisions = {"ieee", "tf32x3", "tf32"};
    for (int p = 0; p < precisions.length; p++) {
      Fixture f =
          new Fixture(
              "k.py",
              """
              import triton
              import triton.language as tl

              @triton.jit
              def k(x, y, out, P: tl.constexpr):
                  i = tl.arange(0, 16)
                  at = i[:, None] * 16 + i[None, :]
                  tl.store(out + at, tl.dot(tl.load(x + at), tl.load(y + at), input_precision=P))
              """);
      Data x = Data.random(f.machine, "x", DType.F32, 256, 1);
      Data y = Data.random(f.machine, "y", DType.F32, 256, 2);
      Data out = Data.zeros(f.machine, "out", DType.F32, 256);
      f.run("k", new Grid(1, 1, 1), List.of(x, y, out), Map.of("P", precisions[p]));
      for (int i = 0; i < 256; i++) {
        double exact = 0;
        for (int k = 0; k < 16; k++) {
          exact += x.get(i / 16 * 16 + k) * y.get(k * 16 + i % 16);
        }
        errors[p] = Math.max(errors[p], Math.abs(exact - out.get(i)));
      }
    }
    assertEquals(true, errors[0] < 2e-6 && errors[1] < 1e-5, "exact");
    assertEquals(true, errors[2] > 1e-4 && errors[2] < 2e-2, "ten bits");
    assertNotEquals(errors[0], errors[2]);
  }
}
