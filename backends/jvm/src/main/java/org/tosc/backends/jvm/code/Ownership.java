package org.tosc.backends.jvm.code;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Nest;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.TileType;
import org.tosc.tir.ir.Value;

/// Which outs of nests may be written in place: tiles that were made new in the same region and
/// that nothing but the nest uses. All others are copied first, since tiles are values.
final class Ownership {
  private final Uses uses;
  private final BitSet owned = new BitSet();

  private Ownership(Uses uses) {
    this.uses = uses;
  }

  static Ownership of(Function function, Uses uses) {
    Ownership ownership = new Ownership(uses);
    ownership.visit(function.body());
    return ownership;
  }

  boolean isOwned(Value value) {
    return owned.get(value.id());
  }

  private void visit(Region region) {
    Set<Value> fresh = new HashSet<>();
    for (Operation o : region.ops()) {
      if (o.op() == KernelOp.NEST) {
        for (Value out : Nest.of(o).outs()) {
          if (fresh.contains(out) && uses.count(out) == 1) {
            owned.set(out.id());
          }
        }
      } else {
        o.regions().forEach(this::visit);
      }
      if (makesTiles(o)) {
        fresh.addAll(o.results());
      }
    }
  }

  private static boolean makesTiles(Operation o) {
    return o.op() == KernelOp.TILE_LOAD
        || o.op() == KernelOp.TILE_SPLAT
        || o.op() == KernelOp.NEST
        || (o.op() == CoreOp.ZERO && o.result().type() instanceof TileType);
  }
}
