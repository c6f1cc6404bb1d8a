package org.tosc.grammar;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/// Collects faults, at most [Limits#FAULTS] of them and one per place.
final class Faults {
  private final List<SyntaxFault> list = new ArrayList<>();

  void add(SyntaxFault fault) {
    for (SyntaxFault other : list) {
      if (other.offset() == fault.offset() && other.kind() == fault.kind()) {
        return;
      }
    }
    if (list.size() < Limits.FAULTS) {
      list.add(fault);
    }
  }

  void add(FaultKind kind, Token at) {
    add(kind, at, null);
  }

  void add(FaultKind kind, Token at, SyntaxFault.@Nullable Edit edit, String... expected) {
    add(at(kind, at, null, edit, expected));
  }

  void within(FaultKind kind, Token at, @Nullable Frame enclosing, String... expected) {
    add(at(kind, at, enclosing, null, expected));
  }

  static SyntaxFault at(
      FaultKind kind,
      Token at,
      @Nullable Frame enclosing,
      SyntaxFault.@Nullable Edit edit,
      String... expected) {
    int start = at.getStartIndex();
    int length = Math.max(0, at.getStopIndex() + 1 - start);
    SyntaxFault.Construct construct = enclosing == null ? null : enclosing.construct();
    return new SyntaxFault(
        kind, start, length, TokenWords.found(at), List.of(expected), construct, edit);
  }

  boolean anyIn(int from, int to) {
    for (SyntaxFault fault : list) {
      if (fault.offset() < to && fault.offset() + Math.max(1, fault.length()) > from) {
        return true;
      }
    }
    return false;
  }

  /// Is there a fault of a kind in a piece of the text?
  boolean anyOf(FaultKind kind, int from, int to) {
    return list.stream().anyMatch(f -> f.kind() == kind && f.offset() >= from && f.offset() < to);
  }

  /// Drops what was found in a piece of the text, where one fault says it all.
  void forget(int from, int to) {
    list.removeIf(fault -> fault.offset() >= from && fault.offset() < to);
  }

  boolean isEmpty() {
    return list.isEmpty();
  }

  int size() {
    return list.size();
  }

  List<SyntaxFault> sorted() {
    list.sort(Comparator.comparingInt(SyntaxFault::offset));
    return List.copyOf(list);
  }
}
