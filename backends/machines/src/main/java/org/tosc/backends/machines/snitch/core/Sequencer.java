package org.tosc.backends.machines.snitch.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The buffer in front of the FPU, which repeats what stands in it (`snitch_sequencer.sv`).
///
/// Instructions lie in a ring. An `frep.o` names how many of the following ones are its body, and
/// how often it is executed; a second one inside of the body makes a nest. What a nest takes in the
/// ring is free when the nest ends.
final class Sequencer {
  private static final int LOOPS = 2;
  private static final int ITERATIONS = (1 << 16) - 1;

  private final int depth;
  private final Abilities abilities;
  private final @Nullable Offloaded[] ring;

  /// What stands in the ring with its registers staggered by so many, where that was needed.
  private final @Nullable Offloaded[][] staggered;

  private static final int MOST_STAGGERS = 8;

  /// Positions since the beginning; the place in the ring is their remainder.
  private long oldest;

  private long written;
  private long reading;

  /// One loop of the nest.
  private static final class Loop {
    int lastInstruction;
    int lastIteration;
    int staggerMax;
    int staggerMask;
    int base;
    int instruction;
    int iteration;

    boolean isLastInstruction() {
      return instruction == lastInstruction;
    }

    boolean isLastIteration() {
      return iteration == lastIteration;
    }
  }

  private final Loop[] loops = new Loop[LOOPS];
  private int loopCount;
  private int loopIndex;
  private boolean active;
  private boolean received;
  private int stagger;

  // The state at the beginning of the cycle.
  private boolean hadRoom;
  private boolean tookLoops;

  // What happens in this cycle.
  private boolean advances;
  private @Nullable Offloaded buffered;
  private @Nullable Offloaded repeats;

  /// The loop that goes on after the instruction that is issued in this cycle; negative for none.
  private int goingOn;

  /// Whether the instruction is the last of that loop's body.
  private boolean lastOfGoingOn;

  /// @param depth of the ring, a power of two
  Sequencer(int depth, Abilities abilities) {
    this.abilities = abilities;
    this.depth = depth;
    ring = new Offloaded[depth];
    staggered = new Offloaded[depth][MOST_STAGGERS];
    for (int i = 0; i < LOOPS; i++) {
      loops[i] = new Loop();
    }
  }

  /// Begins a cycle.
  void begin() {
    hadRoom = written - oldest < depth;
    tookLoops = loopCount == 0 || (!received && isInsideNest(place(written)));
  }

  private int place(long position) {
    return (int) (position & depth - 1);
  }

  /// Whether the place that is written next belongs to the body that is being received.
  private boolean isInsideNest(int place) {
    int start = loops[0].base;
    int end = place((long) start + loops[0].lastInstruction);
    return start <= end ? place >= start && place <= end : place >= start || place <= end;
  }

  // The side of the queue of offloaded instructions.

  boolean hasRoom() {
    return hadRoom;
  }

  void buffer(Offloaded instruction) {
    buffered = instruction;
  }

  /// Whether an `frep.o` is accepted.
  boolean takesLoop() {
    return tookLoops;
  }

  void repeat(Offloaded frep) {
    repeats = frep;
  }

  // The side of the FPU.

  /// Whether an instruction is there to be issued. Others pass by only where none is.
  boolean isReadable() {
    int from = place(oldest);
    int to = place(written);
    int at = place(reading);
    if (from == to) {
      return written != oldest;
    }
    return from < to ? at >= from && at < to : at >= from || at < to;
  }

  /// The instruction to be issued, with its registers staggered.
  Offloaded peek() {
    int place = place(reading);
    Offloaded stored = ring[place];
    if (stored == null) {
      throw new IllegalStateException("nothing was written here");
    }
    int mask = loops[loopIndex].staggerMask;
    return stagger == 0 || mask == 0 ? stored : staggered(stored, staggered[place], mask);
  }

  private Offloaded staggered(Offloaded stored, @Nullable Offloaded[] known, int mask) {
    Offloaded made = known[stagger];
    if (made == null) {
      int word = stored.instruction().word();
      word = (mask & 1) == 0 ? word : shifted(word, 7);
      word = (mask & 2) == 0 ? word : shifted(word, 15);
      word = (mask & 4) == 0 ? word : shifted(word, 20);
      word = (mask & 8) == 0 ? word : shifted(word, 27);
      Code code = Code.of(word, abilities);
      made = new Offloaded(code, stored.pc(), stored.first(), stored.second(), stored.address());
      known[stagger] = made;
    }
    return made;
  }

  private int shifted(int word, int shift) {
    int field = 0x1F << shift;
    return (word & ~field) | (((word >>> shift) + stagger) << shift & field);
  }

  /// Whether the instruction was issued before: an access that is repeated.
  boolean isRepeated() {
    return loops[loopIndex].iteration != 0;
  }

