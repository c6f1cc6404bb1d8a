package org.tosc.driver.fuzz;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.source.Span;

/// What the functions of one program share.
final class TirContext {
  final String prefix;
  final Choices choices;
  final EnumMap<Scalar, String> globals;
  final String anyGlobal;
  final Map<Op, Long> used;
  final Supplier<Span> places;
  @Nullable String closure;
  @Nullable String callee;

  TirContext(
      String prefix,
      Choices choices,
      EnumMap<Scalar, String> globals,
      String anyGlobal,
      Map<Op, Long> used,
      Supplier<Span> places) {
    this.prefix = prefix;
    this.choices = choices;
    this.globals = globals;
    this.anyGlobal = anyGlobal;
    this.used = used;
    this.places = places;
  }
}
