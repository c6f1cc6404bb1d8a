package org.tosc.backends.jvm.code;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// How a function is laid out in methods: one, or several pieces that share a frame.
final class Layout {
  private static final String FRAME = "org/tosc/backends/jvm/link/Frame";

  private final Function function;
  private final Uses uses;
  private final IdentityHashMap<Region, List<Item>> cut;
  private final List<Piece> pieces;
  private final Shared shared;
  private final List<Value> returned;

  private Layout(
      Function function,
      Uses uses,
      IdentityHashMap<Region, List<Item>> cut,
      List<Piece> pieces,
      Shared shared,
      List<Value> returned) {
    this.function = function;
    this.uses = uses;
    this.cut = cut;
    this.pieces = pieces;
    this.shared = shared;
    this.returned = returned;
  }

  private static final Piece ROOT = new Piece(0, List.of(), java.util.Set.of(), false);

  /// One method for everything.
  static Layout whole(Function function) {
    return new Layout(
        function,
        Uses.of(function),
        new IdentityHashMap<>(),
        List.of(ROOT),
        Shared.NONE,
        List.of());
  }

  /// Several methods.
  static Layout split(
      Function function, IdentityHashMap<Region, List<Item>> cut, List<Piece> pieces) {
    Uses uses = Uses.of(function);
    Shared shared = new Shared();
    List<Piece> all = new ArrayList<>();
    all.add(ROOT);
    all.addAll(pieces);
    List<Value> returned = new ArrayList<>();
    int id = uses.limit();
    for (Type type : function.results()) {
      returned.add(new Value(id++, type));
      shared.add(returned.getLast());
    }
    Layout layout = new Layout(function, uses, cut, all, shared, returned);
    layout.new Sharing().region(function.body(), 0);
    return layout;
  }

  Function function() {
    return function;
  }

  Uses uses() {
    return uses;
  }

  Shared shared() {
    return shared;
  }

  /// The root first.
  List<Piece> pieces() {
    return pieces;
  }

  boolean isSplit() {
    return pieces.size() > 1;
  }

  boolean isInLoop(Piece piece) {
    return piece.isInLoop();
  }

  /// Where a piece leaves the values that it returns for the whole function.
  List<Value> returned() {
    return returned;
  }

  List<Item> items(Region region) {
    List<Item> items = cut.get(region);
    return items == null ? List.of(new Item.Straight(region.ops(), 0)) : items;
  }

  /// Makes the frame of an activation.
  void newFrame(Code code, int local) {
    code.type(Opcodes.NEW, FRAME);
    code.op(Opcodes.DUP);
    for (Place.Bank bank : Place.Bank.values()) {
      code.pushInt(shared.size(bank));
    }
    code.construct(FRAME, "(III)V");
    code.local(Opcodes.ASTORE, local);
  }

  /// Finds the values that one piece defines and another uses.
  private final class Sharing {
    private final Map<Value, Integer> home = new java.util.HashMap<>();

    void region(Region region, int piece) {
      region.params().forEach(p -> home.put(p, piece));
      items(Layout.this.items(region), piece);
    }

    private void items(List<Item> items, int piece) {
      for (Item item : items) {
        switch (item) {
          case Item.Straight(List<Operation> ops, int _) -> ops.forEach(op -> visit(op, piece));
          case Item.Run(Piece inner) -> items(inner.items(), inner.number());
        }
      }
    }

    private void visit(Operation op, int piece) {
      for (Value operand : op.operands()) {
        @Nullable Integer defined = home.get(operand);
        if (defined != null && defined != piece && uses.constant(operand) == null) {
          shared.add(operand);
        }
      }
      op.regions().forEach(r -> region(r, piece));
      op.results().forEach(r -> home.put(r, piece));
      // A tail call in a piece stores the parameters for the root.
      if (op.op() == org.tosc.tir.ir.CoreOp.TAIL_CALL && piece != 0) {
        function.params().forEach(shared::add);
      }
    }
  }
}
