package org.tosc.passes.kernelize;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// The words in which [Expansions] are written: tensor operations appended to a region under
/// construction, all for one operation of the source.
record Words(FunctionBuilder builder, Span span) {
  /// The attribute of a reduction that passes over NaN.
  static final String NUMBERS = "numbers";

  Value apply(TensorOp op, Value... operands) {
    return builder.op(op, span, operands).result();
  }

  private Value apply(TensorOp op, Attributes attributes, Value x) {
    return builder.op(op, attributes, span, List.of(x)).result();
  }

  Value add(Value a, Value b) {
    return apply(TensorOp.ADD, a, b);
  }

  Value sub(Value a, Value b) {
    return apply(TensorOp.SUB, a, b);
  }

  Value mul(Value a, Value b) {
    return apply(TensorOp.MUL, a, b);
  }

  Value div(Value a, Value b) {
    return apply(TensorOp.DIV, a, b);
  }

  /// `a · b + c`, rounded once where an engine can: for operations whose rows allow sums to differ.
  Value multiplyAdd(Value a, Value b, Value c) {
    Attributes once = Attributes.of(Formulas.ROUNDED_ONCE, Attribute.of(true));
    return builder.op(TensorOp.ADD, once, span, List.of(mul(a, b), c)).result();
  }

  Value square(Value a) {
    return mul(a, a);
  }

  /// `1 / a`.
  Value reciprocal(Value a) {
    return div(number(1, a), a);
  }

  /// A number without axes, of another tensor's element type.
  Value number(double number, Value like) {
    Attributes attributes =
        Attributes.of("shape", Attribute.ints(List.of()))
            .with("value", Attribute.of(number))
            .with("dtype", new Attribute.OfType(type(like).element()));
    return builder.op(TensorOp.FULL, attributes, span, List.of()).result();
  }

  /// Reduces an axis, which stays with extent 1.
  Value reduce(TensorOp op, Value x, int axis) {
    return apply(op, kept(axis), x);
  }

  /// The largest number along an axis, which stays with extent 1, where one that is NaN makes NaN
  /// of what follows anyway.
  Value top(Value x, int axis) {
    return apply(TensorOp.REDUCE_MAX, kept(axis).with(NUMBERS, Attribute.of(true)), x);
  }

  private static Attributes kept(int axis) {
    return Attributes.of("axis", Attribute.ints(List.of((long) axis)))
        .with("keepdims", Attribute.of(true));
  }

  /// `exp` of a number that is not above 0.
  Value fallingExp(Value x) {
    return apply(TensorOp.EXP, Attributes.of(ScalarForms.FALLS, Attribute.of(true)), x);
  }

  Value transpose(Value x, List<Long> perm) {
    return apply(TensorOp.TRANSPOSE, Attributes.of("perm", Attribute.ints(perm)), x);
  }

  Value reshape(Value x, List<Long> shape) {
    return shape.equals(shape(x))
        ? x
        : apply(TensorOp.RESHAPE, Attributes.of("shape", Attribute.ints(shape)), x);
  }

  /// With its last two axes exchanged.
  Value turn(Value x) {
    int rank = type(x).rank();
    return exchange(x, rank - 2, rank - 1);
  }

  /// With two axes exchanged.
  Value exchange(Value x, int a, int b) {
    List<Long> perm = new ArrayList<>(LongStream.range(0, type(x).rank()).boxed().toList());
    java.util.Collections.swap(perm, a, b);
    return transpose(x, perm);
  }

  static TensorType type(Value x) {
    return (TensorType) x.type();
  }

  /// The extents, all of which are known.
  static List<Long> shape(Value x) {
    List<Long> sizes = new ArrayList<>();
    for (Dim dim : type(x).shape()) {
      if (!(dim instanceof Dim.Known known)) {
        throw new IllegalStateException("the extent " + dim + " is not known");
      }
      sizes.add(known.size());
    }
    return sizes;
  }

  /// The axis that an attribute names, counted from 0.
  static int axis(Attributes attributes, String name, int otherwise, int rank) {
    int axis = Math.toIntExact(attributes.integer(name, otherwise));
    return axis < 0 ? axis + rank : axis;
  }
}
