package org.tosc.frontend.pseudocode.types;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.BinaryOp;
import org.tosc.frontend.pseudocode.ast.CompareOp;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.ast.Target;
import org.tosc.frontend.pseudocode.ast.TypeExpr;
import org.tosc.frontend.pseudocode.ast.UnaryOp;
import org.tosc.frontend.pseudocode.resolve.Resolution;
import org.tosc.frontend.pseudocode.resolve.Routine;
import org.tosc.frontend.pseudocode.resolve.Variable;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// The types of expressions. Left-leaning chains are followed in a loop, because they can be as
/// long as the source.
final class Expressions {
  /// The operator of `x op= e`.
  record Update(BinaryOp op, Span span) {}

  private final Program program;
  private final Instance instance;
  private final Variables variables;
  private final Annotations annotations;
  private final Calls calls;
  private final ShapeCheck shapes;
  private int tries;

  Expressions(Program program, Instance instance, Variables variables, Annotations annotations) {
    this.program = program;
    this.instance = instance;
    this.variables = variables;
    this.annotations = annotations;
    this.shapes = new ShapeCheck(program);
    this.calls = new Calls(program, instance, variables.environment(), annotations, this, shapes);
  }

  ShapeCheck shapes() {
    return shapes;
  }

  void enterTry() {
    tries++;
  }

  void leaveTry() {
    tries--;
  }

  Ty type(Expr root) {
    List<Expr> spine = root.leftmost() == null ? List.of(root) : root.spine();
    Ty left = Ty.NEVER;
    for (int i = 0; i < spine.size(); i++) {
      Expr e = spine.get(i);
      left = evaluate(e, left);
      instance.record(e, left);
      noteValue(left, i + 1 < spine.size() ? spine.get(i + 1) : null);
    }
    return left;
  }

  /// Notes functions that are used as values, not only called.
  private void noteValue(Ty ty, @Nullable Expr use) {
    if (ty instanceof Ty.Function(var variable) && !(use instanceof Expr.Call)) {
      program.noteValue(variable);
    } else if (ty instanceof Ty.Module(var unit) && !(use instanceof Expr.Member)) {
      program.noteModuleValue(unit);
    }
  }

  /// The type of an expression whose leftmost operand has type `left` (NEVER where it has none).
  private Ty evaluate(Expr e, Ty left) {
    return switch (e) {
      case Expr.IntLit(long value, _) -> new Ty.Int(value);
      case Expr.FloatLit _ -> Ty.FLOAT;
      case Expr.BoolLit _ -> Ty.BOOL;
      case Expr.NilLit _ -> Ty.NIL;
      case Expr.StringLit s -> string(s);
      case Expr.ListLit(var items, _) -> list(items);
      case Expr.DictLit(var entries, _) -> {
        for (Expr.Entry entry : entries) {
          switch (entry) {
            case Expr.Entry.Pair(var key, var value, _) -> {
              type(key);
              type(value);
            }
            case Expr.Entry.Spread(var dict, _) -> type(dict);
          }
        }
        yield Ty.DICT;
      }
      case Expr.RangeLit(_, var to, _, var step, _) -> {
        type(to);
        if (step != null) {
          type(step);
        }
        yield Ty.RANGE;
      }
      case Expr.Name name -> name(name);
      case Expr.Self self -> {
        Variable variable = program.resolution().variable(self);
        yield variable == null ? Ty.ANY : variables.read(variable, self.span());
      }
      case Expr.Member m -> member(m, left);
      case Expr.Super _ -> Ty.ANY;
      case Expr.Index(_, var index, var span) -> index(left, type(index), span);
      case Expr.Slice s -> slice(s, left);
      case Expr.TensorIndex t -> axes(t, left);
      case Expr.Call call -> calls.type(call, left);
      case Expr.Unary(var op, var operand, var span) -> unary(op, type(operand), span);
      case Expr.Not(var operand, _) -> {
        type(operand);
        yield Ty.BOOL;
      }
      case Expr.Binary(var op, _, var right, var span) -> binary(op, left, type(right), e, span);
      case Expr.Logical(_, _, var right, _) -> Join.of(left, type(right)).widened();
      case Expr.Compare compare -> compare(compare, left);
      case Expr.Spread(var value, _) -> {
        type(value);
        yield Ty.ANY;
      }
      case Expr.Lambda lambda -> {
        program.nested(instance, lambda);
        yield Ty.FN;
      }
      case Expr.Load(var path, _) -> {
        type(path);
        yield Ty.ANY;
      }
      case Expr.Infer(var model, var input, var settings, _) -> {
        type(model);
        if (input != null) {
          type(input);
        }
        settings.forEach(s -> setting(s.value()));
        new SettingCheck(program).infer(settings);
        yield Ty.ANY;
      }
      case Expr.Train train -> train(train);
      case Expr.Monitor _ -> Ty.ANY;
      case Expr.Malformed(var parts, _) -> {
        parts.forEach(
            p -> {
              if (p instanceof Expr part) {
                type(part);
              }
            });
        yield Ty.ANY;
      }
    };
  }

