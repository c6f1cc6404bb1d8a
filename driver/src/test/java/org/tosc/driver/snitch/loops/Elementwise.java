package org.tosc.driver.snitch.loops;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.SlotType;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Functions that compute each element of their last buffer from those of the others at its place.
final class Elementwise {
  private static final Span SPAN = Span.NONE;

  private Elementwise() {}

  /// @param types of the buffers, the last that of the result
  static Function of(
      int size, List<Scalar> types, BiFunction<FunctionBuilder, List<Value>, Value> body) {
    FunctionBuilder f = new FunctionBuilder("f");
    List<Value> buffers = new ArrayList<>();
    types.forEach(t -> buffers.add(f.param(LoopRun.buffer(t, size))));
    Value slot =
        f.opOf(CoreOp.SLOT, List.of(new SlotType(Scalar.I32)), Attributes.NONE, SPAN, List.of())
            .result();
    Region condition =
        f.block(
            SPAN,
            () -> {
              Value i = op(f, CoreOp.SLOT_GET, slot);
              f.op(CoreOp.YIELD, SPAN, op(f, CoreOp.LT, i, whole(f, Scalar.I32, size)));
            });
    Region loop = f.block(SPAN, () -> element(f, slot, buffers, body));
    Region step =
        f.block(
            SPAN,
            () -> {
              Value i = op(f, CoreOp.SLOT_GET, slot);
              Value next = op(f, CoreOp.WRAPPING_ADD, i, whole(f, Scalar.I32, 1));
              f.op(CoreOp.SLOT_SET, SPAN, slot, next);
            });
    List<Region> regions = List.of(condition, loop, step);
    f.opWith(CoreOp.LOOP, List.of(), Attributes.NONE, SPAN, List.of(), regions);
    f.op(CoreOp.RETURN, SPAN);
    return f.finish(List.of(), Attributes.NONE, SPAN);
  }

  private static void element(
      FunctionBuilder f,
      Value slot,
      List<Value> buffers,
      BiFunction<FunctionBuilder, List<Value>, Value> body) {
    Value i = op(f, CoreOp.SLOT_GET, slot);
    Attributes proved = Attributes.of("bounds", Attribute.of("proved"));
    List<Value> elements = new ArrayList<>();
    for (Value buffer : buffers.subList(0, buffers.size() - 1)) {
      elements.add(f.op(KernelOp.LOAD, proved, SPAN, List.of(buffer, i)).result());
    }
    Value result = body.apply(f, elements);
    f.opOf(KernelOp.STORE, List.of(), proved, SPAN, List.of(buffers.getLast(), result, i));
  }

  static Value op(FunctionBuilder f, CoreOp op, Value... operands) {
    return f.op(op, SPAN, operands).result();
  }

  static Value cast(FunctionBuilder f, Scalar to, Value x) {
    return x.type() == to
        ? x
        : f.opOf(CoreOp.CAST, List.of(to), Attributes.NONE, SPAN, List.of(x)).result();
  }

  static Value whole(FunctionBuilder f, Scalar type, long number) {
    Attributes value = Attributes.of("value", Attribute.of(number));
    return f.opOf(CoreOp.CONST, List.of(type), value, SPAN, List.of()).result();
  }

  static Value real(FunctionBuilder f, Scalar type, double number) {
    Attributes value = Attributes.of("value", Attribute.of(number));
    return f.opOf(CoreOp.CONST, List.of(type), value, SPAN, List.of()).result();
  }
}
