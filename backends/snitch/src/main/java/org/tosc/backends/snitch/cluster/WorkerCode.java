package org.tosc.backends.snitch.cluster;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What a core that computes does in a phase: for each tile its share, and then the barrier.
///
/// `s0` … count the rounds of loops, `s11` says whether there is a share for this core.
final class WorkerCode {
  private static final String IS_ACTIVE = "s11";

  private final Listing out;
  private final Plan plan;
  private final Cut cut;
  private final Map<Stretch, String> routines;
  private final List<Window> windows;

  /// @param routines the labels of the share's code
  WorkerCode(Listing out, Plan plan, Map<Stretch, String> routines) {
    this.out = out;
    this.plan = plan;
    this.cut = plan.cut();
    this.routines = routines;
    this.windows = plan.windows();
  }

  void write() {
    shares();
    for (int i = 0; i < windows.size(); i++) {
      addresses(i);
    }
    out.barrier();
    loop(0);
  }

  /// Where this core's share of a tile begins along each dimension.
  private void shares() {
    out.add("csrr t0, 0xf14");
    out.number("t1", cut.active());
    out.add("sltu %s, t0, t1", IS_ACTIVE);
    for (int dim = cut.parts().size() - 1; dim >= 0; dim--) {
      int parts = cut.parts().get(dim);
      if (parts > 1) {
        long last = cut.tile().get(dim) - cut.share(dim);
        String isWhole = out.label("whole");
        out.number("t1", parts);
        out.add("remu t2, t0, t1");
        out.add("divu t0, t0, t1");
        out.number("t3", cut.share(dim));
        out.add("mul t2, t2, t3");
        out.number("t3", last);
        out.add("ble t2, t3, %s", isWhole);
        out.add("mv t2, t3");
        out.place(isWhole);
        out.store("t2", share(dim));
      }
    }
  }

  private static String share(int dim) {
    return "share" + dim;
  }

  private static String address(int operand) {
    return "address" + operand;
  }

  private static String sum(int operand) {
    return "sum" + operand;
  }

  /// Where the share's part of a window begins, and the sum of that and the same in the other
  /// place.
  private void addresses(int operand) {
    out.number("t0", 0);
    for (int dim = 0; dim < cut.parts().size(); dim++) {
      if (cut.parts().get(dim) > 1) {
        out.addProduct("t0", share(dim), windows.get(operand).stride(dim), "t1", "t2");
      }
    }
    out.number("t1", plan.placement().first().get(operand));
    out.add("add t1, t1, t0");
    out.store("t1", address(operand));
    if (cut.isDouble().get(operand)) {
      out.number("t1", plan.placement().sum(operand));
      out.add("add t1, t1, t0");
      out.add("add t1, t1, t0");
      out.store("t1", sum(operand));
    }
  }

  private void loop(int level) {
    if (level == cut.order().size()) {
      step();
      return;
    }
    String round = out.label("round");
    String counter = "s" + level;
    out.number(counter, cut.count(cut.order().get(level)));
    out.place(round);
    loop(level + 1);
    if (level < cut.order().size() - 1) {
      toggle(level);
    }
    out.add("addi %s, %s, -1", counter, counter);
    if (cut.isExchanged(plan.phase().operands(), level)) {
      String done = out.label("done");
      out.add("beqz %s, %s", counter, done);
      out.barrier();
      out.add("j %s", round);
      out.place(done);
    } else {
      out.add("bnez %s, %s", counter, round);
    }
  }

  /// Operands that change with a loop are in their other place next time.
  private void toggle(int level) {
    for (int i = 0; i < windows.size(); i++) {
      if (cut.isDouble().get(i) && cut.level(windows.get(i).operand()) == level) {
        out.load("t0", address(i));
        out.load("t1", sum(i));
        out.add("sub t1, t1, t0");
        out.store("t1", address(i));
      }
    }
  }

  private void step() {
    String skip = out.label("skip");
    out.add("beqz %s, %s", IS_ACTIVE, skip);
    for (int i = 0; i < windows.size(); i++) {
      out.load("a" + i, address(i));
    }
    call();
    // The FPU still works: what comes next costs nothing.
    toggle(cut.order().size() - 1);
    settle();
    out.place(skip);
    out.barrier();
  }

  /// Calls the routine of the tile, which depends on the round of the innermost loop where that is
  /// a reduction.
  private void call() {
    if (routines.size() == 1) {
      jump(Stretch.FIRST);
      return;
    }
    int level = cut.order().size() - 1;
    String notFirst = out.label("joins");
    String notLast = out.label("more");
    String done = out.label("called");
    out.number("t0", cut.count(cut.order().get(level)));
    out.add("bne s%d, t0, %s", level, notFirst);
    jump(Stretch.FIRST);
    out.add("j %s", done);
    out.place(notFirst);
    out.number("t0", 1);
    out.add("bne s%d, t0, %s", level, notLast);
    jump(Stretch.LAST);
    out.add("j %s", done);
    out.place(notLast);
    jump(Stretch.MORE);
    out.place(done);
  }

  private void jump(Stretch stretch) {
    out.add("jal ra, %s", Objects.requireNonNull(routines.get(stretch)));
  }

  /// Waits until all results are in TCDM: until the FPU has issued all and its stores are done,
  /// where there were no streams, and then until the stream is done. Between two jobs it is done
  /// for a cycle, so it is asked again.
  private void settle() {
    out.add("fmv.x.w t0, ft3");
    out.add("mv t0, t0");
    out.add("fence");
    for (int i = 0; i < 2; i++) {
      String again = out.label("again");
      out.place(again);
      out.add("scfgri t0, 2");
      out.add("bgez t0, %s", again);
    }
  }
}
