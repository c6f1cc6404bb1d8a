package org.tosc.driver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;
import org.tosc.tir.source.Span;

/// Leaves out what most likely only follows from another error, so that one fault gives one report.
///
/// A line that is not well formed is damaged: what its names mean is not known. Errors of names,
/// types and shapes on it, or about a name that stands on it, say nothing new. Nothing behind a
/// comment that never ends is looked at. Of several reports at one place the first is kept, and a
/// warning is dropped beside an error.
final class Consequences {
  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

  /// A longer span is a whole statement or block, whose names say little.
  private static final int WIDEST = 200;

  private final Map<Source, Set<Integer>> damagedLines = new HashMap<>();
  private final Map<Source, Set<String>> damagedNames = new HashMap<>();
  private final Map<Source, Integer> ends = new HashMap<>();

  private Consequences(List<Diagnostic> form) {
    for (Diagnostic each : form) {
      if (each.isError() && !each.span().isNone() && each.code() != Code.E0601) {
        damage(each);
      }
    }
  }

  /// What remains of the diagnostics about form and of those about meaning.
  static List<Diagnostic> leaveOut(List<Diagnostic> form, List<Diagnostic> meaning) {
    Consequences faults = new Consequences(form);
    List<Diagnostic> kept = new ArrayList<>();
    form.stream().filter(d -> faults.isReached(d) && !faults.isBesideFault(d)).forEach(kept::add);
    Set<String> places = new HashSet<>();
    for (Diagnostic each : meaning) {
      boolean first = !each.isError() || places.add(each.span().toString());
      if (first && faults.isReached(each) && !faults.follows(each)) {
        kept.add(each);
      }
    }
    Set<String> wrong = new HashSet<>();
    kept.stream().filter(Diagnostic::isError).forEach(d -> wrong.add(line(d)));
    kept.removeIf(d -> !d.isError() && wrong.contains(line(d)));
    return List.copyOf(kept);
  }

  private static String line(Diagnostic each) {
    return each.span().source().name() + ":" + each.span().from().line();
  }

  private void damage(Diagnostic each) {
    Source source = each.span().source();
    if (each.code() == Code.E0007) {
      ends.merge(source, each.span().start(), Math::min);
    }
    Set<Integer> lines = damagedLines.computeIfAbsent(source, s -> new HashSet<>());
    Set<String> names = damagedNames.computeIfAbsent(source, s -> new HashSet<>());
    int last = each.span().to().line();
    for (int line = each.span().from().line(); line <= last; line++) {
      if (lines.add(line)) {
        names.addAll(names(source.line(line)));
      }
    }
  }

  private boolean isReached(Diagnostic each) {
    return each.span().start() <= ends.getOrDefault(each.span().source(), Integer.MAX_VALUE);
  }

  /// An import whose statement is not well formed.
  private boolean isBesideFault(Diagnostic each) {
    Set<Integer> lines = damagedLines.get(each.span().source());
    return each.code() == Code.E0601 && lines != null && lines.contains(each.span().from().line());
  }

  private boolean follows(Diagnostic each) {
    Span span = each.span();
    Set<Integer> lines = damagedLines.get(span.source());
    if (lines == null) {
      return false;
    }
    boolean narrow = span.end() - span.start() <= WIDEST;
    Set<String> damaged = damagedNames.getOrDefault(span.source(), Set.of());
    return !each.isError()
        || lines.contains(span.from().line())
        || (narrow && names(span.text()).stream().anyMatch(damaged::contains));
  }

  private static List<String> names(String text) {
    List<String> names = new ArrayList<>();
    Matcher matcher = NAME.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group());
    }
    return names;
  }
}
