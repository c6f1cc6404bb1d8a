package org.tosc.backends.machines.x86.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.x86.cost.Core;
import org.tosc.backends.machines.x86.cost.Trace;
import org.tosc.backends.machines.x86.exec.Cpu;
import org.tosc.backends.machines.x86.exec.Memory;
import org.tosc.backends.machines.x86.exec.Memory.Access;
import org.tosc.backends.machines.x86.exec.Outcome;
import org.tosc.backends.machines.x86.exec.Trap;

/// A function of an object, called once, with the cycles that it takes.
///
/// ```java
/// Run run = new Run(image);
/// long x = run.buffer("x", bytes, -1);
/// Run.Result result = run.call(entry, List.of(new Call.Argument.Word(x)), core, mostCycles);
/// ```
public final class Run {
  private static final long BUFFERS = 0x1_0000_0000L;
  private static final long PAGE = 4096;

  /// Memory that threads have of their own begins here; compilers read what detects overflows of
  /// the stack from it, 40 bytes behind where fs points.
  private static final long THREAD = 0x7100_0000;

  private static final int THREAD_BYTES = 256;

  /// Between looks at the cycles that were used.
  private static final long ROUND = 500;

  private static final int RAX = 0;

  private final Image image;
  private final Memory memory = new Memory();
  private long next = BUFFERS;

  /// How it went.
  ///
  /// @param instructions that were executed
  /// @param trap what ended it, or null
  /// @param isStopped whether it used up its cycles
  /// @param integer what rax holds at the end
  /// @param bits the lowest 64 bits of xmm0 at the end
  /// @param cycles that the core takes, by the [Trace]
  /// @param followed how many of the instructions were followed through the core
  /// @param loops the innermost ones, those first that took the most cycles
  /// @param unknown mnemonics for which the core has no row
  public record Result(
      long instructions,
      @Nullable Trap trap,
      boolean isStopped,
      long integer,
      long bits,
      double cycles,
      long followed,
      List<Trace.Loop> loops,
      Set<String> unknown) {
    public Result {
      loops = List.copyOf(loops);
    }
  }

  /// A run of an image, which it changes.
  public Run(Image image) {
    this.image = image;
    image.map(memory);
    memory.map("the thread's memory", THREAD, new byte[THREAD_BYTES], Access.READ_WRITE);
  }

  /// Adds a buffer, behind the last one with an empty page between.
  ///
  /// @param bytes which the run changes
  /// @param at its address, or a negative number where any will do, a multiple of a page
  /// @return its address
  /// @throws IllegalArgumentException where there is something else
  public long buffer(String name, byte[] bytes, long at) {
    long address = at < 0 ? next : at;
    if (at < 0) {
      next = (next + bytes.length + 2 * PAGE - 1) & -PAGE;
    }
    memory.map(name, address, bytes, Access.READ_WRITE);
    return address;
  }

  /// Calls a function.
  ///
  /// @param mostCycles after which it is stopped
  public Result call(long entry, List<Call.Argument> arguments, Core core, long mostCycles) {
    Cpu cpu = new Cpu(memory);
    cpu.setSegmentBases(THREAD, THREAD);
    Call.prepare(cpu, memory, entry, new ArrayList<>(arguments));
    Trace trace = new Trace(core);
    cpu.watch(trace);
    long instructions = 0;
    while (true) {
      switch (cpu.run(ROUND)) {
        case Outcome.Returned(long more) -> {
          return result(instructions + more, null, false, cpu, trace);
        }
        case Outcome.Trapped(Trap trap, long more) -> {
          return result(instructions + more, trap, false, cpu, trace);
        }
        case Outcome.OutOfFuel(long more) -> instructions += more;
      }
      if (trace.cycles() > mostCycles) {
        return result(instructions, null, true, cpu, trace);
      }
    }
  }

  private static Result result(
      long instructions, @Nullable Trap trap, boolean isStopped, Cpu cpu, Trace trace) {
    trace.end();
    return new Result(
        instructions,
        trap,
        isStopped,
        cpu.general(RAX),
        cpu.vector(0, 0),
        trace.cycles(),
        trace.followed(),
        trace.loops(),
        trace.unknown());
  }

  /// An address in the words of the object.
  public String place(long address) {
    return image.place(address);
  }
}
