package org.tosc.frontend.pseudocode.types;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.Block;
import org.tosc.frontend.pseudocode.ast.ClassMember;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.ModelMember;
import org.tosc.frontend.pseudocode.ast.Node;
import org.tosc.frontend.pseudocode.ast.Param;
import org.tosc.frontend.pseudocode.ast.Pattern;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.ast.Target;
import org.tosc.frontend.pseudocode.ast.TypeExpr;
import org.tosc.frontend.pseudocode.resolve.Resolver;
import org.tosc.frontend.pseudocode.resolve.Routine;
import org.tosc.frontend.pseudocode.resolve.Variable;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Follows the flow of one routine and gives every expression its type.
///
/// Variables that a loop assigns hold, at its head and after it, the join of what they held before
/// and all that the loop assigns; the body is followed again until that stands. The same join is
/// what a `catch` sees of variables that the `try` assigns.
final class Flow {
  private final Program program;
  private final Instance instance;
  private final Environment environment = new Environment();
  private final Expressions expressions;
  private final Annotations annotations;
  private final Map<Variable, Ty> promised = new HashMap<>();
  private final Deque<Map<Variable, Ty>> assignedLogs = new ArrayDeque<>();
  private Ty result = Ty.NEVER;

  Flow(Program program, Instance instance) {
    this.program = program;
    this.instance = instance;
    this.annotations = new Annotations(this::classNamed, program::isKnown, program::report);
    this.expressions = new Expressions(program, instance, this);
  }

  Ty run() {
    Routine routine = instance.routine();
    parameters(routine);
    switch (routine.node()) {
      case Stmt.ClassDecl c -> fields(c);
      case Stmt.ModelDecl m -> parametersOfModel(m);
      default -> statements(routine.body());
    }
    if (!environment.isDead()) {
      result = Join.of(Ty.NIL, result);
    }
    instance.allNested().forEach(program::result);
    return result.widened();
  }

  Environment environment() {
    return environment;
  }

  Annotations annotations() {
    return annotations;
  }

  private @Nullable Variable classNamed(String name) {
    return program.classNamed(name);
  }

  private void parameters(Routine routine) {
    if (routine.self() != null) {
      Variable owner = routine.owningClass();
      environment.set(routine.self(), owner == null ? Ty.ANY : new Ty.InstanceOf(owner));
      instance.widenLocal(routine.self(), Ty.ANY);
    }
    for (int i = 0; i < routine.params().size(); i++) {
      Param param = routine.params().get(i);
      Ty given = i < instance.arguments().size() ? instance.arguments().get(i) : Ty.ANY;
      Ty ty = param.rest() ? Ty.LIST : parameter(param, given);
      declare(routine.parameters().get(i), ty);
    }
  }

  private Ty parameter(Param param, Ty given) {
    Ty standard = param.defaultValue() == null ? Ty.NEVER : expressions.type(param.defaultValue());
    Ty value =
        given == Ty.UNSET
            ? standard
            : given == Ty.ANY || param.defaultValue() == null ? given : Join.of(given, standard);
    if (given == Ty.UNSET) {
      value = standard;
    } else if (given != Ty.ANY) {
      value = given;
    }
    if (param.type() == null) {
      return value;
    }
    Ty wanted = annotations.type(param.type());
    if (param.defaultValue() != null && Annotations.refuses(wanted, standard)) {
      program.report(
          Diagnostic.of(
                  Code.E0307,
                  param.defaultValue().span(),
                  "parameter `"
                      + param.name().text()
                      + "` is "
                      + wanted
                      + ", its default is "
                      + standard.widened())
              .label(param.type().span(), "declared here"));
    }
    promised.put(program.resolution().declared(param.name()), wanted);
    return narrowed(wanted, value);
  }

  /// What a value holds after it has passed an annotation.
  static Ty narrowed(Ty wanted, Ty value) {
    if (wanted == Ty.ANY) {
      return value;
    }
    if (wanted instanceof Ty.Tensor(var type)
        && value instanceof Ty.Tensor(var known)
        && known.rank() == type.rank()) {
      return known.isStatic() ? value : wanted;
    }
    if (wanted == Ty.TENSOR && value instanceof Ty.Tensor) {
      return value;
    }
    return wanted;
  }

