package org.tosc.backends.snitch.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

  /// Jobs that are written out one after the other; more become a loop.
  private static final int MOST_WRITTEN_OUT = 4;

  private final Draft draft;
  private final StreamState streams;
  private final Registers registers;

  /// Results that may be on their way while others are fetched.
  private static final int FEW = 16;

  private final StackPlan stack;
  private final List<FReg> saved;
  private final boolean isShared;
  private final Between between;
  private boolean isEnabled;

  /// How many words the computation before wrote.
  private long written;

  private Emitter(Arguments arguments, int scratch, int arrays, List<Item> items) {
    this.draft = new Draft(arguments.integers());
    this.streams = new StreamState(draft);
    this.isShared = arguments.isShared();
    this.registers = new Registers(arguments.floats());
    List<List<Schedule>> computations = new ArrayList<>();
    for (Item item : items) {
      if (item instanceof Item.Pieces(List<Schedule> pieces)) {
        computations.add(pieces);
      }
    }
    this.saved = registers.saved(computations.stream().mapToInt(Emitter::used).max().orElse(0));
    this.stack = StackPlan.of(saved.size(), computations, scratch, arrays);
    this.between = new Between(draft, stack);
  }

  /// The code of items, one after the other.
  ///
  /// @param scratch bytes of memory for what is computed on the way
  /// @param arrays bytes of the function's own arrays
  /// @param otherwise takes over where a check fails
  static Routine emit(
      Arguments arguments,
      int scratch,
      int arrays,
      List<Item> items,
      String name,
      @Nullable Routine otherwise) {
    Emitter emitter = new Emitter(arguments, scratch, arrays, items);
    emitter.begin();
    for (Item item : items) {
      switch (item) {
        case Item.Pieces(List<Schedule> pieces) -> emitter.computation(pieces);
        case Item.Guesses guesses -> {
          emitter.settle();
          emitter.between.guess(guesses);
        }
        case Item.Check check -> {
          emitter.settle();
          emitter.between.check(check);
        }
      }
    }
    return emitter.finish(name, otherwise);
  }

  /// About how long items take.
  static long cycles(Arguments arguments, int scratch, List<Item> items) {
    return emit(arguments, scratch, 0, items, "candidate", null).cycles();
  }

  /// How many arguments a function has.
  ///
  /// @param isShared whether other cores use the memory at the same time, so that writes may have
  ///   to wait
  record Arguments(int integers, int floats, boolean isShared) {}

  /// Whether there are registers for all pieces of a computation.
  static boolean fit(Arguments arguments, List<Schedule> pieces) {
    return used(pieces) <= new Registers(arguments.floats()).all().size();
  }

  /// How many of the FPU's registers some pieces need.
  private static int used(List<Schedule> pieces) {
    int owns = pieces.stream().mapToInt(Schedule::owns).max().orElse(0);
    Set<Term> shared = new LinkedHashSet<>();
    pieces.forEach(piece -> shared.addAll(piece.sharedTerms()));
    return owns + shared.size();
  }

  /// The pieces of one computation, which may run into each other.
  private void computation(List<Schedule> pieces) {
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
    settle();
    for (Schedule piece : pieces) {
      new Piece(piece, constants).emit();
    }
    draft.release();
    written = pieces.stream().mapToLong(Schedule::results).sum();
  }

  private void begin() {
    moveStack(-stack.bytes());
    int place = 0;
    for (FReg register : saved) {
      draft.emit(DoubleFloat.FSD, register.number(), place, XReg.SP.number());
      place += Long.BYTES;
    }
    stack.tables().forEach(this::write);
  }

  private void write(List<Long> table, int place) {
    for (int i = 0; i < table.size(); i++) {
      long bits = table.get(i);
      for (int half = 0; half < 2; half++) {
        XReg value = draft.number((int) (bits >>> (half * Integer.SIZE)));
        int at = place + i * Long.BYTES + half * Integer.BYTES;
        draft.emit(Base.SW, value.number(), at, XReg.SP.number());
      }
    }
  }

  private Routine finish(String name, @Nullable Routine otherwise) {
    leave();
    draft.emit(Base.JALR, 0, 0, XReg.RA.number());
    long cycles = draft.clock.cycles();
    if (otherwise != null && !between.exits().isEmpty()) {
      between.exits().forEach(draft::jumpFrom);
      draft.forget();
      leave();
      otherwise.instructions().forEach(draft::append);
    }
    int depth = stack.bytes() + Constants.ROOM;
    int deepest = otherwise == null ? depth : Math.max(depth, otherwise.stack());
    return new Routine(name, draft.instructions(), cycles, deepest);
  }

  /// Leaves all as it was found.
  private void leave() {
    if (isEnabled) {
      draft.emit(Control.CSRRCI, 0, SSR, 1);
    }
    int place = 0;
    for (FReg register : saved) {
      draft.emit(DoubleFloat.FLD, register.number(), place, XReg.SP.number());
      place += Long.BYTES;
    }
    moveStack(stack.bytes());
  }

  private void moveStack(int bytes) {
    if (bytes != 0) {
      draft.add(XReg.SP, XReg.SP, bytes);
    }
  }

  /// Waits until what was computed may be read: until the FPU has issued all, which leaves time to
  /// write it before others are fetched, but for the last of a few, and where others are in the
  /// way.
  private void settle() {
    if (!isEnabled) {
      return;
    }
    XReg seen = draft.take();
    draft.clock.join();
    if (written > FEW) {
      draft.emit(SingleFloat.FMV_X_W, seen.number(), FReg.FT3.number());
      draft.emit(Base.ADDI, seen.number(), seen.number(), 0);
    }
    if (written <= FEW || isShared) {
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
      this.accesses = accesses();
      for (int i = 0; i < accesses.size() - 1; i++) {
        reads.put(i, schedule.patterns().get(i));
      }
      this.writes = Map.of(StreamState.WRITTEN, schedule.patterns().getLast());
      this.tiles = new TileWriter(schedule, this::register);
    }

    /// The reads, the table if there is one, and the write.
    private List<Access> accesses() {
      List<Access> all = new ArrayList<>();
      computation.reads().forEach(read -> all.add(stack.placed(read)));
      if (!schedule.tile().table().isEmpty()) {
        all.add(stack.table(schedule));
      }
      all.add(stack.placed(computation.write()));
      return all;
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
      return access.isOwn() ? XReg.SP : XReg.of(XReg.A0.number() + access.argument());
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
          instructions.size(),
          Banks.cycles(schedule, schedule.cycles(), isShared),
          schedule.cyclesToWrite(),
          tiles.isRepeated());
      streams.configure(writes, Map.of());
      int out = accesses.size() - 1;
      start(StreamState.WRITTEN, schedule.patterns().getLast(), address.apply(out));
    }

    /// The tiles of a job as a loop of the core, which issues an instruction a cycle as well.
    private void looped(java.util.function.IntFunction<Pointer> address) {
      streams.configure(writes, Map.of());
      int out = accesses.size() - 1;
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
      long cycles = Banks.cycles(schedule, round * schedule.tiles(), isShared);
      draft.clock.launch(0, cycles, cycles, false);
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
