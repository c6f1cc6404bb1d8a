package org.tosc.passes.fuse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tosc.tir.interp.GuestFault;
import org.tosc.tir.interp.Interpreter;
import org.tosc.tir.interp.NoHost;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.interp.TensorOracle;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;
import org.tosc.tir.text.Printer;
import org.tosc.tir.verify.Verifier;

/// Random graphs give the same bits with and without groups, and the same errors with the same
/// effects before them.
class FusedGraphsTest {
  /// What a run leaves: results or an error, and the last stored tensor.
  private record Outcome(String said, Map<String, @Nullable Object> globals) {}

  private static Outcome run(Module module, Object[] arguments) {
    Map<String, @Nullable Object> globals = new HashMap<>();
    globals.put("g", null);
    Interpreter interpreter =
        new Interpreter(module, NoHost.INSTANCE, TensorOracle.INSTANCE, globals);
    try {
      Object[] results = (Object[]) interpreter.call("f", arguments);
      return new Outcome(List.of(results).toString(), globals);
    } catch (GuestFault fault) {
      return new Outcome(fault.kind() + ": " + fault.getMessage(), globals);
    }
  }

  private static Object[] arguments(Module module, SplittableRandom random) {
    List<Object> made = new ArrayList<>();
    for (Value param : module.functions().getFirst().params()) {
      made.add(tensor((TensorType) param.type(), random));
    }
    return made.toArray();
  }

  private static OracleTensor tensor(TensorType type, SplittableRandom random) {
    long[] shape = type.shape().stream().mapToLong(d -> ((Dim.Known) d).size()).toArray();
    int size = Math.toIntExact(java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b));
    if (!type.element().isFloat()) {
      int most = type.element().bits() == 1 ? 2 : 40;
      return OracleTensor.integers(type.element(), shape, random.longs(size, 0, most).toArray());
    }
    return OracleTensor.reals(type.element(), shape, random.doubles(size, -2, 2).toArray());
  }

  @Test
  void groupsMeanTheirOperations() {
    Map<Rule, Integer> rules = new EnumMap<>(Rule.class);
    Map<FusedOp.Kind, Integer> kinds = new EnumMap<>(FusedOp.Kind.class);
    int failed = 0;
    for (int seed = 0; seed < Integer.getInteger("graphs", 3000); seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Module module = GraphMaker.make(random);
      assertEquals(List.of(), Verifier.verify(module), () -> Printer.print(module));
      Fuse.Result fused = Fuse.run(module);
      String text = "seed " + seed + "\n" + Printer.print(fused.module());
      assertEquals(List.of(), Verifier.verify(fused.module()), text);
      Object[] arguments = arguments(module, random);
      Outcome expected = run(module, arguments);
      assertEquals(expected, run(fused.module(), arguments), text);
      assertEquals(expected, run(Unfuse.run(fused.module()), arguments), text);
      fused.report().rules().forEach((rule, n) -> rules.merge(rule, n, Integer::sum));
      fused.report().groups().forEach(g -> kinds.merge(g.kind(), 1, Integer::sum));
      failed += expected.said().startsWith("[") ? 0 : 1;
    }
    assertEquals(Rule.values().length, rules.size(), rules.toString());
    assertEquals(FusedOp.Kind.values().length, kinds.size(), kinds.toString());
    assertTrue(failed > 0, "no graph raised an error");
  }
}
