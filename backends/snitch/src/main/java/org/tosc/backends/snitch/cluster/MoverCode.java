package org.tosc.backends.snitch.cluster;

import java.util.ArrayList;
import java.util.List;

/// What the hart with the DMA engine does in a phase: one step ahead of the cores it loads, one
/// step behind it stores.
///
/// `s0` counts steps, `s1` is the loop that advanced last, `s2` whether there is a result to store;
/// `t0` and `t1` are addresses outside and inside.
final class MoverCode {
  private final Listing out;
  private final Plan plan;
  private final Cut cut;
  private final List<Window> windows;
  private final List<String> loads = new ArrayList<>();
  private final String storing;

  MoverCode(Listing out, Plan plan) {
    this.out = out;
    this.plan = plan;
    this.cut = plan.cut();
    this.windows = plan.windows();
    for (Window window : windows) {
      loads.add(window.operand().isRead() ? out.label("load") : "");
    }
    this.storing = out.label("store");
  }

  /// The copies, which the rest calls.
  void writeCopies() {
    for (int i = 0; i < windows.size(); i++) {
      if (isLoaded(i)) {
        out.place(loads.get(i));
        outside(i);
        place("in", i);
        copy(windows.get(i).copy(), true);
        out.add("ret");
      }
    }
    out.place(storing);
    out.load("t0", "before");
    place("out", plan.result());
    copy(windows.getLast().copy(), false);
    out.add("ret");
  }

  private boolean isLoaded(int operand) {
    return windows.get(operand).operand().isRead();
  }

  private static String start(int dim) {
    return "start" + dim;
  }

  /// Puts the address of a window in its buffer into `t0`.
  private void outside(int operand) {
    Window window = windows.get(operand);
    out.load("t0", ClusterWriter.argument(window.operand().argument()));
    out.increase("t0", window.origin(), "t2");
    for (int dim : cut.order()) {
      out.addProduct("t0", start(dim), window.operand().stride(dim), "t2", "t3");
    }
  }

  /// Puts the address of a place into `t1`, and the other one where that is read from.
  private void place(String direction, int operand) {
    String slot = direction + operand;
    out.load("t1", slot);
    if (cut.isDouble().get(operand)) {
      out.number("t3", plan.placement().sum(operand));
      out.add("sub t3, t3, t1");
      out.store("t3", slot);
    }
  }

  private void copy(Copy copy, boolean isLoad) {
    List<Copy.Loop> outer = new ArrayList<>(copy.loops());
    Copy.Loop rows = copy.loops().isEmpty() ? null : copy.longest();
    if (rows != null) {
      outer.remove(rows);
      out.number("t2", isLoad ? rows.outside() : rows.inside());
      out.number("t3", isLoad ? rows.inside() : rows.outside());
      out.add("dmstr t2, t3");
      out.number("t2", rows.count());
      out.add("dmrep t2");
    }
    out.number("t2", copy.row());
    copies(outer, 0, isLoad, rows != null);
  }

  private void copies(List<Copy.Loop> loops, int level, boolean isLoad, boolean isPlane) {
    if (level == loops.size()) {
      out.add("dmsrc %s, zero", isLoad ? "t0" : "t1");
      out.add("dmdst %s, zero", isLoad ? "t1" : "t0");
      out.add("dmcpyi t3, t2, %d", isPlane ? 2 : 0);
      return;
    }
    Copy.Loop loop = loops.get(level);
    String counter = "s" + (3 + level);
    String round = out.label("rows");
    out.number(counter, loop.count());
    out.place(round);
    copies(loops, level + 1, isLoad, isPlane);
    long outside = loop.outside();
    long inside = loop.inside();
    if (level + 1 < loops.size()) {
      Copy.Loop inner = loops.get(level + 1);
      outside -= inner.count() * inner.outside();
      inside -= inner.count() * inner.inside();
    }
    out.increase("t0", outside, "t3");
    out.increase("t1", inside, "t3");
    out.add("addi %s, %s, -1", counter, counter);
    out.add("bnez %s, %s", counter, round);
  }

  // The phase.

