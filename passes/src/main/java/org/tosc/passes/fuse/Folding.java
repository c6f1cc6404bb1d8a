package org.tosc.passes.fuse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.FusedOp.Kind;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.TensorOp;

/// What groups take in from in front of them, each for itself: constants, views of inputs, and
/// cheap element-wise operations.
///
/// *Views.* A member reads its operand through `transpose`, `broadcast`, `slice` and `select` of
/// something that stands outside. A `reshape` at the far end stays outside: of a whole tensor it
/// moves nothing. One between views is read through where it only adds or drops axes of extent 1.
/// In front of the heads of an attention also `broadcast` or `concat` and then `reshape` are read
/// through: keys and values that several heads share.
///
/// So is a cast to `f32`, or a `dequantize`, of numbers that lie in fewer bits, where it is in no
/// group: fewer bytes are read instead.
///
/// What reads a tensor that host code may change stays where it is, and so does what gives one.
///
/// *Cheap operations.* An element-wise operation that is in no group, of one tensor and constants,
/// with at most [#CHEAP] operations an element, is computed again in each group that uses it, where
/// all that use it are such groups: its operand is read instead of its result, which then is never
/// stored.
final class Folding {
  /// The most operations for an element that are computed again.
  static final double CHEAP = 2;

  private static final int LONGEST = 8;

  private final Block block;
  private final Set<Node> again = new HashSet<>();

  Folding(Block block) {
    this.block = block;
    for (Node node : block.nodes.reversed()) {
      if (isComputedAgain(node)) {
        again.add(node);
      }
    }
  }

  /// Whether all groups compute an operation again.
  boolean isAgain(Node node) {
    return again.contains(node);
  }

  private boolean isComputedAgain(Node node) {
    boolean alone = node.role == Role.ELEMENT && node.unit.members.size() == 1;
    if (!alone
        || !block.isFrozen(node)
        || node.raises
        || node.reads
        || node.users.isEmpty()
        || SmallPlans.flops(node) > CHEAP) {
      return false;
    }
    long tensors =
        node.operation.operands().stream().distinct().filter(v -> !isConstant(v)).count();
    return tensors <= 1 && node.users.stream().allMatch(user -> takes(user, node));
  }

  private boolean takes(Node user, Node node) {
    boolean reads =
        user.role == Role.ELEMENT
            || (user.role == Role.ROW && user.operands.lastIndexOf(node) == 0);
    return reads && user.unit.members.size() > 1;
  }

  private boolean isConstant(org.tosc.tir.ir.Value value) {
    Node maker = block.maker(value);
    return maker != null && isConstant(maker);
  }

  /// Whether a node is a constant that groups hold themselves.
  boolean isConstant(Node node) {
    Operation o = node.operation;
    return node.role == Role.SOURCE
        && block.isFrozen(node)
        && (o.op() == CoreOp.CONST || o.operands().stream().allMatch(this::isConstant));
  }

  /// The views through which a member reads an operand, the last first; none where it reads what
  /// stands outside.
  List<Node> views(Node member, Node maker) {
    List<Node> chain = new ArrayList<>();
    Node node = maker;
    while (node != null && isView(node) && chain.size() < LONGEST) {
      chain.add(node);
      node = node.operands.getFirst();
    }
    int end = 0;
    while (end < chain.size() && isRead(member, chain, end)) {
      end++;
    }
    while (end > 0 && isReshape(chain.get(end - 1))) {
      end--;
    }
    return chain.subList(0, end);
  }

  private boolean isView(Node node) {
    boolean moves = node.role == Role.VIEW && node.unit.kind == null;
    return (moves || isWidening(node)) && isStable(node);
  }

  private boolean isStable(Node node) {
    return !node.reads && block.isFrozen(node);
  }

  /// Whether all that use a cast to more bits, or a view of it, are groups that read through it.
  boolean isReadThrough(Node node) {
    boolean isAlone = isWidening(node) && isStable(node);
    return isAlone && node.users.stream().allMatch(user -> readsThrough(user, LONGEST));
  }

  private boolean readsThrough(Node user, int depth) {
    return user.unit.kind != null
        || (depth > 0
            && isView(user)
            && user.users.stream().allMatch(next -> readsThrough(next, depth - 1)));
  }

  /// Whether a node alone gives its operand's numbers, which lie in fewer bits.
  static boolean isWidening(Node node) {
    return node.role == Role.ELEMENT
        && node.unit.members.size() == 1
        && Eligibility.isWidening(node.operation);
  }

  private static boolean isRead(Node member, List<Node> chain, int at) {
    Node view = chain.get(at);
    if (isReshape(view)) {
      return withoutOnes(view.shape()).equals(withoutOnes(view.operandShape(0)))
          || isHeads(member, chain, at + 1);
    }
    return view.operation.op() != TensorOp.CONCAT || isHeads(member, chain, at);
  }

  private static boolean isReshape(Node view) {
    return view.operation.op() == TensorOp.RESHAPE;
  }

  private static List<Dim> withoutOnes(List<Dim> shape) {
    return shape.stream().filter(d -> !d.equals(Dim.of(1))).toList();
  }

  /// Whether what is repeated further on is repeated for the heads of an attention.
  private static boolean isHeads(Node member, List<Node> chain, int from) {
    return member.unit.is(Kind.ATTENTION)
        && chain.stream()
            .skip(from)
            .map(n -> n.operation.op())
            .anyMatch(op -> op == TensorOp.BROADCAST || op == TensorOp.CONCAT);
  }
}
