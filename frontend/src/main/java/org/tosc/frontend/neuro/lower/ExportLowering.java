package org.tosc.frontend.neuro.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.foreign.ForeignFunction;
import org.tosc.frontend.foreign.Linker;
import org.tosc.frontend.neuro.lift.LiftGraph;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Lowers the way into a function from Pseudocode: tensors are copied into device memory, numbers
/// get the width that is asked for, and the result goes the other way.
///
/// ```text
/// fn kernels.scale from tensors(x: tensor<?xf32>, by: f64) -> tensor<?xf32>
///   memory = kernel.from_tensor x          (freed by the function behind it)
///   result = core.call @"kernels.scale owned" memory, cast(by)
///   made   = kernel.to_tensor result; kernel.free result
///   if a derivative follows x: made stands in for the formula of the kernel
/// ```
///
/// Where a derivative is being computed, the result of a lifted kernel stands for its formula over
/// whole tensors ([LiftedFormula]), which the derivative goes through. There is no formula for
/// other functions, so a derivative through them is refused when the program runs.
final class ExportLowering {
  private final NeuroLowering program;
  private final Wrapper wrapper;
  private final ForeignFunction seen;
  private final List<Type> arguments;
  private final FunctionLowering in;
  private final Span span;

  private ExportLowering(
      NeuroLowering program,
      ForeignFunction seen,
      List<Type> arguments,
      Wrapper wrapper,
      String symbol) {
    this.program = program;
    this.seen = seen;
    this.arguments = arguments;
    this.wrapper = wrapper;
    this.in = new FunctionLowering(program, wrapper.instance(), symbol);
    this.span = wrapper.behind().span();
  }

  /// The way into `function`, which Pseudocode has as `seen`, for arguments of these types.
  static Linker.Target target(
      NeuroLowering program, ForeignFunction seen, TFunction function, List<Type> arguments) {
    Wrapper wrapper = new Wrapper(program, function, arguments);
    String symbol =
        program.want(
            List.of(function, arguments),
            function.symbol() + " from tensors",
            name -> new ExportLowering(program, seen, arguments, wrapper, name).lower());
    return new Linker.Target(symbol, arguments, result(wrapper, seen));
  }

  private static @Nullable Type result(Wrapper wrapper, ForeignFunction seen) {
    return wrapper.result() != Ty.Basic.UNIT
            && TypeLowering.of(wrapper.result()) instanceof BufferType buffer
        ? new TensorType(buffer.shape(), buffer.element())
        : seen.result();
  }

  private Function lower() {
    List<Value> params = arguments.stream().map(in.f::param).toList();
    Value result = in.owned.scope(wrapper.result(), span, () -> call(params));
    List<Value> results = new ArrayList<>();
    if (result != null) {
      Value made = outward(result);
      results.add(made.type() instanceof TensorType ? differentiable(made, params) : made);
    }
    in.f.op(CoreOp.RETURN, Attributes.NONE, span, results);
    List<String> names = seen.parameters().stream().map(ForeignFunction.Parameter::name).toList();
    Attributes attributes =
        Attributes.of("name", Attribute.of(seen.name())).with("params", Attribute.strings(names));
    return in.f.finish(Value.types(results), attributes, span);
  }

  /// Calls the function behind. The memory of one argument has an owner while those of others are
  /// made, which may fail.
  private @Nullable Value call(List<Value> params) {
    List<Value> operands = new ArrayList<>();
    List<Owned.Owner> waiting = new ArrayList<>();
    for (int i = 0; i < params.size(); i++) {
      Ty type = wrapper.param(i);
      Value value = inward(params.get(i), TypeLowering.of(type));
      operands.add(value);
      if (in.owned.owns(type)) {
        waiting.add(in.owned.own(value, type, span));
      }
    }
    in.owned.hand(new Owned.Gathered(operands, waiting), span);
    Operation call =
        in.f.opOf(
            CoreOp.CALL,
            TypeLowering.results(wrapper.result()),
            Attributes.of("callee", new Attribute.Symbol(wrapper.want())),
            span,
            operands);
    return call.results().isEmpty() ? null : call.result();
  }

  private Value inward(Value value, Type wanted) {
    return wanted instanceof BufferType buffer
        ? in.library.fromTensor(value, buffer, span)
        : in.cast(value, wanted, span);
  }

  private Value outward(Value value) {
    if (value.type() instanceof BufferType) {
      Value made = in.library.toTensor(value, span);
      in.f.op(KernelOp.FREE, span, value);
      return made;
    }
    return in.cast(value, Objects.requireNonNull(seen.result()), span);
  }

  // Derivatives.

  private Value differentiable(Value made, List<Value> params) {
    List<Value> tensors = params.stream().filter(ExportLowering::isFloatTensor).toList();
    if (tensors.isEmpty()) {
      return made;
    }
    Value result = in.slot(made.type(), made, span);
    in.branch(
        anyFollowed(tensors),
        span,
        () -> {
          LiftGraph formula = wrapper.formula();
          if (formula == null) {
            refuse();
          } else {
            in.set(result, standIn(made, formula, params), span);
          }
        },
        () -> {});
    return in.get(result, span);
  }

  private static boolean isFloatTensor(Value value) {
    return value.type() instanceof TensorType(_, Scalar element) && element.isFloat();
  }

  private Value anyFollowed(List<Value> tensors) {
    Value any = null;
    for (Value tensor : tensors) {
      Value one = in.op(HostOp.FOLLOWS, span, tensor);
      any = any == null ? one : in.op(CoreOp.OR, span, any, one);
    }
    return Objects.requireNonNull(any);
  }

  private Value standIn(Value made, LiftGraph formula, List<Value> params) {
    String symbol =
        program.want(
            List.of("formula", wrapper.behind(), arguments),
            wrapper.behind().symbol() + " formula",
            name -> LiftedFormula.lower(program, wrapper.behind(), formula, name, arguments));
    Value meant =
        in.f
            .opOf(
                CoreOp.CALL,
                List.of(HostType.ANY),
                Attributes.of("callee", new Attribute.Symbol(symbol)),
                span,
                params)
            .result();
    Value both = in.op(HostOp.STAND_IN, span, made, meant);
    return in.f
        .opOf(HostOp.UNBOX, List.of(made.type()), Attributes.NONE, span, List.of(both))
        .result();
  }

  private void refuse() {
    String text =
        "no derivative goes through `"
            + seen.name()
            + "` of Neuro-Lang: it is not a formula over"
            + " whole tensors";
    in.library.raise("TypeError", in.expressions.text(text, span), span);
  }
}
