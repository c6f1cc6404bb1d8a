package org.tosc.passes.specialise;

import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;

/// What came of specialising a part.
public sealed interface Outcome {
  /// A module that holds the version, under the symbol of the part, and what it calls.
  record Made(Module module, Function function) implements Outcome {}

  /// Why there is no such version; the part runs as it is.
  record Refused(String why) implements Outcome {}
}
