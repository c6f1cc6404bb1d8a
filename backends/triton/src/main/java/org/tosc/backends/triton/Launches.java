package org.tosc.backends.triton;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.api.KernelSequence.Role;
import org.tosc.backends.api.KernelSequence.Step;
import org.tosc.backends.api.KernelSequence.Tensor;
import org.tosc.backends.triton.Processor.Argument;
import org.tosc.backends.triton.Processor.Constant;
import org.tosc.backends.triton.Processor.Launch;
import org.tosc.backends.triton.block.Program;
import org.tosc.backends.triton.python.ModuleText;
import org.tosc.backends.triton.tiling.Buffer;
import org.tosc.backends.triton.tiling.Plan;
import org.tosc.backends.triton.tiling.Tiler;
import org.tosc.backends.triton.tiling.Unsupported;
import org.tosc.backends.triton.ttir.TtirText;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;

/// What runs for one kernel, each with its likely best schedule.
///
/// @param buffers of the kernel: those that it gets, then its own
record Launches(List<Buffer> buffers, List<Launch> launches) {
  static Launches of(Function nests) throws Unsupported {
    List<String> names = new ArrayList<>();
    List<Tensor> inputs = new ArrayList<>();
    List<Tensor> results = new ArrayList<>();
    long ins = nests.attributes().integer("ins", 0);
    long ends = ins + nests.attributes().integer("outs", nests.params().size());
    for (int i = 0; i < Math.min(ends, nests.params().size()); i++) {
      boolean isInput = i < ins;
      String name = isInput ? "x" + i : "y" + (i - ins);
      names.add(name);
      Role role = isInput ? Role.PARAMETER : Role.RESULT;
      (isInput ? inputs : results).add(tensor(name, nests.params().get(i), role));
    }
    Plan plan = Tiler.plan(nests, nests.symbol(), names);
    KernelSequence sequence = KernelSequence.of(nests.symbol(), new Step(nests, inputs, results));
    ModuleText.Made module = ModuleText.of(sequence, List.of(plan));
    List<Launch> launches = new ArrayList<>();
    module.kernels().forEach(kernel -> launches.add(launch(kernel, module.text())));
    return new Launches(plan.buffers(), launches);
  }

  private static Tensor tensor(String name, Value parameter, Role role) throws Unsupported {
    if (!(parameter.type() instanceof BufferType type)) {
      throw new Unsupported("a parameter of type " + parameter.type());
    }
    return new Tensor(name, new TensorType(type.shape(), type.element()), role);
  }

  private static Launch launch(ModuleText.Kernel kernel, String python) {
    Program program = kernel.program();
    List<Argument> arguments =
        program.pointers().stream()
            .map(p -> new Argument(p.name(), p.buffer(), p.element()))
            .toList();
    List<Constant> constants = new ArrayList<>();
    kernel.constants().forEach((name, size) -> constants.add(new Constant(name, size.value())));
    program.schedule().sizes().forEach(s -> constants.add(new Constant(s.name(), s.value())));
    return new Launch(
        python,
        TtirText.pretty(program, kernel.name()),
        kernel.name(),
        program.programs(),
        arguments,
        constants,
        program.schedule().warps(),
        program.schedule().stages());
  }
}