  void write() {
    String step = out.label("step");
    String last = out.label("last");
    String end = out.label("end");
    begin();
    out.place(step);
    storeBefore();
    out.add("addi s0, s0, -1");
    out.add("beqz s0, %s", last);
    advance();
    leave();
    loads(true);
    out.place(last);
    rest();
    out.barrier();
    out.add("beqz s0, %s", end);
    exchange();
    out.add("j %s", step);
    out.place(end);
    out.load("t0", "now");
    out.store("t0", "before");
    out.add("jal ra, %s", storing);
    rest();
  }

  /// Notes where a result goes when the next tile has another one.
  private void leave() {
    String stays = out.label("stays");
    out.number("t0", cut.level(windows.getLast().operand()));
    out.add("blt t0, s1, %s", stays);
    out.load("t0", "now");
    out.store("t0", "before");
    outside(plan.result());
    out.store("t0", "now");
    out.number("s2", 1);
    out.place(stays);
  }

  private void begin() {
    for (int dim : cut.order()) {
      out.store("zero", start(dim));
    }
    for (int i = 0; i < windows.size(); i++) {
      out.number("t0", plan.placement().first().get(i));
      if (isLoaded(i)) {
        out.store("t0", "in" + i);
      }
      if (i == plan.result()) {
        out.store("t0", "out" + i);
      }
    }
    for (int i = 0; i < windows.size(); i++) {
      if (isLoaded(i)) {
        out.add("jal ra, %s", loads.get(i));
      }
    }
    outside(plan.result());
    out.store("t0", "now");
    out.number("s0", cut.steps());
    out.number("s2", 0);
    rest();
    out.barrier();
  }

  /// Stores the result that the step before has finished, if it has.
  private void storeBefore() {
    String none = out.label("none");
    out.add("beqz s2, %s", none);
    out.add("jal ra, %s", storing);
    out.number("s2", 0);
    out.place(none);
  }

  /// Goes to the next tile, the last of which begins such that it is whole.
  private void advance() {
    String done = out.label("next");
    for (int level = cut.order().size() - 1; level >= 0; level--) {
      int dim = cut.order().get(level);
      String more = out.label("more");
      String over = out.label("over");
      out.number("s1", level);
      out.load("t0", start(dim));
      out.number("t1", cut.extents().get(dim) - cut.tile().get(dim));
      out.add("bne t0, t1, %s", more);
      out.store("zero", start(dim));
      out.add("j %s", over);
      out.place(more);
      out.increase("t0", cut.tile().get(dim), "t2");
      String isWhole = out.label("whole");
      out.add("ble t0, t1, %s", isWhole);
      out.add("mv t0, t1");
      out.place(isWhole);
      out.store("t0", start(dim));
      out.add("j %s", done);
      out.place(over);
    }
    out.place(done);
  }

  /// Loads operands that change with the loop in `s1`.
  ///
  /// @param isDouble those with two places, or those with one
  private void loads(boolean isDouble) {
    for (int i = 0; i < windows.size(); i++) {
      int level = cut.level(windows.get(i).operand());
      if (isLoaded(i) && level >= 0 && cut.isDouble().get(i) == isDouble) {
        String same = out.label("same");
        out.number("t0", level);
        out.add("blt t0, s1, %s", same);
        out.add("jal ra, %s", loads.get(i));
        out.place(same);
      }
    }
  }

  /// Loads what has one place while cores wait, where the loop in `s1` needs that.
  private void exchange() {
    int deepest = -1;
    for (int level = 0; level < cut.order().size(); level++) {
      deepest = cut.isExchanged(plan.phase().operands(), level) ? level : deepest;
    }
    if (deepest < 0) {
      return;
    }
    String none = out.label("none");
    out.number("t0", deepest);
    out.add("blt t0, s1, %s", none);
    loads(false);
    rest();
    out.barrier();
    out.place(none);
  }

  /// Waits until the engine has nothing left to do.
  private void rest() {
    String busy = out.label("busy");
    out.place(busy);
    out.add("dmstati t0, 2");
    out.add("bnez t0, %s", busy);
  }
}