  // Variables.

  /// Gives a variable its value at its declaration or by an assignment.
  void declare(Variable variable, Ty ty) {
    Variable.Home home = variable.home();
    boolean own = variable.owner() == instance.routine();
    if (home == Variable.Home.GLOBAL) {
      program.assignGlobal(variable, ty);
    } else if (home != Variable.Home.CELL && own) {
      instance.widenLocal(variable, Join.assigned(ty).widened());
    }
    if (own
        && (home == Variable.Home.GLOBAL
            || home == Variable.Home.SLOT
            || home == Variable.Home.COPIED)) {
      environment.set(variable, ty);
      assignedLogs.forEach(log -> log.merge(variable, ty, Join::of));
    } else if (own) {
      environment.set(variable, Ty.ANY);
    }
  }

  /// The type of a variable that is read here.
  Ty read(Variable variable, Span at) {
    boolean own = variable.owner() == instance.routine();
    if (variable.isConstantDeclaration() && variable.kind() == Variable.Kind.FUNCTION) {
      return new Ty.Function(variable);
    }
    Ty ty;
    if (own && !(variable.home() == Variable.Home.GLOBAL && variable.isAssignedElsewhere())) {
      ty = environment.get(variable);
    } else if (variable.home() == Variable.Home.GLOBAL) {
      ty = program.readGlobal(variable);
      instance.globalsRead().add(variable);
      if (own && environment.get(variable) == Ty.UNSET) {
        ty = new Ty.Maybe(Join.assigned(ty));
      }
    } else {
      ty = captured(variable);
    }
    if (own && ty instanceof Ty.Maybe) {
      instance.noteMayBeUnset(variable);
      if (variable.home() == Variable.Home.GLOBAL) {
        program.mayBeUnset(variable);
      }
    }
    if (ty == Ty.UNSET && !environment.isDead()) {
      unset(variable, at);
      return Ty.ANY;
    }
    return ty;
  }

  private void unset(Variable variable, Span at) {
    Diagnostic diagnostic =
        Diagnostic.of(Code.E0210, at, "`" + variable.name() + "` is used before it is assigned");
    program.report(
        variable.declared().equals(at)
            ? diagnostic.note("a value was expected to be assigned to it above this line")
            : diagnostic.label(variable.declared(), "declared here"));
  }

  private Ty captured(Variable variable) {
    if (variable.home() == Variable.Home.CELL) {
      return Ty.ANY;
    }
    for (Instance i = instance.outer(); i != null; i = i.outer()) {
      if (i.routine() == variable.owner()) {
        return i.local(variable);
      }
    }
    return Ty.ANY;
  }

  private void assign(Variable variable, Ty ty, Span at) {
    Ty wanted = promised.get(variable);
    if (wanted != null && Annotations.refuses(wanted, ty)) {
      program.report(
          Code.E0306,
          at,
          "`" + variable.name() + "` is declared as " + wanted + ", found " + ty.widened());
    }
    declare(variable, wanted == null ? ty : narrowed(wanted, ty));
  }

  /// The type that an annotation promises for a variable.
  @Nullable Ty promise(Variable variable) {
    return promised.get(variable);
  }

  // Statements.

  private void statements(List<Stmt> statements) {
    for (Stmt statement : statements) {
      if (statement instanceof Stmt.FunctionDecl f) {
        predeclare(f);
      } else if (statement instanceof Stmt.ExportDecl(Stmt.FunctionDecl f, _)) {
        predeclare(f);
      }
    }
    for (Stmt statement : statements) {
      statement(statement);
    }
  }

  private void predeclare(Stmt.FunctionDecl f) {
    Variable variable = program.resolution().declared(f.name());
    if (variable.home() == Variable.Home.GLOBAL && variable.owner() == instance.routine()) {
      declare(variable, Ty.FN);
    }
  }

  private void block(@Nullable Block block) {
    if (block != null) {
      statements(block.statements());
    }
  }

