package org.tosc.backends.machines.mlir.verify;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Operation.Block;
import org.tosc.backends.machines.mlir.ir.Operation.Region;
import org.tosc.backends.machines.mlir.ir.Operation.Successor;

/// Which blocks of a region control has passed whenever it comes to a block.
final class Dominance {
  private final BitSet[] dominators;

  private Dominance(BitSet[] dominators) {
    this.dominators = dominators;
  }

  /// By steps until nothing changes: blocks begin with all, and keep what all before them have.
  static Dominance of(Region region) {
    int count = region.blocks().size();
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < count; i++) {
      numbers.put(region.blocks().get(i).label(), i);
    }
    BitSet[] before = new BitSet[count];
    BitSet[] dominators = new BitSet[count];
    for (int i = 0; i < count; i++) {
      before[i] = new BitSet();
      dominators[i] = new BitSet();
      dominators[i].set(0, count);
    }
    for (int i = 0; i < count; i++) {
      for (Successor successor : successors(region.blocks().get(i))) {
        Integer to = numbers.get(successor.label());
        if (to != null) {
          before[to].set(i);
        }
      }
    }
    if (count > 0) {
      dominators[0].clear();
      dominators[0].set(0);
    }
    boolean changes = count > 1;
    while (changes) {
      changes = false;
      for (int i = 1; i < count; i++) {
        changes |= narrow(dominators, before[i], i);
      }
    }
    return new Dominance(dominators);
  }

  private static boolean narrow(BitSet[] dominators, BitSet before, int block) {
    BitSet next = new BitSet();
    next.set(0, dominators.length);
    before.stream().forEach(b -> next.and(dominators[b]));
    next.set(block);
    boolean changes = !next.equals(dominators[block]);
    dominators[block] = next;
    return changes;
  }

  private static List<Successor> successors(Block block) {
    List<Operation> operations = block.operations();
    return operations.isEmpty() ? List.of() : operations.getLast().successors();
  }

  /// Whether control has passed the first block when it comes to the second.
  boolean isBefore(int first, int second) {
    return dominators[second].get(first);
  }
}
