package org.tosc.frontend.pseudocode.resolve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.Block;
import org.tosc.frontend.pseudocode.ast.ClassMember;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.ModelMember;
import org.tosc.frontend.pseudocode.ast.Node;
import org.tosc.frontend.pseudocode.ast.Param;
import org.tosc.frontend.pseudocode.ast.Pattern;
import org.tosc.frontend.pseudocode.ast.SourceFile;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.ast.Target;
import org.tosc.frontend.pseudocode.ast.TypeExpr;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Resolves the names of one file; imported files have been resolved before it.
///
/// A bare assignment rebinds the name where an enclosing scope has it and otherwise declares it in
/// the nearest routine. `let` and `const` declare in their block, from there on. Functions,
/// classes, models and enumerations are known in the whole block that declares them. The bodies of
/// nested routines are resolved after the routine around them, so they see all its names.
///
/// Expressions are walked with an explicit stack, statements by recursion that the grammar bounds.
public final class Resolver {
  private final Resolution resolution;
  private final Predicate<String> isBuiltin;
  private final Set<String> builtinNames;
  private final Consumer<Diagnostic> report;
  private final Deque<Runnable> later = new ArrayDeque<>();
  private final Map<Routine, Set<String>> assignedNames = new LinkedHashMap<>();
  private final Deque<Loop> loops = new ArrayDeque<>();
  private final Set<String> reported = new HashSet<>();
  private boolean inConversation;

  /// A loop that is being walked and the variables it has assigned so far.
  private record Loop(Node node, Routine routine, Set<Variable> assigned) {}

  public Resolver(Resolution resolution, Set<String> builtinNames, Consumer<Diagnostic> report) {
    this.resolution = resolution;
    this.builtinNames = builtinNames;
    this.isBuiltin = builtinNames::contains;
    this.report = report;
  }

  /// Resolves a file under a key that its importers use.
  public Resolution.Unit file(
      String key, String name, SourceFile file, Map<Node, Resolution.Unit> imports) {
    Span span = file.source().span(0, 0);
    Routine routine =
        new Routine(
            Routine.Kind.FILE,
            name,
            null,
            new Ident(name, span),
            span,
            List.of(),
            null,
            file.statements());
    imports.forEach(resolution::imported);
    Scope scope = new Scope(null, Scope.Kind.ROUTINE, routine, Set.of());
    if (inConversation) {
      recall(java.util.Objects.requireNonNull(resolution.conversation()), span, scope);
    }
    statements(file.statements(), scope);
    while (!later.isEmpty()) {
      later.poll().run();
    }
    if (inConversation) {
      remember(file, scope);
    }
    Resolution.Unit unit = new Resolution.Unit(name, routine, exports(file, scope));
    resolution.unit(key, unit);
    return unit;
  }

  /// Makes the file an entry of the resolution's conversation.
  public Resolver inConversation() {
    inConversation = true;
    return this;
  }

  private void recall(Conversation conversation, Span span, Scope scope) {
    for (Conversation.Known known : conversation.known()) {
      Variable variable =
          new Variable(
              known.name(),
              known.constant() ? Variable.Kind.CONST : Variable.Kind.ASSIGNED,
              scope.routine,
              span,
              null,
              true);
      variable.share();
      scope.names.put(known.name(), variable);
      resolution.variable(new Ident(known.name(), span), variable);
      resolution.known(variable, known.symbol());
    }
  }

  /// Shares the file's variables with later entries. Imported modules are values there.
  private void remember(SourceFile file, Scope scope) {
    for (Variable variable : scope.names.values()) {
      if (variable.owner() == scope.routine) {
        variable.share();
      }
    }
    for (Stmt statement : file.statements()) {
      Resolution.Unit unit = statement instanceof Stmt.Import i ? resolution.imported(i) : null;
      if (unit != null) {
        unit.exports().values().forEach(Resolver::use);
      }
    }
    resolution.names(scope.names);
  }

