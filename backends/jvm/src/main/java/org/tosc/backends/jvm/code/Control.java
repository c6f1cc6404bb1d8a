package org.tosc.backends.jvm.code;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.tosc.backends.jvm.code.Piece.Exit;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Position;

/// Emits structured control flow. Methods return whether control reaches what comes next.
final class Control {
  private static final String RAISE = "org/tosc/backends/jvm/link/Raise";
  private static final String THROWABLE = "Ljava/lang/Throwable;";

  private final MethodEmitter method;
  private final Code code;

  Control(MethodEmitter method) {
    this.method = method;
    this.code = method.code;
  }

  /// Emits an operation that owns regions; its results already have places.
  boolean statement(Operation op) {
    if (op.op() == CoreOp.IF) {
      return branch(op, new Destination.Stored(op.results()));
    }
    if (op.op() == CoreOp.LOOP) {
      return loop(op);
    }
    if (op.op() == FusedOp.FUSED) {
      return group(op);
    }
    return op.op() == CoreOp.TRY ? handled(op) : cleaned(op);
  }

  boolean branch(Operation op, Destination destination) {
    Target otherwise = new Target();
    Target end = new Target();
    boolean mayHold = method.conditions.jump(op.operand(0), otherwise, false);
    boolean completes = mayHold && method.regions.emit(op.region(0), destination);
    if (!otherwise.isUsed()) {
      return completes;
    }
    boolean elseIsEmpty =
        op.region(1).ops().getFirst().op() == CoreOp.YIELD
            && destination.equals(Destination.NOTHING);
    if (completes && !elseIsEmpty) {
      code.gotoLabel(end.use());
    }
    otherwise.bind(code);
    boolean elseCompletes = method.regions.emit(op.region(1), destination);
    boolean ends = end.bind(code);
    return ends || elseCompletes || completes;
  }

  /// A group: its kernel where there is one that may run, else its operations one by one.
  private boolean group(Operation op) {
    op.operands().forEach(method::push);
    code.mark(op.span());
    code.dynamic(
        "group",
        Repr.method(op.operands(), List.of()).replace(")V", ")[Ljava/lang/Object;"),
        Program.bootstrap("group", "I"),
        Groups.number(op));
    int array = method.values.temporary(Repr.OBJECT);
    code.local(Opcodes.ASTORE, array);
    code.local(Opcodes.ALOAD, array);
    Label apart = new Label();
    Label end = new Label();
    code.jump(Opcodes.IFNULL, apart);
    for (int i = 0; i < op.results().size(); i++) {
      method.regions.storeElement(op.results().get(i), array, i);
    }
    method.values.giveTemporary(Repr.OBJECT, array);
    code.gotoLabel(end);
    code.bind(apart);
    method.regions.emit(op.region(0), new Destination.Stored(op.results()));
    code.bind(end);
    return true;
  }

  private boolean loop(Operation op) {
    Label top = new Label();
    Target breaks = new Target();
    Target continues = new Target();
    code.bind(top);
    boolean entered =
        method.regions.emit(op.region(0), new Destination.Branch(breaks, false))
            && method.exits.inLoop(
                breaks, continues, () -> method.regions.emit(op.region(1), Destination.NOTHING));
    boolean steps = continues.bind(code);
    if ((steps || entered) && method.regions.emit(op.region(2), Destination.NOTHING)) {
      code.gotoLabel(top);
    }
    return breaks.bind(code);
  }

  private boolean handled(Operation op) {
    Exits.Guarded body =
        method.exits.guarded(null, () -> method.regions.emit(op.region(0), Destination.NOTHING));
    Target end = new Target();
    if (body.completes()) {
      code.gotoLabel(end.use());
    }
    boolean completes = false;
    if (body.guard().bindHandler()) {
      code.mark(op.span());
      code.call(RAISE, "caught", "(" + THROWABLE + ")Ljava/lang/Object;");
      completes = method.regions.emitCaught(op.region(1));
    }
    boolean ends = end.bind(code);
    return ends || completes;
  }

  private boolean cleaned(Operation op) {
    Region cleanup = op.region(1);
    Exits.Guarded body =
        method.exits.guarded(cleanup, () -> method.regions.emit(op.region(0), Destination.NOTHING));
    Target end = new Target();
    if (body.completes() && method.regions.emit(cleanup, Destination.NOTHING)) {
      code.gotoLabel(end.use());
    }
    if (body.guard().bindHandler()) {
      int thrown = method.values.temporary(Repr.OBJECT);
      code.local(Opcodes.ASTORE, thrown);
      if (method.regions.emit(cleanup, Destination.NOTHING)) {
        code.local(Opcodes.ALOAD, thrown);
        code.op(Opcodes.ATHROW);
      }
      method.values.giveTemporary(Repr.OBJECT, thrown);
    }
    return end.bind(code);
  }

  /// Emits a region's last operation.
  boolean terminate(Operation op, Destination destination) {
    CoreOp core = (CoreOp) op.op();
    if (core == CoreOp.YIELD) {
      return deliver(op.operands(), destination);
    }
    if (core == CoreOp.BREAK) {
      leave(Exit.BREAK);
    } else if (core == CoreOp.CONTINUE) {
      leave(Exit.CONTINUE);
    } else if (core == CoreOp.RETURN) {
      giveBack(op.operands());
    } else if (core == CoreOp.TAIL_CALL) {
      restart(op.operands());
    } else if (core == CoreOp.THROW) {
      raise(op);
    } else {
      code.call(RAISE, "unreachable", "()" + THROWABLE);
      code.op(Opcodes.ATHROW);
    }
    return false;
  }

