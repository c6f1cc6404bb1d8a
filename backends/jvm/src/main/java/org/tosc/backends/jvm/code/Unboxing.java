package org.tosc.backends.jvm.code;

import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;

/// Which method of `link.Unbox` makes an `any` a typed value.
final class Unboxing {
  private Unboxing() {}

  static String method(Type type) {
    if (type == Scalar.I64) {
      return "toLong";
    }
    if (type == Scalar.F64) {
      return "toDouble";
    }
    if (type == Scalar.I1) {
      return "toBoolean";
    }
    if (type instanceof TensorType) {
      return "toTensor";
    }
    if (type instanceof HostType host) {
      return switch (host) {
        case STR -> "toText";
        case LIST -> "toList";
        case DICT -> "toDict";
        case RANGE -> "toRange";
        case FN -> "toFunction";
        case ANY, ITER -> throw new IllegalArgumentException("nothing to unbox to " + host);
      };
    }
    throw new IllegalArgumentException("no host value has type " + type);
  }
}
