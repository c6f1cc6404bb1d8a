package org.tosc.passes.outline;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Trait;
import org.tosc.tir.ir.Value;

/// Which operations one part may have, given those that stand in it already.
///
/// Lists are filled and read only where the part made them. With `loops`, whole loops are in parts
/// as well, and calls of smaller parts: a version may do them turn by turn where it knows how
/// often.
final class Admission {
  private final boolean loops;
  private final Set<String> parts;
  private final Set<Integer> lists = new HashSet<>();

  /// @param loops whether loops are admitted
  /// @param parts symbols of the parts that may be called
  Admission(boolean loops, Set<String> parts) {
    this.loops = loops;
    this.parts = parts;
  }

  /// The next part begins.
  void restart() {
    lists.clear();
  }

  /// The role of an operation behind those that came before.
  ///
  /// @param next the operation behind it
  Role of(Operation o, Operation next) {
    Role role = loops ? wide(o, next) : Role.of(o);
    boolean taken = role == Role.TENSOR || role == Role.BESIDE;
    if (taken && !isLength(o) && o.operands().stream().anyMatch(this::isForeign)) {
      return Role.END;
    }
    if (taken && o.op() == HostOp.LIST) {
      lists.add(o.result().id());
    }
    return role;
  }

  private boolean isForeign(Value value) {
    return value.type() == HostType.LIST && !lists.contains(value.id());
  }

  private static boolean isLength(Operation o) {
    return o.op() == HostOp.BUILTIN && name(o).equals("len");
  }

  private Role wide(Operation o, Operation next) {
    if (o.op() == CoreOp.CALL) {
      return isPart(o) ? Role.TENSOR : Role.END;
    }
    if (o.op() == HostOp.ITER) {
      boolean follows = next.op() == CoreOp.LOOP && admits(next);
      return follows ? Role.BESIDE : Role.END;
    }
    if (o.op() == CoreOp.LOOP) {
      return admits(o) ? Role.BESIDE : Role.END;
    }
    boolean beside = o.op() == CoreOp.SLOT || o.op() == HostOp.RANGE || isPush(o) || isField(o);
    return beside ? Role.BESIDE : Role.of(o);
  }

  boolean isPart(Operation o) {
    return o.op() == CoreOp.CALL && parts.contains(o.attributes().symbol("callee"));
  }

  private static boolean isField(Operation o) {
    return o.op() == HostOp.BUILTIN && name(o).equals("$field");
  }

  private static boolean isPush(Operation o) {
    return o.op() == HostOp.INVOKE
        && name(o).equals("push")
        && o.operands().size() == 2
        && o.operand(0).type() == HostType.LIST;
  }

  private static String name(Operation o) {
    return o.attributes().string("name");
  }

  /// Whether a loop has only what a part may have, and is left by its condition alone.
  private boolean admits(Operation loop) {
    return loop.regions().stream().allMatch(this::admits);
  }

  private boolean admits(Region region) {
    List<Operation> ops = region.ops();
    for (int i = 0; i < ops.size(); i++) {
      Operation o = ops.get(i);
      if (o.op().is(Trait.TERMINATOR)) {
        return o.op() == CoreOp.YIELD;
      }
      boolean turn = o.op() == HostOp.HAS_NEXT || o.op() == HostOp.NEXT;
      if (!turn && of(o, ops.get(i + 1)) == Role.END) {
        return false;
      }
    }
    return true;
  }
}
