package org.tosc.backends.x86.emit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.api.KernelSequence.Step;
import org.tosc.backends.x86.asm.Code;
import org.tosc.backends.x86.asm.Note;
import org.tosc.backends.x86.code.CallingConvention;
import org.tosc.backends.x86.code.InstructionSet;
import org.tosc.backends.x86.code.KernelCode;
import org.tosc.backends.x86.code.NoCode;
import org.tosc.tir.ir.Function;

/// A function as machine code with notes of what was written.
///
/// @param set the instructions that it is written in
/// @param convention by which kernels are called
/// @param code of all kernels, with [Code#notes]
/// @param kernels in the order of their steps
/// @param routines in the order of the code
public record Compiled(
    KernelSequence function,
    InstructionSet set,
    CallingConvention convention,
    Code code,
    List<Entry> kernels,
    List<Routine> routines) {
  /// A kernel and the function of the code that is called for it.
  public record Entry(Step step, Function loops) {}

  /// A function of the code.
  ///
  /// @param isGlobal whether it is called from outside
  /// @param notes its instructions and what stands between them
  public record Routine(String symbol, boolean isGlobal, int offset, int end, List<Note> notes) {
    public Routine {
      notes = List.copyOf(notes);
    }

    int size() {
      return end - offset;
    }
  }

  public Compiled {
    kernels = List.copyOf(kernels);
    routines = List.copyOf(routines);
  }

  /// Compiles all kernels for one thread.
  ///
  /// @throws NoCode where there is no machine code for something
  public static Compiled of(KernelSequence function, InstructionSet set) {
    return of(function, set, CallingConvention.SYSTEM_V);
  }

  /// The same, called by another convention.
  ///
  /// @throws NoCode where there is no machine code for something
  public static Compiled of(
      KernelSequence function, InstructionSet set, CallingConvention convention) {
    List<Entry> kernels = new ArrayList<>();
    List<List<Function>> loops = new ArrayList<>();
    for (Step step : function.steps()) {
      List<Function> lowered = set.lower(step.nests(), 1);
      if (lowered == null) {
        throw new NoCode("a nest with several outs or bounds");
      }
      kernels.add(new Entry(step, lowered.getLast()));
      loops.add(lowered);
    }
    KernelCode code = KernelCode.noted(loops, set, convention);
    return new Compiled(function, set, convention, code.code(), kernels, routines(code));
  }

  private static List<Routine> routines(KernelCode code) {
    record Start(String symbol, boolean isGlobal, int offset) {}

    List<Start> starts = new ArrayList<>();
    code.entries()
        .forEach(
            (symbol, at) -> starts.add(new Start(symbol, code.exported().contains(symbol), at)));
    starts.sort(Comparator.comparingInt(Start::offset));
    List<Routine> routines = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      Start start = starts.get(i);
      int next = i + 1 < starts.size() ? starts.get(i + 1).offset() : code.code().size();
      List<Note> inside = inside(code.code(), start.offset(), next);
      Note last = inside.getLast();
      routines.add(
          new Routine(
              start.symbol(),
              start.isGlobal(),
              start.offset(),
              last.offset() + last.size(),
              inside));
    }
    return routines;
  }

  /// The notes of a range, without the padding at its end.
  private static List<Note> inside(Code code, int from, int to) {
    List<Note> inside =
        new ArrayList<>(
            code.notes().stream().filter(n -> n.offset() >= from && n.offset() < to).toList());
    while (inside.getLast() instanceof Note.Padding) {
      inside.removeLast();
    }
    return inside;
  }
}
