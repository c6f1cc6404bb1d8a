package org.tosc.driver.cost;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.tosc.backends.machines.x86.cost.InnerLoop;
import org.tosc.backends.machines.x86.exec.Cpu;
import org.tosc.backends.machines.x86.exec.Memory;
import org.tosc.backends.machines.x86.exec.Outcome;
import org.tosc.backends.x86.code.KernelCode;
import org.tosc.rt.tensor.DType;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Function;

/// Runs a kernel on the model of the processor, in memory that this process has, and stops in its
/// innermost loops: what registers hold there can be given to the processor.
final class ModelRun {
  private static final long CODE = 0x40_0000;
  private static final long FUEL = 50_000_000;
  private static final int RSP = 4;
  private static final int STACK = 1 << 16;
  private static final int PAGE = 4096;

  /// Apart by this beyond whole pages, so that no two begin at the same place of a page: stores
  /// would hold up loads (Intel optimization manual, 4K aliasing).
  private static final int APART = 7 * 64;

  /// Where arguments go first (System V ABI 1.0, figure 3.4): rdi, rsi, rdx, rcx, r8, r9.
  private static final List<Integer> ARGUMENTS = List.of(7, 6, 2, 1, 8, 9);

  private final KernelCode code;
  private final Function entry;
  private final List<MemorySegment> places = new ArrayList<>();
  private final List<byte[]> model = new ArrayList<>();

  /// Places to begin a loop at: so many rounds one after the other.
  static final int STARTS = 8;

  /// A loop as it is entered for its longest run.
  ///
  /// @param rounds that it takes
  /// @param first registers at its first round
  /// @param early general registers at the first rounds
  /// @param late general registers at as many rounds, each so many later
  /// @param apart how many
  record Entered(
      InnerLoop loop,
      long rounds,
      MachineState first,
      List<MachineState> early,
      List<MachineState> late,
      long apart) {}

  ModelRun(KernelCode code, Function entry, Arena arena) {
    this.code = code;
    this.entry = entry;
    List<Long> sizes = entry.attributes().integers("sizes");
    for (int i = 0; i < sizes.size(); i++) {
      DType dtype = Objects.requireNonNull(DType.find(element(i)));
      reserve(arena, dtype.byteSize(sizes.get(i)), i);
    }
    reserve(arena, STACK, sizes.size());
  }

  private String element(int parameter) {
    return ((BufferType) entry.params().get(parameter).type()).element().text();
  }

  private void reserve(Arena arena, long bytes, int number) {
    MemorySegment whole = arena.allocate(bytes + (long) number * APART + 2 * PAGE, PAGE);
    places.add(whole.asSlice((long) number * APART, bytes + PAGE));
    model.add(new byte[Math.toIntExact(bytes) + PAGE]);
  }

  /// The loops, each as it is entered for the most rounds; memory holds what it held at the end.
  List<Entered> loops() {
    Map<InnerLoop, long[]> longest = new LinkedHashMap<>();
    List<InnerLoop> loops = InnerLoop.in(code.code().bytes());
    loops.forEach(loop -> longest.put(loop, new long[2]));
    run(
        loops,
        (loop, visit, round, cpu) -> {
          long[] best = Objects.requireNonNull(longest.get(loop));
          if (round > best[0]) {
            best[0] = round;
            best[1] = visit;
          }
        });
    List<Entered> all = new ArrayList<>();
    longest.forEach(
        (loop, best) -> {
          if (best[0] >= 3 * STARTS) {
            all.add(entered(loop, best[1], best[0]));
          }
        });
    for (int i = 0; i < places.size(); i++) {
      MemorySegment.copy(
          model.get(i), 0, places.get(i), ValueLayout.JAVA_BYTE, 0, model.get(i).length);
    }
    return all;
  }

