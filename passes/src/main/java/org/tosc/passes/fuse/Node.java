package org.tosc.passes.fuse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;

/// One operation of a block, and what is known of it while groups form.
final class Node {
  /// What a node is to its group.
  enum Part {
    /// Of the group's own shape; in rows, of whole rows.
    FULL,
    /// One number for each row, the reduced axes kept with extent 1.
    KEPT,
    /// One number for each row, the reduced axes gone.
    BARE,
    /// Of a smaller shape, from inputs alone: computed wherever it is needed.
    SMALL,
    /// The contraction itself, or the last product of an attention.
    ANCHOR,
    /// An element-wise operation on what the anchor gives.
    EPILOGUE,
    /// The product that gives the scores.
    SCORES,
    /// An operation on the queries.
    QUERY,
    /// A view of what the group gives.
    RESULT
  }

  final int index;
  final Operation operation;
  final Role role;

  /// Why it takes part in no group, where its role is OTHER.
  final Reason.@Nullable Refused barred;

  final boolean raises;

  /// Who made each operand; null for what the block does not make.
  final List<@Nullable Node> operands = new ArrayList<>();

  /// Whose results it uses, also in inner regions, each once.
  final List<Node> makers = new ArrayList<>();

  /// Who uses a result, in the order of the block, each once.
  final List<Node> users = new ArrayList<>();

  /// Whether it reads a tensor that host code may change: it stays between the same effects.
  final boolean reads;

  /// What must follow it besides the users of its results: effects and errors keep their order.
  final List<Node> after = new ArrayList<>();

  /// What must stand in front of it for the same reason.
  final List<Node> before = new ArrayList<>();

  Unit unit;
  Part part;

  Node(int index, Operation operation, Eligibility.Verdict verdict, boolean reads) {
    this.index = index;
    this.operation = operation;
    this.role = verdict.role();
    this.barred = verdict.barred();
    this.raises = verdict.raises();
    this.reads = reads;
    this.part = first();
    this.unit = new Unit(this);
  }

  /// What it is to the group that begins with it.
  private Part first() {
    return switch (role) {
      case CONTRACTION, ATTENTION -> Part.ANCHOR;
      case ROW -> row();
      case ELEMENT, VIEW, SOURCE, OTHER -> Part.FULL;
    };
  }

  private Part row() {
    if (shape().equals(operandShape(0)) && !Eligibility.reduces(operation)) {
      return Part.FULL;
    }
    return shape().size() == operandShape(0).size() ? Part.KEPT : Part.BARE;
  }

  /// The shape of the first result.
  List<Dim> shape() {
    return type().shape();
  }

  TensorType type() {
    return (TensorType) operation.results().getFirst().type();
  }

  String name() {
    return operation.op().mnemonic();
  }

  /// The shape of an operand that is a tensor.
  List<Dim> operandShape(int i) {
    return ((TensorType) operation.operand(i).type()).shape();
  }

  /// Has another node follow this one.
  void precedes(Node next) {
    after.add(next);
    next.before.add(this);
  }

  /// Whether something outside a unit uses a result.
  boolean isUsedOutside(Unit inside) {
    for (Node user : users) {
      if (user.unit != inside) {
        return true;
      }
    }
    return false;
  }

  Value result() {
    return operation.results().getFirst();
  }
}
