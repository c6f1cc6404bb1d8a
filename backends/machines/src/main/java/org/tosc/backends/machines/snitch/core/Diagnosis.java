package org.tosc.backends.machines.snitch.core;

import org.jspecify.annotations.Nullable;

/// Finds out why a core hangs, or what a program has left behind.
final class Diagnosis {
  private final Core core;
  private final FloatSubsystem floats;

  Diagnosis(Core core) {
    this.core = core;
    floats = core.floats();
  }

  private static String name(Offloaded offloaded) {
    return "`" + offloaded.instruction().row().mnemonic() + "`";
  }

  // A hang.

  /// Why nothing goes on.
  Misuse hang() {
    Misuse known = reading();
    known = known != null ? known : chained();
    known = known != null ? known : writing();
    known = known != null ? known : configuring();
    known = known != null ? known : overfilled();
    return known != null ? known : other();
  }

  private @Nullable Misuse reading() {
    int number = floats.emptyStream();
    Offloaded reader = floats.candidate();
    if (number < 0 || reader == null || floats.lack() != FloatStall.STREAM_EMPTY) {
      return null;
    }
    Stream stream = core.streams().get(number);
    String what = name(reader) + " reads ft" + number;
    if (stream.jobPc() == 0) {
      return new Misuse(
          Misuse.Kind.STREAM, reader.pc(), what + ", a stream that was never given a job");
    }
    if (stream.isWriting()) {
      String job = String.format(", a stream that writes since 0x%08x", stream.jobPc());
      return new Misuse(Misuse.Kind.STREAM_READ, reader.pc(), what + job);
    }
    if (stream.isActive()) {
      return null;
    }
    String job =
        String.format(
            " after the last of the %d elements of the job from 0x%08x",
            stream.elements(), stream.jobPc());
    return new Misuse(Misuse.Kind.STREAM_OVERRUN, reader.pc(), what + job);
  }

  private @Nullable Misuse chained() {
    int register = floats.emptyQueue();
    Offloaded reader = floats.candidate();
    if (register < 0 || reader == null) {
      return null;
    }
    return new Misuse(
        Misuse.Kind.CHAIN,
        reader.pc(),
        name(reader) + " reads f" + register + ", a chained register that nothing is written to");
  }

  private @Nullable Misuse writing() {
    int number = floats.fullStream();
    if (number < 0) {
      return null;
    }
    Stream stream = core.streams().get(number);
    int pc = floats.writerPc(number);
    if (stream.jobPc() == 0) {
      return new Misuse(
          Misuse.Kind.STREAM,
          pc,
          "a result is written to ft" + number + ", a stream that was never given a job");
    }
    if (!stream.isWriting()) {
      return new Misuse(
          Misuse.Kind.STREAM_WRITE,
          pc,
          String.format(
              "a result is written to ft%d, a stream that reads since 0x%08x",
              number, stream.jobPc()));
    }
    return stream.isActive() ? null : overwritten(stream, pc);
  }

  private @Nullable Misuse overfilled() {
    int register = floats.fullQueue();
    if (register < 0) {
      return null;
    }
    Offloaded next = floats.candidate();
    return new Misuse(
        Misuse.Kind.CHAIN,
        next == null ? core.integer().pc() : next.pc(),
        "f" + register + ", a chained register, is written again and again, and nobody reads it");
  }

  private static Misuse overwritten(Stream stream, int pc) {
    return new Misuse(
        Misuse.Kind.STREAM_OVERRUN,
        pc,
        String.format(
            "more is written to ft%d than the %d elements of the job from 0x%08x",
            stream.number(), stream.elements(), stream.jobPc()));
  }

  private @Nullable Misuse configuring() {
    Offloaded first = core.exchange().oldestOffloaded();
    if (first == null || first.code().route != Route.STREAMS) {
      return null;
    }
    for (Stream stream : core.streams()) {
      if (!stream.isConfigurable()) {
        String text =
            "the configuration of ft%d waits for ever: nobody %s what is left of the job from"
                + " 0x%08x";
        String does = stream.isWriting() ? "writes" : "reads";
        return new Misuse(
            Misuse.Kind.STREAM_UNDERRUN,
            first.pc(),
            String.format(text, stream.number(), does, stream.jobPc()));
      }
    }
    return null;
  }

  private Misuse other() {
    StringBuilder text = new StringBuilder("nothing goes on any more: ");
    IntegerCore integer = core.integer();
    Stall stall = integer.stall();
    text.append(
        String.format(
            "the integer core at 0x%08x %s", integer.pc(), stall == null ? "issues" : of(stall)));
    Offloaded first = core.exchange().oldestOffloaded();
    if (first != null) {
      text.append(String.format("; %s from 0x%08x waits for its unit", name(first), first.pc()));
    }
    Offloaded candidate = floats.candidate();
    int pc = integer.pc();
    if (candidate != null) {
      pc = candidate.pc();
      FloatStall lack = floats.lack();
      text.append(
          String.format(
              "; the FPU at 0x%08x %s, %s",
              pc, name(candidate), lack == null ? "is ready" : of(lack)));
    }
    return new Misuse(Misuse.Kind.HANG, pc, text.toString());
  }

  private static String of(Stall stall) {
    return switch (stall) {
      case FETCH -> "waits for the instruction";
      case OPERAND -> "waits for a register";
      case OFFLOAD -> "waits for what it offloaded before";
      case MEMORY -> "waits for memory";
      case FENCE -> "waits at a fence";
      case BARRIER -> "waits at a barrier";
      case SLEEP -> "sleeps";
      case TRAP -> "enters a trap";
    };
  }

  private static String of(FloatStall stall) {
    return switch (stall) {
      case NOTHING -> "is offered nothing";
      case OPERAND -> "waits for a register";
      case RESULT -> "waits for the result before";
      case STREAM_EMPTY -> "waits for a stream's element";
      case STREAM_FULL -> "waits for a stream that takes nothing";
      case UNIT -> "waits for the unit";
      case MEMORY -> "waits for memory";
    };
  }

  // The end of a program.

  /// Throws what a program has left behind.
  void checkEnd() {
    try {
      core.integer().body().ends();
      checkStreams();
      if (floats.isStreaming()) {
        throw new Misuse(
            Misuse.Kind.STREAM_ENABLED,
            floats.switchPc(),
            "streams are still switched on at the end: a caller would read and write them");
      }
    } catch (Misuse misuse) {
      throw misuse.on(core.hart());
    }
  }

  private void checkStreams() {
    for (Stream stream : core.streams()) {
      if (stream.isWriting() && !stream.isActive() && stream.queued() > 0) {
        throw overwritten(stream, floats.writerPc(stream.number()));
      }
      if (stream.isActive() || stream.queued() > 0 || !stream.isConfigurable()) {
        throw new Misuse(
            Misuse.Kind.STREAM_UNDERRUN,
            stream.jobPc(),
            "at the end, elements of the job of ft"
                + stream.number()
                + " are left that nobody "
                + (stream.isWriting() ? "has written" : "has read"));
      }
    }
  }
}