  private Map<String, Variable> exports(SourceFile file, Scope scope) {
    Map<String, Variable> named = new LinkedHashMap<>();
    for (Stmt statement : file.statements()) {
      switch (statement) {
        case Stmt.Export export -> export.names().forEach(n -> export(n, scope, named));
        case Stmt.ExportDecl(var declaration, _) ->
            declaredNames(declaration).forEach(n -> export(n, scope, named));
        default -> {}
      }
    }
    if (named.isEmpty()) {
      scope.names.forEach(
          (name, variable) -> {
            if (variable.kind() != Variable.Kind.MODULE && variable.owner() == scope.routine) {
              named.put(name, variable);
            }
          });
    }
    return named;
  }

  private void export(Ident name, Scope scope, Map<String, Variable> named) {
    Variable variable = scope.names.get(name.text());
    if (variable == null) {
      undefined(name.text(), name.span(), scope);
      return;
    }
    variable.noteExport();
    named.put(name.text(), variable);
  }

  private static List<Ident> declaredNames(Stmt declaration) {
    return switch (declaration) {
      case Stmt.FunctionDecl f -> List.of(f.name());
      case Stmt.ClassDecl c -> List.of(c.name());
      case Stmt.ModelDecl m -> List.of(m.name());
      case Stmt.EnumDecl e -> List.of(e.name());
      case Stmt.Let(_, Pattern.Binding(var name, _), _, _, _) -> List.of(name);
      case Stmt.Assign(Expr.Name name, _, _, _) -> List.of(new Ident(name.text(), name.span()));
      default -> List.of();
    };
  }

  // Statements.

  private void block(Block block, Scope outer, Scope.Kind kind) {
    statements(block.statements(), outer.inner(kind));
  }

  private void statements(List<Stmt> statements, Scope scope) {
    statements.forEach(s -> predeclare(s, scope));
    statements.forEach(s -> statement(s, scope));
  }

  /// Declares what is known in the whole block.
  private void predeclare(Stmt statement, Scope scope) {
    switch (statement) {
      case Stmt.FunctionDecl f -> declare(f.name(), Variable.Kind.FUNCTION, f, scope);
      case Stmt.ClassDecl c -> declare(c.name(), Variable.Kind.CLASS, c, scope);
      case Stmt.ModelDecl m -> declare(m.name(), Variable.Kind.MODEL, m, scope);
      case Stmt.EnumDecl e -> predeclareEnum(e, scope);
      case Stmt.ExportDecl(var declaration, _) -> predeclare(declaration, scope);
      default -> {}
    }
  }

  /// `E` and, for the older dialect, `E_A`, `E_values` and `E_names`.
  private void predeclareEnum(Stmt.EnumDecl declaration, Scope scope) {
    declare(declaration.name(), Variable.Kind.ENUM, declaration, scope);
    String prefix = declaration.name().text() + "_";
    for (Stmt.EnumEntry entry : declaration.entries()) {
      Variable member =
          new Variable(
              prefix + entry.name().text(),
              Variable.Kind.ENUM_GLOBAL,
              scope.routine,
              entry.span(),
              entry,
              scope.isFileScope());
      scope.names.putIfAbsent(member.name(), member);
      resolution.variable(entry, scope.names.get(member.name()));
    }
    for (Ident list : resolution.enumLists(declaration)) {
      Variable variable =
          new Variable(
              list.text(),
              Variable.Kind.ENUM_GLOBAL,
              scope.routine,
              list.span(),
              null,
              scope.isFileScope());
      scope.names.putIfAbsent(list.text(), variable);
      resolution.variable(list, scope.names.get(list.text()));
    }
  }

