package org.tosc.frontend.neuro.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Lowers the functions of the standard library. Tensors are made by the operations that Pseudocode
/// has for them, so both languages draw the same random numbers and print alike.
final class LibraryLowering {
  private final FunctionLowering in;
  private final TextLowering texts;

  LibraryLowering(FunctionLowering in) {
    this.in = in;
    this.texts = new TextLowering(in);
  }

  @Nullable Value of(TExpr.Library call) {
    Span span = call.span();
    return switch (call.fn()) {
      case DEVICE_GET -> in.index(call.arg(0));
      case DEVICE_COUNT -> in.number(1, span);
      case DEVICE_ALL -> in.number(-1, span);
      case TENSOR_ALLOC, TENSOR_ZEROS -> alloc(call);
      case TENSOR_ONES -> filled(call, () -> in.expressions.constant(1L, element(call), span));
      case TENSOR_FULL ->
          filled(call, () -> in.expressions.some(Objects.requireNonNull(call.args().getLast())));
      case TENSOR_RAND -> random("rand", TensorOp.RAND, call);
      case TENSOR_RANDN -> random("randn", TensorOp.RANDN, call);
      case TENSOR_FROM_LIST -> fromList(call);
      case TENSOR_LOAD -> load(call);
      case MODEL_LOAD -> new ModelLowering(in).load(call);
      case GENERATE -> new ModelLowering(in).generate(call);
      case VIEW, VIEW_MUT -> receiver(call);
      case TO -> in.expressions.some(call.arg(0));
      case SHAPE -> shape(call);
      case DIM -> in.op(KernelOp.EXTENT, span, receiver(call), in.index(call.arg(1)));
      case DTYPE ->
          in.expressions.text(((Ty.Shaped) in.ty(call.arg(0).type())).element().toString(), span);
      case TO_LIST -> toList(call);
      case SAVE -> save(call);
      case SLICE -> slice(call);
      case TRANSPOSE -> transpose(call);
      case COPY_FROM -> {
        Value to = receiver(call);
        in.f.op(KernelOp.COPY, span, in.expressions.some(call.arg(1)), to);
        yield null;
      }
      case LEN -> builtin("len", Scalar.I64, span, receiver(call));
      case PRINT -> print(call);
      case SHOW -> show(call);
      case ASSERT -> assertion(call);
      case TIME_NOW -> builtin("time", Scalar.F64, span);
      case TO_STR ->
          texts.text(in.expressions.looked(call.arg(0)), in.ty(call.arg(0).type()), span);
    };
  }

  private Value receiver(TExpr.Library call) {
    return in.expressions.looked(call.arg(0));
  }

  private Scalar element(TExpr.Library call) {
    return ((BufferType) in.type(call.type())).element();
  }

  Value builtin(String name, Type result, Span span, Value... args) {
    return in.f
        .opOf(
            HostOp.BUILTIN,
            List.of(result),
            Attributes.of("name", Attribute.of(name)).with("names", Attribute.strings(List.of())),
            span,
            List.of(args))
        .result();
  }

  /// Raises an error of a kind.
  void raise(String kind, Value message, Span span) {
    Value error = builtin("error", HostType.ANY, span, in.expressions.text(kind, span), message);
    in.f.op(CoreOp.THROW, span, error);
  }

  // Making tensors.

  private BufferType type(TExpr.Library call) {
    return (BufferType) in.type(call.type());
  }

  /// The extents that are given, as many as the type has axes.
  private List<Value> extents(TExpr.Library call) {
    int rank = type(call).rank();
    return call.args().subList(0, rank).stream()
        .map(e -> in.index(Objects.requireNonNull(e)))
        .toList();
  }

  private Value alloc(TExpr.Library call) {
    return alloc(type(call), extents(call), call.span());
  }

  /// Memory for a type; of the extents those are used that the type does not know.
  Value alloc(BufferType type, List<Value> extents, Span span) {
    List<Value> open = new ArrayList<>();
    for (int axis = 0; axis < extents.size(); axis++) {
      if (!(type.shape().get(axis) instanceof Dim.Known)) {
        open.add(extents.get(axis));
      }
    }
    return in.f.opOf(KernelOp.ALLOC, List.of(type), Attributes.NONE, span, open).result();
  }

  /// A buffer that holds one value everywhere, written by a nest without inputs but the value.
  private Value filled(TExpr.Library call, Supplier<Value> of) {
    BufferType type = type(call);
    List<Value> given = extents(call);
    Value value = of.get();
    Value buffer = alloc(type, given, call.span());
    List<Value> extents = new ArrayList<>();
    for (int axis = 0; axis < type.rank(); axis++) {
      extents.add(in.calls.extent(buffer, axis, call.span()));
    }
    fill(buffer, value, extents, 0, new ArrayList<>(), call.span());
    return buffer;
  }

