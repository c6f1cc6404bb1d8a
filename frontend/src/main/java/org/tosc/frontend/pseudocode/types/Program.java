package org.tosc.frontend.pseudocode.types;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.Node;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.resolve.Resolution;
import org.tosc.frontend.pseudocode.resolve.Routine;
import org.tosc.frontend.pseudocode.resolve.Variable;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// The analysis of a whole program: the instances of its routines and the types of its globals.
///
/// Instances are analysed when a call asks for them. A recursive call sees the result found so far;
/// the routine is analysed again until its result stands. Globals hold the join of all that is
/// assigned to them anywhere; when one turns out wider than a reader has seen, the program is
/// analysed again.
public final class Program {
  /// The most instances of one routine before calls share one for unknown arguments.
  private static final int MAX_INSTANCES = 8;

  private static final int MAX_ROUNDS = 5;
  private static final int MAX_DEPTH = 150;

  private record Key(Routine routine, List<Ty> arguments, @Nullable Instance outer) {}

  private final Resolution resolution;
  private final Consumer<Diagnostic> sink;
  private final Map<Key, Instance> instances = new LinkedHashMap<>();
  private final Map<Routine, Integer> counts = new HashMap<>();
  private final Set<String> symbols = new HashSet<>();
  private final Map<Variable, Ty> globals = new HashMap<>();
  private final Set<Variable> readGlobals = new HashSet<>();
  private final Set<Variable> unsetGlobals = new HashSet<>();
  private final Set<Variable> wideGlobals = new HashSet<>();
  private final Map<String, Diagnostic> found = new LinkedHashMap<>();
  private final List<Instance> stack = new ArrayList<>();
  private final Map<Routine, Instance> files = new LinkedHashMap<>();
  private final Set<Variable> pendingGlobals = new LinkedHashSet<>();
  private final Map<String, Variable> classes = new HashMap<>();
  private final Set<Routine> declared = new LinkedHashSet<>();
  private final Set<Variable> values = new HashSet<>();
  private final Set<Resolution.Unit> moduleValues = new HashSet<>();
  private final Map<Routine, Instance> homes = new HashMap<>();
  private final boolean inConversation;
  private final List<Stmt.FunctionDecl> called = new ArrayList<>();
  private boolean stale;

  public Program(Resolution resolution, Consumer<Diagnostic> sink) {
    this.resolution = resolution;
    this.sink = sink;
    this.inConversation = resolution.conversation() != null;
    for (Variable variable : resolution.declarations()) {
      boolean isClass =
          variable.declaration() instanceof Stmt.ClassDecl
              || variable.declaration() instanceof Stmt.ModelDecl
              || variable.declaration() instanceof Stmt.EnumDecl;
      if (isClass) {
        classes.put(variable.name(), variable);
      }
      if (inConversation && variable.home() == Variable.Home.GLOBAL) {
        wideGlobals.add(variable);
      }
      if (variable.isShared()) {
        unsetGlobals.add(variable);
      }
    }
  }

  public Resolution resolution() {
    return resolution;
  }