  private void statement(Stmt statement) {
    switch (statement) {
      case Stmt.ExprStmt(var value, _) -> expressions.type(value);
      case Stmt.Assign(var target, var op, var value, var span) ->
          assignment(target, op == null ? null : new Expressions.Update(op, span), value);
      case Stmt.Let let -> let(let);
      case Stmt.Print(var args, _) -> args.forEach(expressions::type);
      case Stmt.Input(var target, _) -> target(target, Ty.ANY);
      case Stmt.If(var arms, var otherwise, _) -> arms(arms, 0, otherwise);
      case Stmt.While w -> loop(w, () -> condition(w.condition()), () -> block(w.body()), null);
      case Stmt.RepeatUntil r ->
          loop(
              r,
              () -> {},
              () -> {
                block(r.body());
                condition(r.condition());
              },
              null);
      case Stmt.Loop l -> {
        loop(l, () -> {}, () -> block(l.body()), null);
        if (!Breaks.anyOf(l.body())) {
          environment.die();
        }
      }
      case Stmt.ForIn f -> forIn(f);
      case Stmt.ForRange f -> forRange(f);
      case Stmt.Break _, Stmt.Continue _ -> environment.die();
      case Stmt.Pass _ -> {}
      case Stmt.Return(var value, var span) -> {
        returned(
            value == null ? Ty.NIL : expressions.type(value), value == null ? span : value.span());
        environment.die();
      }
      case Stmt.Throw(var value, _) -> {
        expressions.type(value);
        environment.die();
      }
      case Stmt.Try t -> attempt(t);
      case Stmt.Match m -> match(m);
      case Stmt.FunctionDecl f -> function(f);
      case Stmt.ClassDecl c -> classDecl(c);
      case Stmt.EnumDecl e -> enumDecl(e);
      case Stmt.ModelDecl m -> modelDecl(m);
      case Stmt.TestDecl t -> program.nested(instance, t);
      case Stmt.Import i -> importAll(i);
      case Stmt.FromImport i -> importNames(i);
      case Stmt.Export _ -> {}
      case Stmt.ExportDecl(var declaration, _) -> statement(declaration);
      case Stmt.Load(var path, var name, _) -> {
        expressions.type(path);
        assignTo(name, Ty.ANY, name.span());
      }
      case Stmt.Save(var value, var path, _) -> {
        expressions.type(value);
        expressions.type(path);
      }
      case Stmt.Deploy(var model, var port, _) -> {
        expressions.type(model);
        if (port != null) {
          expressions.type(port);
        }
      }
      case Stmt.Pipeline p -> {
        program.nested(instance, p);
        assignTo(p.name(), Ty.ANY, p.name().span());
      }
      case Stmt.Step(var label, var body, _) -> {
        block(body);
        declare(program.resolution().declared(label), Ty.ANY);
      }
      case Stmt.WithDevice(var device, var options, var body, _) -> {
        expressions.type(device);
        options.forEach(o -> expressions.type(o.value()));
        block(body);
      }
      case Stmt.Git(_, var args, _) -> args.forEach(expressions::type);
      case Stmt.Malformed(var parts, _) -> parts.forEach(this::part);
    }
  }

  private void part(Node part) {
    switch (part) {
      case Expr e -> expressions.type(e);
      case Stmt s -> statement(s);
      case Block b -> block(b);
      default -> part.children().forEach(this::part);
    }
  }

  private void condition(Expr condition) {
    Ty ty = expressions.type(condition);
    if (ty instanceof Ty.Tensor(var type) && type.rank() > 0) {
      program.report(
          Diagnostic.of(Code.W0301, condition.span(), "a tensor as a condition is always true")
              .note("use `all(…)` or `any(…)` and `item()` to ask about its elements"));
    }
  }

  private void returned(Ty ty, Span at) {
    TypeExpr annotation = instance.routine().result();
    if (annotation == null) {
      result = Join.of(result, ty);
      return;
    }
    Ty wanted = annotations.type(annotation);
    if (Annotations.refuses(wanted, ty)) {
      program.report(
          Diagnostic.of(
                  Code.E0308,
                  at,
                  "`"
                      + instance.routine().name()
                      + "` returns "
                      + wanted
                      + ", found "
                      + ty.widened())
              .label(annotation.span(), "declared here"));
    }
    expressions.shapes().unify(wanted, ty, annotation.span(), at);
    result = Join.of(result, narrowed(wanted, ty));
  }

