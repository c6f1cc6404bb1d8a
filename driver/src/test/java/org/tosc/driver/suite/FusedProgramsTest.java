package org.tosc.driver.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.passes.Pipeline;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.verify.Verifier;

/// Programs with groups of tensor operations print what they print without, on every engine.
class FusedProgramsTest {
  private static final String PROGRAM =
      """
      fn dense(x: tensor[4, 6, f32], w: tensor[6, 6, f32], b: tensor[6, f32]) -> tensor[4, 6, f32]:
          return x + (x @ w + b) * 0.5

      fn spread(x: tensor[4, 6, f32], y: tensor[4, 6, f32]) -> tensor[4, 6, f32]:
          z = x * y - x
          for i in 0..3:
              z = z * 0.5 + x / (y * y + 1.0)
          return z

      fn counts(x: tensor[4, i64], y: tensor[4, i64]) -> tensor[4, i64]:
          return x * y + x

      seed(3)
      w = randn([6, 6])
      b = randn([6])
      x = randn([4, 6])
      print dense(x, w, b)
      print spread(x, dense(x, w, b))
      n = tensor([1, 2, 3, 4], dtype=i64)
      print counts(n, n)
      try:
          print counts(n * 4611686018427387904 div 4, n * 2)
      catch e:
          print e.kind, e.line
      """;

  @Test
  void groupsChangeNothing(@TempDir Path folder) throws Exception {
    Module plain = Trial.compile("fused.pseudo", PROGRAM, Map.of()).module();
    assertNotNull(plain);
    Module fused =
        Pipeline.run(plain, Pipeline.Options.DEFAULT.verifying().upTo("fuse"), step -> {});
    assertEquals(List.of(), Verifier.verify(fused));
    assertTrue(fused.functions().stream().mapToLong(f -> groups(f.body())).sum() >= 3);
    for (String engine : List.of("interp", "jvm")) {
      Trial expected = Trial.run(plain, engine, "", folder);
      assertTrue(expected.printed().endsWith("OverflowError 22\n"), expected.toString());
      assertEquals("", expected.error());
      assertEquals(expected, Trial.run(fused, engine, "", folder));
    }
  }

  private static long groups(Region region) {
    long count = 0;
    for (Operation o : region.ops()) {
      count += o.op() == FusedOp.FUSED ? 1 : 0;
      count += o.regions().stream().mapToLong(FusedProgramsTest::groups).sum();
    }
    return count;
  }
}