  private void statement(Stmt statement, Scope scope) {
    switch (statement) {
      case Stmt.ExprStmt(var value, _) -> expression(value, scope);
      case Stmt.Assign(var target, var op, var value, _) -> {
        expression(value, scope);
        target(target, op != null, scope);
      }
      case Stmt.Let let -> let(let, scope);
      case Stmt.Print(var args, _) -> args.forEach(a -> expression(a, scope));
      case Stmt.Input(var target, _) -> target(target, false, scope);
      case Stmt.If(var arms, var otherwise, _) -> {
        for (Stmt.Arm arm : arms) {
          expression(arm.condition(), scope);
          block(arm.body(), scope, Scope.Kind.BLOCK);
        }
        optional(otherwise, scope);
      }
      case Stmt.While w ->
          loop(
              w,
              scope,
              inner -> {
                expression(w.condition(), scope);
                statements(w.body().statements(), inner);
              });
      case Stmt.RepeatUntil r ->
          loop(
              r,
              scope,
              inner -> {
                statements(r.body().statements(), inner);
                expression(r.condition(), inner);
              });
      case Stmt.Loop l -> loop(l, scope, inner -> statements(l.body().statements(), inner));
      case Stmt.ForIn f -> {
        expression(f.iterable(), scope);
        loop(
            f,
            scope,
            inner -> {
              f.names()
                  .forEach(
                      n -> assign(declare(n, Variable.Kind.LOOP, null, inner), inner, n.span()));
              statements(f.body().statements(), inner);
            });
      }
      case Stmt.ForRange f -> {
        expression(f.from(), scope);
        expression(f.to(), scope);
        optional(f.step(), scope);
        loop(
            f,
            scope,
            inner -> {
              assign(declare(f.name(), Variable.Kind.LOOP, null, inner), inner, f.name().span());
              statements(f.body().statements(), inner);
            });
      }
      case Stmt.Break _, Stmt.Continue _, Stmt.Pass _ -> {}
      case Stmt.Return(var value, _) -> optional(value, scope);
      case Stmt.Throw(var value, _) -> expression(value, scope);
      case Stmt.Try(var body, var handler, var last, _) -> {
        block(body, scope, Scope.Kind.BLOCK);
        if (handler != null) {
          catches(handler, scope);
        }
        optional(last, scope);
      }
      case Stmt.Match(var subject, var cases, var otherwise, _) -> {
        expression(subject, scope);
        cases.forEach(c -> matchCase(c, scope));
        optional(otherwise, scope);
      }
      case Stmt.FunctionDecl f ->
          function(f, Routine.Kind.FUNCTION, scope, resolution.declared(f.name()));
      case Stmt.ClassDecl c -> classDecl(c, scope);
      case Stmt.EnumDecl e -> {
        e.entries().forEach(entry -> optional(entry.value(), scope));
        assign(resolution.declared(e.name()), scope, e.name().span());
        e.entries().forEach(entry -> assign(resolution.declared(entry), scope, entry.span()));
      }
      case Stmt.ModelDecl m -> modelDecl(m, scope);
      case Stmt.TestDecl t -> {
        Routine routine =
            new Routine(
                Routine.Kind.TEST,
                t.name(),
                scope.routine,
                t,
                t.span(),
                List.of(),
                null,
                t.body().statements());
        nested(routine, scope, Set.of());
      }
      case Stmt.Import i -> importAll(i, scope);
      case Stmt.FromImport i -> importNames(i, scope);
      case Stmt.Export _ -> requireFile(statement, "export", scope);
      case Stmt.ExportDecl(var declaration, _) -> {
        requireFile(statement, "export", scope);
        statement(declaration, scope);
      }
      case Stmt.Load(var path, var name, _) -> {
        expression(path, scope);
        assignName(name, name.text(), name.span(), scope);
      }
      case Stmt.Save(var value, var path, _) -> {
        expression(value, scope);
        expression(path, scope);
      }
      case Stmt.Deploy(var model, var port, _) -> {
        expression(model, scope);
        optional(port, scope);
      }
      case Stmt.Pipeline p -> pipeline(p, scope);
      case Stmt.Step(var label, var body, _) -> step(label, body, scope);
      case Stmt.WithDevice(var device, var options, var body, _) -> {
        expression(device, scope);
        options.forEach(o -> expression(o.value(), scope));
        block(body, scope, Scope.Kind.BLOCK);
      }
      case Stmt.Git(_, var args, _) -> args.forEach(a -> expression(a, scope));
      case Stmt.Malformed(var parts, _) -> parts.forEach(p -> part(p, scope));
    }
  }

  private void part(Node part, Scope scope) {
    switch (part) {
      case Expr e -> expression(e, scope);
      case Stmt s -> {
        predeclare(s, scope);
        statement(s, scope);
      }
      case Block b -> block(b, scope, Scope.Kind.BLOCK);
      default -> part.children().forEach(c -> part(c, scope));
    }
  }

