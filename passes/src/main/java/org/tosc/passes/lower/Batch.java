package org.tosc.passes.lower;

import java.util.List;
import org.tosc.passes.lower.Contraction.Axis;
import org.tosc.tir.ir.Value;

/// Where a batch of a product begins in its operands and its result.
///
/// @param indexes which batch it is
record Batch(Value left, Value right, Value out, List<Value> indexes) {
  static Batch of(Writer w, Contraction product, List<Value> point) {
    Value left = w.whole(product.a().constant());
    Value right = w.whole(product.b().constant());
    Value out = w.whole(product.c().constant());
    for (int i = 0; i < point.size(); i++) {
      Axis axis = product.batches().get(i);
      left = w.moved(left, point.get(i), axis.a());
      right = w.moved(right, point.get(i), axis.b());
      out = w.moved(out, point.get(i), axis.c());
    }
    return new Batch(left, right, out, point);
  }
}
