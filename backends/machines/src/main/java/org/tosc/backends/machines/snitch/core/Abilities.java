package org.tosc.backends.machines.snitch.core;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.snitch.isa.Behaviour;
import org.tosc.backends.machines.snitch.isa.Behaviour.SystemOperation;
import org.tosc.backends.machines.snitch.isa.FloatOperation;
import org.tosc.backends.machines.snitch.isa.FloatOperation.Unit;

/// What a core has beside the integer core and the FPU.
///
/// @param streams streams, repetition and chaining
/// @param moves the DMA engine
/// @param divides a divider in the FPU
/// @param waits Zawrs
/// @param buffersIntegers whether some instructions with a register of the integer core go through
///   the sequencer's buffer and can be repeated, as in newer revisions (snitch.md section 1)
record Abilities(
    boolean streams, boolean moves, boolean divides, boolean waits, boolean buffersIntegers) {
  private static final Set<String> BUFFERED =
      Set.of("fmv.x.w", "flt.d", "fcvt.w.d", "fcvt.wu.d", "fmv.w.x", "fcvt.d.w", "fcvt.d.wu");

  /// Why the core has not an instruction; null where it has.
  @Nullable String refusal(Behaviour behaviour) {
    return switch (behaviour) {
      case Behaviour.Repeat _, Behaviour.StreamConfig _ ->
          streams ? null : "this core has no streams and no repetition";
      case Behaviour.StreamSwitch _, Behaviour.Chaining _ ->
          streams ? null : "this core has no streams and no chaining";
      case Behaviour.Dma _ -> moves ? null : "this core has no DMA engine";
      case Behaviour.FloatCompute(FloatOperation operation) ->
          divides || operation.kind().unit() != Unit.DIVIDE ? null : "the FPU has no divider";
      case Behaviour.Environment(var operation) ->
          waits || operation != SystemOperation.WAIT_ON_RESERVATION
              ? null
              : "this revision of the core has no Zawrs";
      case Behaviour.Compute _, Behaviour.Upper _, Behaviour.Branch _, Behaviour.Jump _ -> null;
      case Behaviour.Load _, Behaviour.Store _, Behaviour.Atomic _ -> null;
      case Behaviour.Multiply _, Behaviour.Csr _, Behaviour.FloatLoad _ -> null;
      case Behaviour.FloatStore _, Behaviour.Illegal _ -> null;
    };
  }

  /// Whether an operation passes the sequencer's buffer by: instructions with a register of the
  /// integer core, but for those that newer revisions buffer (`snitch_sequencer.sv` at 2fa3848).
  boolean isDirect(String mnemonic, FloatOperation operation) {
    boolean ofIntegers = operation.toInteger() || operation.readsInteger();
    return ofIntegers && !(buffersIntegers && BUFFERED.contains(mnemonic));
  }
}
