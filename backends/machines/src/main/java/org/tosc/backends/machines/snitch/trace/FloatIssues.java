package org.tosc.backends.machines.snitch.trace;

import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.snitch.core.Event;
import org.tosc.backends.machines.snitch.isa.Behaviour;
import org.tosc.backends.machines.snitch.isa.FloatOperation.Unit;

/// What listeners ask about what the FPU issues.
final class FloatIssues {
  private FloatIssues() {}

  /// The unit that computes; null for loads, stores and switches.
  static @Nullable Unit unit(Event.FloatIssue issue) {
    return issue.instruction().behaviour() instanceof Behaviour.FloatCompute(var operation)
        ? operation.kind().unit()
        : null;
  }
}