  private void let(Stmt.Let let, Scope scope) {
    optional(let.value(), scope);
    Variable.Kind kind =
        let.kind() == Stmt.Let.Kind.CONST ? Variable.Kind.CONST : Variable.Kind.LET;
    if (let.kind() == Stmt.Let.Kind.TENSOR
        && let.pattern() instanceof Pattern.Binding(var name, _)) {
      assignName(name, name.text(), name.span(), scope);
      return;
    }
    bindings(let.pattern())
        .forEach(
            n -> {
              Variable before = scope.names.get(n.text());
              boolean again =
                  before != null && kind == Variable.Kind.LET && before.kind() == Variable.Kind.LET;
              Variable variable =
                  again
                      ? again(n, java.util.Objects.requireNonNull(before))
                      : declare(n, kind, null, scope);
              assign(variable, scope, n.span());
            });
  }

  private Variable again(Ident name, Variable before) {
    resolution.variable(name, before);
    return before;
  }

  private void catches(Stmt.Catch handler, Scope scope) {
    Scope inner = scope.inner(Scope.Kind.BLOCK);
    if (handler.name() != null) {
      assign(
          declare(handler.name(), Variable.Kind.CATCH, null, inner), inner, handler.name().span());
    }
    statements(handler.body().statements(), inner);
  }

  private void matchCase(Stmt.Case matchCase, Scope scope) {
    Scope inner = scope.inner(Scope.Kind.BLOCK);
    pattern(matchCase.pattern(), inner);
    optional(matchCase.guard(), inner);
    statements(matchCase.body().statements(), inner);
  }

  private void pattern(Pattern pattern, Scope scope) {
    patternValues(pattern, scope);
    for (Ident name : bindings(pattern)) {
      Variable known = scope.names.get(name.text());
      Variable variable =
          known != null ? again(name, known) : declare(name, Variable.Kind.PATTERN, null, scope);
      assign(variable, scope, name.span());
    }
  }

  private void patternValues(Pattern pattern, Scope scope) {
    switch (pattern) {
      case Pattern.Value(var value, _) -> expression(value, scope);
      case Pattern.Range(var from, var to, _, _) -> {
        expression(from, scope);
        expression(to, scope);
      }
      case Pattern.ListOf(var items, _, _) -> items.forEach(i -> patternValues(i, scope));
      case Pattern.Or(var alternatives, _) -> alternatives.forEach(a -> patternValues(a, scope));
      case Pattern.Wildcard _, Pattern.Binding _, Pattern.Rest _, Pattern.Malformed _ -> {}
    }
  }

  /// The names that a pattern binds.
  public static List<Ident> bindings(Pattern pattern) {
    return switch (pattern) {
      case Pattern.Binding(var name, _) -> List.of(name);
      case Pattern.ListOf(var items, var rest, _) -> {
        List<Ident> names = new ArrayList<>();
        items.forEach(i -> names.addAll(bindings(i)));
        if (rest != null && rest.name() != null) {
          names.add(rest.name());
        }
        yield names;
      }
      case Pattern.Or(var alternatives, _) -> {
        List<Ident> names = new ArrayList<>();
        alternatives.forEach(a -> names.addAll(bindings(a)));
        yield names;
      }
      case Pattern.Value _,
          Pattern.Wildcard _,
          Pattern.Range _,
          Pattern.Rest _,
          Pattern.Malformed _ ->
          List.of();
    };
  }

  private void loop(Node node, Scope scope, Consumer<Scope> body) {
    loops.push(new Loop(node, scope.routine, new LinkedHashSet<>()));
    body.accept(scope.inner(Scope.Kind.LOOP));
    Loop done = loops.pop();
    resolution.assignedIn(node, List.copyOf(done.assigned()));
  }

  private void requireFile(Stmt statement, String word, Scope scope) {
    if (scope.routine.kind() != Routine.Kind.FILE || scope.kind != Scope.Kind.ROUTINE) {
      report.accept(
          Diagnostic.of(
              Code.E0603,
              statement.span(),
              "`" + word + "` must stand at the top level of a file"));
    }
  }

  // Declarations.

  private void function(
      Stmt.FunctionDecl f, Routine.Kind kind, Scope scope, @Nullable Variable variable) {
    Routine routine =
        new Routine(
            kind,
            f.name().text(),
            scope.routine,
            f,
            f.span(),
            f.params(),
            f.result(),
            f.body().statements());
    f.attributes().forEach(a -> a.args().forEach(arg -> expression(arg.value(), scope)));
    if (variable != null) {
      assign(variable, scope, f.name().span());
    }
    nested(routine, scope, Set.of());
  }