  private Ty string(Expr.StringLit s) {
    for (Expr.Part part : s.parts()) {
      if (part instanceof Expr.Part.Hole(var value, _)) {
        type(value);
      }
    }
    return new Ty.Str(s.constant());
  }

  private Ty list(List<Expr> items) {
    List<Ty> types = new ArrayList<>();
    items.forEach(i -> types.add(type(i)));
    boolean open = items.stream().anyMatch(i -> i instanceof Expr.Spread);
    return open || types.size() > 4096 ? Ty.LIST : new Ty.ListOf(types);
  }

  private Ty name(Expr.Name name) {
    String member = program.resolution().member(name);
    if (member != null) {
      return member(member);
    }
    Variable variable = program.resolution().variable(name);
    if (variable != null) {
      return variables.read(variable, name.span());
    }
    Scalar dtype = DTypes.named(name.text());
    if (dtype != null) {
      return new Ty.DType(dtype);
    }
    return switch (name.text()) {
      case "pi", "e", "inf", "nan", "tau" -> Ty.FLOAT;
      case "monitor" -> Ty.ANY;
      default -> Ty.FN;
    };
  }

  /// A member of the model whose layer this is.
  private Ty member(String name) {
    for (Routine r = instance.routine(); r != null; r = r.parent()) {
      if (r.owningClass() != null && r.owningClass().declaration() instanceof Stmt.ModelDecl m) {
        return r.kind() == Routine.Kind.FIELDS
            ? Ty.ANY
            : new ModelTypes(program).parameter(m, name);
      }
    }
    return Ty.ANY;
  }

  /// A setting's value: a word that nothing declares stands for itself.
  void setting(Expr value) {
    boolean word =
        value instanceof Expr.Name name
            && program.resolution().variable(name) == null
            && program.resolution().member(name) == null;
    if (!word) {
      type(value);
    }
  }

  private Ty train(Expr.Train train) {
    type(train.model());
    for (Expr optional : new Expr[] {train.data(), train.epochs(), train.steps()}) {
      if (optional != null) {
        type(optional);
      }
    }
    train.settings().forEach(s -> setting(s.value()));
    new SettingCheck(program).train(train);
    train.actions().forEach(a -> type(a.every()));
    return Ty.ANY;
  }

