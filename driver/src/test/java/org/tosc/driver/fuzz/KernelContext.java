package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.tosc.tir.ir.Function;
import org.tosc.tir.source.Span;

/// What the functions of one program of [KernelMaker] share.
final class KernelContext {
  final String prefix;
  final Choices choices;

  /// How often operations and their forms were made.
  final Map<String, Long> used;

  final Supplier<Span> places;
  final List<Function> functions = new ArrayList<>();

  /// Functions of tiles and scalars that statements call.
  final List<Function> helpers = new ArrayList<>();

  /// How many elements of the sink have been given away.
  int sunk;

  KernelContext(String prefix, Choices choices, Map<String, Long> used, Supplier<Span> places) {
    this.prefix = prefix;
    this.choices = choices;
    this.used = used;
    this.places = places;
  }

  void count(String what) {
    used.merge(what, 1L, Long::sum);
  }
}
