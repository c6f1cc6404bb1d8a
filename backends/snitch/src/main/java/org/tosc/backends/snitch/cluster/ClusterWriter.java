package org.tosc.backends.snitch.cluster;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.snitch.isa.Instruction;

/// Writes plans as one program for all harts.
final class ClusterWriter {
  /// Saved registers that the code of a hart uses beside the stack's pointer.
  private static final List<String> SAVED =
      List.of("ra", "s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11");

  /// What a hart's slots may take.
  static final int SLOTS = 512;

  private final Listing out = new Listing();
  private final ClusterShape shape;
  private final List<Plan> plans;

  private ClusterWriter(ClusterShape shape, List<Plan> plans) {
    this.shape = shape;
    this.plans = plans;
  }

  /// A hart's memory: its slots, and what routines take below.
  ///
  /// @param arguments how many addresses the function has
  static String write(ClusterShape shape, String name, int arguments, List<Plan> plans) {
    // The first time to know how many slots there are.
    ClusterWriter first = new ClusterWriter(shape, plans);
    first.all(name, arguments, 0);
    ClusterWriter second = new ClusterWriter(shape, plans);
    int slots = first.out.slotBytes();
    if (slots > SLOTS) {
      throw new IllegalStateException(slots + " bytes of slots");
    }
    second.all(name, arguments, slots);
    return second.out.text();
  }

  /// Bytes of TCDM that the harts' stacks need, where a routine takes some.
  static int stacks(ClusterShape shape, int slots, int routine) {
    return shape.harts() * (slots + ((routine + 15) & -16));
  }

  static String argument(int number) {
    return "argument" + number;
  }

  private void all(String name, int arguments, int slots) {
    int below = plans.stream().mapToInt(Plan::stack).max().orElse(0);
    int each = stacks(shape, slots, below) / shape.harts();
    List<Map<Stretch, String>> routines = plans.stream().map(this::labels).toList();
    String mover = out.label("mover");
    String end = out.label("end");
    out.place(".text\n.globl " + name + "\n.p2align 2\n" + name);
    begin(arguments, each, slots);
    out.number("t1", shape.cores());
    out.add("beq t0, t1, %s", mover);
    for (int i = 0; i < plans.size(); i++) {
      out.comment("computes: " + plans.get(i));
      new WorkerCode(out, plans.get(i), routines.get(i)).write();
    }
    out.add("j %s", end);
    List<MoverCode> movers = plans.stream().map(plan -> new MoverCode(out, plan)).toList();
    out.place(mover);
    for (MoverCode code : movers) {
      out.comment("moves");
      code.write();
    }
    out.place(end);
    out.barrier();
    finish();
    movers.forEach(MoverCode::writeCopies);
    for (int i = 0; i < plans.size(); i++) {
      Plan plan = plans.get(i);
      routines.get(i).forEach((stretch, label) -> routine(label, plan, stretch));
    }
  }

  private Map<Stretch, String> labels(Plan plan) {
    Map<Stretch, String> labels = new EnumMap<>(Stretch.class);
    plan.routines().keySet().forEach(stretch -> labels.put(stretch, out.label("share")));
    return labels;
  }

  private void routine(String label, Plan plan, Stretch stretch) {
    out.place(label);
    for (Instruction instruction : plan.routine(stretch).instructions()) {
      out.add("%s", instruction);
    }
  }

  /// Leaves the hart's number in `t0`.
  private void begin(int arguments, int each, int slots) {
    out.add("csrr t0, 0xf14");
    out.add("mv t2, sp");
    out.number("t3", each);
    out.add("mul t3, t3, t0");
    out.number("sp", ClusterShape.TCDM + shape.memory() - slots);
    out.add("sub sp, sp, t3");
    out.store("t2", "sp");
    SAVED.forEach(register -> out.store(register, register));
    for (int i = 0; i < arguments; i++) {
      out.store("a" + i, argument(i));
    }
  }

  private void finish() {
    SAVED.forEach(register -> out.load(register, register));
    out.load("sp", "sp");
    out.add("ret");
  }
}
