package org.tosc.frontend.pseudocode.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tosc.frontend.form.Problems;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.Pattern;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;

/// The names that a pattern binds: each once, and the same in all alternatives.
final class PatternNames {
  private PatternNames() {}

  static void check(Pattern pattern, Problems problems) {
    Twice.names(of(pattern, problems), Code.E0174, "the pattern binds `%s` twice", problems);
  }

  /// The names bound by a pattern; alternatives count once.
  private static List<Ident> of(Pattern pattern, Problems problems) {
    return switch (pattern) {
      case Pattern.Value _, Pattern.Wildcard _, Pattern.Range _, Pattern.Malformed _ -> List.of();
      case Pattern.Binding p -> List.of(p.name());
      case Pattern.Rest p -> p.name() == null ? List.of() : List.of(p.name());
      case Pattern.ListOf p -> {
        List<Ident> names = new ArrayList<>();
        p.items().forEach(item -> names.addAll(of(item, problems)));
        if (p.rest() != null) {
          names.addAll(of(p.rest(), problems));
        }
        yield names;
      }
      case Pattern.Or p -> {
        List<Ident> first = of(p.alternatives().getFirst(), problems);
        for (Pattern other : p.alternatives().subList(1, p.alternatives().size())) {
          compare(first, of(other, problems), other, problems);
        }
        yield first;
      }
    };
  }

  private static void compare(
      List<Ident> first, List<Ident> second, Pattern other, Problems problems) {
    Set<String> expected = texts(first);
    Set<String> found = texts(second);
    if (!expected.equals(found)) {
      problems.add(
          Diagnostic.of(Code.E0173, other.span(), "all alternatives must bind the same names")
              .label(other.span(), "binds " + words(found) + ", the first " + words(expected))
              .note("a name in a pattern binds; to compare, use a guard or a dotted name"));
    }
  }

  private static Set<String> texts(List<Ident> names) {
    return names.stream().map(Ident::text).collect(Collectors.toCollection(TreeSet::new));
  }

  private static String words(Set<String> names) {
    return names.isEmpty()
        ? "nothing"
        : names.stream().map(n -> "`" + n + "`").collect(Collectors.joining(", "));
  }
}
