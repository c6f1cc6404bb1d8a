package org.tosc.passes.fuse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.fuse.Node.Part;
import org.tosc.passes.fuse.Reason.Refused;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.FusedOp.Kind;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.Trait;
import org.tosc.tir.ir.Value;

/// Forms the groups of one block, in the order in which the operations stand, from what gains most
/// to what gains least: attention, sibling products, epilogues, rows, what rows and epilogues read,
/// element-wise chains, transposed results.
final class Grouping {
  /// Two operations that stayed apart.
  record Apart(Node producer, Operation consumer, Refused why) {}

  private final Block block;
  private final Joins joins;
  private final UnitOrder order;
  private final Map<List<Node>, Refused> siblings = new LinkedHashMap<>();
  private final Map<Node, Refused> attentions = new HashMap<>();

  Grouping(Block block) {
    this.block = block;
    this.order = new UnitOrder(block.nodes);
    this.joins = new Joins(order);
  }

  UnitOrder order() {
    return order;
  }

  Joins joins() {
    return joins;
  }

  void run() {
    block.nodes.forEach(this::attention);
    siblings();
    forward(Grouping::isEpilogue);
    forward((p, c) -> p.unit.is(Kind.ROWS));
    backward((p, c) -> c.unit.kind != null && !c.unit.is(Kind.ELEMENTWISE));
    forward((p, c) -> p.unit.is(Kind.ELEMENTWISE) && c.unit.is(Kind.ELEMENTWISE));
    forward((p, c) -> c.role == Role.VIEW);
  }

  // Attention.

  private void attention(Node last) {
    AttentionMatch.Found found = AttentionMatch.of(last);
    if (found == null) {
      return;
    }
    if (found.refused() != null) {
      attentions.put(found.scores(), found.refused());
      return;
    }
    found.scores().part = Part.SCORES;
    Unit unit = found.scores().unit;
    List<Dim> queries = found.scores().operandShape(0);
    for (Map.Entry<Node, Part> between : found.between().entrySet()) {
      between.getKey().part = between.getValue();
      unit = order.merge(unit, between.getKey().unit);
    }
    unit = order.merge(unit, last.unit);
    unit.kind = Kind.ATTENTION;
    unit.space = found.scores().shape();
    unit.rowAxes = 1;
    unit.queries = queries;
    joins.count(Rule.SOFTMAX_ATTENTION);
  }

  // Siblings.

  private void siblings() {
    Map<Value, Node> first = new HashMap<>();
    for (Node node : block.nodes) {
      boolean product = node.unit.is(Kind.CONTRACTION) && node.operation.op() != TensorOp.CONV2D;
      if (product) {
        Node leader = first.putIfAbsent(node.operation.operand(0), node);
        Refused refused = leader == null ? null : sibling(leader, node);
        if (refused != null) {
          siblings.put(List.of(leader, node), refused);
        }
      }
    }
  }

  private @Nullable Refused sibling(Node leader, Node node) {
    if (leader.operation.op() != node.operation.op() || !rows(leader).equals(rows(node))) {
      return Reason.OTHER_LEFT.because(SmallPlans.shapes(leader, node));
    }
    Refused refused = order.refused(leader.unit, node.unit);
    if (refused == null) {
      joins.merge(new Plan.Join(Rule.SIBLINGS, leader.unit, node.unit, Part.ANCHOR));
      joins.count(Rule.SIBLINGS);
    }
    return refused;
  }

  /// The extents of a product but the last.
  private static List<Dim> rows(Node product) {
    List<Dim> shape = product.shape();
    int rank = product.operandShape(1).size();
    return rank < 2 || shape.isEmpty() ? shape : shape.subList(0, shape.size() - 1);
  }

  // Uses.

  private interface Which {
    boolean holds(Node producer, Node consumer);
  }

  private static boolean isEpilogue(Node producer, Node consumer) {
    return consumer.role == Role.ELEMENT && Plan.contracts(producer.unit);
  }

  private void forward(Which which) {
    block.nodes.forEach(n -> attempt(n, which));
  }

  private void backward(Which which) {
    block.nodes.reversed().forEach(n -> attempt(n, which));
  }

  /// Tries an operation's operands, the latest first: what it needs last it should join.
  private void attempt(Node consumer, Which which) {
    for (Node producer : producers(consumer)) {
      if (which.holds(producer, consumer)) {
        joins.join(producer, consumer);
      }
    }
  }

  /// The producers with which an operation could join, the latest first.
  private static List<Node> producers(Node consumer) {
    if (consumer.unit.kind == null && consumer.role != Role.VIEW) {
      return List.of();
    }
    return consumer.operands.stream()
        .filter(p -> p != null && p.unit.kind != null && p.unit != consumer.unit)
        .distinct()
        .sorted((a, b) -> Integer.compare(b.unit.place, a.unit.place))
        .toList();
  }

  // What stayed apart.

  /// Tries every use again until nothing changes; what then stays apart has a reason.
  List<Apart> apart() {
    int before;
    List<Apart> found;
    do {
      before = joins.joined();
      found = once();
    } while (joins.joined() != before);
    return found;
  }

  private List<Apart> once() {
    List<Apart> found = new ArrayList<>();
    siblings.forEach((pair, why) -> found.add(new Apart(pair.get(0), pair.get(1).operation, why)));
    for (Node consumer : block.nodes) {
      for (Node producer : consumer.operands.stream().distinct().toList()) {
        Refused why = producer == null ? null : why(producer, consumer);
        if (why != null) {
          found.add(new Apart(producer, consumer.operation, why));
        }
      }
      reshaped(consumer, found);
    }
    block.inner.forEach(
        use -> found.add(new Apart(use.producer(), use.consumer(), Reason.OTHER_REGION.because())));
    return found;
  }

  private @Nullable Refused why(Node producer, Node consumer) {
    if (!isTensor(consumer) || consumer.role == Role.SOURCE || isFree(producer)) {
      return null;
    }
    if (producer.barred == null && consumer.barred == null && producer.unit.kind == null) {
      return null;
    }
    Refused attention = attentions.get(producer);
    if (attention != null && producer.users.getFirst() == consumer) {
      return attention;
    }
    Refused why = joins.join(producer, consumer);
    return consumer.operation.op() == TensorOp.RESHAPE ? null : why;
  }

  /// A reshape moves nothing, but what stands in front of it and behind it have other shapes.
  private void reshaped(Node consumer, List<Apart> found) {
    for (Node operand : consumer.operands.stream().distinct().toList()) {
      Node base = operand;
      while (base != null && base.operation.op() == TensorOp.RESHAPE && base.unit.kind == null) {
        base = base.operands.getFirst();
      }
      boolean apart = base != null && base != operand && base.unit != consumer.unit;
      if (apart && base.unit.kind != null && consumer.unit.kind != null) {
        Refused why = Reason.SHAPES.because(SmallPlans.shapes(base, operand));
        found.add(new Apart(base, consumer.operation, why));
      }
    }
  }

  private static boolean isTensor(Node node) {
    return node.operation.op() instanceof TensorOp;
  }

  /// Constants, views and casts to more bits come along by themselves; what control gives is no
  /// tensor operation.
  private static boolean isFree(Node producer) {
    boolean comes =
        (producer.role == Role.VIEW || producer.role == Role.SOURCE) && producer.unit.kind == null;
    return comes
        || Folding.isWidening(producer)
        || producer.operation.op() instanceof CoreOp
        || (producer.operation.op() instanceof HostOp host && host.is(Trait.PURE));
  }
}