  private Ty member(Expr.Member m, Ty object) {
    if (program.resolution().isStepResult(m)) {
      return object;
    }
    String name = m.name().text();
    return switch (object) {
      case Ty.Tensor(var type) ->
          switch (name) {
            case "dtype" -> new Ty.DType(type.element());
            case "shape" -> shapes.shapeOf(type);
            case "T" -> shapes.transposed(type, m.span());
            default -> Ty.ANY;
          };
      case Ty.Module(var unit) -> {
        Variable exported = unit.exports().get(name);
        if (exported == null) {
          notExported(m, unit);
          yield Ty.ANY;
        }
        yield variables.read(exported, m.span());
      }
      case Ty.ClassOf(var variable)
          when variable.declaration() instanceof Stmt.EnumDecl declaration ->
          enumMember(declaration, m, variable);
      case Ty.Simple _,
          Ty.Int _,
          Ty.Str _,
          Ty.ListOf _,
          Ty.DType _,
          Ty.Function _,
          Ty.ClassOf _,
          Ty.InstanceOf _,
          Ty.Maybe _ ->
          Ty.ANY;
    };
  }

  private void notExported(Expr.Member m, Resolution.Unit unit) {
    String name = m.name().text();
    Diagnostic diagnostic =
        Diagnostic.of(
            Code.E0602, m.name().span(), "`" + unit.name() + "` does not export `" + name + "`");
    String reason = unit.withheld().get(name);
    program.report(reason == null ? diagnostic : diagnostic.note(reason));
  }

  private Ty enumMember(Stmt.EnumDecl declaration, Expr.Member m, Variable variable) {
    String name = m.name().text();
    if (declaration.entries().stream().anyMatch(e -> e.name().text().equals(name))) {
      return new Ty.InstanceOf(variable);
    }
    if (!name.equals("values") && !name.equals("names") && !m.name().isMissing()) {
      Diagnostic diagnostic =
          Diagnostic.of(
                  Code.E0309,
                  m.name().span(),
                  "`" + variable.name() + "` has no member `" + name + "`")
              .label(declaration.name().span(), "declared here");
      program.report(
          org.tosc.frontend.pseudocode.resolve.Suggestion.nearest(
                  name, declaration.entries().stream().map(e -> e.name().text()))
              .map(
                  near ->
                      diagnostic.fix(
                          "use `" + near + "`",
                          List.of(new Diagnostic.Edit(m.name().span(), near))))
              .orElse(diagnostic));
    }
    return Ty.ANY;
  }

  /// The types of the parts of a target that is written to.
  void parts(Target target) {
    if (!(target instanceof Expr whole)) {
      return;
    }
    List<Expr> spine = whole.spine();
    Ty left = Ty.NEVER;
    for (Expr e : spine.subList(0, spine.size() - 1)) {
      left = evaluate(e, left);
      instance.record(e, left);
    }
    switch (target) {
      case Expr.Index(_, var index, _) -> shapes.checkIndex(left, type(index), index.span());
      case Expr.Slice s -> slice(s, left);
      case Expr.TensorIndex t -> axes(t, left);
      case Expr.Name _, Expr.Member _, Expr.Malformed _, Target.Several _ -> {}
    }
  }

  /// What `target op= value` stores.
  Ty updated(Target target, Update update, Expr value, Ty right) {
    Ty left = target instanceof Expr e ? type(e) : Ty.ANY;
    return binary(update.op(), left, right, value, update.span());
  }

  private Ty index(Ty object, Ty index, Span span) {
    return switch (object) {
      case Ty.Str _ when index instanceof Ty.Int -> Ty.STR;
      case Ty.ListOf(List<Ty> items)
          when items != null && index instanceof Ty.Int(Long at) && at != null -> {
        long i = at < 0 ? at + items.size() : at;
        yield i >= 0 && i < items.size() ? items.get((int) i) : Ty.ANY;
      }
      case Ty.Tensor(var type) -> shapes.index(type, index, span);
      case Ty.Simple s -> s == Ty.Simple.TENSOR ? Ty.TENSOR : Ty.ANY;
      case Ty.Int _,
          Ty.Str _,
          Ty.ListOf _,
          Ty.DType _,
          Ty.Function _,
          Ty.ClassOf _,
          Ty.InstanceOf _,
          Ty.Module _,
          Ty.Maybe _ ->
          Ty.ANY;
    };
  }

