package org.tosc.passes.precision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tosc.passes.Work;
import org.tosc.passes.fuse.Fuse;
import org.tosc.passes.fuse.GraphMaker;
import org.tosc.tir.interp.GuestFault;
import org.tosc.tir.interp.Interpreter;
import org.tosc.tir.interp.NoHost;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.interp.TensorDomain;
import org.tosc.tir.interp.TensorOracle;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;
import org.tosc.tir.text.Printer;
import org.tosc.tir.verify.Verifier;

/// Random graphs with narrow products, as the interpreter computes them, are never further from
/// what it computes in `f64` without these than their bounds say: for the inputs that came, and for
/// all that are as large. Grouped graphs have the same bounds.
class GraphBoundsTest {
  private static final int GRAPHS = Integer.getInteger("graphs", 1500);

  private static Object @Nullable [] run(Module module, TensorDomain domain, Object[] inputs) {
    Map<String, @Nullable Object> globals = new HashMap<>();
    globals.put("g", null);
    try {
      return (Object[]) new Interpreter(module, NoHost.INSTANCE, domain, globals).call("f", inputs);
    } catch (GuestFault raised) {
      return null;
    }
  }

  private static OracleTensor tensor(TensorType type, SplittableRandom random) {
    long[] shape = Estimate.shape(type);
    int size = (int) Field.size(shape);
    if (!type.element().isFloat()) {
      int most = type.element() == Scalar.I1 ? 2 : 40;
      return OracleTensor.integers(type.element(), shape, random.longs(size, 0, most).toArray());
    }
    return OracleTensor.reals(type.element(), shape, random.doubles(size, -2, 2).toArray());
  }

  @Test
  void noErrorIsAboveItsBound() {
    int[] seen = new int[3];
    for (int seed = 0; seed < GRAPHS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Module module = GraphMaker.make(random);
      Scalar format = Precision.FORMATS.get(seed % 2);
      Module narrow = Precision.run(Precision.ask(module, format), new Work(Set.of()));
      String text = "seed " + seed + "\n" + Printer.print(narrow);
      assertEquals(List.of(), Verifier.verify(narrow), text);
      List<Object> inputs = new ArrayList<>();
      List<@Nullable Estimate> known = new ArrayList<>();
      List<@Nullable Estimate> ranges = new ArrayList<>();
      for (Value param : module.functions().getFirst().params()) {
        OracleTensor input = tensor((TensorType) param.type(), random);
        Estimate exact = Estimate.exact(input);
        inputs.add(input);
        known.add(exact);
        ranges.add(Estimate.within(input.shape(), exact.size().max()));
      }
      Object[] exact = run(module, ExactDomain.INSTANCE, inputs.toArray());
      Object[] found = run(narrow, TensorOracle.INSTANCE, inputs.toArray());
      if (exact != null && found != null) {
        Function f = Objects.requireNonNull(narrow.function("f"));
        List<@Nullable Estimate> bounds = ErrorBounds.of(f, known).results();
        check(bounds, exact, found, seen, text);
        check(ErrorBounds.of(f, ranges).results(), exact, found, new int[3], text);
        Function fused = Objects.requireNonNull(Fuse.run(narrow).module().function("f"));
        assertEquals(bounds.toString(), ErrorBounds.of(fused, known).results().toString(), text);
      }
    }
    assertTrue(seen[0] > 10L * GRAPHS, "elements with a bound: " + seen[0]);
    assertTrue(seen[1] > GRAPHS, "elements with an error: " + seen[1]);
  }

  private static void check(
      List<@Nullable Estimate> bounds, Object[] exact, Object[] found, int[] seen, String text) {
    for (int k = 0; k < exact.length; k++) {
      Estimate bound = Objects.requireNonNull(bounds.get(k));
      OracleTensor expected = (OracleTensor) exact[k];
      OracleTensor computed = (OracleTensor) found[k];
      for (int i = 0; i < expected.size(); i++) {
        double error = Math.abs(computed.real(i) - expected.real(i));
        double most = bound.errorAt(i);
        boolean both = Double.compare(computed.real(i), expected.real(i)) == 0;
        String at = "result " + k + ", element " + i + ": " + error + " above " + most + "\n";
        assertTrue(both || error <= most || most == Double.POSITIVE_INFINITY, () -> at + text);
        seen[0] += Double.isFinite(most) ? 1 : 0;
        seen[1] += error > 0 ? 1 : 0;
        seen[2] += Double.isFinite(most) ? 0 : 1;
      }
    }
  }
}
