package org.tosc.frontend.neuro.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.Arg;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// The arguments of a call of the library, by parameter.
///
/// Parameters are written as in a signature: `shape, dtype, device?, seed?`; `?` may be left out,
/// and what stands after `*` must be named.
final class BuiltinArguments {
  private record Param(String name, boolean optional, boolean namedOnly) {}

  private final Map<String, Expr> given;
  private final Span span;

  private BuiltinArguments(Map<String, Expr> given, Span span) {
    this.given = given;
    this.span = span;
  }

  /// The arguments, or null where they do not fit the signature, which is reported.
  static @Nullable BuiltinArguments of(
      FunctionChecker in, String function, String signature, Expr.Call call) {
    List<Param> params = params(signature);
    Map<String, Expr> given = new LinkedHashMap<>();
    boolean fits = true;
    int next = 0;
    for (Arg arg : call.args()) {
      String name =
          arg.name() != null
              ? arg.name().text()
              : next < params.size() && !params.get(next).namedOnly()
                  ? params.get(next++).name()
                  : null;
      String complaint = complaint(function, params, given, name);
      if (complaint != null) {
        in.report(
            Diagnostic.of(name == null ? Code.E1304 : Code.E1305, arg.span(), complaint)
                .note("`" + function + "(" + words(params) + ")`"));
        fits = false;
      } else if (name != null) {
        given.put(name, arg.value());
      }
    }
    fits = fits && noneMissing(in, function, params, given, call);
    if (!fits) {
      call.args().stream()
          .map(Arg::value)
          .filter(v -> !(v instanceof Expr.Path p && Types.builtin(p.text()) != null))
          .forEach(v -> in.expressions.of(v, null));
      return null;
    }
    return new BuiltinArguments(given, call.span());
  }

  private static List<Param> params(String signature) {
    List<Param> params = new ArrayList<>();
    boolean namedOnly = false;
    int begin = 0;
    while (begin < signature.length()) {
      int comma = signature.indexOf(',', begin);
      String part = signature.substring(begin, comma < 0 ? signature.length() : comma);
      begin += part.length() + 2;
      if (part.equals("*")) {
        namedOnly = true;
      } else {
        boolean optional = part.endsWith("?");
        String name = optional ? part.substring(0, part.length() - 1) : part;
        params.add(new Param(name, optional, namedOnly));
      }
    }
    return params;
  }

  private static String words(List<Param> params) {
    return String.join(
        ", ",
        params.stream()
            .map(p -> p.optional() || p.namedOnly() ? p.name() + " = …" : p.name())
            .toList());
  }

  private static @Nullable String complaint(
      String function, List<Param> params, Map<String, Expr> given, @Nullable String name) {
    if (name == null) {
      List<String> named =
          params.stream()
              .filter(p -> p.namedOnly() && !given.containsKey(p.name()))
              .map(p -> "`" + p.name() + " = …`")
              .toList();
      return named.isEmpty()
          ? "`" + function + "` takes " + Types.count(params.size(), "argument")
          : "what follows is given by name: " + String.join(", ", named);
    }
    for (Param param : params) {
      if (param.name().equals(name)) {
        return given.containsKey(name) ? "`" + name + "` gets two values" : null;
      }
    }
    return "`" + function + "` has no parameter `" + name + "`";
  }

  private static boolean noneMissing(
      FunctionChecker in,
      String function,
      List<Param> params,
      Map<String, Expr> given,
      Expr.Call call) {
    List<String> missing = new ArrayList<>();
    for (Param param : params) {
      if (!param.optional() && !given.containsKey(param.name())) {
        missing.add(param.name());
      }
    }
    if (!missing.isEmpty()) {
      in.report(
          Diagnostic.of(
                  Code.E1304,
                  call.span(),
                  "`" + function + "` needs a value for `" + String.join("`, `", missing) + "`")
              .note("`" + function + "(" + words(params) + ")`"));
    }
    return missing.isEmpty();
  }

  /// An argument that must be there.
  Expr get(String name) {
    return Objects.requireNonNull(given.get(name), name);
  }

  /// An argument, or null where it is left out.
  @Nullable Expr find(String name) {
    return given.get(name);
  }

  boolean has(String name) {
    return given.containsKey(name);
  }

  Span span() {
    return span;
  }
}
