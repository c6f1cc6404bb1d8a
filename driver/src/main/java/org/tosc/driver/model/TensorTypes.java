package org.tosc.driver.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tosc.driver.Programs;
import org.tosc.driver.tensor.ElementTypes;
import org.tosc.models.graph.Graph;
import org.tosc.passes.precision.Precision;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;

/// Tensors of a run of training, and what is done with them besides.
final class TensorTypes {
  private TensorTypes() {}

  static TensorType of(Tensor tensor) {
    return TensorType.of(ElementTypes.scalar(tensor.dtype()), tensor.shape());
  }

  /// The rows of the first axis with these numbers.
  static Tensor rows(Tensor all, int[] rows) {
    long[] indexes = Arrays.stream(rows).asLongStream().toArray();
    Tensor positions = Tensor.ofLongs(DType.I64, new long[] {rows.length}, indexes);
    Object[] operands = {all, positions};
    return (Tensor) Programs.tensors().apply("gather", operands, Map.of("axis", 0L));
  }

  /// A number as a tensor without axes.
  static Tensor number(DType dtype, double number) {
    return Tensor.ofDoubles(dtype, new long[0], new double[] {number});
  }

  /// A function of twice as many tensors that adds the first half to the second.
  static Function sums(List<TensorType> types) {
    Graph g = new Graph("sums");
    List<Value> a = types.stream().map(t -> g.input(t.element(), t.extents())).toList();
    List<Value> b = types.stream().map(t -> g.input(t.element(), t.extents())).toList();
    List<Value> sums = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      sums.add(g.add(a.get(i), b.get(i)));
    }
    return g.finish(sums.toArray(Value[]::new));
  }

  /// A function whose products are computed in numbers of few bits.
  ///
  /// @param precision `f32`, where nothing changes, `f16` or `bf16`
  static Function narrowed(Function f, String precision) {
    return precision.equals("f32")
        ? f
        : new Function(
            f.symbol(),
            f.results(),
            f.body(),
            f.attributes().with(Precision.ATTRIBUTE, Attribute.of(precision)),
            f.span());
  }
}
