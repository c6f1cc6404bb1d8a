package org.tosc.passes.autodiff;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.IntPredicate;
import org.tosc.passes.specialise.Refusal;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.Trait;

/// What derivatives do not go through, and the words for it.
final class Obstacles {
  /// Host operations that replace elements of a tensor, or may.
  private static final Set<HostOp> CHANGES =
      EnumSet.of(HostOp.SET, HostOp.SET_SLICE, HostOp.SET_MEMBER);

  private Obstacles() {}

  /// Refuses what is neither a tensor operation nor arithmetic of scalars.
  static void check(Operation o) throws Refusal {
    String name = "`" + o.op().mnemonic() + "`";
    switch (o.op()) {
      case TensorOp _ -> {}
      case CoreOp core -> {
        if (!o.regions().isEmpty() || core.is(Trait.TERMINATOR)) {
          throw new Refusal("control flow (" + name + ")");
        }
        if (!core.is(Trait.PURE)) {
          throw new Refusal(name + " is no computation of values alone");
        }
      }
      case HostOp host -> {
        checkChange(o);
        throw new Refusal(described(host, o) + " is no tensor operation");
      }
      case KernelOp _ -> throw new Refusal("memory (" + name + ")");
      case FusedOp _ -> throw new IllegalStateException("a group that was not taken apart");
    }
  }

  /// Refuses what replaces elements of a tensor.
  static void checkChange(Operation o) throws Refusal {
    if (o.op() instanceof HostOp host && CHANGES.contains(host)) {
      throw new Refusal("a change in place (`" + host.mnemonic() + "`)");
    }
  }

  private static String described(HostOp host, Operation o) {
    boolean named = host == HostOp.BUILTIN || host == HostOp.INVOKE;
    return named ? "`" + o.attributes().string("name") + "`" : "`" + host.mnemonic() + "`";
  }

  /// Refuses rows that depend on an operand and have no rule for it.
  static void checkRule(TensorOp op, Operation o, IntPredicate isFollowed) throws Refusal {
    boolean lacks =
        op == TensorOp.DEQUANTIZE
            || (op == TensorOp.QMATMUL && o.operands().size() > 2 && isFollowed.test(2))
            || (op == TensorOp.COLLECTIVE && !o.attributes().string("kind").equals("all_reduce"));
    if (lacks) {
      throw new Refusal("`" + op.mnemonic() + "` has no rule for its derivative");
    }
  }
}
