package org.tosc.passes.fuse;

import org.tosc.passes.fuse.Node.Part;
import org.tosc.passes.fuse.Reason.Refused;
import org.tosc.tir.ir.FusedOp.Kind;

/// How two units would become one, or why not.
sealed interface Plan {
  /// They become one.
  ///
  /// @param shaped the unit whose kind and space stay
  /// @param joined the other one
  /// @param part what its members become; those that are [Part#SMALL] stay so
  record Join(Rule rule, Unit shaped, Unit joined, Part part) implements Plan {}

  /// They stay apart.
  record Apart(Refused why) implements Plan {}

  static Plan apart(Reason reason, Object... facts) {
    return new Apart(reason.because(facts));
  }

  /// Whether a unit of this kind has a contraction.
  static boolean contracts(Unit unit) {
    return unit.is(Kind.CONTRACTION) || unit.is(Kind.ATTENTION);
  }
}
