package org.tosc.backends.jvm.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.tosc.backends.jvm.code.Space.Loop;
import org.tosc.tir.ir.Operation;

/// Emits contractions so that the JIT vectorises them.
///
/// HotSpot's C2 does not vectorise `c[i + j] += x * b[k + j]`: for all it knows, both indexes may
/// mean one array. It does vectorise `row[j] = row[j] + x * panel[j] + y * panel[j + 128] + …`,
/// where indexes differ by constants. So a few rounds of the innermost reduction are taken
/// together: the rows that they read are copied into a panel, once for all points that read them,
/// the row of the out goes to an array of its own and back, and the body stands there once for each
/// round, in order. Every element sees its terms in ascending order, as everywhere.
///
/// ```text
/// for parallel dimensions: rows[…] = the out's row
/// for reductions …, blocks of k:
///   for parallel dimensions that move panels:
///     copy panels
///     for the other parallel dimensions:
///       row = rows[…]; for j: body(k), body(k + 1), …
/// for parallel dimensions: the out's row = rows[…]
/// ```
final class Panels {
  private final MethodEmitter method;
  private final Code code;
  private final NestBody body;
  private final Loops loops;
  private final Loop row;
  private final Loop sum;
  private final List<Loop> outer = new ArrayList<>();
  private final List<Loop> moving = new ArrayList<>();
  private final List<Loop> resting = new ArrayList<>();
  private final int rounds;
  private final int out;
  private final Map<Integer, Integer> panels = new HashMap<>();
  private final Map<Loop, Integer> radix = new LinkedHashMap<>();
  private int rows;
  private int rowArray;

  /// An array with a negative number for each column that has overflowed; -1 where there is none.
  private int overflows = -1;

  private int column;

  private Panels(MethodEmitter method, NestBody body, Space space, Loops loops, int rounds) {
    this.method = method;
    this.code = method.code;
    this.body = body;
    this.loops = loops;
    this.rounds = rounds;
    this.out = body.written().getFirst();
    this.row = space.loops().getLast();
    List<Loop> others = space.loops().subList(0, space.loops().size() - 1);
    others.stream().filter(Loop::isReduction).forEach(outer::add);
    this.sum = outer.removeLast();
    for (Loop loop : others) {
      if (!loop.isReduction()) {
        (movesPanel(loop) ? moving : resting).add(loop);
      }
    }
  }

  /// Null where a nest has another form.
  static @Nullable Panels of(MethodEmitter method, NestBody body, Space space, Loops loops) {
    int rounds = PanelForm.rounds(body);
    if (rounds == 0 || !PanelForm.fits(body, space)) {
      return null;
    }
    return new Panels(method, body, space, loops, rounds);
  }

  private boolean isPanel(int i) {
    return i != out && body.reads(i) && body.access(i).varies(row.dim());
  }

  private boolean movesPanel(Loop loop) {
    for (int i = 0; i < body.operands(); i++) {
      if (isPanel(i) && body.access(i).varies(loop.dim())) {
        return true;
      }
    }
    return false;
  }

  void emit() {
    for (int i = 0; i < body.operands(); i++) {
      if (isPanel(i)) {
        panels.put(i, newArray(body.access(i), rows(i, rounds) * row.extent()));
      }
    }
    rowArray = method.values.temporary(Repr.OBJECT);
    column = loops.counter(row);
    if (body.raising().onlySum() != null) {
      overflows = newArray(body.access(out), row.extent());
    }
    List<Loop> parallel = new ArrayList<>(moving);
    parallel.addAll(resting);
    newRows(parallel);
    loops.nested(parallel, loops.start(), at -> takeRow(at[out]));
    loops.nested(outer, loops.start(), this::blocks);
    loops.nested(parallel, loops.start(), at -> giveRow(at[out]));
    raiseOverflow();
  }

