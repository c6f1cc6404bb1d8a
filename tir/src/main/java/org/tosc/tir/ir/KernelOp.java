package org.tosc.tir.ir;

import static org.tosc.tir.ir.Rows.always;
import static org.tosc.tir.ir.Rows.attrs;
import static org.tosc.tir.ir.Rows.declared;
import static org.tosc.tir.ir.Rows.inferred;
import static org.tosc.tir.ir.Rows.many;
import static org.tosc.tir.ir.Rows.none;
import static org.tosc.tir.ir.Rows.one;
import static org.tosc.tir.ir.Rows.operands;
import static org.tosc.tir.ir.Rows.traits;
import static org.tosc.tir.ir.Trait.RAISES;

import java.util.List;
import java.util.Set;
import org.tosc.tir.ir.OpRow.Operand;
import org.tosc.tir.ir.OpRow.Results;

/// Buffers and, with Neuro-Lang, scheduled loops over tiles: the `kernel` family. It starts with
/// addressable memory; `nest`, tiles and launches join with their first user.
public enum KernelOp implements Op {
  ALLOC("alloc", operands(), declared(TypeSet.BUFFER), traits(), "New memory, filled with zeros."),
  LOAD(
      "load",
      operands(one("buffer", TypeSet.BUFFER), many("indexes", TypeSet.I64)),
      inferred((in, a) -> List.of(((BufferType) in.getFirst()).element())),
      traits(RAISES),
      "Reads one element; raises `IndexError` outside the extents."),
  STORE(
      "store",
      operands(
          one("buffer", TypeSet.BUFFER),
          one("value", TypeSet.SCALAR),
          many("indexes", TypeSet.I64)),
      none(),
      traits(RAISES),
      "Writes one element; raises `IndexError` outside the extents."),
  EXTENT(
      "extent",
      operands(one("buffer", TypeSet.BUFFER), one("axis", TypeSet.I64)),
      always(Scalar.I64),
      traits(RAISES),
      "The extent of an axis.");

  private final OpRow row;

  KernelOp(String name, List<Operand> operands, Results results, Set<Trait> traits, String doc) {
    this.row = new OpRow("kernel", name, operands, attrs(), List.of(), results, traits, doc);
  }

  @Override
  public OpRow row() {
    return row;
  }
}
