package org.tosc.frontend.pseudocode.lower;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import org.tosc.frontend.foreign.Linker;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.resolve.Conversation;
import org.tosc.frontend.pseudocode.resolve.Resolution;
import org.tosc.frontend.pseudocode.resolve.Routine;
import org.tosc.frontend.pseudocode.resolve.Variable;
import org.tosc.frontend.pseudocode.types.Instance;
import org.tosc.frontend.pseudocode.types.Program;
import org.tosc.frontend.pseudocode.types.Ty;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Global;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Type;

/// Lowers an analysed program to one module. The program must be free of errors.
///
/// Instances are lowered when something lowered before refers to them, so what nothing reaches is
/// left out; the order, and with it the text, is the same every time.
public final class Lowering {
  /// The global of an entry that holds the function to which the values of expressions go.
  public static final String SHOW = "$show";

  /// A lowered entry, and what the next one knows.
  public record Entry(Module module, Conversation next) {}

  private final Program program;
  private final Linker linker;
  private final Map<Variable, String> globals = new LinkedHashMap<>();
  private final Set<String> globalNames = new LinkedHashSet<>();
  private final Map<Routine, List<Variable>> owned = new HashMap<>();
  private final Set<Instance> wanted = new HashSet<>();
  private final Queue<Instance> open = new ArrayDeque<>();
  private final Map<Resolution.Unit, String> loadedFlags = new LinkedHashMap<>();

  /// Lowers a program whose functions of another language `linker` finds.
  public Lowering(Program program, Linker linker) {
    this.program = program;
    this.linker = linker;
    for (Variable variable : program.resolution().declarations()) {
      if (variable.home() == Variable.Home.GLOBAL) {
        globals.put(variable, globalName(variable));
      }
      owned.computeIfAbsent(variable.owner(), r -> new ArrayList<>()).add(variable);
    }
  }

  /// The module of a program in this language alone.
  public static Module lower(Program program) {
    return new Lowering(program, Linker.NONE).module();
  }

  /// An entry of a conversation in this language alone.
  public static Entry entry(Program program) {
    Lowering lowering = new Lowering(program, Linker.NONE);
    return new Entry(lowering.module(), lowering.next());
  }

  private Module module() {
    begin();
    List<Function> functions = run();
    return new Module(globals(), functions);
  }

  /// What the next entry of a conversation knows.
  public Conversation next() {
    Conversation before = Objects.requireNonNull(program.resolution().conversation());
    List<Conversation.Known> known = new ArrayList<>();
    program
        .resolution()
        .names()
        .forEach(
            (name, variable) ->
                known.add(
                    new Conversation.Known(
                        name, symbol(variable), variable.kind() == Variable.Kind.CONST)));
    return new Conversation(before.entry() + 1, known);
  }

  /// Asks for the program itself and its tests.
  public void begin() {
    want(program.file(main()));
    program.instances().stream()
        .filter(i -> i.routine().kind() == Routine.Kind.TEST)
        .forEach(this::want);
  }

  /// Lowers what was asked for since the last time, and all that it calls.
  public List<Function> run() {
    List<Function> functions = new ArrayList<>();
    while (!open.isEmpty()) {
      functions.add(new Body(this, open.poll()).lower());
    }
    return functions;
  }

  /// The variables that functions share; known when everything is lowered.
  public List<Global> globals() {
    Map<String, Global> declared = new LinkedHashMap<>();
    globals.forEach(
        (variable, symbol) ->
            declared.put(symbol, new Global(symbol, globalType(variable), variable.declared())));
    loadedFlags.forEach(
        (unit, symbol) ->
            declared.put(symbol, new Global(symbol, Scalar.I1, unit.routine().span())));
    if (program.resolution().conversation() != null) {
      declared.put(SHOW, new Global(SHOW, HostType.ANY, main().span()));
    }
    return List.copyOf(declared.values());
  }

  /// The function of this program that a call from another language reaches.
  public Linker.Target target(Stmt.FunctionDecl function) {
    Instance instance = program.annotated(function);
    return new Linker.Target(
        want(instance),
        instance.arguments().stream().map(Ty::representation).toList(),
        instance.result().representation());
  }

  Program program() {
    return program;
  }

  Linker linker() {
    return linker;
  }

  /// Makes sure that an instance is lowered; gives its symbol.
  String want(Instance instance) {
    if (wanted.add(instance)) {
      open.add(instance);
    }
    return instance.symbol();
  }

  String symbol(Variable global) {
    return Objects.requireNonNull(globals.get(global), global::name);
  }

  Type globalType(Variable global) {
    Ty ty = program.global(global);
    return ty == Ty.NEVER ? org.tosc.tir.ir.HostType.ANY : ty.representation();
  }

  /// The variables of a routine in the order of their declaration.
  List<Variable> owned(Routine routine) {
    return owned.getOrDefault(routine, List.of());
  }

  /// The global that says whether a file has been evaluated.
  String loadedFlag(Resolution.Unit unit) {
    return loadedFlags.computeIfAbsent(unit, u -> unique(u.name() + ".loaded"));
  }

  private String globalName(Variable variable) {
    boolean main = variable.owner() == main();
    Conversation conversation = program.resolution().conversation();
    if (conversation != null && main) {
      return entryName(variable, conversation);
    }
    return unique(main ? variable.name() : variable.owner().name() + "." + variable.name());
  }

  /// What earlier entries and this one name alike is one global; what only this one sees has a name
  /// that no other entry has.
  private String entryName(Variable variable, Conversation conversation) {
    String known = program.resolution().knownSymbol(variable);
    if (known != null) {
      return known;
    }
    return variable.isShared()
        ? variable.name()
        : unique(variable.name() + "$e" + conversation.entry());
  }

  private Routine main() {
    return program.resolution().units().getLast().routine();
  }

  /// Whether a routine is the file of an entry of a conversation.
  boolean isEntry(Routine routine) {
    return program.resolution().conversation() != null && routine == main();
  }

  /// Whether an earlier entry may have given a variable its value.
  boolean isKnown(Variable variable) {
    Conversation conversation = program.resolution().conversation();
    return conversation != null
        && conversation.known().stream().anyMatch(k -> k.symbol().equals(symbol(variable)));
  }

  private String unique(String base) {
    String name = base;
    for (int i = 2; !globalNames.add(name); i++) {
      name = base + "$" + i;
    }
    return name;
  }
}
