package org.tosc.backends.x86.code;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Objects;
import org.tosc.backends.x86.cpu.CpuFeature;
import org.tosc.backends.x86.cpu.CpuFeatures;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.passes.lower.Lower;
import org.tosc.passes.lower.Machine;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.TensorType;

/// A function of tensors as machine code for AVX512-VNNI, run on this CPU between guard pages.
///
/// @param lowered the loops that it was made of
record OnThisCpu(List<Function> lowered, List<OracleTensor> results) {
  /// @param text the function
  /// @param machine what its loops are written for
  static OnThisCpu run(String text, Machine machine, List<OracleTensor> in) {
    assumeTrue(
        CpuFeatures.host().has(CpuFeature.AVX512_VNNI), "not checked: this CPU has no AVX512-VNNI");
    Function f = Kernels.function(text);
    List<TensorType> results = f.results().stream().map(TensorType.class::cast).toList();
    return switch (Kernelize.kernel("k", f)) {
      case Kernelize.Outcome.Made(Function kernel) -> {
        List<Function> lowered = Objects.requireNonNull(Lower.lower(kernel, machine));
        NativeKernel code = new NativeKernel(lowered, InstructionSet.AVX512_VNNI);
        yield new OnThisCpu(lowered, code.run(in, results, true));
      }
      case Kernelize.Outcome.Refused(String why) -> fail(why);
    };
  }
}
