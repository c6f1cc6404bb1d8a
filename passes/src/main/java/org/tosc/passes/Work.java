package org.tosc.passes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tosc.tir.source.Span;

/// What one run of a pass is told, and what it tells: rules that fired, and remarks such as why two
/// operations were not fused.
///
/// Example: `work.note(operation.span(), "not fused: the product is used twice")`.
public final class Work {
  /// Something worth knowing about a place.
  public record Note(Span span, String text) {}

  private final Set<String> kept;
  private final Map<String, Integer> hits = new TreeMap<>();
  private final List<Note> notes = new ArrayList<>();

  /// @param kept symbols of functions that somebody outside calls by name
  public Work(Set<String> kept) {
    this.kept = Set.copyOf(kept);
  }

  /// Whether a function must stay, also where nothing in the module calls it.
  public boolean keeps(String symbol) {
    return kept.contains(symbol);
  }

  /// A rewrite rule fired.
  public void hit(String rule) {
    hits.merge(rule, 1, Integer::sum);
  }

  public void note(Span span, String text) {
    notes.add(new Note(span, text));
  }

  /// How often each rule fired, by name.
  public Map<String, Integer> hits() {
    return Map.copyOf(hits);
  }

  public List<Note> notes() {
    return List.copyOf(notes);
  }
}
