package org.tosc.frontend.neuro.lower;

import java.util.ArrayList;
import java.util.List;
import org.tosc.frontend.foreign.ForeignFunction;
import org.tosc.frontend.foreign.Linker;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Lowers the body of a function that Pseudocode declares: a call of it. Views are copied to
/// tensors, and the tensor that comes back to memory that the caller owns.
final class ForeignCall {
  private final FunctionLowering in;
  private final Span span;

  ForeignCall(FunctionLowering in) {
    this.in = in;
    this.span = in.instance.function().span();
  }

  void body(ForeignFunction function, List<Value> values) {
    List<Type> known = values.stream().map(v -> hostType(v.type())).toList();
    Linker.Target target = in.program.linker().target(function, known);
    List<Value> operands = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      operands.add(outward(values.get(i), target.parameters().get(i)));
    }
    Type result = target.result();
    Operation call =
        in.f.opOf(
            CoreOp.CALL,
            result == null ? List.of() : List.of(result),
            Attributes.of("callee", new Attribute.Symbol(target.symbol())),
            span,
            operands);
    Ty wanted = in.ty(in.instance.function().result());
    List<Value> results =
        wanted == Ty.Basic.UNIT
            ? List.of()
            : List.of(inward(call.result(), TypeLowering.of(wanted)));
    in.f.op(CoreOp.RETURN, Attributes.NONE, span, results);
  }

  private static Type hostType(Type type) {
    return type instanceof BufferType buffer
        ? new TensorType(buffer.shape(), buffer.element())
        : type;
  }

  private Value outward(Value value, Type wanted) {
    return host(
        value.type() instanceof BufferType ? in.library.toTensor(value, span) : value, wanted);
  }

  private Value inward(Value value, Type wanted) {
    return wanted instanceof BufferType buffer
        ? in.library.fromTensor(host(value, hostType(buffer)), buffer, span)
        : host(value, wanted);
  }

  /// The value as another type of host values that it is known to have.
  private Value host(Value value, Type wanted) {
    if (value.type().equals(wanted)) {
      return value;
    }
    Value boxed = value.type() == HostType.ANY ? value : in.op(HostOp.BOX, span, value);
    return wanted == HostType.ANY
        ? boxed
        : in.f.opOf(HostOp.UNBOX, List.of(wanted), Attributes.NONE, span, List.of(boxed)).result();
  }
}
