package org.tosc.backends.triton.python;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.api.KernelSequence.Role;
import org.tosc.backends.api.KernelSequence.Tensor;
import org.tosc.backends.triton.block.Op;
import org.tosc.backends.triton.block.Pointer;
import org.tosc.backends.triton.block.Program;
import org.tosc.backends.triton.block.Size;
import org.tosc.backends.triton.block.Statement;
import org.tosc.backends.triton.tiling.Buffer;
import org.tosc.backends.triton.tiling.Plan;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Scalar;

/// Writes a function as a file of Python: its kernels, and a function that takes tensors of torch,
/// checks them, makes what the kernels write, and launches them in order.
public final class ModuleText {
  private static final String CHECK =
      """
      def _check(name, tensor, shape, dtype):
          if tuple(tensor.shape) != shape or tensor.dtype != dtype or not tensor.is_contiguous():
              raise ValueError(f"{name}: expected a contiguous {dtype} tensor of shape {shape}, "
                               f"found {tensor.dtype} of shape {tuple(tensor.shape)}")
      """;

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
    String launcher = launcher(function);
    StringBuilder text = new StringBuilder();
    text.append("# ")
        .append(Names.comment(sequence.name()))
        .append(": kernels of Triton, written by tosc.\n");
    text.append("# Shapes are fixed; `")
        .append(function)
        .append("` checks them and launches all kernels.\n");
    text.append("import torch\nimport triton\nimport triton.language as tl\n");
    for (Folds.Joining joining : Folds.all()) {
      if (functions.indexOf(joining.name() + ",") >= 0) {
        text.append("\n\n").append(joining.text());
      }
    }
    text.append(functions);
    text.append("\n\n").append(CHECK);
    text.append("\n\n").append(launcher);
    return new Made(text.toString(), function, kernels);
  }

  private void kernel(Program program) {
    String name = globals.fresh(Names.safe(program.name()) + "_kernel");
    KernelText.Made made = KernelText.of(program, name);
    functions.append("\n\n# ").append(Names.comment(program.about())).append('\n');
    if (program.schedules().size() > 1 && isRepeatable(program)) {
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

  /// Whether a program gives the same when it runs again, as tuning makes it.
  private static boolean isRepeatable(Program program) {
    Set<Pointer> loaded = new HashSet<>();
    Set<Pointer> stored = new HashSet<>();
    touched(program.body(), loaded, stored);
    loaded.retainAll(stored);
    return loaded.isEmpty();
  }

  private static void touched(List<Statement> body, Set<Pointer> loaded, Set<Pointer> stored) {
    for (Statement statement : body) {
      switch (statement) {
        case Statement.Let(_, Op.Load load) -> loaded.add(load.pointer());
        case Statement.Let _, Statement.Barrier _ -> {}
        case Statement.Store store -> stored.add(store.pointer());
        case Statement.For loop -> touched(loop.body(), loaded, stored);
      }
    }
  }

  // The function around the kernels.

  private String launcher(String function) {
    Names names = new Names();
    names.fresh(function);
    kernels.forEach(k -> names.fresh(k.name()));
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    sequence.steps().stream()
        .flatMap(s -> s.inputs().stream())
        .filter(t -> t.role() == Role.PARAMETER)
        .forEach(t -> parameters.putIfAbsent(t.name(), t));
    StringBuilder text = new StringBuilder("def " + function + "(");
    text.append(
        parameters.keySet().stream().map(n -> names.of(n, n)).collect(Collectors.joining(", ")));
    boolean hasInputs = !parameters.isEmpty();
    text.append(hasInputs ? "):\n" : "device=\"cuda\"):\n");
    for (Tensor tensor : parameters.values()) {
      String name = names.of(tensor.name(), tensor.name());
      line(
          text,
          "_check(\"%s\", %s, %s, %s)"
              .formatted(
                  name,
                  name,
                  shape(shapeOf(tensor), tensor.type().element()),
                  Dtypes.torch(tensor.type().element())));
    }
    String device =
        hasInputs ? names.of(parameters.keySet().iterator().next(), "") + ".device" : "device";
    int kernel = 0;
    for (int i = 0; i < plans.size(); i++) {
      kernel = step(text, i, names, device, kernel);
    }
    List<String> results = new ArrayList<>();
    for (KernelSequence.Step step : sequence.steps()) {
      step.results().stream()
          .filter(t -> t.role() == Role.RESULT)
          .forEach(t -> results.add(names.of(t.name(), "")));
    }
    line(text, "return " + String.join(", ", results));
    return text.toString();
  }

  private int step(StringBuilder text, int at, Names names, String device, int first) {
    KernelSequence.Step step = sequence.steps().get(at);
    Plan plan = plans.get(at);
    List<String> buffers = new ArrayList<>();
    step.inputs().forEach(t -> buffers.add(names.of(t.name(), t.name())));
    step.results().forEach(t -> buffers.add(names.of(t.name(), t.name())));
    for (Buffer buffer : plan.buffers().subList(buffers.size(), plan.buffers().size())) {
      buffers.add(names.of(at + " " + buffer.number(), buffer.name()));
    }
    for (Buffer buffer : plan.buffers()) {
      boolean isNew = buffer.role() != Buffer.Role.INPUT;
      boolean isUsed = plan.used().contains(buffer.number()) || buffer.role() == Buffer.Role.RESULT;
      if (isNew && isUsed) {
        String make = plan.zeroed().contains(buffer.number()) ? "zeros" : "empty";
        line(
            text,
            "%s = torch.%s(%s, dtype=%s, device=%s)"
                .formatted(
                    buffers.get(buffer.number()),
                    make,
                    shape(buffer.shape(), buffer.element()),
                    Dtypes.torch(buffer.element()),
                    device));
      }
    }
    int kernel = first;
    for (Program program : plan.programs()) {
      launch(text, kernels.get(kernel++), program, plan, buffers);
    }
    return kernel;
  }

  private static void launch(
      StringBuilder text, Kernel kernel, Program program, Plan plan, List<String> buffers) {
    boolean isTuned = program.schedules().size() > 1 && isRepeatable(program);
    List<String> counts = new ArrayList<>();
    for (Program.Count count : program.grid()) {
      counts.add(count(count, isTuned));
    }
    String grid = counts.isEmpty() ? "1" : String.join(" * ", counts);
    List<String> arguments = new ArrayList<>();
    for (Pointer pointer : program.pointers()) {
      String name = buffers.get(pointer.buffer());
      boolean isSame =
          Dtypes.torch(pointer.element())
              .equals(Dtypes.torch(plan.buffers().get(pointer.buffer()).element()));
      arguments.add(isSame ? name : name + ".view(" + Dtypes.torch(pointer.element()) + ")");
    }
    kernel.constants().forEach((name, size) -> arguments.add(name + "=" + size.value()));
    if (!isTuned) {
      program.schedule().sizes().forEach(s -> arguments.add(s.name() + "=" + s.value()));
      arguments.add("num_warps=" + program.schedule().warps());
      arguments.add("num_stages=" + program.schedule().stages());
    }
    boolean hangsOnBlocks = isTuned && grid.contains("meta[");
    line(
        text,
        kernel.name()
            + "["
            + (hangsOnBlocks ? "lambda meta: " : "")
            + "("
            + grid
            + ",)]("
            + String.join(", ", arguments)
            + ")");
  }

  private static String count(Program.Count count, boolean isTuned) {
    if (count.block().isOne()) {
      return Long.toString(count.extent().value());
    }
    return count.block().isNamed() && isTuned
        ? "triton.cdiv(" + count.extent().value() + ", meta[\"" + count.block().name() + "\"])"
        : Long.toString(count.value());
  }

  private static void line(StringBuilder text, String line) {
    text.append("    ").append(line).append('\n');
  }

  private static List<Long> shapeOf(Tensor tensor) {
    return tensor.type().shape().stream().map(d -> ((Dim.Known) d).size()).toList();
  }

  /// As torch has it: of blocks the bytes of each row.
  private static String shape(List<Long> extents, Scalar element) {
    List<Long> stored = new ArrayList<>(extents);
    if (element.kind() == Scalar.Kind.BLOCK) {
      stored.add(stored.removeLast() / element.blockSize() * element.blockBytes());
    }
    return "("
        + stored.stream().map(e -> Long.toString(e)).collect(Collectors.joining(", "))
        + (stored.size() == 1 ? ",)" : ")");
  }
}
