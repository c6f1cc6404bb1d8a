package org.tosc.frontend.pseudocode.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.Arg;
import org.tosc.frontend.pseudocode.ast.BinaryOp;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.UnaryOp;
import org.tosc.frontend.pseudocode.resolve.Resolution;
import org.tosc.frontend.pseudocode.resolve.Variable;
import org.tosc.frontend.pseudocode.types.DTypes;
import org.tosc.frontend.pseudocode.types.Instance;
import org.tosc.frontend.pseudocode.types.Ty;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Lowers expressions. The value of an expression has the representation of its type.
final class ExpressionLowering {
  private final Body body;
  private final CallLowering calls;
  private final OperatorLowering operators;

  ExpressionLowering(Body body) {
    this.body = body;
    this.calls = new CallLowering(body);
    this.operators = new OperatorLowering(body);
  }

  OperatorLowering operators() {
    return operators;
  }

  Value value(Expr root) {
    List<Expr> spine = root.leftmost() == null ? List.of(root) : root.spine();
    int first = start(spine);
    Value left = null;
    for (int i = first; i < spine.size(); i++) {
      Expr e = spine.get(i);
      Value raw = lower(e, left);
      left = body.coerce(raw, body.instance().type(e).representation(), e.span());
    }
    return Objects.requireNonNull(left);
  }

  /// Chains such as `f(…)`, `m.g(…)` and `a and b` decide themselves how to lower what stands left
  /// of them; the walk starts at the last of those.
  private int start(List<Expr> spine) {
    for (int i = spine.size() - 1; i > 0; i--) {
      Expr e = spine.get(i);
      boolean ownsLeft =
          e instanceof Expr.Logical
              || (e instanceof Expr.Call call && calls.ownsCallee(call))
              || (e instanceof Expr.Member m && moduleMember(m) != null);
      if (ownsLeft) {
        return i;
      }
    }
    return 0;
  }

  Value boxed(Expr e) {
    return body.box(value(e), e.span());
  }

  private Ty ty(Expr e) {
    return body.instance().type(e);
  }

  private Value lower(Expr e, @Nullable Value left) {
    Span span = e.span();
    return switch (e) {
      case Expr.IntLit(long value, _) -> body.integer(value, span);
      case Expr.FloatLit(double value, _) -> body.constant(Scalar.F64, Attribute.of(value), span);
      case Expr.BoolLit(boolean value, _) -> body.truth(value, span);
      case Expr.NilLit _ -> body.nil(span);
      case Expr.StringLit s -> string(s);
      case Expr.ListLit(var items, _) -> list(items, span);
      case Expr.DictLit(var entries, _) -> dict(entries, span);
      case Expr.RangeLit(_, var to, boolean inclusive, var step, _) ->
          body.host(
              HostOp.RANGE,
              Attributes.of("inclusive", Attribute.of(inclusive)),
              span,
              List.of(some(left), value(to), step == null ? body.nil(span) : value(step)));
      case Expr.Name name -> name(name);
      case Expr.Self self ->
          body.load(
              Objects.requireNonNull(body.program().resolution().variable(self)), ty(self), span);
      case Expr.Member m -> member(m, left);
      case Expr.Super s -> superMember(s);
      case Expr.Index(_, var index, _) -> body.host(HostOp.GET, span, some(left), value(index));
      case Expr.Slice s ->
          body.host(
              HostOp.SLICE,
              span,
              some(left),
              part(s.from(), span),
              part(s.to(), span),
              part(s.step(), span));
      case Expr.TensorIndex t -> body.host(HostOp.GET, span, some(left), axes(t.axes(), span));
      case Expr.Call call -> calls.value(call, left);
      case Expr.Unary(var op, var operand, _) -> unary(op, value(operand), span);
      case Expr.Not(var operand, _) -> body.core(CoreOp.NOT, span, condition(operand));
      case Expr.Binary(var op, var l, var right, _) ->
          operators.binary(op, some(left), value(right), ty(l), ty(right), ty(e), span);
      case Expr.Logical logical -> logical(logical);
      case Expr.Compare compare -> operators.compare(compare, some(left));
      case Expr.Spread(var value, _) -> value(value);
      case Expr.Lambda lambda ->
          closure(Objects.requireNonNull(body.instance().nested(lambda)), span);
      case Expr.Load(var path, _) -> runtime("load", List.of(value(path)), List.of(), span);
      case Expr.Infer i -> infer(i);
      case Expr.Train t -> train(t);
      case Expr.Monitor _ -> runtime("monitor", List.of(), List.of(), span);
      case Expr.Malformed _ -> throw new IllegalStateException("a malformed expression at " + span);
    };
  }

  private static Value some(@Nullable Value left) {
    return Objects.requireNonNull(left);
  }

  // Literals.

  private Value string(Expr.StringLit s) {
    String constant = s.constant();
    if (constant != null) {
      return body.text(constant, s.span());
    }
    List<Value> parts = new ArrayList<>();
    for (Expr.Part part : s.parts()) {
      switch (part) {
        case Expr.Part.Text(var text, var span) -> parts.add(body.text(text, span));
        case Expr.Part.Hole(var value, _) -> parts.add(value(value));
      }
    }
    return body.host(HostOp.CONCAT, Attributes.NONE, s.span(), parts);
  }

