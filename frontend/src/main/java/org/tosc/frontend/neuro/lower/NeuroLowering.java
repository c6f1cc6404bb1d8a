package org.tosc.frontend.neuro.lower;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;
import org.tosc.frontend.neuro.lift.LiftGraph;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.frontend.neuro.types.Bindings;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;

/// Lowers a checked program to one module. What nothing reaches from the roots is left out; order
/// and names are the same every time.
public final class NeuroLowering {
  private final Map<Object, String> symbols = new HashMap<>();
  private final Queue<Supplier<Function>> open = new ArrayDeque<>();
  private final Map<TFunction, LiftGraph> graphs = new HashMap<>();
  private final List<KernelReport> kernels = new ArrayList<>();
  private final List<Function> done = new ArrayList<>();

  private NeuroLowering() {}

  /// A lowered program and what became of its kernels.
  public record Lowered(Module module, List<KernelReport> kernels) {
    public Lowered {
      kernels = List.copyOf(kernels);
    }
  }

  /// The module of a program: `main` of the file called `main` is its entry.
  public static Lowered lower(List<TFunction> functions) {
    NeuroLowering lowering = new NeuroLowering();
    for (TFunction function : functions) {
      if (function.symbol().equals("main.main") && function.generics().isEmpty()) {
        Instance main = Instance.of(function, new Bindings());
        lowering.symbols.put(main, Module.MAIN);
        lowering.open.add(() -> new FunctionLowering(lowering, main, Module.MAIN).lower());
      }
    }
    lowering.run();
    return new Lowered(new Module(List.of(), lowering.done), lowering.kernels);
  }

  /// The module of these functions without parameters: each is an entry with its own symbol.
  public static Lowered lowerTests(List<TFunction> tests) {
    NeuroLowering lowering = new NeuroLowering();
    tests.forEach(t -> lowering.want(Instance.of(t, new Bindings())));
    lowering.run();
    return new Lowered(new Module(List.of(), lowering.done), lowering.kernels);
  }

  /// The kernel read over whole tensors; checking has found that there is a reading.
  LiftGraph graph(TFunction kernel) {
    return graphs.computeIfAbsent(
        kernel,
        k ->
            switch (LiftGraph.read(k)) {
              case LiftGraph.Reading.Graph(LiftGraph graph) -> graph;
              case LiftGraph.Reading.Refused(_, String why) ->
                  throw new IllegalStateException(k + " has no reading: " + why);
            });
  }

  /// Keeps what is to be told of a kernel.
  void report(KernelReport kernel) {
    kernels.add(kernel);
  }

  private void run() {
    while (!open.isEmpty()) {
      done.add(open.poll().get());
    }
  }

  /// Makes sure that a function with its generic arguments is lowered; gives its symbol.
  String want(Instance instance) {
    return want(
        instance,
        instance.symbol(),
        symbol -> new FunctionLowering(this, instance, symbol).lower());
  }

  /// The same for anything that becomes one function; `key` tells it from others.
  String want(Object key, String name, java.util.function.Function<String, Function> lower) {
    String known = symbols.get(key);
    if (known != null) {
      return known;
    }
    String symbol = unique(name);
    symbols.put(key, symbol);
    open.add(() -> lower.apply(symbol));
    return symbol;
  }

  private String unique(String name) {
    String candidate = name;
    for (int i = 2; symbols.containsValue(candidate); i++) {
      candidate = name + "$" + i;
    }
    return candidate;
  }
}
