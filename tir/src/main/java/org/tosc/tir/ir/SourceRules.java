package org.tosc.tir.ir;

import java.util.ArrayList;
import java.util.List;
import org.tosc.tir.ir.TypeRule.Mismatch;
import org.tosc.tir.ir.TypeRule.Mismatch.Place;
import org.tosc.tir.ir.TypeRule.Mismatch.Rule;

/// Shape rules of operations that make tensors of attributes, and of changes of the element type.
final class SourceRules {
  private SourceRules() {}

  /// `full`, `rand`, `randn`: shape and element type are attributes.
  static Type stated(TensorCall call) throws Mismatch {
    List<Dim> shape = new ArrayList<>();
    for (long size : call.integers("shape")) {
      shape.add(Dim.of(LayoutRules.requireSize(call, size)));
    }
    return new TensorType(shape, plain(call, Scalar.F32));
  }

  /// `full`, whose value is an operand or an attribute; a boolean makes booleans.
  static Type full(TensorCall call) throws Mismatch {
    boolean isBoolean =
        call.has(0)
            ? call.operands().getFirst() == Scalar.I1
            : call.attributes().get("value") instanceof Attribute.Bool;
    if (!call.has(0) && !call.attributes().has("value")) {
      throw call.fault(Rule.ATTRIBUTE, "needs a value");
    }
    TensorType type = (TensorType) stated(call);
    return new TensorType(type.shape(), plain(call, isBoolean ? Scalar.I1 : Scalar.F32));
  }

  static Type randint(TensorCall call) throws Mismatch {
    long low = call.attributes().integer("low", 0);
    long high = call.attributes().integer("high");
    if (low >= high) {
      throw call.fault(Rule.ATTRIBUTE, "needs low below high, found %d and %d", low, high);
    }
    return new TensorType(((TensorType) stated(call)).shape(), plain(call, Scalar.I64));
  }

  static Type random(TensorCall call) throws Mismatch {
    TensorType type = (TensorType) stated(call);
    if (!type.element().isFloat()) {
      throw call.fault(Rule.DTYPE, "makes floats, found dtype=%s", type.element());
    }
    return type;
  }

  /// The elements of `data`, as many as the shape has.
  static Type literal(TensorCall call) throws Mismatch {
    TensorType type = (TensorType) stated(call);
    int count = call.attributes().array("data").size();
    if (count != Dims.product(type.shape())) {
      throw call.fault(
          Rule.COUNT,
          "of shape %s needs %d elements, found %d",
          type.shapeText(),
          Dims.product(type.shape()),
          count);
    }
    return type;
  }

  static Type splat(TensorCall call) throws Mismatch {
    Scalar own = (Scalar) call.operands().getFirst();
    return new TensorType(List.of(), plain(call, own));
  }

  static Type iota(TensorCall call) throws Mismatch {
    long n = LayoutRules.requireSize(call, call.attributes().integer("n"));
    return new TensorType(List.of(Dim.of(n)), plain(call, Scalar.F32));
  }

  static Type eye(TensorCall call) throws Mismatch {
    long n = LayoutRules.requireSize(call, call.attributes().integer("n"));
    long m = LayoutRules.requireSize(call, call.attributes().integer("m", n));
    return new TensorType(List.of(Dim.of(n), Dim.of(m)), plain(call, Scalar.F32));
  }

  /// Another element type; to a block format, `quantize`.
  static Type cast(TensorCall call) throws Mismatch {
    Scalar to = call.dtype("dtype", null);
    return to.kind() == Scalar.Kind.BLOCK ? packed(call, to) : new TensorType(call.x().shape(), to);
  }

  private static Scalar plain(TensorCall call, Scalar otherwise) throws Mismatch {
    Scalar element = call.dtype("dtype", otherwise);
    if (element.kind() == Scalar.Kind.BLOCK) {
      throw call.fault(Rule.DTYPE, "cannot make %s; `quantize` packs blocks", element);
    }
    return element;
  }

  /// Packs the last axis into blocks that share a scale; `i8` gives integers and one scale.
  static List<Type> quantize(TensorCall call) throws Mismatch {
    String name = call.attributes().string("format", Scalar.Q8_0.text());
    Scalar format = Scalar.parse(name);
    if (format == Scalar.I8) {
      return List.of(
          new TensorType(call.x().shape(), format), new TensorType(List.of(), Scalar.F32));
    }
    if (format == null || format.kind() != Scalar.Kind.BLOCK) {
      throw call.fault(
          Rule.ATTRIBUTE, "knows the formats q8_0, q4_0, nvfp4 and i8, found %s", name);
    }
    return List.of(packed(call, format));
  }

  private static TensorType packed(TensorCall call, Scalar format) throws Mismatch {
    call.requireRankAtLeast(0, 1, "a tensor");
    int last = call.x().rank() - 1;
    long size = Dims.known(call.x().shape().get(last));
    if (size >= 0 && size % format.blockSize() != 0) {
      throw call.fault(
          Rule.EXTENT,
          new Place(0, last),
          "to %s needs axis %d to be a multiple of %d, found %d in shape %s",
          format,
          last,
          format.blockSize(),
          size,
          call.x().shapeText());
    }
    return new TensorType(call.x().shape(), format);
  }

  static Type dequantize(TensorCall call) throws Mismatch {
    requireScale(call, 0, 1);
    return new TensorType(call.x().shape(), plain(call, Scalar.F32));
  }

  /// Requires packed blocks, or integers and one scale.
  static void requireScale(TensorCall call, int operand, int scale) throws Mismatch {
    Scalar element = call.tensor(operand).element();
    boolean fits = element.kind() == Scalar.Kind.BLOCK || (element.isInteger() && call.has(scale));
    if (!fits) {
      throw call.fault(
          Rule.DTYPE,
          new Place(operand, -1),
          "needs packed blocks, or integers and their scale, found %s",
          element);
    }
    if (call.has(scale)) {
      call.requireRank(scale, 0, "one scale");
    }
  }
}
