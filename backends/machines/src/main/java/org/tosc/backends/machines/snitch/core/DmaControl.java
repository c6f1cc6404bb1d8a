package org.tosc.backends.machines.snitch.core;

import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.snitch.isa.Behaviour;

/// What the instructions of the DMA engine set and ask (`idma_inst64_top.sv`; snitch.md section
/// 2.5).
final class DmaControl {
  private static final int COMPLETED = 0;
  private static final int NEXT = 1;
  private static final int BUSY = 2;
  private static final int WOULD_BLOCK = 3;

  private static final int KINDS = 3;
  private static final int ROWS = 2;
  private static final int CHANNEL_SHIFT = 2;

  private final DmaEngine engine;
  private int source;
  private int destination;
  private int sourceStride;
  private int destinationStride;
  private int rows;
  private final Register<Answer> answers = new Register<>();
  private @Nullable Answer next;

  DmaControl(DmaEngine engine) {
    this.engine = engine;
  }

  /// Executes an instruction if it can be.
  ///
  /// @param operation that the instruction is
  /// @return whether it was executed
  boolean execute(Offloaded offered, Behaviour.DmaOperation operation) {
    int first = offered.first();
    int second = offered.second();
    return switch (operation) {
      case SOURCE -> {
        requireNarrow(offered);
        source = first;
        yield true;
      }
      case DESTINATION -> {
        requireNarrow(offered);
        destination = first;
        yield true;
      }
      case STRIDES -> {
        sourceStride = first;
        destinationStride = second;
        yield true;
      }
      case REPEATS -> {
        rows = first;
        yield true;
      }
      case MULTICAST -> throw bad(offered, "nothing is cast to several clusters here");
      case COPY -> copy(offered);
      case STATUS -> {
        requireChannel(offered, second);
        yield answers.hasRoom() && answer(offered, status(second & KINDS));
      }
    };
  }

  private int status(int kind) {
    return switch (kind) {
      case COMPLETED -> engine.completedId();
      case NEXT -> engine.nextId();
      case BUSY -> engine.isBusy() ? 1 : 0;
      case WOULD_BLOCK -> engine.hasRoom() ? 0 : 1;
      default -> throw new IllegalArgumentException("status " + kind);
    };
  }

  private boolean answer(Offloaded offered, int value) {
    next = new Answer(offered.instruction().rd(), value);
    return true;
  }

  private boolean copy(Offloaded offered) {
    int second = offered.second();
    requireChannel(offered, second);
    if (offered.first() == 0) {
      throw bad(offered, "a copy of no bytes");
    }
    boolean isPlane = (second & ROWS) != 0;
    if (isPlane && rows == 0) {
      throw bad(offered, "a copy of no rows: `dmrep` says how many");
    }
    if (!answers.hasRoom() || !engine.hasRoom()) {
      return false;
    }
    int id = engine.nextId();
    Transfer transfer =
        new Transfer(
            source,
            destination,
            offered.first(),
            isPlane ? sourceStride : 0,
            isPlane ? destinationStride : 0,
            isPlane ? rows : 1,
            offered.pc());
    require(offered, "from", source, transfer.sourceStride(), transfer);
    require(offered, "to", destination, transfer.destinationStride(), transfer);
    engine.add(transfer);
    return answer(offered, id);
  }

  /// Requires that all rows lie in one memory.
  private void require(
      Offloaded offered, String direction, int first, int stride, Transfer transfer) {
    long low = Integer.toUnsignedLong(first);
    long away = (transfer.rows() - 1L) * stride;
    long begin = low + Math.min(0, away);
    long end = low + Math.max(0, away) + transfer.size() - 1;
    Misuse.Kind fault = engine.fault(begin, end);
    if (fault == null) {
      return;
    }
    String words =
        fault == Misuse.Kind.TCDM_OVERFLOW
            ? "a copy %s 0x%08x leaves the cluster's memory"
            : "a copy %s 0x%08x, where no memory is";
    throw bad(offered, String.format(words, direction, first));
  }

  private static void requireNarrow(Offloaded offered) {
    if (offered.second() != 0) {
      throw bad(offered, "addresses here have 32 bits, and the upper half is not 0");
    }
  }

  private static void requireChannel(Offloaded offered, int configuration) {
    int channel = configuration >>> CHANNEL_SHIFT & 7;
    if (channel != 0) {
      throw bad(offered, "there is no channel " + channel + " of the DMA engine, only 0");
    }
  }

  private static Misuse bad(Offloaded offered, String why) {
    return new Misuse(Misuse.Kind.DMA, offered.pc(), why);
  }

  // Answers.

  /// What is answered to the core; null for nothing.
  @Nullable Answer answer() {
    return answers.peek();
  }

  void takeAnswer() {
    answers.remove();
  }

  /// Ends the cycle.
  void end() {
    if (next != null) {
      answers.add(next);
      next = null;
    }
  }

  boolean isEmpty() {
    return answers.isEmpty() && next == null;
  }
}
