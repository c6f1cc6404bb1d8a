package org.tosc.passes.lower;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tosc.passes.analysis.Graph;
import org.tosc.passes.fuse.Fuse;
import org.tosc.passes.fuse.GraphMaker;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;
import org.tosc.tir.text.Printer;

/// Groups of random graphs: their kernels, lowered for a small machine, compute what they mean.
class KernelGraphsTest {
  private static final Machine SMALL = new Machine(4, 8, 512, 2048, 1, 0);

  /// In units of `f32` precision of the largest element: the rows' tolerances, a few in a chain. As
  /// many times what one unit in the operands changes is allowed besides: quotients by small
  /// differences are not known better.
  private static final double UNITS = 64;

  private static final int GRAPHS = Integer.getInteger("graphs", 1500);

  private final Map<String, Integer> refusals = new TreeMap<>();
  private int made;

  @Test
  void kernelsMeanTheirGroups() {
    for (int seed = 0; seed < GRAPHS; seed++) {
      Module module = Fuse.run(GraphMaker.make(new SplittableRandom(seed))).module();
      for (Function f : module.functions()) {
        groups(f.body(), seed);
      }
    }
    assertTrue(made > GRAPHS / 4, () -> made + " kernels; " + refusals);
  }

  private void groups(Region region, int seed) {
    for (Operation o : region.ops()) {
      if (o.op() == FusedOp.FUSED) {
        group(o, seed);
      } else {
        o.regions().forEach(r -> groups(r, seed));
      }
    }
  }

  private void group(Operation o, int seed) {
    Function f = function(o);
    switch (Kernelize.kernel("f.k0", o.region(0), o.span())) {
      case Kernelize.Outcome.Refused(String why) -> refusals.merge(why, 1, Integer::sum);
      case Kernelize.Outcome.Made(Function kernel) -> {
        made++;
        List<OracleTensor> operands = Kernels.operands(f, seed);
        List<OracleTensor> expected = Kernels.run(new Module(List.of(), List.of(f)), "f", operands);
        List<Function> lowered = Objects.requireNonNull(Lower.lower(kernel, SMALL));
        Module module = Kernels.wrapped(lowered, Value.types(f.params()), f.results());
        double off = Kernels.difference(Kernels.run(module, "wrapped", operands), expected);
        Module group = new Module(List.of(), List.of(f));
        List<OracleTensor> near = Kernels.run(group, "f", Kernels.moved(operands, seed));
        double most = UNITS * (1 + Kernels.difference(near, expected)) * unit(f);
        assertTrue(off <= most, () -> off + " units, seed " + seed + "\n" + Printer.print(group));
      }
    }
  }

  /// One unit of the least precise float that a function makes, in those of `f32`.
  private static double unit(Function f) {
    boolean[] hasHalves = {false};
    Graph.each(
        f.body(), o -> hasHalves[0] |= o.results().stream().anyMatch(KernelGraphsTest::isHalf));
    return hasHalves[0] ? 0x1p13 : 1;
  }

  private static boolean isHalf(Value value) {
    return value.type() instanceof TensorType t && t.element() == Scalar.F16;
  }

  /// A group as a function.
  private static Function function(Operation fused) {
    Region region = fused.region(0);
    List<Operation> ops = new ArrayList<>(region.ops());
    Operation end = ops.removeLast();
    ops.add(
        new Operation(
            CoreOp.RETURN, end.operands(), Attributes.NONE, List.of(), List.of(), end.span()));
    return new Function(
        "f",
        Value.types(fused.results()),
        new Region(region.params(), ops),
        Attributes.NONE,
        fused.span());
  }
}