  private Ty slice(Expr.Slice s, Ty object) {
    List<@Nullable Ty> parts = new ArrayList<>();
    for (Expr part : new Expr[] {s.from(), s.to(), s.step()}) {
      parts.add(part == null ? null : type(part));
    }
    return switch (object) {
      case Ty.Str _ -> Ty.STR;
      case Ty.ListOf _ -> Ty.LIST;
      case Ty.Tensor(var type) -> shapes.slice(type, parts, s.span());
      case Ty.Simple simple -> simple == Ty.Simple.TENSOR ? Ty.TENSOR : Ty.ANY;
      case Ty.Int _,
          Ty.DType _,
          Ty.Function _,
          Ty.ClassOf _,
          Ty.InstanceOf _,
          Ty.Module _,
          Ty.Maybe _ ->
          Ty.ANY;
    };
  }

  private Ty axes(Expr.TensorIndex t, Ty object) {
    List<ShapeCheck.Axis> axes = new ArrayList<>();
    for (Expr.Axis axis : t.axes()) {
      switch (axis) {
        case Expr.Axis.At(var index, var span) ->
            axes.add(new ShapeCheck.Axis.At(type(index), span));
        case Expr.Axis.Part(var from, var to, var step, var span) ->
            axes.add(
                new ShapeCheck.Axis.Part(
                    from == null ? null : type(from),
                    to == null ? null : type(to),
                    step == null ? null : type(step),
                    span));
        case Expr.Axis.Rest _ -> axes.add(new ShapeCheck.Axis.Rest());
      }
    }
    return object instanceof Ty.Tensor(var type)
        ? shapes.axes(type, axes, t.span())
        : object == Ty.TENSOR ? Ty.TENSOR : Ty.ANY;
  }

  private Ty unary(UnaryOp op, Ty operand, Span span) {
    return switch (op) {
      case NEG, PLUS ->
          switch (operand) {
            case Ty.Int(Long value) when value != null && value != Long.MIN_VALUE ->
                new Ty.Int(op == UnaryOp.NEG ? (Long) (-value) : value);
            case Ty.Int _ -> Ty.INT;
            case Ty.Tensor t -> t;
            case Ty.Simple s
                when s == Ty.Simple.FLOAT || s == Ty.Simple.TENSOR || s == Ty.Simple.NEVER ->
                s;
            case Ty.Simple _,
                Ty.Str _,
                Ty.ListOf _,
                Ty.DType _,
                Ty.Function _,
                Ty.ClassOf _,
                Ty.InstanceOf _,
                Ty.Module _,
                Ty.Maybe _ -> {
              certainError(operand, Ty.INT, op.text(), span);
              yield Ty.ANY;
            }
          };
      case BIT_NOT -> operand instanceof Ty.Int ? Ty.INT : Ty.ANY;
    };
  }

  Ty binary(BinaryOp op, Ty a, Ty b, Expr at, Span span) {
    if (a == Ty.NEVER || b == Ty.NEVER) {
      return Ty.NEVER;
    }
    if (a.isTensor() || b.isTensor()) {
      return shapes.binary(op, a, b, at, span);
    }
    Ty ty = Arithmetic.of(op, a, b);
    if (ty == Ty.ANY) {
      certainError(a, b, op.text(), span);
    }
    return ty;
  }

  /// Warns of operands that the operator certainly refuses when the program gets there; inside
  /// `try` that may be what is wanted.
  private void certainError(Ty a, Ty b, String op, Span span) {
    if (tries > 0 || !Arithmetic.refuses(op, a, b)) {
      return;
    }
    Diagnostic warning =
        Diagnostic.of(
            Code.W0302,
            span,
            "`"
                + op
                + "` will raise TypeError: the operands are "
                + a.widened()
                + " and "
                + b.widened());
    boolean text = a instanceof Ty.Str || b instanceof Ty.Str;
    program.report(
        op.equals("+") && text ? warning.note("convert the other operand with `str(…)`") : warning);
  }

