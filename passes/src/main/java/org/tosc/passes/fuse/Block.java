package org.tosc.passes.fuse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.analysis.Sharing;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.Value;

/// The operations of one region as nodes, with who makes and who uses what. What an operation's
/// inner regions use, the operation uses.
final class Block {
  /// A use by a tensor operation of an inner region.
  record Inner(Node producer, Operation consumer) {}

  final List<Node> nodes = new ArrayList<>();
  final List<Inner> inner = new ArrayList<>();
  private final Map<Integer, Node> makers = new HashMap<>();

  private final List<Node> readers = new ArrayList<>();
  private final Sharing sharing;
  private @Nullable Node lastEffect;

  Block(Region region, Sharing sharing) {
    this.sharing = sharing;
    for (Operation o : region.ops()) {
      boolean reads = o.op() instanceof TensorOp && !sharing.isFrozen(o);
      Node node = new Node(nodes.size(), o, Eligibility.of(o), reads);
      nodes.add(node);
      for (Value operand : o.operands()) {
        node.operands.add(use(operand, node));
      }
      o.regions().forEach(inner -> inside(inner, node));
      o.results().forEach(r -> makers.put(r.id(), node));
      order(node);
    }
  }

  /// Effects and errors follow each other; what reads changeable tensors stays between them.
  private void order(Node node) {
    if (!node.raises && !node.reads) {
      return;
    }
    if (lastEffect != null) {
      lastEffect.precedes(node);
    }
    if (node.raises) {
      readers.forEach(r -> r.precedes(node));
      readers.clear();
      lastEffect = node;
    } else {
      readers.add(node);
    }
  }

  /// Who makes a value; null where it comes from outside.
  @Nullable Node maker(Value value) {
    return makers.get(value.id());
  }

  /// Whether what a node gives has the same elements wherever it is used: whoever computes it again
  /// gets what it is then.
  boolean isFrozen(Node node) {
    return node.operation.results().stream().allMatch(sharing::isFrozen);
  }

  private @Nullable Node use(Value value, Node user) {
    Node maker = makers.get(value.id());
    if (maker != null && (maker.users.isEmpty() || maker.users.getLast() != user)) {
      maker.users.add(user);
      user.makers.add(maker);
    }
    return maker;
  }

  private void inside(Region region, Node owner) {
    for (Operation o : region.ops()) {
      for (Value v : o.operands()) {
        Node maker = use(v, owner);
        if (maker != null && maker.unit.kind != null && o.op() instanceof TensorOp) {
          inner.add(new Inner(maker, o));
        }
      }
      o.regions().forEach(inner -> inside(inner, owner));
    }
  }
}