  private void fill(
      Value buffer, Value value, List<Value> extents, int axis, List<Value> at, Span span) {
    if (axis == extents.size()) {
      List<Value> operands = new ArrayList<>(List.of(buffer, value));
      operands.addAll(at);
      in.f.op(KernelOp.STORE, Attributes.NONE, span, operands);
      return;
    }
    in.expressions.count(
        in.number(0, span),
        extents.get(axis),
        CoreOp.LT,
        span,
        i -> {
          List<Value> longer = new ArrayList<>(at);
          longer.add(i);
          fill(buffer, value, extents, axis + 1, longer, span);
        });
  }

  private Value random(String name, TensorOp op, TExpr.Library call) {
    BufferType type = type(call);
    Span span = call.span();
    TExpr seed = call.args().getLast();
    boolean isStatic = type.shape().stream().allMatch(d -> d instanceof Dim.Known);
    if (isStatic && seed instanceof TExpr.Const(Long number, _, _)) {
      List<Long> shape = type.shape().stream().map(d -> ((Dim.Known) d).size()).toList();
      Attributes attributes =
          Attributes.of("shape", Attribute.ints(shape))
              .with("seed", Attribute.of(number))
              .with("dtype", new Attribute.OfType(type.element()));
      return fromTensor(in.f.op(op, attributes, span, List.of()).result(), type, span);
    }
    if (seed != null) {
      builtin("seed", HostType.ANY, span, in.index(seed));
    }
    Value shape = in.f.op(HostOp.LIST, Attributes.NONE, span, extents(call)).result();
    Value dtype = in.expressions.text(type.element().text(), span);
    Value tensor = builtin(name, tensor(type), span, shape, dtype);
    return fromTensor(tensor, type, span);
  }

  private static TensorType tensor(BufferType type) {
    return new TensorType(type.shape(), type.element());
  }

  Value fromTensor(Value tensor, BufferType type, Span span) {
    return in.f
        .opOf(KernelOp.FROM_TENSOR, List.of(type), Attributes.NONE, span, List.of(tensor))
        .result();
  }

  Value toTensor(Value buffer, Span span) {
    return in.f
        .opOf(
            KernelOp.TO_TENSOR,
            List.of(tensor((BufferType) buffer.type())),
            Attributes.NONE,
            span,
            List.of(buffer))
        .result();
  }

  /// Reads a file that must hold the element type and the extents of the type; -1 is any extent.
  private Value load(TExpr.Library call) {
    BufferType type = type(call);
    Span span = call.span();
    List<Value> extents =
        type.shape().stream()
            .map(d -> in.number(d instanceof Dim.Known known ? known.size() : -1, span))
            .toList();
    Value loaded =
        statement(
            "load",
            List.of("dtype", "shape"),
            span,
            receiver(call),
            in.expressions.text(type.element().text(), span),
            in.f.op(HostOp.LIST, Attributes.NONE, span, extents).result());
    Value tensor =
        in.f
            .opOf(HostOp.UNBOX, List.of(tensor(type)), Attributes.NONE, span, List.of(loaded))
            .result();
    return fromTensor(tensor, type, span);
  }

  private @Nullable Value save(TExpr.Library call) {
    Value tensor = toTensor(receiver(call), call.span());
    statement("save", List.of("path"), call.span(), tensor, in.expressions.some(call.arg(1)));
    return null;
  }

  /// A run-time statement, which Pseudocode has too; the last arguments have the names.
  Value statement(String statement, List<String> names, Span span, Value... args) {
    Attributes attributes =
        Attributes.of("statement", Attribute.of(statement)).with("names", Attribute.strings(names));
    return in.f.op(HostOp.RUNTIME, attributes, span, List.of(args)).result();
  }

  /// Stores the elements of nested arrays one by one.
  private Value fromList(TExpr.Library call) {
    BufferType type = type(call);
    Value list = receiver(call);
    Value buffer =
        in.f.opOf(KernelOp.ALLOC, List.of(type), Attributes.NONE, call.span(), List.of()).result();
    copyIn(buffer, list, new ArrayList<>(), type, call.span());
    return buffer;
  }