  private Entered entered(InnerLoop loop, long visit, long rounds) {
    List<MachineState> early = new ArrayList<>();
    List<MachineState> late = new ArrayList<>();
    long apart = Math.max(STARTS, rounds / 2);
    run(
        List.of(loop),
        (_, v, round, cpu) -> {
          if (v == visit && round <= STARTS) {
            early.add(MachineState.of(cpu));
          }
          if (v == visit && round > apart && round <= apart + STARTS) {
            late.add(MachineState.of(cpu));
          }
        });
    return new Entered(loop, rounds, early.getFirst(), early, late, apart);
  }

  /// Called where a loop begins a round.
  @FunctionalInterface
  private interface Visitor {
    /// @param visit how often the loop was entered from outside, from 1
    /// @param round of this visit, from 1
    void round(InnerLoop loop, long visit, long round, Cpu cpu);
  }

  private void run(List<InnerLoop> loops, Visitor visitor) {
    fill();
    Memory memory = new Memory();
    memory.map("code", CODE, code.code().bytes(), Memory.Access.EXECUTE);
    for (int i = 0; i < model.size(); i++) {
      memory.map("buffer " + i, places.get(i).address(), model.get(i), Memory.Access.READ_WRITE);
    }
    Cpu cpu = prepared(memory);
    Map<Long, InnerLoop> heads = new LinkedHashMap<>();
    loops.forEach(loop -> heads.put(CODE + loop.head(), loop));
    Map<InnerLoop, long[]> counts = new LinkedHashMap<>();
    loops.forEach(loop -> counts.put(loop, new long[2]));
    InnerLoop inside = null;
    long steps = 0;
    while (cpu.pc() != Cpu.SENTINEL) {
      long pc = cpu.pc() - CODE;
      if (inside != null && (pc < inside.head() || pc >= inside.end())) {
        inside = null;
      }
      InnerLoop here = heads.get(cpu.pc());
      if (here != null) {
        long[] count = Objects.requireNonNull(counts.get(here));
        if (inside != here) {
          inside = here;
          count[0]++;
          count[1] = 0;
        }
        count[1]++;
        visitor.round(here, count[0], count[1], cpu);
      }
      if (cpu.run(1) instanceof Outcome.Trapped trapped) {
        throw new IllegalStateException(trapped.toString());
      }
      if (++steps > FUEL) {
        throw new IllegalStateException("the kernel does not end");
      }
    }
  }

  private Cpu prepared(Memory memory) {
    Cpu cpu = new Cpu(memory);
    int buffers = places.size() - 1;
    byte[] stack = model.getLast();
    int onStack = Math.max(0, buffers - ARGUMENTS.size());
    int top = (STACK - 8 * onStack - 64) & -64;
    for (int i = 0; i < buffers; i++) {
      long address = places.get(i).address();
      if (i < ARGUMENTS.size()) {
        cpu.setGeneral(ARGUMENTS.get(i), address);
      } else {
        MemorySegment.ofArray(stack)
            .set(ValueLayout.JAVA_LONG_UNALIGNED, top + 8L * (i - ARGUMENTS.size()), address);
      }
    }
    cpu.setGeneral(RSP, places.getLast().address() + top);
    cpu.call(CODE + Objects.requireNonNull(code.entries().get(entry.symbol())));
    return cpu;
  }

  /// Numbers from 0.5 to 1.5, which nothing treats as special.
  private void fill() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < model.size(); i++) {
      MemorySegment bytes = MemorySegment.ofArray(model.get(i));
      String element = i < entry.params().size() ? element(i) : "i8";
      for (long at = 0; at + 4 <= bytes.byteSize(); at += 4) {
        float number = (float) (0.5 + random.nextDouble());
        int bits = Float.floatToIntBits(number);
        int half = Float.floatToFloat16(number) & 0xFFFF;
        bytes.set(
            ValueLayout.JAVA_INT_UNALIGNED,
            at,
            switch (element) {
              case "f32" -> bits;
              case "bf16" -> bits >>> 16 | (bits & 0xFFFF0000);
              case "f16", "q8_0", "q4_0" -> half << 16 | half;
              default -> random.nextInt() & 0x0F0F0F0F;
            });
      }
    }
  }
}
