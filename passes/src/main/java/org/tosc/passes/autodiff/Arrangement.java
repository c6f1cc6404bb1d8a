package org.tosc.passes.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.specialise.Draft;
import org.tosc.passes.specialise.Held;
import org.tosc.passes.specialise.Refusal;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.source.Span;

/// The arguments of a call in the places of a function's parameters, `missing` where one is left
/// out.
final class Arrangement {
  private Arrangement() {}

  /// The names of the parameters behind the captures.
  static List<String> parameters(Function f) throws Refusal {
    List<String> names = f.attributes().strings("params");
    boolean plain = names.size() == f.params().size() - f.captures();
    if (!plain || !f.attributes().string("rest", "").isEmpty()) {
      throw new Refusal("`" + f.displayName() + "` takes any number of arguments");
    }
    return names;
  }

  /// @param names names of the last arguments, where they are named
  static List<Held> of(Function f, List<Held> given, List<String> names, Draft draft, Span span)
      throws Refusal {
    List<String> parameters = parameters(f);
    List<@Nullable Held> placed = new ArrayList<>();
    parameters.forEach(p -> placed.add(null));
    int positional = given.size() - names.size();
    for (int i = 0; i < given.size(); i++) {
      int at = i < positional ? i : parameters.indexOf(names.get(i - positional));
      if (at < 0 || at >= placed.size() || placed.get(at) != null) {
        throw new Refusal("the arguments do not fit `" + f.displayName() + "`");
      }
      placed.set(at, given.get(i));
    }
    for (int i = 0; i < placed.size(); i++) {
      if (placed.get(i) == null) {
        if (!f.attributes().strings("optional").contains(parameters.get(i))) {
          throw new Refusal("the arguments do not fit `" + f.displayName() + "`");
        }
        placed.set(
            i, new Held.Plain(draft.constant(HostType.ANY, Attribute.Missing.MISSING, span)));
      }
    }
    return placed.stream().map(Objects::requireNonNull).toList();
  }
}
