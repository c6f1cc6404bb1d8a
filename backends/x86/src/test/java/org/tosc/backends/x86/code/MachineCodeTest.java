package org.tosc.backends.x86.code;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.backends.x86.cpu.CpuFeature;
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

/// The machine code of kernels computes what their groups mean, with vectors of every length and
/// with so few cache that every loop has rounds, and touches no byte outside its buffers.
class MachineCodeTest {
  private static final List<Machine> MACHINES =
      List.of(
          new Machine(4, 32, 512, 2048, 1, 0), new Machine(8, 32, 256, 1024, 2, 0), Machine.AVX512);

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
  void machineCodeComputesWhatGroupsMean(Groups.Case group, Machine machine) {
    assumeTrue(CpuFeatures.host().has(CpuFeature.AVX512F), "not checked: this CPU has no AVX-512");
    assumeTrue(
        !machine.dots() || CpuFeatures.host().has(CpuFeature.AVX512_VNNI),
        "not checked: this CPU has no AVX512-VNNI");
    Function f = Kernels.function(group.text());
    List<OracleTensor> operands = Kernels.operands(f, group.name().hashCode());
    List<OracleTensor> expected = Kernels.run(new Module(List.of(), List.of(f)), "f", operands);
    List<TensorType> results = f.results().stream().map(TensorType.class::cast).toList();
    switch (Kernelize.kernel("f.k0", f)) {
      case Kernelize.Outcome.Made(Function kernel) -> {
        NativeKernel code = new NativeKernel(Objects.requireNonNull(Lower.lower(kernel, machine)));
        for (boolean atEnd : new boolean[] {true, false}) {
          double off = Kernels.difference(code.run(operands, results, atEnd), expected);
          assertTrue(off <= group.units(), () -> off + " units");
        }
      }
      case Kernelize.Outcome.Refused(String why) -> fail(why);
    }
  }
}