  private void classDecl(Stmt.ClassDecl c, Scope scope) {
    Variable variable = resolution.declared(c.name());
    optional(c.superclass(), scope);
    List<Stmt> none = List.of();
    Routine fields =
        new Routine(
            Routine.Kind.FIELDS,
            c.name().text(),
            scope.routine,
            c,
            c.span(),
            List.of(),
            null,
            none);
    method(
        fields,
        variable,
        scope,
        Set.of(),
        inner -> {
          for (ClassMember member : c.members()) {
            if (member instanceof ClassMember.Field field && !field.isStatic()) {
              optional(field.value(), inner);
            }
          }
        });
    for (ClassMember member : c.members()) {
      switch (member) {
        case ClassMember.Field field -> {
          if (field.isStatic()) {
            optional(field.value(), scope);
          }
        }
        case ClassMember.Method(var f, boolean isStatic, _) -> {
          method(f, isStatic, variable, scope, Set.of());
        }
      }
    }
    assign(variable, scope, c.name().span());
  }

  private void method(
      Stmt.FunctionDecl f, boolean isStatic, Variable owner, Scope scope, Set<String> members) {
    Routine.Kind kind = isStatic ? Routine.Kind.STATIC_METHOD : Routine.Kind.METHOD;
    Routine routine =
        new Routine(
            kind,
            f.name().text(),
            scope.routine,
            f,
            f.span(),
            f.params(),
            f.result(),
            f.body().statements());
    if (isStatic) {
      routine.owningClass(owner);
      nested(routine, scope, members);
    } else {
      method(routine, owner, scope, members, inner -> {});
    }
  }

  private void method(
      Routine routine, Variable owner, Scope scope, Set<String> members, Consumer<Scope> rest) {
    routine.owningClass(owner);
    routine.self(new Variable("self", Variable.Kind.SELF, routine, routine.span(), null, false));
    resolution.routine(routine.node(), routine);
    later.add(() -> rest.accept(body(routine, scope, members)));
  }

  private void modelDecl(Stmt.ModelDecl m, Scope scope) {
    Variable variable = resolution.declared(m.name());
    Set<String> members = new LinkedHashSet<>();
    for (ModelMember member : m.members()) {
      members.add(memberName(member).text());
    }
    Routine fields =
        new Routine(
            Routine.Kind.FIELDS,
            m.name().text(),
            scope.routine,
            m,
            m.span(),
            m.params(),
            null,
            List.of());
    method(
        fields,
        variable,
        scope,
        members,
        inner -> {
          for (ModelMember member : m.members()) {
            switch (member) {
              case ModelMember.Parameter(_, _, var value, _) -> expression(value, inner);
              case ModelMember.Configured(_, var settings, _) ->
                  settings.forEach(s -> setting(s.value(), inner));
              case ModelMember.Layer _, ModelMember.Method _ -> {}
            }
          }
        });
    for (ModelMember member : m.members()) {
      switch (member) {
        case ModelMember.Layer(var f, _) -> method(f, false, variable, scope, members);
        case ModelMember.Method(var f, _) -> method(f, false, variable, scope, members);
        case ModelMember.Parameter _, ModelMember.Configured _ -> {}
      }
    }
    assign(variable, scope, m.name().span());
  }

  /// A setting such as `kind=dense`: a name that nothing declares is a word of the setting.
  private void setting(Expr value, Scope scope) {
    if (value instanceof Expr.Name(var text, _) && lookup(text, scope) == null) {
      return;
    }
    expression(value, scope);
  }

  private static Ident memberName(ModelMember member) {
    return switch (member) {
      case ModelMember.Parameter p -> p.name();
      case ModelMember.Layer l -> l.function().name();
      case ModelMember.Configured c -> c.name();
      case ModelMember.Method m -> m.function().name();
    };
  }

  private void pipeline(Stmt.Pipeline p, Scope scope) {
    Routine routine =
        new Routine(
            Routine.Kind.PIPELINE,
            p.name().text(),
            scope.routine,
            p,
            p.span(),
            p.params(),
            null,
            p.body().statements());
    nested(routine, scope, Set.of());
    assignName(p.name(), p.name().text(), p.name().span(), scope);
  }

