package org.tosc.frontend.pseudocode.resolve;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.foreign.ForeignFunction;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.Node;
import org.tosc.frontend.pseudocode.ast.Stmt;

/// What the resolver found out about a whole program. Nodes are compared by identity.
public final class Resolution {
  private final Map<Node, Variable> variables = new IdentityHashMap<>();
  private final Set<Variable> all = new LinkedHashSet<>();
  private final Map<Node, Routine> routines = new IdentityHashMap<>();
  private final Map<Node, String> members = new IdentityHashMap<>();
  private final Map<Node, List<Variable>> assignedInLoops = new IdentityHashMap<>();
  private final Set<String> assignedMembers = new LinkedHashSet<>();
  private final Map<Node, List<Ident>> enumLists = new IdentityHashMap<>();
  private final Map<String, Unit> units = new LinkedHashMap<>();
  private final Map<Node, Unit> imports = new IdentityHashMap<>();
  private final Map<Node, ForeignFunction> foreign = new IdentityHashMap<>();
  private final Map<Variable, String> knownSymbols = new IdentityHashMap<>();
  private final Map<String, Variable> names = new LinkedHashMap<>();
  private final @Nullable Conversation conversation;

  /// @param conversation what came before, where the program is an entry of a conversation
  public Resolution(@Nullable Conversation conversation) {
    this.conversation = conversation;
  }

  public Resolution() {
    this(null);
  }

  /// One file of the program.
  ///
  /// @param exports the names that importers see
  /// @param withheld names of a file of another language that importers cannot use, with the reason
  public record Unit(
      String name, Routine routine, Map<String, Variable> exports, Map<String, String> withheld) {}

  /// The variable that a name refers to or an identifier declares; null for a built-in.
  public @Nullable Variable variable(Node node) {
    return variables.get(node);
  }

  /// As [#variable], for nodes that always have one.
  public Variable declared(Node node) {
    return Objects.requireNonNull(variables.get(node), () -> "no variable for " + node);
  }

  /// All variables of the program, in the order of their declaration.
  public java.util.Collection<Variable> declarations() {
    return java.util.Collections.unmodifiableCollection(all);
  }

  /// The routine of a function, lambda, class field part, pipeline or test.
  public Routine routine(Node node) {
    return Objects.requireNonNull(routines.get(node), () -> "no routine for " + node);
  }

  /// The function of another language that a declaration stands for, or null.
  public @Nullable ForeignFunction foreign(Node declaration) {
    return foreign.get(declaration);
  }

  /// Notes the declarations that stand for functions of another language.
  public void foreign(Map<Stmt.FunctionDecl, ForeignFunction> functions) {
    foreign.putAll(functions);
  }

  /// The member of `self` that a bare name in a layer refers to.
  public @Nullable String member(Node name) {
    return members.get(name);
  }

  /// Whether some statement assigns a member of this name, to whatever object.
  public boolean isMemberAssigned(String name) {
    return assignedMembers.contains(name);
  }

  void memberAssigned(String name) {
    assignedMembers.add(name);
  }

  /// The variables that a loop's body assigns and that live outside it.
  public List<Variable> assignedIn(Node loop) {
    return assignedInLoops.getOrDefault(loop, List.of());
  }

  /// The names `E_values` and `E_names` that the older dialect gives to an enumeration's lists.
  public List<Ident> enumLists(Stmt.EnumDecl declaration) {
    return enumLists.computeIfAbsent(
        declaration,
        _ ->
            List.of(
                new Ident(declaration.name().text() + "_values", declaration.name().span()),
                new Ident(declaration.name().text() + "_names", declaration.name().span())));
  }

  /// The files in the order in which their imports are evaluated first; the program is the last.
  public List<Unit> units() {
    return List.copyOf(units.values());
  }

  public @Nullable Unit imported(Node importStatement) {
    return imports.get(importStatement);
  }

  public @Nullable Conversation conversation() {
    return conversation;
  }

  /// The global of a variable of an earlier entry.
  public @Nullable String knownSymbol(Variable variable) {
    return knownSymbols.get(variable);
  }

  /// The names that the next entry knows.
  public Map<String, Variable> names() {
    return java.util.Collections.unmodifiableMap(names);
  }

  void known(Variable variable, String symbol) {
    knownSymbols.put(variable, symbol);
  }

  void names(Map<String, Variable> known) {
    names.putAll(known);
  }

  /// Whether `object.name` is `step<label>.output`, the result of a pipeline's step, which is what
  /// the variable `object` holds.
  public boolean isStepResult(Expr.Member member) {
    Variable variable = variable(member.object());
    return variable != null && variable.kind() == Variable.Kind.STEP;
  }

  void variable(Node node, Variable variable) {
    all.add(variable);
    variables.put(node, variable);
  }

  void routine(Node node, Routine routine) {
    routines.put(node, routine);
  }

  void member(Node name, String member) {
    members.put(name, member);
  }

  void assignedIn(Node loop, List<Variable> assigned) {
    assignedInLoops.put(loop, assigned);
  }

  void unit(String key, Unit unit) {
    units.put(key, unit);
  }

  void imported(Node importStatement, Unit unit) {
    imports.put(importStatement, unit);
  }
}