  private void assignment(Target target, Expressions.@Nullable Update update, Expr value) {
    Ty ty = expressions.type(value);
    Ty stored = update == null ? ty : expressions.updated(target, update, value, ty);
    target(target, stored);
  }

  private void target(Target target, Ty ty) {
    switch (target) {
      case Expr.Name name -> assignTo(name, ty, name.span());
      case Target.Several(var targets, var rest, _) -> {
        List<Ty> items =
            ty instanceof Ty.ListOf(List<Ty> known)
                    && known != null
                    && known.size() == targets.size()
                    && rest == null
                ? known
                : List.of();
        for (int i = 0; i < targets.size(); i++) {
          target(targets.get(i), items.isEmpty() ? Ty.ANY : items.get(i).widened());
        }
        if (rest != null) {
          target(rest, Ty.LIST);
        }
      }
      case Expr.Index e -> expressions.parts(e);
      case Expr.Slice e -> expressions.parts(e);
      case Expr.TensorIndex e -> expressions.parts(e);
      case Expr.Member e -> expressions.parts(e);
      case Expr.Malformed e -> expressions.type(e);
    }
  }

  private void assignTo(Node name, Ty ty, Span at) {
    if (program.resolution().member(name) == null) {
      assign(program.resolution().declared(name), ty, at);
    }
  }

  private void let(Stmt.Let let) {
    Ty value = let.value() == null ? Ty.NIL : expressions.type(let.value());
    if (let.kind() == Stmt.Let.Kind.TENSOR) {
      value = expressions.tensorOf(let, value);
    }
    if (let.type() != null) {
      Ty wanted = annotations.type(let.type());
      if (let.value() != null
          && (Annotations.refuses(wanted, value)
              || expressions.itemsRefused(let.type(), let.value()))) {
        program.report(
            Diagnostic.of(
                    Code.E0306,
                    let.value().span(),
                    "`"
                        + let.pattern().span().text()
                        + "` is declared as "
                        + Annotations.text(let.type())
                        + ", found "
                        + expressions.describe(let.value(), value))
                .label(let.type().span(), "declared here"));
      }
      expressions.shapes().unify(wanted, value, let.type().span(), let.pattern().span());
      value = let.value() == null ? (wanted == Ty.ANY ? Ty.NIL : Ty.ANY) : narrowed(wanted, value);
      for (Ident name : Resolver.bindings(let.pattern())) {
        if (wanted != Ty.ANY) {
          promised.put(program.resolution().declared(name), wanted);
        }
      }
    }
    if (let.pattern() instanceof Pattern.Binding(var name, _)) {
      declare(program.resolution().declared(name), value);
    } else {
      Resolver.bindings(let.pattern())
          .forEach(n -> declare(program.resolution().declared(n), Ty.ANY));
    }
  }

  // Branches.

  private void arms(List<Stmt.Arm> arms, int from, @Nullable Block otherwise) {
    List<Environment.Branch> branches = new ArrayList<>();
    List<Stmt.Arm> rest = arms.subList(from, arms.size());
    for (Stmt.Arm arm : rest) {
      condition(arm.condition());
      branches.add(environment.branch(() -> block(arm.body())));
    }
    branches.add(environment.branch(() -> block(otherwise)));
    environment.merge(branches);
  }

  private void match(Stmt.Match m) {
    Ty subject = expressions.type(m.subject());
    List<Environment.Branch> branches = new ArrayList<>();
    for (Stmt.Case each : m.cases()) {
      branches.add(
          environment.branch(
              () -> {
                pattern(each.pattern(), subject);
                if (each.guard() != null) {
                  condition(each.guard());
                }
                block(each.body());
              }));
    }
    branches.add(environment.branch(() -> block(m.otherwise())));
    environment.merge(branches);
  }

