package org.tosc.frontend.pseudocode.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.BinaryOp;
import org.tosc.frontend.pseudocode.ast.Block;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.Pattern;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.ast.Target;
import org.tosc.frontend.pseudocode.resolve.Bindings;
import org.tosc.frontend.pseudocode.resolve.Resolution;
import org.tosc.frontend.pseudocode.resolve.Routine;
import org.tosc.frontend.pseudocode.resolve.Variable;
import org.tosc.frontend.pseudocode.types.Ty;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Lowers statements. What follows a statement that always leaves is not lowered.
final class StatementLowering {
  private final Body body;
  private final LoopLowering loops;
  private final DeclarationLowering declarations;
  private final StepLowering steps;
  private int guards;

  StatementLowering(Body body) {
    this.body = body;
    this.loops = new LoopLowering(body);
    this.declarations = new DeclarationLowering(body);
    this.steps = new StepLowering(body);
  }

  void all(List<Stmt> statements) {
    statements.forEach(this::open);
    statements.forEach(this::hoist);
    for (Stmt statement : statements) {
      if (body.builder().isTerminated()) {
        return;
      }
      lower(statement);
    }
  }

  /// The statements of an entry of a conversation, which shows the values of its expressions.
  void entry(List<Stmt> statements) {
    statements.forEach(this::open);
    statements.forEach(this::hoist);
    for (Stmt statement : statements) {
      if (body.builder().isTerminated()) {
        return;
      }
      if (statement instanceof Stmt.ExprStmt(var value, var span)
          && !(value instanceof Expr.Monitor)) {
        body.show(expressions().value(value), span);
      } else {
        lower(statement);
      }
    }
  }

  /// Makes the cells of the variables that a block declares.
  private void open(Stmt statement) {
    Stmt declared = statement.exported();
    if (declared instanceof Stmt.Let let && let.kind() != Stmt.Let.Kind.TENSOR) {
      Bindings.of(let.pattern()).forEach(this::cell);
    } else if (declared instanceof Stmt.Declaration declaration) {
      cell(declaration.name());
    }
    if (declared instanceof Stmt.EnumDecl e) {
      e.entries().forEach(entry -> cell(body.declared(entry), entry.span()));
    }
  }

  private void cell(Ident name) {
    cell(body.declared(name), name.span());
  }

  private void cell(Variable variable, Span span) {
    if (variable.home() == Variable.Home.CELL && variable.kind() != Variable.Kind.ASSIGNED) {
      body.newCell(variable, span);
    }
  }

  /// Functions without captures exist in their whole block.
  private void hoist(Stmt statement) {
    if (statement.exported() instanceof Stmt.FunctionDecl f && declarations.isHoisted(f)) {
      declarations.function(f);
    }
  }

  void block(Block block) {
    all(block.statements());
  }

  private void optional(@Nullable Block block) {
    if (block != null) {
      block(block);
    }
  }

  private ExpressionLowering expressions() {
    return body.expressions();
  }