  Value list(List<Expr> items, Span span) {
    boolean open = items.stream().anyMatch(i -> i instanceof Expr.Spread);
    if (!open) {
      return body.host(
          HostOp.LIST, Attributes.NONE, span, items.stream().map(this::value).toList());
    }
    Value list = body.host(HostOp.LIST, Attributes.NONE, span, List.of());
    for (Expr item : items) {
      String name = item instanceof Expr.Spread ? "extend" : "push";
      body.builtin(name, item.span(), list, value(item));
    }
    return list;
  }

  /// Entries before the first spread are made at once, the others one by one.
  private Value dict(List<Expr.Entry> entries, Span span) {
    List<Value> values = new ArrayList<>();
    int at = 0;
    while (at < entries.size()
        && entries.get(at) instanceof Expr.Entry.Pair(var key, var value, _)) {
      values.add(value(key));
      values.add(value(value));
      at++;
    }
    Value dict = body.host(HostOp.DICT, Attributes.NONE, span, values);
    for (Expr.Entry entry : entries.subList(at, entries.size())) {
      switch (entry) {
        case Expr.Entry.Pair(var key, var value, var where) ->
            body.emit(HostOp.SET, Attributes.NONE, where, List.of(dict, value(key), value(value)));
        case Expr.Entry.Spread(var other, var where) ->
            body.builtin("update", where, dict, value(other));
      }
    }
    return dict;
  }

  // Names.

  private Value name(Expr.Name name) {
    Span span = name.span();
    Resolution resolution = body.program().resolution();
    String member = resolution.member(name);
    if (member != null) {
      return body.host(
          HostOp.MEMBER, Attributes.of("name", Attribute.of(member)), span, List.of(self(span)));
    }
    Variable variable = resolution.variable(name);
    if (variable == null) {
      return builtinName(name.text(), span);
    }
    return variable(variable, ty(name), span);
  }

  Value variable(Variable variable, Ty ty, Span span) {
    boolean itself =
        variable.declaration() != null
            && variable.declaration() == body.instance().routine().node();
    if (itself
        && variable.kind() == Variable.Kind.FUNCTION
        && variable.home() != Variable.Home.GLOBAL) {
      return closure(body.instance(), span);
    }
    return body.load(variable, ty, span);
  }

  private Value builtinName(String name, Span span) {
    return switch (name) {
      case "pi" -> body.constant(Scalar.F64, Attribute.of(Math.PI), span);
      case "e" -> body.constant(Scalar.F64, Attribute.of(Math.E), span);
      case "tau" -> body.constant(Scalar.F64, Attribute.of(2 * Math.PI), span);
      case "inf" -> body.constant(Scalar.F64, Attribute.of(Double.POSITIVE_INFINITY), span);
      case "nan" -> body.constant(Scalar.F64, Attribute.of(Double.NaN), span);
      case "monitor" -> runtime("monitor", List.of(), List.of(), span);
      default ->
          DTypes.named(name) != null
              ? body.builtin("$dtype", span, body.text(name, span))
              : body.host(
                  HostOp.BUILTIN_VALUE, Attributes.of("name", Attribute.of(name)), span, List.of());
    };
  }

  Value self(Span span) {
    return Objects.requireNonNull(body.self(span), "self");
  }

  private Value member(Expr.Member m, @Nullable Value object) {
    if (body.program().resolution().isStepResult(m)) {
      return some(object);
    }
    Variable exported = moduleMember(m);
    if (exported != null) {
      return variable(exported, ty(m), m.span());
    }
    return body.host(
        HostOp.MEMBER,
        Attributes.of("name", Attribute.of(m.name().text())),
        m.span(),
        List.of(some(object)));
  }

  /// The variable of another file that `module.name` means.
  @Nullable Variable moduleMember(Expr.Member m) {
    return ty(m.object()) instanceof Ty.Module(var unit)
        ? unit.exports().get(m.name().text())
        : null;
  }

  /// `super.name` as a value.
  private Value superMember(Expr.Super s) {
    return body.host(
        HostOp.MEMBER,
        Attributes.of("name", Attribute.of(s.name().text())),
        s.span(),
        List.of(self(s.span())));
  }

  /// A function value of an instance, with its captures from here.
  Value closure(Instance target, Span span) {
    List<Value> captures =
        target.routine().captures().stream().map(v -> body.captured(v, span)).toList();
    return body.host(
        HostOp.CLOSURE,
        Attributes.of("function", new Attribute.Symbol(body.lowering().want(target))),
        span,
        captures);
  }

  // Subscripts.

  private Value part(@Nullable Expr e, Span span) {
    return e == null ? body.nil(span) : value(e);
  }

  /// The object and the three parts of a slice that is written to.
  List<Value> sliceParts(Expr.Slice s) {
    Span span = s.span();
    return List.of(
        value(s.object()), part(s.from(), span), part(s.to(), span), part(s.step(), span));
  }

