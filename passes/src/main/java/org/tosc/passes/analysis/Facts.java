package org.tosc.passes.analysis;

import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;

/// Built-ins that only tell something of a value, where the value's type says that they cannot
/// raise: the length of a list, the number that a tensor of one element holds.
final class Facts {
  /// Gives a field, or a value that stands for nothing; runs no code of the program.
  private static final String FIELD = "$field";

  private Facts() {}

  static boolean isFact(Operation o) {
    if (o.op() == HostOp.BUILTIN && o.attributes().string("name").equals(FIELD)) {
      return true;
    }
    if (o.op() != HostOp.BUILTIN || o.operands().size() != 1) {
      return false;
    }
    Value of = o.operand(0);
    return switch (o.attributes().string("name")) {
      case "len" -> hasLength(of);
      case "float" -> isOne(of);
      case "int" -> isOne(of) && ((TensorType) of.type()).element().isInteger();
      default -> false;
    };
  }

  private static boolean hasLength(Value v) {
    return v.type() == HostType.LIST || v.type() == HostType.STR || v.type() == HostType.DICT;
  }

  private static boolean isOne(Value v) {
    return v.type() instanceof TensorType t
        && t.element().kind() != Scalar.Kind.BLOCK
        && t.shape().stream().allMatch(d -> d instanceof Dim.Known(long size, var _) && size == 1);
  }
}