  private void lower(Stmt statement) {
    Span span = statement.span();
    switch (statement) {
      case Stmt.ExprStmt(Expr.Monitor _, _) when !steps.isResult(statement) -> printMonitor(span);
      case Stmt.ExprStmt(var value, _) -> steps.made(statement, expressions().value(value));
      case Stmt.Assign(var target, var op, var value, _) ->
          steps.made(statement, assign(target, op, value, span));
      case Stmt.Let let -> let(let);
      case Stmt.Print(var args, _) -> {
        Value[] values = args.stream().map(expressions()::value).toArray(Value[]::new);
        body.builtin("print", span, values);
      }
      case Stmt.Input(var target, _) -> store(target, body.builtin("input", span), span);
      case Stmt.If(var arms, var otherwise, _) -> arms(arms, otherwise, span);
      case Stmt.While w -> loops.whileLoop(w);
      case Stmt.RepeatUntil r -> loops.repeat(r);
      case Stmt.Loop l -> loops.loop(l);
      case Stmt.ForIn f -> loops.forIn(f);
      case Stmt.ForRange f -> loops.forRange(f);
      case Stmt.Break _ -> body.builder().op(CoreOp.BREAK, span);
      case Stmt.Continue _ -> body.builder().op(CoreOp.CONTINUE, span);
      case Stmt.Pass _ -> {}
      case Stmt.Return(var value, _) -> returns(value, span);
      case Stmt.Throw(var value, _) ->
          body.builder().op(CoreOp.THROW, span, expressions().boxed(value));
      case Stmt.Try t -> attempt(t);
      case Stmt.Match m -> new MatchLowering(body).match(m);
      case Stmt.FunctionDecl f -> {
        if (!declarations.isHoisted(f)) {
          declarations.function(f);
        }
      }
      case Stmt.ClassDecl c -> declarations.classDecl(c);
      case Stmt.EnumDecl e -> declarations.enumDecl(e);
      case Stmt.ModelDecl m -> declarations.modelDecl(m);
      case Stmt.TestDecl _ -> {}
      case Stmt.Import i -> importAll(i);
      case Stmt.FromImport i -> evaluate(body.program().resolution().imported(i), span);
      case Stmt.Export _ -> {}
      case Stmt.ExportDecl(var declaration, _) -> lower(declaration);
      case Stmt.Load(var path, var name, _) -> {
        Value loaded =
            expressions().runtime("load", List.of(expressions().value(path)), List.of(), span);
        storeName(name, loaded, span);
        steps.made(statement, loaded);
      }
      case Stmt.Save(var value, var path, _) ->
          expressions()
              .runtime(
                  "save",
                  List.of(expressions().value(value), expressions().value(path)),
                  List.of(),
                  span);
      case Stmt.Deploy d -> deploy(d);
      case Stmt.Pipeline p -> pipeline(p);
      case Stmt.Step step -> steps.step(step, () -> block(step.body()));
      case Stmt.WithDevice w -> withDevice(w);
      case Stmt.Git(var action, var args, _) -> {
        List<Value> operands = new ArrayList<>(List.of(body.text(action.text(), action.span())));
        args.forEach(a -> operands.add(expressions().value(a)));
        expressions().runtime("git", operands, List.of(), span);
      }
      case Stmt.Malformed _ -> throw new IllegalStateException("a malformed statement at " + span);
    }
  }

  private void deploy(Stmt.Deploy d) {
    List<Value> operands = new ArrayList<>(List.of(expressions().value(d.model())));
    operands.add(d.port() == null ? body.nil(d.span()) : expressions().value(d.port()));
    List<String> names = expressions().settings(d.settings(), operands);
    Value server = expressions().runtime("deploy", operands, names, d.span());
    if (d.name() != null) {
      storeName(d.name(), server, d.span());
    }
  }

  // Assignments.

  /// Gives what was stored.
  private Value assign(Target target, @Nullable BinaryOp op, Expr value, Span span) {
    if (op != null) {
      return new UpdateLowering(body).update(target, op, value, span);
    }
    Value stored = expressions().value(value);
    storeTyped(target, stored, body.instance().type(value), span);
    return stored;
  }

  private void storeTyped(Target target, Value value, Ty ty, Span span) {
    if (target instanceof Expr.Name name && body.program().resolution().member(name) == null) {
      Value checked = promised(body.declared(name), value, ty, span);
      body.store(body.declared(name), checked, span);
    } else {
      store(target, value, span);
    }
  }

  /// The value after the check that the variable's annotation asks for.
  private Value promised(Variable variable, Value value, Ty ty, Span span) {
    var annotation = body.promise(variable);
    return annotation == null || (value.type() != HostType.ANY && !(ty instanceof Ty.Int))
        ? value
        : ParameterLowering.check(body, value, annotation, "`" + variable.name() + "`", span);
  }

  void store(Target target, Value value, Span span) {
    switch (target) {
      case Expr.Name name -> storeName(name, value, span);
      case Expr.Index(var object, var index, _) ->
          body.emit(
              HostOp.SET,
              Attributes.NONE,
              span,
              List.of(expressions().value(object), expressions().value(index), value));
      case Expr.Slice s -> slice(s, value, span);
      case Expr.TensorIndex(var object, var axes, _) ->
          body.emit(
              HostOp.SET,
              Attributes.NONE,
              span,
              List.of(expressions().value(object), expressions().axes(axes, span), value));
      case Expr.Member(var object, var name, _) ->
          body.emit(
              HostOp.SET_MEMBER,
              Attributes.of("name", Attribute.of(name.text())),
              span,
              List.of(expressions().value(object), value));
      case Target.Several(var targets, var rest, _) -> several(targets, rest, value, span);
      case Expr.Malformed _ -> throw new IllegalStateException("a malformed target at " + span);
    }
  }

