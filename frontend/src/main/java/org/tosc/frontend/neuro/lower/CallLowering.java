package org.tosc.frontend.neuro.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.frontend.neuro.types.Bindings;
import org.tosc.frontend.neuro.types.Extent;
import org.tosc.frontend.neuro.types.GenericParam;
import org.tosc.frontend.neuro.types.TileLayout;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CodeType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Lowers calls of the program's functions.
final class CallLowering {
  private final FunctionLowering in;

  CallLowering(FunctionLowering in) {
    this.in = in;
  }

  /// The instance of a function for the generic arguments of a call in this instance.
  Instance instance(TFunction function, Bindings bindings) {
    List<Object> args = new ArrayList<>();
    for (Object arg : bindings.of(function.generics())) {
      args.add(
          switch (arg) {
            case Extent e -> in.extent(e).constant().isPresent() ? in.extent(e) : Extent.UNKNOWN;
            case Ty t -> in.ty(t);
            case TileLayout l -> in.instance.bindings().apply(l);
            default -> throw new IllegalStateException("a generic argument " + arg);
          });
    }
    return new Instance(function, args);
  }

  @Nullable Value call(TExpr.Call call) {
    Instance target = instance(call.function(), call.bindings());
    List<Value> values = new ArrayList<>();
    if (call.function().isMethod()) {
      values.add(in.expressions.looked(call.args().getFirst()));
    }
    boolean checks = call.args().stream().anyMatch(a -> in.ty(a.type()) instanceof Ty.View);
    Owned.Gathered args =
        in.owned.gather(
            call.args().subList(values.size(), call.args().size()),
            checks || !target.hidden().isEmpty());
    if (in.f.isTerminated()) {
      return null;
    }
    values.addAll(args.values());
    List<Value> operands = hidden(target, call.bindings(), values, call.span());
    operands.addAll(fitted(target, values, call.span()));
    in.owned.hand(args, call.span());
    List<Type> results = TypeLowering.results(in.ty(call.type()));
    Operation made =
        in.f.opOf(
            CoreOp.CALL,
            results,
            Attributes.of("callee", new Attribute.Symbol(in.program.want(target))),
            call.span(),
            operands);
    if (in.ty(call.type()) == Ty.Basic.NEVER) {
      in.unreachable(call.span());
    }
    return results.isEmpty() ? null : made.result();
  }

  private List<Value> values(List<TExpr> args) {
    return in.owned.together(args);
  }

  /// Views and tensors as the types of the parameters say.
  private List<Value> fitted(Instance target, List<Value> values, Span span) {
    List<Ty> wanted =
        target.function().params().stream()
            .map(p -> target.bindings().apply(p.variable().type()))
            .toList();
    return in.fitting.all(values, wanted, span);
  }

  /// The extents that the callee gets as hidden parameters, and the checks of its conditions that
  /// wait for them.
  private List<Value> hidden(Instance target, Bindings bindings, List<Value> args, Span span) {
    List<Value> values = new ArrayList<>();
    for (GenericParam param : target.hidden()) {
      Extent extent = (Extent) bindings.of(List.of(param)).getFirst();
      values.add(
          extent.isUnknown() ? measured(target, param, args, span) : in.extentValue(extent, span));
    }
    return values;
  }

  /// The parameter that makes an extent of a view or tensor what the first argument of this kind
  /// has. What does not divide, the callee refuses.
  private Value measured(Instance target, GenericParam param, List<Value> args, Span span) {
    Extent.Measure measure = Objects.requireNonNull(target.function().measure(param));
    Value found = extent(args.get(measure.argument()), measure.axis(), span);
    Value scaled = in.op(CoreOp.SUB, span, found, in.number(measure.rest(), span));
    return measure.coefficient() == 1
        ? scaled
        : in.op(CoreOp.QUOT, span, scaled, in.number(measure.coefficient(), span));
  }

  Value extent(Value buffer, int axis, Span span) {
    return in.op(KernelOp.EXTENT, span, buffer, in.number(axis, span));
  }

  @Nullable Value value(TExpr.CallValue call) {
    List<Value> operands = new ArrayList<>();
    operands.add(in.expressions.some(call.callee()));
    List<Ty> wanted = ((Ty.Fn) in.ty(call.callee().type())).params();
    operands.addAll(in.fitting.all(values(call.args()), wanted, call.span()));
    if (in.f.isTerminated()) {
      return null;
    }
    List<Type> results = ((CodeType) operands.getFirst().type()).results();
    Operation made =
        in.f.opOf(CoreOp.CALL_ADDRESS, results, Attributes.NONE, call.span(), operands);
    return results.isEmpty() ? null : made.result();
  }

  Value reference(TExpr.Reference reference) {
    Instance target = instance(reference.function(), reference.bindings());
    return in.f
        .opOf(
            CoreOp.ADDRESS,
            List.of(in.type(reference.type())),
            Attributes.of("function", new Attribute.Symbol(in.program.want(target))),
            reference.span(),
            List.of())
        .result();
  }

  @Nullable Value launch(TExpr.Launch launch) {
    List<Value> grid = launch.grid().stream().map(in::index).toList();
    List<Value> values = values(launch.args());
    if (in.f.isTerminated()) {
      return null;
    }
    Instance target = instance(launch.kernel(), launch.bindings());
    List<Value> operands = new ArrayList<>(grid);
    operands.addAll(hidden(target, launch.bindings(), values, launch.span()));
    operands.addAll(fitted(target, values, launch.span()));
    launch(in.program.want(target), grid.size(), operands, launch.span());
    return null;
  }

  void launch(String callee, int axes, List<Value> operands, Span span) {
    Attributes attributes =
        Attributes.of("callee", new Attribute.Symbol(callee))
            .with("axes", Attribute.of((long) axes));
    in.f.opOf(KernelOp.LAUNCH, List.of(), attributes, span, operands);
  }

  @Nullable Value lift(TExpr.Lift lift) {
    List<Value> values = values(lift.args());
    return in.f.isTerminated() ? null : new LiftedCallLowering(in, lift, values).call();
  }
}
