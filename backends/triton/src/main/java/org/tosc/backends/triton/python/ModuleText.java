package org.tosc.backends.triton.python;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.triton.block.Program;
import org.tosc.backends.triton.block.Size;
import org.tosc.backends.triton.tiling.Plan;

/// Writes a function as a file of Python: its kernels, and a function that takes tensors of torch,
/// checks them, makes what the kernels write, and launches them in order.
public final class ModuleText {
  /// One kernel of the file.
  ///
  /// @param constants the parameters after the program's pointers, without those of the schedule
  public record Kernel(String name, Program program, Map<String, Size> constants) {}

  /// A file.
  ///
  /// @param function the name of the function that launches everything
  /// @param kernels in the order in which they are launched
  public record Made(String text, String function, List<Kernel> kernels) {
    public Made {
      kernels = List.copyOf(kernels);
    }
  }

  private final KernelSequence sequence;
  private final List<Plan> plans;
  private final Names globals = new Names();
  private final List<Kernel> kernels = new ArrayList<>();
  private final StringBuilder functions = new StringBuilder();

  private ModuleText(KernelSequence sequence, List<Plan> plans) {
    this.sequence = sequence;
    this.plans = List.copyOf(plans);
  }

  /// Writes a sequence.
  ///
  /// @param plans one for each step
  public static Made of(KernelSequence sequence, List<Plan> plans) {
    return new ModuleText(sequence, plans).made();
  }

  private Made made() {
    globals.fresh("_check");
    Folds.all().forEach(f -> globals.fresh(f.name()));
    String function = globals.fresh(sequence.name());
    for (Plan plan : plans) {
      plan.programs().forEach(this::kernel);
    }
    String launcher = LauncherText.of(sequence, plans, kernels, function);
    StringBuilder text = new StringBuilder();
    text.append("# ")
        .append(Names.comment(sequence.name()))
        .append(": kernels of Triton, written by tosc.\n");
    text.append("# Shapes are fixed; `")
        .append(function)
        .append("` checks them and launches all kernels.\n");
    LauncherText.signature(sequence).forEach(l -> text.append("#   ").append(l).append('\n'));
    text.append("import torch\nimport triton\nimport triton.language as tl\n");
    for (Folds.Joining joining : Folds.all()) {
      if (functions.indexOf(joining.name() + ",") >= 0) {
        text.append("\n\n").append(joining.text());
      }
    }
    text.append(functions);
    text.append("\n\n").append(LauncherText.CHECK);
    text.append("\n\n").append(launcher);
    return new Made(text.toString(), function, kernels);
  }

  private void kernel(Program program) {
    String name = globals.fresh(Names.safe(program.name()) + "_kernel");
    KernelText.Made made = KernelText.of(program, name);
    functions.append("\n\n# ").append(Names.comment(program.about())).append('\n');
    if (LauncherText.isTuned(program)) {
      functions.append("@triton.autotune(\n    configs=[\n");
      program
          .schedules()
          .forEach(s -> functions.append("        ").append(config(s)).append(",\n"));
      functions.append("    ],\n    key=[],\n)\n");
    }
    functions.append(made.text());
    Map<String, Size> constants = new LinkedHashMap<>();
    for (String constant : made.sizes()) {
      Size size = made.values().get(constant);
      if (!program.schedule().sizes().contains(size)) {
        constants.put(constant, size);
      }
    }
    kernels.add(new Kernel(name, program, constants));
  }

  private static String config(Program.Schedule schedule) {
    String sizes =
        schedule.sizes().stream()
            .map(s -> "\"" + s.name() + "\": " + s.value())
            .collect(Collectors.joining(", "));
    return "triton.Config({"
        + sizes
        + "}, num_warps="
        + schedule.warps()
        + ", num_stages="
        + schedule.stages()
        + ")";
  }
}
