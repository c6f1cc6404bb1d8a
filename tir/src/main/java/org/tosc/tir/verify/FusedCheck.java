package org.tosc.tir.verify;

import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.Trait;
import org.tosc.tir.ir.Value;

/// Rule 15: groups of tensor operations and their bodies.
final class FusedCheck {
  private FusedCheck() {}

  static @Nullable String complaint(Module module, Operation o) {
    if (o.attributes().has("kernel") && module.function(o.attributes().symbol("kernel")) == null) {
      return "there is no function @" + o.attributes().symbol("kernel");
    }
    if (FusedOp.Kind.parse(o.attributes().string("kind")) == null) {
      return "a group is elementwise, rows, contraction or attention, found "
          + o.attributes().get("kind");
    }
    var wanted = Value.types(o.operands());
    var found = Value.types(o.region(0).params());
    return wanted.equals(found) ? null : "a group takes " + wanted + ", found " + found;
  }

  /// One operation inside a group. That it uses nothing from outside follows from what is visible.
  static @Nullable String insideBody(Operation o) {
    boolean known = o.op() == CoreOp.CONST || o.op() == CoreOp.YIELD || o.op() instanceof TensorOp;
    boolean pure = o.op() == CoreOp.YIELD || o.op().is(Trait.PURE);
    return known && pure
        ? null
        : "a group holds pure tensor operations and constants, found " + o.op().mnemonic();
  }
}
