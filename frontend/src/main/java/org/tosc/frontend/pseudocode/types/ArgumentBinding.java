package org.tosc.frontend.pseudocode.types;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.Arg;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.Param;
import org.tosc.frontend.pseudocode.resolve.Suggestion;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Which argument of a call goes to which parameter of a known function.
///
/// @param slots one entry per parameter: the index of its argument, or -1 where it is left out
/// @param rest the indexes of the arguments that the rest parameter takes
public record ArgumentBinding(List<Integer> slots, List<Integer> rest) {

  /// The binding, or what is wrong with the call.
  sealed interface Outcome {
    record Bound(ArgumentBinding binding) implements Outcome {}

    record Wrong(Diagnostic diagnostic) implements Outcome {}
  }

  /// Whether arguments are only known at run time (`f(xs…)`).
  public static boolean isOpen(List<Arg> args) {
    return args.stream().anyMatch(a -> a.value() instanceof Expr.Spread);
  }

  /// The binding of a call that the checker has accepted.
  public static ArgumentBinding of(List<Param> params, List<Arg> args) {
    return switch (bind("", params, args, Span.NONE, null)) {
      case Outcome.Bound(var binding) -> binding;
      case Outcome.Wrong(var diagnostic) -> throw new IllegalStateException(diagnostic.message());
    };
  }

  static Outcome bind(
      String function, List<Param> params, List<Arg> args, Span call, @Nullable Span declared) {
    Integer[] slots = new Integer[params.size()];
    List<Integer> rest = new ArrayList<>();
    boolean hasRest = !params.isEmpty() && params.getLast().rest();
    int fixed = hasRest ? params.size() - 1 : params.size();
    int position = 0;
    for (int i = 0; i < args.size(); i++) {
      Arg arg = args.get(i);
      if (arg.name() != null) {
        int at = index(params, arg.name().text());
        if (at < 0) {
          return unknownName(function, params, arg);
        }
        if (slots[at] != null) {
          return twice(function, arg);
        }
        slots[at] = i;
      } else if (position < fixed) {
        slots[position++] = i;
      } else if (hasRest) {
        rest.add(i);
      } else {
        return count(function, params, args, call, declared);
      }
    }
    Set<String> missing = new HashSet<>();
    List<Integer> bound = new ArrayList<>();
    for (int p = 0; p < params.size(); p++) {
      Param param = params.get(p);
      if (slots[p] == null && param.defaultValue() == null && !param.rest()) {
        missing.add(param.name().text());
      }
      bound.add(slots[p] == null ? -1 : slots[p]);
    }
    return missing.isEmpty()
        ? new Outcome.Bound(new ArgumentBinding(bound, rest))
        : count(function, params, args, call, declared);
  }

  private static int index(List<Param> params, String name) {
    for (int i = 0; i < params.size(); i++) {
      if (params.get(i).name().text().equals(name) && !params.get(i).rest()) {
        return i;
      }
    }
    return -1;
  }

  private static Outcome unknownName(String function, List<Param> params, Arg arg) {
    Ident ident = Objects.requireNonNull(arg.name());
    String name = ident.text();
    Span where = ident.span();
    Diagnostic diagnostic =
        Diagnostic.of(Code.E0304, where, "`" + function + "` has no parameter `" + name + "`");
    return new Outcome.Wrong(
        Suggestion.nearest(name, params.stream().map(p -> p.name().text()))
            .map(
                near ->
                    diagnostic.fix("use `" + near + "`", List.of(new Diagnostic.Edit(where, near))))
            .orElse(diagnostic));
  }

  private static Outcome twice(String function, Arg arg) {
    Ident name = Objects.requireNonNull(arg.name());
    return new Outcome.Wrong(
        Diagnostic.of(
            Code.E0305,
            name.span(),
            "`" + function + "` gets two values for parameter `" + name.text() + "`"));
  }

  private static Outcome count(
      String function, List<Param> params, List<Arg> args, Span call, @Nullable Span declared) {
    long required = params.stream().filter(p -> p.defaultValue() == null && !p.rest()).count();
    boolean open = !params.isEmpty() && params.getLast().rest();
    String expected =
        open
            ? "at least " + required
            : required == params.size() ? "" + required : required + " to " + params.size();
    Diagnostic diagnostic =
        Diagnostic.of(
            Code.E0303,
            call,
            "`"
                + function
                + "` takes "
                + expected
                + " argument"
                + (expected.equals("1") ? "" : "s")
                + ", found "
                + args.size());
    return new Outcome.Wrong(
        declared == null ? diagnostic : diagnostic.label(declared, "declared here"));
  }
}
