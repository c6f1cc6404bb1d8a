package org.tosc.passes.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tosc.passes.fuse.GraphMaker;
import org.tosc.tir.interp.GuestFault;
import org.tosc.tir.interp.Interpreter;
import org.tosc.tir.interp.NoHost;
import org.tosc.tir.interp.OracleEngine;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.interp.TensorDomain;
import org.tosc.tir.interp.TensorOracle;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.GradientTape;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;
import org.tosc.tir.text.Printer;

/// On random graphs, derivatives by the pass are those of a tape, bit for bit.
class TapeAgreementTest {
  /// Computes on the oracle and notes what depends on some tensors.
  private static final class Noting implements TensorDomain {
    private final GradientTape<OracleTensor> tape = new GradientTape<>(OracleEngine.INSTANCE);
    private final Set<OracleTensor> followed = Collections.newSetFromMap(new IdentityHashMap<>());

    @Override
    public Object[] apply(Operation operation, Object[] operands) {
      Object[] results = TensorOracle.INSTANCE.apply(operation, operands);
      List<OracleTensor> in = new ArrayList<>();
      for (Object operand : operands) {
        if (operand instanceof OracleTensor t) {
          in.add(t);
        }
      }
      boolean isSame = in.stream().anyMatch(t -> t == results[0]); // which changes nothing
      if (!isSame && in.stream().anyMatch(followed::contains)) {
        List<OracleTensor> out = new ArrayList<>();
        for (Object result : results) {
          out.add((OracleTensor) result);
        }
        tape.record((TensorOp) operation.op(), in, operation.attributes(), out);
        followed.addAll(out);
      }
      return results;
    }
  }

  private static OracleTensor tensor(TensorType type, SplittableRandom random) {
    int size = Elements.size(type);
    long[] shape = Elements.shape(type);
    return type.element().isFloat()
        ? OracleTensor.reals(type.element(), shape, random.doubles(size, -2, 2).toArray())
        : OracleTensor.integers(type.element(), shape, random.longs(size, 0, 2).toArray());
  }

  private static List<OracleTensor> made(List<Value> like, SplittableRandom random) {
    return like.stream().map(v -> tensor((TensorType) v.type(), random)).toList();
  }

  /// The graph without what it stores.
  private static Function pure(Function f) {
    List<Operation> ops = new ArrayList<>(f.body().ops());
    ops.removeIf(o -> o.op() == CoreOp.GLOBAL_SET);
    return new Function(
        f.symbol(), f.results(), new Region(f.params(), ops), f.attributes(), f.span());
  }

  private static boolean isFloats(Value v) {
    return ((TensorType) v.type()).element().isFloat();
  }

  private static String byTape(
      Function f, List<Integer> by, List<OracleTensor> in, List<OracleTensor> adjoints) {
    Noting domain = new Noting();
    List<OracleTensor> inputs = by.stream().map(in::get).toList();
    domain.followed.addAll(inputs);
    Module module = new Module(List.of(), List.of(f));
    Object[] results =
        (Object[])
            Objects.requireNonNull(
                new Interpreter(module, NoHost.INSTANCE, domain).call("f", in.toArray()));
    List<OracleTensor> ends = new ArrayList<>();
    for (Object result : results) {
      if (((OracleTensor) result).element().isFloat()) {
        ends.add((OracleTensor) result);
      }
    }
    return domain.tape.gradients(ends, adjoints, inputs).toString();
  }

  private static String byPass(Function df, int results, List<OracleTensor> in) {
    return Texts.run(df, in).subList(results, df.results().size()).toString();
  }

  @Test
  void bothGiveTheSameBits() {
    int compared = 0;
    for (int seed = 0; seed < Integer.getInteger("graphs", 1500); seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Function f = pure(GraphMaker.make(random).functions().getFirst());
      List<Integer> by =
          IntStream.range(0, f.params().size())
              .filter(i -> isFloats(f.params().get(i)))
              .boxed()
              .toList();
      if (!(Autodiff.pullback(f, by, "df") instanceof Autodiff.Outcome.Made(Function df))) {
        continue;
      }
      String text = "seed " + seed + "\n" + Printer.print(new Module(List.of(), List.of(f, df)));
      List<OracleTensor> in = new ArrayList<>(made(f.params(), random));
      List<OracleTensor> adjoints =
          made(df.params().subList(in.size(), df.params().size()), random);
      String expected;
      try {
        expected = byTape(f, by, in, adjoints);
      } catch (GuestFault overflow) {
        continue;
      }
      in.addAll(adjoints);
      assertEquals(expected, byPass(df, f.results().size(), in), text);
      compared++;
    }
    assertTrue(compared > 300, () -> "few graphs have derivatives");
  }
}