  private void copyIn(Value buffer, Value part, List<Value> at, BufferType type, Span span) {
    if (at.size() == type.rank()) {
      List<Value> operands = new ArrayList<>(List.of(buffer, part));
      operands.addAll(at);
      in.f.op(KernelOp.STORE, Attributes.NONE, span, operands);
      return;
    }
    long length = ((Dim.Known) type.shape().get(at.size())).size();
    in.expressions.count(
        in.number(0, span),
        in.number(length, span),
        CoreOp.LT,
        span,
        i -> {
          List<Value> longer = new ArrayList<>(at);
          longer.add(i);
          copyIn(buffer, in.op(CoreOp.ELEMENT, span, part, i), longer, type, span);
        });
  }

  private Value toList(TExpr.Library call) {
    Value buffer = receiver(call);
    return copyOut(buffer, in.ty(call.type()), new ArrayList<>(), call.span());
  }

  private Value copyOut(Value buffer, Ty type, List<Value> at, Span span) {
    if (!(type instanceof Ty.Array(var element, var length))) {
      List<Value> operands = new ArrayList<>(List.of(buffer));
      operands.addAll(at);
      return in.f.op(KernelOp.LOAD, Attributes.NONE, span, operands).result();
    }
    Value array = in.slot(TypeLowering.of(type), in.zero(TypeLowering.of(type), span), span);
    in.expressions.count(
        in.number(0, span),
        in.number(TypeLowering.number(length), span),
        CoreOp.LT,
        span,
        i -> {
          List<Value> longer = new ArrayList<>(at);
          longer.add(i);
          Value item = copyOut(buffer, element, longer, span);
          in.set(array, in.op(CoreOp.WITH_ELEMENT, span, in.get(array, span), i, item), span);
        });
    return in.get(array, span);
  }

  // Views.

  private Value shape(TExpr.Library call) {
    Value buffer = receiver(call);
    List<Value> extents = new ArrayList<>();
    for (int axis = 0; axis < ((BufferType) buffer.type()).rank(); axis++) {
      extents.add(in.calls.extent(buffer, axis, call.span()));
    }
    return in.f
        .opOf(CoreOp.ARRAY, List.of(in.type(call.type())), Attributes.NONE, call.span(), extents)
        .result();
  }

  private Value slice(TExpr.Library call) {
    Value view = receiver(call);
    Span span = call.span();
    int rank = ((BufferType) view.type()).rank();
    List<Value> starts = new ArrayList<>();
    List<Value> sizes = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      TExpr start = call.args().get(1 + axis);
      TExpr size = call.args().get(1 + rank + axis);
      starts.add(start == null ? in.number(0, span) : in.index(start));
      sizes.add(
          size != null
              ? in.index(size)
              : in.op(CoreOp.SUB, span, in.calls.extent(view, axis, span), starts.getLast()));
    }
    List<Value> operands = new ArrayList<>(List.of(view));
    operands.addAll(starts);
    operands.addAll(sizes);
    return in.f
        .opOf(KernelOp.SLICE, List.of(in.type(call.type())), Attributes.NONE, span, operands)
        .result();
  }

  private Value transpose(TExpr.Library call) {
    Value view = receiver(call);
    List<Long> perm = new ArrayList<>();
    for (long axis = ((BufferType) view.type()).rank() - 1L; axis >= 0; axis--) {
      perm.add(axis);
    }
    return in.f
        .op(
            KernelOp.TRANSPOSE,
            Attributes.of("perm", Attribute.ints(perm)),
            call.span(),
            List.of(view))
        .result();
  }

  // Text.

  private @Nullable Value print(TExpr.Library call) {
    List<Value> parts = new ArrayList<>();
    for (TExpr arg : call.args()) {
      TExpr value = Objects.requireNonNull(arg);
      parts.add(texts.text(in.expressions.looked(value), in.ty(value.type()), call.span()));
    }
    builtin("print", HostType.ANY, call.span(), parts.toArray(Value[]::new));
    return null;
  }

  private @Nullable Value show(TExpr.Library call) {
    Value text = texts.shown(receiver(call), in.ty(call.arg(0).type()), call.span());
    builtin("print", HostType.ANY, call.span(), text);
    return null;
  }

  private @Nullable Value assertion(TExpr.Library call) {
    Value holds = in.expressions.some(call.arg(0));
    Span span = call.span();
    TExpr message = call.args().get(1);
    in.branch(
        holds,
        span,
        () -> {},
        () -> {
          Value text =
              message == null
                  ? in.expressions.text("assertion failed: " + call.arg(0).span().text(), span)
                  : in.expressions.some(message);
          raise("AssertionError", text, span);
        });
    return null;
  }
}
