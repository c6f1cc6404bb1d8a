package org.tosc.backends.machines.x86.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tosc.backends.machines.x86.isa.Immediate;
import org.tosc.backends.machines.x86.isa.Indirect;
import org.tosc.backends.machines.x86.isa.Instruction;
import org.tosc.backends.machines.x86.isa.Register;
import org.tosc.backends.machines.x86.isa.Target;

/// One instruction of a loop on a core.
///
/// @param load the micro-operations that read memory
/// @param compute those that compute
/// @param store those that write memory: the first takes the address, the others the value
/// @param cost the row of the core, for its latencies
/// @param loadLatency from the address to what is read
/// @param forward from a store to what is read of it
/// @param fused whether it enters in the slot of the instruction before it
/// @param known whether the core has a row for it
record Step(
    Instruction instruction,
    Effects effects,
    List<Work> load,
    List<Work> compute,
    List<Work> store,
    Cost cost,
    int loadLatency,
    int forward,
    boolean fused,
    boolean known) {
  private static final Pattern BEFORE_JUMPS = Pattern.compile("cmp|test|add|sub|and|inc|dec");

  /// The instructions of a loop.
  static List<Step> of(Core core, List<Instruction> body) {
    return of(core, body, isWide(body));
  }

  /// Whether there are vectors of 512 bits.
  static boolean isWide(List<Instruction> body) {
    return body.stream().anyMatch(i -> Form.of(i).width() == 'z');
  }

  /// @param wide whether there are vectors of 512 bits where they run
  static List<Step> of(Core core, List<Instruction> body, boolean wide) {
    List<Step> steps = new ArrayList<>();
    for (Instruction i : body) {
      boolean fused = !steps.isEmpty() && fuses(steps.getLast().instruction, i);
      Step step = of(core, i, wide, fused);
      if (step.effects.store() != null) {
        step = step.paired(core, steps);
      }
      if (fused) {
        steps.set(steps.size() - 1, steps.getLast().withoutCompute());
      }
      steps.add(step);
    }
    return steps;
  }

  private static Step of(Core core, Instruction i, boolean wide, boolean fused) {
    Form form = Form.of(i);
    Effects effects = Effects.of(i);
    String name = i.mnemonic() + variant(i);
    Optional<Cost> row = core.cost(name, form);
    if (row.isEmpty()) {
      name = i.mnemonic();
      row = core.cost(name, form);
    }
    Cost cost = row.orElse(Cost.free(1));
    boolean free = effects.isZero();
    Cost load = core.load(form);
    return new Step(
        i,
        effects,
        effects.load() == null ? List.of() : load.work(),
        free ? List.of() : core.work(name, form, cost, wide),
        effects.store() == null ? List.of() : core.store(form).work(),
        free ? Cost.free(0) : cost,
        load.least(),
        core.forward(form),
        fused,
        row.isPresent() && core.has(form));
  }

  /// Two stores of a cycle go to one cache line; the second of such a pair needs no line of its own
  /// (Intel optimization manual, paired stores).
  private Step paired(Core core, List<Step> before) {
    int lines = core.lines();
    for (Step other : before.reversed()) {
      if (other.effects.writes().intersects(effects.addresses())) {
        return this;
      }
      if (other.effects.store() != null) {
        boolean alone = other.store.stream().anyMatch(w -> w.ports() == lines);
        return alone && Places.share(effects.store(), other.effects.store())
            ? withStore(store.stream().filter(w -> w.ports() != lines).toList())
            : this;
      }
    }
    return this;
  }

  private Step withStore(List<Work> other) {
    return new Step(
        instruction, effects, load, compute, other, cost, loadLatency, forward, fused, known);
  }

  private Step withoutCompute() {
    return new Step(
        instruction, effects, load, List.of(), store, cost, loadLatency, forward, fused, known);
  }

  /// A comparison and the jump behind it are one (Intel optimization manual, macro-fusion; AMD
  /// 58455, branch fusion).
  private static boolean fuses(Instruction first, Instruction jump) {
    return jump.mnemonic().startsWith("j")
        && !jump.mnemonic().equals("jmp")
        && BEFORE_JUMPS.matcher(first.mnemonic()).matches();
  }

  /// What rows may tell apart by a suffix of the mnemonic: sums with a constant, copies between
  /// registers, addresses with a scale or of three parts.
  private static String variant(Instruction i) {
    String name = i.mnemonic();
    boolean toRegister =
        !i.operands().isEmpty()
            && i.operands().getFirst() instanceof Register r
            && r.bytes() >= Integer.BYTES;
    if (!toRegister) {
      return "";
    }
    return switch (i.operands().getLast()) {
      case Indirect at when name.equals("lea") -> address(at);
      case Immediate number when name.equals("add") || name.equals("sub") -> ".constant";
      case Register r when name.equals("mov") -> ".copy";
      case Register r when name.equals("inc") || name.equals("dec") -> ".constant";
      case Indirect at -> "";
      case Immediate number -> "";
      case Register r -> "";
      case Target t -> "";
    };
  }

  private static String address(Indirect at) {
    if (at.index() == null) {
      return ".constant";
    }
    boolean three = at.base() != null && at.displacement() != 0;
    return at.scale() > 1 || three ? ".scaled" : "";
  }

  /// How many slots it takes where the core's width counts: a load takes none beside what computes
  /// with it, the address and the value of a store take one together, and nothing takes less than
  /// one.
  int slots() {
    return fused ? 0 : Math.max(1, compute.size() + (store.isEmpty() ? 0 : 1));
  }
}
