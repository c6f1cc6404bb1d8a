package org.tosc.backends.machines.mlir.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.backends.machines.mlir.MlirOpt;
import org.tosc.backends.machines.mlir.MlirOpt.Answer;
import org.tosc.backends.machines.mlir.Texts;

/// Control flow, views, vectors and calls by what they give.
class FeaturesTest {
  private static final String BUFFERS =
      "one-shot-bufferize{bufferize-function-boundaries=true"
          + " function-boundary-type-conversion=identity-layout-map},";
  private static final String TEXT = Texts.of("features.mlir");

  private static Call run(String name) {
    Call call = new Call(TEXT, name).random(3);
    call.run();
    return call;
  }

  private static double[] singles(double... values) {
    return Arrays.stream(values).map(v -> (float) v).toArray();
  }

  @Test
  void masks() {
    Call call = new Call(TEXT, "masks").random(3);
    double[] m = call.values(0);
    double[] before = call.values(1);
    call.run();
    float sum = 0;
    for (int i = 0; i < 4; i++) {
      sum += (float) m[i];
    }
    assertArrayEquals(new double[] {m[0], m[1], m[2], m[3], before[4], sum}, call.values(1));
  }

  @Test
  void loopsByConditions() {
    assertArrayEquals(new double[] {1024}, run("countdown").values(0));
    assertArrayEquals(new double[] {5}, run("blocks").values(0));
    assertArrayEquals(new double[] {2, 1}, run("swapped").values(0));
  }

  @Test
  void choices() {
    assertArrayEquals(new double[] {-1, 10, -1, 30}, run("choices").values(0));
  }

  @Test
  void reductionsOfLoops() {
    Call call = run("sums");
    float sum = 0;
    double most = 0;
    for (double x : call.values(0)) {
      sum += (float) x;
      most = Math.max(most, x);
    }
    assertArrayEquals(new double[] {sum, most}, call.values(1));
  }

  @Test
  void tilesInParallel() {
    Call call = run("tiles");
    assertArrayEquals(Arrays.stream(call.values(0)).map(x -> -x).toArray(), call.values(1));
  }

  @Test
  void viewsOfMemory() {
    Call call = run("views");
    double[] m = call.values(0);
    assertArrayEquals(new double[] {m[6], m[18], m[8], m[20], m[10], m[22]}, call.values(1));
  }

  @Test
  void padding() {
    Call call = run("padded");
    double[] t = call.values(0);
    assertArrayEquals(new double[] {9, t[0], t[1], t[2], 9, 9}, call.values(1));
  }

  @Test
  void productsOfVectors() {
    Call call = run("products");
    double[] a = call.values(0);
    double[] b = call.values(1);
    double[] expected = new double[4];
    for (int i = 0; i < 4; i++) {
      float sum = 0;
      for (int k = 0; k < 3; k++) {
        sum += (float) a[i / 2 * 3 + k] * (float) b[k * 2 + i % 2];
      }
      expected[i] = sum;
    }
    assertArrayEquals(expected, call.values(2));
  }

  @Test
  void calls() {
    Call call = run("calls");
    double[] m = call.values(0);
    assertArrayEquals(singles(m[2] * m[2], m[1] * m[1], m[0] * m[0]), call.values(1));
  }

  /// What mlir-opt makes of them gives the same.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "inline,canonicalize,cse",
        "lower-affine,sccp",
        "convert-vector-to-scf,canonicalize",
        BUFFERS + "scf-forall-to-for,canonicalize",
        BUFFERS + "convert-linalg-to-loops,expand-strided-metadata,lower-affine,convert-scf-to-cf",
      })
  void passesChangeNothing(String passes) {
    MlirOpt.require();
    Answer answer = MlirOpt.run(TEXT, List.of("--pass-pipeline=builtin.module(" + passes + ")"));
    assertTrue(answer.isAccepted(), answer.errors());
    for (String name : Call.program(TEXT).functions()) {
      if (!name.equals("square")) {
        Call made = new Call(answer.output(), name).random(3);
        made.run();
        List<byte[]> expected = run(name).memory();
        for (int i = 0; i < expected.size(); i++) {
          assertArrayEquals(expected.get(i), made.memory().get(i), name);
        }
      }
    }
  }
}
