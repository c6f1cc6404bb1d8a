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
    return new TensorType(List.of(Dim.of(n), Dim.of(n)), plain(call, Scalar.F32));
  }

  static Type cast(TensorCall call) throws Mismatch {
    return new TensorType(call.x().shape(), plain(call, null));
  }

  private static Scalar plain(TensorCall call, @org.jspecify.annotations.Nullable Scalar otherwise)
      throws Mismatch {
    Scalar element = call.dtype("dtype", otherwise);
    if (element.kind() == Scalar.Kind.BLOCK) {
      throw call.fault(Rule.DTYPE, "cannot make %s; `quantize` packs blocks", element);
    }
    return element;
  }

  /// Packs the last axis into blocks that share a scale.
  static List<Type> quantize(TensorCall call) throws Mismatch {
    String name = call.attributes().string("format");
    Scalar format = Scalar.parse(name);
    if (format == null || format.kind() != Scalar.Kind.BLOCK) {
      throw call.fault(Rule.ATTRIBUTE, "knows the formats q8_0, q4_0 and nvfp4, found %s", name);
    }
    call.requireRankAtLeast(0, 1, "a tensor");
    int last = call.x().rank() - 1;
    long size = Dims.known(call.x().shape().get(last));
    int block = blockSize(format);
    if (size % block != 0 && size >= 0) {
      throw call.fault(
          Rule.EXTENT,
          new Place(0, last),
          "to %s needs a last axis that is a multiple of %d, found shape %s",
          format,
          block,
          call.x().shapeText());
    }
    return List.of(new TensorType(call.x().shape(), format));
  }

  /// Elements that share a scale.
  static int blockSize(Scalar format) {
    return format == Scalar.NVFP4 ? 16 : 32;
  }

  static Type dequantize(TensorCall call) throws Mismatch {
    if (call.x().element().kind() != Scalar.Kind.BLOCK) {
      throw call.fault(
          Rule.DTYPE,
          new Place(0, -1),
          "needs a tensor that `quantize` made, found %s",
          call.x().element());
    }
    return new TensorType(call.x().shape(), call.dtype("dtype", Scalar.F32));
  }
}