  private void step(Ident label, Block body, Scope scope) {
    block(body, scope, Scope.Kind.BLOCK);
    Ident name = new Ident("step" + label.text(), label.span());
    Variable variable = declare(name, Variable.Kind.STEP, null, scope.routineScope());
    resolution.variable(label, variable);
    assign(variable, scope, label.span());
  }

  /// Resolves a routine's body when the routine around it is done.
  private void nested(Routine routine, Scope scope, Set<String> members) {
    resolution.routine(routine.node(), routine);
    later.add(() -> body(routine, scope, members));
  }

  private Scope body(Routine routine, Scope outer, Set<String> members) {
    Scope around = new Scope(outer, Scope.Kind.MODEL, outer.routine, members);
    Scope scope = new Scope(around, Scope.Kind.ROUTINE, routine, Set.of());
    for (Param param : routine.params()) {
      Variable variable = declare(param.name(), Variable.Kind.PARAMETER, null, scope);
      assign(variable, scope, param.name().span());
      routine.parameters().add(variable);
    }
    routine.params().forEach(p -> optional(p.defaultValue(), scope));
    statements(routine.body(), scope);
    return scope;
  }

  // Modules.

  private void importAll(Stmt.Import i, Scope scope) {
    requireFile(i, "import", scope);
    Resolution.Unit unit = resolution.imported(i);
    Ident name = i.alias() != null ? i.alias() : new Ident(stem(i.path()), i.pathSpan());
    Variable module = declare(name, Variable.Kind.MODULE, i, scope);
    resolution.variable(i, module);
    assign(module, scope, name.span());
    if (unit != null) {
      unit.exports().values().forEach(Resolver::use);
    }
    if (unit != null && i.quoted() && i.alias() == null) {
      unit.exports()
          .forEach((exported, variable) -> scope.names.putIfAbsent(exported, use(variable)));
    }
  }

  private void importNames(Stmt.FromImport i, Scope scope) {
    requireFile(i, "from", scope);
    Resolution.Unit unit = resolution.imported(i);
    if (unit == null) {
      // The file could not be read; a diagnostic has said so. The names exist, with unknown values.
      i.names()
          .forEach(
              n ->
                  assign(
                      declare(
                          n.alias() != null ? n.alias() : n.name(),
                          Variable.Kind.ASSIGNED,
                          null,
                          scope),
                      scope,
                      n.span()));
      return;
    }
    if (i.names().isEmpty()) {
      unit.exports()
          .forEach((exported, variable) -> scope.names.putIfAbsent(exported, use(variable)));
    }
    for (Stmt.ImportName wanted : i.names()) {
      Variable variable = unit.exports().get(wanted.name().text());
      Ident local = wanted.alias() != null ? wanted.alias() : wanted.name();
      if (variable == null) {
        notExported(wanted.name(), unit);
        assign(declare(local, Variable.Kind.ASSIGNED, null, scope), scope, local.span());
      } else {
        scope.names.put(local.text(), use(variable));
        resolution.variable(local, variable);
      }
    }
  }

  private void notExported(Ident name, Resolution.Unit unit) {
    Diagnostic diagnostic =
        Diagnostic.of(
            Code.E0602, name.span(), "`" + unit.name() + "` does not export `" + name.text() + "`");
    report.accept(
        Suggestion.nearest(name.text(), unit.exports().keySet().stream())
            .map(
                near ->
                    diagnostic.fix(
                        "import `" + near + "`", List.of(new Diagnostic.Edit(name.span(), near))))
            .orElse(diagnostic));
  }

  private static Variable use(Variable variable) {
    variable.noteCapture(variable.declared().start());
    variable.noteExport();
    return variable;
  }

  static String stem(String path) {
    String file = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    int dot = file.lastIndexOf('.');
    return dot > 0 ? file.substring(0, dot) : file;
  }

  // Targets.

  private void target(Target target, boolean alsoRead, Scope scope) {
    switch (target) {
      case Expr.Name name -> {
        if (alsoRead) {
          name(name, scope);
        }
        assignName(name, name.text(), name.span(), scope);
      }
      case Target.Several(var targets, var rest, _) -> {
        targets.forEach(t -> target(t, false, scope));
        if (rest != null) {
          target(rest, false, scope);
        }
      }
      case Expr.Index e -> expression(e, scope);
      case Expr.Slice e -> expression(e, scope);
      case Expr.TensorIndex e -> expression(e, scope);
      case Expr.Member e -> {
        resolution.memberAssigned(e.name().text());
        expression(e, scope);
      }
      case Expr.Malformed e -> expression(e, scope);
    }
  }

