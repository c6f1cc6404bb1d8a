package org.tosc.backends.machines.mlir.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The values of one call.
final class Frame {
  final long[] cells;
  final @Nullable Object[] references;
  final boolean[] poison;
  final Machine machine;
  final @Nullable GpuThread thread;
  private List<Buffer> onStack = new ArrayList<>();

  /// How many calls are around it.
  int depth;

  /// Whether any value was poison so far, so that steps have to look.
  boolean hasPoison;

  Frame(int slots, Machine machine, @Nullable GpuThread thread) {
    this.cells = new long[slots];
    this.references = new Object[slots];
    this.poison = new boolean[slots];
    this.machine = machine;
    this.thread = thread;
  }

  /// One with the same values, for another thread of a kernel.
  Frame forThread(GpuThread of) {
    Frame copy = new Frame(cells.length, machine, of);
    System.arraycopy(cells, 0, copy.cells, 0, cells.length);
    System.arraycopy(references, 0, copy.references, 0, cells.length);
    System.arraycopy(poison, 0, copy.poison, 0, cells.length);
    copy.hasPoison = hasPoison;
    copy.depth = depth;
    return copy;
  }

  View view(int slot) {
    return (View) Objects.requireNonNull(references[slot]);
  }

  long[] vector(int slot) {
    return (long[]) Objects.requireNonNull(references[slot]);
  }

  void copy(int[] from, int[] to) {
    for (int i = 0; i < from.length; i++) {
      cells[to[i]] = cells[from[i]];
      references[to[i]] = references[from[i]];
      poison[to[i]] = poison[from[i]];
    }
  }

  /// The same where the two may overlap.
  void move(int[] from, int[] to) {
    long[] oldCells = new long[from.length];
    @Nullable Object[] old = new Object[from.length];
    boolean[] oldPoison = new boolean[from.length];
    for (int i = 0; i < from.length; i++) {
      oldCells[i] = cells[from[i]];
      old[i] = references[from[i]];
      oldPoison[i] = poison[from[i]];
    }
    for (int i = 0; i < to.length; i++) {
      cells[to[i]] = oldCells[i];
      references[to[i]] = old[i];
      poison[to[i]] = oldPoison[i];
    }
  }

  void poison(int slot) {
    poison[slot] = true;
    hasPoison = true;
  }

  void onStack(Buffer buffer) {
    onStack.add(buffer);
  }

  List<Buffer> enterScope() {
    List<Buffer> outer = onStack;
    onStack = new ArrayList<>();
    return outer;
  }

  /// What was allocated on the stack since is gone.
  void leaveScope(List<Buffer> outer) {
    onStack.forEach(Buffer::free);
    onStack = outer;
  }
}
