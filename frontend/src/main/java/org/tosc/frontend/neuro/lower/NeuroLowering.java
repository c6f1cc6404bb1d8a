package org.tosc.frontend.neuro.lower;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.tosc.frontend.foreign.ForeignFunction;
import org.tosc.frontend.foreign.Linker;
import org.tosc.frontend.neuro.lift.LiftGraph;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.frontend.neuro.types.Bindings;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Type;

/// Lowers a checked program to one module. What nothing reaches from the roots is left out; order
/// and names are the same every time.
public final class NeuroLowering {
  private final Map<Object, String> symbols = new HashMap<>();
  private final Queue<Supplier<Function>> open = new ArrayDeque<>();
  private final Map<TFunction, LiftGraph> graphs = new HashMap<>();
  private final List<KernelReport> kernels = new ArrayList<>();
  private final Map<ForeignFunction, TFunction> offered;
  private final Linker linker;
  private final Predicate<String> isTaken;

  /// Lowers functions for Pseudocode that calls them.
  ///
  /// @param offered what [#target] can be asked for
  /// @param linker finds functions of Pseudocode
  /// @param isTaken whether Pseudocode has a function of that symbol
  public NeuroLowering(
      Map<ForeignFunction, TFunction> offered, Linker linker, Predicate<String> isTaken) {
    this.offered = offered;
    this.linker = linker;
    this.isTaken = isTaken;
  }

  /// A lowered program and what became of its kernels.
  public record Lowered(Module module, List<KernelReport> kernels) {
    public Lowered {
      kernels = List.copyOf(kernels);
    }
  }

  /// The module of a program: `main` of the file called `main` is its entry.
  public static Lowered lower(List<TFunction> functions) {
    NeuroLowering lowering = new NeuroLowering(Map.of(), Linker.NONE, symbol -> false);
    for (TFunction function : functions) {
      if (function.symbol().equals("main.main") && function.generics().isEmpty()) {
        Instance main = Instance.of(function, new Bindings());
        lowering.symbols.put(main, Module.MAIN);
        lowering.open.add(() -> new FunctionLowering(lowering, main, Module.MAIN).lower());
      }
    }
    return new Lowered(new Module(List.of(), lowering.run()), lowering.kernels);
  }

  /// Asks for tests: functions without parameters, each an entry with its own symbol.
  public void begin(List<TFunction> tests) {
    tests.forEach(t -> want(Instance.of(t, new Bindings())));
  }

  /// The function that a call from Pseudocode reaches.
  public Linker.Target target(ForeignFunction function, List<Type> arguments) {
    TFunction behind = Objects.requireNonNull(offered.get(function), function::name);
    return ExportLowering.target(this, function, behind, arguments);
  }

  /// Lowers what was asked for since the last time, and all that it calls.
  public List<Function> run() {
    List<Function> done = new ArrayList<>();
    while (!open.isEmpty()) {
      done.add(open.poll().get());
    }
    return done;
  }

  /// What became of the kernels so far.
  public List<KernelReport> kernels() {
    return List.copyOf(kernels);
  }

  Linker linker() {
    return linker;
  }

  /// The module of these functions without parameters: each is an entry with its own symbol.
  public static Lowered lowerTests(List<TFunction> tests) {
    NeuroLowering lowering = new NeuroLowering(Map.of(), Linker.NONE, symbol -> false);
    lowering.begin(tests);
    return new Lowered(new Module(List.of(), lowering.run()), lowering.kernels);
  }

  /// Lowers the entries of one conversation, whose functions stay in all later modules: values of
  /// earlier entries may be functions.
  public static final class Conversation {
    private final NeuroLowering lowering =
        new NeuroLowering(Map.of(), Linker.NONE, symbol -> false);
    private final List<Function> before = new ArrayList<>();

    /// Before the first entry.
    public Conversation() {}

    /// The module that has an entry as its entry.
    public Module entry(TFunction entry) {
      Instance main = Instance.of(entry, new Bindings());
      Function lowered = new FunctionLowering(lowering, main, Module.MAIN).lower();
      before.addAll(lowering.run());
      List<Function> functions = new ArrayList<>(before);
      functions.addFirst(lowered);
      return new Module(List.of(), functions);
    }
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
    for (int i = 2; symbols.containsValue(candidate) || isTaken.test(candidate); i++) {
      candidate = name + "$" + i;
    }
    return candidate;
  }
}
