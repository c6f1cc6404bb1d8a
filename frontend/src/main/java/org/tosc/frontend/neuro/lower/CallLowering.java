package org.tosc.frontend.neuro.lower;

import java.util.ArrayList;
import java.util.List;
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
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CodeType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
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

  /// Views as the types of the parameters say: `View<[?], f32>` takes a view of any extent, and a
  /// view of an unknown extent is compared with the extent that is asked for.
  private List<Value> fitted(Instance target, List<Value> values, Span span) {
    List<Value> fitted = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Ty param = target.bindings().apply(target.function().params().get(i).variable().type());
      Value value = values.get(i);
      boolean isOther = param instanceof Ty.View && !value.type().equals(TypeLowering.of(param));
      fitted.add(isOther ? view(value, (BufferType) TypeLowering.of(param), span) : value);
    }
    return fitted;
  }

  private Value view(Value value, BufferType wanted, Span span) {
    List<Value> operands = new ArrayList<>(List.of(value));
    for (int axis = 0; axis < wanted.rank(); axis++) {
      operands.add(in.number(0, span));
    }
    for (int axis = 0; axis < wanted.rank(); axis++) {
      Value extent = extent(value, axis, span);
      if (wanted.shape().get(axis) instanceof Dim.Known(long size, _)) {
        same(extent, size, axis, span);
      }
      operands.add(extent);
    }
    return in.f.opOf(KernelOp.SLICE, List.of(wanted), Attributes.NONE, span, operands).result();
  }

  private void same(Value extent, long size, int axis, Span span) {
    Value holds = in.op(CoreOp.EQ, span, extent, in.number(size, span));
    in.branch(
        holds,
        span,
        () -> {},
        () -> {
          String text = "the view must have " + size + " elements on axis " + axis;
          in.library.raise("ShapeError", in.expressions.text(text, span), span);
        });
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

  /// The extent of the first argument whose type is that parameter on some axis.
  private Value measured(Instance target, GenericParam param, List<Value> args, Span span) {
    Extent wanted = Extent.of(param);
    for (int i = 0; i < args.size(); i++) {
      Ty type = target.function().params().get(i).variable().type();
      if (type instanceof Ty.Shaped shaped && !(type instanceof Ty.Tile)) {
        int axis = shaped.shape().indexOf(wanted);
        if (axis >= 0) {
          return extent(args.get(i), axis, span);
        }
      }
    }
    throw new IllegalStateException("`" + param + "` of " + target.symbol() + " is nowhere");
  }

  Value extent(Value buffer, int axis, Span span) {
    return in.op(KernelOp.EXTENT, span, buffer, in.number(axis, span));
  }

  @Nullable Value value(TExpr.CallValue call) {
    List<Value> operands = new ArrayList<>();
    operands.add(in.expressions.some(call.callee()));
    operands.addAll(values(call.args()));
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