  Value axes(List<Expr.Axis> axes, Span span) {
    List<Value> values = new ArrayList<>();
    List<String> kinds = new ArrayList<>();
    for (Expr.Axis axis : axes) {
      switch (axis) {
        case Expr.Axis.At(var index, _) -> {
          kinds.add("at");
          values.add(value(index));
        }
        case Expr.Axis.Part(var from, var to, var step, var at) -> {
          kinds.add("slice");
          values.addAll(List.of(part(from, at), part(to, at), part(step, at)));
        }
        case Expr.Axis.Rest _ -> kinds.add("rest");
      }
    }
    return body.host(HostOp.PARTS, Attributes.of("kinds", Attribute.strings(kinds)), span, values);
  }

  // Logic.

  /// A condition: false for nil and false, else true.
  Value condition(Expr e) {
    Span span = e.span();
    if (e instanceof Expr.Not(var operand, _)) {
      return body.core(CoreOp.NOT, span, condition(operand));
    }
    if (!(e instanceof Expr.Logical(boolean isAnd, var l, var r, _))) {
      return truthy(value(e), span);
    }
    Value left = condition(l);
    Supplier<Value> right = () -> condition(r);
    return isAnd
        ? Choice.of(body, left, Scalar.I1, span, right, () -> body.truth(false, span))
        : Choice.of(body, left, Scalar.I1, span, () -> body.truth(true, span), right);
  }

  Value truthy(Value value, Span span) {
    Type type = value.type();
    if (type == Scalar.I1) {
      return value;
    }
    boolean depends = type == HostType.ANY || type instanceof TensorType;
    return depends ? body.host(HostOp.TRUTHY, span, value) : body.truth(true, span);
  }

  /// `a and b` and `a or b` give an operand.
  private Value logical(Expr.Logical logical) {
    Type type = ty(logical).representation();
    Span span = logical.span();
    Value left = value(logical.left());
    Value truthy = truthy(left, span);
    Value kept = left;
    return logical.isAnd()
        ? Choice.of(body, truthy, type, span, () -> value(logical.right()), () -> kept)
        : Choice.of(body, truthy, type, span, () -> kept, () -> value(logical.right()));
  }

  private Value unary(UnaryOp op, Value operand, Span span) {
    boolean number = operand.type() == Scalar.I64 || operand.type() == Scalar.F64;
    return switch (op) {
      case NEG ->
          number ? body.core(CoreOp.NEG, span, operand) : body.host(HostOp.NEG, span, operand);
      case PLUS ->
          number ? operand : body.host(HostOp.NEG, span, body.host(HostOp.NEG, span, operand));
      case BIT_NOT ->
          operand.type() == Scalar.I64
              ? body.core(CoreOp.XOR, span, operand, body.integer(-1, span))
              : body.host(HostOp.BITXOR, span, operand, body.integer(-1, span));
    };
  }

  // Run time.

  Value runtime(String statement, List<Value> operands, List<String> names, Span span) {
    Map<String, Attribute> attributes = new HashMap<>(Map.of("statement", Attribute.of(statement)));
    if (!names.isEmpty()) {
      attributes.put("names", Attribute.strings(names));
    }
    return body.host(HostOp.RUNTIME, Attributes.of(attributes), span, operands);
  }

  private Value infer(Expr.Infer i) {
    List<Value> operands = new ArrayList<>(List.of(value(i.model())));
    operands.add(part(i.input(), i.span()));
    List<String> names = settings(i.settings(), operands);
    return runtime("infer", operands, names, i.span());
  }

  private Value train(Expr.Train t) {
    List<Value> operands = new ArrayList<>(List.of(value(t.model())));
    operands.add(part(t.data(), t.span()));
    List<String> names = new ArrayList<>();
    named("epochs", t.epochs(), operands, names);
    named("steps", t.steps(), operands, names);
    names.addAll(settings(t.settings(), operands));
    for (Expr.Periodic action : t.actions()) {
      named(
          action.action().text() + "_every_" + (action.epochs() ? "epochs" : "steps"),
          action.every(),
          operands,
          names);
    }
    return runtime("train", operands, names, t.span());
  }

  private void named(String name, @Nullable Expr value, List<Value> operands, List<String> names) {
    if (value != null) {
      operands.add(value(value));
      names.add(name);
    }
  }

  /// Settings: words that nothing declares are strings.
  List<String> settings(List<Arg> settings, List<Value> operands) {
    List<String> names = new ArrayList<>();
    for (Arg setting : settings) {
      operands.add(setting(setting.value()));
      names.add(setting.name() == null ? "" : setting.name().text());
    }
    return names;
  }

  Value setting(Expr value) {
    Resolution resolution = body.program().resolution();
    boolean word =
        value instanceof Expr.Name name
            && resolution.variable(name) == null
            && resolution.member(name) == null;
    return word ? body.text(((Expr.Name) value).text(), value.span()) : value(value);
  }

  Value binary(BinaryOp op, Value left, Value right, Ty a, Ty b, Ty result, Span span) {
    return body.coerce(
        operators.binary(op, left, right, a, b, result, span), result.representation(), span);
  }
}
