package org.tosc.backends.x86.code;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.backends.x86.cpu.CpuFeatures;
import org.tosc.passes.kernelize.Groups;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.passes.lower.Lower;
import org.tosc.passes.lower.Machine;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.TensorType;

/// The machine code of kernels computes what their groups mean, in each instruction set, with
/// vectors of every length and with so few cache that every loop has rounds, and touches no byte
/// outside its buffers.
class MachineCodeTest {
  private static final Map<InstructionSet, List<Machine>> MACHINES =
      Map.of(
          InstructionSet.AVX512,
          assembled(
              new Machine(4, 32, 512, 2048, 1, 0),
              new Machine(8, 32, 256, 1024, 2, 0),
              Machine.AVX512),
          InstructionSet.AVX512_VNNI,
          assembled(
              new Machine(4, 32, 512, 2048, 1, 0).withDots(),
              new Machine(8, 32, 256, 1024, 2, 0).withDots(),
              Machine.AVX512.withDots()),
          InstructionSet.AVX2,
          assembled(
              new Machine(4, 16, 512, 2048, 1, 0),
              new Machine(8, 16, 256, 1024, 2, 0),
              Machine.AVX2));

  private static List<Machine> assembled(Machine... machines) {
    return Stream.of(machines).map(Machine::asAssembled).toList();
  }

  static List<Arguments> groups() {
    List<Arguments> all = new ArrayList<>();
    for (Groups.Case group : Groups.ALL) {
      for (InstructionSet set : InstructionSet.values()) {
        // Dots are for weights in blocks; all else is the same code.
        if (set != InstructionSet.AVX512_VNNI || group.text().contains("x q")) {
          List<Machine> machines = Objects.requireNonNull(MACHINES.get(set));
          machines.forEach(machine -> all.add(Arguments.of(group, set, machine)));
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("groups")
  void machineCodeComputesWhatGroupsMean(Groups.Case group, InstructionSet set, Machine machine) {
    assumeTrue(
        set.missing(CpuFeatures.host()) == null,
        () -> "not checked: this CPU has no " + set.missing(CpuFeatures.host()));
    Function f = Kernels.function(group.text());
    List<OracleTensor> operands = Kernels.operands(f, group.name().hashCode());
    List<OracleTensor> expected = Kernels.run(new Module(List.of(), List.of(f)), "f", operands);
    List<TensorType> results = f.results().stream().map(TensorType.class::cast).toList();
    switch (Kernelize.kernel("f.k0", f)) {
      case Kernelize.Outcome.Made(Function kernel) -> {
        List<Function> lowered = Objects.requireNonNull(Lower.lower(kernel, machine));
        NativeKernel code = new NativeKernel(lowered, set);
        for (boolean atEnd : new boolean[] {true, false}) {
          double off = Kernels.difference(code.run(operands, results, atEnd), expected);
          assertTrue(off <= group.units(), () -> off + " units");
        }
      }
      case Kernelize.Outcome.Refused(String why) -> fail(why);
    }
  }
}
