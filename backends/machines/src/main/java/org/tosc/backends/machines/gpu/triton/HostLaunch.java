package org.tosc.backends.machines.gpu.triton;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.gpu.Argument;
import org.tosc.backends.machines.gpu.LaunchOptions;
import org.tosc.backends.machines.gpu.Machine;
import org.tosc.backends.machines.gpu.cost.Report;
import org.tosc.backends.machines.gpu.tile.Fault;
import org.tosc.backends.machines.gpu.tile.Grid;
import org.tosc.backends.machines.gpu.triton.Value.Array;
import org.tosc.backends.machines.gpu.triton.Value.Truth;
import org.tosc.backends.machines.gpu.triton.Value.Tuple;
import org.tosc.backends.machines.gpu.triton.Value.Whole;

/// Launches of a launcher: `kernel[grid](arguments)`.
final class HostLaunch {
  private final HostRun host;
  private final Machine machine;
  private final Torch torch;
  private final LaunchOptions options;
  private final List<Launcher.Launch> done = new ArrayList<>();

  HostLaunch(HostRun host, Machine machine, Torch torch, LaunchOptions options) {
    this.host = host;
    this.machine = machine;
    this.torch = torch;
    this.options = options;
  }

  /// What was launched until now.
  List<Launcher.Launch> done() {
    return done;
  }

  /// @param indices what stands between the brackets
  void launch(
      TritonKernel kernel,
      List<Value> indices,
      List<Value> positional,
      Map<String, Value> keywords) {
    Map<String, Value> given = new HashMap<>(keywords);
    LaunchOptions chosen = options(kernel, given);
    Grid grid = grid(indices, given, kernel, positional);
    Map<String, Argument> arguments = new HashMap<>();
    given.forEach((name, value) -> arguments.put(name, argument(value)));
    List<Argument> ordered = positional.stream().map(this::argument).toList();
    Machine.Outcome outcome = machine.launch(kernel.with(ordered, arguments), grid, chosen);
    Report report = outcome.report();
    if (report != null) {
      done.add(new Launcher.Launch(kernel.name(), report));
    }
    if (!outcome.diagnostics().isEmpty()) {
      throw new Fault(outcome.diagnostics().getFirst());
    }
  }

  /// What a launch says of warps and stages, and the configuration of `@triton.autotune`.
  private LaunchOptions options(TritonKernel kernel, Map<String, Value> given) {
    LaunchOptions chosen = options;
    List<TritonKernel.Configuration> configurations = kernel.configurations();
    if (!configurations.isEmpty()) {
      // Without a GPU to try them on, the first one.
      TritonKernel.Configuration first = configurations.getFirst();
      first.values().forEach((name, value) -> given.putIfAbsent(name, new Whole(value)));
      chosen = first.warps() > 0 ? chosen.withWarps(first.warps()) : chosen;
      chosen = first.stages() > 0 ? chosen.withStages(first.stages()) : chosen;
    }
    boolean takesStages = kernel.inputs().stream().anyMatch(i -> "num_stages".equals(i.name()));
    Value warps = given.remove("num_warps");
    Value stages = takesStages ? null : given.remove("num_stages");
    List.of("num_ctas", "maxnreg", "warmup").forEach(given::remove);
    try {
      chosen = warps instanceof Whole(long count) ? chosen.withWarps((int) count) : chosen;
      return stages instanceof Whole(long count) ? chosen.withStages((int) count) : chosen;
    } catch (IllegalArgumentException wrong) {
      throw host.fault(String.valueOf(wrong.getMessage()));
    }
  }

  private Grid grid(
      List<Value> indices, Map<String, Value> given, TritonKernel kernel, List<Value> positional) {
    Value value = indices.size() == 1 ? indices.getFirst() : new Tuple(indices);
    if (value instanceof Value.Closure) {
      value = host.apply(value, List.of(table(given, kernel, positional)), Map.of());
    }
    long[] extents = {1, 1, 1};
    List<Value> axes = value instanceof Tuple(var all) ? all : List.of(value);
    for (int i = 0; i < axes.size() && i < extents.length; i++) {
      extents[i] = axes.get(i) instanceof Whole(long extent) ? extent : 0;
    }
    try {
      return new Grid(
          Math.toIntExact(extents[0]), Math.toIntExact(extents[1]), Math.toIntExact(extents[2]));
    } catch (IllegalArgumentException | ArithmeticException wrong) {
      throw host.fault("a grid has one to three extents from 1, not " + Arrays.toString(extents));
    }
  }

  /// What the function of a grid gets: all arguments by their names.
  private static Value table(
      Map<String, Value> given, TritonKernel kernel, List<Value> positional) {
    Map<String, Value> all = new HashMap<>(given);
    for (int i = 0; i < positional.size() && i < kernel.inputs().size(); i++) {
      all.put(kernel.inputs().get(i).name(), positional.get(i));
    }
    List<Value> keys = new ArrayList<>();
    List<Value> values = new ArrayList<>();
    all.forEach(
        (key, item) -> {
          keys.add(new Value.Text(key));
          values.add(item);
        });
    return new Value.Table(keys, values);
  }

  private Argument argument(Value value) {
    return switch (value) {
      case Array array ->
          new Argument.Pointer(array.buffer(), array.buffer().type(), array.element());
      case Whole(long whole) -> new Argument.Whole(whole);
      case Value.Real(double real) -> new Argument.Real(real);
      case Truth(boolean truth) -> new Argument.Truth(truth);
      case Value.Text(String text) -> new Argument.Text(text);
      case Value.TypeName(var type) -> new Argument.Type(type);
      case Value.Nothing _ -> new Argument.Nothing();
      case Tuple(var items) -> new Argument.Tuple(items.stream().map(this::argument).toList());
      case Value.Table table -> torch.descriptor(table);
      case Value.Tensor _,
          Value.Routine _,
          Value.Known _,
          Value.Method _,
          Value.Block _,
          Value.Steps _,
          Value.Closure _ ->
          throw host.fault(value.describe() + " is not passed to kernels");
    };
  }
}
