package org.tosc.backends.jvm.code;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.objectweb.asm.Opcodes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Trait;
import org.tosc.tir.ir.Value;

/// Emits regions: their operations one after the other, then what their terminator asks.
final class Regions {
  private final MethodEmitter method;
  private final Map<Integer, Operation> folded = new HashMap<>();
  private PriorityQueue<Value> living;

  Regions(MethodEmitter method) {
    this.method = method;
    this.living = byLastUse();
  }

  /// The operation whose only result is this folded value.
  Operation folded(Value value) {
    Operation op = folded.get(value.id());
    if (op == null) {
      throw new IllegalStateException(value + " is used before its definition");
    }
    return op;
  }

  /// Emits the body of a method.
  void emit(Piece piece) {
    if (piece.isRoot()) {
      emit(method.function.body(), Destination.NOTHING);
    } else if (items(piece.items(), Destination.NOTHING)) {
      method.control.endPiece();
    }
  }

  /// Emits a region; returns whether control reaches its end.
  boolean emit(Region region, Destination destination) {
    return items(method.layout.items(region), destination);
  }

  /// Emits a region that gets one value, which is on the stack.
  boolean emitCaught(Region region) {
    PriorityQueue<Value> outer = living;
    living = byLastUse();
    storeResult(region.params().getFirst());
    boolean completes = emit(region, Destination.NOTHING);
    release(Integer.MAX_VALUE);
    living = outer;
    return completes;
  }

  private boolean items(List<Item> items, Destination destination) {
    PriorityQueue<Value> outer = living;
    living = byLastUse();
    boolean completes = true;
    for (int i = 0; completes && i < items.size(); i++) {
      completes =
          switch (items.get(i)) {
            case Item.Straight(List<Operation> ops, int index) -> straight(ops, index, destination);
            case Item.Run(Piece inner) -> method.control.callPiece(inner);
          };
    }
    release(Integer.MAX_VALUE);
    living = outer;
    return completes;
  }

  private boolean straight(List<Operation> ops, int firstIndex, Destination destination) {
    method.folding.plan(ops);
    for (int i = 0; i < ops.size(); i++) {
      Operation op = ops.get(i);
      if (op.op().is(Trait.TERMINATOR)) {
        return method.control.terminate(op, destination);
      }
      if (op.op() == CoreOp.CONST && method.uses.constant(op.result()) != null) {
        continue;
      }
      if (op.results().size() == 1 && method.folding.isFolded(op.results().getFirst())) {
        folded.put(op.results().getFirst().id(), op);
      } else if (!root(op)) {
        return false;
      } else {
        release(firstIndex + i);
      }
    }
    return true;
  }

  /// Emits an operation whose results, if any, go to their places.
  private boolean root(Operation op) {
    if (!op.regions().isEmpty() && op.op() != KernelOp.NEST) {
      op.results().forEach(this::define);
      return method.control.statement(op);
    }
    switch (op.results().size()) {
      case 0 -> method.expressions.push(op);
      case 1 -> single(op, op.results().getFirst());
      default -> several(op);
    }
    return true;
  }

  private void single(Operation op, Value result) {
    if (op.op() == CoreOp.SLOT) {
      define(result);
      method.expressions.declare(op);
    } else if (method.uses.count(result) == 0) {
      if (!op.op().is(Trait.PURE) || op.op().is(Trait.RAISES)) {
        method.expressions.push(op);
        method.code.pop(Repr.of(result));
      } else {
        discardOperands(op);
      }
    } else {
      define(result);
      method.values.beforeStore(result);
      method.expressions.push(op);
      method.values.store(result);
      method.views.open(result);
    }
  }

  /// A pure operation without users still evaluates what was folded into it.
  private void discardOperands(Operation op) {
    for (Value operand : op.operands()) {
      if (method.folding.isFolded(operand)) {
        method.push(operand);
        method.code.pop(Repr.of(operand));
      }
    }
  }

  /// Several results come in an `Object[]`.
  private void several(Operation op) {
    method.expressions.push(op);
    int array = method.values.temporary(Repr.OBJECT);
    method.code.local(Opcodes.ASTORE, array);
    for (int i = 0; i < op.results().size(); i++) {
      Value result = op.results().get(i);
      if (method.uses.count(result) > 0) {
        define(result);
        storeElement(result, array, i);
      }
    }
    method.values.giveTemporary(Repr.OBJECT, array);
  }

  /// Stores one of several results, which a local array holds, in its place.
  void storeElement(Value result, int array, int index) {
    method.values.beforeStore(result);
    method.code.local(Opcodes.ALOAD, array);
    method.code.pushInt(index);
    method.code.op(Opcodes.AALOAD);
    method.code.unbox(Repr.of(result));
    method.values.store(result);
  }

  private void storeResult(Value value) {
    if (method.uses.count(value) == 0) {
      method.code.pop(Repr.of(value));
      return;
    }
    define(value);
    Repr repr = Repr.of(value);
    int temporary = method.values.temporary(repr);
    method.code.store(repr, temporary);
    method.values.beforeStore(value);
    method.code.load(repr, temporary);
    method.values.store(value);
    method.values.giveTemporary(repr, temporary);
  }

  private void define(Value value) {
    method.values.define(value);
    living.add(value);
  }

  private void release(int upTo) {
    while (!living.isEmpty() && method.uses.lastUse(living.peek()) <= upTo) {
      Value ended = living.poll();
      method.views.close(ended);
      method.values.release(ended);
    }
  }

  private PriorityQueue<Value> byLastUse() {
    return new PriorityQueue<>(Comparator.comparingInt(v -> method.uses.lastUse(v)));
  }
}