  private void slice(Expr.Slice s, Value value, Span span) {
    List<Value> operands = new ArrayList<>(expressions().sliceParts(s));
    operands.add(value);
    body.emit(HostOp.SET_SLICE, Attributes.NONE, span, operands);
  }

  private void several(List<Target> targets, @Nullable Target rest, Value value, Span span) {
    List<Target> all = new ArrayList<>(targets);
    if (rest != null) {
      all.add(rest);
    }
    List<Value> items = body.unpack(value, all.size(), rest == null ? -1 : targets.size(), span);
    for (int i = 0; i < all.size(); i++) {
      store(all.get(i), items.get(i), span);
    }
  }

  private void storeName(org.tosc.frontend.pseudocode.ast.Node name, Value value, Span span) {
    Resolution resolution = body.program().resolution();
    String member = resolution.member(name);
    if (member != null) {
      body.emit(
          HostOp.SET_MEMBER,
          Attributes.of("name", Attribute.of(member)),
          span,
          List.of(expressions().self(span), value));
    } else {
      body.store(resolution.declared(name), value, span);
    }
  }

  private void let(Stmt.Let let) {
    Span span = let.span();
    Value value = let.value() == null ? body.nil(span) : expressions().value(let.value());
    Ty ty = let.value() == null ? Ty.NIL : body.instance().type(let.value());
    if (let.kind() == Stmt.Let.Kind.TENSOR && !ty.isTensor()) {
      value = body.builtin("tensor", span, value);
    }
    if (let.type() != null && let.value() != null) {
      value =
          ParameterLowering.check(
              body, value, let.type(), "`" + let.pattern().span().text() + "`", span);
    }
    if (let.type() != null && let.pattern() instanceof Pattern.Binding(var name, _)) {
      body.promise(body.declared(name), let.type());
    }
    steps.made(let, value);
    if (let.pattern() instanceof Pattern.Binding(var name, _)) {
      body.store(body.declared(name), value, span);
    } else {
      new MatchLowering(body).destructure(let.pattern(), value, span);
    }
  }

  /// `monitor` alone prints what it gives otherwise.
  private void printMonitor(Span span) {
    expressions().runtime("print monitor", List.of(), List.of(), span);
  }

  // Pipelines and devices.

  private void pipeline(Stmt.Pipeline p) {
    if (p.isFunction()) {
      lower(p.function());
    } else {
      Value made = steps.pipeline(p);
      storeName(p.name(), made, p.span());
      steps.made(p, made);
    }
  }

  /// Whatever leaves the block, the device before it comes back.
  private void withDevice(Stmt.WithDevice w) {
    Span span = w.span();
    List<Value> operands = new ArrayList<>(List.of(expressions().value(w.device())));
    List<String> names = expressions().settings(w.options(), operands);
    expressions().runtime("with device", operands, names, span);
    guards++;
    Region guarded = body.builder().block(span, () -> block(w.body()));
    Region leave =
        body.builder()
            .block(span, () -> expressions().runtime("leave device", List.of(), List.of(), span));
    body.builder()
        .opWith(
            CoreOp.FINALLY, List.of(), Attributes.NONE, span, List.of(), List.of(guarded, leave));
    guards--;
    body.unreachableIf(Leaves.always(w), span);
  }

  // Control.

  private void arms(List<Stmt.Arm> arms, @Nullable Block otherwise, Span span) {
    Stmt.Arm arm = arms.getFirst();
    Value condition = expressions().condition(arm.condition());
    body.branch(
        condition,
        span,
        () -> block(arm.body()),
        () -> {
          if (arms.size() > 1) {
            arms(arms.subList(1, arms.size()), otherwise, span);
          } else {
            optional(otherwise);
          }
        });
    body.unreachableIf(leaves(arms, otherwise), span);
  }

  private boolean leaves(List<Stmt.Arm> arms, @Nullable Block otherwise) {
    return otherwise != null
        && arms.stream().allMatch(a -> Leaves.always(a.body().statements()))
        && Leaves.always(otherwise.statements());
  }