  private void pattern(Pattern pattern, Ty subject) {
    switch (pattern) {
      case Pattern.Value(var value, _) -> expressions.type(value);
      case Pattern.Range(var from, var to, _, _) -> {
        expressions.type(from);
        expressions.type(to);
      }
      case Pattern.Binding(var name, _) ->
          declare(program.resolution().declared(name), subject.widened());
      case Pattern.ListOf(var items, var rest, _) -> {
        items.forEach(i -> pattern(i, Ty.ANY));
        if (rest != null && rest.name() != null) {
          declare(program.resolution().declared(rest.name()), Ty.LIST);
        }
      }
      case Pattern.Or(var alternatives, _) -> alternatives.forEach(a -> pattern(a, Ty.ANY));
      case Pattern.Wildcard _, Pattern.Rest _, Pattern.Malformed _ -> {}
    }
  }

  private void attempt(Stmt.Try t) {
    Map<Variable, Ty> log = new HashMap<>();
    assignedLogs.push(log);
    expressions.enterTry();
    Environment.Branch body = environment.branch(() -> block(t.body()));
    expressions.leaveTry();
    assignedLogs.pop();
    List<Environment.Branch> ends = new ArrayList<>(List.of(body));
    Stmt.Catch handler = t.handler();
    if (handler != null) {
      ends.add(
          environment.branch(
              () -> {
                log.forEach(
                    (variable, ty) ->
                        environment.set(variable, Join.of(environment.get(variable), ty)));
                if (handler.name() != null) {
                  declare(program.resolution().declared(handler.name()), Ty.ANY);
                }
                block(handler.body());
              }));
    }
    environment.merge(ends);
    Block last = t.last();
    if (last == null) {
      return;
    }
    if (!environment.isDead()) {
      block(last);
    }
    // The cleanup also runs when the others are left early: its recorded types must hold for all
    // that may have been assigned, so it is followed once more.
    environment.branch(
        () -> {
          environment.revive();
          log.forEach(
              (variable, ty) -> environment.set(variable, Join.of(environment.get(variable), ty)));
          block(last);
        });
  }

  // Loops.

  private void loop(Node node, Runnable head, Runnable body, @Nullable Runnable entry) {
    List<Variable> assigned = program.resolution().assignedIn(node);
    for (Variable variable : assigned) {
      if (variable.owner() == instance.routine()) {
        environment.set(variable, environment.get(variable).widened());
      }
    }
    Map<Variable, Ty> total = new HashMap<>();
    for (int i = 0; i < 6; i++) {
      Map<Variable, Ty> log = new HashMap<>();
      assignedLogs.push(log);
      head.run();
      environment.branch(
          () -> {
            if (entry != null) {
              entry.run();
            }
            body.run();
          });
      assignedLogs.pop();
      if (!widen(total, log, assigned, i >= 4)) {
        break;
      }
    }
  }

  /// Joins what a loop's body assigned into the variables at its head; tells whether that changed
  /// anything, so that the body must be followed again.
  private boolean widen(
      Map<Variable, Ty> total, Map<Variable, Ty> log, List<Variable> assigned, boolean give) {
    boolean changed = false;
    for (Variable variable : assigned) {
      Ty stored = log.get(variable);
      if (stored == null || variable.owner() != instance.routine()) {
        continue;
      }
      Ty before = environment.get(variable);
      Ty after = Join.of(before, give ? Ty.ANY : stored.widened());
      total.merge(variable, after, Join::of);
      if (!after.equals(before)) {
        environment.set(variable, after);
        changed = true;
      }
    }
    return changed;
  }

  private void forIn(Stmt.ForIn f) {
    Ty iterable = expressions.type(f.iterable());
    expressions.checkIterable(f.iterable(), iterable);
    Ty item =
        f.names().size() > 1
            ? Ty.ANY
            : iterable == Ty.RANGE ? Ty.INT : iterable instanceof Ty.Str ? Ty.STR : Ty.ANY;
    loop(
        f,
        () -> {},
        () -> block(f.body()),
        () -> f.names().forEach(n -> declare(program.resolution().declared(n), item)));
  }

