package org.tosc.frontend.neuro.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.Item;
import org.tosc.frontend.neuro.lift.LiftGraph;
import org.tosc.frontend.neuro.typed.Parts;
import org.tosc.frontend.neuro.typed.TBlock;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.frontend.neuro.types.Declared;
import org.tosc.frontend.neuro.types.GenericParam;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Everything that is declared in the files of a program, filled step by step.
final class Program {
  /// A function with what its body needs to be checked.
  record Body(
      TFunction function,
      Symbol.FileNames file,
      Map<String, GenericParam> generics,
      @Nullable Ty self) {}

  private record Place(Code code, Span span) {}

  private final Consumer<Diagnostic> report;
  private final Map<String, Symbol.FileNames> files = new LinkedHashMap<>();
  private final Map<TFunction, Body> bodies = new LinkedHashMap<>();
  private final Map<Declared, Map<String, TFunction>> methods = new IdentityHashMap<>();
  private final Map<TFunction, LiftGraph.Reading> readings = new HashMap<>();
  private int errors;
  private boolean incomplete;
  private final Set<TFunction> begun = new HashSet<>();
  private final Set<TFunction> faulty = new HashSet<>();
  private final List<TFunction> order = new ArrayList<>();
  private final Set<Place> places = new HashSet<>();
  private final Set<Item.Const> cyclic = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Set<TFunction> earlier = new HashSet<>();

  Program(Consumer<Diagnostic> report) {
    this.report = report;
  }

  /// A program that knows all that this one knows and goes on from there; this one stays as it is.
  Program next(Consumer<Diagnostic> others) {
    Program next = new Program(others);
    next.files.putAll(files);
    next.bodies.putAll(bodies);
    methods.forEach((type, own) -> next.methods.put(type, new HashMap<>(own)));
    next.readings.putAll(readings);
    next.begun.addAll(begun);
    next.order.addAll(order);
    next.cyclic.addAll(cyclic);
    next.earlier.addAll(order);
    return next;
  }

  /// Reports a diagnostic, unless the same place had one of the same code: what stands there may be
  /// read more than once.
  void report(Diagnostic diagnostic) {
    if (places.add(new Place(diagnostic.code(), diagnostic.span()))) {
      errors += diagnostic.isError() ? 1 : 0;
      report.accept(diagnostic);
    }
  }

  /// Constants that are defined by themselves; that has been reported.
  void cyclic(List<Symbol.Constant> constants) {
    constants.forEach(c -> cyclic.add(c.syntax()));
  }

  boolean isCyclic(Symbol.Constant constant) {
    return cyclic.contains(constant.syntax());
  }

  /// How many errors there are so far, to leave out what follows from one.
  int reported() {
    return errors;
  }

  boolean hasErrors() {
    return errors > 0;
  }

  Map<String, Symbol.FileNames> files() {
    return files;
  }

  /// Some text could not be read, which is reported already.
  void incomplete() {
    incomplete = true;
  }

  void add(Body body) {
    bodies.put(body.function(), body);
    order.add(body.function());
  }

  /// All functions in the order of the source.
  List<TFunction> functions() {
    return List.copyOf(order);
  }

  @Nullable TFunction method(Declared declared, String name) {
    return methods.getOrDefault(declared, Map.of()).get(name);
  }

  Set<String> methodNames(Declared declared) {
    return methods.getOrDefault(declared, Map.of()).keySet();
  }

  /// False where the type has a function of this name already, unless an earlier entry of the
  /// conversation gave it that.
  boolean addMethod(Declared declared, TFunction function) {
    Map<String, TFunction> own = methods.computeIfAbsent(declared, d -> new HashMap<>());
    TFunction before = own.get(function.name());
    if (before != null && !earlier.contains(before)) {
      return false;
    }
    own.put(function.name(), function);
    return true;
  }

  /// The kernel read over whole tensors.
  LiftGraph.Reading reading(TFunction kernel) {
    return readings.computeIfAbsent(kernel, LiftGraph::read);
  }

  /// Checks the body of a function, unless that is done or under way.
  void ensureChecked(TFunction function) {
    if (begun.add(function)) {
      Body body = bodies.get(function);
      if (body != null) {
        int before = errors;
        new FunctionChecker(this, body).run();
        TBlock checked = function.body();
        if (errors == 0 && !incomplete && checked != null) {
          Unreached.check(this, checked);
        }
        if (errors > before) {
          faulty.add(function);
        }
      }
    }
  }

  /// Checks a function and all that it calls; false if something is wrong with one of them.
  boolean isSound(TFunction function) {
    return isSound(function, new HashSet<>());
  }

  private boolean isSound(TFunction function, Set<TFunction> seen) {
    if (!seen.add(function)) {
      return true;
    }
    ensureChecked(function);
    Set<TFunction> called = new LinkedHashSet<>();
    TBlock body = function.body();
    if (body != null) {
      Parts.each(
          body,
          e -> {
            if (e instanceof TExpr.Call call) {
              called.add(call.function());
            }
          });
    }
    return !faulty.contains(function) && called.stream().allMatch(f -> isSound(f, seen));
  }
}
