package org.tosc.frontend.pseudocode.types;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.Block;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.Node;
import org.tosc.frontend.pseudocode.ast.Pattern;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.ast.Target;
import org.tosc.frontend.pseudocode.ast.TypeExpr;
import org.tosc.frontend.pseudocode.resolve.Bindings;
import org.tosc.frontend.pseudocode.resolve.Routine;
import org.tosc.frontend.pseudocode.resolve.Variable;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Follows statements, each with the types that the one before it leaves.
final class StatementFlow {
  private final Program program;
  private final Instance instance;
  private final Variables variables;
  private final Environment environment;
  private final Annotations annotations;
  private final Expressions expressions;
  private final BranchFlow branches;
  private final LoopFlow loops;
  private final DeclarationFlow declarations;
  private final StepFlow steps;
  private Ty result = Ty.NEVER;

  StatementFlow(
      Program program,
      Instance instance,
      Variables variables,
      Annotations annotations,
      Expressions expressions) {
    this.program = program;
    this.instance = instance;
    this.variables = variables;
    this.environment = variables.environment();
    this.annotations = annotations;
    this.expressions = expressions;
    this.branches = new BranchFlow(program, variables, expressions, this);
    this.loops = new LoopFlow(program, instance, variables, expressions, this);
    this.declarations = new DeclarationFlow(program, instance, variables, annotations, expressions);
    this.steps = new StepFlow(program, instance, variables);
  }

  void body(Routine routine) {
    switch (routine.node()) {
      case Stmt.ClassDecl c -> declarations.fields(c);
      case Stmt.ModelDecl m -> declarations.parametersOfModel(m);
      default -> statements(routine.body());
    }
  }

  /// The join of what has been returned so far.
  Ty result() {
    return result;
  }

  private void statements(List<Stmt> statements) {
    for (Stmt statement : statements) {
      if (statement.exported() instanceof Stmt.FunctionDecl f) {
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
      variables.declare(variable, Ty.FN);
    }
  }

  void block(@Nullable Block block) {
    if (block != null) {
      statements(block.statements());
    }
  }

  private void statement(Stmt statement) {
    switch (statement) {
      case Stmt.ExprStmt(var value, _) -> steps.made(statement, expressions.type(value));
      case Stmt.Assign(var target, var op, var value, var span) ->
          steps.made(
              statement,
              assignment(target, op == null ? null : new Expressions.Update(op, span), value));
      case Stmt.Let let -> let(let);
      case Stmt.Print(var args, _) -> args.forEach(expressions::type);
      case Stmt.Input(var target, _) -> target(target, Ty.ANY);
      case Stmt.If(var arms, var otherwise, _) -> branches.arms(arms, otherwise);
      case Stmt.While w ->
          loops.loop(w, () -> condition(w.condition()), () -> block(w.body()), null);
      case Stmt.RepeatUntil r ->
          loops.loop(
              r,
              () -> {},
              () -> {
                block(r.body());
                condition(r.condition());
              },
              null);
      case Stmt.Loop l -> {
        loops.loop(l, () -> {}, () -> block(l.body()), null);
        if (!Breaks.anyOf(l.body())) {
          environment.die();
        }
      }
      case Stmt.ForIn f -> loops.forIn(f);
      case Stmt.ForRange f -> loops.forRange(f);
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
      case Stmt.Try t -> branches.attempt(t);
      case Stmt.Match m -> branches.match(m);
      case Stmt.FunctionDecl f -> declarations.function(f);
      case Stmt.ClassDecl c -> declarations.classDecl(c);
      case Stmt.EnumDecl e -> declarations.enumDecl(e);
      case Stmt.ModelDecl m -> declarations.modelDecl(m);
      case Stmt.TestDecl t -> program.nested(instance, t);
      case Stmt.Import i -> declarations.importAll(i);
      case Stmt.FromImport i -> declarations.importNames(i);
      case Stmt.Export _ -> {}
      case Stmt.ExportDecl(var declaration, _) -> statement(declaration);
      case Stmt.Load(var path, var name, _) -> {
        expressions.type(path);
        variables.assignTo(name, Ty.ANY, name.span());
        steps.made(statement, Ty.ANY);
      }
      case Stmt.Save(var value, var path, _) -> {
        expressions.type(value);
        expressions.type(path);
      }
      case Stmt.Deploy(var model, var port, var name, var settings, _) -> {
        expressions.type(model);
        if (port != null) {
          expressions.type(port);
        }
        settings.forEach(s -> expressions.setting(s.value()));
        new SettingCheck(program).deploy(settings);
        if (name != null) {
          variables.assignTo(name, Ty.ANY, name.span());
        }
      }
      case Stmt.Pipeline p -> {
        if (p.isFunction()) {
          declarations.function(p.function());
          steps.made(statement, Ty.FN);
        } else {
          Ty made = steps.pipeline(p);
          variables.assignTo(p.name(), made, p.name().span());
          steps.made(statement, made);
        }
      }
      case Stmt.Step step -> steps.step(step, () -> block(step.body()));
      case Stmt.WithDevice(var device, var options, var body, _) -> {
        expressions.type(device);
        new SettingCheck(program).withDevice(options);
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

  void condition(Expr condition) {
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
    result = Join.of(result, Annotations.narrowed(wanted, ty));
  }

  private Ty assignment(Target target, Expressions.@Nullable Update update, Expr value) {
    Ty ty = expressions.type(value);
    Ty stored = update == null ? ty : expressions.updated(target, update, value, ty);
    target(target, stored);
    return stored;
  }

  private void target(Target target, Ty ty) {
    switch (target) {
      case Expr.Name name -> variables.assignTo(name, ty, name.span());
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
                        + let.type().text()
                        + ", found "
                        + expressions.describe(let.value(), value))
                .label(let.type().span(), "declared here"));
      }
      expressions.shapes().unify(wanted, value, let.type().span(), let.pattern().span());
      value =
          let.value() == null
              ? (wanted == Ty.ANY ? Ty.NIL : Ty.ANY)
              : Annotations.narrowed(wanted, value);
      for (Ident name : Bindings.of(let.pattern())) {
        if (wanted != Ty.ANY) {
          variables.promise(name, wanted);
        }
      }
    }
    steps.made(let, value);
    if (let.pattern() instanceof Pattern.Binding(var name, _)) {
      variables.declare(program.resolution().declared(name), value);
    } else {
      Bindings.of(let.pattern())
          .forEach(n -> variables.declare(program.resolution().declared(n), Ty.ANY));
    }
  }
}