  private void forRange(Stmt.ForRange f) {
    Ty from = expressions.type(f.from());
    Ty to = expressions.type(f.to());
    Ty step = f.step() == null ? Ty.INT : expressions.type(f.step());
    boolean integers = from instanceof Ty.Int && to instanceof Ty.Int && step instanceof Ty.Int;
    Variable variable = program.resolution().declared(f.name());
    loop(f, () -> {}, () -> block(f.body()), () -> declare(variable, integers ? Ty.INT : Ty.ANY));
  }

  // Declarations.

  private void function(Stmt.FunctionDecl f) {
    Variable variable = program.resolution().declared(f.name());
    f.attributes().forEach(a -> a.args().forEach(arg -> expressions.type(arg.value())));
    declare(variable, Ty.FN);
    Routine routine = program.resolution().routine(f);
    if (!routine.captures().isEmpty()
        || routine.parent() != null && routine.parent().kind() != Routine.Kind.FILE) {
      program.nested(instance, f);
    } else {
      program.noteDeclared(routine);
    }
  }

  private void classDecl(Stmt.ClassDecl c) {
    if (c.superclass() != null) {
      expressions.superclass(c.superclass());
    }
    program.nested(instance, c);
    for (ClassMember member : c.members()) {
      switch (member) {
        case ClassMember.Method(var f, _, _) -> program.nested(instance, f);
        case ClassMember.Field field -> {
          TypeExpr type = field.type();
          Expr value = field.value();
          if (type != null) {
            annotations.type(type);
          }
          if (field.isStatic() && value != null) {
            expressions.type(value);
          }
        }
      }
    }
    Variable variable = program.resolution().declared(c.name());
    declare(variable, variable.isConstantDeclaration() ? new Ty.ClassOf(variable) : Ty.ANY);
  }

  private void fields(Stmt.ClassDecl c) {
    for (ClassMember member : c.members()) {
      if (member instanceof ClassMember.Field(_, _, Expr value, boolean isStatic, _, _)
          && !isStatic
          && value != null) {
        expressions.type(value);
      }
    }
  }

  private void enumDecl(Stmt.EnumDecl e) {
    e.entries()
        .forEach(
            entry -> {
              if (entry.value() != null) {
                expressions.type(entry.value());
              }
            });
    Variable variable = program.resolution().declared(e.name());
    declare(variable, variable.isConstantDeclaration() ? new Ty.ClassOf(variable) : Ty.ANY);
    e.entries().forEach(entry -> declare(program.resolution().declared(entry), Ty.ANY));
    program
        .resolution()
        .enumLists(e)
        .forEach(list -> declare(program.resolution().declared(list), Ty.LIST));
  }

  private void modelDecl(Stmt.ModelDecl m) {
    program.nested(instance, m);
    for (ModelMember member : m.members()) {
      switch (member) {
        case ModelMember.Layer(var f, _) -> program.nested(instance, f);
        case ModelMember.Method(var f, _) -> program.nested(instance, f);
        case ModelMember.Parameter _, ModelMember.Configured _ -> {}
      }
    }
    Variable variable = program.resolution().declared(m.name());
    declare(variable, variable.isConstantDeclaration() ? new Ty.ClassOf(variable) : Ty.ANY);
  }

  private void parametersOfModel(Stmt.ModelDecl m) {
    for (ModelMember member : m.members()) {
      switch (member) {
        case ModelMember.Parameter(_, var type, var value, _) -> {
          if (type != null) {
            annotations.type(type);
          }
          expressions.type(value);
        }
        case ModelMember.Configured(_, var settings, _) ->
            settings.forEach(s -> expressions.setting(s.value()));
        case ModelMember.Layer _, ModelMember.Method _ -> {}
      }
    }
  }

  private void importAll(Stmt.Import i) {
    Variable variable = program.resolution().declared(i);
    var unit = program.resolution().imported(i);
    declare(variable, unit != null && variable.isAssignedOnce() ? new Ty.Module(unit) : Ty.ANY);
  }

  private void importNames(Stmt.FromImport i) {
    if (program.resolution().imported(i) == null) {
      i.names()
          .forEach(
              n ->
                  declare(
                      program.resolution().declared(n.alias() != null ? n.alias() : n.name()),
                      Ty.ANY));
    }
  }
}
