package org.tosc.backends.x86.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.backends.x86.asm.Assembler;
import org.tosc.backends.x86.asm.Base;
import org.tosc.backends.x86.asm.Label;
import org.tosc.passes.kernelize.Groups;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.tir.ir.Function;

/// Whichever way a routine is gone through, each virtual register that a line reads is still in the
/// register that it was given: nothing else was written there since, and no call changed it. That
/// follows from the lines and the registers alone, not from what allocation thinks is needed where.
class AllocationTest {
  private static final int FEW = 6;

  static List<Arguments> groups() {
    return Groups.ALL.stream()
        .flatMap(
            group ->
                List.of(InstructionSet.AVX512_VNNI, InstructionSet.AVX2).stream()
                    .map(set -> Arguments.of(group, set)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("groups")
  void whatIsReadIsStillThere(Groups.Case group, InstructionSet set) {
    Function f = Kernels.function(group.text());
    switch (Kernelize.kernel("f.k0", f)) {
      case Kernelize.Outcome.Made(Function kernel) -> {
        List<Function> lowered = Objects.requireNonNull(set.lower(kernel, 1));
        Assembler asm = new Assembler(set.features());
        Map<String, Label> labels = new HashMap<>();
        lowered.forEach(l -> labels.put(l.symbol(), asm.label()));
        for (Function l : lowered) {
          Routine routine = Selection.routine(l, labels, true, set, asm);
          for (int most : new int[] {FEW, Integer.MAX_VALUE}) {
            new Walk(LinearScan.allocate(routine, most)).run();
          }
        }
      }
      case Kernelize.Outcome.Refused(String why) -> fail(why);
    }
  }

  /// All ways through a routine: before each line, what is in its register whichever way one came.
  private static final class Walk {
    private final Allocation allocation;
    private final List<Line> lines;
    private final Map<Label, Integer> places = new HashMap<>();
    private final BitSet[] before;
    private final Deque<Integer> open = new ArrayDeque<>();

    Walk(Allocation allocation) {
      this.allocation = allocation;
      this.lines = allocation.routine().lines();
      this.before = new BitSet[lines.size() + 1];
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i) instanceof Line.Bind(Label label)) {
          places.put(label, i);
        }
      }
    }

    void run() {
      BitSet params = new BitSet();
      allocation.routine().params().stream()
          .filter(allocation::isInRegister)
          .forEach(v -> written(v, params));
      reach(0, params);
      while (!open.isEmpty()) {
        step(open.removeLast());
      }
    }

    /// One more way to a line: only what all of them leave is there.
    private void reach(int line, BitSet there) {
      BitSet known = before[line];
      if (known == null) {
        before[line] = (BitSet) there.clone();
        open.add(line);
        return;
      }
      int size = known.cardinality();
      known.and(there);
      if (known.cardinality() < size) {
        open.add(line);
      }
    }

    private void step(int i) {
      if (i == lines.size()) {
        return;
      }
      Line line = lines.get(i);
      BitSet there = (BitSet) before[i].clone();
      if (!isOfNothing(line)) {
        line.reads(
            v ->
                assertTrue(
                    there.get(v.id()) || allocation.isInFrame(v),
                    () -> v + " is gone in line " + i + ", " + line));
      }
      if (line instanceof Line.Call) {
        changedByCall(there);
      }
      Virtual to = line.writes();
      boolean isNoMove =
          line instanceof Line.Move(Virtual a, Virtual b, _)
              && allocation.number(a) == allocation.number(b);
      if (isNoMove) {
        there.set(Objects.requireNonNull(to).id());
      } else if (to != null && allocation.isInRegister(to)) {
        written(to, there);
      }
      if (line instanceof Line.Jump(var opcode, Label target)) {
        reach(Objects.requireNonNull(places.get(target)), there);
        if (opcode == Base.JMP) {
          return;
        }
      }
      reach(i + 1, there);
    }

    /// What is the same of itself with itself reads nothing: `vpxord`.
    private static boolean isOfNothing(Line line) {
      return line instanceof Line.Insn(_, Line.First first, List<Arg> args)
          && first == Line.First.WRITTEN
          && args.size() == 3
          && args.stream().distinct().count() == 1;
    }

    private void changedByCall(BitSet there) {
      for (Virtual v : allocation.routine().virtuals()) {
        if (allocation.isInRegister(v) && !v.bank().survivesCalls(allocation.number(v))) {
          there.clear(v.id());
        }
      }
    }

    /// A register has no place for anything else.
    private void written(Virtual to, BitSet there) {
      for (Virtual v : allocation.routine().virtuals()) {
        boolean isSame =
            v.bank() == to.bank()
                && allocation.isInRegister(v)
                && allocation.number(v) == allocation.number(to);
        if (isSame) {
          there.clear(v.id());
        }
      }
      there.set(to.id());
    }
  }

  /// Of what a line uses, another routine's table knows the same as the line.
  @ParameterizedTest
  @MethodSource("groups")
  void usesAreThoseOfTheLines(Groups.Case group, InstructionSet set) {
    Function f = Kernels.function(group.text());
    Function kernel = ((Kernelize.Outcome.Made) Kernelize.kernel("f.k0", f)).kernel();
    Assembler asm = new Assembler(set.features());
    List<Function> lowered = Objects.requireNonNull(set.lower(kernel, 1));
    Map<String, Label> labels = new HashMap<>();
    lowered.forEach(l -> labels.put(l.symbol(), asm.label()));
    for (Function l : lowered) {
      Routine routine = Selection.routine(l, labels, true, set, asm);
      Routine spilled = LinearScan.allocate(routine, FEW).routine();
      assertEquals(spilled.lines().size(), spilled.uses().lines());
      for (int i = 0; i < spilled.lines().size(); i++) {
        BitSet read = new BitSet();
        spilled.lines().get(i).reads(v -> read.set(v.id()));
        BitSet known = new BitSet();
        for (int r = spilled.uses().begin(i); r < spilled.uses().end(i); r++) {
          known.set(spilled.uses().read(r));
        }
        assertEquals(read, known);
      }
    }
  }
}