  private Ty compare(Expr.Compare compare, Ty first) {
    Ty left = first;
    Ty result = Ty.BOOL;
    for (int i = 0; i < compare.ops().size(); i++) {
      Ty right = type(compare.operands().get(i + 1));
      CompareOp op = compare.ops().get(i);
      if (op != CompareOp.IN && op != CompareOp.NOT_IN) {
        Ty each =
            left.isTensor() || right.isTensor()
                ? shapes.compare(op, left, right, compare, compare.span())
                : left.mayBeTensor() || right.mayBeTensor() ? comparable(left, right) : Ty.BOOL;
        result = i == 0 ? each : Join.of(result, each);
      }
      left = right;
    }
    return result;
  }

  /// ANY where an operand may be a tensor; BOOL where one of them certainly makes it a bool.
  private static Ty comparable(Ty a, Ty b) {
    boolean never = (a == Ty.NEVER && !b.mayBeTensor()) || (b == Ty.NEVER && !a.mayBeTensor());
    return never ? Ty.BOOL : Ty.ANY;
  }

  void superclass(Expr superclass) {
    Ty ty = type(superclass);
    boolean certain =
        !(ty == Ty.ANY || ty == Ty.NEVER || ty instanceof Ty.Maybe || ty instanceof Ty.ClassOf);
    if (certain) {
      program.report(
          Code.E0310, superclass.span(), "a class can only extend a class, found " + ty.widened());
    }
  }

  void checkIterable(Expr iterable, Ty ty) {
    boolean refused =
        ty.isNumber() || ty == Ty.BOOL || ty == Ty.NIL || ty == Ty.FN || ty instanceof Ty.Function;
    if (refused && tries == 0) {
      Diagnostic warning =
          Diagnostic.of(
              Code.W0303,
              iterable.span(),
              "`for` will raise TypeError: cannot iterate over " + ty.widened());
      program.report(
          ty instanceof Ty.Int
              ? warning.note("to count, write `0.." + iterable.span().text() + "`")
              : warning);
    }
  }

  /// What `tensor x = value` declares.
  Ty tensorOf(Stmt.Let let, Ty value) {
    if (value instanceof Ty.ListOf list && let.value() != null) {
      return shapes.literal(let.value(), list, Scalar.F32);
    }
    boolean certain =
        !(value.isTensor() || value == Ty.ANY || value == Ty.NEVER || value instanceof Ty.Maybe);
    if (certain) {
      program.report(
          Code.E0306, let.span(), "`tensor` declares a tensor, found " + value.widened());
    }
    return value.isTensor() ? value : Ty.TENSOR;
  }

  /// Whether an item of a list literal breaks the annotation `list[T]`.
  boolean itemsRefused(TypeExpr annotation, Expr value) {
    if (!(annotation instanceof TypeExpr.Named(var name, var args, _))
        || args.size() != 1
        || !name.text().equals("list")) {
      return false;
    }
    if (!(value instanceof Expr.ListLit(var items, _))) {
      return false;
    }
    Ty wanted = annotations.type(args.getFirst());
    return items.stream().anyMatch(i -> Annotations.refuses(wanted, instance.type(i)));
  }

  String describe(Expr value, Ty ty) {
    if (!(value instanceof Expr.ListLit(var items, _)) || items.isEmpty()) {
      return ty.widened().toString();
    }
    List<String> kinds =
        items.stream().map(i -> instance.type(i).widened().toString()).distinct().toList();
    return "a list of " + String.join(" and ", kinds);
  }

  /// The routine of a constant function variable.
  static @Nullable Routine routine(Program program, Ty ty) {
    return ty instanceof Ty.Function(var variable)
            && variable.declaration() instanceof Stmt.FunctionDecl f
        ? program.resolution().routine(f)
        : null;
  }
}
