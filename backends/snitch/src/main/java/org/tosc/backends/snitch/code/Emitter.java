package org.tosc.backends.snitch.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tosc.backends.snitch.code.Schedule.Loop;
import org.tosc.backends.snitch.code.Stage.Slot;
import org.tosc.backends.snitch.isa.Base;
import org.tosc.backends.snitch.isa.Control;
import org.tosc.backends.snitch.isa.DoubleFloat;
import org.tosc.backends.snitch.isa.FReg;
import org.tosc.backends.snitch.isa.Instruction;
import org.tosc.backends.snitch.isa.SingleFloat;
import org.tosc.backends.snitch.isa.Streams;
import org.tosc.backends.snitch.isa.XReg;

/// Writes schedules as instructions: streams that are read are configured and started, the job is
/// launched, and only then the stream that is written is configured, while the FPU works (snitch.md
/// section 7, c).
final class Emitter {
  /// The CSR that enables streams, and its bit (snitch.md 2.8).
  private static final int SSR = 0x7c0;

  private static final int STACK_ALIGNMENT = 16;

  /// Jobs that are written out one after the other; more become a loop.
  private static final int MOST_WRITTEN_OUT = 4;

  private final Draft draft;
  private final StreamState streams;
  private final Registers registers;

  /// Results that may be on their way while others are fetched.
  private static final int FEW = 16;

  private final int scratch;
  private final List<FReg> saved;
  private boolean isEnabled;

  /// How many words the computation before wrote.
  private long written;

  /// @param scratch bytes of memory for what is computed on the way
  /// @param used how many of the FPU's registers are needed
  Emitter(Arguments arguments, int scratch, int used) {
    this.scratch = (scratch + Long.BYTES - 1) & -Long.BYTES;
    this.draft = new Draft(arguments.integers());
    this.streams = new StreamState(draft);
    this.registers = new Registers(arguments.floats());
    this.saved = registers.saved(used);
    moveStack(-frame());
    int place = this.scratch;
    for (FReg register : saved) {
      draft.emit(DoubleFloat.FSD, register.number(), place, XReg.SP.number());
      place += Long.BYTES;
    }
  }

  /// How many arguments a function has.
  record Arguments(int integers, int floats) {}

  /// How many of the FPU's registers some pieces need.
  static int used(List<Schedule> pieces) {
    int owns = pieces.stream().mapToInt(Schedule::owns).max().orElse(0);
    Set<Term> shared = new LinkedHashSet<>();
    pieces.forEach(piece -> shared.addAll(piece.sharedTerms()));
    return owns + shared.size();
  }

  /// The pieces of one computation, which may run into each other.
  Emitter computation(List<Schedule> pieces) {
    Schedule begin = pieces.getFirst();
    int owns = pieces.stream().mapToInt(Schedule::owns).max().orElse(0);
    List<FReg> rest = registers.all().subList(owns, registers.all().size());
    Constants constants = new Constants(draft, begin.computation().element(), rest);
    boolean comesAfter = isEnabled;
    if (comesAfter) {
      new Piece(begin, constants).prepare();
    }
    Set<Term> shared = new LinkedHashSet<>();
    pieces.forEach(piece -> shared.addAll(piece.sharedTerms()));
    shared.forEach(constants::of);
    if (comesAfter) {
      settle();
    }
    for (Schedule piece : pieces) {
      new Piece(piece, constants).emit();
    }
    draft.release();
    written = pieces.stream().mapToLong(Schedule::results).sum();
    return this;
  }

  Routine finish(String name) {
    if (isEnabled) {
      draft.emit(Control.CSRRCI, 0, SSR, 1);
    }
    int place = scratch;
    for (FReg register : saved) {
      draft.emit(DoubleFloat.FLD, register.number(), place, XReg.SP.number());
      place += Long.BYTES;
    }
    moveStack(frame());
    draft.emit(Base.JALR, 0, 0, XReg.RA.number());
    return new Routine(name, draft.instructions(), draft.clock.cycles());
  }

  private int frame() {
    int bytes = scratch + saved.size() * Long.BYTES;
    return (bytes + STACK_ALIGNMENT - 1) & -STACK_ALIGNMENT;
  }

  private void moveStack(int bytes) {
    if (bytes != 0) {
      draft.add(XReg.SP, XReg.SP, bytes);
    }
  }

  /// Waits until what was computed may be read: until the FPU has issued all, which leaves time to
  /// write it before others are fetched, but for the last of a few.
  private void settle() {
    XReg seen = draft.take();
    draft.clock.join();
    if (written > FEW) {
      draft.emit(SingleFloat.FMV_X_W, seen.number(), FReg.FT3.number());
      draft.emit(Base.ADDI, seen.number(), seen.number(), 0);
    } else {
      int again = draft.place();
      draft.emit(Streams.SCFGRI, seen.number(), StreamState.WRITTEN);
      draft.branch(Base.BGE, seen, XReg.ZERO, again);
    }
    draft.giveBack(seen);
  }

  /// One schedule.
  private final class Piece {
    private final Schedule schedule;
    private final Computation computation;
    private final Constants constants;
    private final List<Access> accesses;
    private final Map<Integer, Pattern> reads = new HashMap<>();
    private final Map<Integer, Pattern> writes;
    private final TileWriter tiles;

    Piece(Schedule schedule, Constants constants) {
      this.schedule = schedule;
      this.computation = schedule.computation();
      this.constants = constants;
      this.accesses = computation.accesses();
      for (int i = 0; i < computation.reads().size(); i++) {
        reads.put(i, schedule.patterns().get(i));
      }
      this.writes = Map.of(StreamState.WRITTEN, schedule.patterns().getLast());
      this.tiles = new TileWriter(schedule, this::register);
    }