  /// Which iteration of a loop the instruction is in; negative where it is in none.
  ///
  /// @param loop 0 for the outermost
  int iteration(int loop) {
    return active && loop <= loopIndex ? loops[loop].iteration : -1;
  }

  /// Notes that the instruction is issued.
  void advance() {
    advances = true;
  }

  /// Whether a nest is at work.
  boolean isActive() {
    return loopCount > 0;
  }

  boolean isEmpty() {
    return written == oldest;
  }

  /// Ends the cycle.
  void end() {
    if (!advances && buffered == null && repeats == null && !active && loopCount == 0) {
      return;
    }
    boolean wasActive = active;
    int wasIndex = loopIndex;
    int wasCount = loopCount;
    boolean ends = false;
    int readPlace = place(reading);
    if (advances) {
      readPlace = readPlace + 1 & depth - 1;
      if (wasActive) {
        ends = step();
        readPlace = ends ? readPlace : continued(readPlace);
      }
    }
    moveOldest(wasActive, ends, readPlace);
    accept(wasCount, ends);
    enter(wasActive && wasIndex == 0, readPlace);
    advances = false;
  }

  /// Counts the instruction in all loops that it completes something in.
  ///
  /// @return whether the nest ends
  private boolean step() {
    Loop inner = loops[loopIndex];
    boolean innerLastInstruction = inner.isLastInstruction();
    boolean innerEnds = innerLastInstruction && inner.isLastIteration();
    boolean outerCounts = loopIndex == 1 && inner.isLastIteration();
    Loop outer = loops[0];
    boolean outerEnds =
        loopIndex == 0
            ? innerEnds
            : outerCounts && outer.isLastInstruction() && outer.isLastIteration();
    staggerAfter(innerLastInstruction, inner.isLastIteration(), outerEnds);
    goingOn = outerEnds ? -1 : innerEnds ? loopIndex - 1 : loopIndex;
    lastOfGoingOn = goingOn >= 0 && loops[goingOn].isLastInstruction();
    if (loopIndex < loopCount) {
      count(inner);
    }
    if (outerCounts) {
      count(outer);
    }
    return outerEnds;
  }

  private static void count(Loop loop) {
    if (loop.isLastInstruction()) {
      loop.instruction = 0;
      loop.iteration = loop.isLastIteration() ? 0 : loop.iteration + 1;
    } else {
      loop.instruction++;
    }
  }

  private void staggerAfter(boolean lastInstruction, boolean lastIteration, boolean ends) {
    if (loopIndex != loopCount - 1) {
      return;
    }
    if (ends) {
      stagger = 0;
    } else if (lastInstruction) {
      boolean wraps = lastIteration || stagger == loops[loopIndex].staggerMax;
      stagger = wraps ? 0 : stagger + 1;
    }
  }

  private int continued(int place) {
    return lastOfGoingOn ? loops[goingOn].base : place;
  }

  private void moveOldest(boolean wasActive, boolean ends, int readPlace) {
    if (advances) {
      if (!wasActive) {
        oldest++;
      } else if (ends) {
        oldest += loops[0].lastInstruction + 1L;
      }
    }
    // The position at that place which is not before the oldest.
    reading = oldest + (readPlace - place(oldest) & depth - 1);
  }

  private void accept(int wasCount, boolean ends) {
    boolean completes =
        buffered != null
            && wasCount > 0
            && place(written) == place((long) loops[0].base + loops[0].lastInstruction);
    if (completes) {
      received = true;
    } else if (ends) {
      received = false;
    }
    if (ends) {
      loopCount = 0;
    }
    if (repeats != null) {
      if (loopCount == LOOPS) {
        throw new Misuse(Misuse.Kind.NEST, repeats.pc(), "a nest has two loops at most");
      }
      configure(loops[loopCount], repeats);
      loopCount++;
      repeats = null;
    }
    if (buffered != null) {
      ring[place(written)] = buffered;
      Arrays.fill(staggered[place(written)], null);
      written++;
      buffered = null;
    }
    if (ends) {
      loopIndex = 0;
      active = false;
    } else if (advances && goingOn >= 0 && active) {
      loopIndex = goingOn;
    }
  }

  private void configure(Loop loop, Offloaded frep) {
    int word = frep.instruction().word();
    loop.lastInstruction = word >>> 20 & depth - 1;
    loop.staggerMax = word >>> 12 & 7;
    loop.staggerMask = word >>> 8 & 15;
    loop.lastIteration = frep.first() & ITERATIONS;
    loop.base = place(written);
    loop.instruction = 0;
    loop.iteration = 0;
  }

  /// Enters loops that begin at the next instruction.
  private void enter(boolean wasInOuter, int readPlace) {
    if (loopCount > 0 && readPlace == loops[0].base) {
      active = true;
    }
    if (wasInOuter && loopCount == LOOPS && readPlace == loops[1].base) {
      loopIndex = 1;
    }
  }
}
