package org.tosc.backends.jvm.code;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Nest;
import org.tosc.tir.ir.TileType;
import org.tosc.tir.ir.Value;

/// Emits the method of one nest: how many rounds each loop has, the check of views, then the loops
/// of one body after the other.
final class NestEmitter {
  private static final Repr INT = new Repr(Carrier.INT, "I");

  private final MethodEmitter method;
  private final Code code;
  private final NestMethod nestMethod;
  private final Nest nest;
  private final List<Access> accesses = new ArrayList<>();
  private final int[] parameters;
  private final int[] ends;

  private NestEmitter(MethodEmitter method, NestMethod nestMethod) {
    this.method = method;
    this.code = method.code;
    this.nestMethod = nestMethod;
    this.nest = nestMethod.nest();
    this.parameters = new int[nestMethod.params().size()];
    this.ends = new int[nest.dims()];
    int next = 0;
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = next;
      next += Repr.of(nestMethod.params().get(i)).carrier().size;
    }
    for (int i = 0; i < nest.operands().size(); i++) {
      accesses.add(new Access(nest.operands().get(i).type(), nest.map(i), parameters[i]));
    }
  }

  static void emit(Program program, int classIndex, NestMethod nest, Code code) {
    Layout layout = Layout.whole(nest.function());
    MethodEmitter method =
        new MethodEmitter(program, classIndex, layout, layout.pieces().getFirst(), code);
    new NestEmitter(method, nest).emit();
    code.finish();
  }

  private void emit() {
    Label done = new Label();
    if (nest.extents().contains(0L)) {
      giveBack();
      return;
    }
    findEnds(done);
    for (int i = 0; i < accesses.size(); i++) {
      if (accesses.get(i).isView()) {
        enterView(accesses.get(i), nest.map(i), (BufferType) nest.operands().get(i).type());
      }
    }
    for (int body = 0; body < nest.bodies(); body++) {
      NestBody emitted = new NestBody(method, nest, body, accesses);
      Space space = Space.of(emitted, nest.extents(), ends);
      Loops loops = new Loops(method, emitted, nest.dims());
      Panels panels = Panels.of(method, emitted, space, loops);
      if (panels != null) {
        panels.emit();
      } else {
        loops.emit(space.loops());
      }
    }
    code.bind(done);
    giveBack();
  }

  /// Computes how far the bounded dimensions go; nothing is done where one of them is empty.
  private void findEnds(Label done) {
    java.util.Arrays.fill(ends, -1);
    for (int i = 0; i < nest.bounded().size(); i++) {
      int dim = nest.bounded().get(i).intValue();
      code.local(Opcodes.LLOAD, parameters[nest.operands().size() + i]);
      code.op(Opcodes.ICONST_0);
      code.pushInt(Math.toIntExact(nest.extents().get(dim)));
      code.call("java/lang/Math", "clamp", "(JII)I");
      ends[dim] = method.values.temporary(INT);
      code.local(Opcodes.ISTORE, ends[dim]);
    }
    for (int end : ends) {
      if (end >= 0) {
        code.local(Opcodes.ILOAD, end);
        code.jump(Opcodes.IFEQ, done);
      }
    }
  }

  private void enterView(Access access, AffineMap map, BufferType type) {
    for (int axis = 0; axis < type.rank(); axis++) {
      code.local(Opcodes.ALOAD, access.local());
      code.pushInt(axis);
      pushExtreme(map.result(axis), -1);
      pushExtreme(map.result(axis), 1);
      code.mark(nest.operation().span());
      code.callVirtual(Access.VIEW, "requireInside", "(IJJ)V");
    }
    int base = method.values.temporary(INT);
    code.local(Opcodes.ALOAD, access.local());
    code.callVirtual(Access.VIEW, "offset", "()I");
    for (int axis = 0; axis < type.rank(); axis++) {
      addStride(access, axis, map.result(axis).constant());
    }
    code.local(Opcodes.ISTORE, base);
    int[] locals = new int[nest.dims()];
    for (int dim = 0; dim < locals.length; dim++) {
      locals[dim] = map.uses(dim) ? stride(access, map, dim) : -1;
    }
    access.setView(base, locals);
  }

  private int stride(Access access, AffineMap map, int dim) {
    code.op(Opcodes.ICONST_0);
    for (int axis = 0; axis < map.rank(); axis++) {
      addStride(access, axis, map.result(axis).coefficients().get(dim));
    }
    int local = method.values.temporary(INT);
    code.local(Opcodes.ISTORE, local);
    return local;
  }

  /// Adds `times` the stride of an axis to the number on the stack.
  private void addStride(Access access, int axis, long times) {
    if (times != 0) {
      code.local(Opcodes.ALOAD, access.local());
      code.pushInt(axis);
      code.callVirtual(Access.VIEW, "stride", "(I)I");
      code.pushInt((int) times);
      code.op(Opcodes.IMUL);
      code.op(Opcodes.IADD);
    }
  }

  /// Pushes the least or greatest coordinate that the loops reach.
  private void pushExtreme(AffineExpr at, int sign) {
    code.pushLong(at.constant());
    for (int dim = 0; dim < ends.length; dim++) {
      long coefficient = at.coefficients().get(dim);
      if (Long.signum(coefficient) == sign) {
        pushLast(dim);
        code.pushLong(coefficient);
        code.op(Opcodes.LMUL);
        code.op(Opcodes.LADD);
      }
    }
  }

  private void pushLast(int dim) {
    if (ends[dim] < 0) {
      code.pushLong(nest.extents().get(dim) - 1);
    } else {
      code.local(Opcodes.ILOAD, ends[dim]);
      code.op(Opcodes.ICONST_1);
      code.op(Opcodes.ISUB);
      code.op(Opcodes.I2L);
    }
  }

  private void giveBack() {
    List<Integer> tiles = new ArrayList<>();
    for (int i = nest.ins().size(); i < nest.operands().size(); i++) {
      if (nest.operands().get(i).type() instanceof TileType) {
        tiles.add(parameters[i]);
      }
    }
    if (tiles.size() == 1) {
      code.local(Opcodes.ALOAD, tiles.getFirst());
      code.op(Opcodes.ARETURN);
    } else if (tiles.isEmpty()) {
      code.op(Opcodes.RETURN);
    } else {
      List<Value> outs = new ArrayList<>();
      for (int i = 0; i < nestMethod.params().size(); i++) {
        if (tiles.contains(parameters[i])) {
          outs.add(nestMethod.params().get(i));
        }
      }
      method.expressions.pushArray(outs);
      code.op(Opcodes.ARETURN);
    }
  }
}
