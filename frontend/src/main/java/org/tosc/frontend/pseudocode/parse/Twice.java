package org.tosc.frontend.pseudocode.parse;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.form.Problems;
import org.tosc.frontend.pseudocode.ast.Arg;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Finds what is given twice.
final class Twice {
  private Twice() {}

  static void names(List<Ident> names, Code code, String message, Problems problems) {
    Map<String, Span> first = new HashMap<>();
    for (Ident name : names) {
      Span before = first.putIfAbsent(name.text(), name.span());
      boolean ignored = name.isMissing() || name.text().equals("_");
      if (before != null && !ignored) {
        problems.add(
            Diagnostic.of(code, name.span(), message.formatted(name.text()))
                .label(before, "the first is here"));
      }
    }
  }

  static void arguments(List<Arg> args, Problems problems) {
    List<Ident> names = args.stream().map(Arg::name).filter(Objects::nonNull).toList();
    names(names, Code.E0171, "the argument `%s` is given twice", problems);
  }

  static void keys(List<Expr.Entry> entries, Problems problems) {
    Map<Object, Span> first = new HashMap<>();
    for (Expr.Entry entry : entries) {
      if (!(entry instanceof Expr.Entry.Pair(Expr written, _, _))) {
        continue;
      }
      Object key = constant(written);
      Span before = key == null ? null : first.putIfAbsent(key, written.span());
      if (before != null) {
        problems.add(
            Diagnostic.of(Code.W0101, written.span(), "the dictionary has this key already")
                .label(before, "the first is here")
                .note("the last value wins"));
      }
    }
  }

  /// Keys that are equal at run time are equal here: 1 and 1.0 are the same key.
  private static @Nullable Object constant(Expr key) {
    return switch (key) {
      case Expr.StringLit e -> e.constant();
      case Expr.IntLit e -> (double) e.value() == e.value() ? (Object) (double) e.value() : null;
      case Expr.FloatLit e -> e.value();
      case Expr.BoolLit e -> e.value();
      case Expr _ -> null;
    };
  }
}