  private boolean deliver(List<Value> values, Destination destination) {
    switch (destination) {
      case Destination.Stored(List<Value> results) -> {
        for (int i = 0; i < results.size(); i++) {
          method.values.beforeStore(results.get(i));
          method.push(values.get(i));
          method.values.store(results.get(i));
        }
        return true;
      }
      case Destination.Stack() -> {
        method.push(values.getFirst());
        return true;
      }
      case Destination.Branch(Target target, boolean when) -> {
        return method.conditions.jump(values.getFirst(), target, when);
      }
    }
  }

  private void raise(Operation op) {
    method.push(op.operand(0));
    Position at = op.span().from();
    code.constant(op.span().source().name());
    code.pushInt(at.line());
    code.pushInt(at.column());
    code.call(RAISE, "thrown", "(Ljava/lang/Object;Ljava/lang/String;II)" + THROWABLE);
    code.op(Opcodes.ATHROW);
  }

  private void giveBack(List<Value> results) {
    if (!method.piece.isRoot()) {
      List<Value> places = method.layout.returned();
      deliver(results, new Destination.Stored(places));
      leavePiece(Exit.RETURN);
    } else if (results.isEmpty()) {
      method.exits.leaveMethod(() -> code.op(Opcodes.RETURN));
    } else {
      Repr repr = results.size() == 1 ? Repr.of(results.getFirst()) : Repr.OBJECT;
      pushResults(results);
      if (!method.exits.returnsThroughCleanup()) {
        code.op(repr.carrier().ret);
        return;
      }
      int kept = method.values.temporary(repr);
      code.store(repr, kept);
      method.exits.leaveMethod(
          () -> {
            code.load(repr, kept);
            if (results.size() > 1) {
              code.type(Opcodes.CHECKCAST, "[Ljava/lang/Object;");
            }
            code.op(repr.carrier().ret);
          });
      method.values.giveTemporary(repr, kept);
    }
  }

  private void pushResults(List<Value> results) {
    if (results.size() == 1) {
      method.push(results.getFirst());
    } else {
      method.expressions.pushArray(results);
    }
  }

  private void restart(List<Value> arguments) {
    List<Value> parameters = method.function.params();
    arguments.forEach(method::push);
    List<Integer> temporaries = new ArrayList<>();
    for (int i = parameters.size() - 1; i >= 0; i--) {
      Repr repr = Repr.of(parameters.get(i));
      temporaries.addFirst(method.values.temporary(repr));
      code.store(repr, temporaries.getFirst());
    }
    for (int i = 0; i < parameters.size(); i++) {
      Repr repr = Repr.of(parameters.get(i));
      method.values.beforeStore(parameters.get(i));
      code.load(repr, temporaries.get(i));
      method.values.store(parameters.get(i));
      method.values.giveTemporary(repr, temporaries.get(i));
    }
    if (method.piece.isRoot()) {
      code.gotoLabel(method.start);
    } else {
      leavePiece(Exit.TAIL_CALL);
    }
  }

  /// Calls a piece of this function and goes where it says.
  boolean callPiece(Piece piece) {
    method.values.pushFrame();
    method.program.callPiece(method, piece);
    if (piece.exits().isEmpty()) {
      return true;
    }
    List<Exit> exits = piece.exits().stream().sorted().toList();
    int outcome = method.values.temporary(Repr.BOOLEAN);
    code.local(Opcodes.ISTORE, outcome);
    for (Exit exit : exits) {
      Label next = new Label();
      code.local(Opcodes.ILOAD, outcome);
      code.pushInt(exit.code());
      code.jump(Opcodes.IF_ICMPNE, next);
      leave(exit);
      code.bind(next);
    }
    method.values.giveTemporary(Repr.BOOLEAN, outcome);
    return true;
  }

  private void leave(Exit exit) {
    switch (exit) {
      case BREAK -> {
        if (!method.exits.leaveLoop()) {
          leavePiece(exit);
        }
      }
      case CONTINUE -> {
        if (!method.exits.continueLoop()) {
          leavePiece(exit);
        }
      }
      case RETURN -> {
        if (method.piece.isRoot()) {
          giveBack(method.layout.returned());
        } else {
          leavePiece(exit);
        }
      }
      case TAIL_CALL -> {
        if (method.piece.isRoot()) {
          code.gotoLabel(method.start);
        } else {
          leavePiece(exit);
        }
      }
    }
  }

  private void leavePiece(Exit exit) {
    method.exits.leaveMethod(
        () -> {
          code.pushInt(exit.code());
          code.op(Opcodes.IRETURN);
        });
  }

  /// Ends a piece at its end.
  void endPiece() {
    if (method.piece.exits().isEmpty()) {
      code.op(Opcodes.RETURN);
    } else {
      code.pushInt(0);
      code.op(Opcodes.IRETURN);
    }
  }
}
