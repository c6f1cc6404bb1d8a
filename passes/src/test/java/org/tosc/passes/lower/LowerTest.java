package org.tosc.passes.lower;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.passes.kernelize.Groups;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Value;

/// Lowered kernels compute what their groups mean, on machines so small that every loop has rounds
/// and every edge is met.
class LowerTest {
  private static final List<Machine> MACHINES =
      List.of(
          new Machine(4, 8, 512, 2048, 1, 0),
          new Machine(2, 16, 256, 1024, 2, 0),
          Machine.AVX512,
          new Machine(4, 16, 512, 2048, 1, 0).asAssembled());

  /// What the model says, and the same with the left operand copied.
  private static final List<UnaryOperator<Tiling>> CHOICES =
      List.of(
          tiling -> tiling,
          t ->
              new Tiling(
                  t.rows(),
                  t.vectors(),
                  t.depth(),
                  t.blockRows(),
                  t.blockColumns(),
                  true,
                  t.packRight()));

  static List<Arguments> groups() {
    List<Arguments> all = new ArrayList<>();
    for (Groups.Case group : Groups.ALL) {
      MACHINES.forEach(machine -> all.add(Arguments.of(group, machine)));
      if (group.text().contains("x q")) {
        MACHINES.forEach(machine -> all.add(Arguments.of(group, machine.withDots())));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("groups")
  void loweredKernelsComputeWhatTheirGroupsMean(Groups.Case group, Machine machine) {
    Function f = Kernels.function(group.text());
    List<OracleTensor> operands = Kernels.operands(f, group.name().hashCode());
    List<OracleTensor> expected = Kernels.run(new Module(List.of(), List.of(f)), "f", operands);
    switch (Kernelize.kernel("f.k0", f)) {
      case Kernelize.Outcome.Made(Function kernel) -> {
        for (UnaryOperator<Tiling> choice : CHOICES) {
          List<Function> lowered = Objects.requireNonNull(Lower.lower(kernel, machine, choice));
          Module module = Kernels.wrapped(lowered, Value.types(f.params()), f.results());
          double off = Kernels.difference(Kernels.run(module, "wrapped", operands), expected);
          assertTrue(off <= group.units(), () -> off + " units");
        }
      }
      case Kernelize.Outcome.Refused(String why) -> fail(why);
    }
  }
}
