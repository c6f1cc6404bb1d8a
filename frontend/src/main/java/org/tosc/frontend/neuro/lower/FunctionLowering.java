package org.tosc.frontend.neuro.lower;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.typed.TBlock;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.frontend.neuro.typed.Variable;
import org.tosc.frontend.neuro.types.Bindings;
import org.tosc.frontend.neuro.types.Extent;
import org.tosc.frontend.neuro.types.GenericParam;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.SlotType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Lowers one function for one set of generic arguments. The parts that know single kinds of
/// expressions meet here.
final class FunctionLowering {
  /// Where a variable is: a value that never changes, or a slot.
  private sealed interface Home {
    record Fixed(@Nullable Value value) implements Home {}

    record InSlot(Value slot) implements Home {}

    /// With [Owned], which frees it.
    record Owner() implements Home {}
  }

  final NeuroLowering program;
  final Instance instance;
  final FunctionBuilder f;
  final ExpressionLowering expressions;
  final StatementLowering statements;
  final PatternLowering patterns;
  final TileLowering tiles;
  final LibraryLowering library;
  final CallLowering calls;
  final Owned owned;
  final Fitting fitting;
  private final Bindings bindings;
  private final Map<GenericParam, Value> hidden = new IdentityHashMap<>();
  private final Map<Variable, Home> homes = new IdentityHashMap<>();

  FunctionLowering(NeuroLowering program, Instance instance, String symbol) {
    this.program = program;
    this.instance = instance;
    this.bindings = instance.bindings();
    this.f = new FunctionBuilder(symbol);
    this.expressions = new ExpressionLowering(this);
    this.statements = new StatementLowering(this);
    this.patterns = new PatternLowering(this);
    this.tiles = new TileLowering(this);
    this.library = new LibraryLowering(this);
    this.calls = new CallLowering(this);
    this.owned = new Owned(this);
    this.fitting = new Fitting(this);
  }

  /// Parameters are the hidden extents, then the parameters of the source.
  Function lower() {
    TFunction function = instance.function();
    List<String> names = new ArrayList<>();
    for (GenericParam param : instance.hidden()) {
      hidden.put(param, f.param(Scalar.I64));
      names.add(param.name());
    }
    List<Variable> params = function.params().stream().map(p -> p.variable()).toList();
    List<Value> values = params.stream().map(v -> f.param(type(v.type()))).toList();
    params.forEach(p -> names.add(p.name()));
    if (function.foreign() != null) {
      new ForeignCall(this).body(function.foreign(), values);
    } else {
      body(function, params, values);
    }
    Attributes attributes =
        Attributes.of("name", Attribute.of(function.name()))
            .with("params", Attribute.strings(names));
    Function made =
        f.finish(TypeLowering.results(ty(function.result())), attributes, function.span());
    if (function.isGridKernel()) {
      program.report(
          new KernelReport(function.name() + " launched over a grid", List.of(), made.symbol()));
    }
    return made;
  }

  private void body(TFunction function, List<Variable> params, List<Value> values) {
    TBlock body = Objects.requireNonNull(function.body());
    boolean owns = owned.isNeeded(body) || params.stream().anyMatch(p -> owned.owns(p.type()));
    Value result =
        owns
            ? owned.scope(body.type(), body.span(), () -> entered(function, params, values, body))
            : entered(function, params, values, body);
    if (!f.isTerminated()) {
      if (body.type() == Ty.Basic.NEVER) {
        f.op(CoreOp.UNREACHABLE, body.span());
      } else {
        Value fitted = fitting.fit(result, ty(function.result()), body.span());
        boolean hasResult = fitted != null && function.result() != Ty.Basic.UNIT;
        f.op(
            CoreOp.RETURN,
            Attributes.NONE,
            body.span(),
            hasResult && fitted != null ? List.of(fitted) : List.of());
      }
    }
  }

  private @Nullable Value entered(
      TFunction function, List<Variable> params, List<Value> values, TBlock body) {
    for (int i = 0; i < params.size(); i++) {
      boolean isReceiver = i == 0 && function.isMethod();
      if (isReceiver) {
        homes.put(params.get(i), new Home.Fixed(values.get(i)));
        mutableReceiver(params.get(i), values.get(i));
      } else {
        bind(params.get(i), values.get(i));
      }
    }
    fitting.enter(function, params, values);
    return statements.inside(body);
  }

  /// A receiver stays with the caller; `var self` may change its own copy.
  private void mutableReceiver(Variable self, Value value) {
    if (self.mutable()) {
      homes.put(self, new Home.InSlot(slot(value.type(), value, self.span())));
    }
  }

  // Types.

  /// The type with the generic arguments of this instance.
  Ty ty(Ty type) {
    return bindings.apply(type);
  }

  Type type(Ty type) {
    return TypeLowering.of(ty(type));
  }

  Extent extent(Extent extent) {
    return bindings.apply(extent);
  }

  /// The number of elements as an i64: a constant, or computed from hidden parameters.
  Value extentValue(Extent extent, Span span) {
    Extent known = extent(extent);
    if (known.constant().isPresent()) {
      return number(known.constant().getAsLong(), span);
    }
    return polynomial(extent, span);
  }

  private Value polynomial(Extent extent, Span span) {
    Value sum = null;
    for (Extent.Term term : extent.terms()) {
      Value product = number(term.coefficient(), span);
      for (Extent.Atom atom : term.atoms()) {
        product = op(CoreOp.MUL, span, product, atom(atom, span));
      }
      sum = sum == null ? product : op(CoreOp.ADD, span, sum, product);
    }
    return sum == null ? number(0, span) : sum;
  }

