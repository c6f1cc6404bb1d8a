package org.tosc.tir.ir;

import java.util.ArrayList;
import java.util.List;

/// Result types of the `kernel` family, as far as they follow from the operands.
final class KernelRules {
  private KernelRules() {}

  /// What one element of a buffer or tile is in a register.
  static List<Type> element(List<Type> operands, Attributes attributes) {
    return List.of(
        operands.getFirst() instanceof TileType tile
            ? tile.element().arithmetic()
            : ((BufferType) operands.getFirst()).element().arithmetic());
  }

  static List<Type> transpose(List<Type> operands, Attributes attributes) throws TypeRule.Mismatch {
    BufferType from = (BufferType) operands.getFirst();
    int[] perm = attributes.integers("perm").stream().mapToInt(Math::toIntExact).toArray();
    List<Dim> shape = new ArrayList<>();
    boolean[] seen = new boolean[from.rank()];
    for (int axis : perm) {
      if (axis < 0 || axis >= seen.length || seen[axis]) {
        throw new TypeRule.Mismatch(
            TypeRule.Mismatch.Rule.AXIS,
            "`perm` holds each of the " + from.rank() + " axes once, found " + axis);
      }
      seen[axis] = true;
      shape.add(from.shape().get(axis));
    }
    if (shape.size() != from.rank()) {
      throw new TypeRule.Mismatch(
          TypeRule.Mismatch.Rule.AXIS,
          "`perm` holds each of the " + from.rank() + " axes once, found " + shape.size());
    }
    return List.of(
        new BufferType(shape, from.element(), from.layout().permuted(perm), from.space()));
  }

  /// The types of the outs that are tiles.
  static List<Type> nest(List<Type> operands, Attributes attributes) throws TypeRule.Mismatch {
    long ins = attributes.integer("ins");
    long outs = attributes.integer("outs");
    long bounds = attributes.array("bounded").size();
    if (ins < 0 || outs < 1 || ins > operands.size() || outs > operands.size() - ins - bounds) {
      throw count(ins, outs, bounds, operands.size());
    }
    if (ins + outs + bounds != operands.size()) {
      throw count(ins, outs, bounds, operands.size());
    }
    return operands.subList((int) ins, (int) (ins + outs)).stream()
        .filter(t -> t instanceof TileType)
        .toList();
  }

  private static TypeRule.Mismatch count(long ins, long outs, long bounds, int found) {
    return new TypeRule.Mismatch(
        TypeRule.Mismatch.Rule.COUNT,
        "%d ins, %d outs (at least 1) and %d bounds, found %d operands"
            .formatted(ins, outs, bounds, found));
  }
}