  private void assignName(Node node, String text, Span span, Scope scope) {
    String member = member(text, scope);
    if (member != null) {
      resolution.memberAssigned(member);
      resolution.member(node, member);
      noteSelf(scope);
      return;
    }
    Variable variable = lookup(text, scope);
    if (variable == null || variable.kind() == Variable.Kind.SELF) {
      variable =
          new Variable(
              text,
              Variable.Kind.ASSIGNED,
              scope.routine,
              span,
              null,
              scope.routineScope().isFileScope());
      scope.routineScope().names.put(text, variable);
    }
    resolution.variable(node, variable);
    if (variable.kind() == Variable.Kind.CONST) {
      Diagnostic diagnostic =
          Diagnostic.of(Code.E0202, span, "cannot assign to the constant `" + text + "`");
      boolean here = resolution.knownSymbol(variable) == null;
      report.accept(
          here ? diagnostic.label(variable.declared(), "declared as a constant here") : diagnostic);
    }
    assign(variable, scope, span);
  }

  private void assign(Variable variable, Scope scope, Span span) {
    variable.noteAssignment(scope.routine, span.start());
    if (variable.owner() != scope.routine) {
      capture(variable, scope.routine);
    }
    for (Loop loop : loops) {
      if (loop.routine() == scope.routine) {
        loop.assigned().add(variable);
      }
    }
  }

  // Expressions.

  private void optional(@Nullable Node node, Scope scope) {
    switch (node) {
      case null -> {}
      case Block b -> block(b, scope, Scope.Kind.BLOCK);
      case Expr e -> expression(e, scope);
      default -> throw new IllegalStateException("no block or expression: " + node);
    }
  }

