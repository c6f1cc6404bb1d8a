package org.tosc.backends.triton.python;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.api.KernelSequence.Tensor;
import org.tosc.backends.triton.block.Op;
import org.tosc.backends.triton.block.Pointer;
import org.tosc.backends.triton.block.Program;
import org.tosc.backends.triton.block.Statement;
import org.tosc.backends.triton.tiling.Buffer;
import org.tosc.backends.triton.tiling.Plan;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Scalar;

/// Writes the function that takes tensors of torch, checks them, makes what the kernels write, and
/// launches them in order.
final class LauncherText {
  static final String CHECK =
      """
      def _check(name, tensor, shape, dtype):
          if tuple(tensor.shape) != shape or tensor.dtype != dtype or not tensor.is_contiguous():
              raise ValueError(f"{name}: expected a contiguous {dtype} tensor of shape {shape}, "
                               f"found {tensor.dtype} of shape {tuple(tensor.shape)}")
      """;

  /// Of a line, behind its indentation.
  private static final int WIDTH = 96;

  private final KernelSequence sequence;
  private final List<Plan> plans;
  private final List<ModuleText.Kernel> kernels;

  private LauncherText(KernelSequence sequence, List<Plan> plans, List<ModuleText.Kernel> kernels) {
    this.sequence = sequence;
    this.plans = plans;
    this.kernels = kernels;
  }

  static String of(
      KernelSequence sequence, List<Plan> plans, List<ModuleText.Kernel> kernels, String function) {
    return new LauncherText(sequence, plans, kernels).text(function);
  }

  /// The tensors of a function, each on its line.
  static List<String> signature(KernelSequence sequence) {
    List<String> lines = new ArrayList<>();
    sequence.parameters().forEach(t -> lines.add(described(t)));
    sequence.results().forEach(t -> lines.add("to " + described(t)));
    return lines;
  }

  private static String described(Tensor tensor) {
    return Names.comment(tensor.name()) + ": " + tensor.type();
  }

  /// Whether there are configurations to choose from, and a program gives the same when it runs
  /// again, as tuning makes it.
  static boolean isTuned(Program program) {
    Set<Pointer> loaded = new HashSet<>();
    Set<Pointer> stored = new HashSet<>();
    touched(program.body(), loaded, stored);
    loaded.retainAll(stored);
    return program.schedules().size() > 1 && loaded.isEmpty();
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

  private String text(String function) {
    Names names = new Names();
    names.fresh(function);
    kernels.forEach(k -> names.fresh(k.name()));
    List<Tensor> parameters = sequence.parameters();
    StringBuilder text = new StringBuilder("def " + function + "(");
    text.append(
        parameters.stream()
            .map(t -> names.of(t.name(), t.name()))
            .collect(Collectors.joining(", ")));
    boolean hasInputs = !parameters.isEmpty();
    text.append(hasInputs ? "):\n" : "device=\"cuda\"):\n");
    for (Tensor tensor : parameters) {
      String name = names.of(tensor.name(), tensor.name());
      line(
          text,
          "_check(\"%s\", %s, %s, %s)"
              .formatted(
                  name,
                  name,
                  shape(stored(shapeOf(tensor), tensor.type().element())),
                  Dtypes.torch(tensor.type().element())));
    }
    String device = hasInputs ? names.of(parameters.getFirst().name(), "") + ".device" : "device";
    int kernel = 0;
    for (int i = 0; i < plans.size(); i++) {
      kernel = step(text, i, names, device, kernel);
    }
    line(
        text,
        sequence.results().stream()
            .map(t -> names.of(t.name(), ""))
            .collect(Collectors.joining(", ", "return ", "")));
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
                    shape(stored(buffer.shape(), buffer.element())),
                    Dtypes.torch(buffer.element()),
                    device));
      }
    }
    int kernel = first;
    for (Program program : plan.programs()) {
      launch(text, names, kernels.get(kernel++), program, plan, buffers);
    }
    return kernel;
  }

  private static void launch(
      StringBuilder text,
      Names names,
      ModuleText.Kernel kernel,
      Program program,
      Plan plan,
      List<String> buffers) {
    boolean isTuned = isTuned(program);
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
    String programs = "(" + grid + ",)";
    if (isTuned && grid.contains("meta[")) {
      String name = names.fresh("grid");
      line(text, name + " = lambda meta: " + programs);
      programs = name;
    }
    line(text, wrapped(kernel.name() + "[" + programs + "](", arguments));
  }

  /// A call, on several lines where it does not fit into one.
  private static String wrapped(String head, List<String> arguments) {
    StringBuilder lines = new StringBuilder(head);
    int length = head.length();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i) + (i < arguments.size() - 1 ? ", " : ")");
      if (length + argument.length() > WIDTH) {
        lines.setLength(lines.toString().stripTrailing().length());
        lines.append("\n        ");
        length = 4;
      }
      lines.append(argument);
      length += argument.length();
    }
    return lines.append(arguments.isEmpty() ? ")" : "").toString();
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
  private static List<Long> stored(List<Long> extents, Scalar element) {
    List<Long> stored = new ArrayList<>(extents);
    if (element.kind() == Scalar.Kind.BLOCK) {
      stored.add(stored.removeLast() / element.blockSize() * element.blockBytes());
    }
    return stored;
  }

  private static String shape(List<Long> shape) {
    return "("
        + shape.stream().map(e -> Long.toString(e)).collect(Collectors.joining(", "))
        + (shape.size() == 1 ? ",)" : ")");
  }
}
