package org.tosc.backends.jvm.code;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.tosc.backends.jvm.code.Space.Loop;

/// Emits loops with `int` counters around the body of a nest. Each loop adds its part to the
/// indexes of the operands that it moves, so the innermost one has one multiplication or none; what
/// it does not move is read once before it, and sums stay in locals while it runs.
final class Loops {
  private static final Repr INT = new Repr(Carrier.INT, "I");

  private final MethodEmitter method;
  private final Code code;
  private final NestBody body;
  private final int[] indexLocals;

  Loops(MethodEmitter method, NestBody body, int dims) {
    this.method = method;
    this.code = method.code;
    this.body = body;
    this.indexLocals = new int[dims];
    method.setIndexLocals(indexLocals);
  }

  /// Where each operand stands before the first loop.
  int[] start() {
    int[] indexes = new int[body.operands()];
    Arrays.setAll(indexes, i -> body.access(i).start());
    return indexes;
  }

  void emit(List<Loop> loops) {
    if (loops.isEmpty()) {
      point(start());
      return;
    }
    Loop last = loops.getLast();
    nested(loops.subList(0, loops.size() - 1), start(), indexes -> innermost(last, indexes));
  }

  /// Emits loops, and inside them what `inner` emits, which gets the locals with the operands'
  /// indexes (-1 where an index is a constant).
  void nested(List<Loop> loops, int[] indexes, Consumer<int[]> inner) {
    if (loops.isEmpty()) {
      inner.accept(indexes);
      return;
    }
    Loop loop = loops.getFirst();
    int counter = counter(loop);
    rounds(
        loop,
        counter,
        () -> nested(loops.subList(1, loops.size()), moved(loop, counter, indexes), inner));
  }

  /// The local of a loop's counter, inside the loop.
  int counterOf(Loop loop) {
    return indexLocals[loop.dim()];
  }

  int counter(Loop loop) {
    int counter = method.values.temporary(INT);
    indexLocals[loop.dim()] = counter;
    return counter;
  }

  /// `for (counter = 0; counter < end; counter++) round`.
  void rounds(Loop loop, int counter, Runnable round) {
    code.op(Opcodes.ICONST_0);
    code.local(Opcodes.ISTORE, counter);
    Label top = new Label();
    Label end = new Label();
    code.bind(top);
    code.local(Opcodes.ILOAD, counter);
    pushEnd(loop);
    code.jump(Opcodes.IF_ICMPGE, end);
    round.run();
    code.increment(counter, 1);
    code.gotoLabel(top);
    code.bind(end);
  }

  void pushEnd(Loop loop) {
    if (loop.end() < 0) {
      code.pushInt(loop.extent());
    } else {
      code.local(Opcodes.ILOAD, loop.end());
    }
  }

  /// The indexes at the round that a counter says.
  int[] moved(Loop loop, int counter, int[] indexes) {
    int[] moved = indexes.clone();
    for (int i = 0; i < moved.length; i++) {
      Access access = body.access(i);
      if (body.touches(i) && access.varies(loop.dim())) {
        access.pushIndex(code, indexes[i], counter, loop.dim(), 0);
        moved[i] = method.values.temporary(INT);
        code.local(Opcodes.ISTORE, moved[i]);
      }
    }
    return moved;
  }

  /// A nest without loops.
  private void point(int[] indexes) {
    int[] locals = new int[body.operands()];
    for (int i = 0; i < locals.length; i++) {
      locals[i] = body.reads(i) ? read(i, indexes[i], -1, 0) : -1;
    }
    int[] results = body.emit(locals);
    for (int k = 0; k < results.length; k++) {
      body.write(body.written().get(k), indexes[body.written().get(k)], -1, 0, results[k]);
    }
  }

  private int read(int i, int index, int along, int dim) {
    return body.access(i).isScalar() ? body.access(i).local() : body.read(i, index, along, dim);
  }

  private void innermost(Loop loop, int[] indexes) {
    int dim = loop.dim();
    int[] kept = new int[body.operands()];
    for (int i = 0; i < kept.length; i++) {
      boolean stays = body.touches(i) && !body.access(i).varies(dim);
      kept[i] = stays && (isSum(i, dim) || isFixed(i)) ? read(i, indexes[i], -1, dim) : -1;
    }
    int counter = counter(loop);
    rounds(loop, counter, () -> round(dim, indexes, kept, counter));
    for (int i = 0; i < kept.length; i++) {
      if (kept[i] >= 0 && isSum(i, dim)) {
        body.write(i, indexes[i], -1, dim, kept[i]);
      }
    }
  }

  /// Whether a tile's element collects what the rounds of the innermost loop give.
  private boolean isSum(int i, int dim) {
    return body.written().contains(i) && body.access(i).isTile() && !body.access(i).varies(dim);
  }

  /// Whether an operand is only read, so that what stays can be read once.
  private boolean isFixed(int i) {
    return !body.written().contains(i) && body.reads(i);
  }

  private void round(int dim, int[] indexes, int[] kept, int counter) {
    int[] locals = kept.clone();
    for (int i = 0; i < locals.length; i++) {
      if (locals[i] < 0 && body.reads(i)) {
        locals[i] = read(i, indexes[i], counter, dim);
      }
    }
    int[] results = body.emit(locals);
    for (int k = 0; k < results.length; k++) {
      int out = body.written().get(k);
      if (kept[out] >= 0) {
        Repr repr = body.access(out).element();
        code.load(repr, results[k]);
        code.store(repr, kept[out]);
      } else {
        body.write(out, indexes[out], counter, dim, results[k]);
      }
    }
  }
}
