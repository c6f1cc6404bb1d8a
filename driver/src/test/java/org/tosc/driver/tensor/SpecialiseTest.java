package org.tosc.driver.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tosc.passes.Passes;
import org.tosc.passes.Pipeline;
import org.tosc.passes.specialise.Argument;
import org.tosc.passes.specialise.Outcome;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;

/// Versions of outlined parts for certain shapes compute what the parts compute, or are refused.
class SpecialiseTest {
  private static final Argument REAL = Argument.Numeric.REAL;
  private static final Argument OTHER = Argument.Other.OTHER;

  private static long count(Outcome.Made made, java.util.function.Predicate<Object> wanted) {
    return made.function().body().ops().stream().filter(o -> wanted.test(o.op())).count();
  }

  @Test
  void theTrainingStepOfDigitsIsOneFunctionOfFewGroups() throws IOException {
    Module module = Parts.sample("digits.pseudo");
    List<Argument> arguments = new ArrayList<>();
    arguments.addAll(
        List.of(Parts.tensor(32, 64), Parts.tensor(64, 64), Parts.tensor(32, 10), REAL, OTHER));
    arguments.addAll(
        List.of(
            Parts.tensor(64, 10), Parts.tensor(10), Parts.tensor(64, 64), Parts.tensor(64), REAL));
    arguments.addAll(
        List.of(Parts.tensor(64), Parts.tensor(64, 10), Parts.tensor(10), Parts.tensor(64, 64)));
    Outcome.Made made = Parts.made(module, "main.part0", arguments);
    assertEquals(8, count(made, op -> op == FusedOp.FUSED));
    assertEquals(2, count(made, op -> op instanceof HostOp));
    assertEquals(5, count(made, op -> op instanceof TensorOp));
  }

  @Test
  void aLayerOfATransformerReadsItsWeightsFromFields() throws IOException {
    Module module = Parts.sample("transformer.pseudo");
    List<Argument> forward =
        new ArrayList<>(List.of(OTHER, Parts.tensor(24, 32), Parts.tensor(32, 128)));
    forward.addAll(List.of(Parts.tensor(128), Parts.tensor(128, 32), Parts.tensor(32)));
    Outcome.Made made = Parts.made(module, "TransformerBlock.feed_forward.part0", forward);
    assertEquals(2, count(made, op -> op == FusedOp.FUSED));
    assertEquals(3, made.function().body().ops().size());
    List<Argument> norm =
        new ArrayList<>(List.of(Parts.tensor(24, 32), Parts.tensor(24, 32), OTHER));
    norm.addAll(List.of(Parts.tensor(32), Parts.tensor(32)));
    Outcome.Made rows = Parts.made(module, "TransformerBlock.forward.part0", norm);
    assertEquals(1, count(rows, op -> op == FusedOp.FUSED));
  }

  @Test
  void aLoopOverHeadsIsWrittenOut() throws IOException {
    Module module = Parts.sample("transformer.pseudo");
    List<Argument> arguments = new ArrayList<>(List.of(OTHER, Parts.tensor(24, 32)));
    arguments.addAll(List.of(constant(4), constant(8), Parts.tensor(32, 32), Parts.tensor(32, 32)));
    arguments.addAll(List.of(Parts.tensor(32, 32), Parts.tensor(32, 32)));
    Outcome.Made made = Parts.made(module, "TransformerBlock.self_attention.part2", arguments);
    assertEquals(6, count(made, op -> op == FusedOp.FUSED));
    assertEquals(0, count(made, op -> op instanceof HostOp));
  }

  private static Argument constant(long value) {
    return new Argument.Constant(Attribute.of(value));
  }

  /// Where extents have names, groups stand in a part before it is specialised.
  @Test
  void namedExtentsBecomeNumbers() throws IOException {
    Module module =
        Pipeline.run(
            Parts.sample("kmeans.pseudo"),
            List.of(Passes.the("fuse")),
            Pipeline.Options.DEFAULT,
            Pipeline.Trace.NONE);
    Argument points = new Argument.Tensor(TensorType.of(Scalar.F64, 30, 2));
    Argument centres = new Argument.Tensor(TensorType.of(Scalar.F64, 3, 2));
    Outcome.Made made = Parts.made(module, "distances.part0", List.of(points, centres));
    assertEquals(TensorType.of(Scalar.F64, 30, 3), made.function().results().getFirst());
    assertEquals(0, count(made, op -> op instanceof HostOp));
  }
}
