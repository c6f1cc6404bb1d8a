package org.tosc.backends.machines.x86.cost;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.x86.isa.Indirect;
import org.tosc.backends.machines.x86.isa.Instruction;
import org.tosc.backends.machines.x86.isa.Operand;
import org.tosc.backends.machines.x86.isa.Target;

/// Instructions that are executed one after the other: from where a branch went to the next branch,
/// taken or not. What it took is counted here.
final class Stretch {
  private final long start;
  private final List<Instruction> instructions = new ArrayList<>();
  private @Nullable List<Step> steps;
  private long end;
  private long runs;
  private long backs;
  private long followed;
  private double cycles;

  Stretch(long start) {
    this.start = start;
    this.end = start;
  }

  // What it is.

  /// While it is executed for the first time.
  void add(Instruction i) {
    instructions.add(i);
    end += i.length();
  }

  /// When its branch was reached, so that all of it is known.
  ///
  /// @param wide whether there are vectors of 512 bits where it runs
  void close(Core core, boolean wide) {
    steps = Step.of(core, instructions, wide);
  }

  boolean isClosed() {
    return steps != null;
  }

  List<Step> steps() {
    return steps == null ? List.of() : steps;
  }

  List<Instruction> instructions() {
    return instructions;
  }

  long start() {
    return start;
  }

  /// Behind its branch.
  long end() {
    return end;
  }

  /// Whether an instruction ends a stretch.
  static boolean ends(Instruction i) {
    String name = i.mnemonic();
    return name.startsWith("j")
        || name.startsWith("loop")
        || name.equals("call")
        || name.equals("ret");
  }

  /// Whether its branch jumps back, to a place before it or to itself.
  boolean jumpsBack() {
    Instruction last = instructions.getLast();
    boolean jumps = ends(last) && !last.mnemonic().equals("call");
    return jumps && head() < end;
  }

  /// Where its branch goes; its end where that is not said in the instruction.
  long head() {
    List<Operand> operands = instructions.getLast().operands();
    return !operands.isEmpty() && operands.getFirst() instanceof Target t
        ? end + t.distance()
        : end;
  }

  /// The operand in memory of an instruction; null where it has none, or accesses several places.
  static @Nullable Indirect memory(Instruction i) {
    for (Operand operand : i.operands()) {
      if (operand instanceof Indirect at && at.bytes() > 0) {
        boolean several = at.index() != null && at.index().bytes() > Long.BYTES;
        return several || at.form() == Indirect.Form.STRING ? null : at;
      }
    }
    return null;
  }

  // What it took.

  void run() {
    runs++;
  }

  void wentBack() {
    backs++;
  }

  void took(long more) {
    followed++;
    cycles += more;
  }

  /// How often it was executed.
  long runs() {
    return runs;
  }

  /// How often its branch went back.
  long backs() {
    return backs;
  }

  /// Cycles of one run, on average of those that were followed.
  double average() {
    return followed == 0 ? 0 : cycles / followed;
  }
}