  private void expression(Expr root, Scope scope) {
    Deque<Node> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      Node node = open.pop();
      switch (node) {
        case Expr.Name name -> name(name, scope);
        case Expr.Self self -> self(self, self.span(), scope);
        case Expr.Super s -> self(s, s.span(), scope);
        case Expr.Lambda l -> lambda(l, scope);
        case Expr.Infer i -> settings(open, List.of(i.model()), i.input(), i.settings(), scope);
        case Expr.Train t -> train(open, t, scope);
        case TypeExpr _ -> {}
        case Stmt s -> part(s, scope);
        default -> pushReversed(open, node.children());
      }
    }
  }

  private void train(Deque<Node> open, Expr.Train t, Scope scope) {
    settings(open, List.of(t.model()), t.data(), t.settings(), scope);
    t.actions().forEach(a -> open.push(a.every()));
    if (t.epochs() != null) {
      open.push(t.epochs());
    }
    if (t.steps() != null) {
      open.push(t.steps());
    }
  }

  private void settings(
      Deque<Node> open,
      List<Expr> first,
      @Nullable Expr second,
      List<org.tosc.frontend.pseudocode.ast.Arg> settings,
      Scope scope) {
    settings.forEach(s -> setting(s.value(), scope));
    if (second != null) {
      open.push(second);
    }
    pushReversed(open, first);
  }

  private static void pushReversed(Deque<Node> open, List<? extends Node> nodes) {
    nodes.reversed().forEach(open::push);
  }

  private void lambda(Expr.Lambda l, Scope scope) {
    nested(
        new Routine(
            Routine.Kind.LAMBDA,
            "",
            scope.routine,
            l,
            l.span(),
            l.params(),
            l.result(),
            l.body().statements()),
        scope,
        Set.of());
  }

  private void self(Node node, Span span, Scope scope) {
    for (Routine r = scope.routine; r != null; r = r.parent()) {
      if (r.self() != null) {
        resolution.variable(node, r.self());
        r.self().noteRead();
        noteUse(r.self(), scope);
        if (node instanceof Expr.Super && r.owningClass() != null) {
          r.owningClass().noteRead();
          noteUse(r.owningClass(), scope);
          requireParent(r.owningClass(), span);
        }
        return;
      }
    }
    String word = node instanceof Expr.Super ? "super" : "self";
    report.accept(Diagnostic.of(Code.E0208, span, "`" + word + "` outside a method"));
  }

  private void requireParent(Variable owner, Span span) {
    if (owner.declaration() instanceof Stmt.ClassDecl c && c.superclass() == null) {
      report.accept(
          Diagnostic.of(
              Code.E0208,
              span,
              "`super` in class " + c.name().text() + ", which extends no other"));
    }
  }

  private void name(Expr.Name name, Scope scope) {
    String member = member(name.text(), scope);
    if (member != null) {
      resolution.member(name, member);
      noteSelf(scope);
      return;
    }
    Variable variable = lookup(name.text(), scope);
    if (variable == null && assignsLater(name.text(), scope)) {
      variable =
          new Variable(
              name.text(),
              Variable.Kind.ASSIGNED,
              scope.routine,
              name.span(),
              null,
              scope.routineScope().isFileScope());
      scope.routineScope().names.put(name.text(), variable);
    }
    if (variable != null) {
      resolution.variable(name, variable);
      variable.noteRead();
      noteUse(variable, scope);
    } else if (!isBuiltin.test(name.text())) {
      undefined(name.text(), name.span(), scope);
    }
  }

  private void noteSelf(Scope scope) {
    for (Routine r = scope.routine; r != null; r = r.parent()) {
      if (r.self() != null) {
        r.self().noteRead();
        noteUse(r.self(), scope);
        return;
      }
    }
  }

  /// Whether the routine assigns the name somewhere: then an earlier read may follow it in a loop.
  private boolean assignsLater(String name, Scope scope) {
    return assignedNames
        .computeIfAbsent(scope.routine, r -> AssignedNames.of(r.body()))
        .contains(name);
  }

  private void noteUse(Variable variable, Scope scope) {
    boolean itself =
        variable.declaration() != null && variable.declaration() == scope.routine.node();
    if (variable.owner() != scope.routine && !itself) {
      capture(variable, scope.routine);
    }
  }

  /// Marks the variable as captured by the routine and those between it and the owner.
  private static void capture(Variable variable, Routine user) {
    int offset = Integer.MAX_VALUE;
    for (Routine r = user; r != null && r != variable.owner(); r = r.parent()) {
      r.capture(variable);
      offset = r.span().start();
    }
    variable.noteCapture(offset);
  }

  private void undefined(String name, Span span, Scope scope) {
    if (name.isEmpty() || !reported.add(name + "@" + scope.routine.span().start())) {
      return;
    }
    Diagnostic diagnostic =
        Diagnostic.of(Code.E0201, span, "nothing named `" + name + "` is defined here");
    report.accept(
        Suggestion.nearest(name, scope.visibleNames())
            .or(() -> Suggestion.nearest(name, builtinNames.stream()))
            .map(
                near ->
                    diagnostic.fix("use `" + near + "`", List.of(new Diagnostic.Edit(span, near))))
            .orElse(diagnostic));
  }

  private Variable declare(
      Ident name, Variable.Kind kind, @Nullable Node declaration, Scope scope) {
    Variable variable =
        new Variable(
            name.text(), kind, scope.routine, name.span(), declaration, scope.isFileScope());
    Variable before = scope.names.put(name.text(), variable);
    if (before != null
        && before.declaration() != null
        && declaration != null
        && before.owner() == scope.routine
        && !name.isMissing()) {
      report.accept(
          Diagnostic.of(
                  Code.E0209, name.span(), "`" + name.text() + "` is declared twice in this block")
              .label(before.declared(), "declared here first"));
    }
    resolution.variable(name, variable);
    return variable;
  }

  private static @Nullable Variable lookup(String name, Scope from) {
    for (Scope s = from; s != null; s = s.outer) {
      Variable variable = s.names.get(name);
      if (variable != null) {
        return variable;
      }
    }
    return null;
  }

  /// The model member that a bare name means, unless an inner scope has a variable of that name.
  private static @Nullable String member(String name, Scope from) {
    for (Scope s = from; s != null; s = s.outer) {
      if (s.names.containsKey(name)) {
        return null;
      }
      if (s.members.contains(name)) {
        return name;
      }
    }
    return null;
  }
}
