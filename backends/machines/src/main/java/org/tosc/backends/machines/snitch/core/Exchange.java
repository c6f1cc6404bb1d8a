package org.tosc.backends.machines.snitch.core;

import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.snitch.isa.Behaviour;

/// What lies between the integer core and the units it offloads to: two registers for instructions
/// on the way out, two for answers on the way back, and who may answer (`snitch_cc.sv`).
final class Exchange {
  // Who answers, as the arbiter numbers them.
  private static final int FLOAT = 0;
  private static final int MULTIPLIER = 1;
  private static final int DMA = 2;
  private static final int STREAMS = 4;
  private static final int ANSWERERS = 5;

  /// The numbers of all streams together in the address of a configuration register.
  private static final int ALL_STREAMS = 31;

  private final Register<Offloaded> out = new Register<>();
  private final Register<Answer> back = new Register<>();
  private final RoundRobin arbiter = new RoundRobin(ANSWERERS, true);

  private final Sequencer sequencer;
  private final FloatSubsystem floats;
  private final Stream[] streams;
  private final int core;
  private final SharedMultiplier multiplier;
  private final @Nullable DmaControl dma;

  /// The answer of a stream's configuration, which nobody has taken yet.
  private @Nullable Answer configured;

  private @Nullable Answer configuredNext;

  // The cycle.
  private @Nullable Offloaded head;
  private @Nullable Offloaded arriving;
  private boolean hadRoom;
  private boolean answers;
  private int requests;
  private int winner;
  private boolean accepts;
  private boolean configurationLeaves;

  Exchange(
      Sequencer sequencer,
      FloatSubsystem floats,
      Stream[] streams,
      int core,
      SharedMultiplier multiplier,
      @Nullable DmaControl dma) {
    this.sequencer = sequencer;
    this.floats = floats;
    this.streams = streams;
    this.core = core;
    this.multiplier = multiplier;
    this.dma = dma;
  }

  /// Begins a cycle, before the FPU does.
  void begin() {
    head = out.peek();
    hadRoom = out.hasRoom();
    answers = !back.isEmpty();
    accepts = back.hasRoom();
  }

  /// What goes to the FPU past the sequencer's buffer; null for nothing.
  @Nullable Offloaded direct() {
    Offloaded first = head;
    return first != null && first.code().route == Route.DIRECT ? first : null;
  }

  /// Decides who answers in this cycle; after the FPU has begun it.
  ///
  /// @return whether that is the FPU
  boolean arbitrate() {
    requests =
        (floats.hasResponse() ? 1 << FLOAT : 0)
            | (multiplier.hasResponse(core) ? 1 << MULTIPLIER : 0)
            | (dma != null && dma.answer() != null ? 1 << DMA : 0)
            | (configured != null ? 1 << STREAMS : 0);
    winner = arbiter.pick(requests);
    return accepts && winner == FLOAT;
  }

  /// Takes the answer that won, before the FPU moves on.
  void collect() {
    arbiter.end(requests, accepts);
    configurationLeaves = false;
    if (!accepts) {
      return;
    }
    switch (winner) {
      case FLOAT -> back.add(new Answer(floats.responseRegister(), floats.responseValue()));
      case MULTIPLIER -> {
        back.add(new Answer(multiplier.responseRegister(), multiplier.responseValue()));
        multiplier.taken();
      }
      case DMA -> collectFromDma();
      case STREAMS -> {
        back.add(answer());
        configurationLeaves = true;
      }
      default -> {}
    }
  }

  private void collectFromDma() {
    Answer answer = dma == null ? null : dma.answer();
    if (dma != null && answer != null) {
      back.add(answer);
      dma.takeAnswer();
    }
  }

  private Answer answer() {
    if (configured == null) {
      throw new IllegalStateException("no answer");
    }
    return configured;
  }

