package org.tosc.backends.jvm.code;

import java.util.List;
import org.tosc.tir.ir.Operation;

/// A part of a region as it is emitted.
sealed interface Item {
  /// Operations that stay in the method; the first is number `index` of its region.
  record Straight(List<Operation> ops, int index) implements Item {}

  /// Operations that have a method of their own.
  record Run(Piece piece) implements Item {}
}