    void emit() {
      long jobs = Schedule.count(schedule.jobs());
      if (jobs <= MOST_WRITTEN_OUT) {
        writtenOut(0, new int[schedule.jobs().size()]);
      } else {
        prepare();
        streams.configure(writes, Map.of());
        List<XReg> pointers = new ArrayList<>();
        for (Access access : accesses) {
          XReg pointer = draft.take();
          draft.add(pointer, argument(access), Math.toIntExact(access.offset()));
          pointers.add(pointer);
        }
        loop(0, pointers);
        pointers.forEach(draft::giveBack);
      }
    }

    private XReg argument(Access access) {
      return access.isScratch() ? XReg.SP : XReg.of(XReg.A0.number() + access.argument());
    }

    private void writtenOut(int level, int[] at) {
      if (level < at.length) {
        for (int i = 0; i < schedule.jobs().get(level).count(); i++) {
          at[level] = i;
          writtenOut(level + 1, at);
        }
        return;
      }
      prepare();
      job(index -> address(index, at));
    }

    /// The address that a job begins at, computed where it is not an argument itself.
    private Pointer address(int index, int[] at) {
      Access access = accesses.get(index);
      long offset = access.offset();
      for (int i = 0; i < at.length; i++) {
        offset += schedule.jobs().get(i).stride(access) * at[i];
      }
      if (offset == 0) {
        return new Pointer(argument(access), false);
      }
      XReg register = draft.take();
      draft.add(register, argument(access), Math.toIntExact(offset));
      return new Pointer(register, true);
    }

    private void loop(int level, List<XReg> pointers) {
      if (level == schedule.jobs().size()) {
        job(index -> new Pointer(pointers.get(index), false));
        return;
      }
      Loop loop = schedule.jobs().get(level);
      XReg counter = draft.take();
      draft.emit(Base.ADDI, counter.number(), 0, loop.count());
      draft.enterLoop();
      int again = draft.place();
      Clock before = draft.clock.copy();
      loop(level + 1, pointers);
      for (int i = 0; i < pointers.size(); i++) {
        int step = Math.toIntExact(relative(level, accesses.get(i)));
        if (step != 0) {
          draft.add(pointers.get(i), pointers.get(i), step);
        }
      }
      draft.emit(Base.ADDI, counter.number(), counter.number(), -1);
      draft.branch(Base.BNE, counter, XReg.ZERO, again);
      draft.clock.repeat(before, loop.count());
      draft.giveBack(counter);
    }

    /// How far a pointer moves at the end of a round, from where inner loops have left it.
    private long relative(int level, Access access) {
      long moved = 0;
      for (Loop inner : schedule.jobs().subList(level + 1, schedule.jobs().size())) {
        moved += inner.stride(access) * inner.count();
      }
      return schedule.jobs().get(level).stride(access) - moved;
    }

    /// What does not depend on the job.
    private void prepare() {
      streams.configure(reads, writes);
      tiles.counts().forEach(draft::keep);
    }

    /// Starts streams and launches the tiles of one job.
    private void job(java.util.function.IntFunction<Pointer> address) {
      reads.forEach((stream, pattern) -> start(stream, pattern, address.apply(stream)));
      if (!isEnabled) {
        draft.emit(Control.CSRRSI, 0, SSR, 1);
        isEnabled = true;
      }
      if (schedule.isLooped()) {
        looped(address);
        return;
      }
      List<Instruction> instructions = tiles.instructions(draft);
      instructions.forEach(draft::append);
      draft.clock.launch(
          instructions.size(), schedule.cycles(), schedule.cyclesToWrite(), tiles.isRepeated());
      streams.configure(writes, Map.of());
      int out = computation.reads().size();
      start(StreamState.WRITTEN, schedule.patterns().getLast(), address.apply(out));
    }

    /// The tiles of a job as a loop of the core, which issues an instruction a cycle as well.
    private void looped(java.util.function.IntFunction<Pointer> address) {
      streams.configure(writes, Map.of());
      int out = computation.reads().size();
      start(StreamState.WRITTEN, schedule.patterns().getLast(), address.apply(out));
      XReg counter = draft.take();
      draft.emit(Base.ADDI, counter.number(), 0, 0);
      draft.add(counter, counter, Math.toIntExact(schedule.tiles()));
      draft.enterLoop();
      int again = draft.place();
      List<Instruction> instructions = tiles.instructions(draft);
      instructions.forEach(draft::append);
      draft.append(Instruction.of(Base.ADDI, counter.number(), counter.number(), -1));
      draft.branch(Base.BNE, counter, XReg.ZERO, again);
      long round = Math.max(schedule.cycles() / schedule.tiles(), instructions.size() + 2L);
      draft.clock.launch(0, round * schedule.tiles(), 0, false);
      draft.clock.join();
      draft.giveBack(counter);
    }

    private void start(int stream, Pattern pattern, Pointer pointer) {
      streams.start(stream, pattern, pointer.register());
      if (pointer.isOwn()) {
        draft.giveBack(pointer.register());
      }
    }

    private FReg register(Slot slot, int point) {
      return switch (slot) {
        case Slot.Own(int number) -> registers.all().get(number * schedule.width() + point);
        case Slot.Shared(Term term) -> constants.of(term);
        case Slot.Incoming(int access) -> FReg.of(access);
        case Slot.Outgoing _ -> FReg.of(StreamState.WRITTEN);
      };
    }
  }

  /// A register with an address.
  ///
  /// @param isOwn whether it was taken for that
  private record Pointer(XReg register, boolean isOwn) {}
}
