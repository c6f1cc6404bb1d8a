package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.List;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Kernels that round rows of `f32` to blocks of `q8_0`, which threads share: the same bits as
/// GGML's `quantize_row_q8_0_ref` (`ggml-quants.c`), on which [KernelOp#PACK] agrees.
///
/// ```text
/// scale = max|x| / 127        q = x · (1 / scale), to nearest, halves away from 0
/// ```
public final class PackedRounding {
  private static final int MOST = 127;

  /// What rounding an element takes one thread, in nanoseconds, about.
  private static final double ELEMENT_NANOS = 0.4;

  /// The number below one half. What is added to it and cut off is to nearest, with halves away
  /// from 0: one half and more reach the next number, since sums round to the nearest, and what is
  /// less stays below that (for numbers far below 2^22).
  private static final double NEARLY_HALF = 0x1.fffffep-2;

  /// `x + 1.5 · 2^23` has the integer `x` in its lowest bits (Hacker's Delight, 17-2).
  private static final double MAGIC = 0x1.8p23;

  private static final int INFINITE = 0x7F80_0000;
  private static final int SIGN = 0x8000_0000;

  private PackedRounding() {}

  /// The kernel that rounds so many numbers, a multiple of 32, for [Lower].
  public static Function kernel(String symbol, long elements) {
    List<Dim> shape = List.of(Dim.of(elements));
    FunctionBuilder builder = new FunctionBuilder(symbol);
    Value source = builder.param(new BufferType(shape, Scalar.F32, "global"));
    Value target = builder.param(new BufferType(shape, Scalar.Q8_0, "global"));
    builder.op(KernelOp.PACK, Span.NONE, source, target);
    builder.op(CoreOp.RETURN, Span.NONE);
    Attributes attributes =
        Attributes.of("kernel", Attribute.of(true))
            .with("ins", Attribute.of(1L))
            .with("outs", Attribute.of(1L));
    return builder.finish(List.of(), attributes, Span.NONE);
  }

  static boolean is(Function kernel) {
    return kernel.body().ops().getFirst().op() == KernelOp.PACK;
  }

  static List<Function> lower(Function kernel, Machine machine) {
    Value source = kernel.params().getFirst();
    Value target = kernel.params().getLast();
    long elements = Parts.size(source);
    boolean isLarge = elements * ELEMENT_NANOS >= machine.sharedFrom();
    Parts parts =
        new Parts(kernel.symbol(), kernel.span(), machine, isLarge ? machine.threads() : 1);
    parts.parameter(source);
    parts.parameter(target);
    long blocks = elements / Scalar.Q8_0.blockSize();
    parts.phase(
        share ->
            parts
                .writer()
                .call(
                    parts.part("rounded", PackedRounding::blocks),
                    List.of(
                        parts.buffer(source),
                        parts.buffer(target),
                        share.from(blocks),
                        share.to(blocks))));
    return parts.finish(Attributes.of("ins", Attribute.of(1L)).with("outs", Attribute.of(1L)));
  }

  /// The function `(numbers, blocks, first, behind)`.
  private static Function blocks(Writer w) {
    Value x = w.buffer();
    Value to = w.buffer(Scalar.Q8_0);
    Value first = w.position();
    Value behind = w.position();
    w.loop(first, behind, 1, b -> block(w, x, to, w.times(b, Scalar.Q8_0.blockSize())));
    return w.finish(Parts.sample(List.of(0L, 1L)));
  }

  private static void block(Writer w, Value x, Value to, Value at) {
    List<Value> numbers = new ArrayList<>();
    // Bits of numbers without their signs are in the numbers' order, and NaN behind infinity.
    Value most = w.words(0);
    for (int v = 0; v < Scalar.Q8_0.blockSize(); v += w.lanes()) {
      Value some = w.load(x, w.plus(at, v), null);
      numbers.add(some);
      Value bits = w.op(CoreOp.AND, w.op(CoreOp.BITCAST, some), w.words(~SIGN));
      most = w.op(CoreOp.MAX, most, bits);
    }
    Value top = w.op(CoreOp.REDUCE_MAX, most);
    Value scale = w.op(CoreOp.DIV, w.op(CoreOp.BITCAST, top), w.number(MOST));
    Value inverse = w.op(CoreOp.DIV, w.number(1), scale);
    Value isUsed = w.op(CoreOp.LE, inverse, w.number(Float.MAX_VALUE));
    Value factor = w.splat(w.op(CoreOp.SELECT, isUsed, inverse, w.number(0)));
    Value areNumbers = w.op(CoreOp.LE, w.wordsOf(top), w.words(INFINITE));
    List<Value> integers = new ArrayList<>();
    for (Value some : numbers) {
      Value bits = rounded(w, w.op(CoreOp.MUL, some, factor));
      integers.add(w.op(CoreOp.SELECT, areNumbers, bits, w.words(0)));
    }
    w.storeBlock(to, scale, at, integers);
  }

  /// The nearest integers, in the lowest 8 bits of lanes.
  private static Value rounded(Writer w, Value x) {
    Value up = w.op(CoreOp.ADD, w.op(CoreOp.ABS, x), w.splat(w.number(NEARLY_HALF)));
    Value whole = w.op(CoreOp.BITCAST, w.op(CoreOp.FLOOR, up));
    Value sign = w.op(CoreOp.AND, w.op(CoreOp.BITCAST, x), w.words(SIGN));
    Value signed = w.op(CoreOp.BITCAST, w.op(CoreOp.OR, whole, sign));
    return w.op(CoreOp.BITCAST, w.op(CoreOp.ADD, signed, w.splat(w.number(MAGIC))));
  }
}