  private void returns(@Nullable Expr value, Span span) {
    Routine routine = body.instance().routine();
    boolean self =
        value instanceof Expr.Call call
            && guards == 0
            && new CallLowering(body).isSelfCall(call)
            && routine.result() == null;
    if (self) {
      tailCall((Expr.Call) Objects.requireNonNull(value), span);
      return;
    }
    if (routine.kind() == Routine.Kind.FILE) {
      body.builder().op(CoreOp.RETURN, span);
      return;
    }
    Value result = value == null ? body.nil(span) : expressions().value(value);
    if (routine.result() != null
        && (!result.type().equals(body.resultType()) || result.type() == HostType.ANY)) {
      result =
          ParameterLowering.check(
              body, result, routine.result(), "the result of `" + routine.name() + "`", span);
    }
    body.builder().op(CoreOp.RETURN, span, body.coerce(result, body.resultType(), span));
  }

  private void tailCall(Expr.Call call, Span span) {
    List<Value> operands = new ArrayList<>();
    for (Variable variable : body.instance().routine().captures()) {
      operands.add(body.captured(variable, span));
    }
    operands.addAll(new CallLowering(body).bound(call, body.instance()));
    body.builder().op(CoreOp.TAIL_CALL, Attributes.NONE, span, operands);
  }

  private void attempt(Stmt.Try t) {
    Span span = t.span();
    guards++;
    Block last = t.last();
    if (last == null) {
      handled(t);
    } else {
      Region guarded = body.builder().block(span, () -> handled(t));
      Region cleanup = body.builder().block(span, () -> block(last));
      body.builder()
          .opWith(
              CoreOp.FINALLY,
              List.of(),
              Attributes.NONE,
              span,
              List.of(),
              List.of(guarded, cleanup));
    }
    guards--;
    body.unreachableIf(Leaves.always(t), span);
  }

  private void handled(Stmt.Try t) {
    Stmt.Catch handler = t.handler();
    Span span = t.span();
    if (handler == null) {
      block(t.body());
      return;
    }
    Region guarded = body.builder().block(span, () -> block(t.body()));
    Region handles =
        body.builder()
            .region(
                List.of(HostType.ANY),
                params -> {
                  if (handler.name() != null) {
                    Variable variable = body.declared(handler.name());
                    cell(variable, handler.name().span());
                    body.store(variable, params.getFirst(), handler.name().span());
                  }
                  block(handler.body());
                  body.yieldIfOpen(span);
                });
    body.builder()
        .opWith(CoreOp.TRY, List.of(), Attributes.NONE, span, List.of(), List.of(guarded, handles));
    body.unreachableIf(
        Leaves.always(t.body().statements()) && Leaves.always(handler.body().statements()), span);
  }

  // Modules.

  private void importAll(Stmt.Import i) {
    Resolution.Unit unit = Objects.requireNonNull(body.program().resolution().imported(i));
    evaluate(unit, i.span());
    Variable variable = body.declared(i);
    if (!variable.isRead() && variable.home() != Variable.Home.GLOBAL) {
      return;
    }
    if (body.program().isModuleValue(unit)) {
      body.store(variable, declarations.module(unit, i.span()), i.span());
    }
  }

  /// Runs a file the first time it is imported.
  private void evaluate(Resolution.@Nullable Unit unit, Span span) {
    if (unit == null) {
      return;
    }
    String flag = body.lowering().loadedFlag(unit);
    Attributes global = Attributes.of("global", new Attribute.Symbol(flag));
    Value loaded =
        body.builder()
            .opOf(CoreOp.GLOBAL_GET, List.of(Scalar.I1), global, span, List.of())
            .result();
    String symbol = body.lowering().want(body.program().file(unit.routine()));
    body.branch(
        loaded,
        span,
        () -> {},
        () -> {
          body.builder().op(CoreOp.GLOBAL_SET, global, span, List.of(body.truth(true, span)));
          body.builder()
              .opOf(
                  CoreOp.CALL,
                  List.of(),
                  Attributes.of("callee", new Attribute.Symbol(symbol)),
                  span,
                  List.of());
        });
  }
}
