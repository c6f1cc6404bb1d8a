package org.tosc.frontend.pseudocode.resolve;

import java.util.ArrayList;
import java.util.List;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.Pattern;

/// The names that a pattern binds.
public final class Bindings {
  private Bindings() {}

  public static List<Ident> of(Pattern pattern) {
    return switch (pattern) {
      case Pattern.Binding(var name, _) -> List.of(name);
      case Pattern.ListOf(var items, var rest, _) -> {
        List<Ident> names = new ArrayList<>();
        items.forEach(i -> names.addAll(of(i)));
        if (rest != null && rest.name() != null) {
          names.add(rest.name());
        }
        yield names;
      }
      case Pattern.Or(var alternatives, _) -> {
        List<Ident> names = new ArrayList<>();
        alternatives.forEach(a -> names.addAll(of(a)));
        yield names;
      }
      case Pattern.Value _,
          Pattern.Wildcard _,
          Pattern.Range _,
          Pattern.Rest _,
          Pattern.Malformed _ ->
          List.of();
    };
  }
}