  /// Hands the oldest instruction to its unit, if that takes it.
  ///
  /// @param issuedDirect whether the FPU has issued [#direct]
  void dispatch(boolean issuedDirect) {
    Offloaded first = head;
    if (first != null && goes(first, issuedDirect)) {
      out.remove();
    }
    if (configurationLeaves) {
      configured = null;
    }
    if (configuredNext != null) {
      configured = configuredNext;
      configuredNext = null;
    }
  }

  private boolean goes(Offloaded first, boolean issuedDirect) {
    return switch (first.code().route) {
      case BUFFER -> buffers(first);
      case DIRECT -> issuedDirect;
      case REPEAT -> repeats(first);
      case STREAMS -> configures(first);
      case MULTIPLIER -> multiplies(first);
      case DMA -> copies(first);
      case INTEGER -> true;
    };
  }

  private boolean multiplies(Offloaded first) {
    return first.instruction().behaviour() instanceof Behaviour.Multiply(var product)
        && multiplier.start(core, product, first.instruction().rd(), first.first(), first.second());
  }

  private boolean copies(Offloaded first) {
    return dma != null
        && first.instruction().behaviour() instanceof Behaviour.Dma(var operation, boolean _)
        && dma.execute(first, operation);
  }

  private boolean buffers(Offloaded first) {
    boolean room = sequencer.hasRoom();
    if (room) {
      sequencer.buffer(first);
    }
    return room;
  }

  private boolean repeats(Offloaded first) {
    boolean takes = sequencer.takesLoop();
    if (takes) {
      sequencer.repeat(first);
    }
    return takes;
  }

  private boolean configures(Offloaded first) {
    boolean write =
        first.instruction().behaviour() instanceof Behaviour.StreamConfig(boolean w, boolean _)
            && w;
    if (configured != null && !configurationLeaves) {
      return false;
    }
    int number = first.second() & 0x1F;
    int register = first.second() >>> 5 & 0x1F;
    if (number != ALL_STREAMS && number >= streams.length) {
      throw new Misuse(Misuse.Kind.STREAM, first.pc(), "there is no stream " + number);
    }
    if (!write) {
      Stream stream = streams[number == ALL_STREAMS ? 0 : number];
      configuredNext = new Answer(first.instruction().rd(), stream.configuration(register));
      return true;
    }
    for (int i = 0; i < streams.length; i++) {
      if ((number == ALL_STREAMS || number == i) && !streams[i].isConfigurable()) {
        return false;
      }
    }
    for (int i = 0; i < streams.length; i++) {
      if (number == ALL_STREAMS || number == i) {
        streams[i].configure(register, first.first(), first.pc());
      }
    }
    configuredNext = new Answer(0, 0);
    return true;
  }

  /// Whether the oldest instruction is for the multiplier, asked before the cycle begins.
  boolean wantsMultiplier() {
    Offloaded first = out.peek();
    return first != null && first.code().route == Route.MULTIPLIER;
  }

  /// What waits longest for its unit; null for nothing.
  @Nullable Offloaded oldestOffloaded() {
    return out.peek();
  }

  // The side of the integer core.

  boolean takesOffload() {
    return hadRoom;
  }

  void offload(Offloaded offloaded) {
    arriving = offloaded;
  }

  boolean hasAnswer() {
    return answers;
  }

  int answerRegister() {
    return oldest().register();
  }

  int answerValue() {
    return oldest().value();
  }

  private Answer oldest() {
    Answer first = back.peek();
    if (first == null) {
      throw new IllegalStateException("no answer");
    }
    return first;
  }

  void takeAnswer() {
    back.remove();
  }

  /// Ends the cycle.
  void end() {
    if (arriving != null) {
      out.add(arriving);
      arriving = null;
    }
    if (dma != null) {
      dma.end();
    }
  }

  boolean isEmpty() {
    return out.isEmpty() && back.isEmpty() && configured == null && (dma == null || dma.isEmpty());
  }
}
