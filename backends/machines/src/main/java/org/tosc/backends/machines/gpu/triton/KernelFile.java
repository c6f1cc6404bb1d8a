package org.tosc.backends.machines.gpu.triton;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.gpu.python.Expression;
import org.tosc.backends.machines.gpu.python.Module;
import org.tosc.backends.machines.gpu.python.Parser;
import org.tosc.backends.machines.gpu.python.Statement;
import org.tosc.backends.machines.gpu.tile.Fault;
import org.tosc.backends.machines.gpu.tile.Grid;
import org.tosc.backends.machines.gpu.tile.LaunchState;
import org.tosc.backends.machines.gpu.tile.Memory;
import org.tosc.backends.machines.gpu.tile.Program;
import org.tosc.backends.machines.gpu.tile.Recorder;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;
import org.tosc.tir.source.Span;

/// A file of kernels in Triton's Python.
public final class KernelFile {
  private static final long CONSTANT_FUEL = 100_000;

  private final Source source;
  private final Map<String, Statement.Function> functions = new LinkedHashMap<>();
  private final Map<String, Value> imports = new HashMap<>();
  private final Map<String, Statement.Annotated> constants = new HashMap<>();
  private final Map<String, Expression> plain = new HashMap<>();
  private final Map<String, Value> values = new HashMap<>();
  private final List<Diagnostic> diagnostics;

  private KernelFile(Module module) {
    this.source = module.source();
    module.statements().forEach(this::take);
    List<Diagnostic> found = new ArrayList<>(module.faults());
    if (found.isEmpty()) {
      found.addAll(Check.faults(this));
    }
    if (found.isEmpty() && kernels().isEmpty()) {
      String message = "the file has no function with `@triton.jit`";
      found.add(Diagnostic.of(Code.E1801, source.span(0, 0), message));
    }
    this.diagnostics = List.copyOf(found);
  }

  /// Reads a file; nothing is thrown, whatever its text is.
  public static KernelFile read(Source source) {
    return new KernelFile(Parser.parse(source));
  }

  /// What is wrong with it, in the order of the text.
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  public Source source() {
    return source;
  }

  private void take(Statement statement) {
    switch (statement) {
      case Statement.Function function -> functions.put(function.name(), function);
      case Statement.Import(String module, var name, String alias, var _) ->
          imports.put(alias, new Value.Known(full(module, name, alias)));
      case Statement.Annotated annotated
          when annotated.target() instanceof Expression.Name(String id, var _) ->
          constants.put(id, annotated);
      case Statement.Assign(var targets, var value, var _) -> {
        for (Expression target : targets) {
          if (target instanceof Expression.Name(String id, var _)) {
            plain.put(id, value);
          }
        }
      }
      case Statement.Annotated _,
          Statement.Update _,
          Statement.If _,
          Statement.For _,
          Statement.While _,
          Statement.Return _,
          Statement.Evaluate _,
          Statement.Pass _,
          Statement.Break _,
          Statement.Continue _,
          Statement.Assert _,
          Statement.Foreign _ -> {}
    }
  }

  private static String full(String module, @Nullable String name, String alias) {
    if (name != null) {
      return module + "." + name;
    }
    return module.contains(".") && alias.equals(module.split("\\.", 2)[0]) ? alias : module;
  }

  /// Whether a function has the decorator `@triton.jit`.
  static boolean isKernel(Statement.Function function) {
    return function.decorators().stream().anyMatch(d -> "jit".equals(decoratorName(d)));
  }

  /// The last word of a decorator's name.
  static String decoratorName(Expression decorator) {
    return switch (decorator) {
      case Expression.Name(String id, var _) -> id;
      case Expression.Attribute attribute -> attribute.name();
      case Expression.Call call -> decoratorName(call.function());
      case Expression _ -> "";
    };
  }

  /// All functions with `@triton.jit`, in the order of the text.
  public List<TritonKernel> kernels() {
    return functions.values().stream()
        .filter(KernelFile::isKernel)
        .map(f -> new TritonKernel(this, f))
        .toList();
  }

  /// The kernel of a name; null where there is none.
  public @Nullable TritonKernel kernel(String name) {
    return kernels().stream().filter(k -> k.name().equals(name)).findFirst().orElse(null);
  }

  /// Functions that run on the host, in the order of the text.
  public List<Launcher> launchers() {
    return functions.values().stream()
        .filter(f -> !isKernel(f))
        .map(f -> new Launcher(this, f))
        .toList();
  }

  Map<String, Statement.Function> functions() {
    return functions;
  }

  Set<String> constantNames() {
    return constants.keySet();
  }

  Set<String> plainNames() {
    return plain.keySet();
  }

  Map<String, Value> imports() {
    return imports;
  }

  /// Whether a constant of the file may be used in kernels.
  boolean isForKernels(String name) {
    Statement.Annotated annotated = constants.get(name);
    if (annotated != null) {
      return true;
    }
    return plain.get(name) instanceof Expression.Call call
        && "constexpr".equals(decoratorName(call.function()));
  }

  /// What a name means outside of all functions, as kernels see it; null for nothing.
  @Nullable Value global(String name) {
    Statement.Function function = functions.get(name);
    if (function != null) {
      return isKernel(function) ? new Value.Routine(function) : null;
    }
    Value imported = imports.get(name);
    return imported != null ? imported : isForKernels(name) ? constant(name) : null;
  }

  /// A constant of the file, also one that kernels may not use; null for none.
  @Nullable Value constant(String name) {
    Value known = values.get(name);
    if (known != null) {
      return known;
    }
    Statement.Annotated annotated = constants.get(name);
    Expression initial = annotated != null ? annotated.value() : plain.get(name);
    if (initial == null) {
      return null;
    }
    // A constant that needs itself has no value.
    values.put(name, new Value.Nothing());
    Program program = new Program(noLaunch(), 0, Recorder.NONE, CONSTANT_FUEL);
    program.at(initial.span());
    Value value = new Evaluator(program, this).evaluate(initial, new Names());
    values.put(name, value);
    return value;
  }

  static LaunchState noLaunch() {
    return new LaunchState(new Memory(), new Grid(1, 1, 1), false, false);
  }

  /// A fault at a place of the file.
  static Fault fault(Code code, Span at, String message) {
    return Fault.of(code, at, message);
  }
}