  private Value atom(Extent.Atom atom, Span span) {
    return switch (atom) {
      case Extent.Atom.Variable(GenericParam param) -> {
        Value value = hidden.get(param);
        yield value != null
            ? value
            : extentValue((Extent) bindings.of(List.of(param)).getFirst(), span);
      }
      case Extent.Atom.Divided(var rounding, var left, var right) -> {
        Value a = extentValue(left, span);
        Value b = extentValue(right, span);
        yield switch (rounding) {
          case DOWN -> op(CoreOp.QUOT, span, a, b);
          case REMAINDER -> op(CoreOp.REM, span, a, b);
          case UP -> ceilDiv(a, b, span);
        };
      }
    };
  }

  Value ceilDiv(Value a, Value b, Span span) {
    return new ScalarLowering(f, span)
        .of(org.tosc.frontend.neuro.typed.ScalarFn.CEIL_DIV, List.of(a, b), Scalar.I64);
  }

  // Variables.

  /// Declares a variable with a value (null for the unit).
  void bind(Variable variable, @Nullable Value given) {
    Value value = fitting.fit(given, ty(variable.type()), variable.span());
    if (value != null && owned.owns(variable.type())) {
      owned.own(variable, value, variable.span());
      homes.put(variable, new Home.Owner());
    } else if (variable.mutable() && value != null) {
      homes.put(variable, new Home.InSlot(slot(value.type(), value, variable.span())));
    } else {
      homes.put(variable, new Home.Fixed(value));
    }
  }

  /// Declares a variable for what another one owns.
  void look(Variable variable, @Nullable Value value) {
    if (owned.owns(variable.type())) {
      homes.put(variable, new Home.Fixed(value));
    } else {
      bind(variable, value);
    }
  }

  /// Declares a variable that gets its value later.
  void later(Variable variable) {
    if (owned.owns(variable.type())) {
      owned.own(variable, null, variable.span());
      homes.put(variable, new Home.Owner());
      return;
    }
    homes.put(variable, new Home.InSlot(slot(type(variable.type()), null, variable.span())));
  }

  @Nullable Value read(Variable variable, Span span) {
    return switch (Objects.requireNonNull(homes.get(variable), variable.name())) {
      case Home.Fixed(var value) -> value;
      case Home.InSlot(var slot) -> get(slot, span);
      case Home.Owner() -> owned.read(variable, span);
    };
  }

  /// The value of a variable where it is handed on: an owner gives it away.
  @Nullable Value moved(Variable variable, Span span) {
    return homes.get(variable) instanceof Home.Owner
        ? owned.take(variable, span)
        : read(variable, span);
  }

  /// Another value; `whole` tells a new value from a changed part of the old one.
  void write(Variable variable, Value given, boolean whole, Span span) {
    Value value =
        whole ? Objects.requireNonNull(fitting.fit(given, ty(variable.type()), span)) : given;
    switch (Objects.requireNonNull(homes.get(variable), variable.name())) {
      case Home.InSlot(var slot) -> set(slot, value, span);
      case Home.Owner() -> {
        if (whole) {
          owned.replace(variable, value, span);
        } else {
          owned.update(variable, value, span);
        }
      }
      case Home.Fixed _ -> throw new IllegalStateException("`" + variable + "` is fixed");
    }
  }

  Value slot(Type type, @Nullable Value initial, Span span) {
    return f.opOf(
            CoreOp.SLOT,
            List.of(new SlotType(type)),
            Attributes.NONE,
            span,
            initial == null ? List.of() : List.of(initial))
        .result();
  }

  Value get(Value slot, Span span) {
    return f.op(CoreOp.SLOT_GET, span, slot).result();
  }

  void set(Value slot, Value value, Span span) {
    f.op(CoreOp.SLOT_SET, span, slot, value);
  }

  // Operations.

  Value op(Op op, Span span, Value... operands) {
    return f.op(op, span, operands).result();
  }

  Value number(long value, Span span) {
    return constant(Scalar.I64, Attribute.of(value), span);
  }

  Value constant(Type type, Attribute value, Span span) {
    return f.opOf(CoreOp.CONST, List.of(type), Attributes.of("value", value), span, List.of())
        .result();
  }

  Value zero(Type type, Span span) {
    return f.opOf(CoreOp.ZERO, List.of(type), Attributes.NONE, span, List.of()).result();
  }

  /// An integer of any type as i64, for indexes and extents.
  Value index(TExpr expr) {
    return cast(Objects.requireNonNull(expressions.of(expr)), Scalar.I64, expr.span());
  }

  /// The number as one of another type, which it may have already.
  Value cast(Value value, Type wanted, Span span) {
    return value.type().equals(wanted)
        ? value
        : f.opOf(CoreOp.CAST, List.of(wanted), Attributes.NONE, span, List.of(value)).result();
  }

  /// A region that ends in an empty `yield` unless `body` left it.
  Region block(Span span, Runnable body) {
    return f.block(span, body);
  }

  /// Runs one of two regions without results.
  void branch(Value condition, Span span, Runnable then, Runnable otherwise) {
    f.opWith(
        CoreOp.IF,
        List.of(),
        Attributes.NONE,
        span,
        List.of(condition),
        List.of(block(span, then), block(span, otherwise)));
  }

  /// Ends a region where control cannot come.
  void unreachable(Span span) {
    if (!f.isTerminated()) {
      f.op(CoreOp.UNREACHABLE, span);
    }
  }
}
