package org.tosc.backends.machines.gpu.triton;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.machines.gpu.Argument;
import org.tosc.backends.machines.gpu.LaunchOptions;
import org.tosc.backends.machines.gpu.Machine;
import org.tosc.backends.machines.gpu.cost.Report;
import org.tosc.backends.machines.gpu.python.Expression.Parameter;
import org.tosc.backends.machines.gpu.python.Statement;
import org.tosc.backends.machines.gpu.tile.Fault;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// A function of the host that launches kernels, in as much of Python and PyTorch as launchers
/// need: shapes, strides, new tensors, grids.
public final class Launcher {
  private final KernelFile file;
  private final Statement.Function function;

  Launcher(KernelFile file, Statement.Function function) {
    this.file = file;
    this.function = function;
  }

  public String name() {
    return function.name();
  }

  /// Where its name stands.
  public Span span() {
    return function.span();
  }

  /// The names of its parameters.
  public List<String> inputs() {
    return function.parameters().stream().map(Parameter::name).toList();
  }

  /// A launch.
  ///
  /// @param kernel its name
  /// @param report what it took
  public record Launch(String kernel, Report report) {}

  /// What a launcher did.
  ///
  /// @param tensors what it returns
  /// @param launches in their order
  /// @param diagnostics why it was ended
  public record Run(
      List<Argument.Tensor> tensors, List<Launch> launches, List<Diagnostic> diagnostics) {
    public Run {
      tensors = List.copyOf(tensors);
      launches = List.copyOf(launches);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /// Calls the function; its kernels run on the machine, its tensors are in the machine's memory.
  ///
  /// @param arguments in the order of the parameters; what has a default can be left out
  /// @param options of launches that do not say their own
  public Run run(Machine machine, List<Argument> arguments, LaunchOptions options) {
    HostRun host = new HostRun(file, machine, options);
    try {
      Value result = host.call(function, arguments.stream().map(HostRun::value).toList());
      return new Run(tensors(result), host.launches(), List.of());
    } catch (Fault fault) {
      return new Run(List.of(), host.launches(), List.of(fault.diagnostic()));
    } catch (StackOverflowError tooDeep) {
      String message = "the launcher's calls are nested too deeply";
      return new Run(
          List.of(), host.launches(), List.of(Diagnostic.of(Code.E1805, function.span(), message)));
    }
  }

  private static List<Argument.Tensor> tensors(Value value) {
    List<Argument.Tensor> tensors = new ArrayList<>();
    if (value instanceof Value.Array array) {
      tensors.add(new Argument.Tensor(array.buffer(), array.shape()));
    } else if (value instanceof Value.Tuple(var items)) {
      items.forEach(item -> tensors.addAll(tensors(item)));
    }
    return tensors;
  }
}