  /// Raises the error of the body's sum if any has overflowed. Which one was the first does not
  /// show: all would raise the same.
  private void raiseOverflow() {
    Operation sum = body.raising().onlySum();
    if (sum == null) {
      return;
    }
    loops.rounds(
        row,
        column,
        () -> {
          Label fits = new Label();
          code.local(Opcodes.ALOAD, overflows);
          pushColumn(0);
          code.op(Opcodes.IALOAD);
          code.jump(Opcodes.IFGE, fits);
          code.mark(sum.span());
          code.call(
              "org/tosc/backends/jvm/link/Widths",
              "overflowOfInt",
              "()Lorg/tosc/rt/error/GuestError;");
          code.op(Opcodes.ATHROW);
          code.bind(fits);
        });
  }

  private void newRows(List<Loop> parallel) {
    int count = 1;
    for (Loop loop : parallel.reversed()) {
      radix.put(loop, count);
      count *= loop.extent();
    }
    code.pushInt(count);
    code.type(Opcodes.ANEWARRAY, Repr.array(body.access(out).element()).className());
    rows = method.values.temporary(Repr.OBJECT);
    code.local(Opcodes.ASTORE, rows);
  }

  /// Pushes `rows` and the number of the row at the counters of the parallel loops.
  private void pushRow() {
    code.local(Opcodes.ALOAD, rows);
    code.op(Opcodes.ICONST_0);
    radix.forEach(
        (loop, step) -> {
          code.local(Opcodes.ILOAD, loops.counterOf(loop));
          code.pushInt(step);
          code.op(Opcodes.IMUL);
          code.op(Opcodes.IADD);
        });
  }

  private void takeRow(int index) {
    Access written = body.access(out);
    code.pushInt(row.extent());
    code.newArray(written.element().carrier().arrayType());
    code.local(Opcodes.ASTORE, rowArray);
    copy(() -> pushArray(written.local(), written, index, 0), () -> pushPlace(rowArray, 0));
    pushRow();
    code.local(Opcodes.ALOAD, rowArray);
    code.op(Opcodes.AASTORE);
  }

  private void giveRow(int index) {
    Access written = body.access(out);
    findRow();
    copy(() -> pushPlace(rowArray, 0), () -> pushArray(written.local(), written, index, 0));
  }

  private void findRow() {
    pushRow();
    code.op(Opcodes.AALOAD);
    code.local(Opcodes.ASTORE, rowArray);
  }

  private int newArray(Access access, int size) {
    code.pushInt(size);
    code.newArray(access.element().carrier().arrayType());
    int local = method.values.temporary(Repr.OBJECT);
    code.local(Opcodes.ASTORE, local);
    return local;
  }

  /// How many rows of a panel so many rounds read.
  private int rows(int i, int together) {
    return body.access(i).varies(sum.dim()) ? together : 1;
  }

  private void blocks(int[] indexes) {
    int counter = loops.counter(sum);
    code.op(Opcodes.ICONST_0);
    code.local(Opcodes.ISTORE, counter);
    together(rounds, counter, indexes);
    if (rounds > 1 && (sum.end() >= 0 || sum.extent() % rounds != 0)) {
      together(1, counter, indexes);
    }
  }

  /// Takes `count` rounds together while there are so many.
  private void together(int count, int counter, int[] indexes) {
    Label top = new Label();
    Label end = new Label();
    code.bind(top);
    code.local(Opcodes.ILOAD, counter);
    loops.pushEnd(sum);
    code.pushInt(count);
    code.op(Opcodes.ISUB);
    code.jump(Opcodes.IF_ICMPGT, end);
    int[] moved = loops.moved(sum, counter, indexes);
    loops.nested(
        moving,
        moved,
        at -> {
          panels.forEach((i, panel) -> fill(i, panel, at[i], count));
          loops.nested(resting, at, inner -> row(count, inner));
        });
    code.increment(counter, count);
    code.gotoLabel(top);
    code.bind(end);
  }