  /// Analyses every file, then every function that nothing calls.
  public void analyse() {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      stale = false;
      startRound(round == MAX_ROUNDS - 1);
      for (Resolution.Unit unit : resolution.units()) {
        Instance file = instance(unit.routine(), List.of(), null);
        files.put(unit.routine(), file);
        analyse(file);
      }
      called.forEach(f -> result(annotated(f)));
      for (Routine routine : List.copyOf(declared)) {
        if (!counts.containsKey(routine)) {
          result(generic(routine, null));
        }
      }
      settle();
      if (!stale) {
        break;
      }
    }
    found.values().forEach(sink);
  }

  private void startRound(boolean last) {
    found.clear();
    instances.clear();
    counts.clear();
    symbols.clear();
    readGlobals.clear();
    files.clear();
    declared.clear();
    pendingGlobals.clear();
    for (Variable variable : resolution.declarations()) {
      if (variable.home() == Variable.Home.GLOBAL) {
        pendingGlobals.add(variable);
      }
    }
    if (last) {
      wideGlobals.addAll(globals.keySet());
    }
  }

  /// Analyses instances that were left provisional by mutual recursion, and nested routines.
  private void settle() {
    boolean again = true;
    while (again) {
      again = false;
      for (Instance instance : List.copyOf(instances.values())) {
        if (instance.state != Instance.State.DONE) {
          analyse(instance);
          again = true;
        }
      }
    }
  }

  /// All instances, in the order of their first use.
  public List<Instance> instances() {
    return List.copyOf(instances.values());
  }

  public Instance file(Routine routine) {
    return Objects.requireNonNull(files.get(routine));
  }

  // Instances.

  /// Notes a function that code of another language calls, with what its annotations say.
  public void callFromElsewhere(Stmt.FunctionDecl function) {
    called.add(function);
  }

  /// The instance of a function for arguments that are what its annotations say.
  public Instance annotated(Stmt.FunctionDecl function) {
    Annotations annotations = new Annotations(this::classNamed, this::isKnown, d -> {});
    List<Ty> arguments =
        function.params().stream()
            .map(p -> p.type() == null ? Ty.ANY : annotations.type(p.type()))
            .toList();
    return instance(resolution.routine(function), arguments, null);
  }

  /// The instance of a routine for argument types; for unknown ones once there are too many.
  Instance instance(Routine routine, List<Ty> arguments, @Nullable Instance outer) {
    Key key = new Key(routine, arguments, outer);
    Instance known = instances.get(key);
    if (known != null) {
      return known;
    }
    int count = counts.merge(routine, 1, Integer::sum);
    List<Ty> any = arguments.stream().<Ty>map(a -> Ty.ANY).toList();
    if (count > MAX_INSTANCES && !arguments.equals(any) && outer == null) {
      return instance(routine, any, null);
    }
    Instance fresh = new Instance(routine, arguments, outer, symbol(routine, outer));
    instances.put(key, fresh);
    return fresh;
  }

  private String symbol(Routine routine, @Nullable Instance outer) {
    String base = baseSymbol(routine, outer);
    String symbol = base;
    for (int i = 2; !symbols.add(symbol); i++) {
      symbol = base + "$" + i;
    }
    return symbol;
  }

  private String baseSymbol(Routine routine, @Nullable Instance outer) {
    String name = routine.name().isEmpty() ? "lambda" : routine.name();
    return switch (routine.kind()) {
      case FILE -> isMain(routine) ? org.tosc.tir.ir.Module.MAIN : name + ".init";
      case METHOD, STATIC_METHOD -> prefix(outer) + owner(routine) + "." + name;
      case FIELDS -> prefix(outer) + name + ".fields";
      case TEST -> prefix(outer) + "test." + name;
      case FUNCTION, LAMBDA, PIPELINE ->
          prefix(outer) + (prefix(outer).isEmpty() && name.equals("main") ? "main.fn" : name);
    };
  }

  private static String owner(Routine routine) {
    Variable owner = routine.owningClass();
    return owner == null ? "" : owner.name();
  }

  private String prefix(@Nullable Instance outer) {
    if (outer == null) {
      return "";
    }
    return outer.routine().kind() == Routine.Kind.FILE
        ? isMain(outer.routine()) ? "" : outer.routine().name() + "."
        : outer.symbol() + ".";
  }

  private boolean isMain(Routine routine) {
    return resolution.units().getLast().routine() == routine;
  }

  /// The result of calling an instance, analysing it first where needed.
  Ty result(Instance callee) {
    if (callee.state == Instance.State.RUNNING) {
      callee.readsProvisional = true;
      for (int i = callee.depth + 1; i < stack.size(); i++) {
        stack.get(i).lowest = Math.min(stack.get(i).lowest, callee.depth);
      }
      return callee.result;
    }
    if (callee.state == Instance.State.NEW) {
      if (stack.size() >= MAX_DEPTH) {
        return Ty.ANY;
      }
      analyse(callee);
    }
    return callee.result;
  }

  void analyse(Instance instance) {
    instance.depth = stack.size();
    instance.lowest = instance.depth;
    stack.add(instance);
    instance.state = Instance.State.RUNNING;
    for (int attempt = 0; ; attempt++) {
      instance.readsProvisional = false;
      Ty before = instance.result;
      Ty after = new Flow(this, instance).run();
      boolean settled = !instance.readsProvisional || after.equals(before);
      instance.result = attempt >= 4 && !settled ? Ty.ANY : Join.of(before, after);
      if (settled || attempt >= 5) {
        break;
      }
    }
    stack.removeLast();
    boolean provisional = instance.lowest < instance.depth;
    instance.state = provisional ? Instance.State.NEW : Instance.State.DONE;
    if (provisional && !stack.isEmpty()) {
      stack.getLast().lowest = Math.min(stack.getLast().lowest, instance.lowest);
    }
  }

  // Globals.

  /// The type of a global wherever it is read.
  public Ty global(Variable variable) {
    Ty ty = wideGlobals.contains(variable) ? Ty.ANY : globals.getOrDefault(variable, Ty.NEVER);
    return unsetGlobals.contains(variable) ? new Ty.Maybe(ty) : ty;
  }

  Ty readGlobal(Variable variable) {
    readGlobals.add(variable);
    return global(variable);
  }

  void assignGlobal(Variable variable, Ty ty) {
    boolean constant = variable.isAssignedOnce() && (ty instanceof Ty.Int || ty instanceof Ty.Str);
    Ty kept = constant ? ty : ty.widened();
    Ty before = globals.get(variable);
    Ty after = before == null ? kept : Join.of(before, kept);
    if (!after.equals(before)) {
      globals.put(variable, after);
      stale |= readGlobals.contains(variable);
    }
  }

  /// Notes that a routine may read a global before it is assigned.
  void mayBeUnset(Variable variable) {
    if (unsetGlobals.add(variable)) {
      stale = true;
    }
  }

  /// Whether some routine may read a global before it is assigned.
  public boolean isMaybeUnset(Variable variable) {
    return unsetGlobals.contains(variable);
  }

  /// Globals that a call may read although this file has not assigned them yet.
  void noteCall(Environment environment, Instance caller, Instance callee) {
    if (caller.routine().kind() == Routine.Kind.FILE) {
      callee.globalsRead().forEach(v -> noteUnset(environment, caller, v));
    }
  }

  /// As [#noteCall], of a call that may reach any function.
  void noteUnknownCall(Environment environment, Instance caller) {
    if (caller.routine().kind() == Routine.Kind.FILE) {
      pendingGlobals.removeIf(
          v -> v.owner() == caller.routine() && isSet(environment.get(v)) && environment.isTop());
      pendingGlobals.forEach(v -> noteUnset(environment, caller, v));
    }
  }

  private void noteUnset(Environment environment, Instance caller, Variable variable) {
    boolean unset = variable.owner() == caller.routine() && !isSet(environment.get(variable));
    boolean function =
        variable.isConstantDeclaration() && variable.kind() == Variable.Kind.FUNCTION;
    if (unset && !function) {
      mayBeUnset(variable);
    }
  }

  private static boolean isSet(Ty ty) {
    return ty != Ty.UNSET && !(ty instanceof Ty.Maybe);
  }

  // Names.

  /// The class, model or enumeration of a name anywhere in the program.
  @Nullable Variable classNamed(String name) {
    return classes.get(name);
  }

  /// Whether an earlier entry of the conversation has a variable of this name: what it holds, and
  /// whether that is a class, is known at run time.
  boolean isKnown(String name) {
    var conversation = resolution.conversation();
    return conversation != null
        && conversation.known().stream().anyMatch(k -> k.name().equals(name));
  }

  /// Notes a function that is used as a value.
  void noteValue(Variable variable) {
    if (variable.kind() == Variable.Kind.FUNCTION) {
      values.add(variable);
    }
  }

  /// Whether a function is used as a value, so that it must exist as one.
  public boolean isValue(Variable variable) {
    return inConversation || values.contains(variable) || !variable.isConstantDeclaration();
  }

  void noteModuleValue(Resolution.Unit unit) {
    moduleValues.add(unit);
    unit.exports().values().forEach(this::noteValue);
  }

  /// Whether a file's module is used as a value, not only for its members.
  public boolean isModuleValue(Resolution.Unit unit) {
    return inConversation || moduleValues.contains(unit);
  }

  /// Notes a function that is analysed at the end if nothing calls it.
  void noteDeclared(Routine routine) {
    declared.add(routine);
  }

  /// The instance in which a routine without captures is at home: none for functions of a file.
  @Nullable Instance home(Routine routine) {
    return null;
  }

  /// The instance in which a class or model was declared last.
  @Nullable Instance declaredIn(Routine routine) {
    return homes.get(routine);
  }

  // Diagnostics.

  /// Reports once per place and code; a call's context is added while a routine is analysed for it.
  void report(Diagnostic diagnostic) {
    found.putIfAbsent(
        diagnostic.code()
            + "@"
            + diagnostic.span().start()
            + "@"
            + diagnostic.span().source().name(),
        diagnostic);
  }

  void report(Code code, Span span, String message) {
    report(Diagnostic.of(code, span, message));
  }

  Instance nested(Instance outer, Node node) {
    Routine routine = resolution.routine(node);
    Instance instance = generic(routine, outer);
    homes.put(routine, outer);
    outer.nested(node, instance);
    return instance;
  }

  /// The instance of a routine for arguments about which nothing is known: what a function value
  /// runs.
  public Instance generic(Routine routine, @Nullable Instance outer) {
    return instance(routine, routine.params().stream().<Ty>map(p -> Ty.ANY).toList(), outer);
  }
}
