package org.tosc.backends.jvm.code;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Value;

/// Emits launches: a loop over the grid that calls the kernel's method directly. The grid, which
/// knows the program that runs, is in a static field beside the globals while a launch runs, and
/// the grid before it afterwards.
final class Launches {
  static final String GRID = "org/tosc/backends/jvm/link/Grid";

  /// The field's name and type.
  static final String FIELD = "grid";

  static final String DESCRIPTOR = "L" + GRID + ";";

  private final MethodEmitter method;
  private final Code code;

  Launches(MethodEmitter method) {
    this.method = method;
    this.code = method.code;
  }

  /// Pushes `program_id` or `num_programs`.
  void number(KernelOp op, Operation o) {
    method.program.gridGet(method);
    code.pushInt((int) o.attributes().integer("axis"));
    code.call(GRID, op == KernelOp.PROGRAM_ID ? "id" : "size", "(" + DESCRIPTOR + "I)J");
  }

  void launch(Operation o) {
    int axes = (int) o.attributes().integer("axes");
    Function callee = method.program.function(o.attributes().symbol("callee"));
    List<Value> arguments = o.operands().subList(axes, o.operands().size());
    int grid = newGrid(o, axes);
    List<Integer> kept = new ArrayList<>();
    for (Value argument : arguments) {
      Repr repr = Repr.of(argument);
      kept.add(method.values.temporary(repr));
      method.push(argument);
      code.store(repr, kept.getLast());
    }
    int before = method.values.temporary(Repr.OBJECT);
    method.program.gridGet(method);
    code.local(Opcodes.ASTORE, before);
    code.local(Opcodes.ALOAD, grid);
    method.program.gridSet(method);
    loop(
        grid,
        before,
        () -> {
          for (int i = 0; i < kept.size(); i++) {
            code.load(Repr.of(arguments.get(i)), kept.get(i));
          }
          code.mark(o.span());
          method.program.call(method, callee);
        });
    for (int i = 0; i < kept.size(); i++) {
      method.values.giveTemporary(Repr.of(arguments.get(i)), kept.get(i));
    }
    method.values.giveTemporary(Repr.OBJECT, before);
    method.values.giveTemporary(Repr.OBJECT, grid);
  }

  private int newGrid(Operation o, int axes) {
    code.pushInt(axes);
    code.newArray(Opcodes.T_LONG);
    for (int i = 0; i < axes; i++) {
      code.op(Opcodes.DUP);
      code.pushInt(i);
      method.push(o.operand(i));
      code.op(Opcodes.LASTORE);
    }
    code.mark(o.span());
    code.call(GRID, "of", "([J)" + DESCRIPTOR);
    int grid = method.values.temporary(Repr.OBJECT);
    code.local(Opcodes.ASTORE, grid);
    return grid;
  }

  private void loop(int grid, int before, Runnable call) {
    Label top = new Label();
    Label done = new Label();
    Label failed = new Label();
    Label end = new Label();
    code.openRange(top);
    code.local(Opcodes.ALOAD, grid);
    code.callVirtual(GRID, "advances", "()Z");
    code.jump(Opcodes.IFEQ, done);
    call.run();
    code.gotoLabel(top);
    code.closeRange(done);
    restore(before);
    code.gotoLabel(end);
    code.tryCatch(top, done, failed);
    code.bind(failed);
    restore(before);
    code.op(Opcodes.ATHROW);
    code.bind(end);
  }

  private void restore(int before) {
    code.local(Opcodes.ALOAD, before);
    method.program.gridSet(method);
  }
}