  /// Copies the rows that some rounds read.
  private void fill(int i, int panel, int index, int count) {
    Access access = body.access(i);
    int step = access.stride(sum.dim());
    for (int round = 0; round < rows(i, count); round++) {
      int from = round * step;
      int to = round * row.extent();
      if (access.stride(row.dim()) == 1) {
        copy(() -> pushArray(access.local(), access, index, from), () -> pushPlace(panel, to));
      } else {
        loops.rounds(
            row,
            column,
            () -> {
              code.local(Opcodes.ALOAD, panel);
              pushColumn(to);
              code.local(Opcodes.ALOAD, access.local());
              access.pushIndex(code, index, column, row.dim(), from);
              access.read(code);
              code.op(access.element().carrier().arrayStore());
            });
      }
    }
  }

  private void pushArray(int array, Access access, int index, int more) {
    code.local(Opcodes.ALOAD, array);
    access.pushIndex(code, index, -1, 0, more);
  }

  private void pushPlace(int array, int at) {
    code.local(Opcodes.ALOAD, array);
    code.pushInt(at);
  }

  /// `column + constant`.
  private void pushColumn(int constant) {
    code.local(Opcodes.ILOAD, column);
    if (constant != 0) {
      code.pushInt(constant);
      code.op(Opcodes.IADD);
    }
  }

  private void copy(Runnable from, Runnable to) {
    from.run();
    to.run();
    loops.pushEnd(row);
    code.call("java/lang/System", "arraycopy", "(Ljava/lang/Object;ILjava/lang/Object;II)V");
  }

  private void row(int count, int[] indexes) {
    int[][] fixed = new int[count][];
    for (int round = 0; round < count; round++) {
      fixed[round] = fixed(indexes, round, round == 0 ? null : fixed[0]);
    }
    findRow();
    loops.rounds(row, column, () -> element(fixed));
  }

  /// What does not move along the row, in locals; what does not move along the sum either is that
  /// of the first round.
  private int[] fixed(int[] indexes, int round, int @Nullable [] first) {
    int[] locals = new int[body.operands()];
    for (int i = 0; i < locals.length; i++) {
      Access access = body.access(i);
      locals[i] = -1;
      if (i == out || isPanel(i) || !body.reads(i)) {
        continue;
      }
      if (access.isScalar()) {
        locals[i] = access.local();
      } else if (first != null && !access.varies(sum.dim())) {
        locals[i] = first[i];
      } else {
        locals[i] = method.values.temporary(access.element());
        pushArray(access.local(), access, indexes[i], round * access.stride(sum.dim()));
        access.read(code);
        code.store(access.element(), locals[i]);
      }
    }
    return locals;
  }

  /// One element of the row: all rounds, one after the other.
  private void element(int[][] fixed) {
    Access written = body.access(out);
    Repr repr = written.element();
    int value = method.values.temporary(repr);
    code.local(Opcodes.ALOAD, rowArray);
    pushColumn(0);
    code.op(repr.carrier().arrayLoad());
    code.store(repr, value);
    int overflow = overflows < 0 ? -1 : method.values.temporary(repr);
    if (overflow >= 0) {
      code.local(Opcodes.ALOAD, overflows);
      pushColumn(0);
      code.op(Opcodes.IALOAD);
      code.local(Opcodes.ISTORE, overflow);
    }
    int current = value;
    for (int round = 0; round < fixed.length; round++) {
      int[] locals = fixed[round].clone();
      int at = round;
      panels.forEach((i, panel) -> locals[i] = cell(i, panel, at));
      locals[out] = current;
      current = body.emit(locals, overflow)[0];
    }
    if (overflow >= 0) {
      code.local(Opcodes.ALOAD, overflows);
      pushColumn(0);
      code.local(Opcodes.ILOAD, overflow);
      code.op(Opcodes.IASTORE);
    }
    code.local(Opcodes.ALOAD, rowArray);
    pushColumn(0);
    code.load(repr, current);
    code.op(repr.carrier().arrayStore());
  }

  private int cell(int i, int panel, int round) {
    Access access = body.access(i);
    int local = method.values.temporary(access.element());
    code.local(Opcodes.ALOAD, panel);
    pushColumn((rows(i, 2) == 1 ? 0 : round) * row.extent());
    code.op(access.element().carrier().arrayLoad());
    code.store(access.element(), local);
    return local;
  }
}
